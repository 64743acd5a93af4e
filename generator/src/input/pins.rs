//! `names.yaml`: the names of released types, by the location of their schemas, and the names that
//! items had in the previous release.
//!
//! A type keeps its pinned name. A new type that claims the same name is qualified instead (see
//! `plan/names`), so it never renames an old one. `cargo xtask generate --pin-names` writes the
//! file.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::renames::{self, RENAMED, Renames};
use crate::diagnostics::{Code, Diagnostics, Failed, Reporter};
use crate::pointer::Pointer;
use crate::source;
use crate::source_file::Source;

/// The contents of `names.yaml`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Names {
    pub(crate) pins: Pins,
    pub(crate) renames: Renames,
}

/// Pinned names by the pointers of schemas.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pins(BTreeMap<String, String>);

impl Names {
    /// Reads the file: an object with a name for each pointer, and `renamed`.
    ///
    /// # Errors
    ///
    /// Invalid YAML, an entry that is not a pointer with a type name, or invalid names in
    /// `renamed`.
    pub(crate) fn read(
        source: &Arc<Source>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, Failed> {
        let document = source::read(Arc::clone(source), diagnostics)?;
        let mut reporter = Reporter::new(source, diagnostics);
        let mut pins = BTreeMap::new();
        let mut renames = Renames::default();
        for (pointer, name) in document.value.as_object().into_iter().flatten() {
            match name {
                value if pointer == RENAMED => {
                    let at = Pointer::root().child(RENAMED);
                    renames.all = renames::read(value, &at, &mut reporter);
                }
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
        renames.source = Some(Arc::clone(source));
        reporter.checked(Self {
            pins: Pins(pins),
            renames,
        })
    }
}

impl Pins {
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

    fn read(text: &str) -> Result<Names, String> {
        let source = Arc::new(Source {
            path: "names.yaml".into(),
            text: text.into(),
        });
        let mut diagnostics = Diagnostics::new();
        Names::read(&source, &mut diagnostics).map_err(|Failed| {
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
        assert_eq!(read(&pins.to_yaml()).unwrap().pins, pins);
    }

    #[test]
    fn refuses_invalid_names_and_pointers() {
        assert_eq!(read("'/a': lower"), Err("names /~1a".to_owned()));
        assert_eq!(read("'a': Upper"), Err("names /a".to_owned()));
        assert_eq!(read("'/a': 3"), Err("names /~1a".to_owned()));
    }

    #[test]
    fn reads_renamed_items() {
        let text = "renamed:\n- since: 0.2.0\n  types: {Old: New}\n  methods: {a.old: type}\n  resources: {b: c}\n'/a': A\n";
        let names = read(text).unwrap();
        assert_eq!(names.pins.to_yaml(), "'/a': A\n");
        let all = names.renames.all.iter().map(|one| {
            let (since, kind) = (one.since, &one.kind);
            format!("{since} {kind:?} {} {}", one.old, one.new)
        });
        assert_eq!(
            all.collect::<Vec<_>>(),
            [
                "0.2.0 Type Old New",
                "0.2.0 Method(\"a\") old type",
                "0.2.0 Resource b c"
            ]
        );
    }

    #[test]
    fn refuses_what_is_not_a_renamed_item() {
        let refused = |text: &str, at: &str| {
            let text = format!("renamed:\n- since: 0.2.0\n  {text}\n");
            assert_eq!(read(&text), Err(format!("names /renamed/0{at}")), "{text}");
        };
        refused("types: {old: New}", "/types/old");
        refused("types: {Old: new}", "/types/Old");
        refused("types: {Old: Old}", "/types/Old");
        refused("types: {Old: 3}", "/types/Old");
        refused("types: Old", "/types");
        refused("methods: {old: new}", "/methods/old");
        refused("methods: {a.old: b.new}", "/methods/a.old");
        refused("resources: {Old: new}", "/resources/Old");
        refused("fields: {a: b}", "/fields");
        assert_eq!(read("renamed: {}"), Err("names /renamed".to_owned()));
        assert_eq!(read("renamed: [a]"), Err("names /renamed/0".to_owned()));
        assert_eq!(
            read("renamed: [{types: {A: B}}]"),
            Err("names /renamed/0".to_owned())
        );
        let since = read("renamed: [{since: 0.2}]");
        assert_eq!(since, Err("names /renamed/0/since".to_owned()));
    }
}
