//! The ways of addressing pages other than by number.

use http::header::LINK;
use serde_json::{Value, json};
use wiremock::{MockServer, Request, ResponseTemplate};

use crate::tests::paging_server::{ListNumbers, requested_queries, serve_list};
use crate::{
    Call, Cursor, Error, HeaderCursor, LinkHeader, NextPage, NextUrl, Offset, Page, PageProperties,
    PagingMethod,
};

/// A page whose `next` is a cursor or a URL.
#[derive(Debug, serde::Deserialize)]
struct Cursors {
    results: Vec<i64>,
    total: Option<i64>,
    next: Option<String>,
}

impl Page for Cursors {
    type Item = i64;

    const PROPERTIES: PageProperties = PageProperties {
        items: "/results",
        number: None,
        size: None,
        total: Some("/total"),
        next: Some("/next"),
    };

    fn items(&self) -> &[i64] {
        &self.results
    }

    fn into_items(self) -> Vec<i64> {
        self.results
    }

    fn total(&self) -> Option<i64> {
        self.total
    }

    fn next_page(&self) -> NextPage {
        NextPage::at(self.next.as_ref())
    }
}

/// A page that says nothing about the next one.
#[derive(Debug, serde::Deserialize)]
struct Offsets {
    results: Vec<i64>,
    total: Option<i64>,
}

impl Page for Offsets {
    type Item = i64;

    const PROPERTIES: PageProperties = PageProperties {
        items: "/results",
        number: None,
        size: None,
        total: Some("/total"),
        next: None,
    };

    fn items(&self) -> &[i64] {
        &self.results
    }

    fn into_items(self) -> Vec<i64> {
        self.results
    }

    fn total(&self) -> Option<i64> {
        self.total
    }
}

async fn walk<T: Page<Item = i64>>(
    call: Call,
    method: impl PagingMethod,
) -> (Vec<i64>, Option<Error>) {
    let mut items = call.items::<T>(method);
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

fn parameter(request: &Request, name: &str) -> Option<String> {
    let mut pairs = request.url.query_pairs();
    let value = pairs.find(|(known, _)| known == name)?.1.into_owned();
    Some(value)
}

/// Serves pages by their cursors. The first page has the cursor "".
async fn serve_cursors(pages: &'static [(&'static str, Value)]) -> (MockServer, ListNumbers) {
    serve_list(move |request: &Request| {
        let cursor = parameter(request, "after").unwrap_or_default();
        let page = pages.iter().find(|(known, _)| *known == cursor);
        page.map_or(ResponseTemplate::new(400), |(_, page)| {
            ResponseTemplate::new(200).set_body_json(page)
        })
    })
    .await
}

