//! TLS: which server certificates are trusted.

use std::net::SocketAddr;

use tokio::io::AsyncWriteExt;
use tokio_rustls::rustls::{SupportedProtocolVersion, crypto, version};

use crate::tests::certificates::{Authority, TlsServer};
use crate::tests::server::{ok, read_request, serve};
use crate::tests::support::{LIST, Page, builder};
use crate::{Call, ClientBuilder, Error, Response};

/// A server with a certificate for one name, and the root that signed it.
async fn server(name: &str, only: Option<&'static SupportedProtocolVersion>) -> (SocketAddr, Root) {
    let authority = Authority::new();
    let settings = TlsServer {
        version: only,
        ..TlsServer::default()
    };
    let acceptor = authority.server(name, settings);
    let address = serve(move |stream| {
        let acceptor = acceptor.clone();
        async move {
            // A client that does not trust the certificate closes the connection.
            let Ok(mut stream) = acceptor.accept(stream).await else {
                return;
            };
            read_request(&mut stream).await;
            stream
                .write_all(ok("{\"results\":[]}").as_bytes())
                .await
                .unwrap();
            let _ = stream.shutdown().await;
        }
    })
    .await;
    (
        address,
        Root {
            pem: authority.pem(),
            der: authority.der(),
        },
    )
}

struct Root {
    pem: String,
    der: Vec<u8>,
}

async fn call(builder: ClientBuilder) -> Result<Response<Page>, Error> {
    Call::new(&builder.build()?, &LIST).json_response().await
}

#[tokio::test]
async fn trusts_an_added_root_certificate() {
    let (address, root) = server("127.0.0.1", None).await;
    let https = || builder().base_url(format!("https://{address}"));
    call(https().root_certificates(&root.pem)).await.unwrap();
    call(https().root_certificates(&root.der)).await.unwrap();
    // One of several certificates, in one PEM file and in several.
    let (_, other) = server("other", None).await;
    call(https().root_certificates(format!("{}\n{}", other.pem, root.pem)))
        .await
        .unwrap();
    call(
        https()
            .root_certificates(&other.der)
            .root_certificates(&root.pem),
    )
    .await
    .unwrap();
}

#[tokio::test]
async fn supports_tls_1_2_and_1_3() {
    for version in [&version::TLS12, &version::TLS13] {
        let (address, root) = server("localhost", Some(version)).await;
        let url = format!("https://localhost:{}", address.port());
        call(builder().base_url(url).root_certificates(&root.pem))
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn rejects_an_unknown_root_certificate() {
    let (address, _) = server("127.0.0.1", None).await;
    let (_, other) = server("127.0.0.1", None).await;
    let https = || builder().base_url(format!("https://{address}"));
    for untrusting in [https(), https().root_certificates(other.pem)] {
        let error = call(untrusting).await.unwrap_err();
        assert!(
            error.is_connect() && error.is_unsent() && !error.is_timeout(),
            "{error:?}"
        );
        let debug = format!("{error:?}").to_lowercase();
        assert!(
            debug.contains("invalid peer certificate") || debug.contains("root certificates"),
            "{debug}"
        );
    }
}

#[tokio::test]
async fn rejects_a_certificate_for_another_host() {
    let (address, root) = server("other.example", None).await;
    let https = builder().base_url(format!("https://{address}"));
    let error = call(https.root_certificates(root.pem)).await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    assert!(
        format!("{error:?}")
            .to_lowercase()
            .contains("not valid for name"),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_server_without_tls_is_a_connect_error() {
    let address = serve(|mut stream| async move {
        let _ = stream.write_all(ok("{}").as_bytes()).await;
    })
    .await;
    let error = call(builder().base_url(format!("https://{address}")))
        .await
        .unwrap_err();
    assert!(error.is_connect(), "{error:?}");
}

#[test]
fn installs_no_crypto_provider_for_the_process() {
    builder().build().unwrap();
    assert!(crypto::CryptoProvider::get_default().is_none());
}
