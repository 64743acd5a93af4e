//! The docs of operations: arguments, responses, errors, examples, and the resource.

use quote::quote;

use crate::sdk::Crate;
use crate::testing::{document, indented, planned};

/// Operations of one tag, each with these responses besides 204.
fn failing(responses: &[&str]) -> Crate {
    let paths = responses.iter().enumerate().map(|(index, responses)| {
        let path = format!(
            "
            /{index}:
              get:
                operationId: get-{index}
                tags: [Pets]
                responses: {{'204': {{description: Gone.}}, {responses}}}
            "
        );
        indented(&path, 2)
    });
    let paths: String = paths.collect();
    planned(&document(&format!(
        "paths:\n{paths}components: {{schemas: {{E: {{properties: {{e: {{type: string}}}}}}}}}}\n"
    )))
}

const LIMIT: &str = "'429': {description: \"Too *many*\\n\\n- a day\\n- an hour\", \
    content: {application/json: {schema: {$ref: '#/components/schemas/E'}}}}";

#[test]
fn errors_of_most_operations_are_described_once() {
    let own = format!("{LIMIT}, '404': {{description: 'No <b>pet</b>.'}}");
    let krate = failing(&[&own, LIMIT, LIMIT, "'429': {description: Other words.}"]);
    let common = krate.common_errors.unwrap();
    let docs = common.docs.join("\n");
    assert!(
        docs.starts_with("# Common errors\n\n- `429`, [`E`](crate::models::E): Too _many_"),
        "{docs}"
    );
    assert_eq!(common.rows.len(), 1);
    assert_eq!(common.rows[0].status, "429");
    assert!(common.rows[0].description.starts_with("Too _many_"));

    let operations = &krate.resources[0].operations;
    let docs = |index: usize| operations[index].docs.join("\n");
    let link = "[Common errors](crate::resources#common-errors): `429`.";
    assert!(
        docs(0).contains("\n\nReturns no content (status `204`): Gone.\n\n# Errors\n"),
        "{}",
        docs(0)
    );
    assert!(docs(0).replace('\n', " ").contains(link), "{}", docs(0));
    assert!(
        docs(0).ends_with("\n\n- `404`: No \\<b>pet\\</b>."),
        "{}",
        docs(0)
    );
    assert!(!docs(1).contains("many"), "{}", docs(1));
    // The same status with another description is another error.
    assert!(docs(3).ends_with("See [`Error`](crate::Error).\n\n- `429`: Other words."));

    let section = |index: usize| &operations[index].section;
    let line = "[Common errors](README.md#common-errors): `429`.";
    assert_eq!(
        (section(0).common_errors.as_str(), section(0).errors.len()),
        (line, 1)
    );
    assert_eq!(section(1).errors, []);
    assert_eq!(
        (section(3).common_errors.as_str(), section(3).errors.len()),
        ("", 1)
    );
    assert_eq!(section(3).successes[0].description, "Gone.");
}

#[test]
fn rare_errors_are_described_at_each_operation() {
    // Two operations are too few, and three of seven are less than half.
    assert!(failing(&[LIMIT, LIMIT]).common_errors.is_none());
    let none = "'500': {description: Broken.}";
    let krate = failing(&[LIMIT, LIMIT, LIMIT, none, none, "", ""]);
    assert!(krate.common_errors.is_none());
    let docs = krate.resources[0].operations[0].docs.join("\n");
    assert!(
        docs.contains("- `429`, [`E`](crate::models::E): Too _many_\n"),
        "{docs}"
    );
}

#[test]
fn docs_have_all_request_examples_and_collapsed_responses() {
    let text = document(
        "
        paths:
          /a:
            post:
              operationId: a
              tags: [Pets]
              requestBody:
                required: true
                content:
                  application/json:
                    schema: {$ref: '#/components/schemas/A'}
                    examples: {One: {value: {x: a}}, 'Two `&` <i>': {value: {x: b}}}
              responses:
                '200':
                  description: D.
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/A'}
                      examples: {'A </summary> & more': {value: {x: '```'}}}
        components: {schemas: {A: {properties: {x: {type: string}}}}}
        ",
    );
    let operation = planned(&text).resources.remove(0).operations.remove(0);
    let file = operation.examples.unwrap();
    assert_eq!(file.path, "docs/examples/pets/a.md");
    assert!(file.include == quote!("../../docs/examples/pets/a.md"));
    let text = file.lines.join("\n");
    assert!(
        text.starts_with("# Examples\n\nOne:\n\n```no_run\n# use "),
        "{text}"
    );
    assert!(text.contains("\n\nTwo `&` \\<i>:\n\n```no_run\n"), "{text}");
    assert_eq!(text.matches("```no_run\n").count(), 2);
    assert!(
        text.contains("<details>\n<summary>A &lt;/summary&gt; &amp; more (response 200)</summary>\n\n```json\n{\n"),
        "{text}"
    );
    assert!(text.ends_with("}\n```\n\n</details>"), "{text}");
}

#[test]
fn a_resource_without_a_tag_is_described_by_its_operations() {
    let resources = |tags: &str, group: &str| {
        let text = document(&format!(
            "
            tags: [{{name: Pets, description: All pets.}}]
            paths:
              /a:
                get:
                  operationId: a
                  summary: Get *it*.
                  tags: [{tags}]
                  x-speakeasy-group: {group}
                  responses: {{'204': {{}}}}
              /b:
                get:
                  operationId: b
                  summary: 'Find [them]'
                  tags: [{tags}, More]
                  x-speakeasy-group: {group}
                  responses: {{'204': {{}}}}
              /c: {{get: {{operationId: c, tags: [Other], responses: {{'204': {{}}}}}}}}
            "
        ));
        planned(&text).resources
    };
    let docs = |tags: &str, group: &str| {
        let found = resources(tags, group);
        let found = found.iter().find(|one| one.operations.len() == 2).unwrap();
        assert_eq!(found.docs, found.description);
        found.docs.join(" ")
    };
    assert_eq!(docs("Pets", "Pets"), "All pets.");
    assert_eq!(docs("Pets", "zoo"), "All pets.");
    let titles = "Operations of `zoo`: Get _it_; Find \\[them\\].";
    assert_eq!(docs("Unknown", "zoo"), titles);
    // The tag has other operations too.
    assert_eq!(docs("Other", "zoo"), titles);
    // The third has no title.
    let other = resources("Pets", "zoo")
        .into_iter()
        .find(|one| one.handle == quote!(Other));
    assert_eq!(other.unwrap().docs, ["Operations of `Other`."]);
}

#[test]
fn arguments_with_a_description_are_listed() {
    let text = document(
        "
        paths:
          '/a/{x}/{type}':
            post:
              operationId: a
              parameters:
              - name: x
                in: path
                required: true
                description: \"The *x*.\\n\\nMore.\"
                schema: {type: string}
              - {name: type, in: path, required: true, schema: {type: string}}
              - name: q
                in: query
                description: Not an argument.
                schema: {type: string}
              requestBody:
                required: true
                description: What to send.
                content: {application/json: {schema: {type: string}}}
              responses: {'204': {}}
        ",
    );
    let operation = planned(&text).resources.remove(0).operations.remove(0);
    let docs = operation.docs.join("\n");
    let expected = "`POST /a/{x}/{type}`\n\n- `x`: The _x_.\n\n  More.\n- `body`: What to send.\n\nReturns no content (status `204`).";
    assert!(docs.contains(expected), "{docs}");
}
