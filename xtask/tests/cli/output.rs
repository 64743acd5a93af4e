//! What is printed: help, summaries, file lists and diagnostics.

use std::process::{Command, Stdio};

use crate::support::{
    BROKEN, Directory, SMALL, SmallSdk, assert_contains, assert_exit_code, repository, run, stderr,
    stdout,
};

#[test]
fn help_describes_every_command_and_option() {
    let help = run(&["--help"]);
    assert_exit_code(&help, 0);
    let codes = [
        "Exit codes: 0 success",
        "1 there are differences",
        "2 the input",
    ];
    assert_contains(&stdout(&help), &["generate", "check", "ir", "corpus"]);
    assert_contains(&stdout(&help), &codes);
    let common = ["--spec", "--overlay", "--no-overlays", "--tag", "--verbose"];
    for (command, own) in [
        (
            "generate",
            &["--out", "--crate-name", "--pin-names", "--timings"][..],
        ),
        ("check", &["--out", "--crate-name"]),
        ("ir", &["--pass", "--type"]),
    ] {
        let help = run(&[command, "--help"]);
        assert_exit_code(&help, 0);
        for flag in common.iter().chain(own) {
            assert_described(&stdout(&help), flag);
        }
    }
    let help = run(&["corpus", "--help"]);
    assert_exit_code(&help, 0);
    for flag in ["--out", "--jobs", "--generate-only", "--verbose"] {
        assert_described(&stdout(&help), flag);
    }
}

#[test]
fn a_reader_that_closes_the_pipe_is_not_an_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .current_dir(repository())
        .args(["lint", "--spec", "xtask/tests/documents/small.yaml"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_exit_code(&output, 0);
    assert!(!stderr(&output).contains("panicked"), "{}", stderr(&output));
}

/// Checks that an option has a description, on its own line or on the next one.
#[track_caller]
fn assert_described(help: &str, flag: &str) {
    let mut lines = help.lines();
    let line = lines.find(|line| line.trim_start().starts_with(flag));
    let line = line.unwrap_or_else(|| panic!("{flag} is missing\n{help}"));
    let described = line.trim_start().contains("  ")
        || lines.next().is_some_and(|next| !next.trim().is_empty());
    assert!(described, "{flag} is not described\n{help}");
}

#[test]
fn wrong_arguments_print_the_usage() {
    for arguments in [&["frobnicate"][..], &["generate", "--frobnicate"], &[]] {
        let output = run(arguments);
        assert_exit_code(&output, 2);
        assert_contains(&stderr(&output), &["Usage:"]);
    }
}

#[test]
fn generate_prints_counts_by_folder() {
    let sdk = SmallSdk::new();
    let first = stdout(&sdk.run("generate", &[]));
    assert_contains(&first, &["  src/resources ", "  src/models ", " 2 added\n"]);
    assert!(
        !first.contains("pets.rs"),
        "files are listed only with --verbose\n{first}"
    );

    let renamed = SMALL
        .replace("Pet}", "Dog}")
        .replace("    Pet:", "    Dog:");
    sdk.directory
        .write("small.yaml", &renamed.replace("/Pet'", "/Dog'"));
    let second = stdout(&sdk.run("generate", &[]));
    let models = second
        .lines()
        .find(|line| line.starts_with("  src/models "));
    assert_contains(models.unwrap(), &["1 added, 1 changed, 1 removed"]);
}

#[test]
fn generate_lists_files_with_verbose() {
    let sdk = SmallSdk::new();
    let first = stdout(&sdk.run("generate", &["--verbose"]));
    assert_contains(&first, &["   added src/resources/pets.rs\n"]);

    let renamed = SMALL
        .replace("Pet}", "Dog}")
        .replace("    Pet:", "    Dog:");
    sdk.directory
        .write("small.yaml", &renamed.replace("/Pet'", "/Dog'"));
    let second = stdout(&sdk.run("generate", &["--verbose"]));
    assert_contains(
        &second,
        &[
            "   added src/models/dog.rs\n",
            " changed src/models/mod.rs\n",
            " removed src/models/pet.rs\n",
        ],
    );
}

#[test]
fn timings_prints_the_duration_of_each_step() {
    let sdk = SmallSdk::new();
    let text = stdout(&sdk.run("generate", &["--timings"]));
    for step in [
        "source", "overlay", "resolve", "dialect", "lower", "passes", "plan", "render", "emit",
        "write",
    ] {
        let line = |line: &str| line.trim_start().starts_with(step) && line.ends_with(" ms");
        assert!(text.lines().any(line), "{step}\n{text}");
    }
}

#[test]
fn a_failed_run_prints_errors_then_warnings_then_the_number_of_notes() {
    let directory = Directory::new(&[("broken.yaml", BROKEN)]);
    let (spec, out) = (directory.path("broken.yaml"), directory.path("out"));
    for command in ["generate", "check"] {
        let arguments = [command, "--spec", &spec, "--no-overlays", "--out", &out];
        let text = stderr(&run(&arguments));
        assert_in_order(
            &text,
            &[
                "error[ref-dangling]",
                "broken.yaml:10:19",
                "at /paths/~1pets/get/responses/200",
                "= help: ",
                "warning[keyword-unknown]",
                "broken.yaml:4:1",
                "warning[extension-unknown]",
                "broken.yaml:9:7",
                "at /paths/~1pets/get/x-sdk-nothing",
                "1 error, 2 warnings\n",
                "1 note not shown; use --verbose\n",
                "the input is invalid",
            ],
        );
        assert!(!text.contains("note[keyword-no-effect]"), "{text}");
        assert!(!text.contains('\u{1b}'), "colours are only for a terminal");

        let verbose = stderr(&run(&[&arguments[..], &["--verbose"]].concat()));
        assert_in_order(
            &verbose,
            &[
                "warning[keyword-unknown]",
                "note[keyword-no-effect]",
                "1 note\n",
            ],
        );
        assert!(!verbose.contains("not shown"), "{verbose}");
    }
    assert_exit_code(&run(&["ir", "--spec", &spec, "--no-overlays"]), 2);
}

#[track_caller]
fn assert_in_order(text: &str, parts: &[&str]) {
    let mut rest = text;
    for part in parts {
        let found = rest.split_once(part);
        rest = found
            .unwrap_or_else(|| panic!("{part:?} is not next in\n{text}"))
            .1;
    }
}
