//! Reads an API from the crate in a git revision.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use sdk_generator::rust_api::RustApi;

use super::unreadable;
use crate::Failure;

/// The API of the crate in a directory, at a revision.
pub(super) fn api(revision: &str, directory: &Path) -> Result<RustApi, Failure> {
    let at = format!("the crate in {revision}");
    let listed = git(
        directory,
        &[
            "ls-tree",
            "-r",
            "-z",
            "--name-only",
            revision,
            "--",
            "Cargo.toml",
            "src",
        ],
        String::new(),
    )?;
    let listed = String::from_utf8_lossy(&listed).into_owned();
    let names: Vec<&str> = listed.split('\0').filter(|name| !name.is_empty()).collect();
    let requests = names.iter().map(|name| format!("{revision}:./{name}\n"));
    let contents = git(directory, &["cat-file", "--batch"], requests.collect())?;
    let mut rest = contents.as_slice();
    let mut files = BTreeMap::new();
    for name in names {
        let (text, after) =
            object(rest).ok_or_else(|| unreadable(&at, &format!("git does not return {name}")))?;
        files.insert(name.to_owned(), text);
        rest = after;
    }
    RustApi::of_crate(&files).map_err(|problem| unreadable(&at, &problem))
}

/// The first object of `git cat-file --batch`, and what follows it: a line that ends with the size,
/// the content, and a line break.
fn object(output: &[u8]) -> Option<(String, &[u8])> {
    let end = output.iter().position(|byte| *byte == b'\n')?;
    let head = String::from_utf8_lossy(output.get(..end)?);
    let size: usize = head.rsplit(' ').next()?.parse().ok()?;
    let content = output.get(end + 1..)?.get(..size)?;
    let after = output.get(end + 1 + size + 1..)?;
    Some((String::from_utf8_lossy(content).into_owned(), after))
}

/// What git prints for this input.
fn git(directory: &Path, arguments: &[&str], input: String) -> Result<Vec<u8>, Failure> {
    let failed = |error| format!("error: git cannot be run: {error}");
    let mut child = Command::new("git")
        .current_dir(directory)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    // In a thread of its own, since git may write before it has read everything.
    let writer = child.stdin.take().map(|mut stdin| {
        thread::spawn(move || {
            let _ = stdin.write_all(input.as_bytes());
        })
    });
    let output = child.wait_with_output().map_err(failed)?;
    if let Some(writer) = writer {
        let _ = writer.join();
    }
    if output.status.success() {
        return Ok(output.stdout);
    }
    let message = String::from_utf8_lossy(&output.stderr);
    let first = message.lines().next().unwrap_or("no message");
    Err(format!(
        "error: git: {}",
        first.trim_start_matches("fatal: ")
    ))
}
