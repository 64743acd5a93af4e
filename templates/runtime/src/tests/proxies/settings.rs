//! The proxy settings: environment variables, excluded hosts, invalid URLs and secrets.

use super::*;

/// A builder that only reads these variables.
fn variables(given: &[(&'static str, String)]) -> ClientBuilder {
    let builder = client_builder(&API).api_key(ApiKey::new(KEY));
    let lookup = |name: &str| {
        let found = given.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.clone())
    };
    builder
        .base_url("http://api.invalid")
        .proxy_variables(lookup)
}

#[tokio::test]
async fn reads_the_proxy_for_each_scheme_from_variables() {
    let (address, mut requests) = proxy().await;
    let here = || format!("http://{address}");
    let nowhere = || "http://127.0.0.1:9".to_owned();
    for given in [
        vec![("HTTP_PROXY", here())],
        vec![("http_proxy", here())],
        vec![("ALL_PROXY", here())],
        vec![("all_proxy", here())],
        vec![
            ("HTTP_PROXY", here()),
            ("ALL_PROXY", nowhere()),
            ("HTTPS_PROXY", nowhere()),
        ],
        // Blank values count as not set.
        vec![("HTTP_PROXY", " ".to_owned()), ("http_proxy", here())],
        vec![
            ("HTTP_PROXY", format!(" {} ", here())),
            ("http_proxy", nowhere()),
        ],
        // Under CGI, the upper-case variable is a request header.
        vec![
            ("REQUEST_METHOD", "GET".to_owned()),
            ("HTTP_PROXY", nowhere()),
            ("http_proxy", here()),
        ],
    ] {
        list(variables(&given))
            .await
            .unwrap_or_else(|error| panic!("{given:?}: {error:?}"));
        assert!(
            requests
                .recv()
                .await
                .unwrap()
                .starts_with("GET http://api.invalid/")
        );
    }
    let (base_url, root, _inner) = https_server().await;
    for given in [
        vec![("HTTPS_PROXY", here())],
        vec![("https_proxy", here())],
        vec![("ALL_PROXY", here())],
        vec![
            ("HTTPS_PROXY", here()),
            ("ALL_PROXY", nowhere()),
            ("HTTP_PROXY", nowhere()),
        ],
    ] {
        let https = variables(&given)
            .base_url(&base_url)
            .root_certificates(&root);
        list(https)
            .await
            .unwrap_or_else(|error| panic!("{given:?}: {error:?}"));
        assert!(requests.recv().await.unwrap().starts_with("CONNECT "));
    }
}

#[tokio::test]
async fn no_proxy_lists_hosts_that_are_reached_directly() {
    let (server, mut requests) = proxy().await;
    let nowhere = || "http://127.0.0.1:9".to_owned();
    let direct = format!("http://{server}");
    for no in ["127.0.0.1", "other.example, 127.0.0.0/8", "*"] {
        let given = [("ALL_PROXY", nowhere()), ("NO_PROXY", no.to_owned())];
        list(variables(&given).base_url(&direct)).await.unwrap();
        assert!(
            requests.recv().await.unwrap().starts_with("GET /rules "),
            "{no}"
        );
    }
    let given = [
        ("ALL_PROXY", nowhere()),
        ("no_proxy", "localhost".to_owned()),
    ];
    let localhost = format!("http://localhost:{}", server.port());
    list(variables(&given).base_url(localhost)).await.unwrap();
    assert!(requests.recv().await.unwrap().starts_with("GET /rules "));
    // Other hosts still use the proxy. Without any variable there is no proxy.
    let error = list(variables(&given).base_url(&direct)).await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    list(variables(&[]).base_url(&direct)).await.unwrap();
    list(
        variables(&[("ALL_PROXY", nowhere())])
            .base_url(&direct)
            .no_proxy(),
    )
    .await
    .unwrap();
}

#[test]
fn rejects_an_invalid_proxy_url_without_showing_it() {
    for bad in [
        "ftp://user:s3cret@proxy.example",
        "socks4://proxy.example",
        "http://user:s3cret@",
        "http:// proxy.example",
        "://s3cret",
        "http://us er:s3cret@proxy.example",
        "/proxy/s3cret",
    ] {
        let problem = "a proxy is not an http, https, socks5 or socks5h URL with a host name";
        let with_variable = |name: &str| format!("{problem} ({name})");
        for (builder, problem) in [
            (builder().proxy(bad), problem.to_owned()),
            (
                variables(&[("https_proxy", bad.to_owned())]),
                with_variable("https_proxy"),
            ),
            (
                variables(&[
                    ("ALL_PROXY", bad.to_owned()),
                    ("https_proxy", "http://proxy.example".to_owned()),
                ]),
                with_variable("ALL_PROXY"),
            ),
        ] {
            let error = builder.build().unwrap_err();
            assert_eq!(error.problems(), [problem], "{bad}");
            assert!(!format!("{error:?}").contains("s3cret"));
        }
    }
}

#[test]
fn debug_output_does_not_contain_the_password() {
    let url = "http://user:s3cret@proxy.example:3128";
    let settings = crate::HyperTransport::builder().proxy(url);
    let client: Client = builder().proxy(url).build().unwrap();
    let transport = settings.clone().build().unwrap();
    let debug = format!(
        "{settings:?} {transport:?} {client:?} {:?}",
        builder().proxy(url)
    );
    assert!(
        !debug.contains("s3cret") && !debug.contains("user:"),
        "{debug}"
    );
}
