//! Lists where objects belong, at every kind of place that a model can have, and where decoding says that it failed.

use std::collections::BTreeMap;

use http::Request;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::tests::custom_transport::{block_on, offline};
use crate::tests::support::{LIST, builder};
use crate::{
    Body, BoxFuture, Call, Error, Nullable, Transport, TransportError, additional,
    matching_variant, null_as_default, tagged_variant,
};

/// Gives everyone the same answer.
struct Canned(String);

impl Transport for Canned {
    fn send(
        &self,
        _: Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let body = self.0.clone();
        Box::pin(async { Ok(http::Response::new(Body::from(body))) })
    }
}

/// What a call makes of a body.
fn decoded<T: DeserializeOwned>(body: &str) -> Result<T, Error> {
    let client = offline(builder())
        .transport(Canned(body.to_owned()))
        .build()
        .unwrap();
    let response = block_on(Call::new(&client, &LIST).json_response::<T>())?;
    Ok(response.into_body())
}

/// The place of the error, and what is wrong there.
fn refused<T: DeserializeOwned>(body: &str) -> (String, String) {
    let error = match decoded::<T>(body) {
        Ok(_) => panic!("{body} was read"),
        Err(error) => error,
    };
    assert!(error.is_decode(), "{error:?}");
    assert_eq!(error.body().map(|body| &body[..]), Some(body.as_bytes()));
    let what = std::error::Error::source(&error).unwrap().to_string();
    (error.json_path().unwrap_or_default().to_owned(), what)
}

/// Takes an empty list, and one of its own members, where serde's derive is asked.
#[derive(Debug, Default, Clone, PartialEq, Deserialize)]
#[serde(default)]
struct Leaf {
    id: u32,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Newtype(Leaf);

#[derive(Debug, PartialEq, Deserialize)]
#[serde(transparent)]
struct Transparent(Leaf);

#[derive(Debug, PartialEq, Deserialize)]
enum External {
    Unit,
    Newtype(Leaf),
    Struct { leaf: Leaf },
}

/// A union as an SDK has it, told by a member.
#[derive(Debug, PartialEq)]
enum Told {
    Leaf(Leaf),
    Node(Box<Node>),
    Unknown(Value),
}

impl<'de> Deserialize<'de> for Told {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        match value.get("kind").and_then(Value::as_str) {
            Some("leaf") => tagged_variant(&value).map(Self::Leaf),
            Some("node") => tagged_variant(&value).map(Self::Node),
            _ => Ok(Self::Unknown(value)),
        }
    }
}

/// A union as an SDK has it, told by what fits.
#[derive(Debug, PartialEq)]
enum Fitting {
    Node(Box<Node>),
    Leaf(Leaf),
    Unknown(Value),
}

impl<'de> Deserialize<'de> for Fitting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let is_node = value.get("leaf").is_some();
        if let Some(node) = is_node.then(|| matching_variant(&value)).flatten() {
            return Ok(Self::Node(node));
        }
        if let Some(leaf) = matching_variant(&value) {
            return Ok(Self::Leaf(leaf));
        }
        Ok(Self::Unknown(value))
    }
}

/// A member of each kind.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Node {
    leaf: Leaf,
    list: Vec<Leaf>,
    lists: Vec<Vec<Leaf>>,
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
    told: Option<Told>,
    fitting: Option<Fitting>,
    free: Map<String, Value>,
}

/// An object with members of any name.
#[derive(Debug, PartialEq, Deserialize)]
struct Open {
    known: Option<Leaf>,
    #[serde(flatten, deserialize_with = "additional")]
    others: BTreeMap<String, Leaf>,
}

