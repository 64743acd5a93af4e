//! Which items are in an API, and how they are written.

use super::{RustApi, entries, read, read_with};

#[test]
fn lists_the_package_features_and_mentioned_dependencies() {
    let api = read(&[("lib.rs", "pub fn status() -> http::StatusCode { panic!() }")]).unwrap();
    let listing = api.listing();
    let (head, items) = listing.split_once("\n\n").unwrap();
    assert!(head.lines().all(|line| line.starts_with("# ")), "{head}");
    assert_eq!(
        items,
        "default events\n\
         dependency http = 1\n\
         feature events\n\
         package name = example\n\
         package rust-version = 1.89\n\
         package version = 1.2.3\n\
         \n\
         fn crate::status() -> http::StatusCode\n\
         \n"
    );
    assert_eq!(
        (api.name(), api.version(), api.len()),
        ("example", "1.2.3", 7)
    );
}

#[test]
fn reads_back_every_kind_of_line() {
    let lib = r#"
        pub mod inner { pub struct Unit; pub use super::Pair as Other; }
        pub use http;
        #[derive(Debug, Clone)] #[non_exhaustive] pub struct Pair<T: Send>(pub T, u8);
        pub struct Open { pub r#type: [u8; 4] }
        #[deprecated] pub enum Choice { One, Two(String), Three { a: u8 } }
        pub trait Shape: Send { type Item: Clone + 'static; const N: u8; fn area(&self) -> u32; fn name(&self) {} }
        pub type Alias = Pair<u8>;
        #[cfg(all(feature = "events", unix))] pub const LIMIT: &'static [u8] = &[];
        pub static NAME: &str = "";
        pub async fn run<'a>(text: &'a str) -> Result<Vec<&'a str>, ()> { panic!() }
        pub const fn zero() -> u8 { 0 }
        impl<T: Send> Iterator for Pair<T> { type Item = T; fn next(&mut self) -> Option<T> { None } }
        impl Pair<String> { pub fn text(self) -> String { self.0 } }
        #[macro_export] macro_rules! exported { () => {} }
    "#;
    let api = read(&[("lib.rs", lib)]).unwrap();
    assert_eq!(RustApi::read(&api.listing()), Ok(api.clone()));
    assert_eq!(
        entries(lib),
        r#"type crate::Alias = crate::Pair<u8>
#[deprecated] enum crate::Choice
variant crate::Choice::One
variant crate::Choice::Three { a: u8 }
variant crate::Choice::Two(String)
#[cfg(all(feature = "events", unix))] const crate::LIMIT: &'static [u8]
static crate::NAME: &str
struct crate::Open {}
field crate::Open::r#type: [u8; 4]
#[non_exhaustive] struct crate::Pair<T: Send> { .. }
field crate::Pair::0: T
fn crate::Pair::text(self) -> String in impl crate::Pair<String>
trait crate::Shape: Send
type crate::Shape::Item: Clone + 'static
const crate::Shape::N: u8
fn crate::Shape::area(&self) -> u32
fn crate::Shape::name(&self) { .. }
macro crate::exported
use crate::http = http
mod crate::inner
use crate::inner::Other = crate::Pair
struct crate::inner::Unit;
async fn crate::run<'a>(text: &'a str) -> Result<Vec<&'a str>, ()>
const fn crate::zero() -> u8
impl<T: Send + Clone> Clone for crate::Pair<T>
impl<T: Send + std::fmt::Debug> std::fmt::Debug for crate::Pair<T>
impl<T: Send> Iterator for crate::Pair<T> { type Item = T; }
"#
    );
}

#[test]
fn refuses_a_line_that_is_not_an_entry() {
    assert_eq!(
        RustApi::read("# A comment.\n\nfn crate::f()\nnonsense here\n"),
        Err(4)
    );
}

