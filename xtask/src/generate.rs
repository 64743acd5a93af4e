//! `generate`: write the SDK.

use std::fs;

use sdk_generator::Generated;
use sdk_generator::diagnostics::Diagnostics;
use sdk_generator::emit;

use crate::cli::GenerateOptions;
use crate::report::Stopwatch;
use crate::{Failure, Outcome, input, report};

pub(crate) fn run(options: &GenerateOptions, verbose: bool) -> Result<Outcome, Failure> {
    let mut watch = Stopwatch::start();
    let directory = input::output_directory(options.out.as_deref());
    let input = input::read(&options.input, options.crate_name.clone(), &directory)?;
    let mut diagnostics = Diagnostics::new();
    let generated = sdk_generator::generate(&input, &mut diagnostics, &mut |step| watch.lap(step))
        .map_err(|error| report::failure(error, &diagnostics, verbose) + "; nothing was written")?;
    report::diagnostics(&diagnostics, verbose);
    let shown = input::shown(&directory);
    let differences =
        emit::write(&generated.files, &directory).map_err(|error| format!("error: {error}"))?;
    watch.lap("write");
    if options.pin_names {
        pin_names(&generated)?;
    }
    if options.timings {
        for (step, time) in watch.steps() {
            println!("{step:>8} {:>7.1} ms", time.as_secs_f64() * 1000.0);
        }
    }
    println!(
        "{shown}: {} ({:.2} s)",
        report::counts(&generated),
        watch.total().as_secs_f64()
    );
    print!("{}", report::changes(&differences, verbose));
    Ok(Outcome::Success)
}

/// The comment at the start of spec/names.yaml.
const NAMES_HEADER: &str = "\
# The names of released types, by the JSON pointers of their schemas. Written by `cargo xtask generate --pin-names`.
# A type in this file keeps its name, even if its schema or another one is renamed in the document.
";

fn pin_names(generated: &Generated) -> Result<(), Failure> {
    let path = input::project().join("spec/names.yaml");
    let text = format!("{NAMES_HEADER}{}", generated.pins().to_yaml());
    fs::write(&path, text)
        .map_err(|error| format!("error: cannot write {}: {error}", input::shown(&path)))
}
