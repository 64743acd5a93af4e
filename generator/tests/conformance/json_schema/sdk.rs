//! Builds the SDK with a program that decodes and encodes, and runs it on every instance.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::document::{CRATE, PROPERTY, Sdk, VIEWS};
use super::equal::equal;
use super::suite::Group;
use crate::support::folder;

/// The program. Its module `calls` is written from the operations of the SDK.
const RUNNER: &str = include_str!("runner.rs");

/// What became of an instance in both views.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Encoded, it is the same JSON.
    Passed,
    /// It is not decoded, or not the same.
    Failed(Failure),
}

/// The first view in which an instance does not pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) view: &'static str,
    /// What happened, without values.
    pub(crate) reason: &'static str,
    /// The error, or the JSON that was encoded.
    pub(crate) detail: String,
}

/// The outcomes of the instances of each group that is not refused.
pub(crate) type Results = BTreeMap<String, Vec<Outcome>>;

/// Builds the program and runs it.
pub(crate) fn run(sdk: &Sdk, suite: &[Group]) -> Results {
    let program = build(sdk);
    let mut cases = Vec::new();
    let groups = suite
        .iter()
        .filter(|group| sdk.calls.contains(&format!("{}/{}", VIEWS[0], group.id)));
    for group in groups.clone() {
        for instance in &group.instances {
            for view in VIEWS {
                cases.push((
                    format!("{view}/{}", group.id),
                    in_view(view, &instance.json),
                ));
            }
        }
    }
    let mut encoded = all_encoded(&program, &cases).into_iter();
    let mut results = Results::new();
    for group in groups {
        let outcomes = group.instances.iter().map(|instance| {
            let mut outcome = Outcome::Passed;
            for view in VIEWS {
                let found = encoded.next().unwrap();
                let failure = failure(view, &in_view(view, &instance.json), found);
                if let (Outcome::Passed, Some(failure)) = (&outcome, failure) {
                    outcome = Outcome::Failed(failure);
                }
            }
            outcome
        });
        results.insert(group.id.clone(), outcomes.collect());
    }
    results
}

/// The instance as the body of a response.
fn in_view(view: &str, json: &str) -> String {
    if view == VIEWS[0] {
        json.to_owned()
    } else {
        format!("{{{PROPERTY:?}: {json}}}")
    }
}

/// What is wrong with a result of the program, if anything.
fn failure(view: &'static str, sent: &str, found: Result<String, String>) -> Option<Failure> {
    let (reason, detail) = match found {
        Err(error) => ("the value is not decoded", error),
        Ok(found) if equal(sent, &found) => return None,
        Ok(found) => ("the value is encoded as another one", found),
    };
    Some(Failure {
        view,
        reason,
        detail,
    })
}

/// The results of the program. It ends at a case that panics or overflows the stack, and is then
/// run again with the cases after it.
fn all_encoded(program: &Path, cases: &[(String, String)]) -> Vec<Result<String, String>> {
    let input = program.with_extension("cases.json");
    let mut results = Vec::new();
    while results.len() < cases.len() {
        fs::write(
            &input,
            serde_json::to_string(&cases[results.len()..]).unwrap(),
        )
        .unwrap();
        let output = Command::new(program).arg(&input).output().unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let lines = printed.lines();
        results.extend(lines.map(|line| serde_json::from_str(line).unwrap()));
        if results.len() < cases.len() {
            let error = String::from_utf8_lossy(&output.stderr);
            results.push(Err(format!("the program ended: {}", error.trim())));
        }
    }
    results
}

/// Writes a workspace with the SDK and the program, builds it, and returns the program's path. It
/// shares the target folder of the documents that the test `compile` builds.
fn build(sdk: &Sdk) -> PathBuf {
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (root, target) = (
        temporary.join("json-schema"),
        temporary.join("documents/target"),
    );
    let files = &sdk.generated.files;
    sdk_generator::emit::write(files, &root.join("sdk")).unwrap();
    put(
        &root.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"sdk\", \"runner\"]\n\n[profile.dev]\ndebug = false\n",
    );
    let lock = fs::read_to_string(folder("../..").join("Cargo.lock")).unwrap();
    put(&root.join("Cargo.lock"), &lock);
    put(&root.join("runner/Cargo.toml"), &manifest());
    put(&root.join("runner/src/main.rs"), RUNNER);
    put(&root.join("runner/src/calls.rs"), &calls(sdk));
    let output = Command::new(env!("CARGO"))
        .args(["build", "--package", "suite-runner"])
        .current_dir(&root)
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TARGET_DIR", &target)
        // Variables that the outer cargo sets for this test must not reach the inner cargo.
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "the SDK does not compile\n{errors}"
    );
    let program = format!("suite-runner{}", std::env::consts::EXE_SUFFIX);
    target.join("debug").join(program)
}

fn manifest() -> String {
    format!(
        "[package]
name = \"suite-runner\"
edition = \"2024\"

[dependencies]
sdk = {{ package = {CRATE:?}, path = \"../sdk\", default-features = false, features = [\"test-util\"] }}
serde = \"1\"
serde_json = \"1\"
"
    )
}

/// The module with a match arm for each operation.
fn calls(sdk: &Sdk) -> String {
    let [resource] = sdk.generated.krate.resources.as_slice() else {
        panic!("the document has one tag");
    };
    assert_eq!(resource.operations.len(), sdk.calls.len());
    let mut arms = String::new();
    for (operation, call) in resource.operations.iter().zip(&sdk.calls) {
        let path = format!("`POST /{call}`");
        assert!(
            operation.docs.contains(&path),
            "{call} {:?}",
            operation.docs
        );
        let (accessor, method) = (&resource.accessor, &operation.method);
        writeln!(
            arms,
            "        {call:?} => encode(client.{accessor}().{method}()),"
        )
        .unwrap();
    }
    format!(
        "//! The operations of the SDK.\n\nuse crate::encode;\n\npub(crate) fn call(client: &sdk::Client, name: &str) -> Result<String, String> {{\n    match name {{\n{arms}        _ => Err(\"there is no such operation\".to_owned()),\n    }}\n}}\n"
    )
}

/// Writes a file if it changed, so that cargo rebuilds only what is necessary.
fn put(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
