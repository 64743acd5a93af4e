//! The strict deserializer: arrays instead of objects in every kind of field, and the paths of
//! errors.

use std::collections::BTreeMap;

use http::Request;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::tests::custom_transport::{block_on, offline};
use crate::tests::support::{LIST, builder};
use crate::{
    Body, BoxFuture, Call, Error, MatchingVariant, Nullable, Transport, TransportError, additional,
    null_as_default, tagged_variant,
};

/// Returns the same response to every request.
struct FixedResponse(Vec<u8>);

impl Transport for FixedResponse {
    fn send(
        &self,
        _: Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let body = self.0.clone();
        Box::pin(async { Ok(http::Response::new(Body::from(body))) })
    }
}

/// Decodes a body as the response of a call.
pub(crate) fn decode<T: DeserializeOwned>(body: impl AsRef<[u8]>) -> Result<T, Error> {
    let client = offline(builder())
        .transport(FixedResponse(body.as_ref().to_owned()))
        .build()
        .unwrap();
    let response = block_on(Call::new(&client, &LIST).json_response::<T>())?;
    Ok(response.into_body())
}

/// Returns the path and the message of the decode error.
pub(crate) fn decode_error<T: DeserializeOwned>(body: &str) -> (String, String) {
    let error = match decode::<T>(body) {
        Ok(_) => panic!("{body} was decoded"),
        Err(error) => error,
    };
    assert!(error.is_decode(), "{error:?}");
    assert_eq!(error.body().map(|body| &body[..]), Some(body.as_bytes()));
    let message = std::error::Error::source(&error).unwrap().to_string();
    (error.json_path().unwrap_or_default().to_owned(), message)
}

/// Without the strict deserializer, serde's derive accepts an empty array and `[7]` for it.
#[derive(Debug, Default, Clone, PartialEq, Deserialize, Serialize)]
#[serde(default)]
struct Leaf {
    id: u32,
}

#[derive(Debug, PartialEq, Deserialize, Serialize)]
struct Newtype(Leaf);

#[derive(Debug, PartialEq, Deserialize, Serialize)]
#[serde(transparent)]
struct Transparent(Leaf);

#[derive(Debug, PartialEq, Deserialize, Serialize)]
enum External {
    Unit,
    Newtype(Leaf),
    Struct { leaf: Leaf },
}

/// A union with a discriminator, as in an SDK.
#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Tagged {
    Leaf(Leaf),
    Node(Box<Node>),
    Unknown(Value),
}

impl<'de> Deserialize<'de> for Tagged {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Ok(match value.get("kind").and_then(Value::as_str) {
            Some("leaf") => tagged_variant(value).map_or_else(Self::Unknown, Self::Leaf),
            Some("node") => tagged_variant(value).map_or_else(Self::Unknown, Self::Node),
            _ => Self::Unknown(value),
        })
    }
}

/// A union without a discriminator, as in an SDK.
#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Untagged {
    Node(Box<Node>),
    Leaf(Leaf),
    Unknown(Value),
}

impl<'de> Deserialize<'de> for Untagged {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Ok(MatchingVariant::of(value)
            .or_if(|value| value.get("leaf").is_some(), Self::Node)
            .or(Self::Leaf)
            .or_unknown(Self::Unknown))
    }
}

/// A field of each kind.
#[derive(Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
struct Node {
    leaf: Leaf,
    array: Vec<Leaf>,
    arrays: Vec<Vec<Leaf>>,
    option: Option<Leaf>,
    boxed: Option<Box<Node>>,
    map: BTreeMap<String, Leaf>,
    nullable: Nullable<Leaf>,
    nullables: Nullable<Vec<Leaf>>,
    #[serde(deserialize_with = "null_as_default")]
    or_null: Vec<Leaf>,
    #[serde(deserialize_with = "null_as_default")]
    map_or_null: BTreeMap<String, Vec<Leaf>>,
    newtype: Option<Newtype>,
    transparent: Option<Transparent>,
    pair: Option<(u8, Leaf)>,
    external: Option<External>,
    tagged: Option<Tagged>,
    untagged: Option<Untagged>,
    free: Map<String, Value>,
}

/// An object with additional properties.
#[derive(Debug, PartialEq, Deserialize, Serialize)]
struct Open {
    known: Option<Leaf>,
    #[serde(flatten, deserialize_with = "additional")]
    others: BTreeMap<String, Leaf>,
}

