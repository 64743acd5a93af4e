//! Walks that are continued after an error or at a saved position, and walks that are limited.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::json;
use wiremock::ResponseTemplate;

use crate::Position;
use crate::tests::paging_server::{List, ListNumbers, requested_queries, serve_list};
use crate::tests::support::builder;

/// A server whose second page fails as often as given.
async fn failing(times: usize) -> (wiremock::MockServer, ListNumbers) {
    let left = Arc::new(AtomicUsize::new(times));
    serve_list(move |request: &wiremock::Request| {
        let mut pairs = request.url.query_pairs();
        let number = pairs.find(|(name, _)| name == "page");
        let number = number.map_or(1, |(_, value)| value.parse().unwrap());
        let fails = number == 2
            && left
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                    left.checked_sub(1)
                })
                .is_ok();
        match fails {
            true => ResponseTemplate::new(503),
            false => ResponseTemplate::new(200).set_body_json(List::of(5).page(number, 2)),
        }
    })
    .await
}

#[tokio::test]
async fn resume_requests_the_failed_page_again() {
    let (server, call) = failing(2).await;
    let mut items = call.items();
    let mut received = Vec::new();
    let mut errors = 0;
    loop {
        match items.next().await {
            Some(Ok(item)) => received.push(item),
            Some(Err(error)) => {
                assert!(error.is_server_error(), "{error:?}");
                assert_eq!(items.position().unwrap().to_string(), "page 2");
                assert!(items.next().await.is_none());
                assert!(items.resume());
                errors += 1;
            }
            None => break,
        }
    }
    assert_eq!((received, errors), (vec![0, 1, 2, 3, 4], 2));
    assert!(!items.resume(), "the list is complete");
    assert_eq!(items.position(), None);
    let queries = ["", "page=2", "page=2", "page=2", "page=3"];
    assert_eq!(requested_queries(&server).await, queries);
}

