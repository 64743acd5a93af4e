//! `diff`: compare two revisions of an API's document.

mod group;
mod markdown;
mod text;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sdk_generator::diagnostics::{Diagnostics, Severity};
use sdk_generator::diff::{self, Bump, Level, Report, Side};

use crate::cli::{DiffFormat, DiffOptions, InputOptions};
use crate::report::counted;
use crate::sdks::{self, Sdk};
use crate::{Failure, Outcome, input, report};

/// A comparison and the names of its documents, to be printed.
struct Printed<'r> {
    report: &'r Report,
    old: String,
    new: String,
    /// List the findings that only concern docs.
    verbose: bool,
}

pub(crate) fn run(options: &DiffOptions, verbose: bool) -> Result<Outcome, Failure> {
    // Both are read before one is refused, so that one run reports the problems of both.
    let (old, new) = (
        read(&options.old, options, verbose),
        read(&options.new, options, verbose),
    );
    let (old, new) = match (old, new) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(old), Err(new)) => return Err(format!("{old}\n{new}")),
        (Err(failure), _) | (_, Err(failure)) => return Err(failure),
    };
    let shown = (input::shown(&options.old), input::shown(&options.new));
    if diff::are_different_apis(&old, &new) {
        return Err(format!(
            "error: {} describes `{}` and {} describes `{}`: they are different APIs, not two revisions of one",
            shown.0,
            old.api().info.title,
            shown.1,
            new.api().info.title
        ));
    }
    let report = diff::compare(&old, &new);
    note_same(options, &report);
    let printed = Printed {
        report: &report,
        old: shown.0,
        new: shown.1,
        verbose,
    };
    let text = match options.format {
        DiffFormat::Text => text::text(&printed),
        DiffFormat::Markdown => markdown::markdown(&printed),
        DiffFormat::Json => json(&report)?,
    };
    // A closed pipe is not an error: `cargo xtask diff .. | head` ends early.
    let _ = io::stdout().write_all(text.as_bytes());
    Ok(match report.class {
        Level::Breaking => Outcome::Differences,
        Level::None | Level::DocsOnly | Level::Additive => Outcome::Success,
    })
}

/// Reads a document. If parts of it are at fault, they are reported and left out.
fn read(path: &Path, options: &DiffOptions, verbose: bool) -> Result<Side, Failure> {
    let sdks = sdks::all()?;
    let sdk = sdks.first();
    let directory = sdk.map_or_else(PathBuf::new, Sdk::directory);
    let input = InputOptions {
        sdk: None,
        spec: Some(path.to_path_buf()),
        overlay: options.overlay.clone(),
        no_overlays: !options.overlays && options.overlay.is_empty(),
        tag: Vec::new(),
        skip_unsupported: false,
    };
    let input = input::read(&input, sdk, None, &directory)?;
    let mut diagnostics = Diagnostics::new();
    let side = sdk_generator::side(&input, &mut diagnostics);
    let side = side.map_err(|error| {
        let message = report::failure(error, &diagnostics, verbose);
        format!("error: cannot compare {}: {message}", input::shown(path))
    })?;
    let errors = diagnostics.count(Severity::Error);
    if errors > 0 || verbose {
        report::diagnostics(&diagnostics, verbose);
    }
    if errors > 0 {
        eprintln!(
            "warning: {} has {}; the parts at fault are not compared",
            input::shown(path),
            counted(errors, "error")
        );
    }
    Ok(side)
}

/// Says so if there is nothing to compare.
fn note_same(options: &DiffOptions, report: &Report) {
    let canonical = |path: &Path| fs::canonicalize(path).ok();
    let bytes = |path: &Path| fs::read(path).ok();
    if canonical(&options.old) == canonical(&options.new) {
        eprintln!("note: both arguments are the same file");
    } else if bytes(&options.old) == bytes(&options.new) {
        eprintln!("note: both files have the same content");
    } else if report.class == Level::None {
        eprintln!("note: the documents are the same apart from layout and comments");
    }
}

fn json(report: &Report) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(report);
    text.map(|text| text + "\n")
        .map_err(|error| format!("error: the report is not JSON: {error}"))
}

/// What a bump means for a crate before and after 1.0.
fn bump_words(bump: Bump) -> &'static str {
    match bump {
        Bump::None => "no release",
        Bump::Patch => "patch",
        Bump::Minor => "minor (patch before 1.0)",
        Bump::Major => "major (minor before 1.0)",
    }
}
