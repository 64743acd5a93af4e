//! `check`: compare the SDK on disk with the generator's output.

use sdk_generator::diagnostics::Diagnostics;
use sdk_generator::emit;

use crate::cli::CheckOptions;
use crate::report::{self, counted};
use crate::{Failure, Outcome, input};

/// The command that fixes every difference.
const FIX: &str = "run `cargo xtask generate` and commit the result";

pub(crate) fn run(options: &CheckOptions, verbose: bool) -> Result<Outcome, Failure> {
    let directory = input::output_directory(options.out.as_deref());
    let input = input::read(&options.input, options.crate_name.clone(), &directory)?;
    let mut diagnostics = Diagnostics::new();
    let generated = sdk_generator::generate(&input, &mut diagnostics, &mut |_| ())
        .map_err(|error| report::failure(error, &diagnostics, verbose))?;
    let shown = input::shown(&directory);
    let differences = emit::compare(&generated.files, &directory)
        .map_err(|error| format!("error: cannot read {shown}: {error}"))?;
    if differences.is_empty() {
        println!("{shown}: up to date ({})", report::counts(&generated));
        return Ok(Outcome::Success);
    }
    for difference in &differences {
        let description = difference
            .describe(&generated.files, &directory)
            .map_err(|error| format!("error: cannot read {shown}: {error}"))?;
        println!("{description}");
    }
    println!(
        "{shown}: {}; {FIX}",
        counted(differences.len(), "difference")
    );
    Ok(Outcome::Differences)
}
