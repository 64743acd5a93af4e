//! The report for a terminal.

use std::fmt::Write as _;

use sdk_generator::diff::{Finding, Level};

use super::group::{Group, counts, groups, is_docs};
use super::{Printed, bump_words};

/// The width to which lines are wrapped.
const WIDTH: usize = 100;

pub(super) fn text(printed: &Printed<'_>) -> String {
    let report = printed.report;
    let mut text = format!(
        "{} {}: {}\n{} {}: {}\n",
        report.old.title,
        report.old.version,
        printed.old,
        report.new.title,
        report.new.version,
        printed.new
    );
    text.push_str(&match report.class {
        Level::None => "class: none, the documents are the same\n".to_owned(),
        class => format!("class: {class}, on the wire: {}\n", report.wire),
    });
    let _ = writeln!(text, "version: {}", bump_words(report.bump));
    if report.crate_bump != report.bump {
        let _ = writeln!(
            text,
            "         {} unless the Rust names below are kept",
            bump_words(report.crate_bump)
        );
    }
    for group in groups(report) {
        let _ = writeln!(text, "\n{}: {}", group.title, group.count());
        wrap(&mut text, group.note, "  ");
        if is_docs(&group) && !printed.verbose {
            summary(&mut text, &group);
        } else if group.has_migrations() {
            explained(&mut text, &group);
        } else {
            short(&mut text, &group);
        }
    }
    text
}

/// Each subject with what has changed and what to write instead.
fn explained(text: &mut String, group: &Group<'_>) {
    for (subject, findings) in &group.subjects {
        let _ = writeln!(text, "\n  {subject}");
        for finding in findings {
            one(text, finding);
        }
    }
}

/// A line for each finding.
fn short(text: &mut String, group: &Group<'_>) {
    for (subject, findings) in &group.subjects {
        for finding in findings {
            let line = format!("{subject}: {} [{}]", finding.message, finding.kind.id());
            wrap(text, &line, "  ");
        }
    }
}

/// The number of findings of each kind.
fn summary(text: &mut String, group: &Group<'_>) {
    for (id, count) in counts(group) {
        let _ = writeln!(text, "  {id}: {count}");
    }
    let _ = writeln!(text, "  (--verbose lists them)");
}

fn one(text: &mut String, finding: &Finding) {
    let direction = finding.direction.map(|one| format!(", {one}"));
    let line = format!(
        "{} [{}{}]",
        finding.message,
        finding.kind.id(),
        direction.unwrap_or_default()
    );
    wrap(text, &line, "    ");
    if let Some(migration) = &finding.migration {
        wrap(text, &format!("-> {migration}"), "       ");
    }
}

/// Appends a paragraph in lines of limited width.
fn wrap(text: &mut String, paragraph: &str, indentation: &str) {
    let mut line = String::new();
    for word in paragraph.split_whitespace() {
        let width = indentation.len() + line.chars().count() + 1 + word.chars().count();
        if !line.is_empty() && width > WIDTH {
            let _ = writeln!(text, "{indentation}{line}");
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        let _ = writeln!(text, "{indentation}{line}");
    }
}
