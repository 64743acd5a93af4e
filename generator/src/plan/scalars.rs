//! The Rust side of each scalar, in one table.
//!
//! A new scalar needs a variant of [`Scalar`], the schemas that are lowered to it, an entry here,
//! and the runtime's support for its type, if there is any.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use crate::ir::{Api, Format, Scalar, TypeRef};
use crate::plan::literals;
use crate::plan::package::capability::Capability;

/// What planning knows of a scalar.
pub(crate) struct ScalarRules {
    /// The Rust type: a path that is imported, or a name that needs no import.
    pub(crate) path: &'static str,
    /// The path of the type in the emitted crate, for code that uses the crate. `None` for types of
    /// the prelude.
    pub(crate) public_path: Option<&'static str>,
    /// The capability of the runtime that has the type or supports it.
    pub(crate) capability: Option<Capability>,
    /// How methods take a value.
    pub(crate) argument: ArgumentForm,
    /// How a response or request body that is nothing but this scalar is sent if it is not JSON.
    pub(crate) raw: Option<Format>,
    /// How a value becomes an `i64`, if it is an integer.
    pub(crate) integer: Option<Widening>,
    /// Whether a value may be kept secret, which only strings support.
    pub(crate) may_be_secret: bool,
    /// Whether a value is a point in time.
    pub(crate) is_date_time: bool,
    /// A value if the document has no example.
    pub(crate) sample: fn() -> Option<Value>,
    literal: fn(&Value, Position) -> Option<Literal>,
}

/// How methods take a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ArgumentForm {
    /// `value: bool`.
    Value,
    /// `value: impl Into<String>`.
    Into,
}

/// How an integer becomes an `i64`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Widening {
    /// It is one.
    None,
    /// `i64::from(value)`.
    From,
}

/// Where an example has a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Position {
    /// An argument in its [`ArgumentForm`].
    Argument,
    /// Of exactly the type that the context asks for.
    Exact,
}

/// A value as code.
#[derive(Debug, Clone)]
pub(crate) struct Literal {
    pub(crate) code: TokenStream,
    /// Whether the code has a `?` for an error that is not the SDK's own.
    pub(crate) is_fallible: bool,
}

impl ScalarRules {
    /// The name of the type without its path.
    pub(crate) fn name(&self) -> &'static str {
        self.path.rsplit("::").next().unwrap_or(self.path)
    }

    /// A JSON value as code, if it is one of the scalar's.
    pub(crate) fn literal(&self, value: &Value, position: Position) -> Option<Literal> {
        (self.literal)(value, position)
    }
}

/// The rules of the scalars that an API has.
pub(crate) fn rules_of(api: &Api) -> impl Iterator<Item = &'static ScalarRules> {
    api.scalars().into_iter().map(rules)
}

/// Whether a value of the type is a point in time.
pub(crate) fn is_date_time(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Scalar(scalar) if rules(*scalar).is_date_time)
}

/// The format of a body that is nothing but a scalar and not JSON: bytes, or text if the document
/// says so.
pub(crate) fn raw_format(ty: &TypeRef, format: Option<Format>) -> Option<Format> {
    let TypeRef::Scalar(scalar) = ty else {
        return None;
    };
    let raw = rules(*scalar).raw?;
    (raw == Format::Bytes || Some(raw) == format).then_some(raw)
}

/// The rules of a scalar.
pub(crate) fn rules(scalar: Scalar) -> &'static ScalarRules {
    match scalar {
        Scalar::String => &STRING,
        Scalar::Uuid => &UUID,
        Scalar::DateTime => &DATE_TIME,
        Scalar::Boolean => &BOOLEAN,
        Scalar::Int32 => &INT32,
        Scalar::Int64 => &INT64,
        Scalar::Double => &DOUBLE,
        Scalar::Binary => &BINARY,
    }
}

/// A type that needs no import and is taken by value; a start for the entries below.
const PLAIN: ScalarRules = ScalarRules {
    path: "",
    public_path: None,
    capability: None,
    argument: ArgumentForm::Value,
    raw: None,
    integer: None,
    may_be_secret: false,
    is_date_time: false,
    sample: || None,
    literal: |_, _| None,
};

