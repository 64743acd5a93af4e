//! The visitor that builds a value for both parsers.
//!
//! A parser calls [`Node`] for every value and [`Key`] for every key. If they refuse one, they
//! store a [`Problem`] in the shared [`Reading`] and return an empty error, which stops the parser
//! and gets its position. While the error is passed up, each level adds its key or index to the
//! trail. So the pointer of the location is known, and valid texts do not pay for it.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::pointer::Pointer;

use crate::diagnostics::{Code, Diagnostic};
use crate::source_file::Source;
use crate::text::json_type;

/// How much larger than its text a document may become by expanding aliases.
const EXPANSION: usize = 10;
/// The size that every document may have, in bytes of text and values.
const ALLOWANCE: usize = 1 << 20;

/// Why the visitor refuses a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) code: Code,
    pub(super) message: String,
}

impl Problem {
    pub(super) fn diagnostic(self, source: &Arc<Source>, at: &Pointer) -> Diagnostic {
        Diagnostic::new(self.code, source, at, self.message)
    }
}

/// A tag, which has no meaning in JSON and so in OpenAPI.
pub(super) fn foreign_tag(tag: &str) -> Problem {
    Problem {
        code: Code::SourceTag,
        message: format!("the YAML tag `{tag}` is not supported"),
    }
}

/// Aliases that make the document too large.
pub(super) fn expansion() -> Problem {
    Problem {
        code: Code::SourceExpansion,
        message: format!(
            "the expanded aliases make the document more than {EXPANSION} times as large as its text"
        ),
    }
}

/// The state that is shared by all visits of one text.
#[derive(Debug)]
pub(super) struct Reading {
    merges: bool,
    budget: Cell<usize>,
    problem: RefCell<Option<Problem>>,
    trail: RefCell<Vec<String>>,
}

impl Reading {
    /// The state for a text. `merges` says whether `<<` is a merge key.
    pub(super) fn new(text: &str, merges: bool) -> Self {
        let budget = text
            .len()
            .saturating_mul(EXPANSION)
            .saturating_add(ALLOWANCE);
        Self {
            merges,
            budget: Cell::new(budget),
            problem: RefCell::default(),
            trail: RefCell::default(),
        }
    }

    /// The problem, if the visitor stopped the parser.
    pub(super) fn problem(&self) -> Option<Problem> {
        self.problem.borrow().clone()
    }

    /// The location at which reading stopped.
    pub(super) fn pointer(&self) -> Pointer {
        Pointer::from_tokens(self.trail.borrow().iter().rev())
    }

    fn refuse<E: Error>(&self, code: Code, message: impl Into<String>) -> E {
        self.stop(Problem {
            code,
            message: message.into(),
        })
    }

    fn stop<E: Error>(&self, problem: Problem) -> E {
        *self.problem.borrow_mut() = Some(problem);
        E::custom("refused")
    }

    fn refuse_tag<E: Error>(&self, tag: &str) -> E {
        self.stop(foreign_tag(&format!("!{}", tag.trim_start_matches('!'))))
    }

    /// Adds a step to the trail if a value could not be read.
    fn within<T, E>(&self, step: impl FnOnce() -> String, result: Result<T, E>) -> Result<T, E> {
        if result.is_err() {
            self.trail.borrow_mut().push(step());
        }
        result
    }

    /// Counts a value against the budget. Only aliases can make a document larger than its text.
    fn charge<E: Error>(&self, text: usize) -> Result<(), E> {
        match self.budget.get().checked_sub(text.saturating_add(1)) {
            Some(rest) => {
                self.budget.set(rest);
                Ok(())
            }
            None => Err(self.stop(expansion())),
        }
    }
}

