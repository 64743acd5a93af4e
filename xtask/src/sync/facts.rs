//! Brings the facts of another document into ours.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::align;
use super::draft::draft;
use super::prose::{Keys, Part};

/// The keyword of a reference.
const REF: &str = "$ref";

/// How a fact differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Difference {
    Added,
    Removed,
    Changed,
    /// The items of an array are in another order.
    Reordered,
}

/// A fact that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) difference: Difference,
    /// The JSON pointer in our new document; of a removed fact, in our old one.
    pub(super) pointer: String,
    /// The old value, and the new one.
    pub(super) old: Option<Value>,
    pub(super) new: Option<Value>,
    /// Whether our prose beside the fact may no longer fit.
    pub(super) has_prose: bool,
}

/// The facts that differ, and our document with the new ones.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Merged {
    pub(super) value: Value,
    /// In the order of our document.
    pub(super) changes: Vec<Change>,
}

/// Compares the facts of two documents and merges those of `theirs` into `ours`. New objects get
/// drafts of prose. A part that has another location in `theirs` keeps our prose.
pub(super) fn merge(ours: &Value, theirs: &Value) -> Merged {
    let found = Merge::new(ours, Vec::new()).run(theirs);
    let mut removed = found.changes;
    removed.retain(|change| change.old.as_ref().is_some_and(is_part));
    let known = removed.into_iter().filter_map(|change| change.old);
    Merge::new(ours, known.collect()).run(theirs)
}

/// Whether a value is large enough to be recognized at another location.
fn is_part(value: &Value) -> bool {
    value.as_object().is_some_and(|object| object.len() > 1)
}

/// The facts of a value: without prose, and with sets in one order.
pub(super) fn facts(value: &Value, keys: Keys) -> Value {
    match value {
        Value::Object(object) => {
            let facts = object
                .iter()
                .filter(|(key, _)| keys.part(key) == Part::Fact);
            let facts = facts.map(|(key, value)| {
                let value = facts_of_set(key, value, keys)
                    .unwrap_or_else(|| self::facts(value, keys.within(key, value.is_object())));
                (key.clone(), value)
            });
            Value::Object(facts.collect())
        }
        Value::Array(items) => items.iter().map(|item| facts(item, keys)).collect(),
        other => other.clone(),
    }
}

fn facts_of_set(key: &str, value: &Value, keys: Keys) -> Option<Value> {
    let mut items: Vec<_> = set(key, value, keys)?
        .into_iter()
        .map(str::to_owned)
        .collect();
    items.sort();
    Some(items.into())
}

/// The items of an array whose order has no meaning.
fn set<'v>(key: &str, value: &'v Value, keys: Keys) -> Option<Vec<&'v str>> {
    if keys != Keys::Keywords || !matches!(key, "required" | "tags") {
        return None;
    }
    value.as_array()?.iter().map(Value::as_str).collect()
}

struct Merge<'d> {
    ours: &'d Value,
    changes: Vec<Change>,
    /// The location in the new document.
    path: Vec<String>,
    /// Our parts that are no longer where they were.
    known: Vec<Value>,
}

impl<'d> Merge<'d> {
    fn new(ours: &'d Value, known: Vec<Value>) -> Self {
        Self {
            ours,
            changes: Vec::new(),
            path: Vec::new(),
            known,
        }
    }

    fn run(mut self, theirs: &Value) -> Merged {
        let value = self.value(self.ours, theirs, Keys::Keywords, false);
        Merged {
            value,
            changes: self.changes,
        }
    }

    fn note(&mut self, difference: Difference, values: [Option<&Value>; 2], has_prose: bool) {
        let [old, new] = values.map(Option::<&Value>::cloned);
        let tokens = self.path.iter();
        let escaped =
            tokens.map(|token| format!("/{}", token.replace('~', "~0").replace('/', "~1")));
        self.changes.push(Change {
            difference,
            pointer: escaped.collect(),
            old,
            new,
            has_prose,
        });
    }

    fn value(&mut self, ours: &Value, theirs: &Value, keys: Keys, has_prose: bool) -> Value {
        match (ours, theirs) {
            (Value::Object(_), Value::Object(other))
                if ours.get(REF).is_some() && !other.contains_key(REF) =>
            {
                let new = self.inlined(ours, theirs, keys);
                self.note(Difference::Changed, [Some(ours), Some(&new)], has_prose);
                new
            }
            (Value::Object(ours), Value::Object(theirs)) => {
                Value::Object(self.objects(ours, theirs, keys))
            }
            (Value::Array(ours), Value::Array(theirs)) => {
                Value::Array(self.arrays(ours, theirs, keys, has_prose))
            }
            _ if ours == theirs => ours.clone(),
            _ => {
                let new = self.drafted(theirs, keys);
                self.note(Difference::Changed, [Some(ours), Some(&new)], has_prose);
                new
            }
        }
    }

