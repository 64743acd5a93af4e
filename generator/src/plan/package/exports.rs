//! The names of the runtime that the crate's root exports.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::names::ident;
use crate::plan::package::capability::Capability;
use crate::plan::scalars::Dependency;
use crate::sdk::Tokens;

/// The names that every crate exports.
const CORE_EXPORTS: &[&str] = &[
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
    "RateLimit",
    "Response",
    "Retry",
    "Transport",
    "TransportError",
];

/// The names that a crate with a capability exports.
const CAPABILITY_EXPORTS: &[(Capability, &str)] = &[
    (Capability::Credentials, "ApiKey"),
    (Capability::Credentials, "KeyProvider"),
    (Capability::DateTime, "DateTime"),
    (Capability::DateTime, "DateTimeError"),
    (Capability::Nullable, "Nullable"),
    (Capability::OAuth, "DevicePrompt"),
    (Capability::OAuth, "OAuthGrant"),
    (Capability::OpenEnum, "UnknownValue"),
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

/// The crates that are exported because their types are in signatures.
const CRATES: &[&str] = &["bytes", "http", "http_body", "serde_json"];

/// The items of the crate's root that export names of the runtime and of dependencies.
pub(crate) fn exports(
    used: &BTreeSet<Capability>,
    dependencies: impl Iterator<Item = Dependency>,
    has_operations: bool,
) -> Vec<Tokens> {
    let crates = CRATES.iter().copied();
    let crates = crates.chain(dependencies.map(|dependency| dependency.name));
    let mut exports: Vec<TokenStream> = crates
        .map(|name| {
            let name = ident(name);
            quote!(pub use #name;)
        })
        .collect();
    let names = names(used);
    // Only the modules are skipped by rustfmt, which breaks these lines at another width.
    exports.push(quote!(#[rustfmt::skip] pub use runtime::{#(#names),*};));
    let blocking = quote!(feature = "blocking");
    if used.contains(&Capability::Paging) {
        let item = quote!(
            pub use runtime::{BlockingItems, BlockingPages};
        );
        exports.push(gated(&blocking, &item));
    }
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
    exports.push(test_util(
        used.contains(&Capability::Events),
        has_operations,
    ));
    exports.into_iter().map(Tokens::from).collect()
}

/// The names of the runtime that are exported without a condition, in alphabetical order.
fn names(used: &BTreeSet<Capability>) -> Vec<proc_macro2::Ident> {
    let capabilities = CAPABILITY_EXPORTS
        .iter()
        .filter(|(capability, _)| used.contains(capability));
    let names = CORE_EXPORTS
        .iter()
        .copied()
        .chain(capabilities.map(|(_, export)| *export));
    let names: BTreeSet<&str> = names.collect();
    names.into_iter().map(ident).collect()
}

/// The module with test doubles.
fn test_util(has_events: bool, has_operations: bool) -> TokenStream {
    let mut docs =
        " Test doubles for code that uses this crate: a mock transport with example responses, a virtual clock, minimal models".to_owned();
    let mut items = quote! {
        #[rustfmt::skip]
        pub use crate::runtime::{Fixture, MockResponse, MockTransport, SentRequest, VirtualClock};
    };
    if has_operations {
        items.extend(quote!(
            pub use crate::example_responses::ExampleResponse;
        ));
    }
    if has_events {
        docs.push_str(", and signed events");
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
    docs.push('.');
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
