use super::*;

fn source(path: &str, text: &str) -> Arc<Source> {
    Arc::new(Source {
        path: path.into(),
        text: text.into(),
    })
}

fn pointer(text: &str) -> Pointer {
    Pointer::parse(text).unwrap()
}

const API: &str = "openapi: 3.1.0\npaths:\n  /ä:\n    get: {operationId: x}\n    post: 1\n";

#[test]
fn sorts_by_severity_then_location_and_removes_duplicates() {
    let (api, overlay) = (
        source("b.yaml", API),
        source("a.yaml", "actions:\n- target: $.x\n"),
    );
    let same = source("b.yaml", API);
    let mut diagnostics = Diagnostics::new();
    let post = pointer("/paths/~1ä/post");
    diagnostics.push(Diagnostic::error("z-code", &api, &post, "the second code").help("fix it"));
    diagnostics.push(Diagnostic::warning("a-code", &api, &post, "the first code"));
    diagnostics.push(Diagnostic::error("z-code", &same, &post, "the second code").help("fix it"));
    diagnostics.push(Diagnostic::error(
        "z-code",
        &api,
        &pointer("/paths/~1ä/get"),
        "an earlier line",
    ));
    diagnostics.push(Diagnostic::note(
        "c-code",
        &overlay,
        &pointer("/actions/0"),
        "the first file",
    ));
    assert_eq!(
        diagnostics.render(Style::Plain),
        "\
error[z-code]: an earlier line
 --> b.yaml:4:5
  |
4 |     get: {operationId: x}
  |     ^^^
  |
  = at /paths/~1ä/get

error[z-code]: the second code
 --> b.yaml:5:5
  |
5 |     post: 1
  |     ^^^^
  |
  = at /paths/~1ä/post
  = help: fix it

warning[a-code]: the first code
 --> b.yaml:5:5
  |
5 |     post: 1
  |     ^^^^
  |
  = at /paths/~1ä/post

note[c-code]: the first file
 --> a.yaml:2:3
  |
2 | - target: $.x
  |   ^^^^^^^^^^^
  |
  = at /actions/0

2 errors, 1 warning, 1 note
"
    );
}

#[test]
fn the_order_of_insertion_has_no_effect() {
    let api = source("b.yaml", API);
    let findings = ["/paths", "/openapi", "/paths/~1ä/get", "", "/paths/~1ä"]
        .map(|at| Diagnostic::error("a-code", &api, &pointer(at), "wrong"));
    let rendered = |findings: &mut dyn Iterator<Item = &Diagnostic>| {
        let mut diagnostics = Diagnostics::new();
        findings.for_each(|finding| diagnostics.push(finding.clone()));
        diagnostics.render(Style::Plain)
    };
    assert_eq!(
        rendered(&mut findings.iter()),
        rendered(&mut findings.iter().rev())
    );
}

#[test]
fn shows_the_parent_of_a_pointer_that_is_not_in_the_source() {
    let api = source("b.yaml", API);
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(Diagnostic::warning(
        "a-code",
        &api,
        &pointer("/paths/~1ä/put/x"),
        "added by an overlay",
    ));
    diagnostics.push(Diagnostic::error(
        "a-code",
        &source("empty.yaml", ""),
        &Pointer::root(),
        "no text at all",
    ));
    assert_eq!(
        diagnostics.render(Style::Plain),
        "\
error[a-code]: no text at all
--> empty.yaml
 = at the root

warning[a-code]: added by an overlay
 --> b.yaml:3:3
  |
3 |   /ä:
  |   ^^
  |
  = at /paths/~1ä/put/x, which is not in this file; shown is what holds it

1 error, 1 warning
"
    );
}

#[test]
fn omits_the_excerpt_of_a_very_long_line() {
    let long = format!("{{\"a\": [{}], \"é\": 1}}", "1, ".repeat(100_000));
    let long = source("b.json", &long.replace(", ]", "]"));
    let wide = source("c.yaml", &format!("a: [{}]\n", "12345, ".repeat(30)));
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(Diagnostic::error(
        "a-code",
        &long,
        &pointer("/é"),
        "minified",
    ));
    diagnostics.push(Diagnostic::error("a-code", &wide, &Pointer::root(), "wide"));
    let text = diagnostics.render(Style::Plain);
    assert!(
        text.starts_with("error[a-code]: minified\n--> b.json:1:300009\n = at /é\n\n"),
        "{text}"
    );
    assert!(
        text.contains(&format!("\n  | {}\n", "^".repeat(80))),
        "{text}"
    );
    assert!(
        text.lines().all(|line| line.chars().count() <= 150),
        "{text}"
    );
}

#[test]
fn prefers_the_given_position_to_the_pointer() {
    let api = source("b.yaml", "\u{feff}é: ü x\r\nb: 2\r\n");
    let located = |line, column| {
        let mut diagnostics = Diagnostics::new();
        diagnostics
            .push(Diagnostic::error("a-code", &api, &pointer("/b"), "here").at(line, column));
        let text = diagnostics.render(Style::Plain);
        let span = diagnostics.located()[0].span.unwrap();
        (
            api.text
                .get(span.start_byte..span.end_byte)
                .unwrap()
                .to_owned(),
            text.lines().nth(1).unwrap().to_owned(),
        )
    };
    assert_eq!(located(1, 4), ("ü".into(), " --> b.yaml:1:4".into()));
    assert_eq!(located(1, 6), ("x".into(), " --> b.yaml:1:6".into()));
    assert_eq!(located(1, 7), (String::new(), " --> b.yaml:1:7".into()));
    assert_eq!(located(2, 1), ("b:".into(), " --> b.yaml:2:1".into()));
    assert_eq!(located(9, 9), (String::new(), "--> b.yaml:9:9".into()));
    assert_eq!(located(0, 0).0, "é:");
}

#[test]
fn plain_style_has_no_escape_sequences() {
    let mut diagnostics = Diagnostics::new();
    assert_eq!(diagnostics.render(Style::Plain), "");
    diagnostics.push(Diagnostic::error(
        "a-code",
        &source("b.yaml", API),
        &pointer("/paths"),
        "wrong",
    ));
    assert!(!diagnostics.render(Style::Plain).contains('\u{1b}'));
    assert!(diagnostics.render(Style::Colored).contains("\u{1b}["));
}
