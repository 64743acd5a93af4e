//! Validates the properties of an overlay and the types of their values.

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use crate::diagnostics::{Code, Reporter};
use crate::extensions::is_extension;
use crate::pointer::Pointer;
use crate::source::Document;
use crate::text::json_type;

use super::action::{Action, Change};

/// Validates an overlay and returns its valid actions; none if its version is not supported.
pub(super) fn actions<'o>(overlay: &'o Document, reporter: &mut Reporter<'_>) -> Vec<Action<'o>> {
    let mut form = Form { reporter };
    let root = Pointer::root();
    let Value::Object(object) = &overlay.value else {
        form.wrong_type(&root, "the overlay", &overlay.value, "an object");
        return Vec::new();
    };
    if !form.version(object) {
        return Vec::new();
    }
    form.known(
        object,
        &root,
        "the overlay",
        &["overlay", "info", "extends", "actions"],
    );
    form.info(object);
    if let Some(extends) = object.get("extends").filter(|extends| !extends.is_string()) {
        form.wrong_type(&root.child("extends"), "`extends`", extends, "a string");
    }
    form.actions(object)
}

struct Form<'r, 'd> {
    reporter: &'r mut Reporter<'d>,
}

impl Form<'_, '_> {
    fn wrong_type(&mut self, at: &Pointer, what: &str, value: &Value, expected: &str) {
        let message = format!("{what} must be {expected}, not {}", json_type(value));
        let quotes = expected == "a string" && (value.is_number() || value.is_boolean());
        let help = if quotes {
            "quote it".to_owned()
        } else {
            format!("use {expected}")
        };
        self.reporter
            .report_with_help(Code::OverlayPropertyType, at, message, help);
    }

    fn missing(&mut self, at: &Pointer, what: &str, property: &str, help: &str) {
        let message = format!("{what} has no `{property}`");
        self.reporter
            .report_with_help(Code::OverlayPropertyMissing, at, message, help);
    }

    /// Versions differ in their first two numbers; the patch number does not matter.
    fn version(&mut self, object: &Map<String, Value>) -> bool {
        let at = Pointer::from_tokens(["overlay"]);
        let patch = |version: &str| version.strip_prefix("1.0.").map(str::to_owned);
        let number =
            |patch: String| !patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit());
        match object.get("overlay") {
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
                let message = format!("Overlay {version} is not supported");
                self.reporter.report(Code::OverlayVersion, &at, message);
                false
            }
        }
    }

    /// Refuses unknown properties, since they are misspelled or from another version.
    fn known(&mut self, object: &Map<String, Value>, at: &Pointer, what: &str, names: &[&str]) {
        for name in object.keys() {
            if !is_extension(name) && !names.contains(&name.as_str()) {
                let message = format!("{what} has an unknown property `{name}`");
                let help = format!("use {} or `x-...`", listed(names));
                let at = at.child(name);
                self.reporter
                    .report_with_help(Code::OverlayPropertyUnknown, &at, message, help);
            }
        }
    }

    fn info(&mut self, object: &Map<String, Value>) {
        let at = Pointer::from_tokens(["info"]);
        let help = "add `info` with a `title` that says what the overlay is for, and a `version`";
        match object.get("info") {
            None => self.missing(&Pointer::root(), "the overlay", "info", help),
            Some(Value::Object(info)) => {
                self.known(info, &at, "`info`", &["title", "version"]);
                for name in ["title", "version"] {
                    self.string(info, &at, "`info`", name, help);
                }
            }
            Some(other) => self.wrong_type(&at, "`info`", other, "an object"),
        }
    }

    /// A property that must be a string with content.
    fn string<'o>(
        &mut self,
        object: &'o Map<String, Value>,
        at: &Pointer,
        what: &str,
        name: &str,
        help: &str,
    ) -> Option<&'o str> {
        match object.get(name) {
            Some(Value::String(text)) if !text.trim().is_empty() => return Some(text),
            None => self.missing(at, what, name, help),
            Some(Value::String(_)) => {
                let message = format!("`{name}` is empty");
                let at = at.child(name);
                self.reporter
                    .report_with_help(Code::OverlayPropertyMissing, &at, message, help);
            }
            Some(other) => {
                self.wrong_type(&at.child(name), &format!("`{name}`"), other, "a string")
            }
        }
        None
    }

    fn actions<'o>(&mut self, object: &'o Map<String, Value>) -> Vec<Action<'o>> {
        let at = Pointer::from_tokens(["actions"]);
        let help =
            "add at least one action with `target`, `description` and `update` or `remove: true`";
        match object.get("actions") {
            None => self.missing(&Pointer::root(), "the overlay", "actions", help),
            Some(Value::Array(list)) if list.is_empty() => {
                let message = "`actions` is empty";
                self.reporter
                    .report_with_help(Code::OverlayPropertyMissing, &at, message, help);
            }
            Some(Value::Array(list)) => {
                let numbered = list.iter().enumerate();
                return numbered
                    .filter_map(|(index, action)| self.action(action, at.child(index.to_string())))
                    .collect();
            }
            Some(other) => self.wrong_type(&at, "`actions`", other, "an array"),
        }
        Vec::new()
    }

    fn action<'o>(&mut self, action: &'o Value, at: Pointer) -> Option<Action<'o>> {
        let Value::Object(object) = action else {
            self.wrong_type(&at, "an action", action, "an object");
            return None;
        };
        self.known(
            object,
            &at,
            "the action",
            &["target", "description", "update", "remove"],
        );
        let why = "say what is wrong in the document, why, and since when";
        let described = self.string(object, &at, "the action", "description", why);
        let change = self.change(object, &at);
        let select = "use a JSONPath such as `$.paths['/companies'].get`";
        let target = self.string(object, &at, "the action", "target", select)?;
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
                let reason = reason(error.position(), error.message());
                let message = format!("the target `{target}` is not a valid JSONPath: {reason}");
                self.reporter
                    .report(Code::OverlayTarget, &at.child("target"), message);
            })
            .ok()
    }

    fn change<'o>(&mut self, object: &'o Map<String, Value>, at: &Pointer) -> Option<Change<'o>> {
        let remove = match object.get("remove") {
            None => false,
            Some(Value::Bool(remove)) => *remove,
            Some(other) => {
                self.wrong_type(&at.child("remove"), "`remove`", other, "a boolean");
                return None;
            }
        };
        let message = match (object.get("update"), remove) {
            (Some(update), false) => return Some(Change::Update(update)),
            (None, true) => return Some(Change::Remove),
            (Some(_), true) => "the action has both `update` and `remove: true`",
            (None, false) => "the action has neither `update` nor `remove: true`",
        };
        let help = "use exactly one of them; to replace a value, remove it and update its parent in a second action";
        self.reporter
            .report_with_help(Code::OverlayModifier, at, message, help);
        None
    }
}

/// The parser's reason, corrected where it is incomplete: it has none for a target without `$`, and
/// names without quotes may start with any letter.
fn reason(position: usize, message: &str) -> String {
    if position == 0 && message == "parser error" {
        return "it does not start with `$`".to_owned();
    }
    let message = message.replace("lowercase alpha or '_'", "a letter or '_'");
    format!("{message} (character {})", position + 1)
}

/// A list of names, each in backticks.
fn listed(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
