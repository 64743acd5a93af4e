//! Validation of client settings.

use crate::tests::custom_transport::offline;
use crate::tests::support::{API, OPEN_API, PLAIN_API, builder};
use crate::{ApiKey, Client, ClientBuilder, Error, client_builder};

/// A builder with all required settings, with or without the default transport.
fn complete() -> ClientBuilder {
    offline(builder())
}

fn problem(builder: ClientBuilder) -> String {
    let error = builder.build().unwrap_err();
    assert!(error.is_configuration(), "{error}");
    assert!(error.is_unsent());
    assert!(!error.is_invalid_request());
    assert_eq!(error.problems().len(), 1, "{error}");
    error.problems()[0].clone()
}

#[test]
fn a_builder_with_all_required_settings_builds() {
    complete().build().unwrap();
    offline(client_builder(&PLAIN_API))
        .plain_key(ApiKey::new("plain"))
        .build()
        .unwrap();
    offline(client_builder(&OPEN_API)).build().unwrap();
}

#[test]
fn validates_api_keys() {
    assert_eq!(
        problem(offline(client_builder(&API))),
        "there is no API key"
    );
    for empty in ["", " ", "\n"] {
        assert_eq!(
            problem(complete().api_key(ApiKey::new(empty))),
            "the API key is empty"
        );
        assert_eq!(
            problem(complete().api_key(ApiKey::from_header(empty))),
            "the API key is empty"
        );
    }
    for broken in ["key\n", "key\r\nx-evil: 1", "a\0b", "a\u{85}b", "tab\there"] {
        assert!(
            problem(complete().api_key(ApiKey::new(broken))).contains("control character"),
            "{broken:?}"
        );
        assert!(
            problem(complete().api_key(ApiKey::from_header(broken))).contains("control character")
        );
    }
    for copied in ["Basic a2V5", "basic a2V5"] {
        assert!(
            problem(complete().api_key(ApiKey::new(copied))).contains("`ApiKey::from_header`"),
            "{copied:?}"
        );
        complete()
            .api_key(ApiKey::from_header(copied))
            .build()
            .unwrap();
    }
    for spaced in [" key", "key "] {
        assert!(problem(complete().api_key(ApiKey::new(spaced))).contains("whitespace"));
        assert!(problem(complete().api_key(ApiKey::from_header(spaced))).contains("whitespace"));
    }
    assert!(
        problem(complete().api_key(ApiKey::from_header("Basic schlüssel")))
            .contains("not allowed in a header")
    );
    let plain = offline(client_builder(&PLAIN_API)).plain_key(ApiKey::new("schlüssel"));
    assert!(problem(plain).contains("not allowed in a header"));
    // Base64 can encode any string.
    complete()
        .api_key(ApiKey::new("schlüssel"))
        .build()
        .unwrap();
}

#[test]
fn validates_base_urls() {
    for good in [
        "https://api.example.com",
        "https://api.example.com/",
        "HTTPS://api.example.com:8443/v1//",
        "http://127.0.0.1:1/prefix",
        "http://[::1]:8080",
    ] {
        complete()
            .base_url(good)
            .build()
            .unwrap_or_else(|error| panic!("{good}: {error}"));
    }
    for (bad, why) in [
        ("", "is not a URL"),
        ("api.example.com", "not absolute"),
        ("/v1", "not absolute"),
        ("//api.example.com", "not"),
        ("ftp://api.example.com", "neither https nor http"),
        ("file:///etc/passwd", "not"),
        ("https://", "is not a URL"),
        ("https://:8080", "host and port"),
        ("https://api.example.com:", "host and port"),
        ("https://api.example.com:99999", ""),
        (
            "https://user:secret@api.example.com",
            "a user or a password",
        ),
        ("https://user@api.example.com", "a user or a password"),
        ("https://api.example.com?a=b", "a query or a fragment"),
        ("https://api.example.com/#top", "a query or a fragment"),
        ("https://api.example.com/a b", "a space"),
        (" https://api.example.com", "a space"),
        ("https://api.example.com\r\n", "a space"),
        ("https://api.exämple.com", "a space or another character"),
    ] {
        let message = problem(complete().base_url(bad));
        assert!(
            message.contains(why) && message.starts_with("the base URL "),
            "{bad}: {message}"
        );
        assert!(!message.contains("secret"));
    }
}

#[test]
fn validates_headers() {
    for (name, value) in [
        ("", "value"),
        ("na me", "value"),
        ("näme", "value"),
        ("name:", "value"),
        ("x-name", "line\r\nbreak"),
        ("x-name", "wört"),
        ("x-name", "nul\0"),
        ("content-length", "5"),
        ("Transfer-Encoding", "chunked"),
        ("content-type", "text/plain"),
        ("Authorization", "Basic other"),
    ] {
        let message = problem(complete().header(name, value));
        assert!(
            !message.contains("line") && !message.contains("wört") && !message.contains("other"),
            "{message}"
        );
    }
    assert!(problem(complete().user_agent("agent\n")).contains("user agent"));
}

#[test]
fn reports_all_problems_at_once() {
    let error: Error = complete()
        .api_key(ApiKey::new(""))
        .base_url("nowhere")
        .header("a b", "c")
        .user_agent("ü")
        .build()
        .unwrap_err();
    assert_eq!(error.problems().len(), 4, "{error}");
    let line = error.to_string();
    assert!(
        line.starts_with("the client could not be built: the base URL "),
        "{line}"
    );
    assert!(line.contains("; the API key is empty"), "{line}");
    assert_eq!(
        (error.status(), error.operation(), error.body()),
        (None, None, None)
    );
}

#[test]
fn debug_of_a_client_shows_the_base_url() {
    let client: Client = complete()
        .base_url("https://api.example.com/v1/")
        .build()
        .unwrap();
    let debug = format!("{client:?}");
    assert!(debug.contains("https://api.example.com/v1,"), "{debug}");
}

#[cfg(feature = "hyper")]
#[test]
fn validates_root_certificates() {
    for bad in [
        "not a certificate",
        "-----BEGIN CERTIFICATE-----\nnonsense",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN NOTHING-----\nAAAA\n-----END NOTHING-----\n",
    ] {
        assert_eq!(
            problem(builder().root_certificates(bad)),
            "a root certificate cannot be read",
            "{bad}"
        );
    }
}

#[cfg(not(any(feature = "blocking", feature = "hyper", feature = "reqwest")))]
#[test]
fn without_hyper_a_transport_and_a_clock_are_required() {
    let error = builder().build().unwrap_err();
    assert_eq!(
        error.problems(),
        [
            "no transport: set one, or enable the feature `hyper`",
            "no clock: set one, or enable the feature `hyper`"
        ]
    );
}

#[cfg(all(not(feature = "hyper"), any(feature = "blocking", feature = "reqwest")))]
#[test]
fn without_hyper_a_transport_is_required_and_the_clock_is_tokios() {
    let error = builder().build().unwrap_err();
    assert_eq!(
        error.problems(),
        ["no transport: set one, or enable the feature `hyper`"]
    );
    builder()
        .transport(crate::tests::custom_transport::ThreadTransport)
        .build()
        .unwrap();
}
