//! `api`: the public API of the SDK, compared with that of its last release.

use std::path::Path;
use std::process::{Command, Output};

use crate::support::{
    Directory, SMALL, assert_contains, assert_exit_code, repository, run, run_in, stderr, stdout,
};

/// `sdk.toml` with this version.
fn settings(version: &str) -> String {
    format!(
        "[document]\nfile = \"api.yaml\"\n\n[crate]\nname = \"one\"\ndirectory = \"../generated\"\nversion = \"{version}\"\n"
    )
}

fn in_project(directory: &Directory, arguments: &[&str]) -> Output {
    run_in(Path::new(&directory.path("")), arguments)
}

/// A project whose SDK is generated, with the saved API of version 0.3.0.
fn released() -> Directory {
    let directory = Directory::new(&[
        ("spec/sdk.toml", &settings("0.3.0")),
        ("spec/api.yaml", SMALL),
    ]);
    assert_exit_code(&in_project(&directory, &["generate"]), 0);
    let output = in_project(&directory, &["api"]);
    assert_exit_code(&output, 0);
    assert_contains(
        &stdout(&output),
        &["generated: not compared, because spec/public-api.txt does not exist"],
    );
    let output = in_project(&directory, &["api", "--save"]);
    assert_exit_code(&output, 0);
    assert_contains(
        &stdout(&output),
        &["spec/public-api.txt: ", " items of one 0.3.0\n"],
    );
    directory
}

/// Changes the document and generates the SDK.
fn regenerate(directory: &Directory, from: &str, to: &str, version: &str) {
    assert!(SMALL.contains(from), "{from}");
    directory.write("spec/api.yaml", &SMALL.replace(from, to));
    directory.write("spec/sdk.toml", &settings(version));
    assert_exit_code(&in_project(directory, &["generate"]), 0);
}

#[test]
fn the_api_of_this_repository_fits_its_version() {
    let output = run(&["api"]);
    assert_exit_code(&output, 0);
    assert_contains(&stdout(&output), &["generated: the public API "]);
}

#[test]
fn a_saved_api_is_that_of_the_crate() {
    let directory = released();
    let output = in_project(&directory, &["api"]);
    assert_exit_code(&output, 0);
    assert_contains(
        &stdout(&output),
        &["generated: the public API is that of 0.3.0 ("],
    );
    let listing = directory.read("spec/public-api.txt");
    let method =
        "fn crate::resources::pets::Pets::list_pets(&self) -> crate::resources::pets::ListPets\n";
    assert_contains(&listing, &[method, "package version = 0.3.0\n"]);
    let output = in_project(&directory, &["api", "spec/public-api.txt", "generated"]);
    assert_exit_code(&output, 0);
}

#[test]
fn a_breaking_change_needs_a_version_that_says_so() {
    let directory = released();
    regenerate(
        &directory,
        "operationId: list-pets",
        "operationId: find-pets",
        "0.3.1",
    );
    let output = in_project(&directory, &["api"]);
    assert_exit_code(&output, 1);
    assert_contains(
        &stdout(&output),
        &[
            "the function `crate::resources::pets::Pets::list_pets` is removed\n    - fn crate::resources::pets::Pets::list_pets",
            "generated: the public API breaks that of 0.3.0, and the version 0.3.1 does not say so\n",
            "help: set `crate.version` in spec/sdk.toml to 0.4.0",
            "renamed:\n- since: 0.3.1\n  methods:\n    pets.list_pets: find_pets\n",
        ],
    );
    let saved = directory.read("spec/public-api.txt");
    let output = in_project(&directory, &["api", "--save"]);
    assert_exit_code(&output, 1);
    assert_contains(&stderr(&output), &["spec/public-api.txt is not changed"]);
    assert_eq!(directory.read("spec/public-api.txt"), saved);

    regenerate(
        &directory,
        "operationId: list-pets",
        "operationId: find-pets",
        "0.4.0",
    );
    let output = in_project(&directory, &["api", "--format", "json"]);
    assert_exit_code(&output, 0);
    let report: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(report["effect"], "breaking");
    assert_eq!(report["verdict"], "fits");
    assert_eq!(report["old_version"], "0.3.0");
    assert_eq!(report["new_version"], "0.4.0");
    assert_eq!(report["changes"][0]["effect"], "breaking");
    assert_exit_code(&in_project(&directory, &["api", "--save"]), 0);
    assert_exit_code(&in_project(&directory, &["api"]), 0);
}

