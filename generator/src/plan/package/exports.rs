//! The names of the runtime that the crate's root exports.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::names::ident;
use crate::plan::package::capability::Capability;
use crate::sdk::Tokens;

/// The names that a crate with a capability exports.
const CAPABILITY_EXPORTS: &[(Capability, &str)] = &[
    (Capability::Credentials, "ApiKey"),
    (Capability::Credentials, "KeyProvider"),
    (Capability::DateTime, "DateTime"),
    (Capability::DateTime, "DateTimeError"),
    (Capability::Events, "BoxError"),
    (Capability::Events, "BoxFuture"),
    (Capability::EventStreams, "EventStream"),
    (Capability::EventStreams, "ServerEvent"),
    (Capability::EventBodies, "BodyValues"),
    (Capability::EventBodies, "OutgoingEvent"),
    (Capability::JsonSequenceBody, "BodyValues"),
    (Capability::JsonStreams, "JsonStream"),
    (Capability::MediaBody, "MediaBody"),
    (Capability::Multipart, "Multipart"),
    (Capability::Multipart, "Part"),
    (Capability::ExactNumber, "ExactNumber"),
    (Capability::ExactNumber, "ExactNumberError"),
    (Capability::Nullable, "Nullable"),
    (Capability::OAuth, "DevicePrompt"),
    (Capability::OAuth, "OAuthGrant"),
    (Capability::OpenEnum, "UnknownValue"),
    (Capability::OpenValueEnum, "UnknownJson"),
    (Capability::Operations, "Attempt"),
    (Capability::Operations, "Body"),
    (Capability::Operations, "BoxError"),
    (Capability::Operations, "BoxFuture"),
    (Capability::Operations, "CallOptions"),
    (Capability::Operations, "Client"),
    (Capability::Operations, "ClientBuilder"),
    (Capability::Operations, "Clock"),
    (Capability::Operations, "Error"),
    (Capability::Operations, "Hook"),
    (Capability::Operations, "RateLimit"),
    (Capability::Operations, "Response"),
    (Capability::Operations, "Retry"),
    (Capability::Operations, "Transport"),
    (Capability::Operations, "TransportError"),
    (Capability::Paging, "Items"),
    (Capability::Paging, "NextPage"),
    (Capability::Paging, "Page"),
    (Capability::Paging, "PageProperties"),
    (Capability::Paging, "Pages"),
    (Capability::Paging, "Position"),
    (Capability::Secret, "Secret"),
    (Capability::Servers, "ServerUrl"),
    (Capability::Waiters, "Wait"),
];

/// The crates that are exported because their types are in signatures, and the capabilities of
/// which any one has such signatures.
const CRATES: &[(&str, &[Capability])] = &[
    ("bytes", &[Capability::Events, Capability::Operations]),
    ("http", &[Capability::Events, Capability::Operations]),
    ("http_body", &[Capability::Operations]),
];

/// The items of the crate's root that export names of the runtime and of dependencies.
pub(crate) fn exports(used: &BTreeSet<Capability>, has_example_responses: bool) -> Vec<Tokens> {
    let crates = CRATES
        .iter()
        .filter(|(_, users)| users.iter().any(|user| used.contains(user)))
        .map(|(name, _)| *name)
        .chain(["serde_json"])
        .chain(used.contains(&Capability::Uuids).then_some("uuid"));
    let mut exports: Vec<TokenStream> = crates
        .map(|name| {
            let name = ident(name);
            quote!(pub use #name;)
        })
        .collect();
    let names = names(used);
    if !names.is_empty() {
        // Only the modules are skipped by rustfmt, which breaks these lines at another width.
        exports.push(quote!(#[rustfmt::skip] pub use runtime::{#(#names),*};));
    }
    if used.contains(&Capability::Operations) {
        exports.extend(transports(used));
    }
    exports.push(test_util(used, has_example_responses));
    exports.into_iter().map(Tokens::from).collect()
}

/// The exports that depend on features of the HTTP client.
fn transports(used: &BTreeSet<Capability>) -> Vec<TokenStream> {
    let mut exports = Vec::new();
    let blocking = quote!(feature = "blocking");
    if used.contains(&Capability::Paging) {
        let item = quote!(
            pub use runtime::{BlockingItems, BlockingPages};
        );
        exports.push(gated(&blocking, &item));
    }
    if used.contains(&Capability::EventStreams) || used.contains(&Capability::JsonStreams) {
        let item = quote!(
            pub use runtime::BlockingStream;
        );
        exports.push(gated(&blocking, &item));
    }
    let item = quote!(
        pub use runtime::BodyReader;
    );
    exports.push(gated(&blocking, &item));
    let (hyper, reqwest) = (quote!(feature = "hyper"), quote!(feature = "reqwest"));
    let item = quote!(
        pub use runtime::{HyperTransport, HyperTransportBuilder};
    );
    exports.push(gated(&hyper, &item));
    exports.push(gated(
        &reqwest,
        &quote!(
            pub use runtime::ReqwestTransport;
        ),
    ));
    exports.push(gated(
        &reqwest,
        &quote!(
            pub use reqwest;
        ),
    ));
    let tokio = quote!(any(#blocking, #hyper, #reqwest));
    exports.push(gated(
        &tokio,
        &quote!(
            pub use runtime::TokioClock;
        ),
    ));
    exports
}

/// The names of the runtime that are exported without a condition, in alphabetical order.
fn names(used: &BTreeSet<Capability>) -> Vec<proc_macro2::Ident> {
    let capabilities = CAPABILITY_EXPORTS
        .iter()
        .filter(|(capability, _)| used.contains(capability));
    let names: BTreeSet<&str> = capabilities.map(|(_, export)| *export).collect();
    names.into_iter().map(ident).collect()
}

/// The module with test doubles.
fn test_util(used: &BTreeSet<Capability>, has_example_responses: bool) -> TokenStream {
    let mut parts = Vec::new();
    let mut names = vec!["Fixture"];
    if used.contains(&Capability::Operations) {
        parts.extend(["a mock transport with example responses", "a virtual clock"]);
        names.extend([
            "MockResponse",
            "MockTransport",
            "SentRequest",
            "VirtualClock",
        ]);
    }
    parts.push("minimal models");
    let names = names.into_iter().map(ident);
    let mut items = quote! {
        #[rustfmt::skip]
        pub use crate::runtime::{#(#names),*};
    };
    if has_example_responses {
        items.extend(quote!(
            pub use crate::example_responses::ExampleResponse;
        ));
    }
    if used.contains(&Capability::Events) {
        parts.push("and signed events");
        let events = quote!(feature = "events");
        items.extend(gated(
            &events,
            &quote!(
                pub use crate::runtime::SignedEvent;
            ),
        ));
        items.extend(gated(
            &events,
            &quote!(
                pub use crate::event_examples::ExampleEvent;
            ),
        ));
    }
    let parts = parts.join(", ");
    let docs = format!(" Test doubles for code that uses this crate: {parts}.");
    let module = quote!(pub mod test_util { #items });
    let module = gated(&quote!(feature = "test-util"), &module);
    quote!(#[doc = #docs] #module)
}

/// An item that exists under a condition, with a badge in its docs.
fn gated(condition: &TokenStream, item: &TokenStream) -> TokenStream {
    quote! {
        #[cfg(#condition)]
        #[cfg_attr(docsrs, doc(cfg(#condition)))]
        #item
    }
}
