//! `generate`: write the SDKs.

use std::fs;
use std::panic;
use std::path::Path;
use std::thread;

use sdk_generator::Generated;
use sdk_generator::diagnostics::Diagnostics;
use sdk_generator::emit;

use crate::cli::GenerateOptions;
use crate::input::{self, Target};
use crate::report::{self, Stopwatch};
use crate::{Failure, Outcome};

pub(crate) fn run(options: &GenerateOptions, verbose: bool) -> Result<Outcome, Failure> {
    let name = options.crate_name.as_deref();
    let targets = input::targets(&options.input, name, options.out.as_deref())?;
    // Either all SDKs are written or none.
    let generations: Vec<_> = targets
        .into_iter()
        .map(|target| Generation::of(target, verbose))
        .collect();
    let (done, failed): (Vec<_>, Vec<_>) = generations.into_iter().partition(Result::is_ok);
    let mut done = done.into_iter().flatten();
    if !failed.is_empty() {
        done.for_each(|generation| report::diagnostics(&generation.diagnostics, verbose));
        let problems: Vec<_> = failed.into_iter().filter_map(Result::err).collect();
        return Err(problems.join("\n") + "; nothing was written");
    }
    done.try_for_each(|generation| generation.write(options, verbose))?;
    Ok(Outcome::Success)
}

/// An SDK that is generated and not yet written.
struct Generation {
    target: Target,
    generated: Generated,
    diagnostics: Diagnostics,
    watch: Stopwatch,
}

impl Generation {
    fn of(target: Target, verbose: bool) -> Result<Self, Failure> {
        let mut watch = Stopwatch::start();
        let mut diagnostics = Diagnostics::new();
        let generated = sdk_generator::generate(&target.input, &mut diagnostics, &mut |step| {
            watch.lap(step);
        })
        .map_err(|error| report::failure(error, &diagnostics, verbose))?;
        Ok(Self {
            target,
            generated,
            diagnostics,
            watch,
        })
    }

    fn write(mut self, options: &GenerateOptions, verbose: bool) -> Result<(), Failure> {
        let directory = &self.target.directory;
        let shown = input::shown(directory);
        // The positions of diagnostics are found meanwhile, which takes about as long.
        let (written, rendered) = thread::scope(|scope| {
            let rendering = scope.spawn(|| report::rendered(&self.diagnostics, verbose));
            let written = emit::write(&self.generated.files, directory);
            let rendered = rendering.join();
            (
                written,
                rendered.unwrap_or_else(|reason| panic::resume_unwind(reason)),
            )
        });
        eprint!("{rendered}");
        let differences = written.map_err(|error| format!("error: {error}"))?;
        self.watch.lap("write");
        if options.pin_names {
            pin_names(&self.generated, &self.target.names)?;
        }
        if options.timings {
            for (step, time) in self.watch.steps() {
                println!("{step:>8} {:>7.1} ms", time.as_secs_f64() * 1000.0);
            }
        }
        println!(
            "{shown}: {} ({:.2} s)",
            report::counts(&self.generated),
            self.watch.total().as_secs_f64()
        );
        print!("{}", report::changes(&differences, verbose));
        Ok(())
    }
}

/// The comment at the start of names.yaml.
const NAMES_HEADER: &str = "\
# The names of released types, by the JSON pointers of their schemas. Written by `cargo xtask generate --pin-names`.
# A type in this file keeps its name, even if its schema or another one is renamed in the document.
";

/// The text of names.yaml. The renamed items of the existing file are kept.
pub(crate) fn names(generated: &Generated, path: &Path) -> String {
    let old = fs::read_to_string(path).unwrap_or_default();
    let (pins, renamed) = (generated.pins().to_yaml(), renamed(&old));
    format!("{NAMES_HEADER}{pins}{renamed}")
}

/// The lines of `renamed` in names.yaml, with the comments above and in it.
fn renamed(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let Some(at) = lines.iter().position(|line| line.starts_with("renamed:")) else {
        return String::new();
    };
    let is_head = |line: &&&str| NAMES_HEADER.lines().any(|head| head == **line);
    let before = lines.iter().take(at).rev();
    let comments = before.take_while(|line| line.starts_with('#') && !is_head(line));
    let comments = comments.count();
    let after = lines.iter().skip(at + 1);
    let is_part = |line: &&&str| line.is_empty() || line.starts_with([' ', '-', '#']);
    let length = after.take_while(|line| is_part(line) && !is_head(line));
    let length = length.count();
    let kept = lines.iter().skip(at - comments).take(comments + 1 + length);
    kept.map(|line| format!("{line}\n")).collect()
}

fn pin_names(generated: &Generated, path: &Path) -> Result<(), Failure> {
    fs::write(path, names(generated, path))
        .map_err(|error| format!("error: cannot write {}: {error}", input::shown(path)))
}