#[test]
fn a_list_is_no_object_wherever_it_stands() {
    // `@` is where the object belongs.
    let places = [
        ("@", ""),
        (r#"{"leaf":@}"#, "leaf"),
        (r#"{"list":[{},@]}"#, "list[1]"),
        (r#"{"lists":[[],[{},{},@]]}"#, "lists[1][2]"),
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
        (r#"{"told":{"list":[@],"kind":"node"}}"#, "told.list[0]"),
        (
            r#"{"boxed":{"told":{"told":{"leaf":@,"kind":"node"},"kind":"node"}}}"#,
            "boxed.told.told.leaf",
        ),
        (r#"{"free":@}"#, "free"),
    ];
    for (template, place) in places {
        let good = template.replace('@', "{}");
        if template != r#"{"external":{"Struct":@}}"# {
            assert!(decoded::<Node>(&good).is_ok(), "{good}");
        }
        for list in ["[]", "[1]", "[{}]"] {
            let (path, what) = refused::<Node>(&template.replace('@', list));
            assert_eq!(path, place, "{template}");
            assert!(
                what.contains("invalid type: sequence"),
                "{template}: {what}"
            );
        }
    }
}

#[test]
fn members_of_any_name_are_read_as_strictly() {
    let open = decoded::<Open>(r#"{"known":{},"a":{"id":1},"b":{}}"#).unwrap();
    assert_eq!(open.others.len(), 2);
    assert_eq!(refused::<Open>(r#"{"known":[1],"a":{}}"#).0, "known");
    assert_eq!(refused::<Open>(r#"{"known":{},"a":{},"b":[1]}"#).0, "b");
    assert_eq!(
        refused::<Vec<Open>>(r#"[{},{"b":{"id":"x"}}]"#).0,
        "[1].b.id"
    );
}

#[test]
fn what_does_not_fit_a_part_is_unknown_and_leaves_no_trace() {
    let fitting = |body: &str| decoded::<Node>(body).unwrap().fitting.unwrap();
    assert_eq!(
        fitting(r#"{"fitting":{"id":7}}"#),
        Fitting::Leaf(Leaf { id: 7 })
    );
    for list in ["[]", "[7]", r#"{"leaf":[7],"id":"x"}"#] {
        let value = serde_json::from_str(list).unwrap();
        let body = format!(r#"{{"fitting":{list}}}"#);
        assert_eq!(fitting(&body), Fitting::Unknown(value));
    }
    // The parts were tried before what is wrong.
    let body = r#"{"list":[{},{}],"fitting":{"leaf":[7],"id":"x"},"option":[]}"#;
    assert_eq!(refused::<Node>(body).0, "option");
    // A union's own list is something that this version does not know.
    let told = decoded::<Node>(r#"{"told":["leaf",1]}"#).unwrap().told;
    assert!(
        matches!(told, Some(Told::Unknown(Value::Array(_)))),
        "{told:?}"
    );
    assert_eq!(
        decoded::<Told>(r#"{"kind":"leaf","id":3}"#).unwrap(),
        Told::Leaf(Leaf { id: 3 })
    );
}

#[test]
fn one_failure_says_nothing_of_the_next() {
    assert_eq!(refused::<Node>(r#"{"list":[{"id":"x"}]}"#).0, "list[0].id");
    assert_eq!(refused::<Node>(r#"{"leaf":{"id":-1}}"#).0, "leaf.id");
    assert_eq!(refused::<Node>("7").0, "");
    assert_eq!(refused::<Node>("{} {}").0, "");
    // A model that is read by other means leaves nothing behind either.
    serde_json::from_str::<Told>(r#"{"kind":"node","list":[7]}"#).unwrap_err();
    assert_eq!(
        refused::<Node>(r#"{"map":{"a":{"id":null}}}"#).0,
        "map.a.id"
    );
}

#[test]
fn members_that_nobody_knows_are_passed_over_whatever_they_are() {
    let deep = format!("{}{}", "[".repeat(1_000), "]".repeat(1_000));
    for odd in ["1e999", r#""\ud800""#, "[[],{}]", deep.as_str()] {
        let node = decoded::<Node>(&format!(r#"{{"new":{odd},"leaf":{{"id":1}}}}"#));
        assert_eq!(node.unwrap().leaf.id, 1);
    }
}

#[test]
fn what_is_not_json_at_all_is_placed_as_far_as_it_was_read() {
    for (body, place) in [
        ("", ""),
        ("{", ""),
        (r#"{"list":[{},{"id":1"#, "list[1]"),
        (r#"{"list":[{},"#, "list[1]"),
        (r#"{"boxed":{"leaf" 1}}"#, "boxed.leaf"),
        (r#"{"boxed":{"leaf":}}"#, "boxed.leaf"),
        (r#"{"map":{"\ud800":{}}}"#, "map"),
    ] {
        assert_eq!(refused::<Node>(body).0, place, "{body}");
    }
}

#[test]
fn variants_of_an_enum_are_names_or_objects_of_one_member() {
    assert_eq!(decoded::<External>(r#""Unit""#).unwrap(), External::Unit);
    let newtype = decoded::<External>(r#"{"Newtype":{"id":2}}"#).unwrap();
    assert_eq!(newtype, External::Newtype(Leaf { id: 2 }));
    let object = decoded::<External>(r#"{"Struct":{"leaf":{"id":3}}}"#).unwrap();
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
        refused::<External>(other);
    }
}

#[test]
fn the_model_of_an_error_is_read_as_strictly() {
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
    let read = |body: &str| {
        crate::decode_error_model::<Failure>(body.as_bytes(), Some("error"), None, &[])
    };
    let failure = read(r#"{"error":"no","detail":{"code":1}}"#).unwrap();
    assert!(failure.model.is_some());
    let failure = read(r#"{"error":"no","detail":[1]}"#).unwrap();
    assert!(failure.model.is_none());
    assert_eq!(failure.message.as_deref(), Some("no"));
}
