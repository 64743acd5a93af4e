//! Parameters of operations.

use serde_json::Value;

use super::comparison::Comparison;
use super::finding::{Direction, Finding};
use super::kinds::Kind;
use super::operations::title;
use super::values::ValuePlace;
use crate::ir::{Location, Operation, Param};

/// A parameter that both documents have.
struct Pair<'p> {
    operations: (&'p Operation, &'p Operation),
    old: &'p Param,
    new: &'p Param,
    subject: String,
    rust: String,
}

impl Pair<'_> {
    fn finding(&self, kind: Kind, message: impl Into<String>) -> Finding {
        Finding::new(kind, Some(Direction::Sent), &self.subject, message)
            .between(&self.old.at, &self.new.at)
            .rust(&self.rust)
    }
}

impl Comparison<'_> {
    pub(super) fn parameters(&mut self, old: &Operation, new: &Operation) {
        let matches = matches(old, new);
        for (index, param) in old.params.iter().enumerate() {
            let found = matches.iter().find(|(before, _)| *before == index);
            match found.and_then(|(_, after)| new.params.get(*after)) {
                Some(other) => self.parameter((old, new), param, other),
                None => self.removed_parameter((old, new), param),
            }
        }
        for (index, param) in new.params.iter().enumerate() {
            if !matches.iter().any(|(_, after)| *after == index) {
                self.added_parameter((old, new), param);
            }
        }
    }

    fn removed_parameter(&mut self, (old, new): (&Operation, &Operation), param: &Param) {
        let kind = if param.required {
            Kind::ParameterRemovedRequired
        } else {
            Kind::ParameterRemovedOptional
        };
        let name = self.old_parameter(old, param);
        let message = format!("the parameter `{}` is removed", param.wire);
        let migration = if param.required {
            self.new_call(new)
        } else {
            format!("delete `.{name}(..)` from the call")
        };
        let rust = format!("{}(..).{name}", self.old.surface.method_path(old));
        let finding = Finding::new(kind, Some(Direction::Sent), subject(old, param), message)
            .old(&param.at)
            .rust(rust)
            .instead(migration);
        self.push(finding);
    }

    fn added_parameter(&mut self, (old, new): (&Operation, &Operation), param: &Param) {
        let (kind, presence) = if param.required {
            (Kind::ParameterAddedRequired, "required")
        } else {
            (Kind::ParameterAddedOptional, "optional")
        };
        let message = format!(
            "the {presence} parameter `{}` is added: {}",
            param.wire,
            self.new_type(&param.ty)
        );
        let name = self.new_parameter(new, param);
        let rust = format!("{}(..).{name}", self.new.surface.method_path(new));
        let subject = format!("{} {} {}", title(old), location(param.location), param.wire);
        let mut finding = Finding::new(kind, Some(Direction::Sent), subject, message)
            .new_at(&param.at)
            .rust(rust);
        if finding.is_breaking() {
            finding = finding.instead(self.new_call(new));
        }
        self.push(finding);
    }

    fn parameter(&mut self, operations: (&Operation, &Operation), old: &Param, new: &Param) {
        let name = self.old_parameter(operations.0, old);
        let pair = Pair {
            operations,
            old,
            new,
            subject: subject(operations.0, old),
            rust: format!("{}(..).{name}", self.old.surface.method_path(operations.0)),
        };
        self.identity(&pair, &name);
        self.requiredness(&pair, &name);
        let place = ValuePlace {
            subject: &pair.subject,
            noun: "the parameter",
            direction: Direction::Sent,
            at: (&old.at, &new.at),
            rust: pair.rust.clone(),
            migration: None,
        };
        if !self.value(&place, (&old.ty, &new.ty)) {
            self.value_keywords(&place, &old.ty);
        }
        let written = |one: &Param| {
            let explode = one.explode;
            (
                one.style,
                explode,
                one.allow_reserved,
                one.encodings.clone(),
            )
        };
        if old.location == new.location && written(old) != written(new) && is_written(old) {
            let message = "the value of the parameter is written in another style";
            let finding = pair.finding(Kind::ParameterStyleChanged, message);
            self.push(finding.instead("build with the new SDK, which uses the new style"));
        }
        if old.default != new.default {
            let message = default_message(old.default.as_ref(), new.default.as_ref());
            self.push(pair.finding(Kind::ParameterDefaultChanged, message));
        }
        let deprecation = match (old.deprecated, new.deprecated) {
            (false, true) => Some((Kind::ParameterDeprecated, "deprecated")),
            (true, false) => Some((Kind::ParameterUndeprecated, "no longer deprecated")),
            _ => None,
        };
        if let Some((kind, verb)) = deprecation {
            self.push(pair.finding(kind, format!("the parameter is {verb}")));
        }
    }

    /// The location and the names.
    fn identity(&mut self, pair: &Pair<'_>, name: &str) {
        let (old, new) = (pair.old, pair.new);
        if old.location != new.location {
            let (before, after) = (location(old.location), location(new.location));
            let message = format!("the parameter was in the {before}, and is now in the {after}");
            let finding = pair.finding(Kind::ParameterMoved, message);
            self.push(finding.instead(self.new_call(pair.operations.1)));
        }
        if old.wire != new.wire && old.location == Location::Path {
            let message = format!("the path parameter `{}` is now `{}`", old.wire, new.wire);
            self.push(pair.finding(Kind::ParameterRenamed, message));
            return;
        }
        let other = self.new_parameter(pair.operations.1, new);
        if other != *name && old.required == new.required && !old.required {
            let message = format!("the setter `{name}` is now `{other}`");
            let finding = pair.finding(Kind::ParameterNameChanged, message);
            self.push(finding.instead(format!("write `.{other}(..)` in place of `.{name}(..)`")));
        }
    }

    fn requiredness(&mut self, pair: &Pair<'_>, name: &str) {
        let (kind, message, migration) = match (pair.old.required, pair.new.required) {
            (false, true) => (
                Kind::ParameterBecameRequired,
                "the parameter is now required",
                self.new_call(pair.operations.1),
            ),
            (true, false) => (
                Kind::ParameterBecameOptional,
                "the parameter is now optional",
                format!(
                    "set it with `.{}(..)` in place of an argument: {}",
                    name,
                    self.new_call(pair.operations.1)
                ),
            ),
            _ => return,
        };
        self.push(pair.finding(kind, message).instead(migration));
    }

    /// How an operation is now called.
    pub(super) fn new_call(&self, operation: &Operation) -> String {
        match self.new.surface.method(operation) {
            Some(method) => format!("call `client.{}`", method.call()),
            None => "call the operation with its new arguments".to_owned(),
        }
    }

    fn old_parameter(&self, operation: &Operation, param: &Param) -> String {
        name_of(&self.old.surface, operation, param)
    }

    fn new_parameter(&self, operation: &Operation, param: &Param) -> String {
        name_of(&self.new.surface, operation, param)
    }
}

