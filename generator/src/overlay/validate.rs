//! Validates the properties of an overlay and the types of their values.

mod action;

use serde_json::{Map, Value};

use crate::diagnostics::{Code, Reporter};
use crate::extensions::{OVERLAY_RULES, is_extension};
use crate::pointer::Pointer;
use crate::source::Document;
use crate::text::json_type;

use super::Rules;
use super::action::Action;
use super::version::Version;

/// Validates an overlay and returns its valid actions; none if its version is not supported.
pub(super) fn actions<'o>(
    overlay: &'o Document,
    rules: Rules,
    reporter: &mut Reporter<'_>,
) -> Vec<Action<'o>> {
    let mut form = Form {
        reporter,
        rules,
        version: Version::V1_0,
    };
    let root = Pointer::root();
    let Value::Object(object) = &overlay.value else {
        form.wrong_type(&root, "the overlay", &overlay.value, "an object");
        return Vec::new();
    };
    let Some(version) = form.version(object) else {
        return Vec::new();
    };
    form.version = version;
    form.known(object, &root, "the overlay", Version::root_properties);
    form.info(object);
    if let Some(extends) = object.get("extends").filter(|extends| !extends.is_string()) {
        form.wrong_type(&root.child("extends"), "`extends`", extends, "a string");
    }
    form.rules(object);
    form.actions(object)
}

struct Form<'r, 'd> {
    reporter: &'r mut Reporter<'d>,
    rules: Rules,
    version: Version,
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

    fn version(&mut self, object: &Map<String, Value>) -> Option<Version> {
        let at = Pointer::from_tokens(["overlay"]);
        let Some(found) = object.get("overlay") else {
            let help = "start the file with `overlay: 1.1.0`";
            self.missing(&Pointer::root(), "the overlay", "overlay", help);
            return None;
        };
        let version = found.as_str().and_then(Version::parse);
        if version.is_none() {
            let text = found.as_str();
            let text = text.map_or_else(|| found.to_string(), str::to_owned);
            let message = format!("Overlay {text} is not supported");
            self.reporter.report(Code::OverlayVersion, &at, message);
        }
        version
    }

    /// The extension that chooses the rules.
    fn rules(&mut self, object: &Map<String, Value>) {
        if let Some(value) = object.get(OVERLAY_RULES)
            && !matches!(value.as_str(), Some("strict" | "specification"))
        {
            let message = format!("`{OVERLAY_RULES}` must be `strict` or `specification`");
            let at = Pointer::from_tokens([OVERLAY_RULES]);
            self.reporter
                .report(Code::OverlayPropertyType, &at, message);
        }
    }

    /// Refuses unknown properties, since they are misspelled or from another version.
    fn known(
        &mut self,
        object: &Map<String, Value>,
        at: &Pointer,
        what: &str,
        names: fn(Version) -> &'static [&'static str],
    ) {
        let known = names(self.version);
        for name in object.keys() {
            if is_extension(name) || known.contains(&name.as_str()) {
                continue;
            }
            let message = format!("{what} has an unknown property `{name}`");
            let help = if names(Version::V1_1).contains(&name.as_str()) {
                format!("write `overlay: 1.1.0`, since `{name}` is not part of 1.0")
            } else {
                format!("use {} or `x-...`", listed(known))
            };
            let at = at.child(name);
            self.reporter
                .report_with_help(Code::OverlayPropertyUnknown, &at, message, help);
        }
    }

    fn info(&mut self, object: &Map<String, Value>) {
        let at = Pointer::from_tokens(["info"]);
        let help = "add `info` with a `title` that says what the overlay is for, and a `version`";
        match object.get("info") {
            None => self.missing(&Pointer::root(), "the overlay", "info", help),
            Some(Value::Object(info)) => {
                self.known(info, &at, "`info`", Version::info_properties);
                for name in ["title", "version"] {
                    self.string(info, &at, "`info`", name, help);
                }
                if let Some(value) = info.get("description").filter(|value| !value.is_string()) {
                    self.wrong_type(&at.child("description"), "`description`", value, "a string");
                }
            }
            Some(other) => self.wrong_type(&at, "`info`", other, "an object"),
        }
    }

    /// A property that must be a string. With strict rules, it must have content.
    fn string<'o>(
        &mut self,
        object: &'o Map<String, Value>,
        at: &Pointer,
        what: &str,
        name: &str,
        help: &str,
    ) -> Option<&'o str> {
        match object.get(name) {
            Some(Value::String(text))
                if !text.trim().is_empty() || self.rules == Rules::Specification =>
            {
                return Some(text);
            }
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
        let help = format!(
            "add at least one action with `target`, `description` and {}",
            self.version.changes()
        );
        let help = help.as_str();
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
                    .filter_map(|(index, action)| {
                        let at = at.child(index.to_string());
                        let earlier = list.iter().take(index).position(|other| other == action);
                        if let Some(first) = earlier {
                            self.repeated(first, &at);
                            return None;
                        }
                        self.action(action, at)
                    })
                    .collect();
            }
            Some(other) => self.wrong_type(&at, "`actions`", other, "an array"),
        }
        Vec::new()
    }

    fn repeated(&mut self, first: usize, at: &Pointer) {
        let message = format!("the action is the same as `/actions/{first}`");
        self.reporter
            .report(Code::OverlayActionDuplicate, at, message);
    }
}

/// A list of names, each in backticks.
fn listed(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