#[test]
fn an_array_is_not_accepted_for_an_object_in_any_field() {
    // `@` marks the object.
    let cases = [
        ("@", ""),
        (r#"{"leaf":@}"#, "leaf"),
        (r#"{"array":[{},@]}"#, "array[1]"),
        (r#"{"arrays":[[],[{},{},@]]}"#, "arrays[1][2]"),
        (r#"{"option":@}"#, "option"),
        (r#"{"boxed":@}"#, "boxed"),
        (r#"{"boxed":{"boxed":{"leaf":@}}}"#, "boxed.boxed.leaf"),
        (r#"{"map":@}"#, "map"),
        (r#"{"map":{"a b":{},"c.d":@}}"#, "map.c.d"),
        (r#"{"map":{"\u0061\"":@}}"#, "map.a\""),
        (r#"{"nullable":@}"#, "nullable"),
        (r#"{"nullables":[@]}"#, "nullables[0]"),
        (r#"{"or_null":[@]}"#, "or_null[0]"),
        (r#"{"map_or_null":@}"#, "map_or_null"),
        (r#"{"map_or_null":{"a":[{},@]}}"#, "map_or_null.a[1]"),
        (r#"{"newtype":@}"#, "newtype"),
        (r#"{"transparent":@}"#, "transparent"),
        (r#"{"pair":[1,@]}"#, "pair[1]"),
        (r#"{"external":{"Newtype":@}}"#, "external.Newtype"),
        (r#"{"external":{"Struct":@}}"#, "external.Struct"),
        (
            r#"{"external":{"Struct":{"leaf":@}}}"#,
            "external.Struct.leaf",
        ),
        (r#"{"free":@}"#, "free"),
    ];
    for (template, expected_path) in cases {
        let good = template.replace('@', "{}");
        if template != r#"{"external":{"Struct":@}}"# {
            assert!(decode::<Node>(&good).is_ok(), "{good}");
        }
        for array in ["[]", "[1]", "[{}]"] {
            let (path, message) = decode_error::<Node>(&template.replace('@', array));
            assert_eq!(path, expected_path, "{template}");
            assert!(
                message.contains("invalid type: sequence"),
                "{template}: {message}"
            );
        }
    }
}

#[test]
fn additional_properties_are_decoded_strictly() {
    let open = decode::<Open>(r#"{"known":{},"a":{"id":1},"b":{}}"#).unwrap();
    assert_eq!(open.others.len(), 2);
    assert_eq!(decode_error::<Open>(r#"{"known":[1],"a":{}}"#).0, "known");
    assert_eq!(
        decode_error::<Open>(r#"{"known":{},"a":{},"b":[1]}"#).0,
        "b"
    );
    assert_eq!(
        decode_error::<Vec<Open>>(r#"[{},{"b":{"id":"x"}}]"#).0,
        "[1].b.id"
    );
}

#[test]
fn a_value_that_matches_no_variant_is_unknown_and_leaves_no_path() {
    let untagged = |body: &str| decode::<Node>(body).unwrap().untagged.unwrap();
    assert_eq!(
        untagged(r#"{"untagged":{"id":7}}"#),
        Untagged::Leaf(Leaf { id: 7 })
    );
    for json in ["[]", "[7]", r#"{"leaf":[7],"id":"x"}"#] {
        let value = serde_json::from_str(json).unwrap();
        let body = format!(r#"{{"untagged":{json}}}"#);
        assert_eq!(untagged(&body), Untagged::Unknown(value));
    }
    // The variants that were tried do not affect the path of a later error.
    let body = r#"{"array":[{},{}],"untagged":{"leaf":[7],"id":"x"},"option":[]}"#;
    assert_eq!(decode_error::<Node>(body).0, "option");
    // An array is an unknown value of a union.
    let tagged = decode::<Node>(r#"{"tagged":["leaf",1]}"#).unwrap().tagged;
    assert!(
        matches!(tagged, Some(Tagged::Unknown(Value::Array(_)))),
        "{tagged:?}"
    );
    assert_eq!(
        decode::<Tagged>(r#"{"kind":"leaf","id":3}"#).unwrap(),
        Tagged::Leaf(Leaf { id: 3 })
    );
    // So is an object that does not match the variant that it names.
    let json = r#"{"kind":"node","tagged":{"kind":"node","leaf":[7]},"array":[7]}"#;
    let value = serde_json::from_str(json).unwrap();
    assert_eq!(decode::<Tagged>(json).unwrap(), Tagged::Unknown(value));
}

#[test]
fn paths_do_not_carry_over_to_the_next_error() {
    assert_eq!(
        decode_error::<Node>(r#"{"array":[{"id":"x"}]}"#).0,
        "array[0].id"
    );
    assert_eq!(decode_error::<Node>(r#"{"leaf":{"id":-1}}"#).0, "leaf.id");
    assert_eq!(decode_error::<Node>("7").0, "");
    assert_eq!(decode_error::<Node>("{} {}").0, "");
    // Neither does a variant that does not match.
    decode::<Tagged>(r#"{"kind":"node","array":[7]}"#).unwrap();
    assert_eq!(
        decode_error::<Node>(r#"{"map":{"a":{"id":null}}}"#).0,
        "map.a.id"
    );
}

#[test]
fn unknown_properties_are_ignored_whatever_their_value() {
    let deep = format!("{}{}", "[".repeat(1_000), "]".repeat(1_000));
    for value in ["1e999", r#""\ud800""#, "[[],{}]", deep.as_str()] {
        let node = decode::<Node>(&format!(r#"{{"new":{value},"leaf":{{"id":1}}}}"#));
        assert_eq!(node.unwrap().leaf.id, 1);
    }
}

#[test]
fn errors_of_invalid_json_have_the_path_at_which_parsing_stopped() {
    for (body, path) in [
        ("", ""),
        ("{", ""),
        (r#"{"array":[{},{"id":1"#, "array[1]"),
        (r#"{"array":[{},"#, "array[1]"),
        (r#"{"boxed":{"leaf" 1}}"#, "boxed.leaf"),
        (r#"{"boxed":{"leaf":}}"#, "boxed.leaf"),
        (r#"{"map":{"\ud800":{}}}"#, "map"),
    ] {
        assert_eq!(decode_error::<Node>(body).0, path, "{body}");
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_ignored_only_in_unknown_properties() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Named {
        name: String,
    }

    let named: Named = decode(b"{\"x\":\"\xff\",\"y\":[\"\xc3\"],\"name\":\"a\"}").unwrap();
    assert_eq!(named.name, "a");
    for body in [
        &b"[{\"name\":\"a\xff\"}]"[..],
        b"[{\"name\":\"\\\xff\"}]",
        b"[{\"name\":\"\\\\\xe2\x82\"}]",
    ] {
        let error = decode::<Vec<Named>>(body).unwrap_err();
        assert_eq!(error.json_path(), Some("[0].name"));
        assert_eq!(error.body().map(|body| &body[..]), Some(body));
        let message = std::error::Error::source(&error).unwrap().to_string();
        assert!(message.starts_with("invalid utf-8 sequence"), "{message}");
    }
    let error = decode::<Named>(b"{\"\xff\":1,\"name\":\"a\"}").unwrap_err();
    assert!(error.is_decode());
    let error = decode::<Named>(b"{\"x\":\"\xff\"}").unwrap_err();
    let message = std::error::Error::source(&error).unwrap().to_string();
    assert!(message.starts_with("missing field"), "{message}");
}

#[test]
fn enum_variants_are_names_or_objects_with_one_property() {
    assert_eq!(decode::<External>(r#""Unit""#).unwrap(), External::Unit);
    let newtype = decode::<External>(r#"{"Newtype":{"id":2}}"#).unwrap();
    assert_eq!(newtype, External::Newtype(Leaf { id: 2 }));
    let object = decode::<External>(r#"{"Struct":{"leaf":{"id":3}}}"#).unwrap();
    assert_eq!(
        object,
        External::Struct {
            leaf: Leaf { id: 3 }
        }
    );
    for other in [
        r#"["Unit"]"#,
        r#""Other""#,
        "{}",
        r#"{"Unit":null,"more":1}"#,
        "1",
    ] {
        decode_error::<External>(other);
    }
}

#[test]
fn error_models_are_decoded_strictly() {
    #[derive(Debug, PartialEq, Deserialize, serde::Serialize)]
    struct Failure {
        error: Option<String>,
        detail: Option<Detail>,
    }
    #[derive(Debug, PartialEq, Deserialize, serde::Serialize)]
    struct Detail {
        #[serde(default)]
        code: u8,
    }
    let decode_model = |body: &str| {
        crate::decode_error_model::<Failure>(body.as_bytes(), Some("error"), None, &[])
    };
    let failure = decode_model(r#"{"error":"no","detail":{"code":1}}"#).unwrap();
    assert!(failure.model.is_some());
    let failure = decode_model(r#"{"error":"no","detail":[1]}"#).unwrap();
    assert!(failure.model.is_none());
    assert_eq!(failure.message.as_deref(), Some("no"));
}
