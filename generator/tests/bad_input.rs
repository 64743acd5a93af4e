//! Invalid input: each error has a file, line, pointer and fix, and one run reports all of them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod support;

use sdk_generator::GenerateError;
use sdk_generator::diagnostics::{Severity, Style};

use support::{generate, input, source};

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";

/// The codes and pointers of the errors, in the order of the report, after checking that each has a
/// line and a fix.
#[track_caller]
fn errors(input: &sdk_generator::Input) -> Vec<String> {
    let (outcome, diagnostics) = generate(input);
    assert!(
        matches!(outcome, Err(GenerateError::Input(_))),
        "it was not refused"
    );
    let report = diagnostics.render(Style::Plain);
    let located = diagnostics.located();
    let errors = located
        .iter()
        .filter(|one| one.diagnostic.severity() == Severity::Error);
    errors
        .map(|one| {
            let diagnostic = one.diagnostic;
            let span = one.span.unwrap_or_else(|| panic!("no line\n{report}"));
            let file = diagnostic.source.file_name();
            assert!(diagnostic.help.is_some(), "no fix\n{report}");
            assert!(
                report.contains(&format!("{file}:{}:", span.line)),
                "{report}"
            );
            format!("{} {file} {}", diagnostic.code, diagnostic.pointer)
        })
        .collect()
}

#[track_caller]
fn refused(path: &str, text: &str, code: &str) {
    let errors = errors(&input(path, text));
    let first = errors[0].split(' ').next().unwrap();
    assert_eq!(first, code, "{errors:?}\n{text}");
}

#[test]
fn refuses_files_that_are_no_document() {
    refused("a.yaml", "{{", "source-syntax");
    refused("a.yaml", "a: b: c", "source-syntax");
    refused("a.json", "{\"a\": }", "source-syntax");
    refused("a.json", "openapi: 3.1.0", "source-syntax");
    refused("a.yaml", "", "source-empty");
    refused("a.json", " \n", "source-empty");
    refused("a.yaml", "just a text", "source-root");
    refused("a.yaml", "a: 1", "version");
}

#[test]
fn names_the_unsupported_version() {
    for (text, says) in [
        ("swagger: '2.0'", "Swagger 2.0 is not supported"),
        ("swagger: 2.0", "Swagger 2.0 is not supported"),
        ("openapi: 3.3.0", "OpenAPI 3.3.0 is not supported"),
        ("openapi: 4.0.0", "OpenAPI 4.0.0 is not supported"),
        ("openapi: '3.1'", "OpenAPI 3.1 is not supported"),
        ("openapi: 3.10.0", "OpenAPI 3.10.0 is not supported"),
        ("openapi: 3.1", "`openapi` must be a string, not a number"),
    ] {
        let input = input("a.yaml", text);
        assert_eq!(errors(&input).len(), 1, "{text}");
        let report = generate(&input).1.render(Style::Plain);
        assert!(report.contains(says), "{report}");
    }
}

#[test]
fn reports_all_errors_of_the_document_in_one_run() {
    let text = format!(
        "{HEAD}paths:
  /a:
    get:
      operationId: a
      parameters: [{{name: q, in: query}}]
      responses:
        '200': {{$ref: '#/components/responses/Gone'}}
        '20': {{description: x}}
        '400': {{$ref: 'other.yaml#/B'}}
        '500': {{$ref: '#/components/responses/Round'}}
components:
  responses:
    Round: {{$ref: '#/components/responses/About'}}
    About: {{$ref: '#/components/responses/Round'}}
"
    );
    assert_eq!(
        errors(&input("a.yaml", &text)),
        [
            "parameter-schema a.yaml /paths/~1a/get/parameters/0",
            "ref-dangling a.yaml /paths/~1a/get/responses/200",
            "status a.yaml /paths/~1a/get/responses/20",
            "ref-external a.yaml /paths/~1a/get/responses/400/$ref",
            "ref-circular a.yaml /paths/~1a/get/responses/500",
            "ref-circular a.yaml /components/responses/Round",
            "ref-circular a.yaml /components/responses/About",
        ]
    );
}

#[test]
fn reports_all_errors_of_operations_in_one_run() {
    let text = format!(
        "{HEAD}security: [{{none: []}}]
paths:
  /a/{{id}}:
    get:
      operationId: a
      parameters: [{{name: a b, in: header, schema: {{type: string}}}}]
      responses: {{'204': {{description: x}}}}
    put:
      operationId: b
      parameters: [{{name: id, in: path, required: true, schema: {{type: words}}}}]
      requestBody: {{x-sdk-media-type: text/plain, content: {{multipart/form-data: {{}}}}}}
      responses: {{'204': {{description: x}}}}
"
    );
    assert_eq!(
        errors(&input("a.yaml", &text)),
        [
            "security-missing a.yaml /security/0/none",
            "param-name a.yaml /paths/~1a~1{id}/get/parameters/0",
            "type-unknown a.yaml /paths/~1a~1{id}/put/parameters/0/schema",
            "media-type-choice a.yaml /paths/~1a~1{id}/put/requestBody/x-sdk-media-type",
        ]
    );
}

