//! A cargo workspace that has the generated crates as its members.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Failure, input};

/// A workspace that cargo accepts.
#[derive(Debug)]
pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    /// The crates that cargo can load. Folder and package of a crate have the same name.
    pub(crate) members: Vec<String>,
    /// The crates with an invalid manifest, and what cargo reports.
    pub(crate) invalid: Vec<(String, String)>,
}

impl Workspace {
    /// Deletes what cargo has built for the members, but not for their dependencies.
    ///
    /// # Errors
    ///
    /// Cargo cannot be run, or fails.
    pub(crate) fn clean(&self) -> Result<(), Failure> {
        let output = cargo(&self.root)
            .arg("clean")
            .args(self.members.iter().flat_map(|member| ["-p", member]))
            .output()
            .map_err(|error| format!("error: cannot run cargo: {error}"))?;
        match output.status.success() {
            true => Ok(()),
            false => Err(format!(
                "error: cargo cannot clean the workspace\n{}",
                String::from_utf8_lossy(&output.stderr)
            )),
        }
    }
}

/// The part of the manifest behind the members. Debug information and incremental builds would
/// only take space.
const PROFILE: &str = "\n[profile.dev]\ndebug = false\nincremental = false\n";

/// Writes the manifest of the workspace and copies the lock file of the project, so that cargo uses
/// the versions that the project uses. A member whose manifest cargo rejects is left out.
///
/// # Errors
///
/// A file cannot be written, or cargo rejects the workspace for a reason that is not in a member.
pub(crate) fn create(root: &Path, project: &Path, members: &[&str]) -> Result<Workspace, Failure> {
    let mut members: Vec<String> = members.iter().map(|&name| name.to_owned()).collect();
    let mut invalid = Vec::new();
    let lock = fs::read_to_string(project.join("Cargo.lock"))
        .map_err(|error| format!("error: cannot read Cargo.lock: {error}"))?;
    loop {
        write(root, "Cargo.toml", &manifest(&members))?;
        write(root, "Cargo.lock", &lock)?;
        let Some(problem) = load(root)? else {
            return Ok(Workspace {
                root: root.to_path_buf(),
                members,
                invalid,
            });
        };
        let named = names(&problem, &members);
        if named.is_empty() {
            return Err(format!("error: cargo rejects the workspace\n{problem}"));
        }
        members.retain(|member| !named.contains(member));
        invalid.extend(named.into_iter().map(|name| (name, problem.clone())));
    }
}

fn manifest(members: &[String]) -> String {
    let mut text = "[workspace]\nresolver = \"3\"\nmembers = [\n".to_owned();
    for member in members {
        let _ = writeln!(text, "    {member:?},");
    }
    text + "]\n" + PROFILE
}

fn write(root: &Path, name: &str, text: &str) -> Result<(), Failure> {
    let path = root.join(name);
    fs::create_dir_all(root)
        .and_then(|()| fs::write(&path, text))
        .map_err(|error| format!("error: cannot write {}: {error}", input::shown(&path)))
}

/// Resolves the dependencies of all members. Returns what cargo reports if that fails.
fn load(root: &Path) -> Result<Option<String>, Failure> {
    let output = cargo(root)
        .args(["metadata", "--format-version", "1"])
        .output()
        .map_err(|error| format!("error: cannot run cargo: {error}"))?;
    let problem = String::from_utf8_lossy(&output.stderr).into_owned();
    Ok((!output.status.success()).then_some(problem))
}

/// The members that a message of cargo names, by package or by folder.
fn names(problem: &str, members: &[String]) -> BTreeSet<String> {
    let words: BTreeSet<&str> = problem
        .split(|character: char| !(character.is_ascii_alphanumeric() || "-_".contains(character)))
        .collect();
    let named = members.iter().filter(|member| words.contains(&***member));
    named.cloned().collect()
}

/// A cargo command in a workspace.
pub(crate) fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .current_dir(root)
        .env_remove("RUSTFLAGS")
        .env_remove("RUSTDOCFLAGS")
        .env("CARGO_TERM_COLOR", "never");
    command
}
