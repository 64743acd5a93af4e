//! Docs from the document's descriptions: sanitized, with links to operations and models, wrapped.
//!
//! Each description becomes rustdoc lines in the source, and Markdown lines in `docs/`.

mod api_docs;
mod callbacks;
pub(crate) mod links;
pub(crate) mod model_docs;
pub(crate) mod operation_docs;
mod response_links;
pub(crate) mod statuses;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::files;
use crate::ir::{Body, Deprecation, Docs, Event, Field, Hint, Operation, Param, TypeDef};
use crate::markdown::{self, Block, end_summary, sanitize, wrap};
use crate::plan::docs::links::{Folder, Links};
use crate::plan::names::ResourceNames;
use crate::plan::names::plain;
use crate::plan::operations::waiters::WAITS;
use crate::text::{LINE_WIDTH, is_bidirectional_control};

/// What rustdoc lines belong to, which decides how wide they may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DocTarget {
    Item,
    /// A field, a variant or a method, which are indented.
    Member,
}

/// The docs of every paged operation.
pub(crate) const PAGED: &str = "The results are paged. Awaiting the call returns one page. `pages()` and `items()` start \
    with that page, iterate over all following ones, and request each page on demand.";

/// The width of text in `docs/`.
const MARKDOWN_WIDTH: usize = 100;

impl DocTarget {
    fn width(self) -> usize {
        let indent = match self {
            Self::Item => 0,
            Self::Member => 4,
        };
        LINE_WIDTH - indent - "/// ".len()
    }
}

/// Writes docs, and resolves the links in them.
#[derive(Debug, Clone)]
pub(crate) struct DocWriter {
    links: Links,
    /// A cache of cells, since operations share most of their errors.
    cells: RefCell<BTreeMap<(String, Folder), String>>,
    /// A cache of sanitized texts, since each is used in rustdoc and in `docs/`.
    sanitized: RefCell<BTreeMap<String, Sanitized>>,
}

/// A sanitized text.
#[derive(Debug, Clone)]
struct Sanitized {
    /// The links in it, and what they were replaced by.
    links: Vec<(String, Option<String>)>,
    blocks: Arc<[Block]>,
}

impl DocWriter {
    pub(crate) fn new(links: Links) -> Self {
        Self {
            links,
            cells: RefCell::default(),
            sanitized: RefCell::default(),
        }
    }

    /// The blocks of a text. A known text is not sanitized again, unless its links differ.
    fn blocks(&self, text: &str, link: markdown::Links<'_>) -> Arc<[Block]> {
        if let Some(known) = self.sanitized.borrow().get(text)
            && known.links.iter().all(|(url, target)| link(url) == *target)
        {
            return Arc::clone(&known.blocks);
        }
        let links = RefCell::new(Vec::new());
        let record = |url: &str| {
            let target = link(url);
            links.borrow_mut().push((url.to_owned(), target.clone()));
            target
        };
        let blocks: Arc<[Block]> = sanitize(text, &record).into();
        let sanitized = Sanitized {
            links: links.into_inner(),
            blocks: Arc::clone(&blocks),
        };
        self.sanitized
            .borrow_mut()
            .insert(text.to_owned(), sanitized);
        blocks
    }

    /// Rustdoc lines.
    pub(crate) fn lines(&self, text: &str, target: DocTarget) -> Vec<String> {
        let blocks = with_summary(&self.blocks(text, &|url| self.links.item(url)));
        wrap(&blocks, target.width())
    }

    /// Rustdoc in one line.
    pub(crate) fn line(&self, text: &str) -> String {
        let blocks = self.blocks(text, &|url| self.links.item(url));
        one_line(&wrap(&blocks, usize::MAX))
    }

    /// Lines for a file in `docs/`.
    pub(crate) fn markdown_lines(&self, text: &str, folder: Folder) -> Vec<String> {
        let blocks = with_summary(&self.blocks(text, &|url| self.links.section(url, folder)));
        wrap(&blocks, MARKDOWN_WIDTH)
    }

