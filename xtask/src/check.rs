//! `check`: compare the SDK on disk with what would be written.

use sdk_generator::diagnostics::Diagnostics;
use sdk_generator::emit;

use crate::cli::CheckOptions;
use crate::{Failure, Outcome, input, report};

/// What mends every difference.
const MEND: &str = "run `cargo xtask generate`, and commit what it writes";

pub(crate) fn run(options: &CheckOptions) -> Result<Outcome, Failure> {
    let out = input::place(options.out.as_deref());
    let input = input::input(&options.input, options.crate_name.clone(), &out)?;
    let mut diagnostics = Diagnostics::new();
    let generated = sdk_generator::generate(&input, &mut diagnostics, &mut |_| ())
        .map_err(|error| report::failure(error, &diagnostics))?;
    let differences = emit::compare(&generated.files, &out)
        .map_err(|error| format!("error: {} can't be read: {error}", out.display()))?;
    let place = input::relative(&out);
    if differences.is_empty() {
        println!(
            "{}: as generated ({})",
            place.display(),
            report::counts(&generated)
        );
        return Ok(Outcome::Fine);
    }
    for difference in &differences {
        println!("{difference}");
    }
    println!(
        "{}: {}; {MEND}",
        place.display(),
        report::counted(differences.len(), "difference")
    );
    Ok(Outcome::Differences)
}
