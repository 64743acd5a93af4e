//! Which modules of the runtime a crate has: the core, and what its API needs.

use std::collections::BTreeSet;

/// Modules that every SDK has, in the order of the runtime's `lib.rs`.
const CORE: &[&str] = &[
    "api",
    "auth",
    "base_url",
    "body",
    "call",
    "call_macro",
    "client",
    "client_builder",
    "clock",
    "error",
    "error_display",
    "exchange",
    "headers",
    "hyper_connector",
    "hyper_transport",
    "options",
    "read",
    "redact",
    "request",
    "response",
    "tokio_clock",
    "transport",
    "url",
];

/// Capabilities, each with the modules that it needs besides its own.
const CAPABILITIES: &[(&str, &[&str])] = &[
    ("bytes_response", &[]),
    ("content_type", &[]),
    (
        "date_time",
        &["date_time_chrono", "date_time_jiff", "date_time_text", "date_time_time"],
    ),
    ("empty_response", &[]),
    ("env", &[]),
    ("error_model", &[]),
    ("event_template", &[]),
    ("header_params", &[]),
    ("joined", &[]),
    ("json", &[]),
    ("json_response", &["decode"]),
    ("null", &[]),
    ("nullable", &[]),
    ("nullable_required", &["nullable", "required", "json"]),
    ("object_response", &["decode"]),
    ("open_enum", &[]),
    ("optional_json_response", &["decode"]),
    ("paging", &["decode", "items", "paged_macro", "pages", "query"]),
    ("path_params", &[]),
    ("query", &[]),
    ("query_list", &[]),
    ("raw_body", &[]),
    ("required", &["json"]),
    ("secret", &[]),
    ("text_response", &[]),
    (
        "verifier",
        &[
            "decode",
            "delivery",
            "envelope",
            "event_example",
            "event_scheme",
            "seen",
            "signature",
            "signed_event",
            "verify_error",
        ],
    ),
];

/// The modules, in alphabetical order.
pub(super) fn modules(wanted: &BTreeSet<&'static str>) -> Vec<String> {
    let mut modules: BTreeSet<&str> = CORE.iter().copied().collect();
    for (name, needs) in CAPABILITIES.iter().filter(|(name, _)| wanted.contains(name)) {
        modules.insert(name);
        modules.extend(needs.iter().copied());
    }
    modules.into_iter().map(str::to_owned).collect()
}

/// Names of the core that users need.
const CORE_EXPORTS: &[&str] = &[
    "ApiKey",
    "Body",
    "BoxError",
    "BoxFuture",
    "CallOptions",
    "Client",
    "ClientBuilder",
    "Clock",
    "Error",
    "Response",
    "Transport",
    "TransportError",
];

/// Names of capabilities that users need.
const CAPABILITY_EXPORTS: &[(&str, &str)] = &[
    ("date_time", "DateTime"),
    ("nullable", "Nullable"),
    ("open_enum", "UnknownValue"),
    ("paging", "Items"),
    ("paging", "Page"),
    ("paging", "Pages"),
    ("secret", "Secret"),
];

/// The items of the crate's root that make the runtime's names public.
pub(super) fn exports(wanted: &BTreeSet<&'static str>, has_uuids: bool) -> Vec<String> {
    let capabilities =
        CAPABILITY_EXPORTS.iter().filter(|(name, _)| wanted.contains(name));
    let names =
        CORE_EXPORTS.iter().copied().chain(capabilities.map(|(_, export)| *export));
    let names: BTreeSet<&str> = names.collect();
    let names: Vec<&str> = names.into_iter().collect();
    // Their types are in signatures.
    let mut exports: Vec<String> = ["bytes", "http", "http_body", "serde_json"]
        .map(|name| format!("pub use {name};"))
        .to_vec();
    if has_uuids {
        exports.push("pub use uuid;".to_owned());
    }
    exports.push(format!("pub use runtime::{{{}}};", names.join(", ")));
    exports.extend(gated(
        "feature = \"hyper\"",
        "{HyperTransport, HyperTransportBuilder, TokioClock}",
    ));
    if wanted.contains("date_time") {
        let libraries =
            "any(feature = \"chrono\", feature = \"jiff\", feature = \"time\")";
        exports.extend(gated(libraries, "DateTimeError"));
    }
    exports.extend(test_util(wanted));
    exports
}

/// Names for tests of those who use the SDK: a condition on features, and what is there under it.
const TEST_UTIL: &[(&str, &str, &str)] = &[
    ("verifier", "feature = \"events\"", "crate::runtime::SignedEvent"),
    ("verifier", "feature = \"events\"", "crate::event_examples::ExampleEvent"),
];

/// The module with what those tests need, where there is any.
fn test_util(wanted: &BTreeSet<&'static str>) -> Option<String> {
    let mut names = TEST_UTIL
        .iter()
        .filter(|(capability, ..)| wanted.contains(capability))
        .peekable();
    names.peek()?;
    let names: String = names
        .map(|(_, condition, path)| {
            format!(
                "#[cfg({condition})]\n#[cfg_attr(docsrs, doc(cfg({condition})))]\npub use {path};\n"
            )
        })
        .collect();
    let docs = "/// For tests of programs that use this crate.";
    let condition = "feature = \"test-util\"";
    Some(format!(
        "{docs}\n#[cfg({condition})]\n#[cfg_attr(docsrs, doc(cfg({condition})))]\npub mod test_util {{\n{names}}}"
    ))
}

/// Names of the runtime that are there under a condition.
fn gated(condition: &str, names: &str) -> [String; 3] {
    [
        format!("#[cfg({condition})]"),
        format!("#[cfg_attr(docsrs, doc(cfg({condition})))]"),
        format!("pub use runtime::{names};"),
    ]
}
