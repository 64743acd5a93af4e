//! `ir`.

use crate::support::{Directory, SMALL, assert_contains, assert_exit_code, run, stderr, stdout};

fn ir(arguments: &[&str]) -> std::process::Output {
    let directory = Directory::new(&[("small.yaml", SMALL)]);
    let spec = directory.path("small.yaml");
    run(&[&["ir", "--spec", &spec, "--no-overlays"], arguments].concat())
}

#[test]
fn prints_the_api_as_json() {
    let output = ir(&[]);
    assert_exit_code(&output, 0);
    let api: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(api["info"]["title"], "Small");
}

#[test]
fn prints_one_type_by_name_or_pointer() {
    for name in [
        "Pet",
        "pet",
        "/components/schemas/Pet",
        "#/components/schemas/Pet",
    ] {
        let output = ir(&["--type", name]);
        assert_exit_code(&output, 0);
        let types: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
        assert_eq!(types[0]["id"], "/components/schemas/Pet", "{name}");
    }
    let unknown = ir(&["--type", "Dog"]);
    assert_exit_code(&unknown, 2);
    assert_contains(&stderr(&unknown), &["error: unknown type `Dog`"]);
}

#[test]
fn prints_the_changes_of_one_pass() {
    let output = ir(&["--pass", "usage"]);
    assert_exit_code(&output, 0);
    assert_contains(
        &stdout(&output),
        &[
            "-      \"usage\": \"unused\"",
            "+      \"usage\": \"received\"",
        ],
    );
}

#[test]
fn lists_all_passes_if_the_pass_is_unknown() {
    let output = ir(&["--pass", "none"]);
    assert_exit_code(&output, 2);
    let message = stderr(&output);
    assert_contains(&message, &["error: unknown pass `none`"]);
    for pass in sdk_generator::passes::PASSES {
        assert_contains(&message, &[pass.name, pass.reason]);
    }
}
