//! The document's prose to lines of rustdoc and of the pages: made safe, linked, wrapped.

use std::collections::BTreeMap;

use serde_json::Value;

use super::models::Homes;
use super::naming::{TypeNames, plain};
use super::resources::ResourceNames;
use crate::ir::{
    Api, Body, Deprecation, Docs, Failure, Field, Hint, Operation, Param, Resource,
    TypeDef,
};
use crate::markdown::{doc_width, sanitize, wrap};

/// Where docs stand, which is how wide they may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Before an item.
    Item,
    /// Before a field, a variant or a method.
    Member,
}

/// Width of a page's text.
const PAGE_WIDTH: usize = 100;

impl Place {
    fn width(self) -> usize {
        match self {
            Self::Item => doc_width(0),
            Self::Member => doc_width(4),
        }
    }
}

/// Writes docs, knowing what links in them mean.
#[derive(Debug, Clone)]
pub(super) struct DocWriter<'a> {
    /// Rustdoc paths, by the fragment that a document of the kind that Codat's is uses for a thing.
    paths: BTreeMap<String, String>,
    /// Files and sections of pages, by the same.
    pages: BTreeMap<String, String>,
    api: &'a Api,
}

impl<'a> DocWriter<'a> {
    pub(super) fn new(
        api: &'a Api,
        names: &TypeNames,
        homes: &Homes,
        resources: &ResourceNames,
    ) -> Self {
        let mut paths = BTreeMap::new();
        let mut pages = BTreeMap::new();
        for operation in api.resources.iter().flat_map(|resource| &resource.operations) {
            let Some((resource, method)) = resources.method(&operation.id) else {
                continue;
            };
            let fragment = format!("/operations/{}", operation.id);
            let (module, handle) = (&resource.module, &resource.handle);
            let path =
                format!("crate::resources::{module}::{handle}::{}", plain(method));
            paths.insert(fragment.clone(), path);
            pages.insert(fragment, format!("{}.md#{}", module.file(), plain(method)));
        }
        for (id, def) in &api.types {
            let (Hint::Component { name } | Hint::Alias { name }) = &def.hint else {
                continue;
            };
            let fragment = format!("/schemas/{name}");
            paths.insert(fragment.clone(), format!("crate::models::{}", names.get(id)));
            pages.insert(fragment, model_link(homes.file(id)));
        }
        Self { paths, pages, api }
    }

    /// Markdown lines for rustdoc.
    pub(super) fn lines(&self, text: &str, place: Place) -> Vec<String> {
        let links = |url: &str| target(&self.paths, url, "crate::");
        wrap(&sanitize(text, &links), place.width())
    }

    /// Markdown lines for a page.
    pub(super) fn page_lines(&self, text: &str) -> Vec<String> {
        let links = |url: &str| target(&self.pages, url, "../src/");
        wrap(&sanitize(text, &links), PAGE_WIDTH)
    }

    /// Markdown for the cell of a table: one line, no bars.
    pub(super) fn cell(&self, text: &str) -> String {
        let links = |url: &str| target(&self.pages, url, "../src/");
        let lines = wrap(&sanitize(text, &links), usize::MAX);
        let words: Vec<&str> = lines.iter().flat_map(|line| line.split_whitespace()).collect();
        words.join(" ").replace('|', "\\|")
    }

