//! One document for each diagnostic, with the complete report.
//!
//! `diagnostics/<code>.yaml` or `<code>.<variant>.yaml` provokes `<code>`; the report is in the
//! `.txt` file beside it. Every code of the registry has at least one document. `support` says how
//! to update the expected reports and `docs/diagnostics.md`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod support;

use std::collections::BTreeSet;

use sdk_generator::GenerateError;
use sdk_generator::diagnostics::{Code, Diagnostics, Style, documentation};

use support::{Expectations, cases, folder, generate};

#[test]
fn each_document_provokes_its_code_with_the_expected_report() {
    let mut expectations = Expectations::default();
    for case in cases("diagnostics") {
        let code = case.name.split('.').next().unwrap();
        let (outcome, diagnostics) = generate(&case.input);
        if !diagnostics
            .iter()
            .any(|diagnostic| diagnostic.code.name() == code)
        {
            expectations.wrong(format!("{}: {code} was not reported", case.name));
        }
        check_style(&case.name, &diagnostics, &mut expectations);
        match (outcome, diagnostics.has_errors()) {
            (Ok(_), false) | (Err(GenerateError::Input(_)), true) => {}
            (other, _) => {
                let other = other.map(|_| "a crate");
                expectations.wrong(format!("{}: returned {other:?}", case.name));
            }
        }
        let file = folder("diagnostics").join(format!("{}.txt", case.name));
        expectations.check(&file, &diagnostics.render(Style::Plain));
    }
}

/// Checks that messages have no full stop and that each diagnostic has a position.
fn check_style(case: &str, diagnostics: &Diagnostics, expectations: &mut Expectations) {
    for diagnostic in diagnostics.iter() {
        if diagnostic.message.ends_with('.') {
            expectations.wrong(format!("{case}: full stop in `{}`", diagnostic.message));
        }
    }
    let located = diagnostics.located();
    for one in located.iter().filter(|one| one.span.is_none()) {
        expectations.wrong(format!("{case}: {} has no position", one.diagnostic.code));
    }
}

#[test]
fn each_code_has_a_document() {
    let provoked: BTreeSet<String> = cases("diagnostics")
        .into_iter()
        .map(|case| case.name.split('.').next().unwrap().to_owned())
        .collect();
    let codes: BTreeSet<String> = Code::ALL
        .iter()
        .map(|code| code.name().to_owned())
        .collect();
    assert_eq!(codes, provoked);
}

#[test]
fn documentation_matches_the_registry() {
    let mut expectations = Expectations::default();
    expectations.check(&folder("../docs/diagnostics.md"), &documentation());
}
