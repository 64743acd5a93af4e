use super::*;

/// A code of each severity.
const ERROR: Code = Code::Status;
const WARNING: Code = Code::KeywordUnknown;
const NOTE: Code = Code::MediaTypes;

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
fn renders_errors_first_and_omits_duplicates() {
    let (api, overlay) = (
        source("b.yaml", API),
        source("a.yaml", "actions:\n- target: $.x\n"),
    );
    let same = source("b.yaml", API);
    let post = pointer("/paths/~1ä/post");
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(Diagnostic::new(
        NOTE,
        &overlay,
        &pointer("/actions/0"),
        "a note",
    ));
    diagnostics.push(Diagnostic::new(WARNING, &api, &post, "a warning"));
    diagnostics.push(Diagnostic::new(ERROR, &api, &post, "an error").help("fix it"));
    diagnostics.push(Diagnostic::new(ERROR, &same, &post, "an error").help("fix it"));
    let get = pointer("/paths/~1ä/get");
    diagnostics.push(Diagnostic::new(
        ERROR,
        &api,
        &get,
        "an error on an earlier line",
    ));
    let errors_and_warnings = "\
error[status]: an error on an earlier line
 --> b.yaml:4:5
  |
4 |     get: {operationId: x}
  |     ^^^
  |
  = at /paths/~1ä/get
  = help: correct it

error[status]: an error
 --> b.yaml:5:5
  |
5 |     post: 1
  |     ^^^^
  |
  = at /paths/~1ä/post
  = help: fix it

warning[keyword-unknown]: a warning
 --> b.yaml:5:5
  |
5 |     post: 1
  |     ^^^^
  |
  = at /paths/~1ä/post
  = help: correct its spelling, or prefix it with `x-`

";
    let note = "\
note[media-types]: a note
 --> a.yaml:2:3
  |
2 | - target: $.x
  |   ^^^^^^^^^^^
  |
  = at /actions/0

";
    assert_eq!(
        diagnostics.render(Style::Plain),
        format!("{errors_and_warnings}{note}2 errors, 1 warning, 1 note\n")
    );
    assert_eq!(
        diagnostics.render_briefly(Style::Plain),
        format!("{errors_and_warnings}2 errors, 1 warning\n")
    );
}

#[test]
fn renders_the_same_in_any_order_of_reports() {
    let api = source("b.yaml", API);
    let reported = ["/paths", "/openapi", "/paths/~1ä/get", "", "/paths/~1ä"]
        .map(|at| Diagnostic::new(ERROR, &api, &pointer(at), "wrong"));
    let rendered = |reported: &mut dyn Iterator<Item = &Diagnostic>| {
        let mut diagnostics = Diagnostics::new();
        reported.for_each(|one| diagnostics.push(one.clone()));
        diagnostics.render(Style::Plain)
    };
    assert_eq!(
        rendered(&mut reported.iter()),
        rendered(&mut reported.iter().rev())
    );
}

#[test]
fn shows_the_nearest_ancestor_of_a_location_that_is_not_in_the_text() {
    let api = source("b.yaml", API);
    let mut diagnostics = Diagnostics::new();
    let at = pointer("/paths/~1ä/put/x");
    diagnostics.push(Diagnostic::new(NOTE, &api, &at, "added by an overlay"));
    let empty = source("empty.yaml", "");
    diagnostics.push(Diagnostic::new(Code::Version, &empty, &Pointer::root(), "no text").help("x"));
    assert_eq!(
        diagnostics.render(Style::Plain),
        "\
error[version]: no text
--> empty.yaml
 = at the root
 = help: x

note[media-types]: added by an overlay
 --> b.yaml:3:3
  |
3 |   /ä:
  |   ^^
  |
  = at /paths/~1ä/put/x, which is not in this file; its nearest ancestor is shown

1 error, 0 warnings, 1 note
"
    );
}

