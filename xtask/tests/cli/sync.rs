//! `sync`: a newer document of the API in `spec/`.

use std::path::Path;
use std::process::{Command, Output};

use crate::support::{Directory, assert_contains, assert_exit_code, run_in, stderr, stdout};

const OURS: &str = "\
# Our document.
openapi: 3.1.0
info:
  title: Notes
  version: 1.0.0
  description: Our own words.
paths:
  # Notes by id.
  /notes/{id}:
    get:
      operationId: getNote
      summary: Read a note
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        '200':
          description: The note. # in our words
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Note'
components:
  schemas:
    # What people write.
    Note:
      type: object
      description: Something to remember.
      required: [text]
      properties:
        text: {type: string, description: What to remember., maxLength: 10}
        old:
          type: string
          description: Not used.
";

/// The same API, with other prose, a new operation, a new property, another limit, and without a
/// property.
const THEIRS: &str = r##"{
  "openapi": "3.1.0",
  "info": {"title": "Notes", "version": "1.1.0", "description": "Their description."},
  "paths": {
    "/notes/{id}": {
      "get": {
        "operationId": "getNote",
        "summary": "Their summary",
        "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
        "responses": {"200": {"description": "Their response", "content": {"application/json": {
          "schema": {"$ref": "#/components/schemas/Note"},
          "example": {"text": "Their example"}}}}}
      },
      "delete": {
        "operationId": "deleteNote",
        "summary": "Their deletion",
        "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
        "responses": {"204": {"description": "Their deleted"}}
      }
    }
  },
  "components": {"schemas": {"Note": {
    "type": "object",
    "required": ["text"],
    "properties": {
      "text": {"type": "string", "description": "Their text", "maxLength": 20},
      "color": {"type": "string", "enum": ["red"], "description": "Their color", "example": "red"}
    }
  }}}
}
"##;

