//! The docs of callbacks, and of the operations that register them.

use super::{DocTarget, DocWriter};
use crate::ir::{Callback, Registration};
use crate::plan::names::plain;

impl DocWriter {
    /// Which functions decode the callbacks that an operation registers. `module` is the path of
    /// their module in links, or empty for no links.
    pub(crate) fn callbacks_of(&self, operation: &str, module: &str) -> Option<String> {
        let functions = self.links.callbacks.get(operation)?;
        let functions: Vec<String> = functions
            .iter()
            .map(|name| match module {
                "" => format!("`callbacks::{}`", plain(name)),
                module => format!("[`callbacks::{0}`]({module}::{0})", plain(name)),
            })
            .collect();
        Some(format!("Callbacks: {}.", functions.join(", ")))
    }

    /// Summary, description, request and registration of a callback.
    pub(crate) fn of_callback(&self, callback: &Callback) -> Vec<String> {
        let mut lines = self.title_and_description(&callback.docs, DocTarget::Item);
        if lines.is_empty() {
            lines.push(format!(
                "Decodes the body of the callback `{}`.",
                self.code(&callback.name)
            ));
        }
        lines.push(String::new());
        let registered = callback.registered_by.iter();
        let registered: Vec<String> = registered.map(|by| self.registration(by)).collect();
        let text = format!(
            "Request `{}`, registered by {}.",
            self.request_of(callback),
            registered.join(", ")
        );
        lines.extend(self.lines(&text, DocTarget::Item));
        lines
    }

    /// The method and the URL of a callback, as the content of inline code.
    pub(crate) fn request_of(&self, callback: &Callback) -> String {
        self.code(&format!("{} {}", callback.method, callback.expression))
    }

    /// What registers a callback, as Markdown with a link for rustdoc.
    fn registration(&self, registration: &Registration) -> String {
        match registration {
            Registration::Operation(id) => {
                let code = self.code(id);
                match self.links.item(&format!("#/operations/{id}")) {
                    Some(item) => format!("[`{code}`]({item})"),
                    None => format!("`{code}`"),
                }
            }
            other => self.registration_name(other),
        }
    }

    /// What registers a callback, as Markdown without links.
    pub(crate) fn registration_name(&self, registration: &Registration) -> String {
        match registration {
            Registration::Operation(id) => format!("`{}`", self.code(id)),
            Registration::Event(name) => format!("the event `{}`", self.code(name)),
            Registration::Callback(name) => format!("the callback `{}`", self.code(name)),
        }
    }
}