#[test]
fn shows_only_the_position_of_very_long_lines() {
    let long = format!("{{\"a\": [{}], \"é\": 1}}", "1, ".repeat(100_000));
    let long = source("b.json", &long.replace(", ]", "]"));
    let wide = source("c.yaml", &format!("a: [{}]\n", "12345, ".repeat(30)));
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(Diagnostic::new(NOTE, &long, &pointer("/é"), "minified"));
    diagnostics.push(Diagnostic::new(NOTE, &wide, &Pointer::root(), "wide"));
    let text = diagnostics.render(Style::Plain);
    assert!(
        text.starts_with("note[media-types]: minified\n--> b.json:1:300009\n = at /é\n\n"),
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
fn prefers_known_positions_to_pointers() {
    let api = source("b.yaml", "\u{feff}é: ü x\r\nb: 2\r\n");
    let located = |line, column| {
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(Diagnostic::new(ERROR, &api, &pointer("/b"), "here").at(line, column));
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
fn colors_only_the_colored_style() {
    let mut diagnostics = Diagnostics::new();
    assert_eq!(diagnostics.render(Style::Plain), "");
    diagnostics.push(Diagnostic::new(
        ERROR,
        &source("b.yaml", API),
        &pointer("/paths"),
        "wrong",
    ));
    assert!(!diagnostics.render(Style::Plain).contains('\u{1b}'));
    assert!(diagnostics.render(Style::Colored).contains("\u{1b}["));
}

#[test]
fn codes_are_unique_and_their_texts_have_one_style() {
    let mut names: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
    for code in Code::ALL {
        assert!(!code.title().ends_with('.'), "{code}");
        assert!(code.explanation().ends_with('.'), "{code}");
        assert!(code.fix().is_none_or(|fix| !fix.ends_with('.')), "{code}");
        let needs_fix = code.severity() > Severity::Note;
        assert!(code.fix().is_some() || !needs_fix, "{code}");
    }
}

/// A JSON document on one line with this many properties, and a finding at each.
fn findings_on_one_line(count: usize) -> Diagnostics {
    let entries: Vec<String> = (0..count).map(|index| format!("\"p{index}\": 1")).collect();
    let api = source("b.json", &format!("{{{}}}", entries.join(", ")));
    let mut diagnostics = Diagnostics::new();
    for index in 0..count {
        let at = pointer(&format!("/p{index}"));
        diagnostics.push(Diagnostic::new(ERROR, &api, &at, "wrong"));
    }
    diagnostics
}

#[test]
fn shows_many_findings_on_one_long_line_in_linear_work() {
    let work = |count| {
        let diagnostics = findings_on_one_line(count);
        crate::work::measured(|| {
            let text = diagnostics.render(Style::Plain);
            assert!(text.ends_with(&format!("\n{count} errors, 0 warnings\n")));
        })
    };
    let (few, many) = (work(2_000), work(8_000));
    assert!(few > 2_000 && many <= 5 * few, "{few}, then {many}");
}

#[test]
fn a_brief_report_counts_repeated_findings() {
    let api = source("b.yaml", API);
    let mut diagnostics = Diagnostics::new();
    for index in 0..9 {
        let at = pointer(&format!("/paths/{index}"));
        let message = format!("`{index}` is wrong ({index} times)");
        diagnostics.push(Diagnostic::new(ERROR, &api, &at, message));
    }
    for at in ["/paths", "/openapi", "/paths/~1ä"] {
        diagnostics.push(Diagnostic::new(ERROR, &api, &pointer(at), "otherwise"));
    }
    let brief = diagnostics.render_briefly(Style::Plain);
    assert_eq!(brief.matches("is wrong").count(), 2, "{brief}");
    assert!(brief.contains("and 7 more of this kind"), "{brief}");
    // Counting a single one would not be shorter.
    assert_eq!(brief.matches("otherwise").count(), 3, "{brief}");
    let full = diagnostics.render(Style::Plain);
    assert_eq!(full.matches("is wrong").count(), 9, "{full}");
    assert!(!full.contains("more of this kind"));
}

#[test]
fn consequences_of_a_part_that_was_taken_out_are_not_reported() {
    let api = source("b.yaml", API);
    let mut diagnostics = Diagnostics::new();
    // The errors because of which the parts are taken out.
    diagnostics.push(Diagnostic::new(ERROR, &api, &pointer("/openapi"), "m"));
    diagnostics.note_taken_out(&api, &pointer("/paths/~1a/get/parameters/0"));
    diagnostics.note_taken_out(&api, &pointer("/components/schemas/A/properties/b"));
    for (code, at) in [
        (Code::PathParamMissing, "/paths/~1a/get"),
        (Code::ParamType, "/paths/~1a/get/parameters/0/schema"),
        (Code::DocumentEmpty, "/paths"),
        (Code::PathParamMissing, "/paths/~1b/get"),
        (Code::ParamType, "/paths/~1a/get/parameters/1"),
        (Code::RequiredUnknown, "/components/schemas/A/required"),
        (Code::TypeUnknown, "/components/schemas/A"),
    ] {
        diagnostics.push(Diagnostic::new(code, &api, &pointer(at), "m"));
    }
    let kept: Vec<String> = diagnostics
        .iter()
        .map(|one| one.pointer.to_string())
        .collect();
    let expected = [
        "/openapi",
        "/paths/~1b/get",
        "/paths/~1a/get/parameters/1",
        "/components/schemas/A/required",
        "/components/schemas/A",
    ];
    assert_eq!(kept, expected);
}
