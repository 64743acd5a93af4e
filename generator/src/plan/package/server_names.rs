//! Which servers have types, their names, and the lists that they are in.
//!
//! The caller can select a server if its list has several, or if it has variables. A server that is
//! in several lists has one type. Operations with the same servers share a list.

use std::collections::BTreeMap;

use crate::ir::{Api, Operation, Server};
use crate::plan::names::{ResourceNames, Taken, TypeName, plain};

/// The name of the list of the servers of the API.
const API_LIST: &str = "API";

/// The servers that the caller can select.
#[derive(Debug, Clone, Default)]
pub(crate) struct ServerNames {
    pub(crate) servers: Vec<NamedServer>,
    /// The lists of operations.
    pub(crate) lists: Vec<ServerList>,
    /// The indices of the lists, by the ids of operations.
    by_operation: BTreeMap<String, usize>,
    /// Whether the servers of the API are among them.
    pub(crate) has_api: bool,
    /// The names that are in use.
    pub(crate) taken: Taken,
}

/// A server with a type.
#[derive(Debug, Clone)]
pub(crate) struct NamedServer {
    pub(crate) server: Server,
    /// The name of the type.
    pub(crate) name: String,
    /// The names of the lists that it is in.
    pub(crate) lists: Vec<String>,
}

/// The servers of some operations.
#[derive(Debug, Clone)]
pub(crate) struct ServerList {
    /// The name of the type. It is that of the server if there is only one.
    pub(crate) name: String,
    /// The indices of the servers.
    pub(crate) servers: Vec<usize>,
    /// The index of the one that is used by default.
    pub(crate) default: usize,
    /// The ids of the operations.
    pub(crate) operations: Vec<String>,
}

impl ServerNames {
    pub(crate) fn of(api: &Api, resources: &ResourceNames) -> Self {
        let mut names = Self {
            has_api: has_choice(&api.servers),
            taken: Taken::reserved(&["ServerUrl"]),
            ..Self::default()
        };
        if names.has_api {
            for (index, server) in api.servers.iter().enumerate() {
                let words = server.name.clone();
                let words = words.unwrap_or_else(|| format!("server {index}"));
                names.add(server, API_LIST, &words);
            }
        }
        let mut lists: Vec<(&[Server], Vec<&Operation>)> = Vec::new();
        for operation in api.operations() {
            let servers = operation.servers.as_slice();
            let is_same = |(known, _): &&mut (&[Server], _)| are_same(known, servers);
            match lists.iter_mut().find(is_same) {
                Some((_, operations)) => operations.push(operation),
                None if has_choice(servers) => lists.push((servers, vec![operation])),
                None => {}
            }
        }
        let words = list_words(&lists, resources);
        for ((servers, operations), words) in lists.iter().zip(words) {
            names.list(servers, operations, &words);
        }
        names
    }

    /// The list that an operation has.
    pub(crate) fn list_of(&self, operation: &Operation) -> Option<&ServerList> {
        self.lists.get(*self.by_operation.get(&operation.id)?)
    }

    fn list(&mut self, servers: &[Server], operations: &[&Operation], words: &str) {
        let type_words = format!("{words} server");
        let name = self.taken.claim(TypeName::new(&type_words).as_str());
        let indices: Vec<usize> = match servers {
            [server] => vec![self.add_as(server, &name, name.clone())],
            servers => {
                let servers = servers.iter().enumerate();
                let indices = servers.map(|(index, server)| {
                    let numbered = format!("{type_words} {index}");
                    let words = match &server.name {
                        None => numbered,
                        Some(own) if self.is_free(own) => own.clone(),
                        Some(own) => format!("{words} {own}"),
                    };
                    self.add(server, &name, &words)
                });
                indices.collect()
            }
        };
        let default = Server::default_of(servers);
        let position = servers.iter().position(|one| Some(one) == default);
        let default = indices.get(position.unwrap_or_default()).copied();
        let list = self.lists.len();
        let ids = operations.iter().map(|one| (one.id.clone(), list));
        self.by_operation.extend(ids);
        self.lists.push(ServerList {
            name,
            servers: indices,
            default: default.unwrap_or_default(),
            operations: operations.iter().map(|one| one.id.clone()).collect(),
        });
    }

    fn is_free(&self, words: &str) -> bool {
        self.taken.clone().try_claim(TypeName::new(words).as_str())
    }

    /// The index of a server in a list, which takes a name from these words if it has none yet.
    fn add(&mut self, server: &Server, list: &str, words: &str) -> usize {
        match self.known(server, list) {
            Some(index) => index,
            None => {
                let name = self.taken.claim(TypeName::new(words).as_str());
                self.push(server, list, name)
            }
        }
    }

    /// The only server of a list, whose type is that of the list.
    fn add_as(&mut self, server: &Server, list: &str, name: String) -> usize {
        let known = self.known(server, list);
        known.unwrap_or_else(|| self.push(server, list, name))
    }

    fn known(&mut self, server: &Server, list: &str) -> Option<usize> {
        let is_same_name = |known: &Server| {
            known.name.is_none() || server.name.is_none() || known.name == server.name
        };
        let mut servers = self.servers.iter_mut().enumerate();
        let (index, known) = servers
            .find(|(_, known)| known.server.is_same(server) && is_same_name(&known.server))?;
        known.lists.push(list.to_owned());
        if known.server.description.trim().is_empty() {
            known.server.description.clone_from(&server.description);
        }
        Some(index)
    }

    fn push(&mut self, server: &Server, list: &str, name: String) -> usize {
        self.servers.push(NamedServer {
            server: server.clone(),
            name,
            lists: vec![list.to_owned()],
        });
        self.servers.len() - 1
    }
}

/// Whether there is something to select.
fn has_choice(servers: &[Server]) -> bool {
    servers.len() > 1 || servers.iter().any(|server| !server.variables.is_empty())
}

fn are_same(one: &[Server], other: &[Server]) -> bool {
    let mut pairs = one.iter().zip(other);
    one.len() == other.len()
        && pairs.all(|(one, other)| one.is_same(other) && one.name == other.name)
}

/// The words that name each list: the resource if all of its operations with such servers have the
/// same, else the first operation.
fn list_words(lists: &[(&[Server], Vec<&Operation>)], resources: &ResourceNames) -> Vec<String> {
    let method = |operation: &Operation| resources.method(&operation.id);
    let resource = |operation: &&Operation| method(operation).map(|(one, _)| one.handle.clone());
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for (_, operations) in lists {
        let mut found: Vec<String> = operations.iter().filter_map(resource).collect();
        found.sort();
        found.dedup();
        for handle in found {
            *uses.entry(handle).or_default() += 1;
        }
    }
    let mut methods: BTreeMap<String, usize> = BTreeMap::new();
    for operation in lists
        .iter()
        .filter_map(|(_, operations)| operations.first())
    {
        if let Some((_, method)) = method(operation) {
            *methods.entry(plain(method).to_owned()).or_default() += 1;
        }
    }
    let words = lists.iter().map(|(_, operations)| {
        let handles: Vec<String> = operations.iter().filter_map(resource).collect();
        let first = handles.first().cloned().unwrap_or_default();
        let is_one = handles.iter().all(|handle| *handle == first);
        if operations.len() > 1 && is_one && uses.get(&first) == Some(&1) {
            return first;
        }
        let method = operations.first().and_then(|one| method(one));
        let method = method.map_or("", |(_, method)| plain(method));
        match methods.get(method) {
            Some(1) => method.to_owned(),
            _ => format!("{first} {method}"),
        }
    });
    words.collect()
}