const SETTINGS: &str = "\
[document]
file = \"api.yaml\"
overlays = [\"fixes.yaml\"]
title = \"Notes\"
date = \"2025-01-01\" # of the document

[crate]
name = \"notes\"
directory = \"../generated\"
version = \"0.1.0\" # the next one
";

const OVERLAY: &str = "\
# Corrections.
overlay: 1.0.0
info: {title: Corrections, version: '1'}
actions:
  # The limit.
  - target: $.components.schemas.Note.properties.text
    description: The limit is 20.
    update: {maxLength: 20}
  # The operation.
  - target: $.paths['/notes/{id}'].get
    description: It is tagged.
    update: {tags: [Notes]}
  - target: $.components.schemas.Note.properties.old
    description: It is deprecated.
    update: {deprecated: true}
";

/// A workspace with a generated SDK and a newer document beside it.
fn workspace() -> Directory {
    let directory = Directory::new(&[
        ("spec/sdk.toml", SETTINGS),
        ("spec/api.yaml", OURS),
        ("spec/fixes.yaml", OVERLAY),
        ("new.json", THEIRS),
    ]);
    assert_exit_code(&run(&directory, &["generate", "--pin-names"]), 0);
    directory
}

fn run(directory: &Directory, arguments: &[&str]) -> Output {
    run_in(Path::new(&directory.path("")), arguments)
}

fn sync(directory: &Directory, options: &[&str]) -> Output {
    run(
        directory,
        &[&["sync", "--from", "new.json"], options].concat(),
    )
}

fn git(directory: &Directory, arguments: &[&str]) {
    let output = Command::new("git")
        .current_dir(directory.path(""))
        .args(["-c", "user.name=test", "-c", "user.email=test@example.com"])
        .args(arguments)
        .output()
        .unwrap();
    assert_exit_code(&output, 0);
}

#[test]
fn brings_new_facts_into_the_document_and_keeps_its_prose_and_comments() {
    let directory = workspace();
    let output = sync(&directory, &["--date", "2025-02-03"]);
    assert_exit_code(&output, 0);
    assert_contains(
        &stdout(&output),
        &[
            "changed   /info/version: \"1.0.0\" -> \"1.1.0\"",
            "added     /paths/~1notes~1{id}/delete",
            "changed   /components/schemas/Note/properties/text/maxLength: 10 -> 20",
            "added     /components/schemas/Note/properties/color",
            "removed   /components/schemas/Note/properties/old",
            "write this prose",
            "spec/api.yaml:24 /paths/~1notes~1{id}/delete/summary",
        ],
    );
    let document = directory.read("spec/api.yaml");
    assert!(!document.contains("Their"), "{document}");
    for line in OURS.lines() {
        let is_fact = line.contains("1.0.0") || line.contains("maxLength") || line.contains("old");
        let is_removed = line.contains("Not used") || line == "          type: string";
        if !is_fact && !is_removed {
            assert!(document.contains(line), "{line}\n{document}");
        }
    }
    let drafts = "\
        color:
          type: string
          enum:
            - red
          description: (unwritten)
          example: (unwritten)
";
    assert_contains(
        &document,
        &[
            drafts,
            "      operationId: deleteNote\n      summary: (unwritten)\n",
        ],
    );
}

#[test]
fn removes_the_overlay_actions_that_are_made_and_lists_those_without_a_location() {
    let directory = workspace();
    let output = sync(&directory, &[]);
    assert_exit_code(&output, 0);
    assert_contains(
        &stdout(&output),
        &[
            "the new document has their changes:\n  spec/fixes.yaml:6 $.components.schemas.Note.properties.text\n",
            "whose targets select nothing, then run `cargo xtask generate`:\n  spec/fixes.yaml:13 $.components.schemas.Note.properties.old\n",
            "update document.date in spec/sdk.toml",
        ],
    );
    let action = "  # The limit.\n  - target: $.components.schemas.Note.properties.text\n    description: The limit is 20.\n    update: {maxLength: 20}\n";
    assert_eq!(
        directory.read("spec/fixes.yaml"),
        OVERLAY.replace(action, "")
    );
}

#[test]
fn deletes_an_overlay_without_actions() {
    let directory = workspace();
    let (made, _) = OVERLAY.split_once("  # The operation.").unwrap();
    directory.write("spec/fixes.yaml", made);
    assert_exit_code(&sync(&directory, &[]), 0);
    assert!(!directory.exists("spec/fixes.yaml"));
    assert_contains(&directory.read("spec/sdk.toml"), &["overlays = []"]);
    assert_exit_code(&run(&directory, &["generate"]), 0);
}

#[test]
fn sets_the_version_and_writes_the_changelog_and_the_sdk() {
    let directory = workspace();
    let lock = "# This file is automatically @generated by Cargo.\nversion = 4\n\n[[package]]\nname = \"notes\"\nversion = \"0.1.0\"\n";
    directory.write("Cargo.lock", lock);
    directory.write("generated/fuzz/Cargo.lock", lock);
    assert_exit_code(&sync(&directory, &["--date", "2025-02-03"]), 0);
    assert_contains(
        &directory.read("spec/sdk.toml"),
        &[
            "date = \"2025-02-03\" # of the document",
            "version = \"0.2.0\" # the next one",
        ],
    );
    for path in ["Cargo.lock", "generated/fuzz/Cargo.lock"] {
        assert_eq!(directory.read(path), lock.replace("0.1.0", "0.2.0"));
    }
    let changelog = directory.read("CHANGELOG.md");
    let (before, after) = changelog.split_once("### Removed").unwrap();
    assert_contains(
        before,
        &[
            "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- `",
            "color",
            "DELETE /notes/{id}",
        ],
    );
    assert_contains(after, &["**Breaking:** `Note.old`"]);
    assert_contains(
        &directory.read("generated/Cargo.toml"),
        &["version = \"0.2.0\""],
    );
    assert_contains(&directory.read("generated/src/models/note.rs"), &["color"]);
    assert_contains(
        &directory.read("spec/names.yaml"),
        &["/components/schemas/Note/properties/color"],
    );
}

#[test]
fn unwritten_prose_fails_the_check_until_it_is_written() {
    let directory = workspace();
    assert_exit_code(&sync(&directory, &[]), 0);
    let (before, _) = OVERLAY.rsplit_once("  - target").unwrap();
    let (head, tail) = before.split_once("  # The limit.").unwrap();
    let (_, rest) = tail.split_once("  # The operation.").unwrap();
    directory.write("spec/fixes.yaml", &format!("{head}{rest}"));
    assert_exit_code(&run(&directory, &["generate"]), 0);
    let output = run(&directory, &["check"]);
    assert_exit_code(&output, 1);
    assert_contains(&stdout(&output), &["unwritten"]);

    let written = directory
        .read("spec/api.yaml")
        .replace("(unwritten)", "red");
    directory.write("spec/api.yaml", &written);
    assert_exit_code(&run(&directory, &["generate"]), 0);
    assert_exit_code(&run(&directory, &["check"]), 0);
}

#[test]
fn does_nothing_the_second_time() {
    let directory = workspace();
    assert_exit_code(&sync(&directory, &[]), 0);
    let before = directory.snapshot("");
    let output = sync(&directory, &[]);
    assert_exit_code(&output, 0);
    assert_contains(&stdout(&output), &["the same facts", "write this prose"]);
    assert!(before == directory.snapshot(""), "a file was written");
}

#[test]
fn lists_the_facts_without_writing_in_a_dry_run() {
    let directory = workspace();
    let before = directory.snapshot("");
    let output = sync(&directory, &["--dry-run"]);
    assert_exit_code(&output, 0);
    assert_contains(&stdout(&output), &["different facts"]);
    assert!(before == directory.snapshot(""), "a file was written");
}

#[test]
fn refuses_uncommitted_changes() {
    let directory = workspace();
    git(&directory, &["init", "--quiet"]);
    git(&directory, &["add", "."]);
    git(&directory, &["commit", "--quiet", "--message", "Start"]);
    for path in ["generated/src/lib.rs", "spec/notes.txt"] {
        let text = if directory.exists(path) {
            directory.read(path)
        } else {
            String::new()
        };
        directory.write(path, &format!("{text}// changed\n"));
        let before = directory.snapshot("spec");
        let output = sync(&directory, &[]);
        assert_exit_code(&output, 2);
        assert_contains(
            &stderr(&output),
            &["uncommitted changes", path, "--allow-dirty"],
        );
        assert!(before == directory.snapshot("spec"), "a file was written");
        git(&directory, &["stash", "--quiet", "--include-untracked"]);
    }
    assert_exit_code(&sync(&directory, &[]), 0);
}

#[test]
fn allows_uncommitted_changes_if_asked_and_says_if_git_cannot_tell() {
    let directory = workspace();
    let output = sync(&directory, &["--dry-run"]);
    assert!(
        !stderr(&output).contains("not detected"),
        "{}",
        stderr(&output)
    );
    let output = sync(&directory, &["--allow-dirty"]);
    assert_exit_code(&output, 0);
    assert!(
        !stderr(&output).contains("not detected"),
        "{}",
        stderr(&output)
    );

    let directory = workspace();
    assert_contains(
        &stderr(&sync(&directory, &[])),
        &["uncommitted changes are not detected"],
    );
}

#[test]
fn refuses_documents_that_are_not_newer_ones_of_the_api() {
    let directory = workspace();
    let before = directory.snapshot("spec");
    let refused = |from: &str, text: &str, expected: &str| {
        directory.write("new.json", text);
        let output = run(&directory, &["sync", "--from", from]);
        assert_exit_code(&output, 2);
        assert_contains(&stderr(&output), &[expected]);
    };
    refused("missing.yaml", THEIRS, "cannot read missing.yaml");
    refused("new.json", "{", "new.json:1");
    refused(
        "new.json",
        "{\"swagger\": \"2.0\"}",
        "not an OpenAPI document of version 3",
    );
    refused(
        "spec/api.yaml",
        THEIRS,
        "spec/api.yaml is the document of the SDK itself",
    );
    let other = THEIRS.replace("\"Notes\"", "\"Letters\"");
    refused(
        "new.json",
        &other,
        "describes another API: its `info.title` is `Letters`",
    );
    assert!(before == directory.snapshot("spec"), "a file was written");
}

#[test]
fn writes_nothing_if_the_new_document_cannot_be_generated() {
    let directory = workspace();
    let broken = THEIRS.replace("#/components/schemas/Note", "#/components/schemas/Missing");
    directory.write("new.json", &broken);
    let before = directory.snapshot("");
    let output = sync(&directory, &[]);
    assert_exit_code(&output, 2);
    assert_contains(&stderr(&output), &["nothing was written", "in an overlay"]);
    assert!(before == directory.snapshot(""), "a file was written");
}
