//! Runs clippy, rustdoc and the tests over a workspace, and attributes failures to crates.
//!
//! Each step is one run of cargo over all crates, so that cargo uses all processors and builds
//! shared dependencies once. With `--keep-going`, a crate that fails does not stop the others. Which
//! crates failed follows from cargo's JSON messages and from its own error lines.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{BufRead, BufReader, Read};
use std::process::{ChildStderr, Stdio};
use std::thread;

use serde_json::Value;

use crate::Failure;
use crate::report::counted;

use super::workspace::{Workspace, cargo};

/// A check of every generated crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    Clippy,
    Doc,
    Tests,
}

impl Step {
    pub(crate) const ALL: [Self; 3] = [Self::Clippy, Self::Doc, Self::Tests];
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Clippy => "clippy",
            Self::Doc => "doc",
            Self::Tests => "tests",
        })
    }
}

/// The result of a check of one crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Check {
    Passed,
    /// What cargo reports.
    Failed(Vec<String>),
}

/// The results of all checks that were run.
#[derive(Debug, Default)]
pub(crate) struct Checks(BTreeMap<String, BTreeMap<Step, Check>>);

impl Checks {
    /// The results of a crate; empty if it was not checked.
    pub(crate) fn of(&self, crate_name: &str) -> BTreeMap<Step, Check> {
        self.0.get(crate_name).cloned().unwrap_or_default()
    }

    /// Adds the results of other crates.
    pub(crate) fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    fn add(&mut self, step: Step, workspace: &Workspace, mut failures: Failures) {
        for member in &workspace.members {
            let check = match failures.0.remove(member) {
                Some(messages) => Check::Failed(messages),
                None => Check::Passed,
            };
            self.0
                .entry(member.clone())
                .or_default()
                .insert(step, check);
        }
    }
}

/// Failed crates, with what cargo reports about them.
#[derive(Debug, Default)]
struct Failures(BTreeMap<String, Vec<String>>);

/// Runs all steps. A crate with an invalid manifest fails all of them.
///
/// # Errors
///
/// Cargo cannot be run, or fails without naming a crate.
pub(crate) fn run(workspace: &Workspace, jobs: Option<usize>) -> Result<Checks, Failure> {
    let mut checks = Checks::default();
    for (name, problem) in &workspace.invalid {
        let failed = Check::Failed(vec![problem.clone()]);
        let steps = Step::ALL.map(|step| (step, failed.clone()));
        checks.0.insert(name.clone(), BTreeMap::from(steps));
    }
    if workspace.members.is_empty() {
        return Ok(checks);
    }
    let cargo = Cargo { workspace, jobs };
    let clippy = "clippy --workspace --all-targets --all-features --keep-going";
    checks.add(
        Step::Clippy,
        workspace,
        cargo.build(clippy, &["--", "-D", "warnings"])?,
    );
    let doc = "doc --workspace --no-deps --all-features --keep-going";
    checks.add(Step::Doc, workspace, cargo.build(doc, &[])?);
    checks.add(Step::Tests, workspace, cargo.test()?);
    Ok(checks)
}

/// Runs cargo in the workspace.
struct Cargo<'w> {
    workspace: &'w Workspace,
    jobs: Option<usize>,
}

