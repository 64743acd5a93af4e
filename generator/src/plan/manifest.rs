//! What `Cargo.toml` says. Dependencies and features are the runtime's own, line by line, so that they are given once.

use heck::{ToKebabCase, ToSnakeCase};

use super::literal;
use crate::ir::Api;
use crate::sdk::Manifest;
use crate::settings::Settings;
use crate::templates::runtime_manifest;

/// What models need beyond the runtime's dependencies, for members of `format: uuid`.
const UUID: [&str; 2] = [
    "# Members that are UUIDs.",
    "uuid = { version = \"1\", default-features = false, features = [\"serde\"] }",
];

pub(super) fn manifest(api: &Api, settings: &Settings, has_uuids: bool) -> Manifest {
    let runtime = runtime_manifest();
    let list = |items: &[String]| {
        let items: Vec<String> = items.iter().map(|item| literal(item)).collect();
        format!("[{}]", items.join(", "))
    };
    let title = &api.info.title;
    let description = settings.package.description.clone();
    let description = description.unwrap_or_else(|| format!("Rust SDK for {title}"));
    let name = crate_name(api, settings);
    let models = if has_uuids { UUID.map(str::to_owned).to_vec() } else { Vec::new() };
    Manifest {
        krate: name.to_snake_case(),
        version: version(settings),
        rust_version: runtime.rust_version,
        description: literal(&description),
        description_text: description,
        keywords: list(&settings.package.keywords),
        categories: list(&settings.package.categories),
        features: runtime.features,
        dependencies: [runtime.dependencies, models].concat(),
        dev_dependencies: runtime.dev_dependencies,
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
    crate_name(api, settings).to_snake_case()
}

fn version(settings: &Settings) -> String {
    settings.package.version.clone().unwrap_or_else(|| "0.1.0".to_owned())
}

/// Name and version, as a product of RFC 9110.
pub(super) fn user_agent(api: &Api, settings: &Settings) -> String {
    format!("{}/{}", crate_name(api, settings), version(settings))
}
