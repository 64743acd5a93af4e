use serde_json::json;

use super::facts::{self, Change, Difference};
use super::release::{bumped, changelog_with, next_version};
use super::*;
use changes::Bump;

/// The merged document, and each change as `verb pointer`.
fn merged(ours: Value, theirs: Value) -> (Value, Vec<String>) {
    let merged = facts::merge(&ours, &theirs);
    let change = |change: &Change| format!("{:?} {}", change.difference, change.pointer);
    (merged.value, merged.changes.iter().map(change).collect())
}

#[test]
fn prose_is_not_a_fact_but_properties_with_its_names_are() {
    let ours = json!({
        "description": "Ours", "x-deprecation-message": "Ours", "contact": {"name": "Ours"},
        "properties": {"description": {"type": "string", "title": "Ours"}},
        "default": {"description": "a"}
    });
    let theirs = json!({
        "description": "Theirs", "x-deprecation-message": "Theirs", "summary": "Theirs",
        "properties": {"description": {"type": "integer", "title": "Theirs"}},
        "default": {"description": "b"}
    });
    let (value, changes) = merged(ours, theirs);
    let expected = json!({
        "description": "Ours", "x-deprecation-message": "Ours", "contact": {"name": "Ours"},
        "properties": {"description": {"type": "integer", "title": "Ours"}},
        "default": {"description": "b"}
    });
    assert_eq!(value, expected);
    assert_eq!(
        changes,
        [
            "Changed /properties/description/type",
            "Changed /default/description"
        ]
    );
}

#[test]
fn drafts_have_facts_and_marks_for_prose() {
    let theirs = json!({"a": {
        "title": "T", "type": "object", "externalDocs": {"url": "u"}, "x-stoplight": {"id": "1"},
        "examples": [{"a": 1}], "x-codes-descriptions": ["One"],
        "properties": {"title": {"type": "string", "enum": ["title"], "example": "title"}}
    }});
    let (value, _) = merged(json!({}), theirs);
    let mark = sdk_generator::UNWRITTEN;
    let expected = json!({"a": {
        "title": mark, "type": "object", "examples": mark, "x-codes-descriptions": mark,
        "properties": {"title": {"type": "string", "enum": ["title"], "example": mark}}
    }});
    assert_eq!(value, expected);
    assert_eq!(draft::unwritten(&value).len(), 4);
}

#[test]
fn the_order_of_required_properties_and_tags_is_not_a_fact() {
    let (value, changes) = merged(
        json!({"required": ["a", "b", "c"], "tags": ["x", "y"], "enum": [1, 2]}),
        json!({"required": ["d", "c", "a"], "tags": ["y", "x"], "enum": [2, 1]}),
    );
    assert_eq!(
        value,
        json!({"required": ["a", "c", "d"], "tags": ["x", "y"], "enum": [2, 1]})
    );
    assert_eq!(changes, ["Changed /required", "Reordered /enum"]);
}

#[test]
fn items_are_paired_by_identity() {
    let ours = json!([
        {"name": "a", "in": "query", "description": "Ours a"},
        {"name": "a", "in": "path", "description": "Ours path"},
        {"$ref": "#/x", "description": "Ours x"},
        {"name": "gone", "in": "query"}
    ]);
    let theirs = json!([
        {"name": "new", "in": "query", "description": "Theirs"},
        {"$ref": "#/x"},
        {"name": "a", "in": "path", "required": true},
        {"name": "a", "in": "query"}
    ]);
    let (value, changes) = merged(json!({"parameters": ours}), json!({"parameters": theirs}));
    let expected = json!({"parameters": [
        {"name": "new", "in": "query", "description": sdk_generator::UNWRITTEN},
        {"$ref": "#/x", "description": "Ours x"},
        {"name": "a", "in": "path", "required": true, "description": "Ours path"},
        {"name": "a", "in": "query", "description": "Ours a"}
    ]});
    assert_eq!(value, expected);
    assert_eq!(
        changes,
        [
            "Added /parameters/0",
            "Added /parameters/2/required",
            "Removed /parameters/3",
            "Reordered /parameters"
        ]
    );
}

