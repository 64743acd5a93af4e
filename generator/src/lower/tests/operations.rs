//! Operations, their parameters, responses and names.

use super::*;

#[test]
fn operation_parameters_take_precedence_and_path_parameters_are_in_path_order() {
    let text = document(
        "
        paths:
          /a/{one}/{two}:
            parameters:
              - {name: two, in: path, required: true, schema: {type: string}}
              - {name: q, in: query, description: Of the path., schema: {type: string}}
              - {name: q, in: header, schema: {type: string}}
            get:
              operationId: a
              parameters:
                - name: q
                  in: query
                  description: Of the operation.
                  required: true
                  schema: {type: integer}
                - {name: one, in: path, required: true, schema: {type: string}}
              responses: {'204': {}}
        ",
    );
    let params = operation(&text).params;
    let found: Vec<_> = params
        .iter()
        .map(|param| (param.wire.as_str(), param.location))
        .collect();
    let expected = [
        ("one", Location::Path),
        ("two", Location::Path),
        ("q", Location::Query),
        ("q", Location::Header),
    ];
    assert_eq!(found, expected);
    assert_eq!(
        params[2].docs.description.as_deref(),
        Some("Of the operation.")
    );
    assert!(params[2].required && !params[3].required);
}

#[test]
fn reads_the_style_of_array_parameters() {
    let style = |keywords: &str| {
        let text = document(&format!(
            "
            paths:
              /a/{{id}}:
                get:
                  operationId: a
                  parameters:
                  - {{name: id, in: path, required: true, schema: {{type: string}}}}
                  - {{name: q, {keywords}, schema: {{type: array, items: {{type: string}}}}}}
                  responses: {{'204': {{}}}}
            "
        ));
        let param = operation(&text).params.remove(1);
        (param.style, param.explode)
    };
    assert_eq!(style("in: query"), (Style::Form, true));
    assert_eq!(style("in: query, explode: true"), (Style::Form, true));
    assert_eq!(style("in: query, explode: false"), (Style::Form, false));
    assert_eq!(
        style("in: query, style: spaceDelimited, explode: false"),
        (Style::SpaceDelimited, false)
    );
    assert_eq!(
        style("in: query, style: pipeDelimited, explode: false"),
        (Style::PipeDelimited, false)
    );
    assert_eq!(
        style("in: query, style: pipeDelimited, explode: true"),
        (Style::PipeDelimited, true)
    );
    assert_eq!(style("in: header"), (Style::Simple, false));
}

#[test]
fn lowers_responses_by_status() {
    let id = "parameters: [{name: id, in: path, required: true, schema: {type: string}}]";
    let of = |responses: &str| {
        operation(&operation_with(&format!(
            "{id}, responses: {{{responses}}}"
        )))
    };
    let content = "content: {application/json: {schema: {type: string}}}";

    let several = of(&format!(
        "'200': {{{content}}}, 4XX: {{{content}}}, '404': {{}}, default: {{}}"
    ));
    assert_eq!(several.success[0].status, StatusRange::Code(200));
    let failures: Vec<_> = several.failures.iter().map(|one| one.status).collect();
    let expected = [
        Some(StatusRange::Hundred(4)),
        Some(StatusRange::Code(404)),
        None,
    ];
    assert_eq!(failures, expected);

    // A single `default` is the success response.
    let only = of(&format!("default: {{{content}}}"));
    assert_eq!(only.success[0].status, StatusRange::Hundred(2));
    assert_eq!(only.success[0].ty, Some(TypeRef::Scalar(Scalar::String)));
    assert!(only.failures.is_empty());

    // The content of a status that never has any is ignored.
    let empty = of(&format!("'204': {{{content}}}"));
    assert_eq!(empty.success[0].ty, None);
    assert_eq!(
        codes(&operation_with(&format!(
            "{id}, responses: {{'204': {{{content}}}}}"
        ))),
        ["status-without-content"]
    );
}

#[test]
fn prefers_json_to_text_to_bytes() {
    let id = "parameters: [{name: id, in: path, required: true, schema: {type: string}}]";
    let of = |content: &str| {
        let text = operation_with(&format!(
            "{id}, responses: {{'200': {{content: {{{content}}}}}}}"
        ));
        let success = operation(&text).success.remove(0);
        (success.media_type, success.ty.unwrap())
    };
    let text = || TypeRef::Scalar(Scalar::String);
    let whole = TypeRef::Scalar(Scalar::Int64);
    let json = |name: &str| (name.to_owned(), whole.clone());
    let schema = "{schema: {type: integer}}";
    assert_eq!(
        of(&format!("text/csv: {{}}, application/json: {schema}")),
        json("application/json")
    );
    assert_eq!(
        of(&format!("application/problem+json: {schema}")),
        json("application/problem+json")
    );
    assert_eq!(
        of(&format!("application/json; charset=utf-8: {schema}")),
        json("application/json; charset=utf-8")
    );
    assert_eq!(of(&format!("'*/*': {schema}")), json("application/json"));
    assert_eq!(
        of("application/pdf: {}, text/csv: {}"),
        ("text/csv".to_owned(), text())
    );
    assert_eq!(
        of("application/pdf: {}"),
        (
            "application/pdf".to_owned(),
            TypeRef::Scalar(Scalar::Binary)
        )
    );
}

#[test]
fn finds_method_names() {
    let named = |id: &str, extensions: &str| {
        let text = document(&format!(
            "
            x-speakeasy-name-override:
            - {{operationId: '^get.*', methodNameOverride: first}}
            - {{operationId: '.*-pet$', methodNameOverride: last}}
            paths: {{/a: {{get: {{operationId: {id}, responses: {{'204': {{}}}}{extensions}}}}}}}
            "
        ));
        operation(&text).name
    };
    assert_eq!(named("get-thing", ""), "first");
    assert_eq!(named("get-pet", ""), "last");
    assert_eq!(named("make-it", ""), "make-it");
    assert_eq!(named("get-pet", ", x-speakeasy-name-override: own"), "own");
    assert_eq!(named("make-it", ", x-speakeasy-ignore: true"), "make-it");
}

#[test]
fn names_operations_and_resources_without_ids_and_tags() {
    let api = lowered(&document(
        "
        paths:
          '/pets/{petId}/toys':
            get:
              parameters:
              - {name: petId, in: path, required: true, schema: {type: string}}
              responses: {'204': {}}
        ",
    ));
    assert_eq!(api.resources[0].name, "api");
    assert_eq!(api.resources[0].operations[0].id, "get-pets-by-petId-toys");
}

#[test]
fn replaces_server_variables_by_their_defaults() {
    let api = lowered(&document(
        "
        servers:
        - url: 'https://{a}.example.com/{b}'
          variables: {a: {default: x}, b: {default: v1}}
        paths: {/a: {get: {responses: {'204': {}}}}}
        ",
    ));
    assert_eq!(api.servers[0].url, "https://x.example.com/v1");
}
