//! A table of small documents: for each rule, one with the defect, and a similar one without it.

mod cases;
mod upstream;

use super::*;
use crate::testing;
use cases::CASES;

/// The rules and locations of all findings.
fn found(text: &str) -> Vec<(Rule, String)> {
    let mut diagnostics = Diagnostics::new();
    let findings = lint(&testing::input(text), &mut diagnostics);
    let findings = findings
        .unwrap_or_else(|_| panic!("{}", crate::diagnostics::testing::report(&diagnostics)));
    let one = |finding: Finding| (finding.rule, finding.pointer.to_string());
    findings.into_iter().map(one).collect()
}

/// The text as a whole document, OpenAPI 3.1 if it does not say.
fn whole(text: &str) -> String {
    let text = testing::indented(text, 0);
    if text.starts_with("openapi") {
        return text;
    }
    testing::document(&text)
}

#[test]
fn each_rule_finds_its_defect_and_accepts_its_absence() {
    for case in CASES {
        let (rule, at) = (case.rule, case.at);
        let locations = |text: &str| -> Vec<String> {
            let all = found(&whole(text)).into_iter();
            all.filter(|(found, _)| *found == rule)
                .map(|(_, at)| at)
                .collect()
        };
        assert_eq!(locations(case.bad), [at], "{rule} in\n{}", case.bad);
        assert_eq!(locations(case.good), [""; 0], "{rule} in\n{}", case.good);
    }
}

#[test]
fn each_rule_has_a_case() {
    for rule in Rule::ALL {
        assert!(CASES.iter().any(|case| case.rule == *rule), "{rule}");
    }
}

#[test]
fn names_are_unique_and_sentences_have_one_form() {
    let names: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.name()).collect();
    assert_eq!(names.len(), Rule::ALL.len());
    for rule in Rule::ALL {
        assert!(rule.explanation().ends_with('.'), "{rule}");
        assert!(!rule.fix().ends_with('.'), "{rule}");
    }
}

#[test]
fn a_document_without_defects_has_no_findings() {
    let text = "
        servers: [{url: 'https://{host}.example', variables: {host: {default: a, enum: [a]}}}]
        security: [{key: []}]
        paths:
          /a/{id}:
            parameters: [{name: id, in: path, required: true, schema: {type: string}}]
            get:
              operationId: a
              responses:
                '200':
                  description: OK
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/A'}
                      example: {id: x, next: null}
                '204': {description: Nothing.}
        components:
          securitySchemes: {key: {type: http, scheme: bearer}}
          schemas:
            A:
              type: object
              required: [id]
              properties:
                id: {type: string}
                next: {oneOf: [{$ref: '#/components/schemas/A'}, {type: 'null'}]}
    ";
    assert_eq!(found(&whole(text)), []);
}

#[test]
fn findings_are_sorted_by_line_and_have_positions() {
    let text = testing::document(
        "paths: {}\ncomponents:\n  schemas:\n    B: {type: array}\n    A: {type: array}\n",
    );
    let mut diagnostics = Diagnostics::new();
    let findings = lint(&testing::input(&text), &mut diagnostics).unwrap();
    let lines: Vec<_> = findings
        .iter()
        .map(|one| {
            (
                one.span.map(|span| span.line),
                one.rule.name(),
                one.pointer.to_string(),
            )
        })
        .collect();
    let (a, b) = (
        "/components/schemas/A".to_owned(),
        "/components/schemas/B".to_owned(),
    );
    assert_eq!(
        lines,
        [
            (Some(6), "unreachable-schema", b.clone()),
            (Some(6), "array-items", b),
            (Some(7), "unreachable-schema", a.clone()),
            (Some(7), "array-items", a),
        ]
    );
}

#[test]
fn what_is_not_openapi_is_refused() {
    for text in ["swagger: '2.0'", "a: [", "[]", ""] {
        let mut diagnostics = Diagnostics::new();
        assert!(
            lint(&testing::input(text), &mut diagnostics).is_err(),
            "{text}"
        );
        assert!(diagnostics.has_errors(), "{text}");
    }
}

