//! The features and dependencies of the runtime that belong to capabilities, and their removal from
//! the manifest of a crate that has none of these capabilities.

use std::collections::BTreeSet;

use toml_edit::{DocumentMut, Item};

use crate::plan::package::capability::Capability::{
    self, DateTime, EventBodies, EventStreams, Events, JsonSequenceBody, JsonStreams,
    OpenIdConnect, Operations, Paging, Secret, Uuids,
};

/// Names in a table of the manifest, and the capabilities of which any one needs them. Names that
/// are not listed are in every manifest.
const NAMES: &[(&str, &[&str], &[Capability])] = &[
    ("features", &["chrono", "jiff", "time"], &[DateTime]),
    ("features", &["events"], &[Events]),
    (
        "features",
        &["blocking", "http2", "hyper", "reqwest", "tracing"],
        &[Operations],
    ),
    ("features", &["openid-connect"], &[OpenIdConnect]),
    ("dependencies", &["base64", "http"], &[Events, Operations]),
    ("dependencies", &["chrono", "jiff", "time"], &[DateTime]),
    (
        "dependencies",
        &["futures-core"],
        &[
            EventBodies,
            EventStreams,
            JsonSequenceBody,
            JsonStreams,
            Paging,
        ],
    ),
    ("dependencies", &["hmac", "sha2"], &[Events]),
    (
        "dependencies",
        &[
            "fastrand",
            "flate2",
            "http-body",
            "httpdate",
            "humantime",
            "hyper",
            "hyper-rustls",
            "hyper-util",
            "percent-encoding",
            "reqwest",
            "rustls",
            "rustls-native-certs",
            "tokio",
            "tower-service",
            "tracing",
        ],
        &[Operations],
    ),
    ("dependencies", &["sseer"], &[EventStreams]),
    ("dependencies", &["uuid"], &[Uuids]),
    ("dependencies", &["zeroize"], &[Events, Operations, Secret]),
    ("dev-dependencies", &["tokio"], &[Operations]),
];

/// Removes what a crate with these capabilities does not need, with the comments above it.
pub(crate) fn remove_unused(manifest: &mut DocumentMut, capabilities: &BTreeSet<Capability>) {
    for (table, names, users) in NAMES {
        if users.iter().any(|user| capabilities.contains(user)) {
            continue;
        }
        let Some(found) = manifest.get_mut(table).and_then(Item::as_table_mut) else {
            continue;
        };
        for name in *names {
            found.remove(name);
        }
        if let Some(defaults) = found.get_mut("default").and_then(Item::as_array_mut) {
            defaults.retain(|value| value.as_str().is_none_or(|name| !names.contains(&name)));
            defaults.fmt();
        }
    }
    if !capabilities.contains(&Capability::IdempotencyKeys) {
        manifest.remove("target");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded::runtime_manifest;

    #[test]
    fn every_name_is_in_the_manifest_of_the_runtime() {
        let manifest = runtime_manifest();
        for (table, names, _) in NAMES {
            for name in *names {
                let found = manifest.get(table).and_then(|table| table.get(name));
                assert!(found.is_some(), "{name} in [{table}]");
            }
        }
    }

    #[test]
    fn models_alone_need_serde_and_bytes() {
        let mut manifest = runtime_manifest();
        remove_unused(&mut manifest, &BTreeSet::new());
        let names = |table: &str| -> Vec<String> {
            let table = manifest.get(table).and_then(Item::as_table);
            let names = table.map(|table| table.iter().map(|(name, _)| name.to_owned()));
            names.into_iter().flatten().collect()
        };
        assert_eq!(names("dependencies"), ["bytes", "serde", "serde_json"]);
        assert_eq!(names("features"), ["default", "test-util"]);
        assert!(manifest.to_string().contains("default = []\n"));
    }
}
