//! Walks through paged lists: which pages are requested, and when.

use futures_core::Stream;
use http::header::ACCEPT;
use wiremock::ResponseTemplate;

use crate::tests::paging_server::{List, Numbers, requested_queries, serve_list};
use crate::{CallOptions, Error, Items, Page, Pages};

#[test]
fn streams_are_send_unpin_and_static() {
    fn stream<S: Stream + Send + Unpin + 'static>() {}
    fn of_any_page<T: Page>() {
        stream::<Pages<T>>();
        stream::<Items<T>>();
    }
    of_any_page::<Numbers>();
    fn results<S: Stream<Item = Result<O, Error>>, O>() {}
    results::<Pages<Numbers>, Numbers>();
    results::<Items<Numbers>, i64>();
}

#[tokio::test]
async fn sending_the_call_returns_one_page() {
    let (server, call) = serve_list(List::of(5)).await;
    let page = call.page(2).with_response().await.unwrap().into_body();
    assert_eq!((page.results, page.total_results), (vec![2, 3], Some(5)));
    assert_eq!(requested_queries(&server).await, ["page=2"]);
}

#[tokio::test]
async fn yields_all_items_without_surplus_requests() {
    // The queries of the requests, by the number of items. A page has two items.
    for (count, queries) in [
        (0, vec![""]),
        (1, vec![""]),
        (2, vec![""]),
        (3, vec!["", "page=2"]),
        (4, vec!["", "page=2"]),
        (5, vec!["", "page=2", "page=3"]),
    ] {
        let (server, call) = serve_list(List::of(count)).await;
        let items = call.items().collect_all().await.unwrap();
        assert_eq!(items, (0..count).collect::<Vec<_>>());
        assert_eq!(requested_queries(&server).await, queries, "{count}");
    }
}

#[tokio::test]
async fn without_a_total_a_full_page_is_followed_by_a_request() {
    for (count, requests) in [(0, 1), (1, 1), (2, 2), (3, 2), (4, 3)] {
        let list = List {
            total: false,
            ..List::of(count)
        };
        let (server, call) = serve_list(list).await;
        let mut pages = call.pages();
        let mut items = Vec::new();
        let mut sizes = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.unwrap();
            sizes.push(page.results.len());
            items.extend(page.results);
        }
        assert_eq!(items, (0..count).collect::<Vec<_>>());
        assert_eq!(requested_queries(&server).await.len(), requests, "{count}");
        assert_eq!(pages.total(), None);
        // An empty page is returned only if it is the first.
        assert_eq!(sizes.contains(&0), count == 0, "{sizes:?}");
    }
}

#[tokio::test]
async fn walks_lists_whose_pages_lack_some_properties() {
    for (number, size, total, count, requests) in [
        (true, false, true, 4, 2),
        (true, false, true, 5, 3),
        (false, true, true, 4, 2),
        (false, false, true, 4, 2),
        (false, false, true, 5, 3),
        (false, false, false, 4, 3),
        (false, false, false, 5, 4),
        (false, true, false, 5, 3),
    ] {
        let list = List {
            count,
            number,
            size,
            total,
        };
        let (server, call) = serve_list(list).await;
        assert_eq!(
            call.items().collect_all().await.unwrap(),
            (0..count).collect::<Vec<_>>(),
            "{list:?}"
        );
        assert_eq!(requested_queries(&server).await.len(), requests, "{list:?}");
    }
}

#[tokio::test]
async fn starts_at_the_page_of_the_call() {
    let (server, call) = serve_list(List::of(9)).await;
    let mut items = call.page(3).items();
    assert_eq!(items.next().await.unwrap().unwrap(), 4);
    assert_eq!(items.total(), Some(9));
    assert_eq!(items.collect_all().await.unwrap(), [5, 6, 7, 8]);
    assert_eq!(
        requested_queries(&server).await,
        ["page=3", "page=4", "page=5"]
    );
}

#[tokio::test]
async fn keeps_all_other_values_of_the_call() {
    let (server, call) = serve_list(List::of(7)).await;
    let call = call.page_size(3).with_inner(|inner| {
        inner
            .query("query", "name~A&B")
            .header_param("x-parameter", "kept")
    });
    let options = CallOptions::new().header("x-option", "kept too");
    assert_eq!(
        call.with(options)
            .items()
            .collect_all()
            .await
            .unwrap()
            .len(),
        7
    );
    let kept = "pageSize=3&query=name~A%26B";
    assert_eq!(
        requested_queries(&server).await,
        [
            kept.to_owned(),
            format!("{kept}&page=2"),
            format!("{kept}&page=3")
        ]
    );
    for request in server.received_requests().await.unwrap() {
        assert_eq!(request.headers.get("x-parameter").unwrap(), "kept");
        assert_eq!(request.headers.get("x-option").unwrap(), "kept too");
        assert_eq!(request.headers.get(ACCEPT).unwrap(), "application/json");
        assert!(request.headers.contains_key("authorization"));
    }
}

