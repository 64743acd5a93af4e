//! gzip and proxies.

use std::future::IntoFuture;
use std::io::Write;
use std::sync::Arc;

use codat_platform::{ApiKey, Client, ClientBuilder, Error, Retry};
use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::io::AsyncWriteExt;
use tokio_rustls::rustls;

use crate::server::{Server, Step, respond};
use crate::support::builder;

const PROFILE: &str = r#"{"name":"Toft Ltd"}"#;

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

/// A gzip response.
fn gzip_response(body: &[u8]) -> Step {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    Step::Send([head.as_bytes(), body].concat())
}

async fn bytes(builder: ClientBuilder) -> Result<Vec<u8>, Error> {
    let call = builder.build()?.settings().get_profile();
    Ok(call.send_raw().await?.into_body().to_vec())
}

#[tokio::test]
async fn decodes_gzip() {
    // Two gzip members form one body.
    let (first, rest) = PROFILE.split_at(7);
    let body = [gzip(first.as_bytes()), gzip(rest.as_bytes())].concat();
    let server = Server::new([gzip_response(&body)]).await;
    let read = bytes(builder(server.url())).await.unwrap();
    assert_eq!(read, PROFILE.as_bytes());
    let request = server.requests().remove(0);
    assert!(request.contains("accept-encoding: gzip\r\n"), "{request}");
}

#[tokio::test]
async fn truncated_or_corrupt_gzip_is_a_truncated_body() {
    let whole = gzip(PROFILE.as_bytes());
    let mut broken = whole.clone();
    broken[12] ^= 0xff;
    for body in [
        whole[..whole.len() - 4].to_vec(),
        whole[..6].to_vec(),
        broken,
    ] {
        let server = Server::new([gzip_response(&body)]).await;
        let error = bytes(builder(server.url())).await.unwrap_err();
        assert!(error.is_interrupted() && !error.is_decode(), "{error:?}");
        assert_eq!(error.status().unwrap(), 200);
    }
}

#[tokio::test]
async fn retries_truncated_gzip() {
    let whole = gzip(PROFILE.as_bytes());
    let server = Server::new([gzip_response(&whole[..10]), gzip_response(&whole)]).await;
    let patient = builder(server.url()).retry(Retry::new());
    assert_eq!(bytes(patient).await.unwrap(), PROFILE.as_bytes());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn limits_decompressed_gzip() {
    // A gigabyte compressed to a megabyte.
    let body = gzip(&vec![0; 1 << 20]).repeat(1024);
    let server = Server::new([gzip_response(&body)]).await;
    let error = bytes(builder(server.url()).max_body_size(5000))
        .await
        .unwrap_err();
    assert!(error.is_body_too_large(), "{error:?}");
    assert_eq!(error.body().unwrap().len(), 5000);
}

/// A client of a host that only a proxy can resolve.
fn proxied_client() -> ClientBuilder {
    Client::builder()
        .api_key(ApiKey::new("a-key"))
        .base_url("http://codat.invalid")
        .retry(Retry::none())
}

#[tokio::test]
async fn sends_the_absolute_url_and_credentials_to_a_proxy() {
    let proxy = Server::new([respond(200, "", PROFILE)]).await;
    let url = format!("http://me:s3cret@{}", proxy.address);
    assert_eq!(
        bytes(proxied_client().proxy(url)).await.unwrap(),
        PROFILE.as_bytes()
    );
    let request = proxy.requests().remove(0);
    assert!(request.starts_with("GET http://codat.invalid/profile HTTP/1.1\r\n"));
    // `me:s3cret` in Base64.
    assert!(
        request.contains("proxy-authorization: Basic bWU6czNjcmV0\r\n"),
        "{request}"
    );
}

#[tokio::test]
async fn a_rejected_tunnel_is_a_connect_error_without_the_password() {
    let proxy = Server::new([respond(407, "", "")]).await;
    let url = format!("http://me:s3cret@{}", proxy.address);
    let https = proxied_client()
        .base_url("https://codat.invalid")
        .proxy(url);
    let debug = format!("{https:?}");
    // A root certificate for machines without any: without one, the call would fail before
    // connecting.
    let names = ["codat.invalid".to_owned()];
    let root = rcgen::generate_simple_self_signed(names)
        .unwrap()
        .cert
        .pem();
    let error = bytes(https.root_certificates(root)).await.unwrap_err();
    assert!(error.is_connect() && error.is_unsent(), "{error:?}");
    assert_eq!((error.attempts(), error.is_retryable()), (1, false));
    assert!(
        proxy
            .requests()
            .remove(0)
            .starts_with("CONNECT codat.invalid:443 ")
    );
    let text = format!("{debug} {error} {error:?}");
    assert!(!text.contains("s3cret") && !text.contains("bWU6"), "{text}");
}

#[tokio::test]
async fn variables_configure_proxies_and_exceptions() {
    let proxy = Server::new([respond(200, "", PROFILE)]).await;
    let server = Server::new([respond(200, "", PROFILE)]).await;
    let variables = |name: &str| match name {
        "http_proxy" => Some(format!("http://{}", proxy.address)),
        "NO_PROXY" => Some("example.com,127.0.0.0/8".to_owned()),
        _ => None,
    };
    bytes(proxied_client().proxy_variables(variables))
        .await
        .unwrap();
    let near = proxied_client().base_url(server.url());
    bytes(near.proxy_variables(variables)).await.unwrap();
    assert_eq!((proxy.requests().len(), server.requests().len()), (1, 1));
    // Without a proxy, the host name cannot be resolved.
    let error = bytes(proxied_client().proxy_variables(variables).no_proxy()).await;
    assert!(error.unwrap_err().is_connect());
}

#[tokio::test]
async fn a_certificate_failure_is_not_retried() {
    let names = ["127.0.0.1".to_owned()];
    let certified = rcgen::generate_simple_self_signed(names).unwrap();
    let key = rustls::pki_types::PrivateKeyDer::try_from(certified.signing_key.serialize_der());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let settings = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certified.cert.der().clone()], key.unwrap())
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(settings));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _ = acceptor.accept(stream).await;
        }
    });
    // Without any root certificate, the error would be another one.
    let other = rcgen::generate_simple_self_signed(["other".to_owned()]).unwrap();
    let client = crate::api::builder()
        .base_url(format!("https://{address}"))
        .no_proxy()
        .root_certificates(other.cert.pem());
    let error = bytes(client).await.unwrap_err();
    assert!(error.is_connect() && error.is_unsent(), "{error:?}");
    assert_eq!((error.attempts(), error.is_retryable()), (1, false));
    let line = error.to_string();
    let text = "the connection could not be established: invalid peer certificate: ";
    assert!(line.contains(text), "{line}");
}

#[tokio::test]
async fn a_server_without_tls_is_not_retried() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        }
    });
    let client = crate::api::builder()
        .base_url(format!("https://{address}"))
        .no_proxy();
    let error = bytes(client).await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    assert_eq!((error.attempts(), error.is_retryable()), (1, false));
}

#[test]
fn a_runtime_without_a_timer_is_an_error() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()
        .unwrap();
    let client = crate::api::builder().no_proxy().build().unwrap();
    let call = client.settings().get_profile().send_raw();
    let error = runtime.block_on(call.into_future()).unwrap_err();
    assert_eq!((error.attempts(), error.is_retryable()), (1, false));
    assert!(error.to_string().contains("time enabled"), "{error}");
}
