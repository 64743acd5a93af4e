//! `generate`: write the SDK.

use sdk_generator::diagnostics::Diagnostics;
use sdk_generator::emit;

use crate::cli::GenerateOptions;
use crate::report::Stopwatch;
use crate::{Failure, Outcome, input, report};

pub(crate) fn run(options: &GenerateOptions) -> Result<Outcome, Failure> {
    let mut watch = Stopwatch::start();
    let input = input::input(&options.input, options.crate_name.clone())?;
    let mut diagnostics = Diagnostics::new();
    let generated =
        sdk_generator::generate(&input, &mut diagnostics, &mut |step| watch.lap(step))
            .map_err(|error| report::failure(error, &diagnostics))?;
    report::diagnostics(&diagnostics, options.verbose);
    let out = options.out.clone().unwrap_or_else(|| input::project().join("generated"));
    let differences = emit::compare(&generated.files, &out)
        .map_err(|error| format!("error: {} can't be read: {error}", out.display()))?;
    let summary = emit::write(&generated.files, &out)
        .map_err(|error| format!("error: {error}"))?;
    watch.lap("write");
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
