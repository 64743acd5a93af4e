//! The built command line: what it writes, prints and exits with.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A document of one operation, and one with two mistakes that are told of in one step.
const SMALL: &str = include_str!("documents/small.yaml");
const BROKEN: &str = include_str!("documents/broken.yaml");

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// Runs in the repository, as the alias does.
fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.current_dir(repository()).args(arguments).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[track_caller]
fn assert_exit(output: &Output, code: i32) {
    assert_eq!(output.status.code(), Some(code), "{}\n{}", out(output), err(output));
}

/// A folder with files in it, and the paths of what is in it.
struct Folder(TempDir);

impl Folder {
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (path, text) in files {
            folder.put(path, text);
        }
        folder
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn path(&self, path: &str) -> String {
        self.0.path().join(path).to_str().unwrap().to_owned()
    }

    /// Every file below a folder, with its content and the time of its last change.
    fn snapshot(
        &self,
        below: &str,
    ) -> BTreeMap<PathBuf, (Vec<u8>, std::time::SystemTime)> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.0.path().join(below)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let changed = fs::metadata(&path).unwrap().modified().unwrap();
                    found.insert(path.clone(), (fs::read(&path).unwrap(), changed));
                }
            }
        }
        found
    }
}

/// The drift check as a test: what is committed is what the generator writes.
#[test]
fn generated_is_as_the_generator_writes_it() {
    let output = run(&["check"]);
    assert_exit(&output, 0);
    assert!(out(&output).contains("as generated ("), "{}", out(&output));
}

#[test]
fn a_second_run_writes_nothing() {
    let folder = Folder::with(&[("small.yaml", SMALL)]);
    let (spec, crate_dir) = (folder.path("small.yaml"), folder.path("out"));
    let arguments = ["generate", "--spec", &spec, "--no-overlays", "--out", &crate_dir];
    let first = run(&arguments);
    assert_exit(&first, 0);
    let said = out(&first);
    assert!(said.contains("added src/resources/pets.rs"), "{said}");
    assert!(said.contains("1 resource, 1 operation, 1 model"), "{said}");
    assert!(said.contains("0 unchanged, 0 removed"), "{said}");
    let written = folder.snapshot("out");

    let second = run(&arguments);
    assert_exit(&second, 0);
    assert!(out(&second).contains("; 0 written, "), "{}", out(&second));
    assert!(!out(&second).contains("added"), "{}", out(&second));
    assert_eq!(folder.snapshot("out"), written, "nothing is touched");

    let check = run(&["check", "--spec", &spec, "--no-overlays", "--out", &crate_dir]);
    assert_exit(&check, 0);
}

#[test]
fn an_sdk_that_is_emitted_elsewhere_stands_alone() {
    let folder = Folder::with(&[]);
    let crate_dir = folder.path("out");
    assert_exit(&run(&["generate", "--out", &crate_dir]), 0);
    // Cargo refuses a manifest that names a bench which is not there.
    let manifest = folder.path("out/Cargo.toml");
    let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
    let read = Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .args(["--manifest-path", &manifest])
        .output()
        .unwrap();
    assert_exit(&read, 0);
    // The code is that of the SDK at home.
    for (path, (text, _)) in folder.snapshot("out/src") {
        let inner = path.strip_prefix(&crate_dir).unwrap();
        let home = fs::read(repository().join("generated").join(inner)).unwrap();
        assert!(text == home, "{}", inner.display());
    }
}

#[test]
fn what_is_no_longer_emitted_goes_and_what_is_ours_stays() {
    let folder = Folder::with(&[("small.yaml", SMALL)]);
    let (spec, crate_dir) = (folder.path("small.yaml"), folder.path("out"));
    let arguments = ["generate", "--spec", &spec, "--no-overlays", "--out", &crate_dir];
    assert_exit(&run(&arguments), 0);
    folder.put("out/tests/mine.rs", "// mine\n");
    folder.put(
        "small.yaml",
        &SMALL
            .replace("Pet}", "Dog}")
            .replace("    Pet:", "    Dog:")
            .replace("/Pet'", "/Dog'"),
    );
    let output = run(&arguments);
    assert_exit(&output, 0);
    let said = out(&output);
    assert!(said.contains("  added src/models/dog.rs"), "{said}");
    assert!(said.contains("removed src/models/pet.rs"), "{said}");
    assert!(said.contains("changed src/models/mod.rs"), "{said}");
    assert!(Path::new(&folder.path("out/tests/mine.rs")).exists());
    assert!(!Path::new(&folder.path("out/src/models/pet.rs")).exists());
}

#[test]
fn check_tells_of_every_difference_and_how_to_mend_them() {
    let folder = Folder::with(&[("small.yaml", SMALL)]);
    let (spec, crate_dir) = (folder.path("small.yaml"), folder.path("out"));
    let input = ["--spec", &spec, "--no-overlays", "--out", &crate_dir];
    assert_exit(&run(&[&["generate"], &input[..]].concat()), 0);

    let path = folder.path("out/src/lib.rs");
    let text = fs::read_to_string(&path).unwrap();
    folder.put("out/src/lib.rs", &text.replace("mod client;", "mod clients;"));
    fs::remove_file(folder.path("out/src/models/pet.rs")).unwrap();
    folder.put("out/src/models/old.rs", "// @generated by an earlier run\n");
    let before = folder.snapshot("out");

    let output = run(&[&["check"], &input[..]].concat());
    assert_exit(&output, 1);
    let said = out(&output);
    for part in [
        "changed: src/lib.rs\n",
        "-mod clients;\n+mod client;\n",
        "missing: src/models/pet.rs\n",
        "surplus: src/models/old.rs\n",
        "3 differences",
        "`cargo xtask generate`",
    ] {
        assert!(said.contains(part), "{part:?} is not in\n{said}");
    }
    assert_eq!(folder.snapshot("out"), before, "check writes nothing");
}

