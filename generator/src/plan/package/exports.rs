//! What the crate's root makes public of the runtime.

use std::collections::BTreeSet;

use crate::plan::package::capability::Capability;

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
const CAPABILITY_EXPORTS: &[(Capability, &str)] = &[
    (Capability::DateTime, "DateTime"),
    (Capability::DateTime, "DateTimeError"),
    (Capability::Nullable, "Nullable"),
    (Capability::OpenEnum, "UnknownValue"),
    (Capability::Paging, "Items"),
    (Capability::Paging, "Page"),
    (Capability::Paging, "Pages"),
    (Capability::Secret, "Secret"),
    (Capability::Waiters, "Wait"),
];

/// The items of the crate's root that make the runtime's names public.
pub(crate) fn exports(used: &BTreeSet<Capability>, has_uuids: bool) -> Vec<String> {
    let capabilities = CAPABILITY_EXPORTS
        .iter()
        .filter(|(capability, _)| used.contains(capability));
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
    if used.contains(&Capability::Paging) {
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
    exports.push(test_util(used));
    exports
}

/// Names for tests of those who receive events.
const TEST_EVENTS: [&str; 2] = [
    "crate::runtime::SignedEvent",
    "crate::event_examples::ExampleEvent",
];

/// What is for users' own tests has a module of its own.
fn test_util(used: &BTreeSet<Capability>) -> String {
    let gate = |condition: &str| {
        format!("#[cfg({condition})]\n#[cfg_attr(docsrs, doc(cfg({condition})))]\n")
    };
    let mut names =
        "pub use crate::runtime::{MockResponse, MockTransport, SentRequest, VirtualClock};\n"
            .to_owned();
    if used.contains(&Capability::Events) {
        for path in TEST_EVENTS {
            names.push_str(&gate("feature = \"events\""));
            names.push_str(&format!("pub use {path};\n"));
        }
    }
    let docs = "/// Test doubles for code that uses this crate: a mock transport, a virtual clock";
    let end = if used.contains(&Capability::Events) {
        ", and signed events."
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
