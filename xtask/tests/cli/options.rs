//! What each option does.

use std::fs;
use std::path::Path;

use crate::support::{Folder, SMALL, assert_exit, err, out, run};

#[test]
fn files_that_can_not_be_read() {
    let folder = Folder::with(&[("latin1.yaml", "")]);
    fs::write(folder.path("latin1.yaml"), b"openapi: \xfc\n").unwrap();
    for name in ["nowhere.yaml", "latin1.yaml"] {
        let path = folder.path(name);
        let crate_dir = folder.path("out");
        let output = run(&["generate", "--spec", &path, "--out", &crate_dir]);
        assert_exit(&output, 2);
        assert!(
            err(&output).contains(&format!("{name} can't be read: ")),
            "{name}"
        );
        assert!(!Path::new(&crate_dir).exists());
    }
    // Both the document and an overlay: both are told of.
    let output = run(&[
        "check",
        "--spec",
        &folder.path("a.yaml"),
        "--overlay",
        &folder.path("b.yaml"),
    ]);
    assert_exit(&output, 2);
    assert!(
        err(&output).contains("a.yaml can't be read"),
        "{}",
        err(&output)
    );
    assert!(
        err(&output).contains("b.yaml can't be read"),
        "{}",
        err(&output)
    );
}

#[test]
fn overlays_are_those_that_are_given() {
    let overlay = |title: &str| {
        format!(
            "overlay: 1.0.0\ninfo: {{title: O, version: '1'}}\nactions:\n- {{target: $.info, description: A name., update: {{title: {title}}}}}\n"
        )
    };
    let folder = Folder::with(&[
        ("small.yaml", SMALL),
        ("one.yaml", &overlay("One")),
        ("two.yaml", &overlay("Two")),
        ("stale.yaml", &overlay("Small")),
    ]);
    let spec = folder.path("small.yaml");
    let path = |name: &str| folder.path(name);
    let title = |arguments: &[&str]| {
        let output = run(&[&["ir", "--spec", &spec], arguments].concat());
        let line = out(&output)
            .lines()
            .find(|line| line.contains("\"title\""))
            .map(str::to_owned);
        (
            output.status.code(),
            line.unwrap_or_default().trim().to_owned(),
        )
    };
    let fine = |name: &str| (Some(0), format!("\"title\": \"{name}\","));
    assert_eq!(title(&["--no-overlays"]), fine("Small"));
    assert_eq!(title(&["--overlay", &path("one.yaml")]), fine("One"));
    // In their order: the last word counts.
    let both = [
        "--overlay",
        &path("one.yaml"),
        "--overlay",
        &path("two.yaml"),
    ];
    assert_eq!(title(&both), fine("Two"));
    // The project's own do not fit another document.
    assert_eq!(title(&[]).0, Some(2));
    assert_eq!(title(&["--overlay", &path("stale.yaml")]).0, Some(2));
    let neither = title(&["--no-overlays", "--overlay", &path("one.yaml")]);
    assert_eq!(neither.0, Some(2));
}

#[test]
fn tags_select_and_an_unknown_one_lists_those_there_are() {
    let folder = Folder::with(&[]);
    let crate_dir = folder.path("out");
    let output = run(&["generate", "--tag", "Webhooks", "--out", &crate_dir]);
    assert_exit(&output, 0);
    assert!(
        out(&output).contains("1 resource, 7 operations"),
        "{}",
        out(&output)
    );

    let output = run(&["generate", "--tag", "Nothing", "--out", &folder.path("no")]);
    assert_exit(&output, 2);
    assert!(err(&output).contains("no operation has the tag `Nothing`"));
    assert!(err(&output).contains("Webhooks"), "{}", err(&output));
    assert!(!Path::new(&folder.path("no")).exists());
}

