//! Pages that fail.

use std::time::Duration;

use codat_platform::CallOptions;
use tokio::net::TcpListener;

use crate::book::{Book, Fault, Server};
use crate::lists::{LISTS, Start};
use crate::support::builder;

#[tokio::test]
async fn an_error_follows_the_pages_before_it_and_ends_the_walk() {
    let server = Server::start().await;
    for list in LISTS {
        for fault in [Fault::Status(2, 503), Fault::WrongType(2)] {
            let book = Book {
                fault,
                ..Book::of(&list, 9)
            };
            server.open(&book).await;
            let mut items = (list.items)(&server.client, Start::default());
            let mut received = Vec::new();
            let error = loop {
                match items.step().await.unwrap() {
                    Ok(item) => received.extend(item),
                    Err(error) => break error,
                }
            };
            assert_eq!(received, book.page(1), "{}", list.operation);
            assert_eq!(error.operation(), Some(list.operation));
            match fault {
                Fault::WrongType(_) => assert_eq!(error.json_path(), Some("results")),
                _ => assert_eq!(error.status().unwrap(), 503),
            }
            assert_eq!(items.total(), Some(9), "the first page states it");
            assert!(items.step().await.is_none());
            assert_eq!(server.queries().await.len(), 2);
        }
    }
}

#[tokio::test]
async fn an_item_that_cannot_be_decoded_does_not_end_the_walk() {
    let server = Server::start().await;
    for list in LISTS {
        let book = Book {
            fault: Fault::WrongItem(2),
            ..Book::of(&list, 5)
        };
        server.open(&book).await;
        let mut items = (list.items)(&server.client, Start::default());
        let mut received = Vec::new();
        let mut errors = Vec::new();
        while let Some(step) = items.step().await {
            match step {
                Ok(item) => received.extend(item),
                Err(error) => errors.push(error),
            }
        }
        let expected: Vec<_> = (1..=3).flat_map(|number| book.page(number)).collect();
        assert_eq!(received, expected, "{}", list.operation);
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].json_path(), Some("results[1]"));
        assert_eq!(errors[0].body().unwrap(), "\"odd\"");
    }
}

#[tokio::test]
async fn the_first_page_can_fail() {
    let server = Server::start().await;
    for list in LISTS {
        let book = Book {
            fault: Fault::Status(1, 401),
            ..Book::of(&list, 9)
        };
        server.open(&book).await;
        let mut pages = (list.pages)(&server.client, Start::default());
        let error = pages.step().await.unwrap().unwrap_err();
        assert!(error.is_unauthorized(), "{error:?}");
        assert!(pages.step().await.is_none());
        assert_eq!((pages.total(), server.queries().await.len()), (None, 1));
    }
}

/// The server does not respond, and the walk is dropped while it waits.
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
    // The timeout of the call applies to each page.
    let options = CallOptions::new().timeout(Duration::from_millis(50));
    let error = client
        .companies()
        .list()
        .with(options)
        .items()
        .collect_all()
        .await
        .unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
}