    /// Markdown for the cell of a table: one line, with escaped bars.
    pub(crate) fn cell(&self, text: &str, folder: Folder) -> String {
        let key = (text.to_owned(), folder);
        if let Some(known) = self.cells.borrow().get(&key) {
            return known.clone();
        }
        let blocks = self.blocks(text, &|url| self.links.section(url, folder));
        let lines = wrap(&blocks, usize::MAX);
        let cell = one_line(&lines).replace('|', "\\|");
        self.cells.borrow_mut().insert(key, cell.clone());
        cell
    }

    /// A text as the content of inline code: one line without backticks. Characters that reorder the
    /// text around them are escaped, since rustc rejects them.
    pub(crate) fn code(&self, text: &str) -> String {
        let visible: String = text
            .chars()
            .flat_map(|c| match c {
                '`' => vec!['\''],
                c if is_bidirectional_control(c) => c.escape_unicode().collect(),
                c => vec![c],
            })
            .collect();
        visible.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(crate) fn of_type(&self, def: &TypeDef, target: DocTarget) -> Vec<String> {
        let origin = format!("`{}`", self.code(&files::reference_to(&def.at)));
        let mut lines = self.title_and_description(&def.docs, target);
        if lines.is_empty() {
            lines.push(self.fallback_of_type(&def.hint));
        }
        lines.push(String::new());
        lines.push(format!("Schema {origin}."));
        lines
    }

    /// The description of a type for which the document has none.
    pub(crate) fn fallback_of_type(&self, hint: &Hint) -> String {
        match hint {
            Hint::Operation { id, role } => {
                let owner = match role.as_str() {
                    "callback" => "body of the callback",
                    role => &format!("{} of the operation", self.code(role)),
                };
                format!("The {owner} `{}`.", self.code(id))
            }
            Hint::Property { name, .. } => {
                format!("The content of `{}`.", self.code(name))
            }
            Hint::Component { name }
            | Hint::Definition { name, .. }
            | Hint::Alias { name }
            | Hint::Variant { name, .. } => format!("`{}` of the API.", self.code(name)),
        }
    }

    pub(crate) fn of_field(&self, field: &Field, is_built: bool) -> Vec<String> {
        let mut lines = self.description_or_title(&field.docs, DocTarget::Member);
        if lines.is_empty() {
            lines.push(format!("The property `{}`.", self.code(&field.wire)));
        }
        if is_built {
            lines.extend(self.default_line(field.default.as_ref()));
        }
        let message = field
            .deprecation
            .as_ref()
            .and_then(|one| one.message.as_deref());
        if let Some(message) = message {
            lines.push(String::new());
            lines.extend(self.lines(&format!("Deprecated: {message}"), DocTarget::Member));
        }
        lines
    }

    /// Markdown on a deprecated property: its replacement and the document's message.
    pub(crate) fn deprecation_of_property(&self, deprecation: &Deprecation) -> String {
        let mut text = "**Deprecated.**".to_owned();
        if let Some(name) = &deprecation.replacement {
            text.push_str(&format!(" Use `{}` instead.", self.code(name)));
        }
        if let Some(message) = &deprecation.message {
            text.push_str(&format!(" {message}"));
        }
        text
    }

    pub(crate) fn of_param(&self, param: &Param, target: DocTarget) -> Vec<String> {
        let mut lines = self.description_or_title(&param.docs, target);
        if lines.is_empty() {
            lines.push(format!("The parameter `{}`.", self.code(&param.wire)));
        }
        lines.extend(self.default_line(param.default.as_ref()));
        lines
    }

    pub(crate) fn of_body(&self, body: &Body, target: DocTarget) -> Vec<String> {
        let lines = self.description_or_title(&body.docs, target);
        if lines.is_empty() {
            vec!["The request body.".to_owned()]
        } else {
            lines
        }
    }

    /// Summary, description and type of an event.
    pub(crate) fn of_event(&self, event: &Event) -> Vec<String> {
        let mut lines = self.title_and_description(&event.docs, DocTarget::Member);
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(format!("Type `{}`.", self.code(&event.name)));
        lines
    }

    /// Summary, description, method and path. Arguments, responses and errors follow.
    pub(crate) fn of_operation(&self, operation: &Operation) -> Vec<String> {
        let mut lines = self.title_and_description(&operation.docs, DocTarget::Member);
        if operation.paging.is_some() {
            lines.push(String::new());
            lines.extend(self.lines(PAGED, DocTarget::Member));
        }
        if operation.waiter.is_some() {
            lines.push(String::new());
            lines.extend(self.lines(WAITS, DocTarget::Member));
        }
        if let Some(text) = self.callbacks_of(&operation.id, "crate::callbacks") {
            lines.push(String::new());
            lines.extend(self.lines(&text, DocTarget::Member));
        }
        if let Some(text) = self.response_links(operation) {
            lines.push(String::new());
            lines.extend(self.lines(&text, DocTarget::Member));
        }
        let deprecation = operation.deprecation.as_ref();
        if let Some(message) = deprecation.and_then(|one| one.message.as_deref()) {
            lines.push(String::new());
            lines.extend(self.lines(&format!("Deprecated: {message}"), DocTarget::Member));
        }
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(format!(
            "`{} {}`",
            operation.method,
            self.code(&operation.path)
        ));
        lines.push(String::new());
        lines
    }

    /// The note of `#[deprecated]`, which names the replacement. The document's message is in the
    /// docs.
    pub(crate) fn deprecation_note(
        &self,
        deprecation: &Deprecation,
        resources: &ResourceNames,
    ) -> String {
        let replacement = deprecation.replacement.as_deref();
        match replacement.and_then(|id| resources.method(id)) {
            Some((resource, method)) => {
                format!("use `{}::{}` instead", resource.handle, plain(method))
            }
            None => "deprecated in the API's document".to_owned(),
        }
    }

    /// The notice in `docs/`: a link to the replacement, and the document's message.
    pub(crate) fn deprecation_notice(
        &self,
        deprecation: &Deprecation,
        resources: &ResourceNames,
    ) -> Vec<String> {
        let replacement = deprecation
            .replacement
            .as_deref()
            .and_then(|id| resources.method(id));
        let mut text = "**Deprecated.**".to_owned();
        if let Some((resource, method)) = replacement {
            let (method, file) = (plain(method), resource.module.file());
            text.push_str(&format!(
                " Use [`{}().{method}()`]({file}.md#{method}) instead.",
                resource.accessor
            ));
        }
        if let Some(message) = &deprecation.message {
            text.push(' ');
            text.push_str(message);
        }
        let blocks = self.blocks(&text, &|url| self.links.section(url, Folder::Root));
        let lines = wrap(&blocks, MARKDOWN_WIDTH - 2);
        lines
            .iter()
            .map(|line| format!("> {line}").trim_end().to_owned())
            .collect()
    }

    fn title_and_description(&self, docs: &Docs, target: DocTarget) -> Vec<String> {
        let parts = [&docs.title, &docs.description];
        let mut lines: Vec<String> = Vec::new();
        for text in parts.into_iter().flatten() {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(self.lines(text, target));
        }
        lines
    }

    fn description_or_title(&self, docs: &Docs, target: DocTarget) -> Vec<String> {
        let text = docs.description.as_ref().or(docs.title.as_ref());
        text.map(|text| self.lines(text, target))
            .unwrap_or_default()
    }

    fn default_line(&self, default: Option<&Value>) -> Vec<String> {
        let Some(default) = default.filter(|default| !default.is_null()) else {
            return Vec::new();
        };
        let text = self.code(&default.to_string());
        vec![String::new(), format!("The server's default is `{text}`.")]
    }
}

/// The blocks with a full stop at the end of the summary.
fn with_summary(blocks: &[Block]) -> Vec<Block> {
    let mut blocks = blocks.to_vec();
    end_summary(&mut blocks);
    blocks
}

/// Joins lines for a cell of a table, in which each item of a list follows a line break.
fn one_line(lines: &[String]) -> String {
    let mut text = String::new();
    for line in lines
        .iter()
        .map(|line| line.trim())
        .filter(|line| !line.is_empty())
    {
        match line.strip_prefix("- ") {
            Some(item) => text.push_str(&format!("<br>• {item}")),
            None if text.is_empty() => text.push_str(line),
            None => text.push_str(&format!(" {line}")),
        }
    }
    text
}
