//! Tests with Codat's own documents. They are skipped, with a message, if the documents are not
//! next to the repository.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use sdk_generator::Input;
use sdk_generator::diagnostics::Diagnostics;
use sdk_generator::emit::FileSet;
use sdk_generator::source::Source;
use syn::visit_mut::VisitMut;

use support::{folder, generated, source};

/// The path of a document, if it exists.
fn upstream(name: &str) -> Option<PathBuf> {
    let path = folder("../../../shared/upstream").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("SKIPPED: {} does not exist", path.display());
    None
}

/// The input with the given document instead of the repository's, with or without the overlays.
fn input(name: &str, with_overlays: bool) -> Option<Input> {
    let text = fs::read_to_string(upstream(name)?).unwrap();
    let mut input = support::project("");
    input.spec = source(name, &text);
    if !with_overlays {
        input.overlays.clear();
    }
    Some(input)
}

/// The tags of all operations of a document.
fn tags(spec: &Arc<Source>) -> BTreeSet<String> {
    let spec = Arc::clone(spec);
    let document = sdk_generator::source::read(spec, &mut Diagnostics::new()).unwrap();
    let paths = document.value["paths"].as_object().unwrap();
    let operations = paths.values().filter_map(|item| item.as_object()).flatten();
    let tags = operations.filter_map(|(_, operation)| operation.get("tags")?.as_array());
    tags.flatten()
        .filter_map(|tag| Some(tag.as_str()?.to_owned()))
        .collect()
}

#[test]
fn the_published_document_gives_the_committed_code() {
    let Some(mut input) = input("Codat-Platform-2026-08-04.json", true) else {
        return;
    };
    // The repository's document may have fewer operations than the published one.
    let (theirs, ours) = (tags(&input.spec), tags(&support::project("").spec));
    if theirs != ours {
        input.tags = ours.into_iter().collect();
    }
    let generated = generated(&input);
    let committed = folder("../../generated");
    let mut compared = 0;
    // The two documents have different examples.
    let is_code = |path: &str| path.starts_with("src/") && path != "src/example_responses.rs";
    let sources = generated.files.iter().filter(|(path, _)| is_code(path));
    for (path, text) in sources {
        let ours = fs::read_to_string(committed.join(path))
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(code(text), code(&ours), "{path}");
        compared += 1;
    }
    assert!(compared > 40, "only {compared} files");
    let differences = sdk_generator::emit::compare(&generated.files, &committed).unwrap();
    let surplus = differences
        .iter()
        .filter(|difference| difference.change == sdk_generator::emit::Change::Surplus);
    assert_eq!(
        surplus.count(),
        0,
        "files that only the committed crate has"
    );
}

/// The tokens of a file without doc comments.
fn code(text: &str) -> String {
    let mut file = syn::parse_file(text).unwrap();
    NoDocs.visit_file_mut(&mut file);
    prettyplease::unparse(&file)
}

struct NoDocs;

impl VisitMut for NoDocs {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<syn::Attribute>) {
        attributes.retain(|attribute| !attribute.path().is_ident("doc"));
    }
}

#[test]
fn complete_documents_generate() {
    for (name, with_overlays) in [
        ("Codat-Platform-2026-08-04.json", true),
        ("Codat-Platform.yaml", true),
        ("Codat-Platform-legacy.yaml", false),
        ("Codat-Bank-Feeds-v2.yaml", false),
        ("Codat-Spend-Insights.yaml", false),
    ] {
        let Some(input) = input(name, with_overlays) else {
            continue;
        };
        let generated = generated(&input);
        let operations: usize = generated
            .krate
            .resources
            .iter()
            .map(|one| one.operations.len())
            .sum();
        assert!(operations > 3, "{name} has {operations} operations");
    }
}

#[test]
fn yaml_and_json_of_one_document_give_the_same_files() {
    let twins = [
        input("Codat-Platform.yaml", true),
        input("Codat-Platform.json", true),
    ];
    let [Some(yaml), Some(json)] = twins else {
        return;
    };
    let yaml = without_header(&generated(&yaml).files);
    let json = without_header(&generated(&json).files);
    assert_eq!(yaml.len(), json.len());
    for ((path, text), (other, twin)) in yaml.iter().zip(&json) {
        assert_eq!(path, other);
        assert!(text == twin, "{path} differs");
    }
}

/// The files without their headers, which name the document.
fn without_header(files: &FileSet) -> Vec<(String, String)> {
    let plain = |(path, text): (&str, &str)| {
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let first = first.replace(".json", ".yaml");
        (path.to_owned(), format!("{first}\n{rest}"))
    };
    files.iter().map(plain).collect()
}
