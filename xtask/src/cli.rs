//! The command-line arguments.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Generates the SDKs of the workspace from the OpenAPI documents in `spec/`.
///
/// An SDK is a folder with an `sdk.toml`: `spec/`, and each folder in it. Without `--sdk`, the
/// commands work on all of them.
///
/// Exit codes: 0 success, 1 there are differences or defects, a crate fails a check, or a budget is
/// exceeded, 2 the input is invalid or cannot be read.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_help_subcommand = true
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Print notes and repeated findings in full, and list each file that `generate` adds, changes or
    /// removes
    #[arg(long, global = true)]
    pub(crate) verbose: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write the SDK and print a summary of the changes.
    ///
    /// Unchanged files are not touched. Files that have the `@generated` line and are no longer
    /// part of the SDK are removed. If the input is invalid, nothing is written.
    Generate(GenerateOptions),
    /// Compare the SDK on disk with the generator's output and print every difference.
    Check(CheckOptions),
    /// Print the intermediate representation (IR) of the API as JSON.
    Ir(IrOptions),
    /// Generate a crate for each document into one cargo workspace, check all of them, and print a
    /// table.
    ///
    /// The checks are clippy and rustdoc without warnings, and all tests, with all features. They
    /// use the versions of the project's Cargo.lock. No overlays are applied. A document that is
    /// refused is counted, with its codes; a crate that fails a check is exit code 1. What cargo
    /// reports is written to `logs/` in the output directory.
    Corpus(CorpusOptions),
    /// Print the defects of the document itself: contradictions, mistakes, and examples that do not
    /// fit their schemas.
    ///
    /// The document is read as published, without overlays. xtask/docs/lint.md lists the rules. Exit
    /// code 1 means that there is an error, a warning or, with `--overlays`, a stale action; notes
    /// do not count.
    Lint(LintOptions),
    /// Bring the facts of a newer document of the same API into the SDK's document.
    ///
    /// Prose and examples are not copied: new parts get `(unwritten)` where prose is missing, and
    /// `check` fails until it is written. Overlay actions that the new document has made itself are
    /// removed. The version, the changelog and the SDK are updated. If anything is wrong, nothing
    /// is written.
    Sync(SyncOptions),
    /// Compare two revisions of an API's document by what they mean for users of the SDK.
    ///
    /// Each finding says whether source that uses the old SDK still compiles with the new one,
    /// whether a program that is already built still works with the new server, and what to write
    /// instead. The class of the whole decides the version bump. Exit code 1 if anything is
    /// breaking. xtask/docs/compatibility.md lists the kinds of findings.
    Diff(DiffOptions),
    /// Compare the public API of the SDK with that of its last release.
    ///
    /// The API is read from the source code of the crate. That of the last release is in
    /// public-api.txt beside sdk.toml. Exit code 1 means that the version does not say what the
    /// changes mean: it promises more than is kept. xtask/docs/compatibility.md has the rules.
    Api(ApiOptions),
    /// Measure what does not depend on the load of the machine, and compare it with the budgets in
    /// xtask/budgets.toml.
    ///
    /// Measures the size of the emitted code, the crates in the dependency trees of the SDKs with
    /// each of their features and of the generator, and with `--instructions` the instructions of a
    /// generation and of a call. Exit code 1 if a measure exceeds its budget.
    /// generator/docs/performance.md says how to raise one.
    Budget(BudgetOptions),
}

/// Selects the document, its overlays and the operations.
#[derive(Debug, Default, Args)]
pub(crate) struct InputOptions {
    /// The SDK, by the name of its crate [default: all; with `--spec`, the one in spec/]
    #[arg(long, value_name = "CRATE")]
    pub(crate) sdk: Option<String>,
    /// An OpenAPI document, YAML or JSON, instead of the one that the SDK's sdk.toml names
    #[arg(long, value_name = "FILE")]
    pub(crate) spec: Option<PathBuf>,
    /// An OpenAPI Overlay to apply instead of those that sdk.toml names; repeat it to apply several
    /// in order
    #[arg(long, value_name = "FILE", conflicts_with = "no_overlays")]
    pub(crate) overlay: Vec<PathBuf>,
    /// Apply no overlays
    #[arg(long)]
    pub(crate) no_overlays: bool,
    /// Include only operations with this tag; repeat it to include several tags
    #[arg(long, value_name = "TAG")]
    pub(crate) tag: Vec<String>,
    /// Leave out the operations, parameters and schemas with errors, and generate the rest. Each is
    /// reported as a warning, and listed in the README of the SDK. Other errors still stop the
    /// command; `generator/docs/diagnostics.md` has the rules
    #[arg(long)]
    pub(crate) skip_unsupported: bool,
}