#[test]
fn bad_input_is_told_at_once_and_leaves_what_is_there() {
    let folder = Folder::with(&[("small.yaml", SMALL), ("broken.yaml", BROKEN)]);
    let crate_dir = folder.path("out");
    let small = folder.path("small.yaml");
    let generate = |spec: &str| {
        run(&["generate", "--spec", spec, "--no-overlays", "--out", &crate_dir])
    };
    assert_exit(&generate(&small), 0);
    let before = folder.snapshot("out");

    let broken = folder.path("broken.yaml");
    let output = generate(&broken);
    assert_exit(&output, 2);
    let said = err(&output);
    for part in [
        "error[extension-unknown]",
        "broken.yaml:7:7",
        "at /paths/~1pets/get/x-sdk-nothing",
        "error[ref-dangling]",
        "broken.yaml:8:19",
        "at /paths/~1pets/get/responses/200",
        "= help: ",
        "2 errors",
        "nothing was written",
    ] {
        assert!(said.contains(part), "{part:?} is not in\n{said}");
    }
    assert!(!said.contains('\u{1b}'), "colours without a terminal");
    assert_eq!(folder.snapshot("out"), before);
    for command in ["check", "ir"] {
        assert_exit(&run(&[command, "--spec", &broken, "--no-overlays"]), 2);
    }
}

#[test]
fn a_file_that_was_not_emitted_is_not_overwritten() {
    let folder = Folder::with(&[("small.yaml", SMALL), ("out/src/lib.rs", "// mine\n")]);
    let (spec, crate_dir) = (folder.path("small.yaml"), folder.path("out"));
    let output =
        run(&["generate", "--spec", &spec, "--no-overlays", "--out", &crate_dir]);
    assert_exit(&output, 2);
    assert!(err(&output).contains("src/lib.rs"), "{}", err(&output));
    assert_eq!(folder.snapshot("out").len(), 1);
}

#[test]
fn files_that_can_not_be_read() {
    let folder = Folder::with(&[("latin1.yaml", "")]);
    fs::write(folder.path("latin1.yaml"), b"openapi: \xfc\n").unwrap();
    for name in ["nowhere.yaml", "latin1.yaml"] {
        let path = folder.path(name);
        let crate_dir = folder.path("out");
        let output = run(&["generate", "--spec", &path, "--out", &crate_dir]);
        assert_exit(&output, 2);
        assert!(err(&output).contains(&format!("{name} can't be read: ")), "{name}");
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
    assert!(err(&output).contains("a.yaml can't be read"), "{}", err(&output));
    assert!(err(&output).contains("b.yaml can't be read"), "{}", err(&output));
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
        (output.status.code(), line.unwrap_or_default().trim().to_owned())
    };
    let fine = |name: &str| (Some(0), format!("\"title\": \"{name}\","));
    assert_eq!(title(&["--no-overlays"]), fine("Small"));
    assert_eq!(title(&["--overlay", &path("one.yaml")]), fine("One"));
    // In their order: the last word counts.
    let both = ["--overlay", &path("one.yaml"), "--overlay", &path("two.yaml")];
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
    assert!(out(&output).contains("1 resource, 7 operations"), "{}", out(&output));

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
        "source", "overlay", "resolve", "dialect", "lower", "passes", "plan", "render",
        "emit", "write",
    ] {
        let line =
            |line: &str| line.trim_start().starts_with(step) && line.ends_with(" ms");
        assert!(out(&output).lines().any(line), "{step}\n{}", out(&output));
    }
}

#[test]
fn ir_prints_types_and_what_a_pass_changes() {
    let folder = Folder::with(&[("small.yaml", SMALL)]);
    let spec = folder.path("small.yaml");
    let ir = |arguments: &[&str]| {
        run(&[&["ir", "--spec", &spec, "--no-overlays"], arguments].concat())
    };
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
    assert!(out(&pass).contains("-      \"usage\": \"unused\""), "{}", out(&pass));
    assert!(out(&pass).contains("+      \"usage\": \"received\""), "{}", out(&pass));

    let unknown = ir(&["--type", "Dog"]);
    assert_exit(&unknown, 2);
    assert!(err(&unknown).contains("there is no type `Dog`"), "{}", err(&unknown));
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
            let line = help.lines().position(|line| line.trim_start().starts_with(flag));
            let line = line.unwrap_or_else(|| panic!("{command} {flag}\n{help}"));
            let described =
                help.lines().nth(line + 1).is_some_and(|next| !next.trim().is_empty())
                    || help.lines().nth(line).is_some_and(|same| same.contains("  "));
            assert!(described, "{command} {flag} is not described\n{help}");
        }
    }
    for mistake in [&["frobnicate"][..], &["generate", "--frobnicate"], &[]] {
        let output = run(mistake);
        assert_exit(&output, 2);
        assert!(err(&output).contains("Usage:"), "{}", err(&output));
    }
}
