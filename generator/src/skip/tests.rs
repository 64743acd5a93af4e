use std::io;
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::testing::input;
use crate::{Files, Generated, Input};

const HEAD: &str = "openapi: 3.1.0
info: {title: T, version: '1'}
servers: [{url: 'https://example.com'}]
";

fn generated(input: &Input) -> (Option<Generated>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let generated = crate::generate(input, &mut diagnostics, &mut |_| ());
    (generated.ok(), diagnostics)
}

fn skipping(text: &str) -> Input {
    Input {
        skip_unsupported: true,
        ..input(&format!("{HEAD}{text}"))
    }
}

/// What the warnings say is left out, after checking that the document is refused without the
/// option, and has no error with it.
#[track_caller]
fn left_out(text: &str) -> Vec<String> {
    let (refused, _) = generated(&input(&format!("{HEAD}{text}")));
    assert!(refused.is_none(), "it has no error");
    let (made, diagnostics) = generated(&skipping(text));
    assert!(
        made.is_some(),
        "{:?}",
        diagnostics.iter().collect::<Vec<_>>()
    );
    let skipped = diagnostics.iter().filter(|one| one.code == Code::Skipped);
    skipped
        .map(|one| {
            let (part, _) = one.message.split_once(':').unwrap();
            part.to_owned()
        })
        .collect()
}

/// A document with one operation, whose keywords are given, and another one without errors.
fn operation(keywords: &str) -> String {
    format!(
        "paths:\n  /good: {{get: {{responses: {{'204': {{description: x}}}}}}}}\n  /a/{{id}}: {{get: {{{keywords}}}}}\n"
    )
}

#[test]
fn leaves_out_the_smallest_part_without_which_requests_are_valid() {
    const DONE: &str = "responses: {'204': {description: x}}";
    for (keywords, expected) in [
        (
            "parameters: [{name: a b, in: header, schema: {}}], DONE",
            "the header parameter `a b` of `GET /a/{id}` is left out",
        ),
        (
            "parameters: [{name: a b, in: header, required: true, schema: {}}], DONE",
            "the operation `GET /a/{id}` is left out",
        ),
        (
            "parameters: [{name: id, in: path, required: true}], DONE",
            "the operation `GET /a/{id}` is left out",
        ),
        (
            "parameters: 1, DONE",
            "the operation `GET /a/{id}` is left out",
        ),
        (
            "requestBody: {content: 1}, DONE",
            "the operation `GET /a/{id}` is left out",
        ),
        (
            "responses: {'200': {$ref: '#/components/responses/X'}}",
            "the operation `GET /a/{id}` is left out",
        ),
        (
            "responses: {'204': {description: x}, '4XX': {content: 1}}",
            "the response `4XX` of `GET /a/{id}` is left out",
        ),
        (
            "responses: {'204': {description: x, headers: {X-A: {schema: {type: z}}}}}",
            "the schema `#/paths/~1a~1{id}/get/responses/204/headers/X-A/schema` allows any value",
        ),
        (
            "responses: {'204': {description: x, headers: {X-A: {schema: 1}}}}",
            "the header `X-A` of `GET /a/{id}` is left out",
        ),
        (
            "responses: {'204': {description: x, headers: {X-A: {$ref: '#/b'}}}}",
            "the header `X-A` of `GET /a/{id}` is left out",
        ),
        (
            "callbacks: {done: {$ref: '#/components/callbacks/X'}}, DONE",
            "the callback `done` of `GET /a/{id}` is left out",
        ),
        (
            "callbacks: {done: {'{$url}': {post: {requestBody: {content: 1}}}}}, DONE",
            "the callback `done` of `GET /a/{id}` is left out",
        ),
        (
            "description: 1, DONE",
            "the `description` of `#/paths/~1a~1{id}/get` is left out",
        ),
        (
            "servers: [{description: x}], DONE",
            "the server `#/paths/~1a~1{id}/get/servers/0` is left out",
        ),
        (
            "security: [{none: []}], DONE",
            "the operation `GET /a/{id}` is left out",
        ),
        (
            "security: [{}, {none: []}], DONE",
            "the security requirement `#/paths/~1a~1{id}/get/security/1` is left out",
        ),
    ] {
        let text = operation(&keywords.replace("DONE", DONE));
        assert_eq!(left_out(&text), [expected], "{keywords}");
    }
}

#[test]
fn leaves_out_paths_and_events() {
    let good = "/good: {get: {responses: {'204': {description: x}}}}";
    for (more, expected) in [
        ("paths: {GOOD, bad: {}}", "the path `bad` is left out"),
        (
            "paths: {GOOD, /a: {parameters: 1, get: {}}}",
            "the path `/a` is left out",
        ),
        (
            "paths: {GOOD, /a: {parameters: [{name: a b, in: cookie, schema: {}}], get: {responses: {'204': {}}}}}",
            "the cookie parameter `a b` of `/a` is left out",
        ),
        (
            "paths: {GOOD, /a: {get: 1}}",
            "the operation `GET /a` is left out",
        ),
        (
            "paths: {GOOD, /a: {additionalOperations: {'A B': {responses: {'204': {}}}}}}",
            "the operation `A B /a` is left out",
        ),
        (
            "paths: {GOOD}\nwebhooks: {x: {post: {requestBody: {content: 1}}}}",
            "the event `x` is left out",
        ),
    ] {
        assert_eq!(left_out(&more.replace("GOOD", good)), [expected], "{more}");
    }
}

