//! The servers in the document: a type for each, whose setters take the variables of its URL.
//!
//! There are none if the document has one server without variables, since that is the default.

use quote::quote;

use crate::ir::{Server, ServerVariable};
use crate::plan::docs::{DocTarget, DocWriter};
use crate::plan::names::{FieldName, Taken, TypeName, VariantName, ident};
use crate::plan::package::capability::Capability;
use crate::plan::{Planner, literals};
use crate::sdk::{self, ServerEnum, ServerSetter, ServerValue, Servers, Tokens};

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
        let servers = &self.api.servers;
        let has_variables = servers.iter().any(|server| !server.variables.is_empty());
        if servers.len() < 2 && !has_variables {
            return None;
        }
        self.capabilities.insert(Capability::Servers);
        let mut types = Types {
            taken: Taken::reserved(&["ServerUrl"]),
            known: Vec::new(),
            enums: Vec::new(),
        };
        let names: Vec<String> = servers
            .iter()
            .enumerate()
            .map(|(index, server)| {
                let name = server.name.clone();
                let name = name.unwrap_or_else(|| format!("server {index}"));
                types.taken.claim(TypeName::new(&name).as_str())
            })
            .collect();
        let planned = servers.iter().zip(&names);
        let planned = planned.map(|(server, name)| self.server(server, name, &mut types));
        Some(Servers {
            servers: planned.collect(),
            enums: types.enums,
        })
    }

    fn server(&self, server: &Server, name: &str, types: &mut Types) -> sdk::Server {
        let url = server.template.as_ref().unwrap_or(&server.url);
        let mut docs = format!("The server {}.", code(&self.docs, url));
        if !server.description.trim().is_empty() {
            docs.push_str("\n\n");
            docs.push_str(&server.description);
        }
        let defaults = server.variables.iter().map(|variable| {
            let (name, default) = (&variable.name, &variable.default);
            quote!((#name, #default))
        });
        let mut taken = Taken::reserved(SERVER_METHODS);
        let setters = server.variables.iter();
        let setters = setters.map(|variable| self.server_setter(variable, &mut taken, types));
        sdk::Server {
            docs: self.docs.lines(&docs, DocTarget::Item),
            name: ident(name).into(),
            template: literals::string(url).into(),
            defaults: quote!(&[#(#defaults),*]).into(),
            setters: setters.collect(),
        }
    }

    fn server_setter(
        &self,
        variable: &ServerVariable,
        taken: &mut Taken,
        types: &mut Types,
    ) -> ServerSetter {
        let name = taken.claim(FieldName::new(&variable.name).as_str());
        let default = match variable.default.as_str() {
            "" => "which is empty by default".to_owned(),
            default => format!("{} by default", code(&self.docs, default)),
        };
        let mut docs = format!(
            "Sets the variable {}: {default}.",
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
