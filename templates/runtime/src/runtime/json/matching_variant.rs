//! Unions without a discriminator: the value is decoded as each variant, without tolerance, and the
//! variant that knows most of it is chosen.
//!
//! What a variant does not know is what its models keep as unlisted properties and what is missing
//! once the decoded value is encoded again. Of variants that know the same, the first one is
//! chosen.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::runtime::json::exact::exact;
use crate::runtime::json::path::with_path;
use crate::runtime::json::strict::Strict;
use crate::runtime::json::unlisted_count::{add_unlisted, counted};

/// The variant that fits a value best.
pub struct MatchingVariant<U> {
    value: Value,
    best: Option<(Unknown, U)>,
}

/// The number of properties and scalars that a variant does not know, and of those that it loses.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
struct Unknown(usize, usize);

impl<U> MatchingVariant<U> {
    /// Starts without a variant.
    pub fn of(value: Value) -> Self {
        Self { value, best: None }
    }

    /// Tries a variant.
    #[must_use]
    #[allow(dead_code, reason = "each variant may have a condition")]
    pub fn or<T, V>(self, variant: V) -> Self
    where
        T: DeserializeOwned + Serialize,
        V: FnOnce(T) -> U,
    {
        self.or_if(|_| true, variant)
    }

    /// Tries a variant whose values meet a condition.
    #[must_use]
    pub fn or_if<T, V>(self, condition: impl FnOnce(&Value) -> bool, variant: V) -> Self
    where
        T: DeserializeOwned + Serialize,
        V: FnOnce(T) -> U,
    {
        if condition(&self.value) {
            self.or_known(|_| true, variant)
        } else {
            self
        }
    }

    /// Tries a variant that is a union itself, if that knows the value.
    #[must_use]
    pub fn or_known<T, V>(mut self, is_known: impl FnOnce(&T) -> bool, variant: V) -> Self
    where
        T: DeserializeOwned + Serialize,
        V: FnOnce(T) -> U,
    {
        let value = &self.value;
        // A mismatch is not a failure of the body, so its path is discarded.
        let decode = || exact(|| with_path(|| T::deserialize(Strict(value))));
        let (Ok(content), unlisted) = counted(decode) else {
            return self;
        };
        let lost = serde_json::to_value(&content).map_or(usize::MAX, |again| lost(value, &again));
        let unknown = Unknown(unlisted.saturating_add(lost), lost);
        let is_better = self.best.as_ref().is_none_or(|(known, _)| unknown < *known);
        if is_better && is_known(&content) {
            self.best = Some((unknown, variant(content)));
        }
        self
    }

    /// Returns the best variant, or the value if none matches.
    pub fn or_unknown(self, unknown: impl FnOnce(Value) -> U) -> U {
        match self.best {
            Some((Unknown(count, _), best)) => {
                add_unlisted(count);
                best
            }
            None => {
                add_unlisted(1);
                unknown(self.value)
            }
        }
    }
}

/// The number of properties and scalars of a value that are missing in what it was encoded to.
/// Null, and an empty array or object, are the same as an absent property.
fn lost(value: &Value, again: &Value) -> usize {
    match (value, again) {
        (Value::Object(properties), Value::Object(again)) => properties
            .iter()
            .map(|(name, value)| match again.get(name) {
                Some(again) => lost(value, again),
                None => usize::from(!is_empty(value)),
            })
            .sum(),
        (Value::Array(items), Value::Array(again)) if items.len() == again.len() => {
            let items = items.iter().zip(again);
            items.map(|(value, again)| lost(value, again)).sum()
        }
        (value, again) => usize::from(value != again),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(properties) => properties.is_empty(),
        _ => false,
    }
}
