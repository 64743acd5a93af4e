//! Formats what a command prints: diagnostics on standard error, summaries on standard output.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::IsTerminal;
use std::time::{Duration, Instant};

use sdk_generator::diagnostics::{Diagnostics, Severity, Style};
use sdk_generator::emit::{Change, Difference};
use sdk_generator::{GenerateError, Generated};

use crate::Failure;

/// Measures the steps of a generation.
pub(crate) struct Stopwatch {
    start: Instant,
    last: Instant,
    steps: Vec<(&'static str, Duration)>,
}

impl Stopwatch {
    pub(crate) fn start() -> Self {
        let now = Instant::now();
        Self {
            start: now,
            last: now,
            steps: Vec::new(),
        }
    }

    /// Records the time since the previous call as the duration of this step.
    pub(crate) fn lap(&mut self, step: &'static str) {
        let now = Instant::now();
        self.steps.push((step, now - self.last));
        self.last = now;
    }

    pub(crate) fn total(&self) -> Duration {
        self.start.elapsed()
    }

    pub(crate) fn steps(&self) -> &[(&'static str, Duration)] {
        &self.steps
    }
}

/// Prints errors, then warnings, then the number of notes. Repeated findings are counted. With
/// `verbose`, prints everything in full.
pub(crate) fn diagnostics(diagnostics: &Diagnostics, verbose: bool) {
    eprint!("{}", rendered(diagnostics, verbose));
}

/// What [`diagnostics`](self::diagnostics()) prints.
pub(crate) fn rendered(diagnostics: &Diagnostics, verbose: bool) -> String {
    let style = if std::io::stderr().is_terminal() {
        Style::Colored
    } else {
        Style::Plain
    };
    if verbose {
        return diagnostics.render(style);
    }
    let mut text = diagnostics.render_briefly(style);
    match diagnostics.count_distinct(Severity::Note) {
        0 => {}
        hidden => text += &format!("{} not shown; use --verbose\n", counted(hidden, "note")),
    }
    text
}

/// Prints the diagnostics of a failed generation and returns the message to print after them.
pub(crate) fn failure(error: GenerateError, found: &Diagnostics, verbose: bool) -> Failure {
    diagnostics(found, verbose);
    match error {
        GenerateError::Input(_) => "the input is invalid".to_owned(),
        GenerateError::Internal(error) => {
            format!("{error}\nthis is a bug in the generator, not an error in the input")
        }
    }
}

/// The size of the SDK: `1 resource, 7 operations, 14 models, 60 files`.
pub(crate) fn counts(generated: &Generated) -> String {
    let resources = &generated.krate.resources;
    let operations = resources
        .iter()
        .map(|resource| resource.operations.len())
        .sum();
    format!(
        "{}, {}, {}, {}",
        counted(resources.len(), "resource"),
        counted(operations, "operation"),
        counted(generated.api.types.len(), "model"),
        counted(generated.files.len(), "file"),
    )
}

pub(crate) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// The summary of a generation: the number of changed files, in total and by folder. With `list`,
/// also every file.
pub(crate) fn changes(differences: &[Difference], list: bool) -> String {
    if differences.is_empty() {
        return "no changes\n".to_owned();
    }
    let mut total = ChangeCounts::default();
    let mut folders: BTreeMap<&str, ChangeCounts> = BTreeMap::new();
    for difference in differences {
        let folder = difference
            .path
            .rsplit_once('/')
            .map_or(".", |(folder, _)| folder);
        total.add(difference.change);
        folders.entry(folder).or_default().add(difference.change);
    }
    let width = folders
        .keys()
        .map(|folder| folder.len())
        .max()
        .unwrap_or_default();
    let mut text = format!("{}\n", total.text());
    for (folder, counts) in &folders {
        let _ = writeln!(text, "  {folder:<width$}  {}", counts.text());
    }
    if list {
        for difference in differences {
            let verb = verb(difference.change);
            let _ = writeln!(text, "{verb:>8} {}", difference.path);
        }
    }
    text
}

fn verb(change: Change) -> &'static str {
    match change {
        Change::Missing => "added",
        Change::Changed => "changed",
        Change::Surplus => "removed",
    }
}

/// The number of files by kind of change.
#[derive(Default)]
struct ChangeCounts {
    added: usize,
    changed: usize,
    removed: usize,
}

impl ChangeCounts {
    fn add(&mut self, change: Change) {
        match change {
            Change::Missing => self.added += 1,
            Change::Changed => self.changed += 1,
            Change::Surplus => self.removed += 1,
        }
    }

    /// `2 added, 1 removed`: only the kinds that occur.
    fn text(&self) -> String {
        let kinds = [
            (self.added, "added"),
            (self.changed, "changed"),
            (self.removed, "removed"),
        ];
        let kinds = kinds.iter().filter(|(count, _)| *count > 0);
        let kinds: Vec<_> = kinds
            .map(|(count, verb)| format!("{count} {verb}"))
            .collect();
        kinds.join(", ")
    }
}
