//! What `Cargo.toml` says. Dependencies and features are the runtime's own, line by line, so that they are given once.

use std::collections::BTreeSet;

use heck::ToKebabCase;

use crate::input::Settings;
use crate::ir::{Api, Scalar};
use crate::plan::literal;
use crate::sdk::{Bench, Manifest};
use crate::templates::runtime_manifest;

/// What models need beyond the runtime's dependencies, for members of `format: uuid`.
const UUID: [&str; 2] = [
    "# Members that are UUIDs.",
    "uuid = { version = \"1\", default-features = false, features = [\"serde\"] }",
];

/// Libraries whose types a date and time of the API converts to, each behind a feature of its name.
const DATE_TIMES: &[&str] = &["chrono", "jiff", "time"];

/// Features that only an API with events has a use for.
const EVENT_FEATURES: &[&str] = &["events"];

/// What those features need.
const EVENT_DEPENDENCIES: &[&str] = &["hmac", "sha2"];

/// Whether an operation comes a page at a time.
fn pages(api: &Api) -> bool {
    let mut operations = api.operations();
    operations.any(|operation| operation.paging.is_some())
}

/// Takes out the entries of these names, and the comments right above them.
fn drop_lines(lines: &mut Vec<String>, names: &[&str]) {
    let mut kept: Vec<String> = Vec::new();
    for line in lines.drain(..) {
        let name = line.split([' ', '=']).next().unwrap_or_default();
        if names.contains(&name) {
            while kept.last().is_some_and(|above| above.starts_with('#')) {
                kept.pop();
            }
        } else {
            kept.push(line);
        }
    }
    *lines = kept;
}

/// Takes these features out of the default ones.
fn drop_defaults(lines: &mut [String], names: &[&str]) {
    for line in lines
        .iter_mut()
        .filter(|line| line.starts_with("default = "))
    {
        for name in names {
            *line = line.replace(&format!("\"{name}\", "), "");
            *line = line.replace(&format!(", \"{name}\""), "");
        }
    }
}

/// What the crate's `Cargo.toml` says. `capabilities` are the modules of the runtime that something needs.
pub(crate) fn manifest(
    api: &Api,
    settings: &Settings,
    capabilities: &BTreeSet<&'static str>,
) -> Manifest {
    let mut runtime = runtime_manifest();
    if !api.holds(Scalar::DateTime) {
        drop_lines(&mut runtime.features, DATE_TIMES);
        drop_lines(&mut runtime.dependencies, DATE_TIMES);
    }
    if !pages(api) {
        drop_lines(&mut runtime.dependencies, &["futures-core"]);
    }
    if !capabilities.contains("idempotency") {
        runtime.target_dependencies.clear();
    }
    if api.events.is_empty() {
        drop_lines(&mut runtime.features, EVENT_FEATURES);
        drop_lines(&mut runtime.dependencies, EVENT_DEPENDENCIES);
        drop_defaults(&mut runtime.features, EVENT_FEATURES);
    }
    let list = |items: &[String]| {
        let items: Vec<String> = items.iter().map(|item| literal(item)).collect();
        format!("[{}]", items.join(", "))
    };
    let title = &api.info.title;
    let description = settings.package.description.clone();
    let description = description.unwrap_or_else(|| format!("Rust SDK for {title}"));
    let name = crate_name(api, settings);
    let models = if api.holds(Scalar::Uuid) {
        UUID.map(str::to_owned).to_vec()
    } else {
        Vec::new()
    };
    let benches = settings.package.benches.iter().map(|bench| Bench {
        name: literal(&bench.name),
        required_features: list(&bench.required_features),
    });
    let benches = benches.collect();
    Manifest {
        krate: name.replace('-', "_"),
        version: version(settings),
        rust_version: runtime.rust_version,
        description: literal(&description),
        description_text: description,
        keywords: list(&settings.package.keywords),
        categories: list(&settings.package.categories),
        features: runtime.features,
        dependencies: [runtime.dependencies, models].concat(),
        target_dependencies: runtime.target_dependencies,
        dev_dependencies: [
            runtime.dev_dependencies,
            settings.package.dev_dependencies.clone(),
        ]
        .concat(),
        benches,
        name,
    }
}

fn crate_name(api: &Api, settings: &Settings) -> String {
    let given = settings.package.name.clone();
    let name = given.unwrap_or_else(|| api.info.title.to_kebab_case());
    // A package's name is ASCII and begins with a letter.
    let legal = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if legal { name } else { "sdk".to_owned() }
}

/// The crate's name as `use` has it.
pub(crate) fn crate_ident(api: &Api, settings: &Settings) -> String {
    crate_name(api, settings).replace('-', "_")
}

fn version(settings: &Settings) -> String {
    settings
        .package
        .version
        .clone()
        .unwrap_or_else(|| "0.1.0".to_owned())
}

/// Name and version, as a product of RFC 9110.
pub(crate) fn user_agent(api: &Api, settings: &Settings) -> String {
    format!("{}/{}", crate_name(api, settings), version(settings))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::diagnostics::Diagnostics;
    use crate::testing::{document, input};
    use crate::text::Source;

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
    fn benches_and_what_they_need_are_the_settings() {
        let with = manifest(
            "[crate]\ndev_dependencies = ['# Counts.', 'counter = \"1\"']\nbenches = [{name = 'cost', required_features = ['hyper']}, {name = 'size'}]",
        );
        let (_, tests) = with.split_once("[dev-dependencies]").unwrap();
        assert!(tests.contains("\n# Counts.\ncounter = \"1\"\n\n[[bench]]\nname = \"cost\"\nharness = false\nrequired-features = [\"hyper\"]\n\n[[bench]]\nname = \"size\"\nharness = false\nrequired-features = []\n\n[lints.rust]"), "{tests}");
        let without = manifest("");
        assert!(!without.contains("[[bench]]") && !without.contains("counter"));
    }
}