    fn objects(
        &mut self,
        ours: &Map<String, Value>,
        theirs: &Map<String, Value>,
        keys: Keys,
    ) -> Map<String, Value> {
        let has_prose = ours.keys().any(|key| keys.part(key) == Part::Text);
        let mut merged = Map::new();
        for key in theirs.keys().take_while(|key| !ours.contains_key(*key)) {
            self.add(&mut merged, key, theirs, keys);
        }
        for (key, value) in ours {
            self.path.push(key.clone());
            match theirs.get(key) {
                _ if keys.part(key) != Part::Fact => {
                    merged.insert(key.clone(), value.clone());
                }
                Some(theirs) => {
                    let result = match (set(key, value, keys), set(key, theirs, keys)) {
                        (Some(_), Some(_)) => self.sets(value, theirs, has_prose),
                        _ => {
                            let is_object = value.is_object() || theirs.is_object();
                            self.value(value, theirs, keys.within(key, is_object), has_prose)
                        }
                    };
                    merged.insert(key.clone(), result);
                }
                None => self.note(Difference::Removed, [Some(value), None], has_prose),
            }
            self.path.pop();
            // New keys follow the key that they follow in the other document.
            let following = theirs.keys().skip_while(|other| *other != key).skip(1);
            for key in following.take_while(|key| !ours.contains_key(*key)) {
                self.add(&mut merged, key, theirs, keys);
            }
        }
        merged
    }

    fn add(
        &mut self,
        merged: &mut Map<String, Value>,
        key: &str,
        theirs: &Map<String, Value>,
        keys: Keys,
    ) {
        let Some(theirs) = theirs.get(key).filter(|_| keys.part(key) == Part::Fact) else {
            return;
        };
        self.path.push(key.to_owned());
        let new = self.drafted(theirs, keys.within(key, theirs.is_object()));
        self.note(Difference::Added, [None, Some(&new)], false);
        merged.insert(key.to_owned(), new);
        self.path.pop();
    }

    /// Arrays whose order has no meaning.
    fn sets(&mut self, ours: &Value, theirs: &Value, has_prose: bool) -> Value {
        let items = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let (mut merged, theirs) = (items(ours), items(theirs));
        merged.retain(|item| theirs.contains(item));
        let kept = merged.len();
        merged.extend(
            theirs
                .iter()
                .filter(|item| !items(ours).contains(item))
                .cloned(),
        );
        let is_same = kept == items(ours).len() && merged.len() == kept;
        let merged = Value::from(merged);
        if !is_same {
            self.note(Difference::Changed, [Some(ours), Some(&merged)], has_prose);
        }
        merged
    }

    fn arrays(
        &mut self,
        ours: &[Value],
        theirs: &[Value],
        keys: Keys,
        has_prose: bool,
    ) -> Vec<Value> {
        let pairs = align::pairs(ours, theirs, keys);
        let mut merged = Vec::new();
        for (index, (theirs, pair)) in theirs.iter().zip(&pairs).enumerate() {
            self.path.push(index.to_string());
            let result = match pair.and_then(|index| ours.get(index)) {
                Some(ours) => self.value(ours, theirs, keys, has_prose),
                None => {
                    let new = self.drafted(theirs, keys);
                    self.note(Difference::Added, [None, Some(&new)], has_prose);
                    new
                }
            };
            merged.push(result);
            self.path.pop();
        }
        for (index, value) in ours.iter().enumerate() {
            if !pairs.contains(&Some(index)) {
                self.path.push(index.to_string());
                self.note(Difference::Removed, [Some(value), None], has_prose);
                self.path.pop();
            }
        }
        if !pairs.iter().flatten().is_sorted() {
            self.note(Difference::Reordered, [None, None], has_prose);
        }
        merged
    }

    /// A part of theirs that is a reference in ours: the target of our reference if it has the same
    /// facts, or a draft. The prose beside our reference stays.
    fn inlined(&self, ours: &Value, theirs: &Value, keys: Keys) -> Value {
        let target = ours
            .get(REF)
            .and_then(|reference| self.target(reference.as_str()?));
        let mut new = match target.filter(|target| facts(target, keys) == facts(theirs, keys)) {
            Some(target) => target.clone(),
            None => self.drafted(theirs, keys),
        };
        if let (Some(new), Some(ours)) = (new.as_object_mut(), ours.as_object()) {
            let prose = ours.iter().filter(|(key, _)| keys.part(key) != Part::Fact);
            new.extend(prose.map(|(key, value)| (key.clone(), value.clone())));
        }
        new
    }

    /// The part of our document that a reference is to.
    fn target(&self, reference: &str) -> Option<&'d Value> {
        let fragment = percent_decode_str(reference.strip_prefix('#')?);
        self.ours.pointer(&fragment.decode_utf8().ok()?)
    }

    /// Our own part with the same facts, or a draft.
    fn drafted(&self, theirs: &Value, keys: Keys) -> Value {
        let new = facts(theirs, keys);
        let mut known = self.known.iter();
        match known.find(|part| is_part(part) && facts(part, keys) == new) {
            Some(part) => part.clone(),
            None => draft(theirs, keys),
        }
    }
}