#[tokio::test]
async fn sends_the_body_for_each_page() {
    let (server, call) = serve_list(List::of(3)).await;
    let call = call.with_inner(|inner| inner.json(&serde_json::json!({"filter": 1})));
    assert_eq!(call.items().collect_all().await.unwrap(), [0, 1, 2]);
    let requests = server.received_requests().await.unwrap();
    let bodies: Vec<&[u8]> = requests
        .iter()
        .map(|request| request.body.as_slice())
        .collect();
    assert_eq!(bodies, [br#"{"filter":1}"#; 2]);
}

#[tokio::test]
async fn requests_the_next_page_on_demand() {
    let (server, call) = serve_list(List::of(6)).await;
    let mut items = call.items();
    assert_eq!(
        (items.total(), requested_queries(&server).await.len()),
        (None, 0)
    );
    for (item, requests) in [(0, 1), (1, 1), (2, 2), (3, 2), (4, 3), (5, 3)] {
        assert_eq!(items.next().await.unwrap().unwrap(), item);
        assert_eq!(requested_queries(&server).await.len(), requests);
        assert_eq!(items.total(), Some(6));
        let left_on_page = usize::from(item % 2 == 0);
        assert_eq!(Stream::size_hint(&items), (left_on_page, None));
    }
    for _ in 0..3 {
        assert!(items.next().await.is_none());
    }
    assert_eq!(requested_queries(&server).await.len(), 3);
    assert_eq!(format!("{items:?}").matches("list-numbers").count(), 1);
}

#[tokio::test]
async fn the_total_is_that_of_the_first_page() {
    let (_server, call) = serve_list(|request: &wiremock::Request| {
        let first = request.url.query().is_none();
        let page = List::of(if first { 4 } else { 3 }).page(if first { 1 } else { 2 }, 2);
        ResponseTemplate::new(200).set_body_json(page)
    })
    .await;
    let mut pages = call.pages();
    assert_eq!(pages.total(), None);
    assert_eq!(pages.next().await.unwrap().unwrap().results, [0, 1]);
    let second = pages.next().await.unwrap().unwrap();
    assert_eq!((second.results, second.total_results), (vec![2], Some(3)));
    assert!(pages.next().await.is_none());
    assert_eq!(pages.total(), Some(4));
}

/// Walks pages of two items, the last one short, each with its own total.
async fn items_with_totals(totals: &'static [i64]) -> Vec<i64> {
    let (_server, call) = serve_list(move |request: &wiremock::Request| {
        let page = request.url.query_pairs().next();
        let number: usize = page.map_or(1, |(_, value)| value.parse().unwrap());
        let first = i64::try_from(number).unwrap() * 2;
        let items = if number < totals.len() { vec![first, first + 1] } else { vec![first] };
        ResponseTemplate::new(200).set_body_json(serde_json::json!({
            "results": items, "pageNumber": number, "pageSize": 2, "totalResults": totals[number - 1],
        }))
    })
    .await;
    call.items().collect_all().await.unwrap()
}

#[tokio::test]
async fn a_total_that_is_too_low_loses_no_items() {
    assert_eq!(items_with_totals(&[5, 0, 0]).await, [2, 3, 4, 5, 6]);
    assert_eq!(items_with_totals(&[0, 0, 0]).await, [2, 3, 4, 5, 6]);
    assert_eq!(items_with_totals(&[1, 5, 5]).await, [2, 3, 4, 5, 6]);
}

#[tokio::test]
async fn handles_page_numbers_at_the_end_of_their_range() {
    for (page, requests) in [
        (i64::MAX, vec![i64::MAX]),
        (i64::MAX - 1, vec![i64::MAX - 1, i64::MAX]),
    ] {
        let (server, call) = serve_list(|request: &wiremock::Request| {
            let number: i64 = request.url.query_pairs().next().unwrap().1.parse().unwrap();
            ResponseTemplate::new(200).set_body_json(serde_json::json!({
                "results": [number, 1], "pageNumber": number, "pageSize": 2, "totalResults": null,
            }))
        })
        .await;
        let items = call.page(page).items().collect_all().await.unwrap();
        assert_eq!(items.len(), requests.len() * 2);
        let requests: Vec<String> = requests
            .iter()
            .map(|number| format!("page={number}"))
            .collect();
        assert_eq!(requested_queries(&server).await, requests);
    }
    // Implausible values in every property.
    for (number, size, total) in [
        (i64::MIN, i64::MAX, i64::MIN),
        (i64::MAX, i64::MAX, i64::MAX),
        (0, 0, 0),
        (-1, -1, 0),
    ] {
        let (server, call) =
            serve_list(ResponseTemplate::new(200).set_body_json(serde_json::json!({
                "results": [1, 2], "pageNumber": number, "pageSize": size, "totalResults": total,
            })))
            .await;
        let mut items = call.items();
        assert_eq!(items.next().await.unwrap().unwrap(), 1);
        assert_eq!(items.next().await.unwrap().unwrap(), 2);
        if let Some(end) = items.next().await {
            assert!(end.unwrap_err().is_incomplete_list());
        }
        assert!(items.next().await.is_none());
        assert!(requested_queries(&server).await.len() <= 3);
    }
}
