use std::sync::Arc;

use serde_json::Value;

use super::*;
use crate::diagnostics::Diagnostics;
use crate::source;
use crate::testing::upstream;

fn file(path: &str, text: &str) -> Arc<Source> {
    Arc::new(Source {
        path: path.into(),
        text: text.into(),
    })
}

/// `line:column text`, and a mark if it is an ancestor of the location.
fn found(source: &Arc<Source>, pointer: &str) -> String {
    let found = Positions::of(source)
        .find(&Pointer::parse(pointer).unwrap())
        .unwrap();
    let text = source
        .text
        .get(found.span.start_byte..found.span.end_byte)
        .unwrap();
    let mark = if found.exact { "" } else { " (ancestor)" };
    format!("{}:{} {text}{mark}", found.span.line, found.span.column)
}

/// The span of the root.
fn span(source: &Arc<Source>) -> Option<Span> {
    Positions::of(source)
        .find(&Pointer::root())
        .map(|found| found.span)
}

const YAML: &str = "\
# A comment.
openapi: &known 3.1.0
tags: [one, {name: zwei}, drei]
paths:
  /ä/{id}: # ü
    'get' :
      \"é~\\n\": 1
      parameters:
        - name: id
          in: path
        - *known
        - |
          text
        -
          - in
    200: ok
    True: x
    0x1F: y
";

#[test]
fn finds_keys_items_and_ancestors() {
    let source = file("a.yaml", YAML);
    for (pointer, expected) in [
        ("", "2:1 openapi: &known 3.1.0"),
        ("/openapi", "2:1 openapi"),
        ("/tags/0", "3:8 one"),
        ("/tags/1", "3:13 {name: zwei}"),
        ("/tags/1/name", "3:14 name"),
        ("/tags/2", "3:27 drei"),
        ("/tags/3", "3:1 tags (ancestor)"),
        ("/tags/01", "3:1 tags (ancestor)"),
        ("/paths/~1ä~1{id}", "5:3 /ä/{id}"),
        ("/paths/~1ä~1{id}/get", "6:5 'get'"),
        ("/paths/~1ä~1{id}/get/é~0\n", "7:7 \"é~\\n\""),
        ("/paths/~1ä~1{id}/get/parameters/0", "9:11 name: id"),
        ("/paths/~1ä~1{id}/get/parameters/0/in", "10:11 in"),
        (
            "/paths/~1ä~1{id}/get/parameters/0/schema/type",
            "9:11 name: id (ancestor)",
        ),
        ("/paths/~1ä~1{id}/get/parameters/3/0", "15:13 in"),
        ("/paths/~1ä~1{id}/200", "16:5 200"),
        ("/paths/~1ä~1{id}/true", "17:5 True"),
        ("/paths/~1ä~1{id}/31", "18:5 0x1F"),
        (
            "/components/schemas",
            "2:1 openapi: &known 3.1.0 (ancestor)",
        ),
        ("/openapi/x", "2:1 openapi (ancestor)"),
    ] {
        assert_eq!(found(&source, pointer), expected, "{pointer}");
    }
}

#[test]
fn follows_aliases_and_merge_keys() {
    let source = file(
        "a.yaml",
        "\
base: &base
  a: {b: 1}
more: &more {c: 1}
one: *base
two:
  <<: [*base, *more]
  d: 1
three: &three
  <<: *three
  e: [*base]
",
    );
    for (pointer, expected) in [
        ("/one", "4:1 one"),
        ("/one/a/b", "2:7 b"),
        ("/two/a", "2:3 a"),
        ("/two/c", "3:14 c"),
        ("/two/d", "7:3 d"),
        ("/two/e", "5:1 two (ancestor)"),
        ("/three/x", "8:1 three (ancestor)"),
        ("/three/e/0", "10:7 *base"),
        ("/three/e/0/a/b", "2:7 b"),
    ] {
        assert_eq!(found(&source, pointer), expected, "{pointer}");
    }
}