#[tokio::test]
async fn resume_of_pages_requests_the_failed_page_again() {
    let (_server, call) = failing(1).await;
    let mut pages = call.pages();
    assert_eq!(pages.next().await.unwrap().unwrap().results, [0, 1]);
    pages.next().await.unwrap().unwrap_err();
    assert!(pages.resume());
    assert_eq!(pages.next().await.unwrap().unwrap().results, [2, 3]);
    assert_eq!(pages.collect_all().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_saved_position_continues_with_the_next_item() {
    let (server, call) = serve_list(List::of(7)).await;
    let mut items = call.items();
    let mut saved = vec![items.position().unwrap().to_string()];
    while let Some(item) = items.next().await {
        item.unwrap();
        saved.extend(items.position().map(|position| position.to_string()));
    }
    assert_eq!(
        saved,
        [
            "first page",
            "after 1 item of first page",
            "page 2",
            "after 1 item of page 2",
            "page 3",
            "after 1 item of page 3",
            "page 4",
        ]
    );
    let client = builder().base_url(server.uri()).build().unwrap();
    for (taken, position) in (0_i64..).zip(&saved) {
        let position: Position = position.parse().unwrap();
        let items = ListNumbers::of(&client).items().resume_at(&position);
        assert_eq!(items.position(), Some(position));
        let rest = items.collect_all().await.unwrap();
        assert_eq!(rest, (taken..7).collect::<Vec<_>>());
    }
    let position = "page 3".parse().unwrap();
    let pages = ListNumbers::of(&client).pages().resume_at(&position);
    assert_eq!(pages.collect_all().await.unwrap().len(), 2);
}

#[test]
fn a_position_is_readable_and_parses_as_itself() {
    let position = |page: Option<&str>, skip| Position {
        page: page.map(str::to_owned),
        skip,
    };
    for (position, text) in [
        (position(None, 0), "first page"),
        (position(None, 1), "after 1 item of first page"),
        (position(Some("3"), 0), "page 3"),
        (position(Some("3"), 5), "after 5 items of page 3"),
        (position(Some("first page"), 0), "page first page"),
        (
            position(Some(" a of page "), 2),
            "after 2 items of page  a of page ",
        ),
        (
            position(Some("https://example.com/?after=1 item"), 0),
            "page https://example.com/?after=1 item",
        ),
    ] {
        assert_eq!(position.to_string(), text);
        assert_eq!(text.parse::<Position>().unwrap(), position);
    }
}

#[tokio::test]
async fn an_invalid_position_is_an_error_and_nothing_is_sent() {
    for text in [
        "",
        "3",
        "page",
        "page ",
        "after items of page 3",
        "after x items of page 3",
        "after -1 items of page 2",
        "after 5 items of ",
        "after 5 items of the first page",
    ] {
        assert!(text.parse::<Position>().unwrap_err().is_invalid_request());
    }
    let (server, call) = serve_list(List::of(7)).await;
    let mut items = call.items().resume_at(&"page word".parse().unwrap());
    let error = items.next().await.unwrap().unwrap_err();
    assert!(error.is_invalid_request(), "{error:?}");
    assert!(
        error.to_string().contains("is not a page number"),
        "{error}"
    );
    assert_eq!(requested_queries(&server).await, [""; 0]);
}

#[tokio::test]
async fn limit_ends_the_walk_without_surplus_requests() {
    for (limit, requests) in [(0, 0), (1, 1), (2, 1), (3, 2), (5, 3), (9, 3)] {
        let (server, call) = serve_list(List::of(5)).await;
        let items = call.items().limit(limit).collect_all().await.unwrap();
        let expected = i64::try_from(limit).unwrap().min(5);
        assert_eq!(items, (0..expected).collect::<Vec<_>>());
        assert_eq!(requested_queries(&server).await.len(), requests, "{limit}");
    }
}

#[tokio::test]
async fn an_item_that_cannot_be_decoded_is_an_error_and_the_walk_goes_on() {
    let odd = json!({"results": [0, {"id": true}, null, 1.5, 1], "totalResults": 6});
    let (server, call) = serve_list(move |request: &wiremock::Request| {
        let body = match request.url.query() {
            None => odd.clone(),
            Some(_) => json!({"results": [2], "totalResults": 6}),
        };
        ResponseTemplate::new(200).set_body_json(body)
    })
    .await;
    let mut items = call.items();
    let mut received = Vec::new();
    let mut errors = Vec::new();
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => received.push(item),
            Err(error) => {
                assert!(
                    error.is_decode() && error.status().unwrap() == 200,
                    "{error:?}"
                );
                let body = String::from_utf8(error.body().unwrap().to_vec()).unwrap();
                errors.push((error.json_path().unwrap().to_owned(), body));
            }
        }
    }
    assert_eq!(received, [0, 1, 2]);
    let expected = [
        ("results[1]", r#"{"id":true}"#),
        ("results[2]", "null"),
        ("results[3]", "1.5"),
    ];
    let expected = expected.map(|(path, body)| (path.to_owned(), body.to_owned()));
    assert_eq!(errors, expected);
    assert_eq!(items.total(), Some(6));
    assert_eq!(requested_queries(&server).await, ["", "page=2"]);
}

#[tokio::test]
async fn other_properties_of_the_page_never_fail_its_items() {
    let page = json!({
        "results": [0, 1],
        "pageNumber": "one",
        "pageSize": {},
        "totalResults": [2],
        "_links": 7,
    });
    let (server, call) = serve_list(ResponseTemplate::new(200).set_body_json(page)).await;
    assert_eq!(call.items().collect_all().await.unwrap(), [0, 1]);
    assert_eq!(requested_queries(&server).await, [""]);
}

#[tokio::test]
async fn a_page_without_an_array_of_items_is_an_error() {
    for page in [json!({"results": 7}), json!({"other": []}), json!([1])] {
        let (_server, call) = serve_list(ResponseTemplate::new(200).set_body_json(page)).await;
        let mut items = call.items();
        assert!(items.next().await.unwrap().unwrap_err().is_decode());
        assert!(items.next().await.is_none());
    }
}
