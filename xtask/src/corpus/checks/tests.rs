//! Tests with crates that have no dependencies.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

use std::fs;
use std::path::Path;

use super::super::workspace;
use super::*;

/// A crate with a manifest and a library.
fn krate(root: &Path, name: &str, more: &str, library: &str) {
    let folder = root.join(name);
    fs::create_dir_all(folder.join("src")).unwrap();
    let manifest = format!("[package]\nname = {name:?}\nversion = \"1.0.0\"\n{more}");
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::write(folder.join("src/lib.rs"), library).unwrap();
}

#[test]
fn attributes_each_failure_to_its_crate_and_step() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    krate(root, "sound", "", "//! Sound.\n");
    krate(root, "unused", "", "fn never_called() {}\n");
    krate(root, "broken-link", "", "//! [`Missing`]\n");
    let failing = "#[test]\nfn fails() {\n    assert_eq!(1, 2);\n}\n";
    krate(root, "failing-test", "", failing);
    let doctest = "//! ```\n//! assert_eq!(1, 2);\n//! ```\n";
    krate(root, "failing-doctest", "", doctest);
    let uncompiled = "#[cfg(test)]\nmod tests {\n    use super::Missing;\n}\n";
    krate(root, "uncompiled-test", "", uncompiled);
    krate(root, "invalid", "surprise = [", "");
    fs::write(root.join("Cargo.lock"), "version = 4\n").unwrap();
    let members = [
        "sound",
        "unused",
        "broken-link",
        "failing-test",
        "failing-doctest",
        "uncompiled-test",
        "invalid",
    ];
    let workspace = workspace::create(root, root, &members).unwrap();
    assert_eq!(workspace.invalid.len(), 1, "{:?}", workspace.invalid);

    let checks = run(&workspace, Some(2)).unwrap();
    let failed = |name: &str| {
        let checks = checks.of(name);
        assert_eq!(checks.len(), 3, "{name}: {checks:?}");
        let failed = checks.into_iter().filter(|(_, one)| *one != Check::Passed);
        failed.map(|(step, _)| step).collect::<Vec<_>>()
    };
    assert_eq!(failed("sound"), []);
    assert_eq!(failed("unused"), [Step::Clippy]);
    assert_eq!(failed("broken-link"), [Step::Doc]);
    assert_eq!(failed("failing-test"), [Step::Tests]);
    assert_eq!(failed("failing-doctest"), [Step::Tests]);
    assert_eq!(failed("uncompiled-test"), [Step::Clippy, Step::Tests]);
    assert_eq!(failed("invalid"), Step::ALL);

    let messages = |name: &str, step: Step| match &checks.of(name)[&step] {
        Check::Failed(messages) => messages.join("\n"),
        Check::Passed => panic!("{name} passed"),
    };
    assert!(messages("unused", Step::Clippy).contains("never_called"));
    let rerun = "cargo test -p failing-test --all-features --lib";
    assert_eq!(messages("failing-test", Step::Tests), rerun);
}

#[test]
fn cleaning_deletes_what_was_built_for_the_members() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    krate(root, "cleaned", "", "//! Sound.\n");
    fs::write(root.join("Cargo.lock"), "version = 4\n").unwrap();
    let workspace = workspace::create(root, root, &["cleaned"]).unwrap();
    let is_fresh = || {
        let mut build = workspace::cargo(root);
        build.args(["build", "--message-format=json"]);
        let output = build.output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("\"fresh\":true")
    };
    is_fresh();
    assert!(is_fresh());
    workspace.clean().unwrap();
    assert!(!is_fresh());
}
