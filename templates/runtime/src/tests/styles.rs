//! The styles of parameters, by the tables of the OpenAPI specification and of RFC 6570.

use http::Request;
use serde::Serialize;
use serde_json::{Value, json};

use crate::tests::custom_transport::offline;
use crate::tests::support::{LIST, builder};
use crate::{Body, Call, Client, ExactNumber, Operation, Style};

static PATH: Operation = Operation::get("get-path", "/p/{v}/q");

fn client() -> Client {
    offline(builder())
        .header("cookie", "theme=dark")
        .build()
        .unwrap()
}

fn built(call: Call) -> Result<Request<Body>, Vec<String>> {
    call.into_request("*/*")
        .map_err(|error| error.problems().to_vec())
}

fn path(style: Style, value: &Value) -> String {
    let call = Call::new(&client(), &PATH).styled_path("v", style, value);
    let path = built(call).unwrap().uri().path().to_owned();
    let value = path.strip_prefix("/p/").unwrap().strip_suffix("/q");
    value.unwrap().to_owned()
}

fn query(style: Style, value: &Value) -> String {
    let call = Call::new(&client(), &LIST).styled_query("v", style, value);
    let request = built(call).unwrap();
    request.uri().query().unwrap_or("(none)").to_owned()
}

fn header(style: Style, value: &Value) -> Option<String> {
    let call = Call::new(&client(), &LIST).styled_header("x-v", style.unescaped(), value);
    let request = built(call).unwrap();
    let value = request.headers().get("x-v");
    value.map(|value| value.to_str().unwrap().to_owned())
}

fn cookie(style: Style, value: &Value) -> String {
    let call = Call::new(&client(), &LIST).cookie("v", style, value);
    let request = built(call).unwrap();
    request.headers()["cookie"].to_str().unwrap().to_owned()
}

/// A scalar, an empty string, an array and an object, each with characters that are escaped.
fn values() -> [Value; 4] {
    [
        json!("a,b"),
        json!(""),
        json!(["blue", "b,k", 7]),
        json!({"R": 100, "G,": "x;y"}),
    ]
}