/// The Rust name of a parameter, or its wire name.
fn name_of(surface: &super::names::Surface<'_>, operation: &Operation, param: &Param) -> String {
    let index = operation.params.iter().position(|one| one == param);
    let method = surface.method(operation);
    let name = index.zip(method);
    let name = name.and_then(|(index, method)| method.planned.parameters.get(index));
    name.unwrap_or(&param.wire).clone()
}

/// The pairs of indices of the same parameters: by location and name, then path parameters by their
/// position in the path, then by name.
fn matches(old: &Operation, new: &Operation) -> Vec<(usize, usize)> {
    let mut matches: Vec<(usize, usize)> = Vec::new();
    let same: [fn(&Param, &Param) -> bool; 2] = [
        |a, b| a.location == b.location && has_same_name(a, b),
        |a, b| has_same_name(a, b),
    ];
    let is_path = |param: &Param| param.location == Location::Path;
    let pair_up = |is_same: &dyn Fn(usize, &Param, usize, &Param) -> bool,
                   matches: &mut Vec<(usize, usize)>| {
        for (index, param) in old.params.iter().enumerate() {
            if matches.iter().any(|(before, _)| *before == index) {
                continue;
            }
            let mut others = new.params.iter().enumerate();
            let found = others.find(|(after, other)| {
                !matches.iter().any(|(_, taken)| taken == after)
                    && is_same(index, param, *after, other)
            });
            matches.extend(found.map(|(after, _)| (index, after)));
        }
    };
    let [by_location, by_name] = same;
    pair_up(&|_, a, _, b| by_location(a, b), &mut matches);
    // Path parameters come first, in the order of the path.
    pair_up(
        &|i, a, j, b| i == j && is_path(a) && is_path(b),
        &mut matches,
    );
    pair_up(&|_, a, _, b| by_name(a, b), &mut matches);
    matches
}

fn has_same_name(old: &Param, new: &Param) -> bool {
    let is_header = old.location == Location::Header && new.location == Location::Header;
    old.wire == new.wire || (is_header && old.wire.eq_ignore_ascii_case(&new.wire))
}

/// `GET /companies query page`
fn subject(operation: &Operation, param: &Param) -> String {
    format!(
        "{} {} {}",
        title(operation),
        location(param.location),
        param.wire
    )
}

fn location(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query | Location::QueryString => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

/// Whether style and explode have an effect on the values of a parameter.
fn is_written(param: &Param) -> bool {
    use crate::ir::{Style, TypeRef};
    let is_scalar = matches!(param.ty, TypeRef::Scalar(_));
    !is_scalar || !matches!(param.style, Style::Simple | Style::Form)
}

/// A change of a default.
pub(super) fn default_message(old: Option<&Value>, new: Option<&Value>) -> String {
    match (old, new) {
        (Some(old), Some(new)) => format!("the default was `{old}`, and is now `{new}`"),
        (None, Some(new)) => format!("the default is now `{new}`"),
        (Some(old), None) => format!("the default `{old}` is removed"),
        (None, None) => "the default has changed".to_owned(),
    }
}

/// Whether two lists of arguments are the same in another order.
pub(super) fn is_reordered(old: &str, new: &str) -> bool {
    let sorted = |text: &str| {
        let mut arguments: Vec<String> = text.split(", ").map(str::to_owned).collect();
        arguments.sort_unstable();
        arguments
    };
    old != new && sorted(old) == sorted(new)
}
