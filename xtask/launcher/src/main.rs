//! `cargo xtask`: builds xtask, shows cargo's progress only if there is something to compile, and
//! runs it.
//!
//! A cargo alias alone cannot do that. `cargo run --quiet` also hides the progress of a first
//! build, which takes a minute; without `--quiet`, each run prints `Finished` and `Running` lines.
//! So the alias runs this package with `--quiet`: it has no dependencies and compiles in a second.
//! It runs `cargo build` for the real binary, forwards everything that cargo prints except the
//! `Finished` line, then runs the binary with its own arguments. Cargo decides whether the build is
//! up to date; if it is, `Finished` is all it prints.

use std::env;
use std::env::consts::EXE_SUFFIX;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::process::{Command, ExitCode, ExitStatus, Stdio};

/// The exit code of `cargo run` if the build fails.
const BUILD_FAILED: u8 = 101;
/// The escape sequence that erases the rest of the line.
const ERASE_LINE: &str = "\x1b[K";

fn main() -> ExitCode {
    match build() {
        Ok(status) if status.success() => {}
        Ok(_) => return ExitCode::from(BUILD_FAILED),
        Err(error) => return failure("cargo", &error),
    }
    match run() {
        Ok(status) => exit_code(status),
        Err(error) => failure("xtask", &error),
    }
}

fn build() -> io::Result<ExitStatus> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(cargo);
    command.args(["build", "--profile", "xtask", "--package", "xtask"]);
    command.args(features(env::args().skip(1)));
    let terminal = io::stderr().is_terminal();
    if terminal {
        // Cargo would detect the terminal, but its standard error is a pipe here.
        for (name, value) in [
            ("CARGO_TERM_COLOR", "always"),
            ("CARGO_TERM_PROGRESS_WHEN", "always"),
            ("CARGO_TERM_PROGRESS_WIDTH", "80"),
        ] {
            if env::var_os(name).is_none() {
                command.env(name, value);
            }
        }
    }
    let mut child = command.stderr(Stdio::piped()).spawn()?;
    if let Some(output) = child.stderr.take() {
        let erase = if terminal { ERASE_LINE } else { "" };
        forward(BufReader::new(output), &mut io::stderr().lock(), erase)?;
    }
    child.wait()
}

/// The features that a command needs. The one of `lint` takes long to build, so no other command
/// has it.
fn features(mut arguments: impl Iterator<Item = String>) -> &'static [&'static str] {
    match arguments.find(|argument| !argument.starts_with('-')) {
        Some(command) if command == "lint" => &[],
        _ => &["--no-default-features"],
    }
}

/// Copies what cargo prints, line by line, without the `Finished` line. The progress bar is a line
/// that ends in `\r`; `erase` precedes each line, so that nothing is left of a longer bar.
fn forward(input: impl BufRead, output: &mut impl Write, erase: &str) -> io::Result<()> {
    let mut line = Vec::new();
    let mut is_bar = false;
    for byte in input.bytes() {
        let byte = byte?;
        line.push(byte);
        if byte == b'\n' || byte == b'\r' {
            if !is_finished(&line) {
                output.write_all(erase.as_bytes())?;
                output.write_all(&line)?;
                output.flush()?;
                is_bar = byte == b'\r';
            }
            line.clear();
        }
    }
    output.write_all(&line)?;
    if is_bar {
        output.write_all(erase.as_bytes())?;
    }
    output.flush()
}

/// Whether this is the line that ends a successful build, with or without colours.
fn is_finished(line: &[u8]) -> bool {
    let line = String::from_utf8_lossy(line);
    line.contains("Finished") && line.contains("`xtask` profile")
}

/// Runs xtask, which cargo builds into the same directory as this binary.
fn run() -> io::Result<ExitStatus> {
    let binary = env::current_exe()?.with_file_name(format!("xtask{EXE_SUFFIX}"));
    Command::new(binary).args(env::args_os().skip(1)).status()
}

fn exit_code(status: ExitStatus) -> ExitCode {
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    code.map_or(ExitCode::FAILURE, ExitCode::from)
}

fn failure(program: &str, error: &io::Error) -> ExitCode {
    eprintln!("error: cannot run {program}: {error}");
    ExitCode::from(BUILD_FAILED)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forwarded(input: &str, erase: &str) -> String {
        let mut output = Vec::new();
        forward(input.as_bytes(), &mut output, erase).unwrap();
        String::from_utf8(output).unwrap()
    }

    #[test]
    fn only_lint_is_built_with_its_feature() {
        let of = |text: &str| features(text.split(' ').map(str::to_owned));
        assert!(of("lint --format json").is_empty());
        assert!(of("--verbose lint").is_empty());
        assert_eq!(of("check"), ["--no-default-features"]);
        assert_eq!(of("generate --spec lint"), ["--no-default-features"]);
    }

    #[test]
    fn an_up_to_date_build_prints_nothing() {
        let plain = "    Finished `xtask` profile [unoptimized] target(s) in 0.08s\n";
        assert_eq!(forwarded(plain, ""), "");
        let colored =
            "\x1b[1m\x1b[92m    Finished\x1b[0m `xtask` profile [unoptimized] target(s) in 0.08s\n";
        assert_eq!(forwarded(colored, ERASE_LINE), "");
    }

    #[test]
    fn compiled_crates_errors_and_the_progress_bar_are_printed() {
        let input =
            "   Compiling syn v3.0.0\n    Building [=> ] 1/9\r   Compiling xtask v0.1.0\nerror: no";
        assert_eq!(forwarded(input, ""), input);
        assert_eq!(
            forwarded("Building [=> ]\rCompiling xtask\nBuilding [==>]\r", "<"),
            "<Building [=> ]\r<Compiling xtask\n<Building [==>]\r<"
        );
    }
}
