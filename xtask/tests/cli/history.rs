//! `diff` of consecutive revisions of a real document, whose verdicts are known.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::support::{assert_exit_code, run, shared, stdout};

#[test]
fn history_has_the_known_verdicts() {
    let Some(folder) = shared("history") else {
        return;
    };
    let verdicts = fs::read_to_string(folder.join("verdicts.json")).unwrap();
    let verdicts: Vec<Value> = serde_json::from_str(&verdicts).unwrap();
    let mut revisions: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "yaml")
        })
        .collect();
    revisions.sort();
    assert_eq!(verdicts.len(), revisions.len() - 1);
    let mut wrong = Vec::new();
    for (pair, verdict) in revisions.windows(2).zip(&verdicts) {
        let [old, new] = pair else { unreachable!() };
        let paths = [old.to_str().unwrap(), new.to_str().unwrap()];
        let output = run(&["diff", paths[0], paths[1], "--format", "json"]);
        let report: Value = serde_json::from_str(&stdout(&output)).unwrap();
        assert_exit_code(&output, i32::from(report["class"] == "breaking"));
        let found = (&report["class"], &report["wire"]);
        let expected = (&verdict["class"], &verdict["class_wire"]);
        let kinds = report["findings"].as_array().unwrap().iter();
        let kinds: Vec<&Value> = kinds.map(|finding| &finding["kind"]).collect();
        let decisive = verdict["decided_by"].as_array().unwrap();
        if found != expected || !decisive.iter().all(|kind| kinds.contains(&kind)) {
            wrong.push(format!("{}: {found:?} {kinds:?}, not {verdict}", paths[1]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
