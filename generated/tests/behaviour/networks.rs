//! What is between a client and a server: gzip, proxies.

use std::io::Write;

use codat_platform::{ApiKey, Client, ClientBuilder, Error, Retry};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::server::{Server, Step, answer};
use crate::support::builder;

const PROFILE: &str = r#"{"name":"Toft Ltd"}"#;

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

/// An answer in gzip.
fn packed(body: &[u8]) -> Step {
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
async fn an_answer_in_gzip_is_decoded() {
    // In two members, which are one body.
    let (first, rest) = PROFILE.split_at(7);
    let body = [gzip(first.as_bytes()), gzip(rest.as_bytes())].concat();
    let server = Server::new([packed(&body)]).await;
    let read = bytes(builder(server.url())).await.unwrap();
    assert_eq!(read, PROFILE.as_bytes());
    let request = server.requests().remove(0);
    assert!(request.contains("accept-encoding: gzip\r\n"), "{request}");
}

#[tokio::test]
async fn gzip_that_is_cut_or_broken_is_a_body_that_is_cut() {
    let whole = gzip(PROFILE.as_bytes());
    let mut broken = whole.clone();
    broken[12] ^= 0xff;
    for body in [
        whole[..whole.len() - 4].to_vec(),
        whole[..6].to_vec(),
        broken,
    ] {
        let server = Server::new([packed(&body)]).await;
        let error = bytes(builder(server.url())).await.unwrap_err();
        assert!(error.is_interrupted() && !error.is_decode(), "{error:?}");
        assert_eq!(error.status().unwrap(), 200);
    }
}

#[tokio::test]
async fn gzip_that_is_cut_is_asked_for_again() {
    let whole = gzip(PROFILE.as_bytes());
    let server = Server::new([packed(&whole[..10]), packed(&whole)]).await;
    let patient = builder(server.url()).retry(Retry::new());
    assert_eq!(bytes(patient).await.unwrap(), PROFILE.as_bytes());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn gzip_that_unpacks_to_more_than_the_bound_is_cut_off_there() {
    // A gigabyte, in a megabyte.
    let body = gzip(&vec![0; 1 << 20]).repeat(1024);
    let server = Server::new([packed(&body)]).await;
    let error = bytes(builder(server.url()).max_body_size(5000))
        .await
        .unwrap_err();
    assert!(error.is_body_too_large(), "{error:?}");
    assert_eq!(error.body().unwrap().len(), 5000);
}

/// A client of a host that only a proxy can know.
fn elsewhere() -> ClientBuilder {
    Client::builder()
        .api_key(ApiKey::new("a-key"))
        .base_url("http://codat.invalid")
        .retry(Retry::none())
}

#[tokio::test]
async fn a_proxy_gets_the_whole_url_and_its_own_password() {
    let proxy = Server::new([answer(200, "", PROFILE)]).await;
    let url = format!("http://me:s3cret@{}", proxy.address);
    assert_eq!(
        bytes(elsewhere().proxy(url)).await.unwrap(),
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
async fn a_proxy_that_refuses_a_tunnel_is_no_connection_and_its_password_does_not_show() {
    let proxy = Server::new([answer(407, "", "")]).await;
    let url = format!("http://me:s3cret@{}", proxy.address);
    let https = elsewhere().base_url("https://codat.invalid").proxy(url);
    let debug = format!("{https:?}");
    // Some root, for machines that have none: without any, a connection is not even tried.
    let names = ["codat.invalid".to_owned()];
    let root = rcgen::generate_simple_self_signed(names)
        .unwrap()
        .cert
        .pem();
    let error = bytes(https.root_certificates(root)).await.unwrap_err();
    assert!(error.is_connect() && error.is_unsent(), "{error:?}");
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
async fn variables_name_proxies_and_what_is_reached_without() {
    let proxy = Server::new([answer(200, "", PROFILE)]).await;
    let server = Server::new([answer(200, "", PROFILE)]).await;
    let variables = |name: &str| match name {
        "http_proxy" => Some(format!("http://{}", proxy.address)),
        "NO_PROXY" => Some("example.com,127.0.0.0/8".to_owned()),
        _ => None,
    };
    bytes(elsewhere().proxy_variables(variables)).await.unwrap();
    let near = elsewhere().base_url(server.url());
    bytes(near.proxy_variables(variables)).await.unwrap();
    assert_eq!((proxy.requests().len(), server.requests().len()), (1, 1));
    // No proxy at all: the host is not found.
    let error = bytes(elsewhere().proxy_variables(variables).no_proxy()).await;
    assert!(error.unwrap_err().is_connect());
}
