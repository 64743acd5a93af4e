//! Walks through complete lists.

use std::collections::BTreeSet;
use std::fs;
use std::future::poll_fn;
use std::path::Path;
use std::pin::pin;

use codat_platform::{CallOptions, Error, Items, Pages, models};
use futures_core::Stream;
use uuid::Uuid;

use crate::book::{Book, Server};
use crate::lists::{LISTS, Start, to_the_end};

const SIZE_2: Start = Start {
    page: None,
    page_size: Some(2),
};

#[tokio::test]
async fn a_call_returns_one_typed_page() {
    let server = Server::start().await;
    let client = &server.client;
    for list in LISTS {
        let book = Book::of(&list, 5);
        server.open(&book).await;
        let start = Start {
            page: Some(3),
            page_size: Some(2),
        };
        let page = (list.send)(client, start).await.unwrap();
        assert_eq!(page["results"].as_array().unwrap(), &book.page(3));
        let place = (
            &page["pageNumber"],
            &page["pageSize"],
            &page["totalResults"],
        );
        assert_eq!(
            place,
            (&3.into(), &2.into(), &5.into()),
            "{}",
            list.operation
        );
        assert_eq!(server.queries().await, ["page=3&pageSize=2"]);
    }
}

#[tokio::test]
async fn pages_and_items_go_through_the_whole_list() {
    let server = Server::start().await;
    let client = &server.client;
    for list in LISTS {
        let book = Book::of(&list, 5);
        let pages: Vec<_> = (1..=3).map(|number| book.page(number)).collect();
        let requests = ["pageSize=2", "page=2&pageSize=2", "page=3&pageSize=2"];

        server.open(&book).await;
        assert_eq!(to_the_end((list.pages)(client, SIZE_2)).await, pages);
        assert_eq!(server.queries().await, requests, "{}", list.operation);

        server.open(&book).await;
        let items = to_the_end((list.items)(client, SIZE_2)).await;
        assert!(items.iter().all(|item| item.len() == 1));
        assert_eq!(items.concat(), pages.concat());
        assert_eq!(server.queries().await, requests, "{}", list.operation);
    }
}

#[tokio::test]
async fn a_walk_starts_where_the_call_does() {
    let server = Server::start().await;
    let client = &server.client;
    for list in LISTS {
        let book = Book::of(&list, 9);
        server.open(&book).await;
        let start = Start {
            page: Some(3),
            page_size: None,
        };
        let items = to_the_end((list.items)(client, start)).await.concat();
        let expected: Vec<_> = (3..=5).flat_map(|number| book.page(number)).collect();
        assert_eq!(items, expected, "{}", list.operation);
        assert_eq!(server.queries().await, ["page=3", "page=4", "page=5"]);
    }
}

#[tokio::test]
async fn the_total_is_that_of_the_first_page() {
    let server = Server::start().await;
    let client = &server.client;
    for list in LISTS {
        let mut book = Book::of(&list, 5);
        // The list grows while it is read.
        book.totals = |number, count| count + number - 1;
        server.open(&book).await;
        for mut walk in [(list.pages)(client, SIZE_2), (list.items)(client, SIZE_2)] {
            assert_eq!(walk.total(), None);
            while let Some(step) = walk.step().await {
                step.unwrap();
                assert_eq!(walk.total(), Some(5), "{}", list.operation);
            }
            assert_eq!(walk.total(), Some(5));
        }
    }
}

#[tokio::test]
async fn pages_are_requested_on_demand() {
    let server = Server::start().await;
    let client = &server.client;
    for list in LISTS {
        server.open(&Book::of(&list, 5)).await;
        let mut items = (list.items)(client, SIZE_2);
        assert_eq!(server.queries().await.len(), 0);
        for requests in [1, 1, 2, 2, 3] {
            items.step().await.unwrap().unwrap();
            assert_eq!(server.queries().await.len(), requests, "{}", list.operation);
        }
        drop(items);
        // A walk that is dropped early has requested only the pages it returned.
        let mut pages = (list.pages)(client, SIZE_2);
        pages.step().await.unwrap().unwrap();
        drop(pages);
        assert_eq!(server.queries().await.len(), 4, "{}", list.operation);
    }
}

#[tokio::test]
async fn every_request_has_all_values_of_the_call() {
    let server = Server::start().await;
    let client = &server.client;
    server.open(&Book::of(&LISTS[0], 3)).await;
    let list = client
        .companies()
        .list()
        .query("name~a b")
        .order_by("-created");
    let list = list.tags("region=uk").page_size(2);
    let list = list.with(CallOptions::new().header("x-trace", "abc"));
    assert_eq!(list.items().collect_all().await.unwrap().len(), 3);
    let query = "orderBy=-created&pageSize=2&query=name~a%20b&tags=region%3Duk";
    let second = query.replace("pageSize", "page=2&pageSize");
    assert_eq!(server.queries().await, [query, &second]);
    for request in server.mock.received_requests().await.unwrap() {
        assert_eq!(request.headers["x-trace"], "abc");
    }
}

#[tokio::test]
async fn walks_are_streams() {
    async fn count<S, T>(stream: S) -> usize
    where
        S: Stream<Item = Result<T, Error>> + Send + Unpin + 'static,
    {
        let mut stream = pin!(stream);
        let mut count = 0;
        while let Some(item) = poll_fn(|context| stream.as_mut().poll_next(context)).await {
            item.unwrap();
            count += 1;
        }
        count
    }
    let server = Server::start().await;
    let client = &server.client;
    server.open(&Book::of(&LISTS[1], 5)).await;
    let list = || client.connections().list(Uuid::nil());
    let pages: Pages<models::Connections> = list().pages();
    let items: Items<models::Connections> = list().items();
    assert_eq!((count(pages).await, count(items).await), (3, 5));
}

/// `LISTS` contains exactly the operations with a parameter for the page number.
#[test]
fn all_paged_operations_are_tested() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let mut documented = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let Some(resource) = path.file_stem().filter(|_| path.is_file()) else {
            continue;
        };
        let page = fs::read_to_string(&path).unwrap();
        for section in page.split("\n## ").skip(1) {
            if section.contains("\n| `page` |") {
                let name = section.lines().next().unwrap().to_owned();
                documented.insert((resource.to_str().unwrap().to_owned(), name));
            }
        }
    }
    let tested = LISTS.map(|list| (list.name.0.to_owned(), list.name.1.to_owned()));
    assert_eq!(documented, BTreeSet::from(tested));
}
