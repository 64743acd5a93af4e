//! Compares the guide with the tests.

use std::collections::BTreeSet;
use std::process::Command;

/// The last cell of each row: `module::test`.
fn listed() -> BTreeSet<String> {
    include_str!("../../guide/behaviour.md")
        .lines()
        .filter_map(|line| {
            line.strip_prefix("| ")?
                .strip_suffix("` |")?
                .rsplit('`')
                .next()
        })
        .filter(|test| cfg!(feature = "events") || !test.starts_with("events::"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_guide_lists_exactly_the_tests() {
    let output = Command::new(std::env::current_exe().unwrap())
        .arg("--list")
        .output()
        .unwrap();
    let tests: BTreeSet<String> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .filter_map(|line| line.strip_suffix(": test"))
        .map(str::to_owned)
        .collect();
    assert!(tests.len() > 80, "{tests:?}");
    let listed = listed();
    assert_eq!(tests.difference(&listed).collect::<Vec<_>>(), [""; 0]);
    assert_eq!(listed.difference(&tests).collect::<Vec<_>>(), [""; 0]);
}