#[test]
fn follows_modules_in_files_and_exports() {
    let api = read(&[
        ("lib.rs", "mod runtime; pub mod models; pub use runtime::{Client, inner::*};"),
        ("runtime/mod.rs", "mod client; pub mod inner; pub use client::Client; pub struct Hidden;"),
        ("runtime/client.rs", "use super::Hidden; pub struct Client { hidden: Hidden }
          impl Client { pub fn get(&self) -> crate::models::Model { panic!() } pub(crate) fn no(&self) {} }
          impl From<Hidden> for Client { fn from(hidden: Hidden) -> Self { Self { hidden } } }"),
        ("runtime/inner.rs", "pub fn helper(client: &super::Client) {}"),
        ("models.rs", "mod model; pub use model::Model;"),
        ("models/model.rs", "pub struct Model;"),
    ]);
    let listing = api.unwrap().listing();
    let items: Vec<&str> = listing
        .lines()
        .filter(|line| line.contains("crate::"))
        .collect();
    assert_eq!(
        items,
        [
            "struct crate::Client { .. }",
            "fn crate::Client::get(&self) -> crate::models::Model",
            "fn crate::helper(client: &crate::Client)",
            "mod crate::models",
            "struct crate::models::Model;",
        ]
    );
}

#[test]
fn writes_the_same_type_alike_however_it_is_imported() {
    let one = entries(
        "use std::fmt::Display; use http::Method as M; pub fn f(a: impl Display) -> Option<M> { None }",
    );
    let other = entries(
        "pub fn f(a: impl ::core::fmt::Display) -> ::std::option::Option<http::Method> { None }",
    );
    assert_eq!(
        one,
        "fn crate::f(a: impl std::fmt::Display) -> Option<http::Method>\n"
    );
    assert_eq!(one, other);
}

#[test]
fn writes_derived_and_hand_written_implementations_alike() {
    let derived = entries("use serde::Deserialize; #[derive(Clone, Deserialize)] pub struct A;");
    let written = entries(
        "pub struct A; impl Clone for A { fn clone(&self) -> Self { A } }
         impl<'de> serde::de::Deserialize<'de> for A {
             fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> { panic!() }
         }",
    );
    assert_eq!(derived, written);
    assert!(
        derived.contains("impl<'de> serde::Deserialize<'de> for crate::A\n"),
        "{derived}"
    );
}

#[test]
fn expands_macros_of_the_crate() {
    let listed = entries(
        "macro_rules! call {
            (@content [$item:ty]) => { ::std::vec::Vec<$item> };
            (@content $content:ty) => { $content };
            ($call:ident, $($content:tt)+) => { call!(@define $call, call!(@content $($content)+)); };
            (@define $call:ident, $output:ty) => {
                pub struct $call(u8);
                impl $call { pub fn send(self) -> $crate::Decoded<$output> { panic!() } }
            };
         }
         macro_rules! getters { ($($name:ident: $ty:ty),* $(,)?) => { $(pub fn $name(&self) -> $ty { panic!() })* }; }
         pub struct Decoded<T>(T);
         impl<T> Decoded<T> { getters!(first: T, last: Option<T>,); }
         call!(List, [String]);
         call!(Get, u8);",
    );
    assert_eq!(
        listed,
        "struct crate::Decoded<T> { .. }\n\
         fn crate::Decoded::first(&self) -> T\n\
         fn crate::Decoded::last(&self) -> Option<T>\n\
         struct crate::Get { .. }\n\
         fn crate::Get::send(self) -> crate::Decoded<u8>\n\
         struct crate::List { .. }\n\
         fn crate::List::send(self) -> crate::Decoded<Vec<String>>\n"
    );
}

#[test]
fn leaves_out_what_users_cannot_use() {
    let listed = entries(
        "#[doc(hidden)] pub fn hidden() {}
         #[cfg(test)] pub fn in_tests() {}
         #[cfg(any(doc, doctest))] pub mod docs {}
         pub(crate) struct Inner;
         mod sealed { pub trait Sealed {} }
         pub trait Public: sealed::Sealed {}
         impl sealed::Sealed for u8 {}
         impl Clone for Inner { fn clone(&self) -> Self { Inner } }
         #[cfg(not(test))] pub fn used() {}",
    );
    assert_eq!(
        listed,
        "trait crate::Public: crate::sealed::Sealed\nfn crate::used()\n"
    );
}

#[test]
fn reports_what_it_cannot_read() {
    let problem = |files: &[(&str, &str)]| read(files).unwrap_err();
    assert_eq!(
        problem(&[("lib.rs", "mod gone;")]),
        "the crate has no file src/gone/mod.rs"
    );
    assert_eq!(problem(&[]), "the crate has no file src/lib.rs");
    assert_eq!(
        problem(&[("lib.rs", "pub use self::gone;")]),
        "src/lib.rs: `pub use self::gone` is not found"
    );
    assert_eq!(
        problem(&[("lib.rs", "unknown!();")]),
        "src/lib.rs: the crate does not define `unknown!`"
    );
    assert_eq!(
        problem(&[("lib.rs", "macro_rules! m { (a) => {}; } m!(b);")]),
        "src/lib.rs: an invocation of `m!` cannot be expanded"
    );
    assert_eq!(
        problem(&[("lib.rs", "macro_rules! m { () => { m!(); }; } m!();")]),
        "src/lib.rs: a macro expands to itself"
    );
    assert!(problem(&[("lib.rs", "\npub fn (")]).starts_with("src/lib.rs:2 is not valid Rust: "));
    let manifest = read_with("[package", &[("lib.rs", "")]).unwrap_err();
    assert!(
        manifest.starts_with("Cargo.toml is not valid TOML: "),
        "{manifest}"
    );
}

#[test]
fn writes_async_functions_and_those_that_return_a_future_alike() {
    let one = entries("pub async fn f(a: u8) -> Result<u8, ()> { Ok(a) } pub async fn g() {}");
    let other = entries(
        "pub fn f(a: u8) -> impl Future<Output = Result<u8, ()>> { async { Ok(a) } }
         pub fn g() -> impl std::future::Future<Output = ()> { async {} }",
    );
    assert_eq!(
        one,
        "async fn crate::f(a: u8) -> Result<u8, ()>\nasync fn crate::g()\n"
    );
    assert_eq!(one, other);
    // More is promised.
    let send = entries("pub fn g() -> impl Future<Output = ()> + Send { async {} }");
    assert_eq!(send, "fn crate::g() -> impl Future<Output = ()> + Send\n");
}