#[test]
fn recursive_schemas_and_references_end() {
    let text = "
        paths: {}
        components:
          schemas:
            A: {allOf: [{$ref: '#/components/schemas/A'}]}
            B: {$ref: '#/components/schemas/C', title: B}
            C: {$ref: '#/components/schemas/B', title: C}
            D: {oneOf: [{$ref: '#/components/schemas/D'}], description: It is null if unknown., type: object}
            E: {properties: {e: {$ref: '#/components/schemas/E'}}, example: {e: {e: {}}}, required: [e]}
    ";
    let rules = found(&whole(text));
    assert!(rules.contains(&(Rule::UnresolvedRef, "/components/schemas/B/$ref".to_owned())));
    assert!(rules.contains(&(
        Rule::SchemaExample,
        "/components/schemas/E/example/e/e".to_owned()
    )));
}

#[test]
fn actions_are_listed_with_their_effects() {
    let mut input = testing::input(&testing::document("paths: {}\ntags: [{name: a}]\n"));
    let overlay = |actions: &str| {
        Arc::new(Source {
            path: "o.yaml".to_owned(),
            text: format!("overlay: 1.0.0\ninfo: {{title: T, version: v}}\nactions:\n{actions}"),
        })
    };
    input.overlays = vec![overlay(
        "- {target: $.info, description: d, update: {x-a: 1}}
- {target: $, description: d, update: {tags: [{name: a}]}}
- {target: $.info.x-b, description: d, remove: true}
",
    )];
    let mut diagnostics = Diagnostics::new();
    assert!(
        overlays(&input, &mut diagnostics).is_err(),
        "`-` is not JSONPath"
    );
    input.overlays = vec![overlay(
        "- {target: $.info, description: d, update: {x-a: 1}}
- {target: $, description: d, update: {tags: [{name: a}]}}
- {target: \"$.info['x-b']\", description: d, remove: true}
- {target: $.gone, description: d, update: {x-a: 1}}
",
    )];
    let mut diagnostics = Diagnostics::new();
    let actions = overlays(&input, &mut diagnostics).unwrap();
    assert!(diagnostics.is_empty());
    let effects: Vec<_> = actions.into_iter().map(|action| action.effect).collect();
    let at = |text| Pointer::parse(text).unwrap();
    assert_eq!(
        effects,
        [
            overlay::Effect::Changed(vec![at("/info")]),
            overlay::Effect::AlreadyMade(vec![at("")]),
            overlay::Effect::AlreadyMade(vec![at("/info")]),
            overlay::Effect::NoMatch,
        ]
    );
}

#[derive(Debug)]
struct OneFile;

impl crate::Files for OneFile {
    fn read(&self, path: &str) -> std::io::Result<String> {
        match path {
            "pet.yaml" => Ok("\n\nPet: {type: array, example: x}\n".to_owned()),
            _ => Err(std::io::Error::other("there is no such file")),
        }
    }
}

#[test]
fn files_are_checked_and_named() {
    let text = testing::document(
        "components: {schemas: {A: {$ref: 'pet.yaml#/Pet'}, B: {$ref: 'gone.yaml'}}}",
    );
    let mut input = testing::input(&text);
    input.files = Arc::new(OneFile);
    let findings = lint(&input, &mut Diagnostics::new()).unwrap();
    let shown: Vec<_> = findings
        .iter()
        .filter(|one| one.rule != Rule::UnreachableSchema)
        .map(|one| {
            (
                one.rule,
                one.source.path.as_str(),
                one.span.map(|span| span.line),
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            (Rule::UnresolvedRef, "api.yaml", Some(3)),
            (Rule::ArrayItems, "pet.yaml", Some(3)),
            (Rule::SchemaExample, "pet.yaml", Some(3)),
        ]
    );
}
