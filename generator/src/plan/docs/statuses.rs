//! The responses of operations by status, in rustdoc and in `docs/`.
//!
//! Most operations of an API have the same few errors with the same descriptions. These are
//! described once ([`Planner::common_errors`]), and operations link to them. Other errors are
//! described at the operation.

use indexmap::IndexMap;

use crate::ir::{Api, Failure, Operation, StatusRange, TypeRef};
use crate::plan::Planner;
use crate::plan::docs::DocTarget;
use crate::plan::docs::links::Folder;
use crate::sdk::{CommonErrors, StatusRow};

/// The heading of the common errors, and its fragment.
const HEADING: &str = "Common errors";
const FRAGMENT: &str = "common-errors";

/// The minimum number of operations with a common error, which must also be half of all operations.
const MIN_OPERATIONS: usize = 3;

/// A documented response.
struct StatusEntry<'a> {
    status: Option<StatusRange>,
    ty: Option<&'a TypeRef>,
    meaning: &'a str,
}

impl<'a> StatusEntry<'a> {
    fn failure(failure: &'a Failure) -> Self {
        Self {
            status: failure.status,
            ty: failure.ty.as_ref(),
            meaning: failure.docs.description.as_deref().unwrap_or_default(),
        }
    }

    /// The status, or `other` for all that are not listed.
    fn status(&self) -> String {
        self.status
            .map_or_else(|| "other".to_owned(), |status| status.to_string())
    }
}

/// The errors that at least half of the operations have with the same description, by status.
pub(crate) fn common(api: &Api) -> Vec<Failure> {
    let operations = || api.operations();
    let all = operations().count();
    let mut counted: IndexMap<Identity<'_>, (&Failure, usize)> = IndexMap::new();
    for failure in operations().flat_map(|operation| &operation.failures) {
        counted.entry(identity(failure)).or_insert((failure, 0)).1 += 1;
    }
    counted.retain(|_, (_, count)| *count >= MIN_OPERATIONS && *count * 2 >= all);
    let mut common: Vec<Failure> = counted
        .into_values()
        .map(|(failure, _)| failure.clone())
        .collect();
    common.sort_by_key(|failure| (failure.status.is_none(), failure.status));
    common
}

/// What makes errors of different operations the same error.
type Identity<'f> = (Option<StatusRange>, Option<&'f TypeRef>, Option<&'f str>);

fn identity(failure: &Failure) -> Identity<'_> {
    let description = failure.docs.description.as_deref();
    (failure.status, failure.ty.as_ref(), description)
}

