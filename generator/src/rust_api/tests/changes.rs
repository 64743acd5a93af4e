//! What changes of an API mean.

use super::super::{Comparison, Effect, Verdict, compare};
use super::{MANIFEST, read, read_with};

fn compared(old: &str, new: &str) -> Comparison {
    let (old, new) = (read(&[("lib.rs", old)]), read(&[("lib.rs", new)]));
    compare(&old.unwrap(), &new.unwrap())
}

/// `breaking: the function `crate::f` is removed`, one line for each change.
fn changes(old: &str, new: &str) -> String {
    let changes = compared(old, new).changes;
    let lines = changes.iter().map(|change| {
        let effect = match change.effect {
            Effect::Breaking => "breaking",
            Effect::Additive => "additive",
            Effect::None => "none",
        };
        format!("{effect}: {}\n", change.message)
    });
    lines.collect()
}

#[test]
fn reports_no_change_for_the_same_api_in_another_layout() {
    let old = "mod a { pub struct B { pub x: String } } pub use a::B;";
    let new = "/// Docs.\npub struct B { pub x: std::string::String } mod other {}";
    assert_eq!(changes(old, new), "");
}

#[test]
fn reports_removed_and_added_items_without_their_parts() {
    assert_eq!(
        changes(
            "pub struct A { pub x: u8 } impl A { pub fn f(&self) {} } impl Clone for A { fn clone(&self) -> A { panic!() } } pub fn g(a: A) {}",
            "pub mod b { pub struct B; impl B { pub fn f(&self) {} } }",
        ),
        "breaking: the struct `crate::A` is removed\n\
         breaking: the function `crate::g` is removed\n\
         additive: the module `crate::b` is added\n"
    );
}

#[test]
fn reports_another_type_of_a_field() {
    assert_eq!(
        changes(
            "pub struct A { pub x: Option<String> }",
            "pub struct A { pub x: String }"
        ),
        "breaking: the field `crate::A::x` has the type `String`\n"
    );
}

#[test]
fn allows_new_fields_and_variants_only_where_the_type_is_open() {
    let new = "{} struct A { pub x: u8, pub y: u8 } {} enum B { One, Two }";
    let with = |attribute: &str, text: &str| text.replace("{} ", &format!("{attribute} pub "));
    let old = "{} struct A { pub x: u8 } {} enum B { One }";
    let closed = changes(&with("", old), &with("", new));
    assert_eq!(
        closed,
        "breaking: the field `crate::A::y` is added to a struct that is not `#[non_exhaustive]`\n\
         breaking: the variant `crate::B::Two` is added to an enum that is not `#[non_exhaustive]`\n"
    );
    let open = "#[non_exhaustive]";
    assert_eq!(
        changes(&with(open, old), &with(open, new)),
        "additive: the field `crate::A::y` is added\n\
         additive: the variant `crate::B::Two` is added\n"
    );
    // With a private field, no other crate can write a literal of it.
    assert_eq!(
        changes(
            "pub struct A { pub x: u8, z: u8 }",
            "pub struct A { pub x: u8, pub y: u8, z: u8 }"
        ),
        "additive: the field `crate::A::y` is added\n"
    );
}

#[test]
fn says_how_a_signature_has_changed() {
    let cases = [
        (
            "(&self, a: u8)",
            "(&self, a: u8, b: u8)",
            "breaking: the function `crate::A::f` also takes `b`\n",
        ),
        (
            "(&self, a: u8, b: u8)",
            "(&self, b: u8)",
            "breaking: the function `crate::A::f` no longer takes `a`\n",
        ),
        (
            "(&self, a: u8)",
            "(&self, a: u16)",
            "breaking: the function `crate::A::f` takes another type for `a`\n",
        ),
        (
            "(&self, a: u8, b: u8)",
            "(&self, b: u8, a: u8)",
            "breaking: the function `crate::A::f` takes its arguments in another order: `b`, `a`\n",
        ),
        (
            "(&self, a: u8)",
            "(&self, b: u8)",
            "none: the function `crate::A::f` names its arguments `b`\n",
        ),
        (
            "(&self) -> u8",
            "(&self) -> Option<u8>",
            "breaking: the function `crate::A::f` returns `Option<u8>`\n",
        ),
        (
            "(&self)",
            "(self)",
            "breaking: the function `crate::A::f` is now `fn crate::A::f(self)`\n",
        ),
    ];
    for (old, new, expected) in cases {
        let lib = |signature: &str| {
            format!("pub struct A(u8); impl A {{ pub fn f{signature} {{ panic!() }} }}")
        };
        assert_eq!(changes(&lib(old), &lib(new)), expected, "{old} -> {new}");
    }
    assert_eq!(
        changes("pub fn f() {}", "pub async fn f() {}"),
        "breaking: the function `crate::f` is now `async fn crate::f()`\n"
    );
    assert_eq!(
        changes(
            "pub async fn f() -> u8 { 1 }",
            "pub fn f() -> impl std::future::Future<Output = u8> { std::future::ready(1) }",
        ),
        ""
    );
    assert_eq!(
        changes("pub fn f() {}", "pub const fn f() {}"),
        "additive: the function `crate::f` is now `const`\n"
    );
}

