mod bounds;
mod refusals;

use serde_json::json;

use super::*;
use crate::diagnostics::testing::report;

fn attempt(path: &str, text: &str) -> Result<Value, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let source = Arc::new(Source {
        path: path.into(),
        text: text.into(),
    });
    let document = read(source, &mut diagnostics);
    document
        .map(|document| document.value)
        .map_err(|Failed| diagnostics)
}

fn yaml(text: &str) -> Value {
    attempt("a.yaml", text).unwrap_or_else(|diagnostics| panic!("{}", report(&diagnostics)))
}

fn refused(path: &str, text: &str) -> String {
    report(&attempt(path, text).expect_err(text))
}

fn code(path: &str, text: &str) -> &'static str {
    attempt(path, text)
        .expect_err(text)
        .iter()
        .next()
        .unwrap()
        .code
        .name()
}

#[test]
fn reads_yaml_scalars_like_serde_yaml() {
    for (text, value) in [
        ("021001088", json!("021001088")),
        ("0", json!(0)),
        ("-0.5", json!(-0.5)),
        ("+1", json!(1)),
        ("0x1F", json!(31)),
        ("0o17", json!(15)),
        ("1_000", json!("1_000")),
        ("1e3", json!(1000.0)),
        ("1.", json!(1.0)),
        ("1e400", json!("1e400")),
        ("9223372036854775808", json!(9_223_372_036_854_775_808_u64)),
        ("-9223372036854775808", json!(i64::MIN)),
        ("18446744073709551616", json!(18_446_744_073_709_551_616.0)),
        ("-9223372036854775809", json!(-9_223_372_036_854_775_809.0)),
        ("2022-01-01", json!("2022-01-01")),
        ("2022-01-01T10:00:00Z", json!("2022-01-01T10:00:00Z")),
        ("12:30:45", json!("12:30:45")),
        ("yes", json!("yes")),
        ("True", json!(true)),
        ("~", json!(null)),
        ("", json!(null)),
        ("'null'", json!("null")),
        ("1.0.0", json!("1.0.0")),
        ("!!str 1", json!("1")),
        ("!!int '3'", json!(3)),
        ("!!map {}", json!({})),
        ("Hello!!", json!("Hello!!")),
    ] {
        assert_eq!(
            yaml(&format!("a: {text}\n")),
            json!({ "a": value }),
            "{text}"
        );
    }
}

#[test]
fn reads_block_scalars() {
    let value = yaml("a: |\n  one\n  two\nb: >-\n  one\n  two\n\n  three\n");
    assert_eq!(value, json!({"a": "one\ntwo\n", "b": "one two\nthree"}));
}

#[test]
fn keeps_the_order_of_keys_and_reads_them_as_strings() {
    let value = yaml("z: 1\n200: ok\ntrue: x\n0x10: y\n-1: z\n18446744073709551616: big\na: 2\n");
    let keys: Vec<_> = value.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        ["z", "200", "true", "16", "-1", "18446744073709551616", "a"]
    );
}

#[test]
fn expands_aliases_and_applies_merge_keys() {
    let value = yaml(
        "\
base: &base {a: 1, b: 2}
more: &more {b: 3, c: 4}
name: &name text
plain: *base
list: [*name, *name]
one:
  <<: *base
  b: own
both:
  z: 0
  <<: [*base, *more]
quoted:
  '<<': {d: 1}
",
    );
    assert_eq!(value["plain"], json!({"a": 1, "b": 2}));
    assert_eq!(value["list"], json!(["text", "text"]));
    assert_eq!(value["one"], json!({"a": 1, "b": "own"}));
    assert_eq!(value["both"].to_string(), r#"{"z":0,"a":1,"b":2,"c":4}"#);
    assert_eq!(
        value["quoted"],
        json!({"d": 1}),
        "like serde_yaml, which does not distinguish it"
    );
}

#[test]
fn detects_json_by_name_or_first_character() {
    let value = json!({"b": [1, -2, 0.5, true, null], "a": "\u{1F600}/"});
    let text = "\u{feff} {\"b\": [1, -2, 5e-1, true, null],\n\t\"a\": \"\\ud83d\\ude00\\/\"}\n";
    for path in ["a.yaml", "a.JSON", "stdin"] {
        assert_eq!(attempt(path, text).unwrap(), value, "{path}");
    }
    assert_eq!(code("a.json", "a: 1"), "source-syntax");
    let keeps = attempt("a.json", r#"{"<<": {"a": 1}, "~": 1, "1.10": 2}"#).unwrap();
    assert_eq!(keeps.to_string(), r#"{"<<":{"a":1},"~":1,"1.10":2}"#);
}

#[test]
fn accepts_byte_order_marks_and_any_line_ending() {
    assert_eq!(
        yaml("\u{feff}a: 1\r\nb:\r\n  - x\r\n"),
        json!({"a": 1, "b": ["x"]})
    );
    assert_eq!(yaml("# c\n---\na: 1\n...\n# end\n"), json!({"a": 1}));
}

#[test]
fn reads_real_documents() {
    let Some(folder) = crate::testing::upstream() else {
        return;
    };
    let document = |name: &str| {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        attempt(name, &text).unwrap_or_else(|diagnostics| panic!("{}", report(&diagnostics)))
    };
    let mut read = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".yaml") {
            assert!(document(&name)["paths"].is_object(), "{name}");
            read += 1;
        }
    }
    assert!(read >= 5);
    assert_eq!(
        document("Codat-Platform.yaml"),
        document("Codat-Platform.json")
    );
}