#[test]
fn a_renamed_item_with_an_alias_breaks_nothing() {
    let directory = released();
    let names = "renamed:\n- since: 0.3.1\n  types: {Pet: Animal}\n  methods: {animals.list_pets: find}\n  resources: {pets: animals}\n";
    directory.write("spec/names.yaml", names);
    let renamed = SMALL
        .replace("Pets", "Animals")
        .replace("Pet", "Animal")
        .replace("list-pets", "find");
    directory.write("spec/api.yaml", &renamed);
    directory.write("spec/sdk.toml", &settings("0.3.1"));
    assert_exit_code(&in_project(&directory, &["generate"]), 0);
    let output = in_project(&directory, &["api", "--verbose"]);
    assert_exit_code(&output, 0);
    let text = stdout(&output);
    assert_contains(
        &text,
        &["the type `crate::models::Pet` is a deprecated alias of `crate::models::Animal`"],
    );
    assert!(
        !text.contains("breaking") && !text.contains("help: "),
        "{text}"
    );

    // The documents alone are compared with the same names.
    directory.write("old.yaml", SMALL);
    let arguments = ["diff", "old.yaml", "spec/api.yaml", "--format", "json"];
    let output = in_project(&directory, &arguments);
    assert_exit_code(&output, 0);
    assert_contains(
        &stdout(&output),
        &[
            "write `models::Animal` in place of `models::Pet`; `models::Pet` remains for one release",
            "call `client.animals().find()` in place of `client.pets().list_pets()`; `pets().list_pets` remains",
        ],
    );

    // Without the aliases, the report has the entries.
    directory.write("spec/names.yaml", "'/components/schemas/Gone': Gone\n");
    assert_exit_code(&in_project(&directory, &["generate"]), 0);
    let output = in_project(&directory, &["api"]);
    assert_exit_code(&output, 1);
    assert_contains(&stdout(&output), &["  types:\n    Pet: Animal\n"]);
}

#[test]
fn a_change_of_the_emitted_code_alone_is_reported() {
    let directory = released();
    let file = "generated/src/runtime/client/mod.rs";
    let text = directory.read(file);
    assert!(text.contains("#[derive(Clone)]"), "{text}");
    directory.write(file, &text.replacen("#[derive(Clone)]", "", 1));
    let output = in_project(&directory, &["api"]);
    assert_exit_code(&output, 1);
    let text = stdout(&output);
    assert_contains(
        &text,
        &["the implementation `Clone for crate::Client` is removed"],
    );
}

#[test]
fn compares_with_a_git_revision() {
    let directory = released();
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
        command.current_dir(directory.path("")).args(identity);
        assert!(command.args(arguments).output().unwrap().status.success());
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "Release"]);
    git(&["tag", "v0.3.0"]);
    let output = in_project(&directory, &["api", "--revision", "v0.3.0"]);
    assert_exit_code(&output, 0);
    regenerate(
        &directory,
        "operationId: list-pets",
        "operationId: find-pets",
        "0.3.0",
    );
    let output = in_project(&directory, &["api", "--revision", "v0.3.0"]);
    assert_exit_code(&output, 1);
    let output = in_project(&directory, &["api", "--revision", "v9"]);
    assert_exit_code(&output, 2);
    assert_contains(&stderr(&output), &["error: git: ", "v9"]);
}

#[test]
fn reports_apis_that_cannot_be_read() {
    let directory = released();
    directory.write("spec/public-api.txt", "# A comment.\nnonsense\n");
    let output = in_project(&directory, &["api"]);
    assert_exit_code(&output, 2);
    assert_contains(
        &stderr(&output),
        &["error: spec/public-api.txt:2 is not a line of"],
    );
    let output = in_project(&directory, &["api", "spec", "generated"]);
    assert_exit_code(&output, 2);
    assert_contains(&stderr(&output), &["error: cannot read spec/Cargo.toml: "]);
    let output = in_project(&directory, &["api", "gone.txt", "generated"]);
    assert_exit_code(&output, 2);
    assert_contains(&stderr(&output), &["error: cannot read gone.txt: "]);
    directory.write("generated/src/lib.rs", "mod gone;");
    let output = in_project(&directory, &["api", "generated", "generated"]);
    assert_exit_code(&output, 2);
    assert_contains(
        &stderr(&output),
        &[
            "error: the public API of generated cannot be read: the crate has no file src/gone/mod.rs",
        ],
    );
    assert!(repository().join("spec/public-api.txt").exists());
}
