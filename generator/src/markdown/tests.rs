//! Sanitizes and prints chosen, random and real descriptions.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::parse::parse_printed;
use super::*;

fn printed(text: &str, width: usize) -> String {
    wrap(&sanitize(text, &no_links), width).join("\n")
}

/// Checks that a description round-trips at several widths, and that sanitizing it again changes
/// nothing.
fn check_round_trip(text: &str) {
    let blocks = sanitize(text, &no_links);
    for width in [10, 20, 33, 60, 89] {
        let lines = wrap(&blocks, width);
        let printed = lines.join("\n");
        assert_eq!(
            parse_printed(&printed).as_ref(),
            Some(&blocks),
            "{text:?} at {width}:\n{printed}"
        );
        assert_eq!(
            sanitize(&printed, &no_links),
            blocks,
            "{text:?} at {width}:\n{printed}"
        );
        assert!(
            lines
                .iter()
                .all(|line| line.trim_end() == line && !line.contains('\n')),
            "{printed:?}"
        );
        assert!(
            lines.first().is_none_or(|line| !line.is_empty()),
            "{printed:?}"
        );
    }
    let mut with_full_stop = blocks;
    end_summary(&mut with_full_stop);
    let printed = wrap(&with_full_stop, 60).join("\n");
    assert_eq!(
        parse_printed(&printed).as_ref(),
        Some(&with_full_stop),
        "{text:?}"
    );
    assert!(text.starts_with(lead(text).split("\n\n").next().unwrap_or_default()));
}

#[test]
fn prints_chosen_descriptions() {
    for (text, expected) in [
        ("", ""),
        ("\u{feff}A\u{200b} word.\r\nMore", "A word. More"),
        ("```\nlet a;\n```", "```text\nlet a;\n```"),
        ("```rust\nlet a;\n```", "```text\nlet a;\n```"),
        ("```json\n{\"a\": 1}\n```", "```json\n{\"a\": 1}\n```"),
        ("    indented\n      more", "```text\nindented\n  more\n```"),
        ("```\nnever closed", "```text\nnever closed\n```"),
        ("````\n```\n````", "````text\n```\n````"),
        ("See https://a.b/c_d_e.", "See <https://a.b/c_d_e>."),
        ("(https://a.b)", "(<https://a.b>)"),
        ("xhttps://a.b", "x<https://a.b>"),
        ("<https://a.b> <a@b.c>", "<https://a.b> <a@b.c>"),
        ("[x](https://a.b \"title\")", "[x](https://a.b)"),
        ("[x](/relative) [y](#there) [z](other.md)", "x y z"),
        ("[x](javascript:alert(1))", "x"),
        (
            "![alt](https://a.b/c.png) ![](x.png)",
            "[alt](https://a.b/c.png)",
        ),
        (
            "Takes [foo] and [`bar`] and [a][b].",
            r"Takes \[foo\] and \[`bar`\] and \[a\]\[b\].",
        ),
        ("[ref][1]\n\n[1]: https://a.b", "[ref](https://a.b)"),
        ("Note[^1].", r"Note\[^1\]."),
        ("- [ ] open\n- [x] done", "- \\[ \\] open\n- \\[x\\] done"),
        ("Vec<String> <b>bold</b>", r"Vec\<String> \<b>bold\</b>"),
        (
            "<div>\nA &amp; <i>b</i>\n</div>",
            r"\<div> A \&amp; \<i>b\</i> \</div>",
        ),
        ("Before <!-- hidden --> after", "Before after"),
        ("<!-- a\n\nb -->\n\nText", "Text"),
        ("One<br/>two", "One\\\ntwo"),
        (
            "<a class=\"x\" href=\"https://a.b\" target=\"_blank\">the **page**</a>.",
            "[the **page**](https://a.b).",
        ),
        (
            "<a href=\"https://a.b\">open",
            r#"\<a href="<https://a.b>">open"#,
        ),
        ("# A\n## B\n#### C", "### A\n\n#### B\n\n#### C"),
        ("Errors\n======", "### Errors"),
        ("# 1. Title #1 C\\#", "### 1. Title #1 C\\#"),
        ("*a* __b__ ~~c~~ `d`", "_a_ **b** ~~c~~ `d`"),
        ("in*tra*word", "intraword"),
        ("**a**b _c_", "**a**b _c_"),
        ("* a\n* b\n    * c\n    * d", "- a\n- b\n  - c\n  - d"),
        ("1. a\n2. b\n\n   more", "1. a\n\n2. b\n\n   more"),
        ("- a\n\n* b", "- a\n\n* b"),
        ("- a\n  ```\n  x\n  ```", "- a\n\n  ```text\n  x\n  ```"),
        (
            "|a|b|\n|-|:-:|\n|`c\\|d`|e|",
            "| a | b |\n| --- | :-: |\n| `c\\|d` | e |",
        ),
        ("|a|b|\n|-|-|\n|-||", "| a | b |\n| --- | --- |\n| - |  |"),
        ("> quoted\nlazily", "> quoted lazily"),
        ("a\n***\nb", "a\n\n___\n\nb"),
        ("a  \nb\\\nc", "a\\\nb\\\nc"),
        ("`a */ b` {c} */", "`a */ b` {c} */"),
    ] {
        assert_eq!(printed(text, 80), expected, "{text:?}");
        check_round_trip(text);
    }
}

