//! `corpus`: the table. The checks by cargo have tests in the module.

use crate::support::{BROKEN, Directory, SMALL, assert_contains, assert_exit_code, run, stdout};

#[test]
fn prints_a_line_for_each_document_and_the_codes_of_refused_ones() {
    let directory = Directory::new(&[
        ("in/small.yaml", SMALL),
        ("in/deep/small.yaml", SMALL),
        ("in/broken.yaml", BROKEN),
        ("in/other.json", "[]"),
    ]);
    let (folder, out) = (directory.path("in"), directory.path("out"));
    let arguments = ["corpus", "--generate-only", "--out", &out, &folder];
    let output = run(&arguments);
    assert_exit_code(&output, 0);
    let text = stdout(&output);
    let line = |name: &str| {
        let path = directory.path(name);
        let line = text.lines().find(|line| line.starts_with(&path));
        let line = line.unwrap_or_else(|| panic!("{name} is not in\n{text}"));
        line.split_whitespace()
            .skip(1)
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(line("in/small.yaml"), "generated 1 1 0 - - -");
    assert_eq!(line("in/deep/small.yaml"), "generated 1 1 0 - - -");
    assert_eq!(line("in/broken.yaml"), "refused: ref-dangling (1)");
    assert_contains(
        &text,
        &[
            "3 documents: 2 generated, 1 refused, 0 failed\n2 operations, 2 types\n",
            &format!(
                "skipped, not OpenAPI documents: {}",
                directory.path("in/other.json")
            ),
        ],
    );
    assert!(directory.exists("out/corpus-in-small/src/lib.rs"));
    assert!(directory.exists("out/corpus-deep-small/src/lib.rs"));
    assert!(!directory.exists("out/corpus-broken"));
}

#[test]
fn a_missing_document_is_an_error() {
    let directory = Directory::new(&[]);
    assert_exit_code(&run(&["corpus", &directory.path("missing.yaml")]), 2);
}
