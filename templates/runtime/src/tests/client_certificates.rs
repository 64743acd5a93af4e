//! Servers that ask who the client is.

use tokio::io::AsyncWriteExt;
use tokio::sync::mpsc;

use crate::tests::certificates::{Authority, Served};
use crate::tests::server::{ok, read_request, serve};
use crate::tests::support::{LIST, Page, builder};
use crate::{Call, ClientBuilder, Error, HyperTransport, Response};

/// A server for clients of the authority: its builder, and how many certificates each client showed.
async fn server(authority: &Authority) -> (ClientBuilder, mpsc::UnboundedReceiver<usize>) {
    let served = Served {
        clients: Some(authority),
        ..Served::default()
    };
    let acceptor = authority.server("127.0.0.1", served);
    let (sender, shown) = mpsc::unbounded_channel();
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
    (builder.root_certificates(authority.pem()), shown)
}

async fn call(builder: ClientBuilder) -> Result<Response<Page>, Error> {
    Call::new(&builder.build()?, &LIST).json_response().await
}

#[tokio::test]
async fn a_client_certificate_is_shown() {
    let authority = Authority::new();
    let (builder, mut shown) = server(&authority).await;
    let pair = authority.sign("client.example");
    call(builder.client_certificate(pair.certificate(), pair.key()))
        .await
        .unwrap();
    assert_eq!(shown.recv().await, Some(1));
}

#[tokio::test]
async fn a_chain_is_shown_whole() {
    let authority = Authority::new();
    let (builder, mut shown) = server(&authority).await;
    let pair = authority.sign("client.example");
    let chain = pair.certificate() + &authority.pem();
    call(builder.client_certificate(chain, pair.key()))
        .await
        .unwrap();
    assert_eq!(shown.recv().await, Some(2));
}

#[tokio::test]
async fn a_client_without_one_or_of_another_authority_is_refused() {
    let authority = Authority::new();
    let (without, mut shown) = server(&authority).await;
    let stranger = Authority::new().sign("client.example");
    let (other, mut other_shown) = server(&authority).await;
    let other = other.client_certificate(stranger.certificate(), stranger.key());
    for builder in [without, other] {
        let error = call(builder).await.unwrap_err();
        assert!(error.status().is_none() && !error.is_timeout(), "{error:?}");
        // The server says so once the client takes the handshake for done.
        let debug = format!("{error:?}").to_lowercase();
        assert!(debug.contains("fatal alert"), "{debug}");
    }
    assert!(shown.try_recv().is_err() && other_shown.try_recv().is_err());
}

#[test]
fn what_is_no_pair_is_refused_and_not_shown() {
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
            ["the client certificate or its key can't be read, or they are no pair"]
        );
        for key in [pair.key(), other.key()] {
            let secret = key.lines().nth(1).unwrap();
            assert!(!format!("{error} {error:?}").contains(secret));
        }
    }
}

#[test]
fn a_key_does_not_show() {
    let pair = Authority::new().sign("client.example");
    let settings = HyperTransport::builder().client_certificate(pair.certificate(), pair.key());
    let debug = format!("{settings:?} {:?}", settings.clone().build().unwrap());
    assert!(
        !debug.contains(pair.key().lines().nth(1).unwrap()),
        "{debug}"
    );
}