#[test]
fn wraps_at_spaces_but_not_before_a_block_marker() {
    let text = "The rate is 5 - 3 and then 1. or # or > or + or `a long code span` or [a link](https://a.b) end";
    let expected = "\
The rate is
5 - 3 and
then 1. or #
or > or + or
`a long code span`
or
[a link](https://a.b)
end";
    // Smaller widths are raised to the least width.
    assert_eq!(printed(text, 1), printed(text, 20));
    check_round_trip(text);
    let lines = super::print::lines(&sanitize(text, &no_links), 20);
    assert!(
        lines
            .iter()
            .all(|line| !line.starts_with(['-', '+', '#', '>']) && !line.starts_with("1.")),
        "{lines:#?}"
    );
    assert_eq!(lines.join(" "), expected.replace('\n', " "));
}

#[test]
fn maps_links_to_items() {
    let links = |url: &str| match url {
        "https://docs.codat.io/api#/operations/create" | "crate::a::A::create" => {
            Some("crate::a::A::create".to_owned())
        }
        "/schemas/A" | "crate::models::A" => Some("crate::models::A".to_owned()),
        _ => None,
    };
    let text = "[Create](https://docs.codat.io/api#/operations/create) an [A](/schemas/A) or https://docs.codat.io/api#/operations/create.";
    let blocks = sanitize(text, &links);
    let printed = wrap(&blocks, 200).join("\n");
    assert_eq!(
        printed,
        "[Create](crate::a::A::create) an [A](crate::models::A) or [`create`](crate::a::A::create)."
    );
    assert_eq!(sanitize(&printed, &links), blocks);
}

#[test]
fn deep_nesting_becomes_a_code_block() {
    let text = ">".repeat(5000) + " a";
    assert!(matches!(
        sanitize(&text, &no_links).as_slice(),
        [Block::Code { .. }]
    ));
    check_round_trip(&text);
}

/// Random descriptions made of awkward parts, the same in each run.
fn random_descriptions(count: usize) -> Vec<String> {
    const PARTS: [&str; 76] = [
        "word",
        "Two words",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\n    ",
        "\n  ",
        "- ",
        "* ",
        "1. ",
        "2) ",
        "+ ",
        "# ",
        "## ",
        "> ",
        "```",
        "```rust",
        "~~~",
        "`",
        "``",
        "*",
        "**",
        "_",
        "__",
        "~",
        "~~",
        "[",
        "]",
        "(",
        ")",
        "[a]",
        "[a](b)",
        "[a](https://b.c)",
        "![a](https://b.c)",
        "<",
        ">",
        "<b>",
        "</b>",
        "<br>",
        "<a href=\"https://a.b\">",
        "</a>",
        "<!--",
        "-->",
        "&amp;",
        "&",
        "\\",
        "|",
        "| a | b |\n| - | - |\n| c | d |\n",
        "---",
        "===",
        "https://a.b/c_d",
        "<https://a.b>",
        "a@b.c",
        "\t",
        "\r",
        "\u{feff}",
        "\u{a0}",
        "!",
        ":",
        "^",
        "[^1]",
        "[ ] ",
        "{a}",
        "*/",
        "é",
        "snake_case",
        "\n\n- ",
        "\n\n1. ",
        "\n- ",
        "\n> ",
        "\n---\n",
        "`code`",
        "**bold**",
        "_it_",
        "1.",
    ];
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };
    let mut text = || {
        let parts = 1 + random(14);
        (0..parts).map(|_| PARTS[random(PARTS.len())]).collect()
    };
    (0..count).map(|_| text()).collect()
}