#[test]
fn new_keys_are_where_they_are_in_the_other_document() {
    let (value, _) = merged(
        json!({"c": 1, "a": 1, "description": "d"}),
        json!({"x": 1, "a": 1, "y": 1, "z": 1, "c": 1, "w": 1}),
    );
    let keys: Vec<_> = value.as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys, ["x", "c", "w", "a", "y", "z", "description"]);
}

#[test]
fn a_part_that_moves_keeps_its_prose() {
    let part = |text: &str| json!({"type": "string", "maxLength": 5, "description": text});
    let (value, changes) = merged(
        json!({"schemas": {"Old": part("Ours"), "Other": {}}}),
        json!({"schemas": {"New": part("Theirs"), "Other": {}}}),
    );
    assert_eq!(
        value,
        json!({"schemas": {"New": part("Ours"), "Other": {}}})
    );
    assert_eq!(changes, ["Added /schemas/New", "Removed /schemas/Old"]);
}

#[test]
fn a_schema_that_replaces_a_reference_keeps_the_prose_of_its_target() {
    let target = json!({"type": "string", "description": "Ours"});
    let ours = json!({"a~ b": target, "b": {"$ref": "#/a~0%20b", "title": "Beside"}});
    let theirs = |format: &str| json!({"type": "string", "description": format, "title": "Theirs"});
    let (value, changes) = merged(ours.clone(), json!({"a~ b": target, "b": theirs("Theirs")}));
    assert_eq!(
        value["b"],
        json!({"type": "string", "description": "Ours", "title": "Beside"})
    );
    assert_eq!(changes, ["Changed /b"]);

    let (value, _) = merged(
        ours,
        json!({"a~ b": target, "b": {"type": "integer", "description": "Theirs"}}),
    );
    let draft =
        json!({"type": "integer", "description": sdk_generator::UNWRITTEN, "title": "Beside"});
    assert_eq!(value["b"], draft);
}

#[test]
fn any_change_of_type_is_a_change() {
    for (ours, theirs) in [
        (json!(1), json!(1.0)),
        (json!("1"), json!(1)),
        (json!([]), json!({})),
        (json!(null), json!({})),
    ] {
        let merged = facts::merge(&json!({"a": ours}), &json!({"a": theirs}));
        assert_eq!(merged.value, json!({"a": theirs}));
        let differences: Vec<_> = merged
            .changes
            .iter()
            .map(|change| change.difference)
            .collect();
        assert_eq!(differences, [Difference::Changed]);
    }
}

#[test]
fn versions_follow_the_last_release() {
    let next = |version: &str, bump| bumped(version, bump).unwrap();
    assert_eq!(next("0.1.2", Bump::Major), "0.2.0");
    assert_eq!(next("0.1.2", Bump::Minor), "0.1.3");
    assert_eq!(next("1.2.3", Bump::Major), "2.0.0");
    assert_eq!(next("1.2.3", Bump::Minor), "1.3.0");
    assert_eq!(next("1.2.3", Bump::Patch), "1.2.4");
    assert_eq!(next("1.2.3", Bump::None), "1.2.3");
    assert!(bumped("1.2", Bump::Patch).is_err());
    assert!(bumped("1.2.3-rc.1", Bump::Patch).is_err());

    let released = "# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2025-01-31\n\n## [1.2.2]\n";
    let next = |current, bump| next_version(current, Some(released), bump).unwrap();
    assert_eq!(next("1.2.3", Bump::Minor), "1.3.0");
    assert_eq!(
        next("1.3.0", Bump::Minor),
        "1.3.0",
        "the version is not increased twice"
    );
    assert_eq!(next("1.3.0", Bump::Major), "2.0.0");
    assert_eq!(next("2.0.0", Bump::Patch), "2.0.0");
    assert_eq!(next_version("0.1.0", None, Bump::Minor).unwrap(), "0.1.1");
}

#[test]
fn entries_are_added_to_the_sections_of_the_unreleased_version() {
    let entries = || {
        vec![
            ("Added", vec!["- new".to_owned()]),
            ("Removed", vec!["- gone".to_owned()]),
        ]
    };
    assert_eq!(
        changelog_with(None, entries()),
        "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- new\n\n### Removed\n\n- gone\n"
    );
    let text = "# Changelog\n\nText.\n\n## [Unreleased]\n\n### Added\n\n- old\n\n### Fixed\n\n- bug\n\n## [0.1.0]\n\n### Removed\n";
    let expected = "# Changelog\n\nText.\n\n## [Unreleased]\n\n### Added\n\n- new\n- old\n\n### Fixed\n\n- bug\n\n### Removed\n\n- gone\n\n## [0.1.0]\n\n### Removed\n";
    assert_eq!(changelog_with(Some(text), entries()), expected);
    let released = "# Changelog\n\n## [0.1.0]\n";
    let expected = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- new\n\n### Removed\n\n- gone\n\n## [0.1.0]\n";
    assert_eq!(changelog_with(Some(released), entries()), expected);
}

