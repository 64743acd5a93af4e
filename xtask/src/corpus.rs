//! `corpus`: generate a crate for each of many documents, and build and test all of them.
//!
//! [`documents`] finds the documents and names their crates, [`workspace`] makes the crates members
//! of one cargo workspace, and [`checks`] runs cargo over it and attributes what fails to crates.
//! [`table`] prints the result. A document that is refused, or a crate that fails, affects no other
//! document.

mod checks;
mod documents;
mod table;
mod workspace;

use std::collections::BTreeMap;
use std::fs;
use std::num::NonZeroUsize;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

use sdk_generator::diagnostics::{Diagnostics, Severity, Style};
use sdk_generator::{GenerateError, Generated};

use crate::cli::{CorpusOptions, InputOptions};
use crate::input::{self, Target};
use crate::{Failure, Outcome};
use checks::{Check, Checks};
use documents::Document;
use table::Row;

/// What became of a document.
pub(crate) enum Generation {
    /// The input is invalid: the codes of the errors, with their numbers.
    Refused(BTreeMap<&'static str, usize>),
    /// A defect of the generator, or the files cannot be written.
    Failed,
    /// A crate was written.
    Generated {
        operations: usize,
        types: usize,
        warnings: usize,
    },
}

pub(crate) fn run(options: &CorpusOptions, verbose: bool) -> Result<Outcome, Failure> {
    let found = documents::find(&options.paths)?;
    let out = output_directory(options);
    let mut log = String::new();
    let mut generations = Vec::new();
    for document in &found.documents {
        generations.push(generate(document, &out, &mut log));
    }
    let members: Vec<&str> = found
        .documents
        .iter()
        .zip(&generations)
        .filter(|(_, generation)| matches!(generation, Generation::Generated { .. }))
        .map(|(document, _)| document.crate_name.as_str())
        .collect();
    let mut checks = Checks::default();
    if !options.generate_only {
        let batch = options.batch.map_or(members.len(), NonZeroUsize::get);
        for batch in members.chunks(batch.max(1)) {
            let workspace = workspace::create(&out, &input::project(), batch)?;
            checks.extend(checks::run(&workspace, options.jobs)?);
            if options.batch.is_some() {
                workspace.clean()?;
            }
        }
    }
    let rows: Vec<Row> = found
        .documents
        .iter()
        .zip(generations)
        .map(|(document, generation)| Row {
            document: document.shown.clone(),
            generation,
            checks: checks.of(&document.crate_name),
        })
        .collect();
    if verbose {
        eprint!("{log}");
    }
    write_logs(&out, &log, &rows)?;
    print!("{}", table::details(&rows, &input::shown(&out)));
    print!("{}", table::table(&rows));
    print!("{}", table::totals(&rows, &found.skipped));
    let failed = rows.iter().any(Row::has_failed);
    Ok(if failed {
        Outcome::Differences
    } else {
        Outcome::Success
    })
}

/// The directory of the workspace: the value of `--out`, else `target/corpus` in the project.
fn output_directory(options: &CorpusOptions) -> PathBuf {
    let default = || input::project().join("target/corpus");
    options.out.clone().unwrap_or_else(default)
}

/// Generates the crate of a document into its folder, and appends the diagnostics to the log.
fn generate(document: &Document, out: &Path, log: &mut String) -> Generation {
    eprintln!("generating {}", document.shown);
    let directory = out.join(&document.crate_name);
    let mut diagnostics = Diagnostics::new();
    // A panic is a defect of the generator. It must not hide the results of other documents.
    let result = panic::catch_unwind(AssertUnwindSafe(|| {
        emit(document, &directory, &mut diagnostics)
    }));
    let report = diagnostics.render(Style::Plain);
    *log += &format!("== {}\n{report}", document.shown);
    match result {
        Ok(Ok(generated)) => Generation::Generated {
            operations: operations(&generated),
            types: generated.api.types.len(),
            warnings: diagnostics.count(Severity::Warning),
        },
        Ok(Err(EmitFailure::Refused)) => Generation::Refused(codes(&diagnostics)),
        Ok(Err(EmitFailure::Defect(message))) => {
            *log += &format!("{message}\n");
            Generation::Failed
        }
        Err(_) => {
            *log += "the generator panicked\n";
            Generation::Failed
        }
    }
}

/// Why no crate was written.
enum EmitFailure {
    /// The diagnostics say why.
    Refused,
    /// A defect of the generator, or an error while writing.
    Defect(String),
}

fn emit(
    document: &Document,
    directory: &Path,
    diagnostics: &mut Diagnostics,
) -> Result<Generated, EmitFailure> {
    let options = InputOptions {
        sdk: None,
        spec: Some(document.path.clone()),
        overlay: Vec::new(),
        no_overlays: true,
        tag: Vec::new(),
        skip_unsupported: false,
    };
    let targets = input::targets(&options, Some(&document.crate_name), Some(directory))
        .map_err(EmitFailure::Defect)?;
    let [Target { input, .. }] = targets.as_slice() else {
        return Err(EmitFailure::Defect("there are several inputs".to_owned()));
    };
    let generated =
        sdk_generator::generate(input, diagnostics, &mut |_| ()).map_err(|error| match error {
            GenerateError::Input(_) => EmitFailure::Refused,
            GenerateError::Internal(error) => EmitFailure::Defect(error.to_string()),
        })?;
    sdk_generator::emit::write(&generated.files, directory)
        .map_err(|error| EmitFailure::Defect(error.to_string()))?;
    Ok(generated)
}

fn operations(generated: &Generated) -> usize {
    let resources = generated.krate.resources.iter();
    resources.map(|resource| resource.operations.len()).sum()
}

/// The number of errors of each code.
fn codes(diagnostics: &Diagnostics) -> BTreeMap<&'static str, usize> {
    let mut codes = BTreeMap::new();
    for diagnostic in diagnostics.iter() {
        if diagnostic.severity() == Severity::Error {
            *codes.entry(diagnostic.code.name()).or_default() += 1;
        }
    }
    codes
}

/// Writes the diagnostics of all documents, and what cargo reports about each failed crate, to
/// `logs/`.
fn write_logs(out: &Path, diagnostics: &str, rows: &[Row]) -> Result<(), Failure> {
    let logs = out.join("logs");
    let write = |name: &str, text: &str| {
        let path = logs.join(name);
        fs::create_dir_all(&logs)
            .and_then(|()| fs::write(&path, text))
            .map_err(|error| format!("error: cannot write {}: {error}", input::shown(&path)))
    };
    write("diagnostics.txt", diagnostics)?;
    let mut failures = String::new();
    for row in rows {
        for (step, check) in &row.checks {
            if let Check::Failed(messages) = check {
                failures += &format!("== {}: {step}\n{}\n", row.document, messages.join("\n"));
            }
        }
    }
    write("failures.txt", &failures)
}
