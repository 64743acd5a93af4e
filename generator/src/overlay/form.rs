//! The form of an overlay: which members it has, and of which kind they are.

use std::sync::Arc;

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::pointer::Pointer;
use crate::source::{Document, Source, kind};

use super::action::{Action, Change};

/// Checks an overlay and returns those of its actions that are well formed; none when its version is not ours.
pub(super) fn actions<'o>(overlay: &'o Document, diagnostics: &mut Diagnostics) -> Vec<Action<'o>> {
    let mut form = Form {
        source: &overlay.source,
        diagnostics,
    };
    let root = Pointer::root();
    let Value::Object(members) = &overlay.value else {
        form.wrong_kind(&root, "an overlay", &overlay.value, "an object");
        return Vec::new();
    };
    if !form.version(members) {
        return Vec::new();
    }
    form.known(
        members,
        &root,
        "an overlay",
        &["overlay", "info", "extends", "actions"],
    );
    form.info(members);
    if let Some(extends) = members
        .get("extends")
        .filter(|extends| !extends.is_string())
    {
        form.wrong_kind(&root.child("extends"), "`extends`", extends, "a text");
    }
    form.actions(members)
}

/// What reads the overlay and collects the findings.
struct Form<'s, 'd> {
    source: &'s Arc<Source>,
    diagnostics: &'d mut Diagnostics,
}

impl Form<'_, '_> {
    fn error(
        &mut self,
        code: &'static str,
        at: &Pointer,
        message: String,
        help: impl Into<String>,
    ) {
        let finding = Diagnostic::error(code, self.source, at, message).help(help);
        self.diagnostics.push(finding);
    }

    fn wrong_kind(&mut self, at: &Pointer, what: &str, value: &Value, expected: &str) {
        let message = format!("{what} is {}, not {expected}", kind(value));
        let quotes = expected == "a text" && (value.is_number() || value.is_boolean());
        let help = if quotes {
            "put it in quotes".to_owned()
        } else {
            format!("give {expected}")
        };
        self.error("overlay-member-type", at, message, help);
    }

    fn missing(&mut self, at: &Pointer, what: &str, member: &str, help: &str) {
        self.error(
            "overlay-member-missing",
            at,
            format!("{what} has no `{member}`"),
            help,
        );
    }