    /// A text as it may stand between backticks.
    pub(super) fn code(&self, text: &str) -> String {
        text.replace('`', "'").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(super) fn of_resource(&self, resource: &Resource, place: Place) -> Vec<String> {
        match &resource.docs.description {
            Some(text) => self.lines(text, place),
            None => vec![format!("Operations of `{}`.", self.code(&resource.name))],
        }
    }

    pub(super) fn of_type(&self, def: &TypeDef, place: Place) -> Vec<String> {
        let origin = format!("`#{}`", self.code(&def.at.to_string()));
        let mut lines = self.title_and_description(&def.docs, place);
        if lines.is_empty() {
            lines.push("A schema without a description.".to_owned());
        }
        lines.push(String::new());
        lines.push(format!("Schema {origin}."));
        lines
    }

    pub(super) fn of_field(&self, field: &Field, is_built: bool) -> Vec<String> {
        let mut lines = self.description_or_title(&field.docs, Place::Member);
        if lines.is_empty() {
            lines.push(format!("The member `{}`.", self.code(&field.wire)));
        }
        if is_built {
            lines.extend(self.default_line(field.default.as_ref()));
        }
        lines
    }

    pub(super) fn of_param(&self, param: &Param, place: Place) -> Vec<String> {
        let mut lines = self.description_or_title(&param.docs, place);
        if lines.is_empty() {
            lines.push(format!("The parameter `{}`.", self.code(&param.wire)));
        }
        lines.extend(self.default_line(param.default.as_ref()));
        lines
    }

    pub(super) fn of_body(&self, body: &Body, place: Place) -> Vec<String> {
        let lines = self.description_or_title(&body.docs, place);
        if lines.is_empty() { vec!["What the call sends.".to_owned()] } else { lines }
    }

    /// Summary, description, method and path, and its errors.
    pub(super) fn of_operation(&self, operation: &Operation) -> Vec<String> {
        let mut lines = self.title_and_description(&operation.docs, Place::Member);
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(format!("`{} {}`", operation.method, self.code(&operation.path)));
        lines.extend(["".to_owned(), "# Errors".to_owned(), String::new()]);
        lines.extend(self.lines(&errors(&operation.failures), Place::Member));
        lines
    }

    /// A note for `#[deprecated]`: plain text.
    pub(super) fn deprecation_note(
        &self,
        deprecation: &Deprecation,
        resources: &ResourceNames,
    ) -> String {
        let replacement =
            deprecation.replacement.as_deref().and_then(|id| resources.method(id));
        let replacement = replacement.map(|(resource, method)| {
            format!("use `{}::{}` instead", resource.handle, plain(method))
        });
        let message = deprecation.message.as_deref().map(crate::markdown::plain);
        let parts: Vec<String> = replacement.into_iter().chain(message).collect();
        if parts.is_empty() {
            return "the API's document deprecates this".to_owned();
        }
        parts.join(": ")
    }

    /// The same for a page, where the replacement is a link.
    pub(super) fn deprecation_box(
        &self,
        deprecation: &Deprecation,
        resources: &ResourceNames,
    ) -> Vec<String> {
        let replacement =
            deprecation.replacement.as_deref().and_then(|id| resources.method(id));
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
        let links = |url: &str| {
            let known = self.pages.values().any(|page| page == url);
            if known {
                Some(url.to_owned())
            } else {
                target(&self.pages, url, "../src/")
            }
        };
        let lines = wrap(&sanitize(&text, &links), PAGE_WIDTH - 2);
        lines.iter().map(|line| format!("> {line}").trim_end().to_owned()).collect()
    }

    /// What the API's document says of itself.
    pub(super) fn of_api(&self) -> Vec<String> {
        match &self.api.info.docs.description {
            Some(text) => self.lines(text, Place::Item),
            None => Vec::new(),
        }
    }

    fn title_and_description(&self, docs: &Docs, place: Place) -> Vec<String> {
        let parts = [&docs.title, &docs.description];
        let mut lines: Vec<String> = Vec::new();
        for text in parts.into_iter().flatten() {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(self.lines(text, place));
        }
        lines
    }

    fn description_or_title(&self, docs: &Docs, place: Place) -> Vec<String> {
        let text = docs.description.as_ref().or(docs.title.as_ref());
        text.map(|text| self.lines(text, place)).unwrap_or_default()
    }

    fn default_line(&self, default: Option<&Value>) -> Vec<String> {
        let Some(default) = default.filter(|default| !default.is_null()) else {
            return Vec::new();
        };
        let text = self.code(&default.to_string());
        vec![String::new(), format!("The server's default is `{text}`.")]
    }
}

/// Where to read of errors, and which statuses the document names.
fn errors(failures: &[Failure]) -> String {
    let statuses: Vec<String> = failures
        .iter()
        .filter_map(|failure| failure.status.map(|status| format!("`{status}`")))
        .collect();
    let statuses = match statuses.split_last() {
        None => return "See [`Error`](crate::Error).".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    };
    format!("See [`Error`](crate::Error). The API documents {statuses}.")
}

/// The status, or what stands for those that are not listed.
pub(super) fn status(failure: &Failure) -> String {
    failure.status.map_or_else(|| "other".to_owned(), |status| status.to_string())
}

/// A model's source from a page.
pub(super) fn model_link(file: &str) -> String {
    format!("../src/models/{file}.rs")
}

/// What a URL means: the longest known fragment that it ends in. Targets given before are given again.
fn target(known: &BTreeMap<String, String>, url: &str, ours: &str) -> Option<String> {
    if url.starts_with(ours) {
        return Some(url.to_owned());
    }
    let (_, fragment) = url.rsplit_once('#')?;
    known.get(fragment).cloned()
}