#[test]
fn requires_that_implementations_of_traits_stay_complete() {
    let old = "pub trait T { fn a(&self); }";
    assert_eq!(
        changes(old, "pub trait T { fn a(&self); fn b(&self); }"),
        "breaking: the function `crate::T::b` is added, and implementations of the trait lack it\n"
    );
    assert_eq!(
        changes(old, "pub trait T { fn a(&self); fn b(&self) {} }"),
        "additive: the function `crate::T::b` is added\n"
    );
    assert_eq!(
        changes(
            "mod s { pub trait S {} } pub trait T: s::S { fn a(&self); }",
            "mod s { pub trait S {} } pub trait T: s::S { fn a(&self); fn b(&self); }"
        ),
        "additive: the function `crate::T::b` is added\n"
    );
}

#[test]
fn compares_conditions_by_what_they_mean() {
    let with = |cfg: &str| format!("{cfg} pub fn f() {{}}");
    let one = with("#[cfg(feature = \"a\")]");
    let any = with("#[cfg(any(feature = \"b\", feature = \"a\"))]");
    assert_eq!(
        changes(&any, &one),
        "breaking: the function `crate::f` exists only with `feature = \"a\"`\n"
    );
    assert_eq!(
        changes(&one, &any),
        "additive: the function `crate::f` exists with `any(feature = \"a\", feature = \"b\")`\n"
    );
    assert_eq!(
        changes(&one, &with("")),
        "additive: the function `crate::f` exists without conditions\n"
    );
    let turned = with("#[cfg(any(feature = \"a\", feature = \"b\"))]");
    assert_eq!(changes(&any, &turned), "");
}

#[test]
fn takes_an_alias_for_the_renamed_item() {
    let old = "pub mod m { pub struct Old { pub x: u8 } impl Old { pub fn new(x: u8) -> Self { panic!() } } }
               pub fn get() -> m::Old { panic!() }";
    let new = "pub mod m { pub struct New { pub x: u8 } impl New { pub fn new(x: u8) -> Self { panic!() } }
               #[deprecated] pub type Old = New; }
               pub fn get() -> m::New { panic!() }";
    assert_eq!(
        changes(old, new),
        "additive: the type `crate::m::Old` is a deprecated alias of `crate::m::New`\n"
    );
    assert_eq!(
        changes(new, &new.replace("#[deprecated] pub type Old = New;", "")),
        "breaking: the type `crate::m::Old` is removed\n"
    );
    assert_eq!(
        changes(old, &new.replace("pub x: u8", "pub x: u16")),
        "breaking: the field `crate::m::New::x` has the type `u16`\n\
         additive: the type `crate::m::Old` is a deprecated alias of `crate::m::New`\n"
    );
}

#[test]
fn follows_modules_that_export_those_that_replace_them() {
    let old = "pub mod a { pub struct H; impl H { pub fn f(&self) {} } }";
    let new = "pub mod b { pub struct N; impl N { pub fn f(&self) {} } }
               #[deprecated] pub mod a { pub use super::b::*; pub type H = N; }";
    let reported = changes(old, new);
    assert!(!reported.contains("breaking"), "{reported}");
}

