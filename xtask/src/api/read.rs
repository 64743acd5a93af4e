//! Reads an API from a directory with a crate, or from a listing.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sdk_generator::rust_api::RustApi;

use super::unreadable;
use crate::Failure;
use crate::input::shown;

/// The API at a path.
pub(super) fn api(path: &Path) -> Result<RustApi, Failure> {
    let at = shown(path);
    if !path.is_dir() {
        let text = fs::read_to_string(path)
            .map_err(|error| format!("error: cannot read {at}: {error}"))?;
        return RustApi::read(&text).map_err(|line| {
            format!("error: {at}:{line} is not a line of `cargo xtask api --save`")
        });
    }
    let mut files = BTreeMap::new();
    let manifest = path.join("Cargo.toml");
    let text = fs::read_to_string(&manifest)
        .map_err(|error| format!("error: cannot read {}: {error}", shown(&manifest)))?;
    files.insert("Cargo.toml".to_owned(), text);
    collect(&path.join("src"), "src", &mut files)?;
    RustApi::of_crate(&files).map_err(|problem| unreadable(&at, &problem))
}

/// Adds the Rust files below a folder, by their paths in the crate.
fn collect(folder: &Path, name: &str, files: &mut BTreeMap<String, String>) -> Result<(), Failure> {
    let unreadable = |path: &Path, error| format!("error: cannot read {}: {error}", shown(path));
    let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, error))?;
    for entry in entries {
        let path = entry.map_err(|error| unreadable(folder, error))?.path();
        let own = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{name}/{own}");
        if path.is_dir() {
            collect(&path, &name, files)?;
        } else if name.ends_with(".rs") {
            let text = fs::read_to_string(&path).map_err(|error| unreadable(&path, error))?;
            files.insert(name, text);
        }
    }
    Ok(())
}
