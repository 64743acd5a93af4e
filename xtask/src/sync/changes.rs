//! What a new document means for users of the SDK: the bump of its version, and the entries of its
//! changelog. Both come from the comparison of the two documents.

use sdk_generator::Input;
use sdk_generator::diagnostics::Diagnostics;
use sdk_generator::diff::{self, Class, Finding, Report, Side};

use crate::{Failure, report};

pub(super) use sdk_generator::diff::Bump;

/// The sections of a changelog, in the order of Keep a Changelog.
const SECTIONS: &[&str] = &["Added", "Changed", "Removed"];

/// The changes for users.
#[derive(Debug)]
pub(super) struct Changes {
    pub(super) bump: Bump,
    /// The section of the changelog and its entry.
    entries: Vec<(&'static str, String)>,
}

impl Changes {
    /// The sections of the changelog with their entries.
    pub(super) fn sections(&self) -> Vec<(&'static str, Vec<String>)> {
        let of = |name: &str| -> Vec<String> {
            let entries = self.entries.iter().filter(|(section, _)| *section == name);
            entries.map(|(_, entry)| entry.clone()).collect()
        };
        let sections = SECTIONS.iter().map(|name| (*name, of(name)));
        sections
            .filter(|(_, entries)| !entries.is_empty())
            .collect()
    }
}

/// Compares the SDKs of two inputs.
///
/// # Errors
///
/// An input that cannot be read.
pub(super) fn between(old: &Input, new: &Input, verbose: bool) -> Result<Changes, Failure> {
    Ok(of(&diff::compare(
        &read(old, verbose)?,
        &read(new, verbose)?,
    )))
}

fn read(input: &Input, verbose: bool) -> Result<Side, Failure> {
    let mut diagnostics = Diagnostics::new();
    let side = sdk_generator::side(input, &mut diagnostics);
    side.map_err(|error| {
        let message = report::failure(error, &diagnostics, verbose);
        format!("error: cannot compare {}: {message}", input.spec.path)
    })
}

fn of(report: &Report) -> Changes {
    let findings = report.findings.iter();
    // Only changes that users notice are in the changelog.
    let noticed = findings.filter(|finding| finding.class != Class::DocsOnly);
    Changes {
        bump: report.crate_bump,
        entries: noticed
            .map(|finding| (section(finding), entry(finding)))
            .collect(),
    }
}

fn section(finding: &Finding) -> &'static str {
    match (&finding.old, &finding.new) {
        (None, Some(_)) => "Added",
        (Some(_), None) => "Removed",
        _ => "Changed",
    }
}

/// An item of a Markdown list, wrapped like the rest of the changelog.
fn entry(finding: &Finding) -> String {
    let breaking = if finding.is_breaking() {
        "**Breaking:** "
    } else {
        ""
    };
    let mut text = format!("{breaking}`{}`: {}.", finding.subject, finding.message);
    if let Some(migration) = &finding.migration {
        text += &format!(" Migration: {migration}.");
    }
    wrapped(&text)
}

/// The columns of a line.
const WIDTH: usize = 100;

fn wrapped(text: &str) -> String {
    let mut lines = vec!["-".to_owned()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(format!("  {word}")),
        }
    }
    lines.join("\n")
}