#[test]
fn leaves_out_what_refers_to_a_part_that_is_left_out() {
    let text = operation(
        "parameters: [{$ref: '#/components/parameters/Alias'}], responses: {'200': {$ref: '#/components/responses/Bad'}}",
    ) + "components:
  parameters: {Alias: {$ref: '#/components/parameters/Bad'}, Bad: {name: q, in: query}}
  responses: {Bad: {content: 1}}
";
    assert_eq!(
        left_out(&text),
        [
            "`#/components/parameters/Bad` is left out",
            "`#/components/parameters/Alias` is left out",
            "the query parameter `q` of `GET /a/{id}` is left out",
            "`#/components/responses/Bad` is left out",
            "the operation `GET /a/{id}` is left out",
        ]
    );
}

#[test]
fn a_reference_into_a_schema_that_allows_any_value_allows_any_value() {
    let text = operation(
        "responses: {'200': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/A/properties/b'}}}}}",
    ) + "components: {schemas: {A: {$ref: '#/b', properties: {b: {type: string}}}}}\n";
    assert_eq!(
        left_out(&text),
        [
            "the schema `#/components/schemas/A` allows any value",
            "the schema `#/paths/~1a~1{id}/get/responses/200/content/application~1json/schema` allows any value",
        ]
    );
}

#[test]
fn a_scheme_costs_the_operations_without_another_alternative() {
    let text = "security: [{bad: []}]
paths:
  /a: {get: {responses: {'204': {description: x}}}}
  /b: {get: {security: [{good: []}], responses: {'204': {description: x}}}}
  /c: {get: {security: [{good: [], bad: []}, {good: []}], responses: {'204': {description: x}}}}
components:
  securitySchemes: {good: {type: http, scheme: bearer}, bad: {type: apiKey, in: body, name: k}}
";
    assert_eq!(
        left_out(text),
        [
            "the security scheme `bad` is left out",
            "the security requirement `#/security/0` is left out",
            "the security requirement `#/paths/~1c/get/security/0` is left out",
            "the operation `GET /a` is left out",
        ]
    );
}

#[test]
fn errors_outside_of_parts_are_still_errors() {
    for (text, code) in [
        ("paths: 1", Code::KeywordShape),
        ("tags: 1\npaths: {}", Code::KeywordShape),
        ("x-speakeasy-retries: 1\npaths: {}", Code::RetryRule),
        ("a: 1\na: 2", Code::SourceDuplicateKey),
    ] {
        let (made, diagnostics) = generated(&skipping(text));
        assert!(made.is_none(), "{text}");
        let errors = diagnostics
            .iter()
            .filter(|one| one.severity() == Severity::Error);
        let codes: Vec<_> = errors.map(|one| one.code).collect();
        assert!(codes.contains(&code), "{text}: {codes:?}");
    }
}

#[test]
fn a_document_of_which_nothing_remains_is_empty() {
    let text = "paths: {/a: {get: {parameters: 1}}}";
    let (made, diagnostics) = generated(&skipping(text));
    assert!(made.is_none());
    let codes: Vec<_> = diagnostics.iter().map(|one| one.code).collect();
    assert_eq!(codes, [Code::DocumentEmpty, Code::Skipped]);
}

/// Two files: one with an invalid parameter, the other does not exist.
#[derive(Debug)]
struct TwoFiles;

impl Files for TwoFiles {
    fn read(&self, path: &str) -> io::Result<String> {
        match path {
            "there.yaml" => Ok("name: q\nin: query\n".to_owned()),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

#[test]
fn leaves_out_what_files_are_needed_for() {
    let text = "paths:
  /a: {get: {parameters: [{$ref: there.yaml}], responses: {'204': {description: x}}}}
  /b: {get: {requestBody: {$ref: gone.yaml}, responses: {'204': {description: x}}}}
";
    let input = Input {
        files: Arc::new(TwoFiles),
        ..skipping(text)
    };
    let (made, diagnostics) = generated(&input);
    assert!(
        made.is_some(),
        "{:?}",
        diagnostics.iter().collect::<Vec<_>>()
    );
    let names: Vec<_> = made
        .unwrap()
        .api
        .left_out
        .into_iter()
        .map(|one| one.part)
        .collect();
    assert_eq!(
        names,
        [
            "the operation `GET /b`",
            "the query parameter `q` of `GET /a`"
        ]
    );
    let in_file = diagnostics
        .iter()
        .find(|one| one.source.path.ends_with("there.yaml"));
    assert_eq!(in_file.unwrap().code, Code::Skipped);
}
