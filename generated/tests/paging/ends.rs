//! Where a walk ends, and that it sends no request that it does not need.

use crate::book::{Book, Fault, Server};
use crate::lists::{LISTS, Start, to_the_end};

/// How many requests a walk takes, and how many items it gives: by pages, by items, and with every list alike.
async fn walked(book: Book, start: Start) -> (usize, usize) {
    let server = Server::start().await;
    let mut counts = Vec::new();
    for list in LISTS {
        let book = Book {
            item: list.item,
            ..book.clone()
        };
        server.open(&book).await;
        let pages = to_the_end((list.pages)(&server.client, start)).await;
        // A page without items is given only if it is the first.
        assert!(
            pages.iter().skip(1).all(|page| !page.is_empty()),
            "{}",
            list.operation
        );
        counts.push((server.asked().await.len(), pages.concat().len()));

        server.open(&book).await;
        let items = to_the_end((list.items)(&server.client, start)).await;
        counts.push((server.asked().await.len(), items.len()));
    }
    assert!(counts.iter().all(|count| *count == counts[0]), "{counts:?}");
    counts[0]
}

fn book(count: usize) -> Book {
    Book::of(&LISTS[0], count)
}

/// A server whose total is no end.
fn endless(count: usize) -> Book {
    Book {
        totals: |_, _| 1000,
        ..book(count)
    }
}

#[tokio::test]
async fn the_total_saves_a_request_when_the_last_page_is_full() {
    assert_eq!(walked(book(4), Start::default()).await, (2, 4));
    assert_eq!(walked(book(2), Start::default()).await, (1, 2));
}

#[tokio::test]
async fn a_short_page_is_the_last() {
    assert_eq!(walked(endless(5), Start::default()).await, (3, 5));
    assert_eq!(walked(endless(1), Start::default()).await, (1, 1));
}

#[tokio::test]
async fn an_empty_page_is_the_end() {
    assert_eq!(walked(book(0), Start::default()).await, (1, 0));
    // After full pages it takes one request to find it, for a server that does not tell the total.
    assert_eq!(walked(endless(4), Start::default()).await, (3, 4));
    let beyond = Start {
        page: Some(7),
        page_size: None,
    };
    assert_eq!(walked(book(4), beyond).await, (1, 0));
}

#[tokio::test]
async fn a_page_that_was_there_before_is_the_end() {
    let same = Book {
        fault: Fault::SamePage,
        ..endless(100)
    };
    assert_eq!(walked(same, Start::default()).await, (2, 2));
}

/// Codat's documents name 5,000 and 2,000 as the largest page. What counts is what the server did.
#[tokio::test]
async fn pages_smaller_than_was_asked_for_are_no_end() {
    let large = Start {
        page: None,
        page_size: Some(5000),
    };
    assert_eq!(walked(book(5), large).await, (3, 5));
    assert_eq!(walked(endless(5), large).await, (3, 5));
}