#[derive(Debug, Args)]
pub(crate) struct GenerateOptions {
    #[command(flatten)]
    pub(crate) input: InputOptions,
    /// The output directory, instead of the one that sdk.toml names
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// The name of the emitted crate [default: from sdk.toml, else from the document's title]
    #[arg(long, value_name = "NAME", value_parser = crate_name)]
    pub(crate) crate_name: Option<String>,
    /// Write the names of all types to names.yaml beside sdk.toml, so that later changes of the
    /// document do not rename them
    #[arg(long, conflicts_with_all = ["spec", "tag", "no_overlays", "overlay", "skip_unsupported"])]
    pub(crate) pin_names: bool,
    /// Print the duration of each step
    #[arg(long)]
    pub(crate) timings: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CheckOptions {
    #[command(flatten)]
    pub(crate) input: InputOptions,
    /// The directory of the SDK to compare, instead of the one that sdk.toml names
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// The name of the emitted crate [default: from sdk.toml, else from the document's title]
    #[arg(long, value_name = "NAME", value_parser = crate_name)]
    pub(crate) crate_name: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct IrOptions {
    #[command(flatten)]
    pub(crate) input: InputOptions,
    /// Print the changes that this pass makes, as a unified diff
    #[arg(long, value_name = "PASS")]
    pub(crate) pass: Option<String>,
    /// Print only the type with this name or JSON pointer
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) type_name: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct CorpusOptions {
    /// Documents, and folders whose OpenAPI documents are included
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// The directory of the workspace [default: target/corpus]. Cargo builds in its `target`, or in
    /// CARGO_TARGET_DIR if that is set
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// The number of jobs that cargo runs in parallel [default: cargo's]
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<usize>,
    /// The number of crates that are checked at a time. What cargo builds for them is deleted before
    /// the next ones, so a small disk is enough [default: all]
    #[arg(long, value_name = "N")]
    pub(crate) batch: Option<NonZeroUsize>,
    /// Only generate the crates; do not check them
    #[arg(long)]
    pub(crate) generate_only: bool,
}

#[derive(Debug, Args)]
pub(crate) struct LintOptions {
    #[command(flatten)]
    pub(crate) input: InputOptions,
    /// List what each action of the overlays does: the locations that it changes or, if it is
    /// stale, whether upstream has made the same change
    #[arg(long, conflicts_with = "no_overlays")]
    pub(crate) overlays: bool,
    /// The format of the report
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) format: LintFormat,
}

/// The formats of the report of `lint`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum LintFormat {
    /// For people.
    #[default]
    Text,
    /// `document`, `findings`, `counts` and `overlays`.
    Json,
    /// SARIF 2.1.0.
    Sarif,
}

#[derive(Debug, Args)]
pub(crate) struct SyncOptions {
    /// The newer document, YAML or JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) from: PathBuf,
    /// The SDK, by the name of its crate [default: the only one]
    #[arg(long, value_name = "CRATE")]
    pub(crate) sdk: Option<String>,
    /// The date of the newer document, for sdk.toml
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(crate) date: Option<String>,
    /// The URL at which the newer document is published, for sdk.toml
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// Write even if the document, the overlays, the settings or the SDK have uncommitted changes
    #[arg(long)]
    pub(crate) allow_dirty: bool,
    /// Only list what would change
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// A date as in RFC 3339.
fn date(text: &str) -> Result<String, String> {
    let parts: Vec<_> = text.split('-').collect();
    let is_number =
        |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [year, month, day] if is_number(year, 4) && is_number(month, 2) && is_number(day, 2) => {
            Ok(text.to_owned())
        }
        _ => Err("a date has the form 2025-01-31".to_owned()),
    }
}

#[derive(Debug, Args)]
pub(crate) struct DiffOptions {
    /// The old document, YAML or JSON
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The new document, YAML or JSON
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// The format of the report
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(crate) format: DiffFormat,
    /// An OpenAPI Overlay to apply to both documents; repeat it to apply several in order
    #[arg(long, value_name = "FILE", conflicts_with_all = ["overlays", "no_overlays"])]
    pub(crate) overlay: Vec<PathBuf>,
    /// Apply the overlays of spec/overlays to both documents. Actions that change nothing in one of
    /// them are reported
    #[arg(long, conflicts_with = "no_overlays")]
    pub(crate) overlays: bool,
    /// Compare the documents as they are published, which is the default
    #[arg(long)]
    pub(crate) no_overlays: bool,
}

/// The format of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For a terminal
    Text,
    /// For a changelog or a pull request
    Markdown,
    /// For programs: `class`, `wire`, `bump` and `findings`
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct ApiOptions {
    /// The old API: the directory of a crate, or a listing [default: public-api.txt]
    #[arg(value_name = "OLD")]
    pub(crate) old: Option<PathBuf>,
    /// The new API: the directory of a crate, or a listing [default: the SDK on disk]
    #[arg(value_name = "NEW")]
    pub(crate) new: Option<PathBuf>,
    /// The SDK, by the name of its crate [default: all]
    #[arg(long, value_name = "CRATE", conflicts_with = "new")]
    pub(crate) sdk: Option<String>,
    /// Compare with the SDK in this git revision, such as a tag
    #[arg(long, value_name = "REV", conflicts_with = "old")]
    pub(crate) revision: Option<String>,
    /// The format of the report
    #[arg(long, value_enum, default_value_t = ApiFormat::Text)]
    pub(crate) format: ApiFormat,
    /// Write the API of the SDK to public-api.txt, as a part of a release
    #[arg(long, conflicts_with_all = ["old", "revision"])]
    pub(crate) save: bool,
}

/// The format of a comparison of public APIs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ApiFormat {
    /// For a terminal
    Text,
    /// For programs: `effect`, `verdict` and `changes`
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct BudgetOptions {
    /// Also count instructions. Skipped, with the reason, if valgrind is not installed, or if rustc
    /// is not the version for which the budgets are
    #[arg(long)]
    pub(crate) instructions: bool,
    /// Another file with budgets
    #[arg(long, value_name = "FILE")]
    pub(crate) budgets: Option<PathBuf>,
}

/// A valid name for the emitted crate.
fn crate_name(name: &str) -> Result<String, String> {
    match sdk_generator::check_crate_name(name) {
        Ok(()) => Ok(name.to_owned()),
        Err(problem) => Err(format!("the name {problem}")),
    }
}
