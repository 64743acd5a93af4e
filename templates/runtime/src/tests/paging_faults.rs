//! Walks through paged lists that fail: servers that repeat pages, errors, and dropped walks.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::{Notify, mpsc};
use wiremock::ResponseTemplate;

use crate::tests::growing_timeouts::with_growing_timeout;
use crate::tests::paging_server::{List, ListNumbers, requested_queries, serve_list};
use crate::tests::server::{client, ok, read_request, serve};
use crate::{Body, CallOptions};

#[tokio::test]
async fn a_server_that_repeats_a_page_is_an_error_after_another_request() {
    // Without a page number, pages are compared by their bytes.
    for number in [Some(1), Some(-7), None] {
        for total in [Some(100), None] {
            let page = json!({
                "results": [1, 2], "pageNumber": number, "pageSize": 2, "totalResults": total,
            });
            let (server, call) = serve_list(ResponseTemplate::new(200).set_body_json(page)).await;
            let mut items = call.items();
            assert_eq!(items.next().await.unwrap().unwrap(), 1);
            assert_eq!(items.next().await.unwrap().unwrap(), 2);
            let error = items.next().await.unwrap().unwrap_err();
            assert!(error.is_incomplete_list(), "{error:?}");
            assert_eq!(requested_queries(&server).await, ["", "page=2", "page=2"]);
        }
    }
}

#[tokio::test]
async fn a_server_can_number_pages_differently() {
    // The server counts from 0 although requests count from 1.
    let (server, call) = serve_list(|request: &wiremock::Request| {
        let number = request.url.query_pairs().next();
        let number: i64 = number.map_or(1, |(_, value)| value.parse().unwrap());
        let mut page = List::of(5).page(number, 2);
        page["pageNumber"] = (number - 1).into();
        ResponseTemplate::new(200).set_body_json(page)
    })
    .await;
    assert_eq!(call.items().collect_all().await.unwrap(), [0, 1, 2, 3, 4]);
    assert_eq!(requested_queries(&server).await, ["", "page=2", "page=3"]);
    // The server treats page 0 as page 1.
    let (server, call) = serve_list(|request: &wiremock::Request| {
        let number = request.url.query_pairs().next();
        let number: i64 = number.map_or(1, |(_, value)| value.parse().unwrap());
        ResponseTemplate::new(200).set_body_json(List::of(4).page(number.max(1), 2))
    })
    .await;
    assert_eq!(
        call.page(0).items().collect_all().await.unwrap(),
        [0, 1, 2, 3]
    );
    assert_eq!(requested_queries(&server).await, ["page=0", "page=2"]);
}

#[tokio::test]
async fn a_page_size_of_zero_or_less_is_ignored() {
    for size in [0, -1] {
        let (server, call) = serve_list(move |request: &wiremock::Request| {
            let number = if request.url.query().is_none() { 1 } else { 2 };
            let mut page = List::of(4).page(number, 2);
            page["pageSize"] = size.into();
            ResponseTemplate::new(200).set_body_json(page)
        })
        .await;
        assert_eq!(call.items().collect_all().await.unwrap(), [0, 1, 2, 3]);
        assert_eq!(requested_queries(&server).await, ["", "page=2"]);
    }
}

#[tokio::test]
async fn a_server_that_goes_back_is_an_error_after_another_request() {
    let (server, call) = serve_list(|request: &wiremock::Request| {
        let number = match request.url.query() {
            Some("page=6") => 2,
            _ => 5,
        };
        ResponseTemplate::new(200).set_body_json(List::of(100).page(number, 2))
    })
    .await;
    let mut pages = call.page(5).pages();
    assert_eq!(pages.next().await.unwrap().unwrap().page_number, Some(5));
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(error.list_position().unwrap().to_string(), "page 6");
    assert!(pages.next().await.is_none());
    assert_eq!(
        requested_queries(&server).await,
        ["page=5", "page=6", "page=6"]
    );
}

