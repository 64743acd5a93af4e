//! The defects of a document itself: contradictions, mistakes and examples that do not fit.
//!
//! [`lint`] reads the document as published, without overlays, with the files that it refers to.
//! `Context` walks it once, follows references and lists the operations. Each
//! module below has the rules about one topic; `rule` has the table of all rules. Nothing here
//! decides what an SDK looks like, and generation does not depend on it: the feature `lint` adds
//! this module and the validator of JSON Schema that it needs.

mod all_of;
mod context;
mod effective;
mod events;
mod examples;
mod instances;
mod json_schema;
mod keywords;
mod operations;
mod paths;
mod references;
mod rule;
mod schemas;
mod security;
mod suspicions;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::bundle;
use crate::diagnostics::positions::{Positions, Span};
use crate::diagnostics::{Code, Diagnostics, Failed, Reporter};
use crate::dialect;
use crate::files;
use crate::input::Input;
use crate::overlay::{self, AppliedAction, Rules};
use crate::pointer::Pointer;
use crate::resolve;
use crate::source::{self, Document};
use crate::source_file::Source;

use context::Context;

pub use rule::{Rule, documentation};

/// A defect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: Rule,
    /// The document, or a file that it refers to.
    pub source: Arc<Source>,
    /// The location in it.
    pub pointer: Pointer,
    /// The position of the location, or of its nearest ancestor in the text.
    pub span: Option<Span>,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
}

/// Finds the defects of a document, sorted by file, line and rule. Overlays are not applied.
///
/// # Errors
///
/// [`Failed`] if the document cannot be read, or is not OpenAPI 3; the diagnostics say why.
pub fn lint(input: &Input, diagnostics: &mut Diagnostics) -> Result<Vec<Finding>, Failed> {
    let document = source::read(Arc::clone(&input.spec), diagnostics)?;
    dialect::check_version(&document, &mut Reporter::new(&input.spec, diagnostics))?;
    Ok(findings_of(document, input))
}

fn findings_of(mut document: Document, input: &Input) -> Vec<Finding> {
    let mut reported = Diagnostics::new();
    resolve::identify(
        &mut document,
        &mut Reporter::new(&input.spec, &mut reported),
    );
    let bundle = bundle::bundle(document, input.files.as_ref(), &mut reported);
    let context = Context::new(&bundle.document.value, &bundle.parts);
    let mut findings = Findings::default();
    for one in reported.iter().filter(|one| one.code == Code::RefExternal) {
        let message = one.message.clone();
        findings.add(Rule::UnresolvedRef, &one.pointer, message);
    }
    for check in CHECKS {
        check(&context, &mut findings);
    }
    findings.located(&input.spec, &reported)
}

/// The checks, each with the rules of a topic.
const CHECKS: &[fn(&Context<'_>, &mut Findings)] = &[
    references::check,
    keywords::check,
    paths::check,
    operations::check,
    security::check,
    schemas::check,
    all_of::check,
    examples::check,
    instances::check,
    events::check,
    suspicions::check,
];

/// Applies the overlays of the input, and returns what each valid action did. Stale actions are in
/// the list, and are not an error here.
///
/// # Errors
///
/// [`Failed`] if the document or an overlay cannot be read or is invalid; the diagnostics say why.
pub fn overlays(
    input: &Input,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<AppliedAction>, Failed> {
    let (document, overlays) = input.documents(diagnostics)?;
    for overlay in &overlays {
        overlay::validate(overlay, Rules::Strict, diagnostics);
    }
    diagnostics.checked(())?;
    // Stale actions are reported by their effect.
    let mut stale = Diagnostics::new();
    let applied = overlay::apply(document, &overlays, Rules::Strict, &mut stale);
    Ok(applied.actions)
}

/// The line and column of a location, both from 1.
#[must_use]
pub fn position(source: &Arc<Source>, pointer: &Pointer) -> Option<(usize, usize)> {
    let found = Positions::of(source).find(pointer)?;
    Some((found.span.line, found.span.column))
}

/// What the checks report.
#[derive(Default)]
struct Findings {
    all: BTreeSet<(Pointer, Rule, String)>,
}

impl Findings {
    fn add(&mut self, rule: Rule, at: &Pointer, message: impl Into<String>) {
        self.all.insert((at.clone(), rule, message.into()));
    }

    /// The findings with their positions.
    fn located(self, main: &Arc<Source>, reported: &Diagnostics) -> Vec<Finding> {
        let mut positions: BTreeMap<String, Positions> = BTreeMap::new();
        let locate = |(at, rule, message): (Pointer, Rule, String)| {
            let (source, pointer) = match files::split(&at) {
                Some((path, inner)) => match reported.file(&path) {
                    Some(source) => (Arc::clone(source), inner),
                    None => (Arc::clone(main), inner),
                },
                None => (Arc::clone(main), at),
            };
            let known = positions.entry(source.path.clone());
            let known = known.or_insert_with(|| Positions::of(&source));
            let span = known.find(&pointer).map(|found| found.span);
            Finding {
                rule,
                source,
                pointer,
                span,
                message,
            }
        };
        let mut all: Vec<_> = self.all.into_iter().map(locate).collect();
        all.sort_by(|a, b| order(a).cmp(&order(b)));
        all
    }
}

fn order(finding: &Finding) -> impl Ord + use<'_> {
    let span = finding.span.map(|span| (span.line, span.column));
    (
        finding.source.path.as_str(),
        span,
        finding.rule,
        &finding.pointer,
        finding.message.as_str(),
    )
}
