//! TLS against a local server: an added root certificate is trusted, an unknown one is not.

#![cfg(test)]
#![cfg(feature = "hyper")]

mod support;

use std::net::SocketAddr;
use std::sync::Arc;

use codat_platform::ClientBuilder;
use codat_platform::models::WebhookConsumerPrototype;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio::io::AsyncWriteExt;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::{ServerConfig, crypto};

use crate::support::{BASIC, builder, read_request, serve};

type Issuer = CertifiedIssuer<'static, KeyPair>;

/// Server settings with a certificate for loopback, and the authority that signed it.
fn certified() -> (ServerConfig, Issuer) {
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let issuer = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let names = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
    let leaf = names.signed_by(&key, &issuer).unwrap();
    let provider = Arc::new(crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![leaf.der().clone()],
            PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        )
        .unwrap();
    (config, issuer)
}

/// A server with one response. Returns its address, its certificate authority and the requests.
async fn server() -> (SocketAddr, Issuer, UnboundedReceiver<String>) {
    let (config, issuer) = certified();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let (sender, receiver) = unbounded_channel();
    let address = serve(move |stream| {
        let (acceptor, sender) = (acceptor.clone(), sender.clone());
        async move {
            // A client that does not trust the certificate closes the connection.
            let Ok(mut stream) = acceptor.accept(stream).await else { return };
            sender.send(read_request(&mut stream).await).unwrap();
            let body = r#"{"id":"5d1c7f0e-3b0a-4c52-9a36-0c1f4b7e2d91"}"#;
            let length = body.len();
            let response = format!(
                "HTTP/1.1 201 Created\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
            );
            stream.write_all(response.as_bytes()).await.unwrap();
            let _ = stream.shutdown().await;
        }
    })
    .await;
    (address, issuer, receiver)
}

/// A server with one response that supports HTTP/2. Returns its address, its certificate authority
/// and the HTTP version of each request.
#[cfg(feature = "http2")]
async fn http2_server() -> (SocketAddr, Issuer, UnboundedReceiver<http::Version>) {
    let (mut config, issuer) = certified();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let (sender, receiver) = unbounded_channel();
    let address = serve(move |stream| {
        let (acceptor, sender) = (acceptor.clone(), sender.clone());
        async move {
            let stream = acceptor.accept(stream).await.unwrap();
            let mut connection = h2::server::handshake(stream).await.unwrap();
            while let Some(Ok((request, mut respond))) = connection.accept().await {
                sender.send(request.version()).unwrap();
                let mut response = http::Response::new(());
                *response.status_mut() = http::StatusCode::CREATED;
                let mut body = respond.send_response(response, false).unwrap();
                let id = br#"{"id":"5d1c7f0e-3b0a-4c52-9a36-0c1f4b7e2d91"}"#;
                body.send_data(bytes::Bytes::from_static(id), true).unwrap();
            }
        }
    })
    .await;
    (address, issuer, receiver)
}

#[cfg(feature = "http2")]
#[tokio::test]
async fn uses_http2_if_the_server_offers_it() {
    let (address, issuer, mut versions) = http2_server().await;
    let https = builder(format!("https://{address}")).root_certificates(issuer.pem());
    let client = https.build().unwrap();
    for _ in 0..3 {
        let consumer = WebhookConsumerPrototype::new().url("https://hooks.example.com");
        let created = client.webhooks().create_consumer(consumer).await.unwrap();
        assert_eq!(
            created.id.to_string(),
            "5d1c7f0e-3b0a-4c52-9a36-0c1f4b7e2d91"
        );
        assert_eq!(versions.recv().await, Some(http::Version::HTTP_2));
    }
}

/// Calls `create_consumer` with a client of these settings.
async fn create(
    builder: ClientBuilder,
) -> Result<codat_platform::models::WebhookConsumer, codat_platform::Error> {
    let consumer = WebhookConsumerPrototype::new().url("https://hooks.example.com");
    builder.build()?.webhooks().create_consumer(consumer).await
}

#[tokio::test]
async fn trusts_an_added_root_certificate() {
    let (address, issuer, mut requests) = server().await;
    let https = || builder(format!("https://{address}"));
    for with_root in [
        https().root_certificates(issuer.pem()),
        https().root_certificates(issuer.der()),
    ] {
        let created = create(with_root).await.unwrap();
        assert_eq!(
            created.id.to_string(),
            "5d1c7f0e-3b0a-4c52-9a36-0c1f4b7e2d91"
        );
        let request = requests.recv().await.unwrap();
        assert!(
            request.starts_with("POST /webhooks HTTP/1.1\r\n"),
            "{request}"
        );
        assert!(
            request.contains(&format!("authorization: {BASIC}\r\n")),
            "{request}"
        );
        assert!(request.ends_with("\r\n\r\n{\"url\":\"https://hooks.example.com\"}"));
    }
}

#[tokio::test]
async fn rejects_an_unknown_root_certificate_before_sending_the_key() {
    let (address, _, mut requests) = server().await;
    let (_, other) = certified();
    let https = || builder(format!("https://{address}"));
    for untrusting in [https(), https().root_certificates(other.pem())] {
        let error = create(untrusting).await.unwrap_err();
        assert!(error.is_connect() && error.is_unsent(), "{error:?}");
        assert!(!error.is_timeout() && error.status().is_none());
        assert_eq!(error.operation(), Some("create-webhook-consumer"));
        let cause = format!("{error:?}").to_lowercase();
        assert!(cause.contains("certificate"), "{cause}");
    }
    assert!(
        requests.try_recv().is_err(),
        "nothing may be sent to who is not trusted"
    );
}
