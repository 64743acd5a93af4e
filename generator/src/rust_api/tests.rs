#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod changes;
mod listings;

use std::collections::BTreeMap;

use super::RustApi;

const MANIFEST: &str = "\
[package]
name = \"example\"
version = \"1.2.3\"
rust-version = \"1.89\"

[features]
default = [\"events\"]
events = []

[dependencies]
http = \"1.5\"
serde = { version = \"1.0.2\", features = [\"derive\"] }
";

/// The API of a crate with these files in `src/`.
fn read(files: &[(&str, &str)]) -> Result<RustApi, String> {
    read_with(MANIFEST, files)
}

fn read_with(manifest: &str, files: &[(&str, &str)]) -> Result<RustApi, String> {
    let files = files
        .iter()
        .map(|(path, text)| (format!("src/{path}"), (*text).to_owned()));
    let manifest = ("Cargo.toml".to_owned(), manifest.to_owned());
    let files: BTreeMap<String, String> = files.chain([manifest]).collect();
    RustApi::of_crate(&files)
}

/// The entries of a crate with this `lib.rs`, without those of its package.
fn entries(lib: &str) -> String {
    let listing = read(&[("lib.rs", lib)]).unwrap().listing();
    let (_, items) = listing.split_once("package version = 1.2.3\n").unwrap();
    let lines = items.lines().filter(|line| !line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}
