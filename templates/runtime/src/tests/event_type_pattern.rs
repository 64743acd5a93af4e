//! Event types with variable parts, and example bodies.

use crate::pattern_parts;

#[test]
fn parts_are_found_between_the_literals() {
    let one = |text, literals: [&str; 2]| pattern_parts::<1>(text, &literals).map(|[part]| part);
    assert_eq!(one("bills.saved", ["", ".saved"]), Some("bills"));
    assert_eq!(one("saved.bills", ["saved.", ""]), Some("bills"));
    assert_eq!(one("a.bills.z", ["a.", ".z"]), Some("bills"));
    assert_eq!(one("a.b.saved", ["", ".saved"]), Some("a.b"));
    assert_eq!(one("é.saved", ["", ".saved"]), Some("é"));
    assert_eq!(one("{kind}.saved", ["", ".saved"]), Some("{kind}"));
    for text in ["", ".saved", "bills.saved.twice", "bills.Saved", "saved"] {
        assert_eq!(one(text, ["", ".saved"]), None, "{text}");
    }
    // Literals may not overlap.
    assert_eq!(one("aba", ["ab", "ba"]), None);
}

#[test]
fn earlier_parts_are_as_short_as_possible() {
    let two = |text, literals: [&str; 3]| pattern_parts::<2>(text, &literals);
    assert_eq!(two("a.b.c", ["", ".", ""]), Some(["a", "b.c"]));
    assert_eq!(two("..b", ["", ".", ""]), Some([".", "b"]));
    assert_eq!(two("x-a-b-y", ["x-", "-", "-y"]), Some(["a", "b"]));
    assert_eq!(two("éab", ["", "", ""]), Some(["é", "ab"]));
    for text in ["", ".", "a.", ".b", "ab"] {
        assert_eq!(two(text, ["", ".", ""]), None, "{text}");
    }
    assert_eq!(two("a", ["", "", ""]), None);
}

#[test]
fn a_wrong_number_of_literals_matches_nothing() {
    assert_eq!(pattern_parts::<1>("a", &[]), None);
    assert_eq!(pattern_parts::<1>("a", &["a"]), None);
    assert_eq!(pattern_parts::<2>("a.b", &["a.", ""]), None);
}

#[cfg(feature = "test-util")]
#[test]
fn an_example_is_a_file_without_its_first_line() {
    use crate::event_example;
    const BODY: &str = event_example("// @generated\n\n{\n  \"a\": \"\u{e9}\"\n}\n");
    assert_eq!(BODY, "{\n  \"a\": \"\u{e9}\"\n}");
    assert_eq!(event_example("// no body"), "");
}
