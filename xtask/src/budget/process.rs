//! Runs the programs that measure.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde::Deserialize;

use crate::Failure;

/// A command of the cargo that runs this program, in the workspace.
pub(crate) fn cargo(root: &Path) -> Command {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(cargo);
    command.current_dir(root);
    command
}

/// Runs a command and returns its output.
///
/// # Errors
///
/// The command cannot be run or fails. The message has what it prints to standard error.
pub(crate) fn run(command: &mut Command) -> Result<Output, Failure> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .map_err(|error| format!("error: cannot run {program}: {error}"))?;
    if output.status.success() {
        return Ok(output);
    }
    let arguments: Vec<_> = command
        .get_args()
        .map(|one| one.to_string_lossy())
        .collect();
    let [stdout, stderr] =
        [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    Err(format!(
        "error: `{program} {}` failed\n{stdout}{stderr}",
        arguments.join(" ")
    ))
}

/// Runs a command and returns its standard output.
///
/// # Errors
///
/// Those of [`run`].
pub(crate) fn stdout(command: &mut Command) -> Result<String, Failure> {
    Ok(String::from_utf8_lossy(&run(command)?.stdout).into_owned())
}

/// A message of `cargo build --message-format json`.
#[derive(Deserialize)]
struct Message {
    executable: Option<PathBuf>,
}

/// Builds a package with a program, prints cargo's progress, and returns the path of the program.
///
/// # Errors
///
/// The build fails, or the package has no program.
pub(crate) fn build(root: &Path, arguments: &[&str]) -> Result<PathBuf, Failure> {
    let mut command = cargo(root);
    command.args(["build", "--locked", "--quiet", "--message-format", "json"]);
    let command = command.args(arguments).stderr(Stdio::inherit());
    let messages = stdout(command)?;
    let messages = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Message>(line).ok());
    let executable = messages
        .filter_map(|message| message.executable)
        .next_back();
    executable.ok_or_else(|| {
        format!(
            "error: `cargo build {}` built no program",
            arguments.join(" ")
        )
    })
}