#[test]
fn reports_all_errors_of_overlays_in_one_run() {
    let document = format!(
        "{HEAD}paths: {{/a: {{get: {{operationId: a, responses: {{'204': {{description: x}}}}}}}}}}\n"
    );
    let overlay = |actions: &str| {
        format!("overlay: 1.0.0\ninfo: {{title: O, version: '1'}}\nactions:\n{actions}")
    };
    let mut input = input("a.yaml", &document);
    let first = "- {target: $.info, description: d, update: {title: T}}
- {target: $.nowhere, description: d, remove: true}
- {target: $.info, description: d, update: {version: '2'}}\n";
    let second = "- {target: '$.paths[?@.gone]', description: d, update: {a: 1}}
- {target: $.info.title, description: d, update: {a: 1}}\n";
    input.overlays = vec![
        source("first.yaml", &overlay(first)),
        source("second.yaml", &overlay(second)),
    ];
    assert_eq!(
        errors(&input),
        [
            "overlay-no-change first.yaml /actions/0",
            "overlay-no-match first.yaml /actions/1",
            "overlay-no-match second.yaml /actions/0",
            "overlay-target-primitive second.yaml /actions/1",
        ]
    );
    // All unreadable files are reported too, the document and each overlay.
    input.spec = source("a.yaml", "");
    input.overlays = vec![
        source("first.yaml", "a: b: c"),
        source("second.json", "[1]"),
    ];
    assert_eq!(
        errors(&input),
        [
            "source-empty a.yaml ",
            "source-syntax first.yaml ",
            "source-root second.json "
        ]
    );
}

#[test]
fn reports_lines_in_json() {
    let text = "{\"openapi\": \"3.1.0\",\n \"info\": {\"title\": \"T\", \"version\": \"1\"},\n \"paths\": {\"/a\": {\"get\": {\n  \"responses\": {\"200\": {\"$ref\": \"#/no\"}}}}}}";
    assert_eq!(
        errors(&input("a.json", text)),
        ["ref-dangling a.json /paths/~1a/get/responses/200",]
    );
}

#[test]
fn one_run_reports_the_problems_that_each_step_finds() {
    let text = "\
openapi: 3.1.0
info: {title: Faults, version: '1'}
servers: [{url: 'https://example.com'}]
paths:
  no-slash: {get: {responses: {'204': {}}}}
  /audit/{id}:
    get:
      parameters:
      - {in: path, required: true, schema: {type: string}}
      - {name: fine, in: query, schema: {type: string}}
      responses: {'2000': {}}
  /resolve/{id}:
    get:
      parameters:
      - {$ref: '#/components/parameters/Nowhere'}
      - {$ref: '#/components/parameters/Faulty'}
      responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Missing'}}}}}
  /dialect:
    get:
      parameters: [{name: q, in: body, schema: {type: string}}]
      responses: {'204': {}}
  /lower:
    get:
      responses: {'200': {content: {application/json: {schema: {type: strung}}}}}
  /passes:
    post:
      x-sdk-idempotency-key: not a name
      responses: {'204': {}}
  /plan:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Plan'}}}}
      responses: {'204': {}}
components:
  parameters:
    Faulty: {name: faulty, in: path}
  schemas:
    Plan:
      type: object
      properties:
        secret: {type: integer, x-sdk-secret: true}
        map: {type: object, properties: [1]}
";
    let expected = [
        "path-template a.yaml /paths/no-slash",
        "keyword-missing a.yaml /paths/~1audit~1{id}/get/parameters/0",
        "status a.yaml /paths/~1audit~1{id}/get/responses/2000",
        "ref-dangling a.yaml /paths/~1resolve~1{id}/get/parameters/0",
        "ref-dangling a.yaml /paths/~1resolve~1{id}/get/responses/200/content/application~1json/schema",
        "document-shape a.yaml /paths/~1dialect/get/parameters/0",
        "type-unknown a.yaml /paths/~1lower/get/responses/200/content/application~1json/schema",
        "idempotency-header a.yaml /paths/~1passes/post/x-sdk-idempotency-key",
        "parameter-schema a.yaml /components/parameters/Faulty",
        "secret-type a.yaml /components/schemas/Plan/properties/secret",
        "keyword-shape a.yaml /components/schemas/Plan/properties/map/properties",
    ];
    assert_eq!(errors(&input("a.yaml", text)), expected);
}
