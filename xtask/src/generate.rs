//! `generate`: write the SDK.

use std::fs;

use sdk_generator::Generated;
use sdk_generator::diagnostics::Diagnostics;
use sdk_generator::emit;

use crate::cli::GenerateOptions;
use crate::report::Stopwatch;
use crate::{Failure, Outcome, input, report};

pub(crate) fn run(options: &GenerateOptions) -> Result<Outcome, Failure> {
    let mut watch = Stopwatch::start();
    let out = input::place(options.out.as_deref());
    let input = input::input(&options.input, options.crate_name.clone(), &out)?;
    let mut diagnostics = Diagnostics::new();
    let generated = sdk_generator::generate(&input, &mut diagnostics, &mut |step| watch.lap(step))
        .map_err(|error| report::failure(error, &diagnostics))?;
    report::diagnostics(&diagnostics, options.verbose);
    let differences = emit::compare(&generated.files, &out)
        .map_err(|error| format!("error: {} can't be read: {error}", out.display()))?;
    let summary = emit::write(&generated.files, &out).map_err(|error| format!("error: {error}"))?;
    watch.lap("write");
    if options.pin_names {
        pin_names(&generated)?;
    }
    for difference in &differences {
        println!("{}", report::change(difference));
    }
    if options.timings {
        for (step, time) in watch.steps() {
            println!("{step:>8} {:>7.1} ms", time.as_secs_f64() * 1000.0);
        }
    }
    println!(
        "{}: {}; {} written, {} unchanged, {} removed; {:.2} s",
        input::relative(&out).display(),
        report::counts(&generated),
        summary.written,
        summary.unchanged,
        summary.removed,
        watch.total().as_secs_f64(),
    );
    Ok(Outcome::Fine)
}

/// The head of the file of names.
const NAMES_HEAD: &str = "\
# The names of released types, by the places of their schemas. Written by `cargo xtask generate --pin-names`.
# A type that stands here keeps its name, whatever the document comes to call it or another.
";

fn pin_names(generated: &Generated) -> Result<(), Failure> {
    let path = input::project().join("spec/names.yaml");
    let text = format!("{NAMES_HEAD}{}", generated.pins().to_yaml());
    fs::write(&path, text)
        .map_err(|error| format!("error: {} can't be written: {error}", path.display()))
}