#[test]
fn path_values_have_their_style() {
    type Row = (Style, [&'static str; 4]);
    let rows: [Row; 6] = [
        (
            Style::simple(),
            ["a%2Cb", "", "blue,b%2Ck,7", "G%2C,x%3By,R,100"],
        ),
        (
            Style::simple().explode(),
            ["a%2Cb", "", "blue,b%2Ck,7", "G%2C=x%3By,R=100"],
        ),
        (
            Style::label(),
            [".a%2Cb", "", ".blue,b%2Ck,7", ".G%2C,x%3By,R,100"],
        ),
        (
            Style::label().explode(),
            [".a%2Cb", "", ".blue.b%2Ck.7", ".G%2C=x%3By.R=100"],
        ),
        (
            Style::matrix(),
            [";v=a%2Cb", ";v", ";v=blue,b%2Ck,7", ";v=G%2C,x%3By,R,100"],
        ),
        (
            Style::matrix().explode(),
            [";v=a%2Cb", ";v", ";v=blue;v=b%2Ck;v=7", ";G%2C=x%3By;R=100"],
        ),
    ];
    for (style, expected) in rows {
        for (value, expected) in values().iter().zip(expected) {
            if !expected.is_empty() {
                assert_eq!(path(style, &ordered(value)), expected, "{style:?} {value}");
            }
        }
    }
}

/// Objects of these tests have their properties in the order of names, with or without serde_json's
/// feature `preserve_order`.
fn ordered(value: &Value) -> Value {
    let Value::Object(properties) = value else {
        return value.clone();
    };
    let mut all: Vec<_> = properties.clone().into_iter().collect();
    all.sort_by(|(a, _), (b, _)| a.cmp(b));
    Value::Object(all.into_iter().collect())
}

#[test]
fn an_empty_path_value_is_refused() {
    for value in [json!(null), json!([]), json!({}), json!([null]), json!("")] {
        let call = Call::new(&client(), &PATH).styled_path("v", Style::simple(), &value);
        assert_eq!(built(call).unwrap_err(), ["the path value `v` is empty"]);
    }
}

#[test]
fn query_values_have_their_style() {
    type Row = (Style, [&'static str; 4]);
    let rows: [Row; 8] = [
        (
            Style::form(),
            ["v=a%2Cb", "v=", "v=blue,b%2Ck,7", "v=G%2C,x%3By,R,100"],
        ),
        (
            Style::form().explode(),
            ["v=a%2Cb", "v=", "v=blue&v=b%2Ck&v=7", "G%2C=x%3By&R=100"],
        ),
        (
            Style::space_delimited(),
            [
                "v=a%2Cb",
                "v=",
                "v=blue%20b%2Ck%207",
                "v=G%2C%20x%3By%20R%20100",
            ],
        ),
        (
            Style::space_delimited().explode(),
            ["v=a%2Cb", "v=", "v=blue&v=b%2Ck&v=7", "G%2C=x%3By&R=100"],
        ),
        (
            Style::pipe_delimited(),
            [
                "v=a%2Cb",
                "v=",
                "v=blue%7Cb%2Ck%7C7",
                "v=G%2C%7Cx%3By%7CR%7C100",
            ],
        ),
        (
            Style::pipe_delimited().explode(),
            ["v=a%2Cb", "v=", "v=blue&v=b%2Ck&v=7", "G%2C=x%3By&R=100"],
        ),
        (
            Style::deep_object(),
            [
                "v=a%2Cb",
                "v=",
                "v[]=blue&v[]=b%2Ck&v[]=7",
                "v[G%2C]=x%3By&v[R]=100",
            ],
        ),
        (
            Style::json(),
            [
                "v=%22a%2Cb%22",
                "v=%22%22",
                "v=%5B%22blue%22%2C%22b%2Ck%22%2C7%5D",
                "v=%7B%22G%2C%22%3A%22x%3By%22%2C%22R%22%3A100%7D",
            ],
        ),
    ];
    for (style, expected) in rows {
        for (value, expected) in values().iter().zip(expected) {
            assert_eq!(query(style, &ordered(value)), expected, "{style:?} {value}");
        }
    }
}

#[test]
fn empty_values_send_nothing_in_the_query_and_headers() {
    for style in [Style::form(), Style::form().explode(), Style::deep_object()] {
        for value in [
            json!(null),
            json!([]),
            json!({}),
            json!([null]),
            json!({"a": null}),
        ] {
            assert_eq!(query(style, &value), "(none)", "{style:?} {value}");
        }
    }
    for value in [json!(null), json!([]), json!({})] {
        assert_eq!(header(Style::simple(), &value), None);
        assert_eq!(cookie(Style::form(), &value), "theme=dark");
    }
}

#[test]
fn deep_objects_are_nested_in_brackets() {
    let value =
        json!({"a": {"b": {"c": 1, "d": null}, "e": ["x", "y"]}, "f": [{"g": 2}, {"g": 3}]});
    assert_eq!(
        query(Style::deep_object(), &value),
        "v[a][b][c]=1&v[a][e]=x&v[a][e]=y&v[f][0][g]=2&v[f][1][g]=3"
    );
}

#[test]
fn values_inside_of_values_are_json() {
    let value = json!([{"a": [1]}, [true]]);
    assert_eq!(
        query(Style::form(), &value),
        "v=%7B%22a%22%3A%5B1%5D%7D,%5Btrue%5D"
    );
}

#[test]
fn scalars_are_their_text() {
    for (value, text) in [
        (json!(true), "true"),
        (json!(-1), "-1"),
        (json!(1.5), "1.5"),
        (json!(u64::MAX), "18446744073709551615"),
        (json!("true"), "true"),
    ] {
        assert_eq!(query(Style::form(), &value), format!("v={text}"));
        assert_eq!(path(Style::simple(), &value), text);
        assert_eq!(header(Style::simple(), &value).as_deref(), Some(text));
    }
}

#[test]
fn reserved_characters_are_kept_if_the_document_says_so() {
    let style = Style::form().allow_reserved();
    let value = json!("/a:b?c=[d]@!$'()*,; \"é%20%zz%");
    assert_eq!(
        query(style, &value),
        "v=/a:b?c=[d]@!$'()*,;%20%22%C3%A9%20%25zz%25"
    );
    // These would end the value.
    assert_eq!(query(style, &json!("a&b#c+d")), "v=a%26b%23c%2Bd");
}

#[test]
fn header_values_are_not_escaped() {
    for (style, expected) in [
        (Style::simple(), "G,,x;y,R,100"),
        (Style::simple().explode(), "G,=x;y,R=100"),
    ] {
        let value = ordered(&json!({"R": 100, "G,": "x;y"}));
        assert_eq!(header(style, &value).as_deref(), Some(expected));
    }
    let value = header(Style::simple(), &json!(["a b", "c"]));
    assert_eq!(value.as_deref(), Some("a b,c"));
    let value = header(Style::json(), &json!({"a": [1, "b c"]}));
    assert_eq!(value.as_deref(), Some(r#"{"a":[1,"b c"]}"#));
}

#[test]
fn cookies_are_added_to_those_of_the_client() {
    for (style, expected) in [
        (Style::form(), "v=a%2Cb,c"),
        (Style::form().explode(), "v=a%2Cb; v=c"),
        (Style::form().explode().unescaped(), "v=a,b; v=c"),
    ] {
        let expected = format!("theme=dark; {expected}");
        assert_eq!(cookie(style, &json!(["a,b", "c"])), expected);
    }
    let call = Call::new(&client(), &LIST)
        .cookie("v", Style::form(), &1)
        .cookie("theme", Style::form(), &"light")
        .cookie("v", Style::form(), &2);
    let request = built(call).unwrap();
    assert_eq!(request.headers()["cookie"], "theme=light; v=2");
    assert!(request.headers()["cookie"].is_sensitive());
    for value in ["a;b", "ü"] {
        let call = Call::new(&client(), &LIST).cookie("v", Style::form().unescaped(), &value);
        let problems = built(call).unwrap_err();
        assert_eq!(
            problems,
            ["the cookie `v` has a character that is not allowed"]
        );
    }
}

#[test]
fn a_value_that_cannot_be_serialized_is_an_invalid_request() {
    let value = std::collections::BTreeMap::from([(vec![1], 2)]);
    let problems = |call: Call| built(call).unwrap_err();
    let call = || Call::new(&client(), &LIST);
    for problem in [
        problems(call().styled_query("v", Style::form(), &value)),
        problems(call().styled_header("v", Style::form(), &value)),
        problems(call().cookie("v", Style::form(), &value)),
        problems(Call::new(&client(), &PATH).styled_path("v", Style::form(), &value)),
    ] {
        assert!(
            problem[0].contains("`v` cannot be serialized"),
            "{problem:?}"
        );
    }
}

#[test]
fn the_last_value_of_a_parameter_counts() {
    let call = Call::new(&client(), &LIST)
        .styled_query("v", Style::form().explode(), &[1, 2])
        .styled_query("w", Style::form(), &[3, 4])
        .styled_query("v", Style::form().explode(), &[5]);
    let request = built(call).unwrap();
    assert_eq!(request.uri().query(), Some("w=3,4&v=5"));
}

fn whole_query(style: Style, value: &Value) -> Result<String, Vec<String>> {
    let call = Call::new(&client(), &LIST).whole_query("v", style, value);
    let request = built(call)?;
    Ok(request.uri().query().unwrap_or("(none)").to_owned())
}

#[test]
fn a_whole_query_has_no_name() {
    let json = whole_query(Style::json(), &json!({"a": "b c"}));
    assert_eq!(json.unwrap(), "%7B%22a%22%3A%22b%20c%22%7D");
    let text = whole_query(Style::form(), &json!("$.a&b"));
    assert_eq!(text.unwrap(), "%24.a%26b");
    assert_eq!(whole_query(Style::form(), &json!(null)).unwrap(), "(none)");
    let items = whole_query(Style::form(), &json!(["a b", 1]));
    assert_eq!(items.unwrap(), "a%20b,1");
}

#[test]
fn a_form_query_has_the_properties_of_the_value() {
    let form = |value: &Value| {
        let call = Call::new(&client(), &LIST).form_query("v", value, &[]);
        let request = built(call)?;
        Ok::<_, Vec<String>>(request.uri().query().unwrap_or("(none)").to_owned())
    };
    let value = json!({"a b": "c&d", "e": ["f", 1], "g": null});
    assert_eq!(form(&value).unwrap(), "a+b=c%26d&e=f&e=1");
    assert_eq!(form(&json!({})).unwrap(), "(none)");
    let problems = form(&json!("a")).unwrap_err();
    assert_eq!(problems, ["the query `v` cannot be serialized as a form"]);
}

#[test]
fn properties_keep_their_order_and_numbers_their_digits() {
    #[derive(Serialize)]
    struct Amount {
        value: ExactNumber,
        currency: &'static str,
        parts: Vec<ExactNumber>,
    }
    let number = |text: &str| -> ExactNumber { serde_json::from_str(text).unwrap() };
    let amount = || Amount {
        value: number("12345678901234567890.10"),
        currency: "EUR",
        parts: vec![number("0.10"), number("2e400")],
    };
    let path = |style| {
        let call = Call::new(&client(), &PATH).styled_path("v", style, &amount());
        built(call).unwrap().uri().path().to_owned()
    };
    assert_eq!(
        path(Style::simple().explode()),
        "/p/value=12345678901234567890.10,currency=EUR,parts=%5B0.10%2C2e400%5D/q"
    );
    let query = |style| {
        let call = Call::new(&client(), &LIST).styled_query("v", style, &amount());
        built(call).unwrap().uri().query().unwrap().to_owned()
    };
    assert_eq!(
        query(Style::deep_object()),
        "v[value]=12345678901234567890.10&v[currency]=EUR&v[parts]=0.10&v[parts]=2e400"
    );
    assert_eq!(
        query(Style::json().allow_reserved()),
        "v=%7B%22value%22:12345678901234567890.10,%22currency%22:%22EUR%22,%22parts%22:[0.10,2e400]%7D"
    );
}
