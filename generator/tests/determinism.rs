//! The same inputs give the same bytes, in a second run and from another directory, and the output
//! contains nothing that is specific to the machine.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod support;

use std::path::Path;

use sdk_generator::Input;
use sdk_generator::emit::FileSet;

use support::{cases, folder, generated, project, source};

fn files(input: &Input) -> FileSet {
    generated(input).files
}

fn assert_same(one: &FileSet, other: &FileSet, what: &str) {
    let paths = |files: &FileSet| -> Vec<String> {
        files.iter().map(|(path, _)| path.to_owned()).collect()
    };
    assert_eq!(paths(one), paths(other), "{what}");
    for ((path, text), (_, second)) in one.iter().zip(other.iter()) {
        assert!(text == second, "{what}: {path} differs");
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    assert_same(&files(&project("")), &files(&project("")), "the project");
    for case in cases("documents") {
        assert_same(&files(&case.input), &files(&case.input), &case.name);
    }
}

#[test]
fn output_does_not_depend_on_the_directory_of_the_inputs() {
    let here = files(&project(""));
    for below in ["/tmp/some where/", "../../", "C:\\work\\", "./"] {
        assert_same(&here, &files(&project(below)), below);
    }
}

#[test]
fn files_written_to_two_directories_are_equal() {
    let generated = generated(&project(""));
    let dirs = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    for dir in &dirs {
        support::write(&generated, &dir.path().join("deep/er"));
    }
    for (path, text) in generated.files.iter() {
        for dir in &dirs {
            let found = std::fs::read(dir.path().join("deep/er").join(path)).unwrap();
            assert!(found == text.as_bytes(), "{path}");
        }
    }
}

#[test]
fn output_contains_no_path_user_or_host_of_the_machine() {
    let root = folder("../..").canonicalize().unwrap();
    let mut strange = vec![root.to_str().unwrap().to_owned(), "/some/place".to_owned()];
    for name in ["HOME", "CARGO_HOME", "USER"] {
        // A short name such as `me` is part of many words.
        strange.extend(std::env::var(name).ok().filter(|value| value.len() > 6));
    }
    let mut inputs = vec![project("/some/place/")];
    for case in cases("documents") {
        let mut input = case.input;
        let path = format!("/some/place/{}", input.spec.path);
        input.spec = source(&path, &input.spec.text);
        inputs.push(input);
    }
    for input in &inputs {
        for (path, text) in files(input).iter() {
            assert!(!Path::new(path).is_absolute(), "{path}");
            for word in &strange {
                assert!(!text.contains(word.as_str()), "{path} has {word}");
            }
        }
    }
}
