//! The docs of the links of responses.

use serde_json::Value;

use super::DocWriter;
use crate::ir::{Link, LinkTarget, Operation};

impl DocWriter {
    /// A list of the operations that can follow the responses of an operation, and where their
    /// arguments come from, as Markdown. `None` if there are no links.
    pub(crate) fn response_links(&self, operation: &Operation) -> Option<String> {
        let successes = operation.success.iter();
        let successes = successes.map(|one| (one.status.to_string(), &one.links));
        let failures = operation.failures.iter().map(|one| {
            let status = one.status.map(|status| status.to_string());
            (status.unwrap_or_else(|| "other".to_owned()), &one.links)
        });
        let items: Vec<String> = successes
            .chain(failures)
            .flat_map(|(status, links)| links.iter().map(move |link| (status.clone(), link)))
            .map(|(status, link)| self.response_link_item(&status, link))
            .collect();
        (!items.is_empty()).then(|| format!("Links of responses:\n\n{}", items.join("\n")))
    }

    fn response_link_item(&self, status: &str, link: &Link) -> String {
        let target = match &link.target {
            LinkTarget::Operation(id) => {
                let fragment = format!("#/operations/{id}");
                match self.links.item(&fragment) {
                    Some(_) => format!("[`{}`](<{fragment}>)", self.code(id)),
                    None => format!("`{}`", self.code(id)),
                }
            }
            LinkTarget::External(url) => format!("`{}`", self.code(url)),
        };
        let parameters = link
            .parameters
            .iter()
            .map(|(name, value)| (name.as_str(), value));
        let body = link.body.iter().map(|value| ("requestBody", value));
        let arguments: Vec<String> = parameters
            .chain(body)
            .map(|(name, value)| format!("`{}` = `{}`", self.code(name), self.code(&text(value))))
            .collect();
        let arguments = match arguments.as_slice() {
            [] => String::new(),
            all => format!(" with {}", all.join(", ")),
        };
        let description = link.docs.description.as_deref().unwrap_or_default();
        let description: Vec<&str> = description.split_whitespace().collect();
        let description = match description.as_slice() {
            [] => String::new(),
            words => format!(": {}", words.join(" ")),
        };
        let name = self.code(&link.name);
        format!("- `{name}` ({status}): {target}{arguments}{description}")
    }
}

/// A string as it is, anything else as JSON.
fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
