//! `check`: compare the SDK on disk with the generator's output.

use sdk_generator::diagnostics::{Code, Diagnostics};
use sdk_generator::emit;

use crate::cli::CheckOptions;
use crate::input::{self, Target};
use crate::report::{self, counted};
use crate::{Failure, Outcome};

/// The command that fixes every difference.
const FIX: &str = "run `cargo xtask generate` and commit the result";

pub(crate) fn run(options: &CheckOptions, verbose: bool) -> Result<Outcome, Failure> {
    let name = options.crate_name.as_deref();
    let mut outcome = Outcome::Success;
    for target in input::targets(&options.input, name, options.out.as_deref())? {
        if check(&target, verbose)? == Outcome::Differences {
            outcome = Outcome::Differences;
        }
    }
    Ok(outcome)
}

fn check(target: &Target, verbose: bool) -> Result<Outcome, Failure> {
    let Target {
        input, directory, ..
    } = target;
    let mut diagnostics = Diagnostics::new();
    let generated = sdk_generator::generate(input, &mut diagnostics, &mut |_| ())
        .map_err(|error| report::failure(error, &diagnostics, verbose))?;
    let shown = input::shown(directory);
    let differences = emit::compare(&generated.files, directory)
        .map_err(|error| format!("error: cannot read {shown}: {error}"))?;
    let unwritten = diagnostics.iter().filter(|one| one.code == Code::Unwritten);
    let unwritten = unwritten.count();
    if unwritten > 0 {
        report::diagnostics(&diagnostics, verbose);
        println!(
            "{shown}: the prose of {} is unwritten",
            counted(unwritten, "location")
        );
        return Ok(Outcome::Differences);
    }
    if differences.is_empty() {
        println!("{shown}: up to date ({})", report::counts(&generated));
        return Ok(Outcome::Success);
    }
    for difference in &differences {
        let description = difference
            .describe(&generated.files, directory)
            .map_err(|error| format!("error: cannot read {shown}: {error}"))?;
        println!("{description}");
    }
    println!(
        "{shown}: {}; {FIX}",
        counted(differences.len(), "difference")
    );
    Ok(Outcome::Differences)
}
