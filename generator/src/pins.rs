//! `names.yaml`: the names of released types, by the places of their schemas.
//!
//! A type that has a name keeps it, so that a newcomer which claims the same one steps aside (see `plan/naming`) and
//! never renames an old type. `cargo xtask generate --pin-names` writes the file.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::diagnostics::{Diagnostic, Diagnostics, Failed};
use crate::ir::Api;
use crate::pointer::Pointer;
use crate::sdk::Crate;
use crate::source::{self, Source};

/// Pinned names by the pointers of schemas.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pins(BTreeMap<String, String>);

impl Pins {
    /// Reads the file: a map of pointers to names.
    ///
    /// # Errors
    ///
    /// What is not YAML, or not such a map.
    pub fn read(source: &Arc<Source>, diagnostics: &mut Diagnostics) -> Result<Self, Failed> {
        let document = source::read(Arc::clone(source), diagnostics)?;
        let mut pins = BTreeMap::new();
        for (pointer, name) in document.value.as_object().into_iter().flatten() {
            match name {
                Value::String(name) if is_type_name(name) && Pointer::parse(pointer).is_ok() => {
                    pins.insert(pointer.clone(), name.clone());
                }
                _ => {
                    let at = Pointer::root().child(pointer);
                    let message =
                        format!("`{pointer}: {name}` is no pointer with the name of a type");
                    let diagnostic = Diagnostic::error("names", source, &at, message);
                    let help = "write `/components/schemas/Company: Company`";
                    diagnostics.push(diagnostic.help(help));
                }
            }
        }
        diagnostics.checked(Self(pins))
    }

    /// The names of a crate's types, all of them pinned.
    #[must_use]
    pub fn of(krate: &Crate) -> Self {
        Self(
            krate
                .names
                .iter()
                .map(|named| (named.pointer.clone(), named.name.clone()))
                .collect(),
        )
    }

    /// Gives the types their names. One that an overlay gave stays.
    pub fn apply(&self, api: &mut Api) {
        for (id, def) in &mut api.types {
            if def.given_name.is_none() {
                def.given_name = self.0.get(&id.to_string()).cloned();
            }
        }
    }

    /// The lines of the file, without its head comment.
    #[must_use]
    pub fn to_yaml(&self) -> String {
        let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
        self.0
            .iter()
            .map(|(pointer, name)| format!("{}: {name}\n", quoted(pointer)))
            .collect()
    }
}

/// Whether a text is an identifier in the case of types.
fn is_type_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_uppercase()) && syn::parse_str::<syn::Ident>(name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Pins, String> {
        let source = Arc::new(Source {
            path: "names.yaml".into(),
            text: text.into(),
        });
        let mut diagnostics = Diagnostics::new();
        Pins::read(&source, &mut diagnostics).map_err(|Failed| {
            diagnostics
                .iter()
                .map(|d| format!("{} {}", d.code, d.pointer))
                .collect()
        })
    }

    #[test]
    fn what_is_written_is_read_back() {
        let pins = Pins(BTreeMap::from([
            (
                "/components/schemas/It's/definitions/a b".to_owned(),
                "Ab".to_owned(),
            ),
            ("/paths/~1a~1{id}/get".to_owned(), "GetA".to_owned()),
        ]));
        assert_eq!(read(&pins.to_yaml()), Ok(pins));
    }

    #[test]
    fn what_is_no_name_is_refused() {
        assert_eq!(read("'/a': lower"), Err("names /~1a".to_owned()));
        assert_eq!(read("'a': Upper"), Err("names /a".to_owned()));
        assert_eq!(read("'/a': 3"), Err("names /~1a".to_owned()));
    }
}
