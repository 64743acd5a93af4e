//! The command line of the generator: a thin layer that reads files, calls `sdk_generator` and prints.

mod check;
mod cli;
mod generate;
mod input;
mod ir;
mod report;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command};

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Generate(options) => generate::run(&options),
        Command::Check(options) => check::run(&options),
        Command::Ir(options) => ir::run(&options),
    };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Differences) => ExitCode::from(1),
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

/// How a command ended, where its input could be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Exit code 0.
    Fine,
    /// Exit code 1.
    Differences,
}

/// What is told before exit code 2.
type Failure = String;
