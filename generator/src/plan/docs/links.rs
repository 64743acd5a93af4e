//! Resolves links in the document's descriptions.
//!
//! Documentation sites link to an operation by the fragment `#/operations/<operationId>` and to a
//! schema by `#/schemas/<Name>`. In rustdoc such a link becomes one to the item, in `docs/` one to
//! the section.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, Hint};
use crate::plan::callbacks::CallbackNames;
use crate::plan::models::files::ModelFiles;
use crate::plan::names::ResourceNames;
use crate::plan::names::{TypeNames, plain};

/// The folder of a file in `docs/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Folder {
    /// `docs/`, with the resources.
    Root,
    /// `docs/models/`.
    Models,
}

/// Targets by the fragment of a URL.
#[derive(Debug, Clone, Default)]
pub(crate) struct Links {
    /// Paths of items.
    items: BTreeMap<String, String>,
    /// Files and sections, relative to `docs/`.
    sections: BTreeMap<String, String>,
    /// The functions for the callbacks of each operation, by its id.
    pub(super) callbacks: BTreeMap<String, Vec<String>>,
    /// Every section, relative to each folder.
    known: BTreeSet<(Folder, String)>,
}

impl Links {
    pub(crate) fn of(
        api: &Api,
        names: &TypeNames,
        model_files: &ModelFiles,
        resources: &ResourceNames,
        callbacks: &CallbackNames,
    ) -> Self {
        let mut links = Self {
            callbacks: callbacks.by_operation(api),
            ..Self::default()
        };
        for operation in api.operations() {
            let Some((resource, method)) = resources.method(&operation.id) else {
                continue;
            };
            let fragment = format!("/operations/{}", operation.id);
            let (module, handle) = (&resource.module, &resource.handle);
            let item = format!("crate::resources::{module}::{handle}::{}", plain(method));
            links.items.insert(fragment.clone(), item);
            let section = format!("{}.md#{}", module.file(), plain(method));
            links.sections.insert(fragment, section);
        }
        for (id, def) in &api.types {
            let own = match &def.hint {
                Hint::Component { name } | Hint::Alias { name } => Some(name),
                _ => None,
            };
            for name in own.into_iter().chain(&def.also_called) {
                let fragment = format!("/schemas/{name}");
                let item = format!("crate::models::{}", names.get(id));
                links.items.insert(fragment.clone(), item);
                let section = model_section(model_files.file(id), names.get(id));
                links.sections.insert(fragment, section);
            }
        }
        links.known = [Folder::Root, Folder::Models]
            .into_iter()
            .flat_map(|from| {
                let sections = links.sections.values();
                sections.map(move |section| (from, relative_to(section, from)))
            })
            .collect();
        links
    }

    /// The path of the item that a URL links to. A path that this function returned is kept.
    pub(crate) fn item(&self, url: &str) -> Option<String> {
        if url.starts_with("crate::") {
            return Some(url.to_owned());
        }
        self.items.get(fragment(url)?).cloned()
    }

    /// The section that a URL links to, relative to a folder. A section that this function returned
    /// is kept.
    pub(crate) fn section(&self, url: &str, from: Folder) -> Option<String> {
        let section = (from, url.to_owned());
        if self.known.contains(&section) {
            return Some(section.1);
        }
        self.sections
            .get(fragment(url)?)
            .map(|section| relative_to(section, from))
    }
}

fn fragment(url: &str) -> Option<&str> {
    url.rsplit_once('#').map(|(_, fragment)| fragment)
}

/// The section of a model, relative to `docs/`.
fn model_section(file: &str, name: &str) -> String {
    format!("models/{file}.md#{}", name.to_lowercase())
}

/// A section relative to a folder.
fn relative_to(section: &str, from: Folder) -> String {
    match (from, section.strip_prefix("models/")) {
        (Folder::Root, _) => section.to_owned(),
        (Folder::Models, Some(model)) => model.to_owned(),
        (Folder::Models, None) => format!("../{section}"),
    }
}

/// The section of a model, relative to a folder.
pub(crate) fn model_link(file: &str, name: &str, from: Folder) -> String {
    relative_to(&model_section(file, name), from)
}
