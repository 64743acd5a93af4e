//! Which modules of the runtime a crate has: the core, and what its API needs.

use std::collections::BTreeSet;

/// Modules that every SDK has, in the order of the runtime's `lib.rs`.
const CORE: &[&str] = &[
    "answer",
    "api",
    "attempt",
    "attempts",
    "auth",
    "base_url",
    "blocking",
    "body",
    "call",
    "call_macro",
    "client",
    "client_builder",
    "clock",
    "error",
    "error_display",
    "exchange",
    "failure",
    "headers",
    "hook",
    "hyper_builder",
    "hyper_connector",
    "hyper_gunzip",
    "hyper_pools",
    "hyper_proxy",
    "hyper_settings",
    "hyper_stream",
    "hyper_tls",
    "hyper_transport",
    "key",
    "options",
    "rate_limit",
    "raw_response",
    "read",
    "redact",
    "redirect",
    "request",
    "reqwest_transport",
    "response",
    "retry",
    "retry_after",
    "retry_plan",
    "retry_rule",
    "script",
    "timed_body",
    "tokio_clock",
    "trace",
    "transport",
    "url",
    "virtual_clock",
];

/// Capabilities, each with the modules and capabilities that it needs besides its own module.
const CAPABILITIES: &[(&str, &[&str])] = &[
    ("additional", &["decode"]),
    ("bytes_response", &[]),
    ("content_type", &[]),
    (
        "date_time",
        &[
            "date_time_chrono",
            "date_time_jiff",
            "date_time_text",
            "date_time_time",
        ],
    ),
    (
        "decode",
        &["strict", "strict_access", "strict_visitors", "trail"],
    ),
    ("empty_response", &[]),
    ("env", &[]),
    ("error_model", &["decode"]),
    ("event_template", &[]),
    ("fitting_part", &["decode"]),
    ("header_params", &[]),
    ("idempotency", &[]),
    ("joined", &[]),
    ("json", &[]),
    ("json_response", &["decode"]),
    ("null", &[]),
    ("nullable", &[]),
    ("nullable_required", &["nullable", "required", "json"]),
    ("open_enum", &[]),
    ("optional_json_response", &["decode"]),
    (
        "paging",
        &[
            "blocking_pages",
            "decode",
            "items",
            "paged_macro",
            "pages",
            "query",
        ],
    ),
    ("path_params", &[]),
    ("query", &[]),
    ("query_list", &[]),
    ("raw_body", &[]),
    ("required", &["json"]),
    ("secret", &[]),
    ("text_response", &[]),
    ("union_part", &["decode"]),
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
pub(crate) fn modules(wanted: &BTreeSet<&'static str>) -> Vec<String> {
    let mut modules: BTreeSet<&str> = CORE.iter().copied().collect();
    let mut open: Vec<&str> = wanted.iter().copied().collect();
    while let Some(module) = open.pop() {
        if modules.insert(module) {
            let capability = CAPABILITIES.iter().find(|(name, _)| *name == module);
            open.extend(capability.into_iter().flat_map(|(_, needs)| *needs));
        }
    }
    modules.into_iter().map(str::to_owned).collect()
}

/// Names of the core that users need.
const CORE_EXPORTS: &[&str] = &[
    "ApiKey",
    "Attempt",
    "Body",
    "BoxError",
    "BoxFuture",
    "CallOptions",
    "Client",
    "ClientBuilder",
    "Clock",
    "Error",
    "Hook",
    "KeyProvider",
    "RateLimit",
    "Response",
    "Retry",
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
pub(crate) fn exports(wanted: &BTreeSet<&'static str>, has_uuids: bool) -> Vec<String> {
    let capabilities = CAPABILITY_EXPORTS
        .iter()
        .filter(|(name, _)| wanted.contains(name));
    let names = CORE_EXPORTS
        .iter()
        .copied()
        .chain(capabilities.map(|(_, export)| *export));
    let names: BTreeSet<&str> = names.collect();
    let names: Vec<&str> = names.into_iter().collect();
    // Their types are in signatures.
    let mut exports: Vec<String> = ["bytes", "http", "http_body", "serde_json"]
        .map(|name| format!("pub use {name};"))
        .to_vec();
    if has_uuids {
        exports.push("pub use uuid;".to_owned());
    }
    // prettyplease breaks its lines at another width than rustfmt.
    exports.push("#[rustfmt::skip]".to_owned());
    exports.push(format!("pub use runtime::{{{}}};", names.join(", ")));
    if wanted.contains("paging") {
        exports.extend(gated(
            "feature = \"blocking\"",
            "{BlockingItems, BlockingPages}",
        ));
    }
    exports.extend(gated(
        "feature = \"hyper\"",
        "{HyperTransport, HyperTransportBuilder}",
    ));
    exports.extend(gated("feature = \"reqwest\"", "ReqwestTransport"));
    // Its types are in signatures.
    exports.extend(gated_line("feature = \"reqwest\"", "pub use reqwest;"));
    let tokio = "any(feature = \"blocking\", feature = \"hyper\", feature = \"reqwest\")";
    exports.extend(gated(tokio, "TokioClock"));
    if wanted.contains("date_time") {
        let libraries = "any(feature = \"chrono\", feature = \"jiff\", feature = \"time\")";
        exports.extend(gated(libraries, "DateTimeError"));
    }
    exports.push(test_util(wanted));
    exports
}

/// Names for tests of those who receive events.
const TEST_EVENTS: [&str; 2] = [
    "crate::runtime::SignedEvent",
    "crate::event_examples::ExampleEvent",
];

/// What is for users' own tests has a module of its own.
fn test_util(wanted: &BTreeSet<&'static str>) -> String {
    let gate = |condition: &str| {
        format!("#[cfg({condition})]\n#[cfg_attr(docsrs, doc(cfg({condition})))]\n")
    };
    let mut names =
        "pub use crate::runtime::{Answer, Script, SentRequest, VirtualClock};\n".to_owned();
    if wanted.contains("verifier") {
        for path in TEST_EVENTS {
            names.push_str(&gate("feature = \"events\""));
            names.push_str(&format!("pub use {path};\n"));
        }
    }
    let docs =
        "/// Utilities for testing code that uses this crate: mock responses, a virtual clock";
    let end = if wanted.contains("verifier") {
        ", signed events."
    } else {
        "."
    };
    let condition = gate("feature = \"test-util\"");
    format!("{docs}{end}\n{condition}pub mod test_util {{\n{names}}}")
}

/// Names of the runtime that are there under a condition.
fn gated(condition: &str, names: &str) -> [String; 3] {
    gated_line(condition, &format!("pub use runtime::{names};"))
}

fn gated_line(condition: &str, line: &str) -> [String; 3] {
    [
        format!("#[cfg({condition})]"),
        format!("#[cfg_attr(docsrs, doc(cfg({condition})))]"),
        line.to_owned(),
    ]
}