#[test]
fn compares_the_manifest() {
    let api = |from: &str, to: &str| {
        let lib = "pub fn f() -> http::Method { panic!() }";
        read_with(&MANIFEST.replace(from, to), &[("lib.rs", lib)]).unwrap()
    };
    let of = |from: &str, to: &str| -> Vec<String> {
        let comparison = compare(&api("", ""), &api(from, to));
        let changes = comparison.changes.into_iter();
        changes
            .map(|one| format!("{:?}: {}", one.effect, one.message))
            .collect()
    };
    assert_eq!(
        of("\"1.5\"", "\"2\""),
        ["Breaking: the dependency `http` has the version 2"]
    );
    assert_eq!(of("\"1.5\"", "\"1.6\""), [""; 0]);
    assert_eq!(
        of("1.89", "1.90"),
        ["Additive: the package's `rust-version` is now 1.90"]
    );
    assert_eq!(
        of("default = [\"events\"]\n", ""),
        ["Breaking: the default feature `events` is removed"]
    );
    assert_eq!(
        of("events = []", "other = []"),
        [
            "Breaking: the feature `events` is removed",
            "Additive: the feature `other` is added"
        ]
    );
}

#[test]
fn compares_the_versions_by_the_rules_of_cargo() {
    let needs = |needed: &str| Verdict::TooLow {
        needed: needed.to_owned(),
    };
    let cases = [
        ("0.1.1", "0.1.1", Effect::None, Verdict::Fits),
        ("0.1.1", "0.1.1", Effect::Additive, Verdict::Fits),
        ("0.1.1", "0.1.1", Effect::Breaking, needs("0.2.0")),
        ("0.1.1", "0.1.9", Effect::Breaking, needs("0.2.0")),
        ("0.1.1", "0.2.0", Effect::Breaking, Verdict::Fits),
        ("0.1.1", "0.2.0-rc.1", Effect::Breaking, Verdict::Fits),
        ("0.0.3", "0.0.3", Effect::Breaking, needs("0.0.4")),
        ("1.2.3", "1.3.0", Effect::Breaking, needs("2.0.0")),
        ("1.2.3", "1.2.4", Effect::Additive, needs("1.3.0")),
        ("1.2.3", "1.2.4", Effect::None, Verdict::Fits),
        ("1.2.3", "2.0.0", Effect::Breaking, Verdict::Fits),
        ("1.2.3", "1.2.2", Effect::None, Verdict::Lower),
        (
            "1.2.3",
            "1.2",
            Effect::None,
            Verdict::Invalid {
                version: "1.2".to_owned(),
            },
        ),
    ];
    for (old, new, effect, expected) in cases {
        assert_eq!(
            Verdict::of(old, new, effect),
            expected,
            "{old} -> {new}: {effect:?}"
        );
    }
}

#[test]
fn suggests_entries_for_items_that_seem_to_be_renamed() {
    let lib = "pub struct Client;
        impl Client { pub fn pets(&self) -> resources::pets::Pets { panic!() } }
        pub mod models { pub struct Pet { pub id: String } impl Pet { pub fn new(id: String) -> Pet { panic!() } } pub struct Other { pub id: u8 } }
        pub mod resources { pub mod pets {
            pub struct Pets; pub struct List; pub struct Get;
            impl Pets { pub fn list(&self) -> List { panic!() } pub fn get(&self, id: String) -> Get { panic!() } }
        } }";
    let suggested = |from: &[(&str, &str)]| {
        let new = from
            .iter()
            .fold(lib.to_owned(), |lib, (from, to)| lib.replace(from, to));
        let renamed = compared(lib, &new).renamed.into_iter();
        let lines = renamed.map(|one| format!("{} {}: {}", one.kind, one.old, one.new));
        lines.collect::<Vec<_>>()
    };
    assert_eq!(suggested(&[("Pet ", "Animal ")]), ["types Pet: Animal"]);
    assert_eq!(
        suggested(&[("fn list", "fn all"), ("List", "All")]),
        ["methods pets.list: all"]
    );
    assert_eq!(
        suggested(&[("mod pets", "mod animals"), ("::pets::", "::animals::")]),
        ["resources pets: animals"]
    );
    // Another type of a field makes it another type.
    assert_eq!(
        suggested(&[("Pet ", "Animal "), ("pub id: String", "pub id: u16")]),
        [""; 0]
    );
}

#[test]
fn follows_aliases_of_aliases() {
    let old = "pub mod a { pub struct Old; impl Old { pub fn f(&self) {} } }";
    let new = "pub mod b { pub struct New; impl New { pub fn f(&self) {} } #[deprecated] pub type Old = New; }
               #[deprecated] pub mod a { pub use super::b::*; }";
    let reported = changes(old, new);
    assert!(!reported.contains("breaking"), "{reported}");
}
