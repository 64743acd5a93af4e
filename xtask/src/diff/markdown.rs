//! The report for a changelog or a pull request.

use std::fmt::Write as _;

use sdk_generator::diff::{Finding, Level};

use super::group::{counts, groups, is_docs};
use super::{Printed, bump_words};

pub(super) fn markdown(printed: &Printed<'_>) -> String {
    let report = printed.report;
    let mut text = format!(
        "# {} {} to {}\n\n",
        report.new.title, report.old.version, report.new.version
    );
    let _ = writeln!(text, "`{}` to `{}`.\n", printed.old, printed.new);
    if report.class == Level::None {
        text.push_str("The documents are the same.\n");
        return text;
    }
    let _ = writeln!(text, "| class | on the wire | version |");
    let _ = writeln!(text, "| --- | --- | --- |");
    let mut bump = bump_words(report.bump).to_owned();
    if report.crate_bump != report.bump {
        let _ = write!(
            bump,
            "; {} unless the Rust names below are kept",
            bump_words(report.crate_bump)
        );
    }
    let _ = writeln!(text, "| {} | {} | {bump} |", report.class, report.wire);
    for group in groups(report) {
        let _ = writeln!(text, "\n## {}", group.title);
        if !group.note.is_empty() {
            let _ = writeln!(text, "\n{}", group.note);
        }
        text.push('\n');
        if is_docs(&group) && !printed.verbose {
            for (id, count) in counts(&group) {
                let _ = writeln!(text, "- {id}: {count}");
            }
            continue;
        }
        for (subject, findings) in &group.subjects {
            for finding in findings {
                one(&mut text, subject, finding);
            }
        }
    }
    text
}

fn one(text: &mut String, subject: &str, finding: &Finding) {
    let _ = writeln!(
        text,
        "- `{subject}`: {} ({})",
        finding.message,
        finding.kind.id()
    );
    if let Some(migration) = &finding.migration {
        let _ = writeln!(text, "  - Migration: {migration}");
    }
}
