//! Counts instructions with valgrind. They are the same on every machine and under any load, except
//! for a few in a thousand that depend on random hash keys and on features of the processor.

use std::path::Path;
use std::process::Command;

use super::file::Toolchain;
use super::{Measure, Value, process};
use crate::Failure;
use crate::sdks::{self, Sdk};

/// The numbers of calls of the two runs whose difference is counted, so that the start of the
/// program is not.
const CALLS: [u64; 2] = [50, 150];
/// The calls that the program in `benches/instructions` of an SDK can make: the name of the measure,
/// and the argument of the program.
const KINDS: [(&str, &str); 2] = [("a call", "call"), ("a page of 100", "page")];

/// The instructions of generating each SDK, and of its calls if it has a program for that.
pub(crate) fn measure(
    root: &Path,
    is_requested: bool,
    toolchain: &Toolchain,
) -> Result<Vec<Measure>, Failure> {
    let obstacle = match is_requested {
        true => obstacle(root, toolchain)?,
        false => Some("instructions are only counted with `--instructions`".to_owned()),
    };
    let mut measures = Vec::new();
    for sdk in sdks::all()? {
        let counter = Counter {
            root,
            sdk: &sdk,
            obstacle: obstacle.as_deref(),
        };
        measures.push(counter.generation()?);
        if has_program(&sdk) {
            measures.extend(counter.calls()?);
        }
    }
    Ok(measures)
}

/// Why instructions cannot be compared with the budgets on this machine.
fn obstacle(root: &Path, toolchain: &Toolchain) -> Result<Option<String>, Failure> {
    let version = process::stdout(Command::new("rustc").current_dir(root).arg("-vV"))?;
    let found = Toolchain {
        rustc: field(&version, "release"),
        host: field(&version, "host"),
    };
    if found != *toolchain {
        return Ok(Some(format!(
            "the budgets are for rustc {} on {}, and this is {} on {}",
            toolchain.rustc, toolchain.host, found.rustc, found.host
        )));
    }
    if Command::new("valgrind").arg("--version").output().is_err() {
        return Ok(Some("valgrind is not installed".to_owned()));
    }
    Ok(None)
}

/// A line of `rustc -vV`: the text after its name.
fn field(version: &str, name: &str) -> String {
    let mut lines = version.lines().filter_map(|line| line.split_once(": "));
    let value = lines.find_map(|(key, value)| (key == name).then_some(value));
    value.unwrap_or("unknown").to_owned()
}

fn has_program(sdk: &Sdk) -> bool {
    sdk.directory()
        .join("benches/instructions/Cargo.toml")
        .exists()
}

/// Counts the instructions of one SDK, unless there is an obstacle.
struct Counter<'a> {
    root: &'a Path,
    sdk: &'a Sdk,
    obstacle: Option<&'a str>,
}

impl Counter<'_> {
    /// Of `cargo xtask check`: the whole process, built as for `cargo xtask`.
    fn generation(&self) -> Result<Measure, Failure> {
        let value = self.unless_skipped(|| {
            let package = [
                "--profile",
                "xtask",
                "--package",
                "xtask",
                "--no-default-features",
            ];
            let program = process::build(self.root, &package)?;
            count(self.root, &program, &["check", "--sdk", self.sdk.name()])
        })?;
        Ok(Measure {
            name: format!("{}: instructions of generating it", self.sdk.name()),
            value,
            explanation: "`valgrind --tool=callgrind target/xtask/xtask check` counts them by \
                          function, and callgrind_annotate prints them"
                .to_owned(),
        })
    }

    /// Of calls with a transport that responds at once.
    fn calls(&self) -> Result<Vec<Measure>, Failure> {
        let package = format!("{}-instructions", self.sdk.name());
        let mut measures = Vec::new();
        for (name, kind) in KINDS {
            let value = self.unless_skipped(|| {
                let program = process::build(self.root, &["--release", "--package", &package])?;
                let [few, many] = CALLS;
                let of = |calls: u64| count(self.root, &program, &[kind, &calls.to_string()]);
                Ok(of(many)?.saturating_sub(of(few)?) / (many - few))
            })?;
            measures.push(Measure {
                name: format!("{}: instructions of {name}", self.sdk.name()),
                value,
                explanation: format!(
                    "`valgrind --tool=callgrind target/release/{package} {kind} 1000` counts them \
                     by function, and callgrind_annotate prints them"
                ),
            });
        }
        Ok(measures)
    }

    fn unless_skipped(
        &self,
        count: impl FnOnce() -> Result<u64, Failure>,
    ) -> Result<Value, Failure> {
        match self.obstacle {
            Some(reason) => Ok(Value::Skipped(reason.to_owned())),
            None => count().map(Value::Measured),
        }
    }
}

/// Runs a program in valgrind and returns the number of its instructions. Cachegrind without its
/// simulation of caches counts the same instructions as callgrind in less than half the time.
fn count(root: &Path, program: &Path, arguments: &[&str]) -> Result<u64, Failure> {
    let mut command = Command::new("valgrind");
    command.current_dir(root);
    command.args([
        "--tool=cachegrind",
        "--cache-sim=no",
        "--cachegrind-out-file=/dev/null",
    ]);
    let output = process::run(command.arg(program).args(arguments))?;
    let report = String::from_utf8_lossy(&output.stderr);
    instructions(&report).ok_or_else(|| format!("error: valgrind printed no count:\n{report}"))
}

/// The number in a line such as `==123== I   refs:      3,452,284,201`. Newer versions print one
/// space.
fn instructions(report: &str) -> Option<u64> {
    let mut lines = report.lines().filter_map(|line| line.split_once("refs:"));
    let (_, number) = lines.find(|(name, _)| name.trim_end().ends_with(" I"))?;
    number.trim().replace(',', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_of_old_and_new_versions_of_valgrind_is_read() {
        let old = "==1== \n==1== I   refs:      3,452,284,201\n==1== D   refs:   5\n";
        assert_eq!(instructions(old), Some(3_452_284_201));
        assert_eq!(instructions("==1== I refs:        999\n"), Some(999));
        assert_eq!(instructions("==1== D   refs:   5\n"), None);
    }

    #[test]
    fn the_version_of_rustc_is_compared_with_that_of_the_budgets() {
        let version =
            "rustc 1.95.0 (5980761 2026-04-14)\nhost: x86_64-unknown-linux-gnu\nrelease: 1.95.0\n";
        assert_eq!(field(version, "release"), "1.95.0");
        assert_eq!(field(version, "host"), "x86_64-unknown-linux-gnu");
        let other = Toolchain {
            rustc: "1.0.0".to_owned(),
            host: "pdp11".to_owned(),
        };
        let reason = obstacle(Path::new("."), &other).unwrap().unwrap();
        assert!(reason.starts_with("the budgets are for rustc 1.0.0 on pdp11, and this is "));
    }
}
