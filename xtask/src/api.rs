//! `api`: compare the public API of an emitted crate with that of its last release.
//!
//! An API is read from the source code of a crate, in a directory or in a git revision, or from a
//! listing. That of the last release is `public-api.txt` beside `sdk.toml`.

mod read;
mod revision;
mod text;

use std::fs;
use std::io::{self, Write};

use sdk_generator::rust_api::{self, Comparison, RustApi, Verdict};

use crate::cli::{ApiFormat, ApiOptions};
use crate::input::shown;
use crate::report::counted;
use crate::sdks::{self, Sdk};
use crate::{Failure, Outcome};

pub(crate) fn run(options: &ApiOptions, verbose: bool) -> Result<Outcome, Failure> {
    if let (Some(old), Some(new)) = (&options.old, &options.new) {
        let pair = Pair {
            old: read::api(old)?,
            new: read::api(new)?,
            subject: shown(new),
            settings: None,
        };
        return pair.report(options.format, verbose);
    }
    let sdks = sdks::select(options.sdk.as_deref())?;
    if sdks.is_empty() {
        return Err("error: spec/ has no sdk.toml".to_owned());
    }
    if sdks.len() > 1 && options.old.is_some() {
        return Err("error: there are several SDKs; select one with `--sdk`".to_owned());
    }
    let mut outcome = Outcome::Success;
    for sdk in &sdks {
        let result = if options.save {
            save(sdk, verbose)
        } else {
            compare(sdk, options, verbose)
        };
        if result? == Outcome::Differences {
            outcome = Outcome::Differences;
        }
    }
    Ok(outcome)
}

/// Compares the crate of an SDK with the old API that the options name.
fn compare(sdk: &Sdk, options: &ApiOptions, verbose: bool) -> Result<Outcome, Failure> {
    let directory = sdk.directory();
    let saved = sdk.public_api();
    let old = match (&options.old, &options.revision) {
        (Some(old), _) => read::api(old)?,
        (None, Some(revision)) => revision::api(revision, &directory)?,
        (None, None) if saved.exists() => read::api(&saved)?,
        (None, None) => {
            println!(
                "{}: not compared, because {} does not exist; `cargo xtask api --save` writes it with a release",
                shown(&directory),
                shown(&saved)
            );
            return Ok(Outcome::Success);
        }
    };
    let pair = Pair {
        old,
        new: read::api(&directory)?,
        subject: shown(&directory),
        settings: Some(sdk.settings.path.clone()),
    };
    pair.report(options.format, verbose)
}

/// Saves the API of an SDK as that of its last release, unless its version does not fit.
fn save(sdk: &Sdk, verbose: bool) -> Result<Outcome, Failure> {
    let saved = sdk.public_api();
    let api = read::api(&sdk.directory())?;
    if saved.exists() {
        let pair = Pair {
            old: read::api(&saved)?,
            new: api.clone(),
            subject: shown(&sdk.directory()),
            settings: Some(sdk.settings.path.clone()),
        };
        let comparison = rust_api::compare(&pair.old, &pair.new);
        if comparison.verdict != Verdict::Fits {
            print(&text::text(&pair, &comparison, verbose));
            eprintln!(
                "{} is not changed. To start again, because there is no release yet, delete it",
                shown(&saved)
            );
            return Ok(Outcome::Differences);
        }
    }
    fs::write(&saved, api.listing())
        .map_err(|error| format!("error: cannot write {}: {error}", shown(&saved)))?;
    println!(
        "{}: {} of {} {}",
        shown(&saved),
        counted(api.len(), "item"),
        api.name(),
        api.version()
    );
    Ok(Outcome::Success)
}

/// Two APIs to be compared.
struct Pair {
    old: RustApi,
    new: RustApi,
    /// The new one in messages.
    subject: String,
    /// The settings with the version.
    settings: Option<String>,
}

impl Pair {
    fn report(&self, format: ApiFormat, verbose: bool) -> Result<Outcome, Failure> {
        let comparison = rust_api::compare(&self.old, &self.new);
        match format {
            ApiFormat::Text => print(&text::text(self, &comparison, verbose)),
            ApiFormat::Json => print(&json(&comparison)?),
        }
        Ok(match comparison.verdict {
            Verdict::Fits => Outcome::Success,
            _ => Outcome::Differences,
        })
    }
}

fn json(comparison: &Comparison) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(comparison);
    text.map(|text| text + "\n")
        .map_err(|error| format!("error: the report is not JSON: {error}"))
}

/// Prints a report. A closed pipe is not an error: `cargo xtask api | head` ends early.
fn print(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}

/// The message for an API that cannot be read.
fn unreadable(what: &str, problem: &str) -> Failure {
    format!("error: the public API of {what} cannot be read: {problem}")
}