impl Planner<'_> {
    /// The docs of the common errors, if there are any.
    pub(crate) fn common_errors(&self) -> Option<CommonErrors> {
        if self.common.is_empty() {
            return None;
        }
        let mut docs = vec![format!("# {HEADING}"), String::new()];
        docs.extend(self.items(
            self.common.iter().map(StatusEntry::failure),
            DocTarget::Item,
        ));
        Some(CommonErrors {
            heading: HEADING.to_owned(),
            docs,
            rows: self.rows(self.common.iter().map(StatusEntry::failure)),
        })
    }

    /// Rustdoc of an operation's responses: what it returns, and the section on errors.
    pub(crate) fn status_docs(&self, operation: &Operation) -> Vec<String> {
        let mut lines = Vec::new();
        if !operation.success.is_empty() {
            lines.extend(self.success_docs(operation));
            lines.push(String::new());
        }
        lines.extend(["# Errors".to_owned(), String::new()]);
        let (common, own) = self.failures(operation);
        let mut text = "See [`Error`](crate::Error).".to_owned();
        if let Some(statuses) = listed(&common) {
            text.push_str(&format!(
                " [{HEADING}](crate::resources#{FRAGMENT}): {statuses}."
            ));
        }
        lines.extend(self.docs.lines(&text, DocTarget::Member));
        if !own.is_empty() {
            lines.push(String::new());
            lines.extend(self.items(own.into_iter(), DocTarget::Member));
        }
        lines
    }

    /// What the call returns: a paragraph for one success response, a list for several.
    fn success_docs(&self, operation: &Operation) -> Vec<String> {
        let mut all = successes(operation);
        let (Some(only), None) = (all.next(), all.next()) else {
            let mut lines = vec!["Returns one of:".to_owned(), String::new()];
            lines.extend(self.items(successes(operation), DocTarget::Member));
            return lines;
        };
        let content = only.ty.map(|ty| {
            let article = match ty {
                TypeRef::List(_) => "an ",
                TypeRef::Map(_) => "a ",
                _ => "",
            };
            format!("{article}{}", self.item_link(ty))
        });
        let content = content.unwrap_or_else(|| "no content".to_owned());
        let mut text = format!("Returns {content} (status `{}`)", only.status());
        let meaning = only.meaning.trim();
        text.push_str(&if meaning.is_empty() {
            ".".to_owned()
        } else {
            format!(": {meaning}")
        });
        self.docs.lines(&text, DocTarget::Member)
    }

    /// The rows of the table of success responses in `docs/`.
    pub(crate) fn success_rows(&self, operation: &Operation) -> Vec<StatusRow> {
        self.rows(successes(operation))
    }

    /// The errors in `docs/`: a sentence on the common ones, empty if there are none, and the rows
    /// of the others.
    pub(crate) fn error_rows(&self, operation: &Operation) -> (String, Vec<StatusRow>) {
        let (common, own) = self.failures(operation);
        let common = listed(&common)
            .map(|statuses| format!("[{HEADING}](README.md#{FRAGMENT}): {statuses}."))
            .unwrap_or_default();
        (common, self.rows(own.into_iter()))
    }

    /// The common errors of an operation, and the others.
    fn failures<'o>(
        &self,
        operation: &'o Operation,
    ) -> (Vec<StatusEntry<'o>>, Vec<StatusEntry<'o>>) {
        let (common, own): (Vec<&Failure>, Vec<&Failure>) =
            operation.failures.iter().partition(|failure| {
                self.common
                    .iter()
                    .any(|known| identity(known) == identity(failure))
            });
        let entries =
            |failures: Vec<&'o Failure>| failures.into_iter().map(StatusEntry::failure).collect();
        (entries(common), entries(own))
    }

    /// Items of a list in rustdoc. Each is sanitized alone, so that none affects the next.
    fn items<'t>(
        &self,
        all: impl Iterator<Item = StatusEntry<'t>>,
        target: DocTarget,
    ) -> Vec<String> {
        let item = |entry: StatusEntry<'_>| {
            let mut text = format!("- `{}`", entry.status());
            if let Some(ty) = entry.ty {
                text.push_str(&format!(", {}", self.item_link(ty)));
            }
            if !entry.meaning.trim().is_empty() {
                let meaning = entry.meaning.trim().replace('\n', "\n  ");
                text.push_str(&format!(": {meaning}"));
            }
            self.docs.lines(&text, target)
        };
        all.flat_map(item).collect()
    }

    fn rows<'t>(&self, all: impl Iterator<Item = StatusEntry<'t>>) -> Vec<StatusRow> {
        let content = |ty| self.type_link(ty, Folder::Root);
        all.map(|entry| StatusRow {
            status: entry.status(),
            description: self.docs.cell(entry.meaning, Folder::Root),
            content: entry.ty.map(content).unwrap_or_default(),
        })
        .collect()
    }
}

fn successes(operation: &Operation) -> impl Iterator<Item = StatusEntry<'_>> {
    operation.success.iter().map(|success| StatusEntry {
        status: Some(success.status),
        ty: success.ty.as_ref(),
        meaning: success.docs.description.as_deref().unwrap_or_default(),
    })
}

/// The statuses in a sentence: `` `401`, `402` and `503` ``.
fn listed(all: &[StatusEntry<'_>]) -> Option<String> {
    let statuses: Vec<String> = all
        .iter()
        .map(|entry| format!("`{}`", entry.status()))
        .collect();
    let (last, rest) = statuses.split_last()?;
    Some(if rest.is_empty() {
        last.clone()
    } else {
        format!("{} and {last}", rest.join(", "))
    })
}