/// Reads one value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'r>(pub(super) &'r Reading);

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.0.charge(0)?;
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.0.charge(0)?;
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.0.charge(0)?;
        Ok(Value::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.0.charge(0)?;
        Ok(Value::from(value))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.0.charge(0)?;
        Number::from_f64(value).map(Value::Number).ok_or_else(|| {
            let message = format!("`{value}` is not a JSON number");
            self.0.refuse(Code::SourceNumber, message)
        })
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.0.charge(value.len())?;
        Ok(Value::from(value))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.0.charge(value.len())?;
        Ok(Value::String(value))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Value, A::Error> {
        let (tag, _) = data.variant::<String>()?;
        Err(self.0.refuse_tag(&tag))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut data: A) -> Result<Value, A::Error> {
        self.0.charge(0)?;
        let mut items = Vec::new();
        while let Some(item) = self
            .0
            .within(|| items.len().to_string(), data.next_element_seed(self))?
        {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut data: A) -> Result<Value, A::Error> {
        self.0.charge(0)?;
        let mut members = Map::new();
        while let Some(key) = data.next_key_seed(Key {
            reading: self.0,
            members: &members,
        })? {
            let value = self.0.within(|| key.clone(), data.next_value_seed(self))?;
            members.insert(key, value);
        }
        if self.0.merges {
            merge(&mut members, self.0)?;
        }
        Ok(Value::Object(members))
    }
}

/// Applies a merge key: appends the entries of the merged objects whose keys are not present yet.
fn merge<E: Error>(members: &mut Map<String, Value>, reading: &Reading) -> Result<(), E> {
    let merged = match members.shift_remove("<<") {
        None => return Ok(()),
        Some(Value::Array(list)) => list,
        Some(one) => vec![one],
    };
    for source in merged {
        let Value::Object(more) = source else {
            let message = format!(
                "the merge key `<<` must be an object or an array of objects, not {}",
                json_type(&source)
            );
            return reading.within(
                || "<<".to_owned(),
                Err(reading.refuse(Code::SourceMerge, message)),
            );
        };
        for (key, value) in more {
            members.entry(key).or_insert(value);
        }
    }
    Ok(())
}

/// Reads one key as a string. `members` are the entries of the object so far.
struct Key<'r> {
    reading: &'r Reading,
    members: &'r Map<String, Value>,
}

impl Key<'_> {
    fn refuse<E: Error>(&self, what: &str) -> E {
        let message = format!("{what} cannot be a key");
        self.reading.refuse(Code::SourceKey, message)
    }
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Key<'_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<String, E> {
        self.reading.charge(key.len())?;
        if self.members.contains_key(key) {
            let message = format!("duplicate key `{key}`");
            let refusal = Err(self.reading.refuse(Code::SourceDuplicateKey, message));
            return self.reading.within(|| key.to_owned(), refusal);
        }
        Ok(key.to_owned())
    }

    fn visit_bool<E: Error>(self, key: bool) -> Result<String, E> {
        self.visit_str(&key.to_string())
    }

    fn visit_i64<E: Error>(self, key: i64) -> Result<String, E> {
        self.visit_str(&key.to_string())
    }

    fn visit_u64<E: Error>(self, key: u64) -> Result<String, E> {
        self.visit_str(&key.to_string())
    }

    fn visit_i128<E: Error>(self, key: i128) -> Result<String, E> {
        self.visit_str(&key.to_string())
    }

    fn visit_u128<E: Error>(self, key: u128) -> Result<String, E> {
        self.visit_str(&key.to_string())
    }

    /// `1.10` would become `1.1`: the original text is not known from the number.
    fn visit_f64<E: Error>(self, _key: f64) -> Result<String, E> {
        Err(self.refuse("a number with a fraction"))
    }

    fn visit_unit<E: Error>(self) -> Result<String, E> {
        Err(self.refuse("null"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _data: A) -> Result<String, A::Error> {
        Err(self.refuse("an array"))
    }

    fn visit_map<A: MapAccess<'de>>(self, _data: A) -> Result<String, A::Error> {
        Err(self.refuse("an object"))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<String, A::Error> {
        let (tag, _) = data.variant::<String>()?;
        Err(self.reading.refuse_tag(&tag))
    }
}
