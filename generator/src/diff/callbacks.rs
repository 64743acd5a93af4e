//! Callbacks: requests that the API sends to URLs that operations register.

use super::comparison::Comparison;
use super::finding::{Direction, Finding};
use super::kinds::Kind;
use super::names::Surface;
use super::values::ValuePlace;
use crate::ir::{Api, Callback};

impl Comparison<'_> {
    pub(super) fn callbacks(&mut self) {
        let old = functions(self.old.api, &self.old.surface);
        let new = functions(self.new.api, &self.new.surface);
        let matches = matches(&old, &new);
        for ((callback, rust), found) in old.iter().zip(&matches) {
            match found.and_then(|index| new.get(index)) {
                Some((other, new_rust)) => self.callback((callback, rust), (other, new_rust)),
                None => self.removed_callback(callback, rust),
            }
        }
        for (index, (callback, rust)) in new.iter().enumerate() {
            if !matches.contains(&Some(index)) {
                let message = format!("the callback `{}` is added", callback.name);
                let finding = finding(Kind::CallbackAdded, callback, message);
                self.push(finding.new_at(&callback.at).rust(rust));
            }
        }
    }

    fn removed_callback(&mut self, callback: &Callback, rust: &str) {
        let message = format!("the callback `{}` is removed", callback.name);
        let migration = format!("delete the call of `{rust}`, whose request no longer arrives");
        let finding = finding(Kind::CallbackRemoved, callback, message);
        self.push(finding.old(&callback.at).rust(rust).instead(migration));
    }

    fn callback(&mut self, (old, rust): (&Callback, &str), (new, new_rust): (&Callback, &str)) {
        let subject = subject(old);
        let place = ValuePlace {
            subject: &subject,
            noun: "the body of the callback",
            direction: Direction::Received,
            at: (&old.at, &new.at),
            rust: rust.to_owned(),
            migration: None,
        };
        self.value(&place, (&old.payload, &new.payload));
        let mut changes = Vec::new();
        if old.expression != new.expression {
            let (from, to) = (&old.expression, &new.expression);
            changes.push((
                Kind::CallbackUrlChanged,
                format!("the URL of the callback was `{from}`, and is now `{to}`"),
                "provide the URL of your server in the new location",
            ));
        }
        if rust != new_rust {
            changes.push((
                Kind::CallbackRenamed,
                format!("the function `{rust}` is now `{new_rust}`"),
                "call the function by its new name",
            ));
        }
        for (kind, message, migration) in changes {
            let finding = finding(kind, old, message).between(&old.at, &new.at);
            self.push(finding.rust(rust).instead(migration));
        }
        let examples = |callback: &Callback| -> Vec<_> {
            let examples = callback.examples.iter();
            examples
                .map(|one| (one.name.clone(), one.value.clone()))
                .collect()
        };
        if old.docs != new.docs || examples(old) != examples(new) {
            let message = "the docs or examples of the callback have changed";
            let finding = finding(Kind::CallbackDocsChanged, old, message.to_owned());
            self.push(finding.between(&old.at, &new.at).rust(rust));
        }
    }
}

/// The callbacks of an API with the paths of their functions.
fn functions<'a>(api: &'a Api, surface: &Surface<'_>) -> Vec<(&'a Callback, String)> {
    let planned = surface.krate.callbacks.iter();
    let planned = planned.flat_map(|callbacks| &callbacks.functions);
    let paths = planned.map(|function| format!("callbacks::{}", function.link_name));
    api.callbacks.iter().zip(paths).collect()
}

/// For each old callback, the index of the new one: the one that the same operation registers under
/// its name, else the one with the same URL.
fn matches(old: &[(&Callback, String)], new: &[(&Callback, String)]) -> Vec<Option<usize>> {
    let mut matches = vec![None; old.len()];
    let is_same: [fn(&Callback, &Callback) -> bool; 2] = [
        |a, b| subject(a) == subject(b),
        |a, b| (&a.name, &a.method, &a.expression) == (&b.name, &b.method, &b.expression),
    ];
    for is_same in is_same {
        for (index, (callback, _)) in old.iter().enumerate() {
            let mut others = new.iter().enumerate();
            let found = others.find(|(other_index, (other, _))| {
                !matches.contains(&Some(*other_index)) && is_same(callback, other)
            });
            if let Some(slot) = matches.get_mut(index).filter(|slot| slot.is_none()) {
                *slot = found.map(|(other_index, _)| other_index);
            }
        }
    }
    matches
}

/// `callback subscribe onEvent POST`
fn subject(callback: &Callback) -> String {
    let owner = callback.owner();
    let Callback { name, method, .. } = callback;
    format!("callback {owner} {name} {method}")
}

fn finding(kind: Kind, callback: &Callback, message: String) -> Finding {
    Finding::new(kind, Some(Direction::Received), subject(callback), message)
}
