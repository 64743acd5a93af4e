//! Runs the generator on a document, and checks what comes out.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Once};

use sdk_generator::diagnostics::{Diagnostics, Style};
use sdk_generator::emit::FileSet;
use sdk_generator::source::Source;
use sdk_generator::{GenerateError, Input, NoFiles, generate};

use crate::Case;

/// The longest name of a file, in bytes.
const LONGEST_NAME: usize = 255;

/// What became of a document without a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// An SDK was generated.
    Accepted,
    /// The document is invalid, and the report says why.
    Refused,
}

/// A fault of the generator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The kind of fault: equal for faults with the same cause.
    pub kind: String,
    /// What happened.
    pub detail: String,
}

impl Fault {
    fn new(kind: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            kind: kind.into(),
            detail: detail.into(),
        }
    }
}

/// Generates an SDK from the document of a case, twice if `twice` is set.
///
/// # Errors
///
/// A panic, an internal error, a refusal without an error in the report, an emitted file that cannot
/// be parsed or has an unusable name, and a second run with another result.
pub fn check(case: &Case, twice: bool) -> Result<Verdict, Fault> {
    let first = run(case)?;
    if let Some(files) = &first.files {
        for (path, text) in files.iter() {
            check_path(path)?;
            parse(path, text)?;
        }
    }
    if twice {
        let second = run(case)?;
        if second.report != first.report {
            return Err(Fault::new("another report", second.report));
        }
        if second.files != first.files {
            return Err(Fault::new(
                "other files",
                "the second run emits other files",
            ));
        }
    }
    Ok(match first.files {
        Some(_) => Verdict::Accepted,
        None => Verdict::Refused,
    })
}

/// The outcome of a run without a fault.
struct Run {
    report: String,
    /// `None` if the input was refused.
    files: Option<FileSet>,
}

fn run(case: &Case) -> Result<Run, Fault> {
    let input = Input {
        spec: Arc::new(Source {
            path: "mutant.yaml".to_owned(),
            text: case.text(),
        }),
        overlays: Vec::new(),
        settings: None,
        names: None,
        tags: case.tags.clone(),
        skip_unsupported: case.skip_unsupported,
        crate_name: Some("mutant".to_owned()),
        files: Arc::new(NoFiles),
        hand_written_files: false,
    };
    catch_panics(|| {
        let mut diagnostics = Diagnostics::new();
        let outcome = generate(&input, &mut diagnostics, &mut |_| ());
        let report = diagnostics.render(Style::Plain);
        match (outcome, diagnostics.has_errors()) {
            (Ok(generated), false) => Ok(Run {
                report,
                files: Some(generated.files),
            }),
            (Err(GenerateError::Input(_)), true) => Ok(Run {
                report,
                files: None,
            }),
            (Ok(_), true) => Err(Fault::new("accepted with errors", report)),
            (Err(GenerateError::Input(_)), false) => {
                Err(Fault::new("refused without an error", report))
            }
            (Err(GenerateError::Internal(error)), _) => Err(Fault::new(
                kind_of("internal error", &error.to_string()),
                error.to_string(),
            )),
        }
    })?
}

thread_local! {
    /// The location and message of the last panic of this thread.
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Calls a function, and makes a panic a fault.
fn catch_panics<T>(call: impl FnOnce() -> T) -> Result<T, Fault> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        panic::set_hook(Box::new(|info| {
            let location = info.location().map(ToString::to_string).unwrap_or_default();
            PANIC.with_borrow_mut(|last| *last = format!("{location}\n{info}"));
        }));
    });
    panic::catch_unwind(AssertUnwindSafe(call)).map_err(|_| {
        let detail = PANIC.with_borrow(Clone::clone);
        let location = detail.lines().next().unwrap_or_default();
        Fault::new(format!("panic at {location}"), detail)
    })
}

/// A kind of fault with a message, in which numbers and quoted names do not count.
fn kind_of(kind: &str, message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let plain: String = line.chars().filter(|c| !c.is_ascii_digit()).collect();
    let outside: Vec<&str> = plain.split('`').step_by(2).collect();
    format!("{kind}: {}", outside.join("`"))
}

fn check_path(path: &str) -> Result<(), Fault> {
    let is_usable = |name: &str| {
        !name.is_empty()
            && name != ".."
            && name.len() <= LONGEST_NAME
            && !name
                .chars()
                .any(|c| c.is_control() || "\\:*?\"<>|".contains(c))
    };
    match path.split('/').all(is_usable) {
        true => Ok(()),
        false => Err(Fault::new("unusable file name", path)),
    }
}

/// Parses an emitted file by its ending. The copied runtime does not depend on the document.
fn parse(path: &str, text: &str) -> Result<(), Fault> {
    let ending = path.rsplit('.').next().unwrap_or_default();
    let error = match ending {
        "rs" if path.starts_with("src/runtime/") => None,
        "rs" => syn::parse_file(text).err().map(|error| error.to_string()),
        "json" => serde_json::from_str::<serde_json::Value>(text)
            .err()
            .map(|error| error.to_string()),
        "toml" => text
            .parse::<toml::Table>()
            .err()
            .map(|error| error.to_string()),
        _ => None,
    };
    match error {
        Some(error) => Err(Fault::new(
            format!("invalid {ending} file"),
            format!("{path}: {error}"),
        )),
        None => Ok(()),
    }
}
