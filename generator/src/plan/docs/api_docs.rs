//! The docs of the API and of its resources.

use super::links::Folder;
use super::{DocTarget, DocWriter};
use crate::ir::{Info, Resource};

impl DocWriter {
    /// The description of the API in `docs/`, with the version of its document.
    pub(crate) fn of_api(&self, info: &Info) -> Vec<String> {
        let mut lines = match &info.docs.description {
            Some(text) => self.markdown_lines(text, Folder::Root),
            None => Vec::new(),
        };
        let version = self.code(&info.version);
        if !version.is_empty() {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.push(format!("Version `{version}` of the API."));
        }
        lines
    }

    pub(crate) fn of_resource(&self, resource: &Resource, target: DocTarget) -> Vec<String> {
        match &resource.docs.description {
            Some(text) => self.lines(text, target),
            None => self.lines(&self.without_description(resource), target),
        }
    }

    pub(crate) fn markdown_of_resource(&self, resource: &Resource) -> Vec<String> {
        let fallback = || self.without_description(resource);
        let text = resource.docs.description.clone().unwrap_or_else(fallback);
        self.markdown_lines(&text, Folder::Root)
    }

    /// The description of a resource for which the document has none: the titles of its operations.
    fn without_description(&self, resource: &Resource) -> String {
        let name = self.code(&resource.name);
        let titles = resource
            .operations
            .iter()
            .filter_map(|one| one.docs.title.as_deref());
        let titles: Vec<&str> = titles
            .map(|title| title.trim().trim_end_matches('.'))
            .collect();
        if titles.is_empty() {
            return format!("Operations of `{name}`.");
        }
        format!("Operations of `{name}`: {}.", titles.join("; "))
    }
}
