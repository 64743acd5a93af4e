//! `docs/compatibility.md`: its tables agree with the kinds of `diff` and with those of oasdiff.

use std::collections::BTreeSet;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use sdk_generator::diff::{KINDS, Level};

use crate::support::{repository, shared};

const START: &str =
    "<!-- kinds: written by `SDK_UPDATE_EXPECTED=1 cargo test -p xtask compatibility` -->\n";
const END: &str = "<!-- end of kinds -->\n";

fn path() -> PathBuf {
    repository().join("xtask/docs/compatibility.md")
}

fn document() -> String {
    fs::read_to_string(path()).unwrap()
}

fn kinds() -> String {
    let mut table = String::from(
        "| kind | meaning | source, sent | source, received | wire, sent | wire, received |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    for rule in KINDS {
        let hint = if rule.is_hint { " (hint)" } else { "" };
        let effect = |level: Level| level.to_string();
        let _ = writeln!(
            table,
            "| `{}`{hint} | {} | {} | {} | {} | {} |",
            rule.id,
            rule.docs,
            effect(rule.source[0]),
            effect(rule.source[1]),
            effect(rule.wire[0]),
            effect(rule.wire[1])
        );
    }
    table
}

#[test]
fn compatibility_lists_every_kind() {
    let text = document();
    let (before, rest) = text.split_once(START).unwrap();
    let (found, after) = rest.split_once(END).unwrap();
    let expected = format!("\n{}\n", kinds());
    if env::var_os("SDK_UPDATE_EXPECTED").is_some() {
        fs::write(path(), format!("{before}{START}{expected}{END}{after}")).unwrap();
        return;
    }
    assert_eq!(found, expected, "set SDK_UPDATE_EXPECTED to update it");
}

/// A row of the table of oasdiff's kinds.
struct Row<'t> {
    id: &'t str,
    relation: &'t str,
    kinds: Vec<&'t str>,
    reason: &'t str,
}

fn rows(text: &str) -> Vec<Row<'_>> {
    let (_, table) = text
        .split_once("| oasdiff | relation | ours | reason |\n")
        .unwrap();
    let lines = table
        .lines()
        .skip(1)
        .take_while(|line| line.starts_with('|'));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let [_, id, relation, kinds, reason, _] = cells[..] else {
                panic!("{line}");
            };
            let kinds = kinds.split(", ").filter(|kind| !kind.is_empty());
            Row {
                id: id.trim_matches('`'),
                relation,
                kinds: kinds.map(|kind| kind.trim_matches('`')).collect(),
                reason,
            }
        })
        .collect()
}

#[test]
fn compatibility_maps_to_kinds_that_exist_and_gives_reasons() {
    let text = document();
    let known: BTreeSet<&str> = KINDS.iter().map(|rule| rule.id).collect();
    for row in rows(&text) {
        for kind in &row.kinds {
            assert!(known.contains(kind), "{}: {kind}", row.id);
        }
        let (has_kinds, has_reason) = (!row.kinds.is_empty(), !row.reason.is_empty());
        let is_valid = match row.relation {
            "same" => row.kinds.len() == 1,
            "finer" => has_kinds,
            "coarser" => has_kinds && has_reason,
            "not applicable" => !has_kinds && has_reason,
            _ => false,
        };
        assert!(is_valid, "{}: {}", row.id, row.relation);
    }
}

#[test]
fn compatibility_maps_every_kind_of_oasdiff() {
    let Some(checks) = shared("oasdiff-checks.tsv") else {
        return;
    };
    let checks = fs::read_to_string(checks).unwrap();
    let ids = checks
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').next());
    let text = document();
    let mapped: Vec<&str> = rows(&text).iter().map(|row| row.id).collect();
    assert_eq!(ids.collect::<Vec<_>>(), mapped);
}
