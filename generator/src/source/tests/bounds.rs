//! Documents that would need unlimited time or memory. Each report has the position at which the
//! reader stopped, which bounds the work that it did.

use std::fmt::Write;

use super::*;

#[test]
fn refuses_aliases_that_expand_beyond_the_limit() {
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
    for (text, pointer) in [
        (&levels, "/a5/0/7/6/1/2"),
        (&wide, "/b/101/8617"),
        (&long, "/b/25"),
    ] {
        let diagnostics = attempt("a.yaml", text).unwrap_err();
        let finding = diagnostics.iter().next().unwrap();
        assert_eq!(finding.code.name(), "source-expansion");
        assert_eq!(finding.pointer.to_string(), pointer);
    }
    assert_eq!(
        refused("a.yaml", &levels),
        "\
error[source-expansion]: the expanded aliases make the document more than 10 times as large as its text
 --> a.yaml:2:20
  |
2 | a1: &a1 [*a0, *a0, *a0, *a0, *a0, *a0, *a0, *a0, *a0]
  |                    ^^^
  |
  = at /a5/0/7/6/1/2
  = help: write out the values, or use `$ref`

1 error, 0 warnings
"
    );
}

#[test]
fn refuses_nesting_beyond_the_limit() {
    for (path, text, column) in [
        ("a.yaml", "a: ".to_owned() + &"[".repeat(100_000), 1004),
        ("a.yaml", "x: ".to_owned() + &"{a: ".repeat(100_000), 4004),
        ("a.yaml", "- ".repeat(10_000), 257),
        ("a.json", "[".repeat(100_000), 128),
        ("a.json", "{\"a\":".repeat(100_000), 636),
    ] {
        let diagnostics = attempt(path, &text).unwrap_err();
        let finding = diagnostics.iter().next().unwrap();
        assert_eq!(finding.code.name(), "source-syntax");
        assert_eq!(
            finding.help.as_deref(),
            Some("reduce the nesting to at most 128 levels")
        );
        assert_eq!(finding.position, Some((1, column)), "{path}");
    }
}
