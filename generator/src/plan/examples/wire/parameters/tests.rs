//! Tests of the text of parameters, by the tables of the specification.

use serde_json::json;

use super::*;
use crate::ir::{Docs, TypeRef};
use crate::pointer::Pointer;

fn param(location: Location, style: Style, explode: bool) -> Param {
    Param {
        wire: "color".to_owned(),
        given_name: None,
        location,
        ty: TypeRef::Any,
        required: true,
        style,
        explode,
        allow_reserved: false,
        encodings: Vec::new(),
        default: None,
        example: None,
        examples: Vec::new(),
        deprecated: false,
        docs: Docs::default(),
        at: Pointer::root(),
    }
}

/// The table "Style Examples" of the OpenAPI specification.
#[test]
fn values_are_written_as_in_the_table_of_the_specification() {
    let array = json!(["blue", "black", "brown"]);
    let object = json!({"B": 150, "G": 200, "R": 100});
    for (style, explode, of_string, of_array, of_object) in [
        (
            Style::Simple,
            false,
            "blue",
            "blue,black,brown",
            "B,150,G,200,R,100",
        ),
        (
            Style::Simple,
            true,
            "blue",
            "blue,black,brown",
            "B=150,G=200,R=100",
        ),
        (
            Style::Label,
            false,
            ".blue",
            ".blue,black,brown",
            ".B,150,G,200,R,100",
        ),
        (
            Style::Label,
            true,
            ".blue",
            ".blue.black.brown",
            ".B=150.G=200.R=100",
        ),
        (
            Style::Matrix,
            false,
            ";color=blue",
            ";color=blue,black,brown",
            ";color=B,150,G,200,R,100",
        ),
        (
            Style::Matrix,
            true,
            ";color=blue",
            ";color=blue;color=black;color=brown",
            ";B=150;G=200;R=100",
        ),
    ] {
        let param = param(Location::Path, style, explode);
        let text = |value: &Value| path_text(&param, value).unwrap();
        assert_eq!(text(&json!("blue")), of_string, "{style:?}");
        assert_eq!(text(&array), of_array, "{style:?}");
        assert_eq!(text(&object), of_object, "{style:?}");
    }
    for (style, explode, of_array, of_object) in [
        (
            Style::Form,
            false,
            "color=blue,black,brown",
            "color=B,150,G,200,R,100",
        ),
        (
            Style::Form,
            true,
            "color=blue&color=black&color=brown",
            "B=150&G=200&R=100",
        ),
        (
            Style::SpaceDelimited,
            false,
            "color=blue%20black%20brown",
            "color=B%20150%20G%20200%20R%20100",
        ),
        (
            Style::PipeDelimited,
            false,
            "color=blue%7Cblack%7Cbrown",
            "color=B%7C150%7CG%7C200%7CR%7C100",
        ),
    ] {
        let param = param(Location::Query, style, explode);
        assert_eq!(query_pairs(&param, &array).join("&"), of_array, "{style:?}");
        assert_eq!(
            query_pairs(&param, &object).join("&"),
            of_object,
            "{style:?}"
        );
    }
    let deep = param(Location::Query, Style::DeepObject, false);
    let expected = "color[B]=150&color[G]=200&color[R]=100";
    assert_eq!(query_pairs(&deep, &object).join("&"), expected);
}

#[test]
fn values_are_escaped_unless_reserved_characters_are_allowed() {
    let mut query = param(Location::Query, Style::Form, true);
    assert_eq!(
        query_pairs(&query, &json!("a/b c%20")),
        ["color=a%2Fb%20c%2520"]
    );
    query.allow_reserved = true;
    assert_eq!(
        query_pairs(&query, &json!("a/b c%20")),
        ["color=a/b%20c%20"]
    );
}

#[test]
fn values_that_a_request_cannot_have_are_left_out() {
    let path = param(Location::Path, Style::Simple, false);
    for value in [json!(""), json!(".."), json!([]), json!(null)] {
        assert_eq!(path_text(&path, &value), None, "{value}");
    }
    let header = param(Location::Header, Style::Simple, false);
    assert_eq!(header_text(&header, &json!("a\nb")), None);
    let cookie = param(Location::Cookie, Style::Form, true);
    assert_eq!(
        cookies(&cookie, &json!("ä")),
        Some(vec!["color=%C3%A4".to_owned()])
    );
}
