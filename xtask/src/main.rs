//! The command line of the generator: reads files, calls `sdk_generator`, prints the result.
//!
//! Each subcommand is a module. `cli` defines the arguments, `sdks` finds the SDKs of the workspace,
//! `input` turns both into [`sdk_generator::Input`]s, and `report` prints diagnostics and summaries.
//! `yaml` changes documents and keeps their comments and layout.

// The macros of this module are visible in those below.
#[macro_use]
mod output;

mod api;
mod budget;
mod check;
mod cli;
mod corpus;
mod diff;
mod generate;
mod input;
mod ir;
#[cfg(feature = "lint")]
mod lint;
mod report;
mod sdks;
mod sync;
mod yaml;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command};

fn main() -> ExitCode {
    let Cli { command, verbose } = Cli::parse();
    let outcome = match command {
        Command::Generate(options) => generate::run(&options, verbose),
        Command::Check(options) => check::run(&options, verbose),
        Command::Ir(options) => ir::run(&options, verbose),
        Command::Corpus(options) => corpus::run(&options, verbose),
        #[cfg(feature = "lint")]
        Command::Lint(options) => lint::run(&options, verbose),
        #[cfg(not(feature = "lint"))]
        Command::Lint(_) => {
            Err("error: this binary was built without the feature `lint`; `cargo xtask lint` enables it".to_owned())
        }
        Command::Sync(options) => sync::run(&options, verbose),
        Command::Diff(options) => diff::run(&options, verbose),
        Command::Api(options) => api::run(&options, verbose),
        Command::Budget(options) => budget::run(&options),
    };
    match outcome {
        Ok(Outcome::Success) => ExitCode::SUCCESS,
        Ok(Outcome::Differences) => ExitCode::from(1),
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

/// The result of a command whose input is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Exit code 0.
    Success,
    /// Exit code 1.
    Differences,
}

/// The message that is printed before exit code 2.
type Failure = String;
