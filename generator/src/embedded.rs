//! The embedded files: the templates, and the runtime's sources and manifest.

use toml_edit::DocumentMut;

/// Every file of `templates/` with its path in it.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// The templates, each with its path.
pub(crate) fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES
        .iter()
        .copied()
        .filter(|(name, _)| name.ends_with(".jinja"))
}

/// The folder of the runtime that is copied.
const RUNTIME: &str = "runtime/src/runtime/";

/// The file and the source of a module of the runtime, by its path (`call::options`, empty for the
/// root).
pub(crate) fn runtime_source(module: &str) -> Option<(&'static str, &'static str)> {
    let path = module.replace("::", "/");
    let folder = format!("{path}/mod.rs");
    let names = [
        format!("{path}.rs"),
        folder.trim_start_matches('/').to_owned(),
    ];
    FILES.iter().find_map(|(file, text)| {
        let file = file.strip_prefix(RUNTIME)?;
        names
            .iter()
            .any(|name| name == file)
            .then_some((file, *text))
    })
}

/// The files of the runtime, each with its path in it.
#[cfg(test)]
pub(crate) fn runtime_sources() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES
        .iter()
        .filter_map(|(file, text)| Some((file.strip_prefix(RUNTIME)?, *text)))
}

/// The runtime's `Cargo.toml`, from which emitted manifests take features and dependencies.
pub(crate) fn runtime_manifest() -> DocumentMut {
    let text = FILES.iter().find(|(file, _)| *file == "runtime/Cargo.toml");
    text.and_then(|(_, text)| text.parse().ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_of_the_runtime_is_read() {
        let manifest = runtime_manifest();
        let has = |table: &str, name: &str| {
            manifest
                .get(table)
                .is_some_and(|table| table.get(name).is_some())
        };
        assert!(has("features", "default"));
        assert!(has("dependencies", "http"));
        assert!(has("dev-dependencies", "wiremock"));
        assert!(!has("dependencies", "wiremock"));
    }
}