#[test]
fn random_descriptions_round_trip() {
    for text in random_descriptions(2_000) {
        check_round_trip(&text);
    }
}

/// The folder with real documents, if it exists.
fn upstream() -> Option<PathBuf> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|above| above.join("shared/upstream"));
    let found = found.into_iter().find(|dir| dir.is_dir());
    if found.is_none() {
        eprintln!("SKIPPED: ../shared/upstream does not exist");
    }
    found
}

fn descriptions(dir: &Path) -> BTreeSet<String> {
    fn collect(value: &serde_json::Value, found: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::Object(properties) => {
                for (name, value) in properties {
                    match value {
                        serde_json::Value::String(text)
                            if matches!(name.as_str(), "description" | "summary") =>
                        {
                            found.insert(text.clone());
                        }
                        other => collect(other, found),
                    }
                }
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            let text = fs::read_to_string(&path).unwrap();
            collect(&serde_yaml::from_str(&text).unwrap(), &mut found);
        }
    }
    found
}

#[test]
fn real_descriptions_round_trip() {
    let Some(dir) = upstream() else {
        return;
    };
    for text in descriptions(&dir) {
        check_round_trip(&text);
        // No word is lost, unless it is in an HTML comment.
        if !text.contains('<') {
            let words = |text: &str| {
                let mut words = String::new();
                for event in
                    pulldown_cmark::Parser::new_ext(text, pulldown_cmark::Options::ENABLE_TABLES)
                {
                    if let pulldown_cmark::Event::Text(part) | pulldown_cmark::Event::Code(part) =
                        event
                    {
                        words.extend(part.chars().filter(|c| !c.is_whitespace()));
                    }
                }
                words
            };
            assert_eq!(
                words(&printed(&text, 85)),
                words(&super::clean::clean(&text))
            );
        }
    }
}

#[test]
fn rustdoc_reports_no_warnings() {
    if Command::new("rustdoc").arg("--version").output().is_err() {
        eprintln!("SKIPPED: rustdoc is not installed");
        return;
    }
    let mut source = "//! Descriptions.\n#![allow(dead_code)]\n".to_owned();
    let mut texts = random_descriptions(1_000);
    texts.extend(upstream().iter().flat_map(|dir| descriptions(dir)));
    for (number, text) in texts.iter().enumerate() {
        for line in wrap(&sanitize(text, &no_links), 85) {
            source.push_str(&format!("/// {line}\n"));
        }
        source.push_str(&format!("pub struct Description{number};\n"));
    }
    let out = tempfile::tempdir().unwrap();
    let lib = out.path().join("lib.rs");
    fs::write(&lib, source).unwrap();
    let run = |arguments: &[&str]| {
        let output = Command::new("rustdoc")
            .args(["--edition=2024", "--crate-name=descriptions"])
            .args(arguments)
            .arg(&lib)
            .current_dir(out.path())
            .output()
            .unwrap();
        let messages = format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(output.status.success(), "{messages}");
        messages
    };
    run(&["-Dwarnings", "-Drustdoc::all"]);
    let tests = run(&["--test"]);
    assert!(tests.contains("running 0 tests"), "{tests}");
}

#[test]
fn plain_text_has_no_markup() {
    let text = "\u{feff}The *big* `api`.\n\n- [x](https://a.b)\n- b\n\n<!-- no -->\n| a | b |\n|---|---|\n| c | d |";
    assert_eq!(plain_text(text), "The big api. x b a b c d");
}
