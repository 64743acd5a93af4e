//! Pages that fail on the way.

use std::time::Duration;

use codat_platform::CallOptions;
use tokio::net::TcpListener;

use crate::book::{Book, Fault, Server};
use crate::lists::{LISTS, Start};
use crate::support::builder;

#[tokio::test]
async fn an_error_comes_after_the_pages_before_it_and_ends_the_walk() {
    let server = Server::start().await;
    for list in LISTS {
        for fault in [Fault::Refused(2, 503), Fault::WrongType(2)] {
            let book = Book {
                fault,
                ..Book::of(&list, 9)
            };
            server.open(&book).await;
            let mut items = (list.items)(&server.client, Start::default());
            let mut given = Vec::new();
            let error = loop {
                match items.step().await.unwrap() {
                    Ok(item) => given.extend(item),
                    Err(error) => break error,
                }
            };
            assert_eq!(given, book.page(1), "{}", list.operation);
            assert_eq!(error.operation(), Some(list.operation));
            match fault {
                Fault::WrongType(_) => assert_eq!(error.json_path(), Some("results")),
                _ => assert_eq!(error.status().unwrap(), 503),
            }
            assert_eq!(items.total(), Some(9), "the first page told it");
            assert!(items.step().await.is_none());
            assert_eq!(server.asked().await.len(), 2);
        }
    }
}

#[tokio::test]
async fn the_first_page_can_fail_too() {
    let server = Server::start().await;
    for list in LISTS {
        let book = Book {
            fault: Fault::Refused(1, 401),
            ..Book::of(&list, 9)
        };
        server.open(&book).await;
        let mut pages = (list.pages)(&server.client, Start::default());
        let error = pages.step().await.unwrap().unwrap_err();
        assert!(error.is_unauthorized(), "{error:?}");
        assert!(pages.step().await.is_none());
        assert_eq!((pages.total(), server.asked().await.len()), (None, 1));
    }
}

/// Nobody answers, and the walk is dropped while it waits.
#[tokio::test]
async fn a_walk_can_be_dropped_while_it_waits() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let client = builder(url).build().unwrap();
    for list in LISTS {
        let mut items = (list.items)(&client, Start::default());
        let waited = tokio::time::timeout(Duration::from_millis(20), items.step()).await;
        assert!(waited.is_err());
    }
    // The timeout of the call is that of each of its pages.
    let options = CallOptions::new().timeout(Duration::from_millis(50));
    let error = client
        .companies()
        .list()
        .with(options)
        .items()
        .all()
        .await
        .unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
}
