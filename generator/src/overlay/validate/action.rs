//! Validates the actions of an overlay.

use serde_json::{Map, Value};

use super::Form;
use crate::diagnostics::Code;
use crate::overlay::Rules;
use crate::overlay::action::{Action, Change};
use crate::overlay::target::Target;
use crate::overlay::version::Version;
use crate::pointer::Pointer;

impl Form<'_, '_> {
    pub(super) fn action<'o>(&mut self, action: &'o Value, at: Pointer) -> Option<Action<'o>> {
        let Value::Object(object) = action else {
            self.wrong_type(&at, "an action", action, "an object");
            return None;
        };
        self.known(object, &at, "the action", Version::action_properties);
        let described = self.description(object, &at);
        let change = self.change(object, &at);
        let select = "use a JSONPath such as `$.paths['/companies'].get`";
        let target = self.string(object, &at, "the action", "target", select)?;
        let target = self.path("target", target, &at)?;
        described?;
        Some(Action {
            pointer: at,
            target,
            change: change?,
            version: self.version,
            rules: self.rules,
        })
    }

    /// The specification requires no description.
    fn description(&mut self, object: &Map<String, Value>, at: &Pointer) -> Option<()> {
        let why = "say what is wrong in the document, why, and since when";
        let is_optional = self.rules == Rules::Specification && !object.contains_key("description");
        if is_optional {
            return Some(());
        }
        self.string(object, at, "the action", "description", why)
            .map(|_| ())
    }

    fn path<'o>(&mut self, property: &str, text: &'o str, at: &Pointer) -> Option<Target<'o>> {
        Target::parse(text, self.rules)
            .inspect_err(|reason| {
                let message = format!("the {property} `{text}` is not a valid JSONPath: {reason}");
                self.reporter
                    .report(Code::OverlayTarget, &at.child(property), message);
            })
            .ok()
    }

    /// What the action does. The specification ignores `update` and `copy` beside `remove: true`,
    /// and each of the two beside the other one.
    fn change<'o>(&mut self, object: &'o Map<String, Value>, at: &Pointer) -> Option<Change<'o>> {
        let remove = match object.get("remove") {
            None => false,
            Some(Value::Bool(remove)) => *remove,
            Some(other) => {
                self.wrong_type(&at.child("remove"), "`remove`", other, "a boolean");
                return None;
            }
        };
        let copy = match object.get("copy") {
            Some(_) if !self.version.action_properties().contains(&"copy") => None,
            None => None,
            Some(Value::String(text)) => Some(self.path("copy", text, at)?),
            Some(other) => {
                self.wrong_type(&at.child("copy"), "`copy`", other, "a string");
                return None;
            }
        };
        let names = [
            object.contains_key("update").then_some("`update`"),
            copy.is_some().then_some("`copy`"),
            remove.then_some("`remove: true`"),
        ];
        let names: Vec<_> = names.into_iter().flatten().collect();
        if names.len() != 1 && self.rules == Rules::Strict {
            self.report_changes(&names, at);
            return None;
        }
        Some(match (object.get("update"), copy, remove) {
            (_, _, true) => Change::Remove,
            (Some(update), None, false) => Change::Update(update),
            (None, Some(source), false) => Change::Copy(source),
            (None, None, false) | (Some(_), Some(_), false) => Change::Nothing,
        })
    }

    /// Reports an action with more or less than one change.
    fn report_changes(&mut self, names: &[&str], at: &Pointer) {
        let message = match names {
            [] => format!("the action has no {}", self.version.changes()),
            [one, other] => format!("the action has both {one} and {other}"),
            all => format!("the action has {}", all.join(", ")),
        };
        let help = "use exactly one of them; to replace a value, remove it and update its parent in a second action";
        self.reporter
            .report_with_help(Code::OverlayModifier, at, message, help);
    }
}