const STRING: ScalarRules = ScalarRules {
    path: "String",
    argument: ArgumentForm::Into,
    raw: Some(Format::Text),
    may_be_secret: true,
    literal: converted_string,
    ..PLAIN
};

const BINARY: ScalarRules = ScalarRules {
    raw: Some(Format::Bytes),
    may_be_secret: false,
    ..STRING
};

const DATE_TIME: ScalarRules = ScalarRules {
    path: "crate::runtime::DateTime",
    public_path: Some("DateTime"),
    capability: Some(Capability::DateTime),
    argument: ArgumentForm::Into,
    is_date_time: true,
    literal: converted_string,
    ..PLAIN
};

const UUID: ScalarRules = ScalarRules {
    path: "uuid::Uuid",
    public_path: Some("uuid::Uuid"),
    capability: Some(Capability::Uuids),
    sample: || Some("00000000-0000-0000-0000-000000000000".into()),
    literal: |value, _| {
        let text = literals::string(value.as_str()?);
        Some(Literal {
            code: quote!(#text.parse()?),
            is_fallible: true,
        })
    },
    ..PLAIN
};

const BOOLEAN: ScalarRules = ScalarRules {
    path: "bool",
    sample: || Some(true.into()),
    literal: |value, _| {
        let flag = value.as_bool()?;
        Some(infallible(quote!(#flag)))
    },
    ..PLAIN
};

const INT32: ScalarRules = ScalarRules {
    path: "i32",
    integer: Some(Widening::From),
    sample: || Some(1.into()),
    literal: |value, _| {
        let number = i32::try_from(value.as_i64()?).ok()?;
        Some(infallible(literals::integer(number.into())))
    },
    ..PLAIN
};

const INT64: ScalarRules = ScalarRules {
    path: "i64",
    integer: Some(Widening::None),
    sample: || Some(1.into()),
    literal: |value, _| Some(infallible(literals::integer(value.as_i64()?))),
    ..PLAIN
};

const DOUBLE: ScalarRules = ScalarRules {
    path: "f64",
    sample: || Some(1.into()),
    literal: |value, _| Some(infallible(literals::float(value.as_f64()?)?)),
    ..PLAIN
};

/// A string, which is converted to the type.
fn converted_string(value: &Value, position: Position) -> Option<Literal> {
    let text = literals::string(value.as_str()?);
    Some(infallible(match position {
        Position::Argument => quote!(#text),
        Position::Exact => quote!(#text.into()),
    }))
}

fn infallible(code: TokenStream) -> Literal {
    Literal {
        code,
        is_fallible: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn written(scalar: Scalar, value: Value, position: Position) -> Option<String> {
        let literal = rules(scalar).literal(&value, position)?;
        Some(literal.code.to_string().replace(' ', ""))
    }

    #[test]
    fn values_are_written_for_their_position() {
        use Position::{Argument, Exact};
        for (scalar, value, position, code) in [
            (Scalar::String, json!("a"), Argument, "\"a\""),
            (Scalar::String, json!("a"), Exact, "\"a\".into()"),
            (Scalar::DateTime, json!("a"), Exact, "\"a\".into()"),
            (Scalar::Uuid, json!("a"), Argument, "\"a\".parse()?"),
            (Scalar::Boolean, json!(true), Exact, "true"),
            (Scalar::Int32, json!(-5), Exact, "-5"),
            (Scalar::Int64, json!(5_000_000_000_i64), Exact, "5000000000"),
            (Scalar::Double, json!(3), Argument, "3.0"),
        ] {
            assert_eq!(written(scalar, value, position).as_deref(), Some(code));
        }
    }

    #[test]
    fn values_of_another_type_are_refused() {
        for (scalar, value) in [
            (Scalar::String, json!(1)),
            (Scalar::Uuid, json!(1)),
            (Scalar::Boolean, json!("true")),
            (Scalar::Int32, json!(5_000_000_000_i64)),
            (Scalar::Int64, json!(1.5)),
            (Scalar::Double, json!("1")),
        ] {
            assert_eq!(written(scalar, value, Position::Argument), None);
        }
    }
}
