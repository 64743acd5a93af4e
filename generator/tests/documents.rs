//! One small document for each feature, with its expected IR and emitted files.
//!
//! A line `# expect: ...` at the top of `documents/<feature>.yaml` lists the emitted files to
//! compare with those in `documents/<feature>/`. `<feature>.ir.json` is the expected IR after the
//! passes. `compile.rs` tests that everything compiles, and runs `<feature>.test.rs`. `support` describes how to update the
//! expected files.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use support::{Expectations, cases, folder, generated};

#[test]
fn each_document_has_the_expected_ir_and_files() {
    let mut expectations = Expectations::default();
    for case in cases("documents") {
        let generated = generated(&case.input);
        let ir = serde_json::to_string_pretty(&generated.api).unwrap() + "\n";
        let home = folder("documents");
        expectations.check(&home.join(format!("{}.ir.json", case.name)), &ir);
        let listed = case.list("expect");
        assert!(!listed.is_empty(), "{} has no line `# expect:`", case.name);
        for path in &listed {
            match generated.files.get(path) {
                Some(text) => expectations.check(&home.join(&case.name).join(path), text),
                None => expectations.wrong(format!("{}: no {path}", case.name)),
            }
        }
    }
    for path in unlisted_files() {
        expectations.wrong(format!("documents/{path} is not expected by any document"));
    }
}

/// Expected files that no document lists.
fn unlisted_files() -> BTreeSet<String> {
    let mut wanted = BTreeSet::new();
    for case in cases("documents") {
        wanted.insert(format!("{}.ir.json", case.name));
        let files = case.list("expect");
        wanted.extend(files.iter().map(|path| format!("{}/{path}", case.name)));
    }
    let mut kept = BTreeSet::new();
    files(&folder("documents"), "", &mut kept);
    kept.retain(|path| {
        let is_input = [".yaml", ".sdk.toml", ".test.rs"]
            .iter()
            .any(|end| path.ends_with(end));
        path.contains('/') || !is_input
    });
    &kept - &wanted
}

fn files(dir: &Path, prefix: &str, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(dir).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            files(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name);
        }
    }
}
