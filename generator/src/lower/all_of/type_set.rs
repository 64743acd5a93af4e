//! Sets of JSON types.

use std::fmt;

/// The JSON types that a schema allows, null apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TypeSet(u8);

const NAMES: [&str; 6] = ["object", "array", "string", "number", "integer", "boolean"];
/// The bits of `number` and `integer`: every integer is a number.
const NUMBER: u8 = 0b01_1000;

impl TypeSet {
    /// Every type.
    pub(super) const ALL: Self = Self(0b11_1111);
    /// Objects only.
    pub(super) const OBJECT: Self = Self(1);
    /// No type.
    pub(super) const NONE: Self = Self(0);

    /// The set of one type, by its name in JSON Schema.
    pub(super) fn of(name: &str) -> Option<Self> {
        if name == "number" {
            return Some(Self(NUMBER));
        }
        let index = NAMES.iter().position(|known| *known == name)?;
        Some(Self(1 << index))
    }

    /// The type of a JSON value.
    pub(super) fn of_value(value: &serde_json::Value) -> Self {
        use serde_json::Value;
        let name = match value {
            Value::Object(_) => "object",
            Value::Array(_) => "array",
            Value::String(_) => "string",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::Bool(_) => "boolean",
            Value::Null => return Self::NONE,
        };
        Self::of(name).unwrap_or(Self::NONE)
    }

    /// The types in both sets.
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The types in either set.
    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The name of the only type.
    pub(super) fn single(self) -> Option<&'static str> {
        if self.0 == NUMBER {
            return Some("number");
        }
        let name = NAMES.get(self.0.trailing_zeros() as usize)?;
        (self.0.count_ones() == 1).then_some(name)
    }
}

impl Default for TypeSet {
    fn default() -> Self {
        Self::ALL
    }
}

/// `string`, `string or integer`.
impl fmt::Display for TypeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let has = |index: usize| self.0 & (1 << index) != 0;
        let is_number = self.0 & NUMBER == NUMBER;
        let names: Vec<&str> = NAMES
            .iter()
            .enumerate()
            .filter(|(index, name)| has(*index) && !(is_number && **name == "integer"))
            .map(|(_, name)| *name)
            .collect();
        f.write_str(&names.join(" or "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_integer_is_a_number() {
        let [number, integer, string] =
            ["number", "integer", "string"].map(|name| TypeSet::of(name).unwrap());
        assert_eq!(number.and(integer), integer);
        assert_eq!(number.single(), Some("number"));
        assert_eq!(integer.single(), Some("integer"));
        assert_eq!(number.and(string), TypeSet::NONE);
        assert_eq!(number.or(string).single(), None);
        assert_eq!(number.or(string).to_string(), "string or number");
        assert_eq!(TypeSet::ALL.and(integer), integer);
        assert_eq!(TypeSet::of("any"), None);
    }
}
