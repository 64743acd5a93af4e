//! Servers that require a client certificate.

use tokio::io::AsyncWriteExt;
use tokio::sync::mpsc;

use crate::tests::certificates::{Authority, TlsServer};
use crate::tests::server::{ok, read_request, serve};
use crate::tests::support::{LIST, Page, builder};
use crate::{Call, ClientBuilder, Error, HyperTransport, Response};

/// A server that accepts certificates of the authority. Returns its client builder, and the length
/// of the certificate chain of each client.
async fn server(authority: &Authority) -> (ClientBuilder, mpsc::UnboundedReceiver<usize>) {
    let settings = TlsServer {
        clients: Some(authority),
        ..TlsServer::default()
    };
    let acceptor = authority.server("127.0.0.1", settings);
    let (sender, chain_lengths) = mpsc::unbounded_channel();
    let address = serve(move |stream| {
        let (acceptor, sender) = (acceptor.clone(), sender.clone());
        async move {
            let Ok(mut stream) = acceptor.accept(stream).await else {
                return;
            };
            let chain = stream
                .get_ref()
                .1
                .peer_certificates()
                .unwrap_or_default()
                .len();
            sender.send(chain).unwrap();
            read_request(&mut stream).await;
            let _ = stream.write_all(ok("{\"results\":[]}").as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    })
    .await;
    let builder = builder().base_url(format!("https://{address}"));
    (builder.root_certificates(authority.pem()), chain_lengths)
}

async fn call(builder: ClientBuilder) -> Result<Response<Page>, Error> {
    Call::new(&builder.build()?, &LIST).json_response().await
}

#[tokio::test]
async fn sends_the_client_certificate() {
    let authority = Authority::new();
    let (builder, mut chain_lengths) = server(&authority).await;
    let pair = authority.sign("client.example");
    call(builder.client_certificate(pair.certificate(), pair.key()))
        .await
        .unwrap();
    assert_eq!(chain_lengths.recv().await, Some(1));
}

#[tokio::test]
async fn sends_the_whole_certificate_chain() {
    let authority = Authority::new();
    let (builder, mut chain_lengths) = server(&authority).await;
    let pair = authority.sign("client.example");
    let chain = pair.certificate() + &authority.pem();
    call(builder.client_certificate(chain, pair.key()))
        .await
        .unwrap();
    assert_eq!(chain_lengths.recv().await, Some(2));
}

#[tokio::test]
async fn a_missing_or_unknown_client_certificate_is_an_error() {
    let authority = Authority::new();
    let (without, mut chain_lengths) = server(&authority).await;
    let stranger = Authority::new().sign("client.example");
    let (other, mut other_chain_lengths) = server(&authority).await;
    let other = other.client_certificate(stranger.certificate(), stranger.key());
    for builder in [without, other] {
        let error = call(builder).await.unwrap_err();
        assert!(error.status().is_none() && !error.is_timeout(), "{error:?}");
        // With TLS 1.3, the server rejects the certificate after the client's handshake is
        // complete.
        let debug = format!("{error:?}").to_lowercase();
        assert!(debug.contains("fatal alert"), "{debug}");
    }
    assert!(chain_lengths.try_recv().is_err() && other_chain_lengths.try_recv().is_err());
}

#[test]
fn rejects_a_certificate_and_key_that_do_not_match_without_showing_them() {
    let authority = Authority::new();
    let (pair, other) = (authority.sign("one"), authority.sign("two"));
    for (certificate, key) in [
        (pair.certificate(), other.key()),
        (pair.certificate(), "nonsense".to_owned()),
        (pair.certificate(), pair.certificate()),
        (pair.key(), pair.key()),
        ("nonsense".to_owned(), pair.key()),
        (String::new(), pair.key()),
    ] {
        let error = builder()
            .client_certificate(certificate, key)
            .build()
            .unwrap_err();
        assert_eq!(
            error.problems(),
            ["the client certificate or its key cannot be read, or they do not match"]
        );
        for key in [pair.key(), other.key()] {
            let secret = key.lines().nth(1).unwrap();
            assert!(!format!("{error} {error:?}").contains(secret));
        }
    }
}

#[test]
fn debug_output_does_not_contain_the_private_key() {
    let pair = Authority::new().sign("client.example");
    let settings = HyperTransport::builder().client_certificate(pair.certificate(), pair.key());
    let debug = format!("{settings:?} {:?}", settings.clone().build().unwrap());
    assert!(
        !debug.contains(pair.key().lines().nth(1).unwrap()),
        "{debug}"
    );
}