#[tokio::test]
async fn an_error_is_returned_once_and_ends_the_walk() {
    for broken in [
        ResponseTemplate::new(503),
        ResponseTemplate::new(200).set_body_string(r#"{"results":7}"#),
    ] {
        let (server, call) =
            serve_list(
                move |request: &wiremock::Request| match request.url.query() {
                    Some("page=2") => broken.clone(),
                    _ => ResponseTemplate::new(200).set_body_json(List::of(9).page(1, 2)),
                },
            )
            .await;
        let mut items = call.items();
        assert_eq!(items.next().await.unwrap().unwrap(), 0);
        assert_eq!(items.next().await.unwrap().unwrap(), 1);
        let error = items.next().await.unwrap().unwrap_err();
        assert_eq!(error.operation(), Some("list-numbers"));
        match error.is_decode() {
            true => assert_eq!(error.json_path(), Some("results")),
            false => assert_eq!(error.status().unwrap(), 503),
        }
        for _ in 0..2 {
            assert!(items.next().await.is_none());
        }
        assert_eq!(requested_queries(&server).await, ["", "page=2"]);
        assert_eq!(items.total(), Some(9));
    }
    let (_server, call) = serve_list(ResponseTemplate::new(404)).await;
    assert!(call.items().collect_all().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn unexpected_values_of_properties_that_describe_a_page_do_not_fail_it() {
    for (property, value) in [
        ("totalResults", json!("many")),
        ("pageNumber", json!({})),
        ("pageSize", json!([1])),
        ("_links", json!("odd")),
        ("_links", json!([{}])),
    ] {
        let (_server, call) = serve_list(move |request: &wiremock::Request| {
            let number = request.url.query_pairs().next();
            let number: i64 = number.map_or(1, |(_, value)| value.parse().unwrap());
            let mut page = List::of(3).page(number, 2);
            page[property] = value.clone();
            ResponseTemplate::new(200).set_body_json(page)
        })
        .await;
        let pages = call.pages().collect_all().await.unwrap();
        let results = pages.iter().map(|page| page.results.clone());
        assert_eq!(
            results.collect::<Vec<_>>().concat(),
            [0, 1, 2],
            "{property}"
        );
        assert!(property != "totalResults" || pages[0].total_results.is_none());
    }
}

#[tokio::test]
async fn a_page_that_cannot_be_decoded_does_not_end_the_walk() {
    let (server, call) = serve_list(|request: &wiremock::Request| {
        let number = request.url.query_pairs().next();
        let number: i64 = number.map_or(1, |(_, value)| value.parse().unwrap());
        let mut page = List::of(6).page(number, 2);
        if number == 2 {
            page["results"][1] = json!({});
        }
        ResponseTemplate::new(200).set_body_json(page)
    })
    .await;
    let mut pages = call.pages();
    assert_eq!(pages.next().await.unwrap().unwrap().results, [0, 1]);
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(error.json_path(), Some("results[1]"));
    assert_eq!(pages.position().unwrap().to_string(), "page 3");
    assert_eq!(pages.next().await.unwrap().unwrap().results, [4, 5]);
    assert!(pages.next().await.is_none());
    assert_eq!(requested_queries(&server).await, ["", "page=2", "page=3"]);
}

#[tokio::test]
async fn an_invalid_call_sends_nothing() {
    struct Endless;
    impl http_body::Body for Endless {
        type Data = Bytes;
        type Error = std::convert::Infallible;
        fn poll_frame(
            self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
            std::task::Poll::Pending
        }
        fn size_hint(&self) -> SizeHint {
            SizeHint::default()
        }
    }
    let (server, call) = serve_list(List::of(9)).await;
    let client = crate::tests::support::builder()
        .base_url(server.uri())
        .build()
        .unwrap();
    let streamed = ListNumbers::of(&client)
        .with_inner(|inner| inner.raw_body("text/plain", Body::stream(Endless)));
    // An array cannot be the key of a JSON object.
    let unwritten = ListNumbers::of(&client)
        .with_inner(|inner| inner.json(&std::collections::BTreeMap::from([([1], 1)])));
    let invalid = call.with(CallOptions::new().header("bad name", ""));
    for (call, problem) in [
        (streamed, "the body is a stream"),
        (unwritten, "the body cannot be serialized as JSON"),
        (invalid, "a header name"),
    ] {
        let mut pages = call.pages();
        let error = pages.next().await.unwrap().unwrap_err();
        assert!(error.is_invalid_request(), "{error}");
        assert!(error.problems()[0].starts_with(problem), "{error}");
        let has_cause = std::error::Error::source(&error).is_some();
        assert_eq!(has_cause, problem.ends_with("JSON"));
        assert!(pages.next().await.is_none());
    }
    assert_eq!(requested_queries(&server).await, [""; 0]);
}

#[tokio::test]
async fn each_page_has_the_whole_timeout() {
    // The delays of the four pages take longer than one timeout.
    let walk = async |timeout: Duration| {
        let delay = timeout / 3;
        let (server, call) = serve_list(move |request: &wiremock::Request| {
            let number = request.url.query_pairs().next();
            let number = number.map_or(1, |(_, value)| value.parse().unwrap());
            ResponseTemplate::new(200)
                .set_body_json(List::of(8).page(number, 2))
                .set_delay(delay)
        })
        .await;
        let options = CallOptions::new().timeout(timeout);
        let items = call.with(options).items().collect_all().await;
        (items, requested_queries(&server).await.len())
    };
    let (_, (items, requests)) = with_growing_timeout(walk, |(items, _)| items.is_ok()).await;
    assert_eq!((items.unwrap().len(), requests), (8, 4));
}

#[tokio::test]
async fn dropping_the_future_of_next_loses_nothing() {
    let (sender, mut events) = mpsc::unbounded_channel();
    let respond = Arc::new(Notify::new());
    let released = Arc::clone(&respond);
    let address = serve(move |mut stream| {
        let (sender, released) = (sender.clone(), Arc::clone(&released));
        async move {
            read_request(&mut stream).await;
            sender.send("requested").unwrap();
            released.notified().await;
            let page = List::of(2).page(1, 2).to_string();
            stream.write_all(ok(&page).as_bytes()).await.unwrap();
        }
    })
    .await;
    let mut items = ListNumbers::of(&client(address)).items();
    tokio::select! {
        _ = items.next() => panic!("there was no response"),
        event = events.recv() => assert_eq!(event, Some("requested")),
    }
    respond.notify_one();
    assert_eq!(items.next().await.unwrap().unwrap(), 0);
    assert_eq!(items.collect_all().await.unwrap(), [1]);
    assert!(events.try_recv().is_err(), "there is one request");
}

#[tokio::test]
async fn dropping_the_stream_cancels_its_request() {
    let (sender, mut events) = mpsc::unbounded_channel();
    let address = serve(move |mut stream| {
        let sender = sender.clone();
        async move {
            let request = read_request(&mut stream).await;
            if !request.contains("page=2") {
                let page = List::of(9).page(1, 2).to_string();
                stream.write_all(ok(&page).as_bytes()).await.unwrap();
                return;
            }
            sender.send("requested").unwrap();
            // No response is sent. Only the end of the connection can be read.
            let left = stream.read(&mut [0; 16]).await.unwrap_or(0);
            sender
                .send(if left == 0 { "closed" } else { "more" })
                .unwrap();
        }
    })
    .await;
    let mut pages = ListNumbers::of(&client(address)).pages();
    pages.next().await.unwrap().unwrap();
    tokio::select! {
        _ = pages.next() => panic!("there was no response"),
        event = events.recv() => assert_eq!(event, Some("requested")),
    }
    // The connection stays open as long as the stream exists.
    assert!(
        tokio::time::timeout(Duration::from_millis(50), events.recv())
            .await
            .is_err()
    );
    drop(pages);
    assert_eq!(events.recv().await, Some("closed"));
}
