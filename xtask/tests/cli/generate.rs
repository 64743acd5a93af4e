//! `generate`: which files it writes, removes and leaves alone.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use crate::support::{
    BROKEN, Directory, SMALL, SmallSdk, assert_contains, assert_exit_code, repository, run, stderr,
    stdout,
};

#[test]
fn a_second_run_writes_nothing() {
    let sdk = SmallSdk::new();
    let first = sdk.run("generate", &[]);
    assert_exit_code(&first, 0);
    assert_contains(&stdout(&first), &["1 resource, 1 operation, 1 model"]);
    let written = sdk.directory.snapshot("out");

    let second = sdk.run("generate", &[]);
    assert_exit_code(&second, 0);
    assert!(
        stdout(&second).ends_with("\nno changes\n"),
        "{}",
        stdout(&second)
    );
    assert_eq!(sdk.directory.snapshot("out"), written, "no file is touched");
    assert_exit_code(&sdk.run("check", &[]), 0);
}

#[test]
fn an_sdk_in_another_directory_has_the_same_code_and_a_valid_manifest() {
    let directory = Directory::new(&[]);
    let out = directory.path("out");
    assert_exit_code(&run(&["generate", "--out", &out]), 0);
    // Cargo rejects a manifest that names a bench without a file.
    let manifest = directory.path("out/Cargo.toml");
    let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
    let metadata = Command::new(cargo)
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .args(["--manifest-path", &manifest])
        .output()
        .unwrap();
    assert_exit_code(&metadata, 0);
    for (path, (text, _)) in directory.snapshot("out/src") {
        let path = path.strip_prefix(&out).unwrap();
        let committed = fs::read(repository().join("generated").join(path)).unwrap();
        if path.ends_with("src/lib.rs") {
            // Only the committed crate has modules for the guides, which are hand-written.
            let (text, committed) = (lines(&text), lines(&committed));
            assert!(text.is_subset(&committed), "{}", path.display());
        } else {
            assert!(text == committed, "{}", path.display());
        }
    }
}

/// The distinct lines of a file.
fn lines(text: &[u8]) -> BTreeSet<&[u8]> {
    text.split(|byte| *byte == b'\n').collect()
}

#[test]
fn removes_files_that_are_no_longer_emitted_and_keeps_hand_written_ones() {
    let sdk = SmallSdk::new();
    assert_exit_code(&sdk.run("generate", &[]), 0);
    let directory = &sdk.directory;
    directory.write("out/tests/mine.rs", "// mine\n");
    let renamed = SMALL
        .replace("Pet}", "Dog}")
        .replace("    Pet:", "    Dog:")
        .replace("/Pet'", "/Dog'");
    directory.write("small.yaml", &renamed);
    assert_exit_code(&sdk.run("generate", &[]), 0);
    assert!(directory.exists("out/tests/mine.rs"));
    assert!(directory.exists("out/src/models/dog.rs"));
    assert!(!directory.exists("out/src/models/pet.rs"));
}

#[test]
fn invalid_input_changes_no_file() {
    let directory = Directory::new(&[("small.yaml", SMALL), ("broken.yaml", BROKEN)]);
    let (small, broken) = (directory.path("small.yaml"), directory.path("broken.yaml"));
    let out = directory.path("out");
    let generate = |spec: &str| run(&["generate", "--spec", spec, "--no-overlays", "--out", &out]);
    assert_exit_code(&generate(&small), 0);
    let before = directory.snapshot("out");

    let output = generate(&broken);
    assert_exit_code(&output, 2);
    assert_contains(
        &stderr(&output),
        &["the input is invalid; nothing was written"],
    );
    assert_eq!(directory.snapshot("out"), before);
}

#[test]
fn does_not_overwrite_a_file_that_was_not_emitted() {
    let sdk = SmallSdk::new();
    sdk.directory.write("out/src/lib.rs", "// mine\n");
    let output = sdk.run("generate", &[]);
    assert_exit_code(&output, 2);
    assert_contains(&stderr(&output), &["src/lib.rs"]);
    assert_eq!(sdk.directory.snapshot("out").len(), 1);
}

#[test]
fn crate_name_sets_the_package_name() {
    let sdk = SmallSdk::new();
    assert_exit_code(&sdk.run("generate", &["--crate-name", "mine"]), 0);
    let manifest = fs::read_to_string(sdk.directory.path("out/Cargo.toml")).unwrap();
    assert_contains(&manifest, &["name = \"mine\"\n"]);
}

#[test]
fn an_invalid_crate_name_is_refused() {
    let sdk = SmallSdk::new();
    let output = sdk.run("generate", &["--crate-name", "a=b"]);
    assert_exit_code(&output, 2);
    assert_contains(&stderr(&output), &["'a=b'", "--crate-name", "contains '='"]);
    assert!(sdk.directory.snapshot("out").is_empty());
}

#[test]
fn files_of_an_emitted_crate_name_no_other_crate() {
    let sdk = SmallSdk::new();
    assert_exit_code(&sdk.run("generate", &["--crate-name", "mine"]), 0);
    for (path, (text, _)) in sdk.directory.snapshot("out") {
        let text = String::from_utf8_lossy(&text).to_lowercase();
        assert!(!text.contains("codat"), "{path:?} names another crate");
    }
    let license = fs::read_to_string(sdk.directory.path("out/LICENSE-MIT")).unwrap();
    assert_contains(&license, &["the mine contributors"]);
}

#[test]
fn leaves_out_unsupported_operations_only_if_asked_to() {
    let unsupported = "  /bad:
    get:
      operationId: get-bad
      parameters: [{name: a b, in: header, required: true, schema: {type: string}}]
      responses: {'204': {description: Done.}}
";
    let text = SMALL.replace("paths:\n", &format!("paths:\n{unsupported}"));
    let sdk = SmallSdk::new();
    sdk.directory.write("small.yaml", &text);
    assert_exit_code(&sdk.run("generate", &[]), 2);
    assert!(!sdk.directory.exists("out"));

    let skipped = sdk.run("generate", &["--skip-unsupported"]);
    assert_exit_code(&skipped, 0);
    assert_contains(
        &stderr(&skipped),
        &[
            "warning[skipped]: the operation `GET /bad` is left out",
            "at /paths/~1bad/get/parameters/0",
        ],
    );
    assert_contains(&stdout(&skipped), &["1 resource, 1 operation, 1 model"]);
    let readme = fs::read_to_string(sdk.directory.path("out/README.md")).unwrap();
    assert_contains(&readme, &["## Not included", "- the operation `GET /bad`:"]);
    assert_exit_code(&sdk.run("check", &["--skip-unsupported"]), 0);
}
