//! The types of servers that the caller can select, whose setters take the variables of their URLs.
//!
//! There are none if the document has one server without variables, since that is the default. An
//! operation with several servers of its own also has a type for any of them.

use quote::quote;

use crate::ir::{Server, ServerVariable};
use crate::plan::docs::{DocTarget, DocWriter};
use crate::plan::names::{FieldName, Taken, TypeName, VariantName, ident, plain};
use crate::plan::package::capability::Capability;
use crate::plan::package::server_names::{NamedServer, ServerList};
use crate::plan::{Planner, literals};
use crate::sdk::{self, ServerEnum, ServerSetter, ServerValue, Servers, Tokens};

/// The number of operations that docs list.
const LISTED_OPERATIONS: usize = 5;

/// Text of the document as inline code.
fn code(docs: &DocWriter, text: &str) -> String {
    format!("`{}`", docs.code(text))
}

/// The methods of the type of a server.
const SERVER_METHODS: &[&str] = &["new", "default", "clone", "from", "into"];

/// The enums of variables, and the names that are in use.
struct Types {
    taken: Taken,
    /// The values of each enum.
    known: Vec<(String, Vec<String>)>,
    enums: Vec<ServerEnum>,
}

impl Planner<'_> {
    pub(crate) fn servers(&mut self) -> Option<Servers> {
        let names = self.server_names.clone();
        if names.servers.is_empty() {
            return None;
        }
        self.capabilities.insert(Capability::Servers);
        let mut types = Types {
            taken: names.taken.clone(),
            known: Vec::new(),
            enums: Vec::new(),
        };
        let servers = names.servers.iter();
        let planned = servers.map(|server| self.server(server, &mut types));
        let planned = planned.collect();
        let lists = names.lists.iter().filter(|list| list.servers.len() > 1);
        Some(Servers {
            has_api: names.has_api,
            has_own: !names.lists.is_empty(),
            servers: planned,
            lists: lists.map(|list| self.server_list(list)).collect(),
            enums: types.enums,
        })
    }

    fn server(&self, named: &NamedServer, types: &mut Types) -> sdk::Server {
        let server = &named.server;
        let (url, mut docs) = match server.template() {
            "" => {
                let docs = "The base URL of the client, as a server.".to_owned();
                ("the base URL".to_owned(), docs)
            }
            url => {
                let url = code(&self.docs, url);
                let docs = format!("The server {url}.");
                (url, docs)
            }
        };
        if !server.description.trim().is_empty() {
            docs.push_str("\n\n");
            docs.push_str(&server.description);
        }
        if !self.server_names.lists.is_empty() {
            docs.push_str(&format!("\n\n{}", self.users_text(named)));
        }
        let defaults = server.variables.iter().filter_map(|variable| {
            let (name, default) = (&variable.name, variable.default.as_ref()?);
            Some(quote!((#name, #default)))
        });
        let mut taken = Taken::reserved(SERVER_METHODS);
        let setters = server.variables.iter();
        let setters = setters.map(|variable| self.server_setter(variable, &mut taken, types));
        let lists = &named.lists;
        sdk::Server {
            url,
            users: self.users_of(named).join(", "),
            constructor_docs: constructor_docs(server).to_owned(),
            docs: self.docs.lines(&docs, DocTarget::Item),
            name: ident(&named.name).into(),
            template: literals::string(server.template()).into(),
            defaults: quote!(&[#(#defaults),*]).into(),
            lists: quote!(&[#(#lists),*]).into(),
            setters: setters.collect(),
        }
    }

    fn server_list(&self, list: &ServerList) -> sdk::ServerList {
        let name = |index: usize| {
            let server = self.server_names.servers.get(index);
            server.map_or("", |server| server.name.as_str())
        };
        let link = |name: &str| format!("[`servers::{name}`](crate::servers::{name})");
        let operations = list.operations.iter().map(|id| self.operation_name(id));
        let default = name(list.default);
        let others = list.servers.iter().filter(|index| **index != list.default);
        let others: Vec<String> = others.map(|index| link(name(*index))).collect();
        let text = format!(
            "A server of {}: {} by default, or {}.",
            shortened(operations.collect()),
            link(default),
            others.join(", ")
        );
        let members = list.servers.iter().map(|index| ident(name(*index)).into());
        sdk::ServerList {
            docs: self.docs.lines(&text, DocTarget::Item),
            name: ident(&list.name).into(),
            default: ident(default).into(),
            members: members.collect(),
        }
    }

    /// Which operations have a server.
    fn users_text(&self, named: &NamedServer) -> String {
        format!("A server of {}.", self.users_of(named).join(", and of "))
    }

    fn users_of(&self, named: &NamedServer) -> Vec<String> {
        let lists = &self.server_names.lists;
        let users = named.lists.iter().map(|name| {
            let list = lists.iter().find(|list| list.name == *name);
            let Some(list) = list else {
                return "the API".to_owned();
            };
            let operations = list.operations.iter().map(|id| self.operation_name(id));
            shortened(operations.collect())
        });
        users.collect()
    }

    /// `letters().get_file()`, as code.
    fn operation_name(&self, id: &str) -> String {
        match self.resources.method(id) {
            Some((resource, method)) => {
                format!("`{}().{}()`", resource.accessor, plain(method))
            }
            None => code(&self.docs, id),
        }
    }

    fn server_setter(
        &self,
        variable: &ServerVariable,
        taken: &mut Taken,
        types: &mut Types,
    ) -> ServerSetter {
        let name = taken.claim(FieldName::new(&variable.name).as_str());
        let default = match variable.default.as_deref() {
            None => ", which must be set".to_owned(),
            Some("") => ", which is empty by default".to_owned(),
            Some(default) => format!(": {} by default", code(&self.docs, default)),
        };
        let mut docs = format!(
            "Sets the variable {}{default}.",
            code(&self.docs, &variable.name)
        );
        if !variable.description.trim().is_empty() {
            docs.push_str("\n\n");
            docs.push_str(&variable.description);
        }
        let (ty, value) = match types.of(variable, self) {
            Some(name) => {
                let name = ident(&name);
                (quote!(#name), quote!(value.as_str()))
            }
            None => (quote!(impl Into<String>), quote!(value)),
        };
        ServerSetter {
            docs: self.docs.lines(&docs, DocTarget::Member),
            name: ident(&name).into(),
            ty: ty.into(),
            variable: literals::string(&variable.name).into(),
            value: value.into(),
        }
    }
}

fn constructor_docs(server: &Server) -> &'static str {
    let variables = &server.variables;
    if variables.iter().any(|variable| variable.default.is_none()) {
        "Creates the server. A variable without a default must be set."
    } else {
        "Creates the server, with the defaults of its variables if it has any."
    }
}

/// The first of these operations, and the number of the others.
fn shortened(mut operations: Vec<String>) -> String {
    let others = operations.len().saturating_sub(LISTED_OPERATIONS);
    if others > 1 {
        operations.truncate(LISTED_OPERATIONS);
        operations.push(format!("{others} other operations"));
    }
    match operations.as_slice() {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        operations => operations.concat(),
    }
}

impl Types {
    /// The enum of a variable with a fixed set of values.
    fn of(&mut self, variable: &ServerVariable, planner: &Planner<'_>) -> Option<String> {
        if variable.values.is_empty() {
            return None;
        }
        let words = TypeName::new(&variable.name).as_str().to_owned();
        let same = self.known.iter().find(|(name, values)| {
            *values == variable.values && name.trim_end_matches('_') == words
        });
        if let Some((name, _)) = same {
            return Some(name.clone());
        }
        let name = self.taken.claim(&words);
        let mut taken = Taken::reserved(&["Self"]);
        let variants = variable.values.iter().map(|value| ServerValue {
            docs: format!("{}.", code(&planner.docs, value)),
            name: ident(&taken.claim(VariantName::new(value).as_str())).into(),
            literal: Tokens::from(literals::string(value)),
        });
        self.enums.push(ServerEnum {
            variants: variants.collect(),
            docs: vec![format!(
                "The values of the variable {}.",
                code(&planner.docs, &variable.name)
            )],
            name: ident(&name).into(),
        });
        self.known.push((name.clone(), variable.values.clone()));
        Some(name)
    }
}
