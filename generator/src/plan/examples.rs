//! Example code in docs: JSON values and calls as a user writes them.

pub(crate) mod call;
pub(crate) mod encoded;
pub(crate) mod files;
pub(crate) mod fit;
pub(crate) mod misfits;
mod responses;
mod samples;
mod unions;
mod values;
pub(crate) mod wire;

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::calls::FileValue;
use crate::plan::examples::call::CallExample;
use crate::plan::names::plain;
use crate::plan::names::scope::{Scope, tokens};
use crate::sdk::ExampleBlock;

/// The base URL of emitted tests, and of examples for an API without one.
pub(crate) const TEST_URL: &str = "https://api.example.com";

/// The name of the function with an example of a method.
pub(crate) fn function_name(method: &str) -> &str {
    if plain(method) == method {
        method
    } else {
        "example"
    }
}

/// What an example does with a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Awaits it.
    Send,
    /// Sends it without an async runtime.
    SendBlocking,
    /// Iterates over the items of all pages.
    Items,
}

/// The examples of an operation.
#[derive(Debug, Clone)]
pub(crate) struct OperationExamples {
    /// A call with a name for each example of the request, or one call if there is no example.
    pub(crate) calls: Vec<(String, CallExample)>,
    /// The examples of success responses.
    pub(crate) responses: Vec<ExampleBlock>,
}

/// What the code of an example needs around it.
#[derive(Debug, Clone)]
pub(crate) struct Needs {
    /// The name of the SDK in `use` items.
    krate: String,
    scope: Scope,
    /// Whether `?` is used on an error that is not the SDK's.
    parses: bool,
    /// The files to which values refer by index.
    pub(crate) files: Vec<FileValue>,
    /// Whether models are imported as a module: `models::Company`.
    qualifies_models: bool,
}

impl Needs {
    pub(crate) fn new(krate: String) -> Self {
        Self {
            krate,
            scope: Scope::new("models", []),
            parses: false,
            files: Vec::new(),
            qualifies_models: false,
        }
    }

    /// The needs of a file with many calls.
    pub(crate) fn of_tests(krate: String) -> Self {
        Self {
            qualifies_models: true,
            ..Self::new(krate)
        }
    }

    /// A name from elsewhere.
    pub(crate) fn import(&mut self, path: &str) -> TokenStream {
        self.scope.import(path)
    }

    /// A name of the SDK: `Client`, `models::Company`.
    pub(crate) fn import_of_sdk(&mut self, path: &str) -> TokenStream {
        if self.qualifies_models && path.starts_with("models::") {
            let models = format!("{}::models", self.krate);
            self.scope.import(&models);
            return tokens(path);
        }
        let path = format!("{}::{path}", self.krate);
        self.scope.import(&path)
    }

    /// The `use` items.
    pub(crate) fn uses(&self) -> TokenStream {
        let trees = self.scope.use_trees();
        quote!(#(use #trees;)*)
    }
}
