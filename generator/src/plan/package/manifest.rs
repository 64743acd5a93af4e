//! The contents of `Cargo.toml`. Dependencies and features come from the runtime's manifest with
//! their comments, except those that the API does not need.

use std::collections::BTreeSet;

use toml_edit::{Array, DocumentMut, Item};

use crate::embedded::runtime_manifest;
use crate::input::{Settings, default_crate_name};
use crate::ir::Api;
use crate::plan::package::capability::Capability;
use crate::plan::package::dependencies::remove_unused;
use crate::sdk::{Bench, Manifest};

/// The only dependency of the runtime's tests that emitted tests and docs need, too.
const DEV_DEPENDENCIES: &[&str] = &["tokio"];

/// The lines of a table below its header, comments included.
fn lines(manifest: &DocumentMut, table: &str) -> Vec<String> {
    let table = manifest.get(table).and_then(Item::as_table);
    let text = table.map(ToString::to_string).unwrap_or_default();
    text.trim().lines().map(str::to_owned).collect()
}

/// The tables of target-specific dependencies, with their headers.
fn target_lines(manifest: &DocumentMut) -> Vec<String> {
    let mut targets = DocumentMut::new();
    if let Some(item) = manifest.get("target") {
        targets.insert("target", item.clone());
    }
    targets
        .to_string()
        .trim_end()
        .lines()
        .map(str::to_owned)
        .collect()
}

/// Plans `Cargo.toml`. `capabilities` are the optional parts of the runtime that the crate needs.
pub(crate) fn manifest(
    api: &Api,
    settings: &Settings,
    capabilities: &BTreeSet<Capability>,
) -> Manifest {
    let mut runtime = runtime_manifest();
    if let Some(table) = runtime
        .get_mut("dev-dependencies")
        .and_then(Item::as_table_mut)
    {
        table.retain(|name, _| DEV_DEPENDENCIES.contains(&name));
    }
    remove_unused(&mut runtime, capabilities);
    let list = |items: &[String]| items.iter().collect::<Array>().to_string();
    let title = &api.info.title;
    let description = settings.package.description.clone();
    let description = description.unwrap_or_else(|| format!("Rust SDK for {title}"));
    let name = crate_name(api, settings);
    let benches = settings.package.benches.iter().map(|bench| Bench {
        name: string(&bench.name),
        required_features: list(&bench.required_features),
    });
    let benches = benches.collect();
    let features = lines(&runtime, "features");
    let test_features: Array = ["blocking", "test-util", "tracing"]
        .into_iter()
        .filter(|name| {
            runtime
                .get("features")
                .is_some_and(|all| all.get(name).is_some())
        })
        .collect();
    Manifest {
        krate: name.replace('-', "_"),
        version: version(settings),
        rust_version: env!("CARGO_PKG_RUST_VERSION").to_owned(),
        description: string(&description),
        description_text: description,
        urls: urls(settings),
        source: source(&name, settings),
        has_path_source: !settings.package.published && settings.package.repository.is_none(),
        keywords: list(&settings.package.keywords),
        categories: list(&settings.package.categories),
        features,
        test_features: test_features.to_string(),
        dependencies: lines(&runtime, "dependencies"),
        target_dependencies: target_lines(&runtime),
        dev_dependencies: [
            lines(&runtime, "dev-dependencies"),
            settings.package.dev_dependencies.clone(),
        ]
        .concat(),
        benches,
        name,
    }
}

fn crate_name(api: &Api, settings: &Settings) -> String {
    let given = settings.package.name.clone();
    given.unwrap_or_else(|| default_crate_name(&api.info.title))
}

/// The crate's name in `use` items.
pub(crate) fn crate_ident(api: &Api, settings: &Settings) -> String {
    crate_name(api, settings).replace('-', "_")
}

/// The environment variable with the URL of a mock server for the crate's tests.
pub(crate) fn mock_url_variable(api: &Api, settings: &Settings) -> String {
    let krate = crate_ident(api, settings);
    format!("{}_MOCK_URL", krate.to_ascii_uppercase())
}

