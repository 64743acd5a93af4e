//! The Rust side of each scalar, in one table. `docs/formats.md` describes it by format.
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
    /// Whether the runtime has no minimal value of the type for tests.
    pub(crate) needs_fixture: bool,
    /// A value if the document has no example.
    pub(crate) sample: fn() -> Option<Value>,
    literal: fn(&Value, Position) -> Option<Literal>,
    /// How a value with a literal is encoded after it was decoded. `None` if it cannot be decoded.
    encoded: fn(&Value) -> Option<Value>,
    /// The JSON that is expected, for messages: `a string`.
    pub(crate) expected: &'static str,
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
pub(crate) enum Literal {
    /// An expression.
    Code(TokenStream),
    /// A string literal that is parsed, which may fail.
    Parsed(TokenStream),
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

    /// How the emitted code encodes a JSON value after it has decoded it as the scalar. `None` if it
    /// cannot be decoded.
    pub(crate) fn encoded(&self, value: &Value) -> Option<Value> {
        self.literal(value, Position::Exact)?;
        (self.encoded)(value)
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
        Scalar::Int8 => &INT8,
        Scalar::Int16 => &INT16,
        Scalar::Int32 => &INT32,
        Scalar::Int64 => &INT64,
        Scalar::UInt8 => &UINT8,
        Scalar::UInt16 => &UINT16,
        Scalar::UInt32 => &UINT32,
        Scalar::UInt64 => &UINT64,
        Scalar::Integer | Scalar::Decimal => &EXACT_NUMBER,
        Scalar::Double => &DOUBLE,
        Scalar::Binary => &BINARY,
        Scalar::File => &FILE,
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
    needs_fixture: false,
    sample: || None,
    literal: |_, _| None,
    encoded: |value| Some(value.clone()),
    expected: "a string",
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

const FILE: ScalarRules = ScalarRules {
    path: "crate::runtime::Part",
    public_path: Some("Part"),
    capability: Some(Capability::Multipart),
    argument: ArgumentForm::Into,
    literal: converted_string,
    ..PLAIN
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
    encoded: |value| uuid(value.as_str()?).map(Value::from),
    expected: "a UUID",
    literal: |value, _| {
        let text = literals::string(value.as_str()?);
        Some(Literal::Parsed(quote!(#text)))
    },
    ..PLAIN
};

const BOOLEAN: ScalarRules = ScalarRules {
    expected: "a boolean",
    path: "bool",
    sample: || Some(true.into()),
    literal: |value, _| {
        let flag = value.as_bool()?;
        Some(infallible(quote!(#flag)))
    },
    ..PLAIN
};

const INT32: ScalarRules = ScalarRules {
    expected: "a 32-bit integer",
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
    expected: "a 64-bit integer",
    path: "i64",
    integer: Some(Widening::None),
    sample: || Some(1.into()),
    literal: |value, _| Some(infallible(literals::integer(value.as_i64()?))),
    ..PLAIN
};

const INT8: ScalarRules = ScalarRules {
    expected: "an 8-bit integer",
    path: "i8",
    literal: |value, _| small(i8::try_from(value.as_i64()?).ok()),
    needs_fixture: true,
    ..INT32
};

const INT16: ScalarRules = ScalarRules {
    expected: "a 16-bit integer",
    path: "i16",
    literal: |value, _| small(i16::try_from(value.as_i64()?).ok()),
    needs_fixture: true,
    ..INT32
};

const UINT8: ScalarRules = ScalarRules {
    expected: "an unsigned 8-bit integer",
    path: "u8",
    literal: |value, _| small(u8::try_from(value.as_i64()?).ok()),
    needs_fixture: true,
    ..INT32
};

const UINT16: ScalarRules = ScalarRules {
    expected: "an unsigned 16-bit integer",
    path: "u16",
    literal: |value, _| small(u16::try_from(value.as_i64()?).ok()),
    needs_fixture: true,
    ..INT32
};

const UINT32: ScalarRules = ScalarRules {
    expected: "an unsigned 32-bit integer",
    path: "u32",
    literal: |value, _| small(u32::try_from(value.as_i64()?).ok()),
    needs_fixture: true,
    ..INT32
};

const UINT64: ScalarRules = ScalarRules {
    expected: "an unsigned 64-bit integer",
    path: "u64",
    integer: None,
    literal: |value, _| {
        let digits = proc_macro2::Literal::u64_unsuffixed(value.as_u64()?);
        Some(infallible(quote!(#digits)))
    },
    needs_fixture: true,
    ..INT32
};

const EXACT_NUMBER: ScalarRules = ScalarRules {
    expected: "a number",
    path: "crate::runtime::ExactNumber",
    public_path: Some("ExactNumber"),
    capability: Some(Capability::ExactNumber),
    argument: ArgumentForm::Into,
    sample: || Some(1.into()),
    literal: |value, position| match value.as_i64().map(i32::try_from) {
        Some(Ok(number)) => {
            let number = literals::integer(number.into());
            Some(infallible(match position {
                Position::Argument => number,
                Position::Exact => quote!(#number.into()),
            }))
        }
        _ => {
            let text = literals::string(&value.as_number()?.to_string());
            Some(Literal::Parsed(quote!(#text)))
        }
    },
    ..PLAIN
};

const DOUBLE: ScalarRules = ScalarRules {
    expected: "a number",
    path: "f64",
    sample: || Some(1.into()),
    literal: |value, _| Some(infallible(literals::float(value.as_f64()?)?)),
    ..PLAIN
};

fn small<T: Into<i64>>(number: Option<T>) -> Option<Literal> {
    Some(infallible(literals::integer(number?.into())))
}

/// A UUID in the form in which it is encoded, from any of the forms that the crate `uuid` decodes.
fn uuid(text: &str) -> Option<String> {
    let text = text.strip_prefix("urn:uuid:").unwrap_or(text);
    let braced = text
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'));
    let text = braced.unwrap_or(text);
    let has_hyphens = text.len() == 36;
    let is_hyphen = |(index, c): (usize, char)| matches!(index, 8 | 13 | 18 | 23) == (c == '-');
    if has_hyphens && !text.char_indices().all(is_hyphen) {
        return None;
    }
    let digits: String = match has_hyphens {
        true => text.chars().filter(|c| *c != '-').collect(),
        false => text.to_owned(),
    };
    let digits = digits.to_ascii_lowercase();
    let is_hex = digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let part = |range| digits.get(range);
    let parts = [
        part(0..8)?,
        part(8..12)?,
        part(12..16)?,
        part(16..20)?,
        part(20..32)?,
    ];
    is_hex.then(|| parts.join("-"))
}

/// A string, which is converted to the type.
fn converted_string(value: &Value, position: Position) -> Option<Literal> {
    let text = literals::string(value.as_str()?);
    Some(infallible(match position {
        Position::Argument => quote!(#text),
        Position::Exact => quote!(#text.into()),
    }))
}

fn infallible(code: TokenStream) -> Literal {
    Literal::Code(code)
}

#[cfg(test)]
mod tests;