#[test]
fn crate_name_and_timings() {
    let folder = Folder::with(&[("small.yaml", SMALL)]);
    let (spec, crate_dir) = (folder.path("small.yaml"), folder.path("out"));
    let output = run(&[
        "generate",
        "--spec",
        &spec,
        "--no-overlays",
        "--out",
        &crate_dir,
        "--crate-name",
        "mine",
        "--timings",
    ]);
    assert_exit(&output, 0);
    let manifest = fs::read_to_string(folder.path("out/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"mine\"\n"));
    for step in [
        "source", "overlay", "resolve", "dialect", "lower", "passes", "plan", "render", "emit",
        "write",
    ] {
        let line = |line: &str| line.trim_start().starts_with(step) && line.ends_with(" ms");
        assert!(out(&output).lines().any(line), "{step}\n{}", out(&output));
    }
}

#[test]
fn ir_prints_types_and_what_a_pass_changes() {
    let folder = Folder::with(&[("small.yaml", SMALL)]);
    let spec = folder.path("small.yaml");
    let ir =
        |arguments: &[&str]| run(&[&["ir", "--spec", &spec, "--no-overlays"], arguments].concat());
    let whole = ir(&[]);
    assert_exit(&whole, 0);
    let api: serde_json::Value = serde_json::from_str(&out(&whole)).unwrap();
    assert_eq!(api["info"]["title"], "Small");
    for name in ["Pet", "/components/schemas/Pet", "#/components/schemas/Pet"] {
        let one = ir(&["--type", name]);
        assert_exit(&one, 0);
        let types: serde_json::Value = serde_json::from_str(&out(&one)).unwrap();
        assert_eq!(types[0]["id"], "/components/schemas/Pet", "{name}");
    }
    let pass = ir(&["--pass", "usage"]);
    assert_exit(&pass, 0);
    assert!(
        out(&pass).contains("-      \"usage\": \"unused\""),
        "{}",
        out(&pass)
    );
    assert!(
        out(&pass).contains("+      \"usage\": \"received\""),
        "{}",
        out(&pass)
    );

    let unknown = ir(&["--type", "Dog"]);
    assert_exit(&unknown, 2);
    assert!(
        err(&unknown).contains("there is no type `Dog`"),
        "{}",
        err(&unknown)
    );
    let unknown = ir(&["--pass", "none"]);
    assert_exit(&unknown, 2);
    for pass in sdk_generator::passes::PASSES {
        assert!(err(&unknown).contains(pass.name), "{}", err(&unknown));
        assert!(err(&unknown).contains(pass.reason), "{}", err(&unknown));
    }
}

#[test]
fn help_is_complete() {
    let whole = run(&["--help"]);
    assert_exit(&whole, 0);
    for word in [
        "generate",
        "check",
        "ir",
        "Exit codes: 0",
        "1 there are differences",
        "2 the input",
    ] {
        assert!(out(&whole).contains(word), "{word}\n{}", out(&whole));
    }
    let input = ["--spec", "--overlay", "--no-overlays", "--tag"];
    for (command, own) in [
        ("generate", &["--out", "--crate-name", "--timings"][..]),
        ("check", &["--out"][..]),
        ("ir", &["--pass", "--type"][..]),
    ] {
        let help = run(&[command, "--help"]);
        assert_exit(&help, 0);
        let help = out(&help);
        for flag in input.iter().chain(own) {
            let line = help
                .lines()
                .position(|line| line.trim_start().starts_with(flag));
            let line = line.unwrap_or_else(|| panic!("{command} {flag}\n{help}"));
            let described = help
                .lines()
                .nth(line + 1)
                .is_some_and(|next| !next.trim().is_empty())
                || help
                    .lines()
                    .nth(line)
                    .is_some_and(|same| same.contains("  "));
            assert!(described, "{command} {flag} is not described\n{help}");
        }
    }
    for mistake in [&["frobnicate"][..], &["generate", "--frobnicate"], &[]] {
        let output = run(mistake);
        assert_exit(&output, 2);
        assert!(err(&output).contains("Usage:"), "{}", err(&output));
    }
}
