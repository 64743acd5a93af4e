//! The texts that are embedded: the templates, and the runtime's sources and manifest.

/// Every file of `templates/` with its path in it.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// The licences of what is emitted, as the project has them.
pub(crate) const LICENSES: [(&str, &str); 2] = [
    ("LICENSE-APACHE", include_str!("../../LICENSE-APACHE")),
    ("LICENSE-MIT", include_str!("../../LICENSE-MIT")),
];

/// The templates, by the path of what they write.
pub(crate) fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES
        .iter()
        .copied()
        .filter(|(name, _)| name.ends_with(".jinja"))
}

/// The source of a module of the runtime.
pub(crate) fn runtime_source(module: &str) -> Option<&'static str> {
    let name = format!("runtime/src/{module}.rs");
    FILES
        .iter()
        .find(|(file, _)| *file == name)
        .map(|(_, text)| *text)
}

/// What the runtime's `Cargo.toml` says, which emitted manifests repeat line by line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RuntimeManifest {
    pub(crate) rust_version: String,
    pub(crate) features: Vec<String>,
    pub(crate) dependencies: Vec<String>,
    /// Tables of dependencies that not every system has, with their headers.
    pub(crate) target_dependencies: Vec<String>,
    pub(crate) dev_dependencies: Vec<String>,
}

pub(crate) fn runtime_manifest() -> RuntimeManifest {
    let text = FILES.iter().find(|(file, _)| *file == "runtime/Cargo.toml");
    let text = text.map(|(_, text)| *text).unwrap_or_default();
    RuntimeManifest {
        rust_version: env!("CARGO_PKG_RUST_VERSION").to_owned(),
        features: section(text, "[features]"),
        dependencies: section(text, "[dependencies]"),
        target_dependencies: target_tables(text),
        dev_dependencies: section(text, "[dev-dependencies]"),
    }
}

/// The lines of a section, comments included.
fn section(text: &str, header: &str) -> Vec<String> {
    text.lines()
        .skip_while(|line| *line != header)
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Every `[target.'...'.dependencies]` with its lines.
fn target_tables(text: &str) -> Vec<String> {
    let headers = text.lines().filter(|line| line.starts_with("[target."));
    headers
        .flat_map(|header| {
            [
                vec![String::new(), header.to_owned()],
                section(text, header),
            ]
            .concat()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runtime_says_what_it_needs() {
        let manifest = runtime_manifest();
        let has = |lines: &[String], start: &str| lines.iter().any(|line| line.starts_with(start));
        assert!(has(&manifest.features, "default = "));
        assert!(has(&manifest.dependencies, "http = "));
        assert!(has(&manifest.dev_dependencies, "wiremock = "));
        assert!(!has(&manifest.dependencies, "wiremock = "));
    }

    #[test]
    fn every_module_of_the_runtime_is_embedded() {
        let lib = runtime_source("lib").unwrap();
        for line in lib.lines().filter_map(|line| line.strip_prefix("mod ")) {
            let module = line.trim_end_matches(';');
            assert!(runtime_source(module).is_some(), "{module}");
        }
    }
}