    /// The specification tells versions apart by their first two numbers.
    fn version(&mut self, members: &Map<String, Value>) -> bool {
        let at = Pointer::from_tokens(["overlay"]);
        let patch = |version: &str| version.strip_prefix("1.0.").map(str::to_owned);
        let number =
            |patch: String| !patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit());
        match members.get("overlay") {
            None => {
                let help = "start the file with `overlay: 1.0.0`";
                self.missing(&Pointer::root(), "the overlay", "overlay", help);
                false
            }
            Some(Value::String(version)) if patch(version).is_some_and(number) => true,
            Some(other) => {
                let version = other
                    .as_str()
                    .map_or_else(|| other.to_string(), str::to_owned);
                let message = format!("Overlay `{version}` is not supported");
                self.error(
                    "overlay-version",
                    &at,
                    message,
                    "write `overlay: 1.0.0`, and use only what that version has",
                );
                false
            }
        }
    }

    /// Refuses members that the specification does not have, since they are misspelt or of another version.
    fn known(&mut self, members: &Map<String, Value>, at: &Pointer, what: &str, names: &[&str]) {
        for name in members.keys() {
            if !name.starts_with("x-") && !names.contains(&name.as_str()) {
                let message = format!("{what} has no member `{name}` in Overlay 1.0");
                let help = format!("use {} or `x-...`", listed(names));
                self.error("overlay-member-unknown", &at.child(name), message, help);
            }
        }
    }

    fn info(&mut self, members: &Map<String, Value>) {
        let at = Pointer::from_tokens(["info"]);
        let help = "give `info` a `title` that says what the overlay is for, and a `version`";
        match members.get("info") {
            None => self.missing(&Pointer::root(), "the overlay", "info", help),
            Some(Value::Object(info)) => {
                self.known(info, &at, "`info`", &["title", "version"]);
                for name in ["title", "version"] {
                    self.text(info, &at, "`info`", name, help);
                }
            }
            Some(other) => self.wrong_kind(&at, "`info`", other, "an object"),
        }
    }

    /// A member that is a text with something in it.
    fn text<'o>(
        &mut self,
        members: &'o Map<String, Value>,
        at: &Pointer,
        what: &str,
        name: &str,
        help: &str,
    ) -> Option<&'o str> {
        match members.get(name) {
            Some(Value::String(text)) if !text.trim().is_empty() => return Some(text),
            None => self.missing(at, what, name, help),
            Some(Value::String(_)) => {
                let message = format!("`{name}` is empty");
                self.error("overlay-member-missing", &at.child(name), message, help);
            }
            Some(other) => self.wrong_kind(&at.child(name), &format!("`{name}`"), other, "a text"),
        }
        None
    }

    fn actions<'o>(&mut self, members: &'o Map<String, Value>) -> Vec<Action<'o>> {
        let at = Pointer::from_tokens(["actions"]);
        let help =
            "list at least one action with `target`, `description` and `update` or `remove: true`";
        match members.get("actions") {
            None => self.missing(&Pointer::root(), "the overlay", "actions", help),
            Some(Value::Array(list)) if list.is_empty() => {
                self.error(
                    "overlay-member-missing",
                    &at,
                    "`actions` is empty".to_owned(),
                    help,
                );
            }
            Some(Value::Array(list)) => {
                let numbered = list.iter().enumerate();
                return numbered
                    .filter_map(|(index, action)| self.action(action, at.child(index.to_string())))
                    .collect();
            }
            Some(other) => self.wrong_kind(&at, "`actions`", other, "a list"),
        }
        Vec::new()
    }

    fn action<'o>(&mut self, action: &'o Value, at: Pointer) -> Option<Action<'o>> {
        let Value::Object(members) = action else {
            self.wrong_kind(&at, "an action", action, "an object");
            return None;
        };
        self.known(
            members,
            &at,
            "an action",
            &["target", "description", "update", "remove"],
        );
        let why = "say what is wrong in the document, why, and since when";
        let described = self.text(members, &at, "the action", "description", why);
        let change = self.change(members, &at);
        let select = "give a JSONPath such as `$.paths['/companies'].get`";
        let target = self.text(members, &at, "the action", "target", select)?;
        let path = self.path(target, &at)?;
        described?;
        Some(Action {
            pointer: at,
            target,
            path,
            change: change?,
        })
    }

    fn path(&mut self, target: &str, at: &Pointer) -> Option<JsonPath> {
        JsonPath::parse(target)
            .inspect_err(|error| {
                let message = format!("the target `{target}` is not a JSONPath: {}", reason(error.position(), error.message()));
                let help = "write it as RFC 9535 has it; names with other characters than letters, digits and `_` stand in `['...']`";
                self.error("overlay-target", &at.child("target"), message, help);
            })
            .ok()
    }

    fn change<'o>(&mut self, members: &'o Map<String, Value>, at: &Pointer) -> Option<Change<'o>> {
        let remove = match members.get("remove") {
            None => false,
            Some(Value::Bool(remove)) => *remove,
            Some(other) => {
                self.wrong_kind(&at.child("remove"), "`remove`", other, "a boolean");
                return None;
            }
        };
        let message = match (members.get("update"), remove) {
            (Some(update), false) => return Some(Change::Update(update)),
            (None, true) => return Some(Change::Remove),
            (Some(_), true) => "the action has both `update` and `remove: true`",
            (None, false) => "the action has neither `update` nor `remove: true`",
        };
        let help = "give one of the two; to replace a value, remove it and update what holds it in a second action";
        self.error("overlay-modifier", at, message.to_owned(), help);
        None
    }
}

/// The parser's reason. For a target without `$` it only says that it failed, and of the names that may stand
/// without quotes it knows more than it says.
fn reason(position: usize, message: &str) -> String {
    if position == 0 && message == "parser error" {
        return "it does not start with `$`".to_owned();
    }
    let message = message.replace("lowercase alpha or '_'", "a letter or '_'");
    format!("{message} (character {})", position + 1)
}

/// `a`, `b` and `c`, each in backquotes.
fn listed(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
