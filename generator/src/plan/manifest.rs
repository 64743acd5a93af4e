//! What `Cargo.toml` says. Dependencies and features are the runtime's own, line by line, so that they are given once.

use heck::ToKebabCase;

use super::literal;
use crate::ir::{Api, Scalar};
use crate::sdk::Manifest;
use crate::settings::Settings;
use crate::templates::runtime_manifest;

/// What models need beyond the runtime's dependencies, for members of `format: uuid`.
const UUID: [&str; 2] = [
    "# Members that are UUIDs.",
    "uuid = { version = \"1\", default-features = false, features = [\"serde\"] }",
];

/// Libraries whose types a date and time of the API converts to, each behind a feature of its name.
const DATE_TIMES: &[&str] = &["chrono", "jiff", "time"];

/// Features that only an API with events has a use for.
const EVENT_FEATURES: &[&str] = &["events", "test-util"];

/// What those features need.
const EVENT_DEPENDENCIES: &[&str] = &["hmac", "sha2"];

/// Whether an operation comes a page at a time.
fn pages(api: &Api) -> bool {
    let mut operations = api.resources.iter().flat_map(|resource| &resource.operations);
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
    for line in lines.iter_mut().filter(|line| line.starts_with("default = ")) {
        for name in names {
            *line = line.replace(&format!("\"{name}\", "), "");
            *line = line.replace(&format!(", \"{name}\""), "");
        }
    }
}

pub(super) fn manifest(api: &Api, settings: &Settings) -> Manifest {
    let mut runtime = runtime_manifest();
    if !api.holds(Scalar::DateTime) {
        drop_lines(&mut runtime.features, DATE_TIMES);
        drop_lines(&mut runtime.dependencies, DATE_TIMES);
    }
    if !pages(api) {
        drop_lines(&mut runtime.dependencies, &["futures-core"]);
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
        dev_dependencies: [
            runtime.dev_dependencies,
            settings.package.dev_dependencies.clone(),
        ]
        .concat(),
        benches: settings.package.benches.iter().map(|name| literal(name)).collect(),
        name,
    }
}

fn crate_name(api: &Api, settings: &Settings) -> String {
    let given = settings.package.name.clone();
    let name = given.unwrap_or_else(|| api.info.title.to_kebab_case());
    // A package's name is ASCII and begins with a letter.
    let legal = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if legal { name } else { "sdk".to_owned() }
}

/// The crate's name as `use` has it.
pub(super) fn crate_ident(api: &Api, settings: &Settings) -> String {
    crate_name(api, settings).replace('-', "_")
}

fn version(settings: &Settings) -> String {
    settings.package.version.clone().unwrap_or_else(|| "0.1.0".to_owned())
}

/// Name and version, as a product of RFC 9110.
pub(super) fn user_agent(api: &Api, settings: &Settings) -> String {
    format!("{}/{}", crate_name(api, settings), version(settings))
}
