//! Texts that would keep a reader busy for ever.

use std::fmt::Write;
use std::time::Instant;

use super::*;

#[test]
fn aliases_that_explode_are_refused_soon() {
    let mut levels = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let alias = format!("*a{}", level - 1);
        writeln!(
            levels,
            "a{level}: &a{level} [{}]",
            [alias.as_str(); 9].join(", ")
        )
        .unwrap();
    }
    let wide = format!(
        "a: &a [{}]\nb: [{}]\n",
        "1,".repeat(20_000),
        "*a,".repeat(20_000)
    );
    let long = format!(
        "a: &a {}\nb: [{}]\n",
        "x".repeat(100_000),
        "*a,".repeat(20_000)
    );
    for text in [levels.as_str(), &wide, &long] {
        let start = Instant::now();
        assert_eq!(code("a.yaml", text), "source-expansion");
        assert!(start.elapsed().as_secs() < 10);
    }
    assert_eq!(
        refused("a.yaml", &levels),
        "\
error[source-expansion]: the aliases make the document more than 10 times as large as its text
 --> a.yaml:2:20
  |
2 | a1: &a1 [*a0, *a0, *a0, *a0, *a0, *a0, *a0, *a0, *a0]
  |                    ^^^
  |
  = at /a5/0/7/6/1/2
  = help: write the values out, or refer to them by `$ref`

1 error, 0 warnings
"
    );
}

#[test]
fn levels_that_never_end_are_refused_soon() {
    for (path, text) in [
        ("a.yaml", "a: ".to_owned() + &"[".repeat(100_000)),
        ("a.yaml", "x: ".to_owned() + &"{a: ".repeat(100_000)),
        ("a.yaml", "- ".repeat(10_000)),
        ("a.json", "[".repeat(100_000)),
        ("a.json", "{\"a\":".repeat(100_000)),
    ] {
        let start = Instant::now();
        let diagnostics = attempt(path, &text).unwrap_err();
        let finding = diagnostics.iter().next().unwrap();
        assert_eq!(finding.code, "source-syntax");
        assert_eq!(
            finding.help.as_deref(),
            Some("a document has at most 128 levels")
        );
        assert!(start.elapsed().as_secs() < 10);
    }
}
