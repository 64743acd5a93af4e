use super::*;
use serde_json::json;

fn written(scalar: Scalar, value: Value, position: Position) -> Option<String> {
    let code = match rules(scalar).literal(&value, position)? {
        Literal::Code(code) => code,
        Literal::Parsed(text) => quote!(#text.parse()?),
    };
    Some(code.to_string().replace(' ', ""))
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
        (Scalar::UInt8, json!(200), Exact, "200"),
        (
            Scalar::UInt64,
            json!(u64::MAX),
            Exact,
            "18446744073709551615",
        ),
        (Scalar::Integer, json!(7), Argument, "7"),
        (Scalar::Integer, json!(7), Exact, "7.into()"),
        (
            Scalar::Integer,
            json!(u64::MAX),
            Exact,
            "\"18446744073709551615\".parse()?",
        ),
        (Scalar::Decimal, json!(0.5), Argument, "\"0.5\".parse()?"),
    ] {
        assert_eq!(written(scalar, value, position).as_deref(), Some(code));
    }
}

#[test]
fn uuids_are_encoded_in_their_usual_form() {
    let usual = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    for text in [
        usual,
        "67E55044-10B1-426F-9247-BB680E5FE0C8",
        "67e5504410b1426f9247bb680e5fe0c8",
        "urn:uuid:67e55044-10b1-426f-9247-bb680e5fe0c8",
        "{67e55044-10b1-426f-9247-bb680e5fe0c8}",
    ] {
        assert_eq!(
            rules(Scalar::Uuid).encoded(&json!(text)),
            Some(json!(usual))
        );
    }
    for text in [
        "",
        "123",
        "67e550-4410b1-426f-9247-bb680e5fe0c8",
        "é",
        "67e55044-10b1-426f-9247-bb680e5fe0cg",
    ] {
        assert_eq!(rules(Scalar::Uuid).encoded(&json!(text)), None, "{text}");
    }
    assert_eq!(rules(Scalar::Int64).encoded(&json!("1")), None);
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
        (Scalar::UInt8, json!(-1)),
        (Scalar::Int16, json!(40_000)),
        (Scalar::UInt64, json!(-1)),
        (Scalar::Decimal, json!("1")),
    ] {
        assert_eq!(written(scalar, value, Position::Argument), None);
    }
}