#[test]
fn settings_keep_their_comments() {
    let text = "# All.\n[document]\nfile = \"a.yaml\" # ours\noverlays = [\n    # The first.\n    \"a\",\n    \"b\",\n]\n\n[crate] # this\nname = \"a\"\n";
    let new = NewSettings {
        version: Some("0.2.0"),
        date: Some("2025-01-31"),
        url: None,
        deleted_overlays: vec!["b".to_owned()],
    };
    let changed = release::settings(text, &new).unwrap();
    let expected = text
        .replace("    \"b\",\n]\n", "]\ndate = \"2025-01-31\"\n")
        .replace("name = \"a\"\n", "name = \"a\"\nversion = \"0.2.0\"\n");
    assert_eq!(changed, expected);
    assert_eq!(
        release::setting(&changed, "crate", "version").as_deref(),
        Some("0.2.0")
    );
}

#[test]
fn an_error_leaves_no_file_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("old"), "old").unwrap();
    let plan = || {
        let mut plan = Plan::default();
        plan.write(&path("old"), "new".to_owned());
        plan.write(&path("folder/other"), "new".to_owned());
        plan
    };
    let staging = path(".sync");
    let result = plan().commit(&staging, Vec::new(), || Err("error: a test".to_owned()));
    assert_eq!(result, Err("error: a test".to_owned()));
    assert_eq!(fs::read_to_string(path("old")).unwrap(), "old");
    assert!(!path("folder/other").exists() && !staging.exists());

    // A directory cannot be replaced by a file.
    fs::create_dir_all(path("blocked/inner")).unwrap();
    let mut blocked = plan();
    blocked.write(&path("blocked"), "new".to_owned());
    assert!(blocked.commit(&staging, Vec::new(), || Ok(())).is_err());
    assert_eq!(fs::read_to_string(path("old")).unwrap(), "old");
    assert!(!path("folder/other").exists() && !staging.exists());

    plan().commit(&staging, Vec::new(), || Ok(())).unwrap();
    assert_eq!(fs::read_to_string(path("old")).unwrap(), "new");
    assert_eq!(fs::read_to_string(path("folder/other")).unwrap(), "new");
    assert!(!staging.exists());
}

#[test]
fn an_error_restores_the_files_of_the_sdk() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let others = || vec![path("sdk/changed"), path("sdk/removed/a"), path("sdk/new")];
    fs::create_dir_all(path("sdk/removed")).unwrap();
    fs::write(path("sdk/changed"), "old").unwrap();
    fs::write(path("sdk/removed/a"), "old").unwrap();
    fs::create_dir_all(path("blocked/inner")).unwrap();
    let generate = || {
        fs::write(path("sdk/changed"), "new").unwrap();
        fs::write(path("sdk/new"), "new").unwrap();
        fs::remove_dir_all(path("sdk/removed")).unwrap();
    };
    let staging = path(".sync");
    let assert_restored = || {
        assert_eq!(fs::read_to_string(path("sdk/changed")).unwrap(), "old");
        assert_eq!(fs::read_to_string(path("sdk/removed/a")).unwrap(), "old");
        assert!(!path("sdk/new").exists() && !staging.exists());
    };

    // The SDK cannot be written completely.
    let result = Plan::default().commit(&staging, others(), || {
        generate();
        Err("error: the disk is full".to_owned())
    });
    assert_eq!(result, Err("error: the disk is full".to_owned()));
    assert_restored();

    // The SDK is written, and another file cannot be.
    let mut blocked = Plan::default();
    blocked.write(&path("blocked"), "new".to_owned());
    let result = blocked.commit(&staging, others(), || {
        generate();
        Ok(())
    });
    assert!(result.is_err());
    assert_restored();
}