/// A TOML string.
fn string(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

/// The URLs of the package, as lines of TOML.
fn urls(settings: &Settings) -> Vec<String> {
    let package = &settings.package;
    let urls = [
        ("repository", &package.repository),
        ("homepage", &package.homepage),
        ("documentation", &package.documentation),
    ];
    urls.iter()
        .filter_map(|(key, url)| Some(format!("{key} = {}", string(url.as_ref()?))))
        .collect()
}

/// Where Cargo gets the crate: from crates.io if it is published there, otherwise from its
/// repository or from a folder beside the dependent crate.
fn source(name: &str, settings: &Settings) -> String {
    match &settings.package.repository {
        _ if settings.package.published => {
            format!("version = {}", string(&version(settings)))
        }
        Some(url) => format!("git = {}", string(url)),
        None => format!("path = {}", string(&format!("../{name}"))),
    }
}

fn version(settings: &Settings) -> String {
    settings
        .package
        .version
        .clone()
        .unwrap_or_else(|| "0.1.0".to_owned())
}

/// The default `user-agent` header: a product of RFC 9110.
pub(crate) fn user_agent(api: &Api, settings: &Settings) -> String {
    format!("{}/{}", crate_name(api, settings), version(settings))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::diagnostics::Diagnostics;
    use crate::source_file::Source;
    use crate::testing::{document, input};

    fn manifest(settings: &str) -> String {
        let mut input = input(&document(
            "paths: {/a: {get: {operationId: a, responses: {'204': {}}}}}\n",
        ));
        input.settings = Some(Arc::new(Source {
            path: "sdk.toml".to_owned(),
            text: settings.to_owned(),
        }));
        let mut diagnostics = Diagnostics::new();
        let generated = crate::generate(&input, &mut diagnostics, &mut |_| ());
        generated
            .unwrap()
            .files
            .get("Cargo.toml")
            .unwrap()
            .to_owned()
    }

    #[test]
    fn urls_are_emitted_if_they_are_set() {
        let with = manifest(
            "[crate]\nrepository = 'https://example.com/r'\ndocumentation = 'https://example.com/d'",
        );
        let urls =
            "\nrepository = \"https://example.com/r\"\ndocumentation = \"https://example.com/d\"\n";
        assert!(with.contains(urls) && !with.contains("homepage"), "{with}");
        let without = manifest("");
        assert!(!without.contains("repository"), "{without}");
    }

    #[test]
    fn source_is_the_registry_the_repository_or_a_folder() {
        let source = |settings: &str| {
            let settings = toml::from_str(&format!("[crate]\n{settings}")).unwrap();
            super::source("letters", &settings)
        };
        let repository = "repository = 'https://example.com/r'";
        assert_eq!(source(""), "path = \"../letters\"");
        assert_eq!(source(repository), "git = \"https://example.com/r\"");
        assert_eq!(
            source(&format!("{repository}\npublished = true")),
            "version = \"0.1.0\""
        );
    }

    #[test]
    fn benches_and_what_they_need_are_the_settings() {
        let with = manifest(
            "[crate]\ndev_dependencies = ['# Counts.', 'counter = \"1\"']\nbenches = [{name = 'cost', required_features = ['hyper']}, {name = 'size'}]",
        );
        let (_, tests) = with.split_once("[dev-dependencies]").unwrap();
        assert!(tests.contains("\n# Counts.\ncounter = \"1\"\n\n[[bench]]\nname = \"cost\"\nharness = false\nrequired-features = [\"hyper\"]\n\n[[bench]]\nname = \"size\"\nharness = false\nrequired-features = []\n\n[lints.rust]"), "{tests}");
        let without = manifest("");
        assert!(!without.contains("[[bench]]") && !without.contains("counter"));
    }

    #[test]
    fn dev_dependencies_are_those_of_emitted_tests_and_docs() {
        let manifest = manifest("[crate]\nname = 'letters'");
        let (_, tests) = manifest.split_once("[dev-dependencies]").unwrap();
        let (tests, _) = tests.split_once("[lints").unwrap();
        let names: Vec<_> = tests
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once(" = "))
            .map(|(name, _)| name)
            .collect();
        assert_eq!(names, ["letters", "tokio"]);
    }
}
