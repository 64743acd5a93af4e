//! The Rust types of servers, whose names depend on the other servers.

use std::collections::BTreeMap;

use super::comparison::Comparison;
use super::finding::Finding;
use super::kinds::Kind;
use super::names::{Surface, code};
use crate::pointer::Pointer;

impl Comparison<'_> {
    /// Reports each type that is of another server, or is no longer there.
    pub(super) fn server_types(&mut self) {
        let (old, new) = (types(&self.old.surface), types(&self.new.surface));
        let root = Pointer::root();
        for (name, url) in &old {
            let before = format!("the type `servers::{name}`");
            let renamed = || new.iter().find(|(_, other)| *other == url);
            let (message, instead) = match (new.get(name), url) {
                (Some(other), _) if other == url => continue,
                (Some(Some(other)), Some(url)) => (
                    format!("{before} was the server {url}, and is now {other}"),
                    match renamed() {
                        Some((renamed, _)) => format!("write `servers::{renamed}`"),
                        None => "select another server".to_owned(),
                    },
                ),
                (_, Some(_)) if let Some((renamed, _)) = renamed() => (
                    format!("{before} is now `servers::{renamed}`"),
                    format!("write `servers::{renamed}`"),
                ),
                _ => (
                    format!("{before} is removed"),
                    "delete the code that selects the server".to_owned(),
                ),
            };
            let finding = Finding::new(Kind::ServerTypeChanged, None, "API", message);
            let finding = finding.detail(name).between(&root, &root);
            self.push(finding.rust(format!("servers::{name}")).instead(instead));
        }
    }
}

/// The names of the types, and the literals of their URLs. The type of a list has no URL.
fn types(surface: &Surface<'_>) -> BTreeMap<String, Option<String>> {
    let servers = surface.krate.servers.iter();
    let servers = servers.flat_map(|servers| {
        let own = servers.servers.iter();
        let own = own.map(|one| (code(&one.name), Some(one.url.clone())));
        let lists = servers.lists.iter().map(|one| (code(&one.name), None));
        own.chain(lists)
    });
    servers.collect()
}
