//! Callbacks: a function for each that decodes its body.

use std::collections::BTreeMap;

use quote::quote;

use crate::ir::{Api, Callback, Registration};
use crate::plan::Planner;
use crate::plan::docs::links::Folder;
use crate::plan::models::type_writer::TypeWriter;
use crate::plan::names::scope::Scope;
use crate::plan::names::{Claim, MethodName, distinct, ident, plain};
use crate::plan::package::capability::Capability;
use crate::sdk::{CallbackFunction, Callbacks};

/// The names that the module `callbacks` defines or exports.
const DEFINED: &[&str] = &["CallbackError", "callback_body"];

/// The names of the functions, in the order of the callbacks.
#[derive(Debug, Clone)]
pub(crate) struct CallbackNames(Vec<String>);

impl CallbackNames {
    /// The name of the callback; of several requests, with the method and with what registers it.
    /// The names do not depend on the order of the callbacks.
    pub(crate) fn of(api: &Api) -> Self {
        let claims: Vec<Claim> = api.callbacks.iter().map(claim).collect();
        Self(distinct(&claims, DEFINED, |words| {
            MethodName::new(words).to_string()
        }))
    }

    /// The functions for the callbacks of each operation, by its id.
    pub(crate) fn by_operation(&self, api: &Api) -> BTreeMap<String, Vec<String>> {
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (callback, name) in api.callbacks.iter().zip(&self.0) {
            for registration in &callback.registered_by {
                if let Registration::Operation(id) = registration {
                    found.entry(id.clone()).or_default().push(name.clone());
                }
            }
        }
        found
    }
}

fn claim(callback: &Callback) -> Claim {
    let Callback { name, method, .. } = callback;
    let owner = callback.owner();
    let longer = [
        name.clone(),
        format!("{name} {method}"),
        format!("{owner} {name} {method}"),
    ];
    // None of several requests of one name is the one that callers expect.
    Claim {
        keeps: false,
        ..Claim::new(callback.at.to_string(), longer.into())
    }
}

impl Planner<'_> {
    /// The functions, if there are callbacks with JSON.
    pub(crate) fn callbacks(&mut self) -> Option<Callbacks> {
        if self.api.callbacks.is_empty() {
            return None;
        }
        self.capabilities.insert(Capability::Callbacks);
        let mut scope = Scope::new("models", DEFINED.iter().map(|name| (*name).to_owned()));
        scope.import("crate::runtime::decode_callback");
        let functions = self.api.callbacks.iter().zip(&self.callback_names.0);
        let functions = functions
            .map(|(callback, name)| self.callback(callback, name, &mut scope))
            .collect();
        Some(Callbacks {
            uses: scope.uses(),
            functions,
        })
    }

    fn callback(&self, callback: &Callback, name: &str, scope: &mut Scope) -> CallbackFunction {
        let ty = TypeWriter {
            names: &self.names,
            scope,
        }
        .ty(&callback.payload);
        let registered = callback.registered_by.iter();
        let registered: Vec<String> = registered
            .map(|one| self.docs.registration_name(one))
            .collect();
        let request = format!("`{}`", self.docs.request_of(callback));
        let name = ident(name);
        CallbackFunction {
            docs: self.docs.of_callback(callback),
            name: quote!(#name).into(),
            link_name: plain(&name.to_string()).to_owned(),
            ty: ty.into(),
            request: self.docs.cell(&request, Folder::Root),
            registered_by: self.docs.cell(&registered.join(", "), Folder::Root),
        }
    }
}
