//! The arguments.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Generates the SDK in `generated/` from the API's document in `spec/`.
///
/// Exit codes: 0 all is well, 1 there are differences, 2 the input can't be used.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_help_subcommand = true
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write the SDK, and print what changed.
    ///
    /// Files that are right already are not touched; files that carry the `@generated` line and are no longer
    /// emitted are removed. When the input can't be used, nothing is written.
    Generate(GenerateOptions),
    /// Compare the SDK on disk with what would be written, and print every difference.
    Check(CheckOptions),
    /// Print the intermediate representation of the API as JSON.
    Ir(IrOptions),
}

/// What an SDK is generated from.
#[derive(Debug, Args)]
pub(crate) struct InputOptions {
    /// The API's document, YAML or JSON [default: spec/codat-platform.yaml]
    #[arg(long, value_name = "FILE")]
    pub(crate) spec: Option<PathBuf>,
    /// An OpenAPI Overlay to apply; may be given again, in order. Replaces those of sdk.toml's folder
    /// [default: spec/overlays/legacy-rules.yaml, corrections.yaml, sdk.yaml]
    #[arg(long, value_name = "FILE", conflicts_with = "no_overlays")]
    pub(crate) overlay: Vec<PathBuf>,
    /// Apply no overlay
    #[arg(long)]
    pub(crate) no_overlays: bool,
    /// Only operations with this tag; may be given again
    #[arg(long, value_name = "TAG")]
    pub(crate) tag: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct GenerateOptions {
    #[command(flatten)]
    pub(crate) input: InputOptions,
    /// Where to write [default: generated]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// The emitted crate's name [default: sdk.toml's, else the document's title]
    #[arg(long, value_name = "NAME")]
    pub(crate) crate_name: Option<String>,
    /// Pin the names of all types: write spec/names.yaml, so that no later change of the document renames one
    #[arg(long, conflicts_with_all = ["spec", "tag", "no_overlays", "overlay"])]
    pub(crate) pin_names: bool,
    /// Print how long each step took
    #[arg(long)]
    pub(crate) timings: bool,
    /// Print warnings and notes on the document in full
    #[arg(long)]
    pub(crate) verbose: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CheckOptions {
    #[command(flatten)]
    pub(crate) input: InputOptions,
    /// The SDK to compare [default: generated]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// The emitted crate's name [default: sdk.toml's, else the document's title]
    #[arg(long, value_name = "NAME")]
    pub(crate) crate_name: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct IrOptions {
    #[command(flatten)]
    pub(crate) input: InputOptions,
    /// Print what this pass changes instead of the whole
    #[arg(long, value_name = "PASS")]
    pub(crate) pass: Option<String>,
    /// Only the type with this name or pointer
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) ty: Option<String>,
}
