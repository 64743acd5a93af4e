use std::io;

use serde_json::json;

use super::target::{beside, is_url};
use super::*;
use crate::files::NoFiles;

/// Files by path.
#[derive(Debug)]
struct Fixed(&'static [(&'static str, &'static str)]);

impl Files for Fixed {
    fn read(&self, path: &str) -> io::Result<String> {
        let found = self.0.iter().find(|(known, _)| *known == path);
        let missing = || io::Error::new(io::ErrorKind::NotFound, "no such file");
        found
            .map(|(_, text)| (*text).to_owned())
            .ok_or_else(missing)
    }
}

fn document(value: Value) -> Document {
    Document {
        source: Arc::new(Source {
            path: "apis/api.yaml".to_owned(),
            text: String::new(),
        }),
        value,
    }
}

fn bundled(value: Value, files: &dyn Files) -> Result<Bundle, Vec<String>> {
    let mut diagnostics = Diagnostics::new();
    let bundle = bundle(document(value), files, &mut diagnostics);
    let shown = |one: &Diagnostic| {
        format!(
            "{} {}{}: {}",
            one.code, one.source.path, one.pointer, one.message
        )
    };
    if diagnostics.is_empty() {
        Ok(bundle)
    } else {
        Err(diagnostics.iter().map(shown).collect())
    }
}

#[test]
fn references_of_files_are_relative_to_them() {
    const FILES: Fixed = Fixed(&[
        (
            "schemas/pet.yaml",
            "type: object\nproperties: {owner: {$ref: 'people.json#/Owner'}, self: {$ref: '#'}, main: {$ref: '../api.yaml#/components/schemas/A'}}",
        ),
        (
            "schemas/people.json",
            r##"{"Owner": {"properties": {"pets": {"items": {"$ref": "./pet.yaml"}}, "name": {"$ref": "#/Name"}}}, "Name": {"type": "string"}, "Unused": {"$ref": "gone.yaml"}}"##,
        ),
    ]);
    let value = json!({"components": {"schemas": {
        "Pet": {"$ref": "schemas/pet.yaml"},
        "A": {"example": {"$ref": "not/a/reference.yaml"}}
    }}});
    let bundle = bundled(value, &FILES).unwrap();
    let root = &bundle.document.value;
    let schemas = &root["components"]["schemas"];
    assert_eq!(schemas["Pet"]["$ref"], "#/x-sdk-files/schemas~1pet.yaml");
    assert_eq!(schemas["A"]["example"]["$ref"], "not/a/reference.yaml");
    let properties = &root["x-sdk-files"]["schemas/pet.yaml"]["properties"];
    assert_eq!(
        *properties,
        json!({
            "owner": {"$ref": "#/x-sdk-files/schemas~1people.json/Owner"},
            "self": {"$ref": "#/x-sdk-files/schemas~1pet.yaml"},
            "main": {"$ref": "#/components/schemas/A"}
        })
    );
    let owner = &root["x-sdk-files"]["schemas/people.json"]["Owner"]["properties"];
    assert_eq!(
        *owner,
        json!({
            "pets": {"items": {"$ref": "#/x-sdk-files/schemas~1pet.yaml"}},
            "name": {"$ref": "#/x-sdk-files/schemas~1people.json/Name"}
        })
    );
    let kinds: Vec<_> = bundle
        .parts
        .iter()
        .map(|(kind, at)| (*kind, crate::files::reference_to(at)))
        .collect();
    assert_eq!(
        kinds,
        [
            (Kind::Schema, "schemas/people.json#/Name".to_owned()),
            (Kind::Schema, "schemas/people.json#/Owner".to_owned()),
            (Kind::Schema, "schemas/pet.yaml".to_owned()),
        ]
    );
}

#[test]
fn anchors_encoded_names_and_the_own_uri_are_found() {
    const FILES: Fixed = Fixed(&[(
        "a b.yaml",
        "X: {$anchor: here, type: string}\n'50% of/it': {type: integer}",
    )]);
    let value = json!({
        "$self": "https://example.com/v2/main.yaml",
        "components": {"schemas": {
            "A": {"$ref": "a%20b.yaml#here"},
            "B": {"$ref": "a%20b.yaml#/50%25%20of~1it"},
            "C": {"$ref": "https://example.com/v2/main.yaml#/components/schemas/A"},
            "D": {"$ref": "main.yaml#/components/schemas/A"},
            "E": {"$ref": "/v2/main.yaml#/components/schemas/A"},
            "F": {"$ref": "../v2/./main.yaml#/components/schemas/A"},
            "G": {"$ref": "//example.com/v2/main.yaml#/components/schemas/A"}
        }}
    });
    let bundle = bundled(value, &FILES).unwrap();
    let root = &bundle.document.value;
    for (name, expected) in [
        ("A", "#/x-sdk-files/a%20b.yaml/X"),
        ("B", "#/x-sdk-files/a%20b.yaml/50%25%20of~1it"),
        ("C", "#/components/schemas/A"),
        ("D", "#/components/schemas/A"),
        ("E", "#/components/schemas/A"),
        ("F", "#/components/schemas/A"),
        ("G", "#/components/schemas/A"),
    ] {
        assert_eq!(root["components"]["schemas"][name]["$ref"], expected);
    }
}

#[test]
fn a_discriminator_can_refer_to_files() {
    const FILES: Fixed = Fixed(&[("cat.yaml", "type: object")]);
    let value = json!({"components": {"schemas": {"Pet": {
        "oneOf": [{"$ref": "cat.yaml"}],
        "discriminator": {"propertyName": "kind", "mapping": {"cat": "cat.yaml", "dog": "Dog"}}
    }}}});
    let bundle = bundled(value, &FILES).unwrap();
    let pet = &bundle.document.value["components"]["schemas"]["Pet"];
    assert_eq!(
        pet["discriminator"]["mapping"],
        json!({"cat": "#/x-sdk-files/cat.yaml", "dog": "Dog"})
    );
}

#[test]
fn reports_everything_that_cannot_be_read() {
    const FILES: Fixed = Fixed(&[
        ("empty.yaml", ""),
        ("deep/a.yaml", "A: {$ref: 'gone.yaml'}"),
    ]);
    let schema = |text: &str| json!({"$ref": text});
    let problems = bundled(
        json!({"components": {"schemas": {
            "A": schema("https://example.com/a.yaml"),
            "B": schema("/etc/a.yaml"),
            "C": schema("gone.yaml#/A"),
            "D": schema("empty.yaml"),
            "E": schema("deep/a.yaml#/A"),
            "F": schema("deep/a.yaml#anchor"),
        }}}),
        &FILES,
    )
    .unwrap_err();
    let expected = [
        "ref-external apis/api.yaml/components/schemas/A/$ref: the reference `https://example.com/a.yaml` is a URL",
        "ref-external apis/api.yaml/components/schemas/B/$ref: the reference `/etc/a.yaml` is an absolute path",
        "ref-external apis/api.yaml/components/schemas/C/$ref: the reference `gone.yaml#/A` refers to a file that does not exist",
        "source-empty apis/empty.yaml: the file is empty",
        "ref-dangling apis/api.yaml/components/schemas/F/$ref: the reference `deep/a.yaml#anchor` has no target",
        "ref-external apis/deep/a.yaml/A/$ref: the reference `gone.yaml` refers to a file that does not exist",
    ];
    assert_eq!(problems.len(), expected.len(), "{problems:#?}");
    for (problem, expected) in problems.iter().zip(expected) {
        assert!(problem.starts_with(expected), "{problem}");
    }
}

#[test]
fn a_document_without_references_to_files_is_unchanged() {
    let value = json!({"components": {"schemas": {"A": {"$ref": "#/components/schemas/B"}}}});
    let bundle = bundled(value.clone(), &NoFiles).unwrap();
    assert_eq!(bundle.document.value, value);
    assert!(bundle.parts.is_empty());
}

#[test]
fn paths_and_urls_are_told_apart() {
    for url in ["https://a/b", "urn:a", "//a/b", "file:///a"] {
        assert!(is_url(url), "{url}");
    }
    for path in ["a.yaml", "./a:b.yaml", "a/b:c.yaml", "../a.yaml"] {
        assert!(!is_url(path), "{path}");
    }
    assert_eq!(beside("x/api.yaml", "../a.yaml"), "a.yaml");
    assert_eq!(beside("api.yaml", "b/a.yaml"), "b/a.yaml");
    assert_eq!(beside("/x/api.yaml", "a.yaml"), "/x/a.yaml");
}