fn leak(pages: Vec<(&'static str, Value)>) -> &'static [(&'static str, Value)] {
    Vec::leak(pages)
}

#[tokio::test]
async fn offsets_count_the_items_that_were_received() {
    for (total, requests) in [(Some(7), 3), (None, 4)] {
        let (server, call) = serve_list(move |request: &Request| {
            let offset = parameter(request, "offset").map_or(0, |text| text.parse().unwrap());
            // The maximum is 3, whatever the limit is.
            let results: Vec<i64> = (offset..7.min(offset + 3)).collect();
            ResponseTemplate::new(200).set_body_json(json!({"results": results, "total": total}))
        })
        .await;
        let call = call.into_inner().query("limit", 100);
        let (items, error) = walk::<Offsets>(call, Offset("offset")).await;
        assert!(
            error.is_none() && items == [0, 1, 2, 3, 4, 5, 6],
            "{error:?}"
        );
        let queries = requested_queries(&server).await;
        assert_eq!(queries.len(), requests);
        assert_eq!(queries[..2], ["limit=100", "limit=100&offset=3"]);

        let client = crate::tests::support::builder().base_url(server.uri());
        let call = ListNumbers::of(&client.build().unwrap()).into_inner();
        let (items, error) = walk::<Offsets>(call.query("offset", 5), Offset("offset")).await;
        assert!(error.is_none() && items == [5, 6], "{error:?}");
    }
}

#[tokio::test]
async fn cursors_in_the_body_are_followed_through_empty_pages() {
    let pages = leak(vec![
        ("", json!({"results": [0], "next": "a b"})),
        ("a b", json!({"results": [], "next": "c"})),
        ("c", json!({"results": [], "next": "d"})),
        ("d", json!({"results": [1], "next": null})),
    ]);
    let (server, call) = serve_cursors(pages).await;
    let (items, error) = walk::<Cursors>(call.into_inner(), Cursor::new("after", None)).await;
    assert!(error.is_none() && items == [0, 1], "{error:?}");
    let queries = ["", "after=a%20b", "after=c", "after=d"];
    assert_eq!(requested_queries(&server).await, queries);
}

#[tokio::test]
async fn a_cursor_that_does_not_advance_is_an_error_after_another_request() {
    let pages = leak(vec![
        ("", json!({"results": [0], "next": "a"})),
        ("a", json!({"results": [1], "next": "a"})),
    ]);
    let (server, call) = serve_cursors(pages).await;
    let (items, error) = walk::<Cursors>(call.into_inner(), Cursor::new("after", None)).await;
    let error = error.unwrap();
    assert!(error.is_incomplete_list() && items == [0, 1], "{error:?}");
    assert_eq!(error.list_position().unwrap().to_string(), "page a");
    assert_eq!(requested_queries(&server).await.len(), 4);
}

#[tokio::test]
async fn a_missing_cursor_before_the_total_is_requested_once_more() {
    let pages = leak(vec![(
        "",
        json!({"results": [0, 1], "total": 3, "next": null}),
    )]);
    let (server, call) = serve_cursors(pages).await;
    let (items, error) = walk::<Cursors>(call.into_inner(), Cursor::new("after", None)).await;
    assert!(error.unwrap().is_incomplete_list() && items == [0, 1]);
    assert_eq!(requested_queries(&server).await, ["", ""]);

    // The second response has the cursor.
    let count = std::sync::atomic::AtomicUsize::new(0);
    let (server, call) = serve_list(move |request: &Request| {
        let again = count.fetch_add(1, std::sync::atomic::Ordering::SeqCst) > 0;
        let page = match parameter(request, "after") {
            Some(_) => json!({"results": [2], "total": 3}),
            None => json!({"results": [0, 1], "total": 3, "next": again.then_some("a")}),
        };
        ResponseTemplate::new(200).set_body_json(page)
    })
    .await;
    let (items, error) = walk::<Cursors>(call.into_inner(), Cursor::new("after", None)).await;
    assert!(error.is_none() && items == [0, 1, 2], "{items:?} {error:?}");
    assert_eq!(requested_queries(&server).await, ["", "", "after=a"]);
}

#[tokio::test]
async fn cursors_can_be_in_headers() {
    let respond = |cursor: Option<&str>| {
        let (results, next) = match cursor {
            None => ([0, 1], Some("t/2")),
            Some("t/2") => ([2, 3], Some("t/3")),
            Some(_) => ([4, 5], None),
        };
        let body = json!({"results": results});
        let response = ResponseTemplate::new(200).set_body_json(body);
        match next {
            Some(next) => response.insert_header("x-next", next),
            None => response,
        }
    };
    let (server, call) =
        serve_list(move |request: &Request| respond(parameter(request, "token").as_deref())).await;
    let method = Cursor::new("token", Some("x-next"));
    let (items, error) = walk::<Cursors>(call.into_inner(), method).await;
    assert!(error.is_none() && items == [0, 1, 2, 3, 4, 5], "{error:?}");
    let queries = ["", "token=t%2F2", "token=t%2F3"];
    assert_eq!(requested_queries(&server).await, queries);

    let (_server, call) = serve_list(move |request: &Request| {
        let token = request.headers.get("x-token");
        respond(token.map(|token| token.to_str().unwrap()))
    })
    .await;
    let method = HeaderCursor::new("x-token", Some("x-next"));
    let (items, error) = walk::<Cursors>(call.into_inner(), method).await;
    assert!(error.is_none() && items == [0, 1, 2, 3, 4, 5], "{error:?}");
}

#[tokio::test]
async fn urls_of_the_same_server_are_followed() {
    let server = MockServer::start().await;
    let own = server.uri();
    for next in [
        "?after=x%2Fy&b=1".to_owned(),
        "numbers?after=x%2Fy&b=1".to_owned(),
        "/numbers?after=x%2Fy&b=1".to_owned(),
        format!("{own}/numbers?after=x%2Fy&b=1"),
        format!(
            "{}/numbers?after=x%2Fy&b=1",
            own.trim_start_matches("http:")
        ),
        format!("{}/numbers?after=x%2Fy&b=1", own.replace("http", "HTTP")),
    ] {
        server.reset().await;
        let url = next.clone();
        wiremock::Mock::given(wiremock::matchers::path("/numbers"))
            .respond_with(move |request: &Request| {
                let page = match parameter(request, "after").as_deref() {
                    Some("x/y") => json!({"results": [1]}),
                    _ => json!({"results": [0], "next": url}),
                };
                ResponseTemplate::new(200).set_body_json(page)
            })
            .mount(&server)
            .await;
        let client = crate::tests::support::builder()
            .base_url(&own)
            .build()
            .unwrap();
        let call = ListNumbers::of(&client).into_inner().query("a", 1);
        let (items, error) = walk::<Cursors>(call, NextUrl).await;
        assert!(error.is_none() && items == [0, 1], "{next}: {error:?}");
        let queries = requested_queries(&server).await;
        assert_eq!(queries, ["a=1", "after=x%2Fy&b=1"], "{next}");
        let requests = server.received_requests().await.unwrap();
        assert!(
            requests
                .iter()
                .all(|one| one.headers.contains_key("authorization"))
        );
    }
}

#[tokio::test]
async fn urls_of_other_servers_are_never_requested() {
    let (other, _) = serve_list(ResponseTemplate::new(200)).await;
    let address = other.address().to_string();
    for next in [
        format!("http://{address}/numbers"),
        format!("//{address}/numbers"),
        format!("https://{address}/numbers"),
        format!("http://user@{address}/numbers"),
        "ftp://example.com/".to_owned(),
        "mailto:someone@example.com".to_owned(),
        "http://".to_owned(),
        "/a b".to_owned(),
    ] {
        let page = json!({"results": [0], "next": next});
        let (server, call) = serve_list(ResponseTemplate::new(200).set_body_json(page)).await;
        let (items, error) = walk::<Cursors>(call.into_inner(), NextUrl).await;
        assert!(
            error.unwrap().is_invalid_request() && items == [0],
            "{next}"
        );
        assert_eq!(requested_queries(&server).await.len(), 1);
    }
    assert_eq!(requested_queries(&other).await.len(), 0);
}

#[tokio::test]
async fn the_link_header_names_the_next_page() {
    for (link, requests) in [
        (r#"<?after=1>; rel="next""#, 2),
        (r#"<?after=1>; rel=next"#, 2),
        (
            r#"<?before=1>; rel="prev", <?after=1>; title="a, b; rel=c"; REL="last Next""#,
            2,
        ),
        (r#"<?after=1>; title="a \" b"; rel="next""#, 2),
        (
            r#"<?after=1>; rel="prev"; title="next", <?x=1>; rel="nextish""#,
            1,
        ),
        (r#"<?after=1>; title="rel=next""#, 1),
        ("<?after=1", 1),
        ("", 1),
    ] {
        let (server, call) =
            serve_list(move |request: &Request| match parameter(request, "after") {
                Some(_) => ResponseTemplate::new(200).set_body_json(json!({"results": [1]})),
                None => ResponseTemplate::new(200)
                    .set_body_json(json!({"results": [0]}))
                    .insert_header(LINK, link),
            })
            .await;
        let (items, error) = walk::<Offsets>(call.into_inner(), LinkHeader).await;
        assert!(error.is_none(), "{link}: {error:?}");
        assert_eq!(items.len(), requests, "{link}");
        assert_eq!(requested_queries(&server).await.len(), requests, "{link}");
    }
}
