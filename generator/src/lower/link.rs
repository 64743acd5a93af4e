//! The links of responses.

use openapiv3::Response;
use serde_json::{Map, Value};

use super::Lower;
use super::operation::section_key;
use crate::diagnostics::Code;
use crate::extensions::{AT, LINKS, is_extension};
use crate::ir::{Docs, Link, LinkTarget};
use crate::openapi::reference;
use crate::pointer::Pointer;

impl<'a> Lower<'a> {
    /// The links of a response. Those that lead nowhere are reported.
    pub(super) fn links(&mut self, response: &'a Response) -> Vec<Link> {
        let links = response.extensions.get(LINKS).and_then(Value::as_object);
        let links = links.into_iter().flatten();
        links
            .filter(|(name, _)| !is_extension(name))
            .filter_map(|(name, link)| self.link(name, self.linked(link)?))
            .collect()
    }

    /// The Link Object that is meant, references followed.
    fn linked(&self, mut link: &'a Value) -> Option<&'a Map<String, Value>> {
        let links = &self.typed.links;
        // A chain of references is at most as long as there are links.
        for _ in 0..=links.len() {
            match reference(link) {
                Some(reference) => link = links.get(&section_key(reference, "links")?)?,
                None => return link.as_object(),
            }
        }
        None
    }

    fn link(&mut self, name: &str, link: &'a Map<String, Value>) -> Option<Link> {
        let text = |key: &str| link.get(key).and_then(Value::as_str);
        let at = text(AT)
            .and_then(|at| Pointer::parse(at).ok())
            .unwrap_or_default();
        let (target, keyword) = match (text("operationId"), text("operationRef")) {
            (Some(id), _) => (self.with_id(id).ok_or(id), "operationId"),
            (None, Some(url)) => (self.with_url(url).ok_or(url), "operationRef"),
            (None, None) => {
                let message = format!("the link `{name}` names no operation");
                self.reporter.report(Code::LinkTarget, &at, message);
                return None;
            }
        };
        let target = match target {
            Ok(target) => target,
            Err(target) => {
                let message =
                    format!("the link `{name}` leads to `{target}`, which is not an operation");
                let at = at.child(keyword);
                self.reporter.report(Code::LinkTarget, &at, message);
                return None;
            }
        };
        let parameters = link.get("parameters").and_then(Value::as_object);
        Some(Link {
            name: name.to_owned(),
            target,
            parameters: parameters
                .into_iter()
                .flatten()
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
            body: link.get("requestBody").cloned(),
            docs: Docs::new(None, text("description").map(str::to_owned)),
        })
    }

    /// The operation with an `operationId`.
    fn with_id(&self, id: &str) -> Option<LinkTarget> {
        let mut all = self.operation_ids.keys();
        let found = all.find(|(path, method)| {
            let item = self.openapi.paths.paths.get(*path);
            let item = item.and_then(|item| item.as_item());
            let mut operations = item
                .into_iter()
                .flat_map(|item| self.typed.operations(path, item));
            operations.any(|(one, operation)| {
                one == *method && operation.operation_id.as_deref() == Some(id)
            })
        })?;
        self.operation_ids
            .get(found)
            .cloned()
            .map(LinkTarget::Operation)
    }

    /// The operation at a URL: a location in this document, or one in another document.
    fn with_url(&self, url: &str) -> Option<LinkTarget> {
        let Some(fragment) = url.strip_prefix('#') else {
            return Some(LinkTarget::External(url.to_owned()));
        };
        let tokens = Pointer::parse(fragment).ok()?.tokens();
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        let key = match tokens.as_slice() {
            ["paths", path, "query"] => (*path, "QUERY"),
            ["paths", path, "additionalOperations", method] | ["paths", path, method] => {
                (*path, *method)
            }
            _ => return None,
        };
        self.operation_ids
            .get(&key)
            .cloned()
            .map(LinkTarget::Operation)
    }
}
