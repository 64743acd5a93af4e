//! `names.yaml`: the names of released types, by the location of their schemas.
//!
//! A type keeps its pinned name. A new type that claims the same name is qualified instead (see
//! `plan/names`), so it never renames an old one. `cargo xtask generate --pin-names` writes the
//! file.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::diagnostics::{Code, Diagnostics, Failed, Reporter};
use crate::pointer::Pointer;
use crate::source;
use crate::source_file::Source;

/// Pinned names by the pointers of schemas.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pins(BTreeMap<String, String>);

impl Pins {
    /// Reads the file: an object with a name for each pointer.
    ///
    /// # Errors
    ///
    /// Invalid YAML, or an entry that is not a pointer with a type name.
    pub(crate) fn read(
        source: &Arc<Source>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, Failed> {
        let document = source::read(Arc::clone(source), diagnostics)?;
        let mut reporter = Reporter::new(source, diagnostics);
        let mut pins = BTreeMap::new();
        for (pointer, name) in document.value.as_object().into_iter().flatten() {
            match name {
                Value::String(name) if is_type_name(name) && Pointer::parse(pointer).is_ok() => {
                    pins.insert(pointer.clone(), name.clone());
                }
                _ => {
                    let at = Pointer::root().child(pointer);
                    let message = format!("`{pointer}: {name}` is not a pointer with a type name");
                    reporter.report(Code::Names, &at, message);
                }
            }
        }
        reporter.checked(Self(pins))
    }

    /// The name of the schema at a pointer.
    pub(crate) fn get(&self, pointer: &Pointer) -> Option<&str> {
        self.0.get(&pointer.to_string()).map(String::as_str)
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

/// From pairs of pointer and name.
impl FromIterator<(String, String)> for Pins {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

/// Whether a string is an UpperCamelCase identifier.
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
    fn reads_back_what_it_writes() {
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
    fn refuses_invalid_names_and_pointers() {
        assert_eq!(read("'/a': lower"), Err("names /~1a".to_owned()));
        assert_eq!(read("'a': Upper"), Err("names /a".to_owned()));
        assert_eq!(read("'/a': 3"), Err("names /~1a".to_owned()));
    }
}