impl Cargo<'_> {
    /// Runs a command that compiles, and returns the crates that do not compile.
    fn build(&self, command: &str, last: &[&str]) -> Result<Failures, Failure> {
        let output = self.output(command, &["--message-format=json"], last)?;
        let mut failures = Failures::default();
        for line in output.stdout.lines() {
            if let Some((name, message)) = error_message(line) {
                failures.0.entry(name).or_default().push(message);
            }
        }
        for name in uncompiled(&output.stderr) {
            failures.0.entry(name).or_default();
        }
        self.attributed(command, &output, failures)
    }

    /// Builds the tests of all crates, and runs the tests of those that compile.
    fn test(&self) -> Result<Failures, Failure> {
        let build = "build --workspace --all-features --tests --examples --keep-going";
        let mut failures = self.build(build, &[])?;
        let compiled = |member: &&String| !failures.0.contains_key(*member);
        if self.workspace.members.iter().filter(compiled).count() == 0 {
            return Ok(failures);
        }
        let excluded: Vec<&str> = failures
            .0
            .keys()
            .flat_map(|name| ["--exclude", name])
            .collect();
        let test = "test --workspace --all-features --no-fail-fast";
        let output = self.output(test, &excluded, &[])?;
        let mut failed = Failures::default();
        for (name, target) in failed_targets(&output.stderr) {
            let message = format!("cargo test -p {name} --all-features {target}");
            failed.0.entry(name).or_default().push(message);
        }
        for (name, messages) in self.attributed(test, &output, failed)?.0 {
            failures.0.entry(name).or_default().extend(messages);
        }
        Ok(failures)
    }

    /// The failures, unless cargo failed and none was found.
    fn attributed(
        &self,
        command: &str,
        output: &Output,
        failures: Failures,
    ) -> Result<Failures, Failure> {
        let is_member = |name: &String| self.workspace.members.contains(name);
        if output.success || failures.0.keys().any(is_member) {
            return Ok(failures);
        }
        Err(format!(
            "error: cargo {command} failed without naming a crate\n{}",
            output.stderr
        ))
    }

    fn output(&self, command: &str, more: &[&str], last: &[&str]) -> Result<Output, Failure> {
        let crates = counted(self.workspace.members.len(), "crate");
        eprintln!("cargo {command}: {crates}");
        let mut process = cargo(&self.workspace.root);
        process.args(command.split(' ')).args(more);
        if let Some(jobs) = self.jobs {
            process.args(["--jobs", &jobs.to_string()]);
        }
        if command.starts_with("doc ") {
            process.env("RUSTDOCFLAGS", "-D warnings");
        }
        process
            .args(last)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let error = |error| format!("error: cannot run cargo: {error}");
        let mut child = process.spawn().map_err(error)?;
        let stderr = child.stderr.take();
        let progress = thread::spawn(move || stderr.map(forward).unwrap_or_default());
        let mut stdout = Vec::new();
        if let Some(mut pipe) = child.stdout.take() {
            pipe.read_to_end(&mut stdout).map_err(error)?;
        }
        let success = child.wait().map_err(error)?.success();
        Ok(Output {
            success,
            stdout: String::from_utf8_lossy(&stdout).into_owned(),
            stderr: progress.join().unwrap_or_default(),
        })
    }
}

/// What a run of cargo printed.
struct Output {
    success: bool,
    stdout: String,
    stderr: String,
}

/// Copies the progress of cargo to the standard error, and returns it.
fn forward(pipe: ChildStderr) -> String {
    let mut text = String::new();
    for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line).into_owned();
        eprintln!("{line}");
        text += &line;
        text.push('\n');
    }
    text
}

/// The crate and the text of a JSON message of cargo, if it is an error of a compiler. The folder
/// of a crate has the name of its package.
fn error_message(line: &str) -> Option<(String, String)> {
    let message: Value = serde_json::from_str(line).ok()?;
    let diagnostic = message.get("message")?;
    let is_error = diagnostic.get("level")?.as_str()?.starts_with("error");
    let (folder, _) = message
        .get("manifest_path")?
        .as_str()?
        .rsplit_once(['/', '\\'])?;
    let name = folder.rsplit(['/', '\\']).next()?;
    let text = diagnostic.get("rendered")?.as_str()?;
    is_error.then(|| (name.to_owned(), text.to_owned()))
}

/// The crates that cargo names in its own errors, such as one whose compiler crashed:
/// ``error: could not compile `a` (lib)``.
fn uncompiled(stderr: &str) -> BTreeSet<String> {
    let named = stderr.lines().filter_map(|line| {
        let rest = line.strip_prefix("error: could not ")?;
        let (_, rest) = rest.split_once('`')?;
        Some(rest.split_once('`')?.0.to_owned())
    });
    named.collect()
}

/// The crates and targets in the list of cargo's error after `--no-fail-fast`:
/// `` `-p a --test examples` ``.
fn failed_targets(stderr: &str) -> Vec<(String, String)> {
    let targets = stderr.lines().filter_map(|line| {
        let target = line.trim().strip_prefix("`-p ")?.strip_suffix('`')?;
        let (name, target) = target.split_once(' ')?;
        Some((name.to_owned(), target.to_owned()))
    });
    targets.collect()
}

#[cfg(test)]
mod tests;
