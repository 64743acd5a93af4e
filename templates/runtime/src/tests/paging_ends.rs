//! Where a walk through a list ends: when the list is complete, or with an error if it is not.

use serde_json::{Value, json};
use wiremock::{Request, ResponseTemplate};

use crate::Error;
use crate::tests::paging_server::{List, ListNumbers, requested_queries, serve_list};

fn parameter(request: &Request, name: &str) -> Option<i64> {
    let mut pairs = request.url.query_pairs();
    pairs.find(|(known, _)| known == name)?.1.parse().ok()
}

/// A page with the numbers from `start`, and whether another page follows.
fn page(numbers: std::ops::Range<i64>, total: Option<i64>, next: bool) -> Value {
    let next = next.then(|| json!({"href": "/numbers"}));
    json!({
        "results": numbers.collect::<Vec<_>>(),
        "totalResults": total,
        "_links": {"next": next},
    })
}

/// Serves pages by number, from 1. Numbers beyond the last page return an empty page.
async fn serve_pages(pages: Vec<Value>) -> (wiremock::MockServer, ListNumbers) {
    let last = page(0..0, None, false);
    serve_list(move |request: &Request| {
        let number = parameter(request, "page").unwrap_or(1);
        let index = usize::try_from(number - 1).unwrap();
        ResponseTemplate::new(200).set_body_json(pages.get(index).unwrap_or(&last))
    })
    .await
}

/// The items before the end, and the error that ends the walk, if any.
async fn walk(call: ListNumbers) -> (Vec<i64>, Option<Error>) {
    let mut items = call.items();
    let mut received = Vec::new();
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => received.push(item),
            Err(error) => {
                assert!(items.next().await.is_none());
                return (received, Some(error));
            }
        }
    }
    (received, None)
}

#[tokio::test]
async fn a_server_that_caps_pages_below_the_stated_size_loses_nothing() {
    for has_links in [true, false] {
        let capped = move |request: &Request| {
            let number = parameter(request, "page").unwrap_or(1);
            let mut page = List::of(4500).page(number, 2000);
            page["pageSize"] = parameter(request, "pageSize").into();
            if has_links {
                let next = (number < 3).then(|| json!({"href": "/numbers"}));
                page["_links"] = json!({"next": next});
            }
            ResponseTemplate::new(200).set_body_json(page)
        };
        let (server, call) = serve_list(capped).await;
        let (items, error) = walk(call.page_size(5000)).await;
        assert!(error.is_none(), "{error:?}");
        assert_eq!(items, (0..4500).collect::<Vec<_>>());
        assert_eq!(requested_queries(&server).await.len(), 3);

        // From the second page on, the number of items before it is not certain.
        let (_server, call) = serve_list(capped).await;
        let (items, error) = walk(call.page_size(5000).page(2)).await;
        assert!(error.is_none(), "{error:?}");
        assert_eq!(items, (2000..4500).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn an_absent_next_link_ends_the_walk_without_another_request() {
    for total in [None, Some(4)] {
        let pages = vec![page(0..2, total, true), page(2..4, total, false)];
        let (server, call) = serve_pages(pages).await;
        let (items, error) = walk(call).await;
        assert!(error.is_none() && items.len() == 4, "{error:?}");
        assert_eq!(requested_queries(&server).await.len(), 2);
    }
}

#[tokio::test]
async fn a_next_link_is_followed_after_a_short_page_and_a_reached_total() {
    let mut short = page(0..1, None, true);
    short["pageSize"] = json!(2);
    for first in [short, page(0..1, Some(1), true)] {
        let (_server, call) = serve_pages(vec![first, page(1..3, None, false)]).await;
        let (items, error) = walk(call).await;
        assert!(error.is_none() && items == [0, 1, 2], "{items:?} {error:?}");
    }
}

#[tokio::test]
async fn a_next_link_to_an_empty_page_is_fine_if_the_total_is_reached() {
    let (server, call) = serve_pages(vec![page(0..2, Some(2), true)]).await;
    let (items, error) = walk(call).await;
    assert!(error.is_none() && items == [0, 1], "{error:?}");
    assert_eq!(requested_queries(&server).await.len(), 2);
}

#[tokio::test]
async fn an_absent_next_link_before_the_total_is_checked_by_one_request() {
    // The page exists.
    let pages = vec![page(0..2, Some(3), false), page(2..3, Some(3), false)];
    let (_server, call) = serve_pages(pages).await;
    let (items, error) = walk(call).await;
    assert!(error.is_none() && items == [0, 1, 2], "{error:?}");

    // It does not.
    let (server, call) = serve_pages(vec![page(0..2, Some(3), false)]).await;
    let (items, error) = walk(call).await;
    let error = error.unwrap();
    assert!(error.is_incomplete_list() && items == [0, 1], "{error:?}");
    assert_eq!(error.list_position().unwrap().to_string(), "page 2");
    assert_eq!(error.operation(), Some("list-numbers"));
    let line = error.to_string();
    assert!(line.contains("incomplete: page 2: "), "{line}");
    assert_eq!(requested_queries(&server).await, ["", "page=2"]);
}

#[tokio::test]
async fn an_empty_page_with_a_next_link_is_skipped_once() {
    let empty = page(0..0, None, true);
    let pages = vec![
        page(0..2, None, true),
        empty.clone(),
        page(2..3, None, false),
    ];
    let (_server, call) = serve_pages(pages).await;
    let (items, error) = walk(call).await;
    assert!(error.is_none() && items == [0, 1, 2], "{error:?}");

    let pages = vec![page(0..2, None, true), empty.clone(), empty];
    let (server, call) = serve_pages(pages).await;
    let (items, error) = walk(call).await;
    assert!(error.unwrap().is_incomplete_list() && items == [0, 1]);
    assert_eq!(requested_queries(&server).await, ["", "page=2", "page=3"]);
}

#[tokio::test]
async fn a_total_that_an_empty_page_contradicts_is_checked_by_one_request() {
    let without_links = |numbers: std::ops::Range<i64>| json!({"results": numbers.collect::<Vec<_>>(), "totalResults": 9});
    let pages = vec![without_links(0..2), without_links(0..0)];
    let (server, call) = serve_pages(pages).await;
    let (items, error) = walk(call).await;
    assert_eq!(items, [0, 1]);
    let line = error.unwrap().to_string();
    assert!(line.contains("2 of 9 items were received"), "{line}");
    assert_eq!(requested_queries(&server).await, ["", "page=2", "page=2"]);

    // The first page, too.
    let (server, call) = serve_pages(vec![without_links(0..0)]).await;
    let (items, error) = walk(call).await;
    assert!(error.unwrap().is_incomplete_list() && items.is_empty());
    assert_eq!(requested_queries(&server).await, ["", ""]);
}

#[tokio::test]
async fn a_list_that_becomes_shorter_is_complete() {
    let pages = vec![page(0..2, Some(3), true), page(0..0, Some(2), false)];
    let (_server, call) = serve_pages(pages).await;
    let (items, error) = walk(call).await;
    assert!(error.is_none() && items == [0, 1], "{error:?}");
}
