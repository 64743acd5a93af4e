//! Where a walk ends, and how many requests it sends.

use crate::book::{Book, Fault, Server};
use crate::lists::{LISTS, Start, until_the_end};

/// The number of requests of a walk, the number of items, and whether it ends with an error about
/// an incomplete list. They are the same for pages and items of every list.
async fn walk_all(book: Book, start: Start) -> (usize, usize, bool) {
    let server = Server::start().await;
    let mut counts = Vec::new();
    for list in LISTS {
        let book = Book {
            item: list.item,
            ..book.clone()
        };
        server.open(&book).await;
        let (pages, is_incomplete) = until_the_end((list.pages)(&server.client, start)).await;
        // An empty page is returned only if it is the first.
        assert!(
            pages.iter().skip(1).all(|page| !page.is_empty()),
            "{}",
            list.operation
        );
        let requests = server.queries().await.len();
        counts.push((requests, pages.concat().len(), is_incomplete));

        server.open(&book).await;
        let (items, is_incomplete) = until_the_end((list.items)(&server.client, start)).await;
        counts.push((server.queries().await.len(), items.len(), is_incomplete));
    }
    assert!(counts.iter().all(|count| *count == counts[0]), "{counts:?}");
    counts[0]
}

fn book(count: usize) -> Book {
    Book::of(&LISTS[0], count)
}

/// A list whose total is too high.
fn with_wrong_total(count: usize) -> Book {
    Book {
        totals: |_, _| 1000,
        ..book(count)
    }
}

#[tokio::test]
async fn the_total_saves_a_request_when_the_last_page_is_full() {
    assert_eq!(walk_all(book(4), Start::default()).await, (2, 4, false));
    assert_eq!(walk_all(book(2), Start::default()).await, (1, 2, false));
}

#[tokio::test]
async fn a_total_that_is_not_reached_is_an_error_after_another_request() {
    assert_eq!(
        walk_all(with_wrong_total(5), Start::default()).await,
        (4, 5, true)
    );
    assert_eq!(
        walk_all(with_wrong_total(4), Start::default()).await,
        (3, 4, true)
    );
}

#[tokio::test]
async fn an_empty_list_and_a_start_beyond_the_end_have_no_items() {
    assert_eq!(walk_all(book(0), Start::default()).await, (1, 0, false));
    let beyond = Start {
        page: Some(7),
        page_size: None,
    };
    assert_eq!(walk_all(book(4), beyond).await, (1, 0, false));
}

#[tokio::test]
async fn a_repeated_page_is_an_error_after_another_request() {
    let same = Book {
        fault: Fault::SamePage,
        ..with_wrong_total(100)
    };
    assert_eq!(walk_all(same, Start::default()).await, (3, 2, true));
}

/// Codat's documents state maximum page sizes of 5,000 and 2,000. The number of items received
/// counts.
#[tokio::test]
async fn pages_smaller_than_requested_do_not_end_the_walk() {
    let large = Start {
        page: None,
        page_size: Some(5000),
    };
    assert_eq!(walk_all(book(5), large).await, (3, 5, false));
    // Even if the response states the requested size.
    let echoed = Book {
        fault: Fault::EchoedSize,
        ..book(5)
    };
    assert_eq!(walk_all(echoed, large).await, (3, 5, false));
}