#[test]
fn json_with_tabs_and_escapes() {
    let source = file(
        "a.json",
        "\u{feff}{\r\n\t\"a\":\t[1,\t{\"b\\/\\u00e9\": 2}],\r\n\t\"\\ud83d\\ude00\": \"\\\\u\\ud83d\\ude00\",\r\n\t\"c\": null\r\n}\r\n",
    );
    for (pointer, expected) in [
        ("", "1:1 {"),
        ("/a", "2:2 \"a\""),
        ("/a/0", "2:8 1"),
        ("/a/1", "2:11 {\"b\\/\\u00e9\": 2}"),
        ("/a/1/b~1é", "2:12 \"b\\/\\u00e9\""),
        ("/\u{1F600}", "3:2 \"\\ud83d\\ude00\""),
        ("/c", "4:2 \"c\""),
        ("/d", "1:1 { (ancestor)"),
    ] {
        assert_eq!(found(&source, pointer), expected, "{pointer}");
    }
}

#[test]
fn accepts_truncated_escapes() {
    for text in [
        "{\"\\",
        "{\"\\ud8é",
        "{\"\\ud83",
        "{\"\\é\\",
        "{\t\"\\\\\t",
        "\u{feff}{\"é\\uD800\": \t1}",
    ] {
        let source = file("a.json", text);
        let end = span(&source).map_or(0, |span| span.end_byte);
        assert!(end <= text.len(), "{text}");
    }
}

#[test]
fn finds_positions_before_a_syntax_error() {
    let source = file("a.yaml", "a:\n  b: 1\n  c: [1, 2\nd: 'x\n");
    assert_eq!(found(&source, "/a/b"), "2:3 b");
    assert_eq!(found(&source, "/a/c/0"), "3:7 1");
    assert_eq!(found(&source, "/d"), "1:1 a: (ancestor)");
    assert_eq!(span(&file("a.yaml", "")), None);
    assert_eq!(span(&file("a.yaml", "# x\n")), None);
}

/// All pointers of a value, in document order.
fn pointers(value: &Value, at: &Pointer, all: &mut Vec<Pointer>) {
    let mut visit = |token: &str, value: &Value| {
        let inner = at.child(token);
        all.push(inner.clone());
        pointers(value, &inner, all);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| visit(key, value)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(index, value)| visit(&index.to_string(), value)),
        _ => {}
    }
}

/// Checks that the span of a property is its key, that lines and columns match the bytes, and that
/// spans are in document order.
fn check_all(source: Arc<Source>) -> usize {
    let document = source::read(source, &mut Diagnostics::new()).unwrap();
    let text = &document.source.text;
    let positions = Positions::of(&document.source);
    let mut all = Vec::new();
    pointers(&document.value, &Pointer::root(), &mut all);
    let (mut line, mut column) = (1, 1);
    let mut last = (0, Pointer::root());
    for pointer in &all {
        let at = positions.find(pointer).unwrap();
        assert!(at.exact, "{pointer}");
        // The first property of an item starts where the item starts, unless the item is in braces.
        let follows = at.span.start_byte > last.0;
        let first = at.span.start_byte == last.0 && pointer.parent() == Some(last.1);
        assert!(follows || first || last.0 == 0, "{pointer}");
        for character in text.get(last.0..at.span.start_byte).unwrap().chars() {
            (line, column) = if character == '\n' {
                (line + 1, 1)
            } else {
                (line, column + 1)
            };
        }
        assert_eq!((at.span.line, at.span.column), (line, column), "{pointer}");
        let found = text.get(at.span.start_byte..at.span.end_byte).unwrap();
        if !pointer
            .parent()
            .unwrap()
            .get(&document.value)
            .unwrap()
            .is_array()
        {
            assert_eq!(
                found.trim_matches(['"', '\'']),
                pointer.last().unwrap(),
                "{pointer}"
            );
        }
        last = (at.span.start_byte, pointer.clone());
    }
    all.len()
}

#[test]
fn finds_every_location_of_real_documents() {
    let Some(folder) = upstream() else {
        return;
    };
    for name in [
        "Codat-Platform.yaml",
        "Codat-Platform.json",
        "Codat-Bank-Feeds-v2.yaml",
    ] {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        let checked = check_all(file(name, &text));
        assert!(checked > 4_000, "{name}: {checked}");
        // The same document in other notations. Tabs are used for indentation only, since no string
        // has one.
        if name.ends_with(".json") {
            let indented = |line: &str| {
                let rest = line.trim_start_matches(' ');
                format!("{}{rest}\r\n", "\t".repeat(line.len() - rest.len()))
            };
            let tabs: String = text.lines().map(indented).collect();
            assert_eq!(
                check_all(file(name, &tabs.replace("\": ", "\":\t"))),
                checked
            );
            let value: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(check_all(file(name, &value.to_string())), checked);
        }
    }
}
