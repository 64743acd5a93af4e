//! Lists in pages, on a mock transport.

use codat_platform::models::Company;
use codat_platform::test_util::{MockResponse, MockTransport, SentRequest};
use codat_platform::uuid::Uuid;
use codat_platform::{Error, Items, Position, Retry, models};
use serde_json::{Value, json};

use crate::api::{builder, company, mock_client};

/// A company with this number.
fn numbered(number: usize) -> Value {
    let mut company = company();
    company["id"] = json!(Uuid::from_u128(number as u128));
    company
}

fn parameter(request: &SentRequest, name: &str) -> Option<usize> {
    let mut pairs = request.uri.query()?.split('&');
    pairs.find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')?.parse().ok())
}

/// A list of `count` companies on a server with a maximum page size.
#[derive(Clone, Copy)]
struct List {
    count: usize,
    max: usize,
    /// The total that the responses state.
    total: usize,
    has_links: bool,
}

impl List {
    fn of(count: usize, max: usize) -> Self {
        Self {
            count,
            max,
            total: count,
            has_links: true,
        }
    }

    /// A page that states the requested size, even if it has fewer items.
    fn page(self, request: &SentRequest) -> Value {
        let number = parameter(request, "page").unwrap_or(1);
        self.numbered_page(number, parameter(request, "pageSize").unwrap_or(self.max))
    }

    fn numbered_page(self, number: usize, size: usize) -> Value {
        let start = ((number - 1) * self.max).min(self.count);
        let end = (start + self.max).min(self.count);
        let mut page = json!({
            "results": (start..end).map(numbered).collect::<Vec<_>>(),
            "pageNumber": number,
            "pageSize": size,
            "totalResults": self.total,
            "_links": {"self": {"href": "/companies"}, "current": {"href": "/companies"}},
        });
        if self.has_links && end < self.count {
            page["_links"]["next"] = json!({"href": "/companies"});
        }
        page
    }

    fn serve(self) -> MockTransport {
        let mock = MockTransport::default();
        mock.fallback_with(move |request| MockResponse::json(200, &self.page(request)));
        mock
    }
}

fn items(mock: &MockTransport) -> Items<models::Companies> {
    mock_client(mock).companies().list().items()
}

/// The items of a walk and its errors.
async fn walk(mut items: Items<models::Companies>) -> (Vec<Company>, Vec<Error>) {
    let (mut received, mut errors) = (Vec::new(), Vec::new());
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => received.push(item),
            Err(error) => errors.push(error),
        }
    }
    (received, errors)
}

fn numbers(companies: &[Company]) -> Vec<u128> {
    companies
        .iter()
        .map(|company| company.id.as_u128())
        .collect()
}

#[tokio::test]
async fn a_page_smaller_than_requested_does_not_end_the_list() {
    for has_links in [true, false] {
        let list = List {
            has_links,
            ..List::of(4500, 2000)
        };
        let mock = list.serve();
        let call = mock_client(&mock).companies().list().page_size(5000);
        let companies = call.items().collect_all().await.unwrap();
        assert_eq!(numbers(&companies), (0..4500).collect::<Vec<_>>());
        assert_eq!(mock.requests().len(), 3);
    }
}

#[tokio::test]
async fn a_list_without_a_next_link_ends_at_its_total() {
    for (count, requests) in [(0, 1), (1, 1), (2, 1), (3, 2), (4, 2)] {
        let mock = List::of(count, 2).serve();
        let (companies, errors) = walk(items(&mock)).await;
        assert!(errors.is_empty() && companies.len() == count, "{errors:?}");
        assert_eq!(mock.requests().len(), requests, "{count}");
    }
}

#[tokio::test]
async fn a_total_that_is_not_reached_is_an_error_with_the_position() {
    let list = List {
        total: 9,
        ..List::of(4, 2)
    };
    let mock = list.serve();
    let (companies, errors) = walk(items(&mock)).await;
    assert_eq!((companies.len(), errors.len()), (4, 1));
    assert!(errors[0].is_incomplete_list(), "{:?}", errors[0]);
    assert_eq!(errors[0].list_position().unwrap().to_string(), "page 3");
    assert_eq!(mock.requests().len(), 3);
}

#[tokio::test]
async fn a_server_that_repeats_a_page_is_an_error() {
    let mock = MockTransport::default();
    mock.fallback_with(|_| MockResponse::json(200, &List::of(9, 2).numbered_page(1, 2)));
    let (companies, errors) = walk(items(&mock)).await;
    assert_eq!((companies.len(), errors.len()), (2, 1));
    assert!(errors[0].is_incomplete_list(), "{:?}", errors[0]);
    assert_eq!(mock.requests().len(), 3);
}

#[tokio::test]
async fn an_item_that_cannot_be_decoded_does_not_cost_the_page() {
    let mock = MockTransport::default();
    mock.fallback_with(|request| {
        let mut page = List::of(5, 2).page(request);
        if parameter(request, "page") == Some(2) {
            page["results"][0]["redirect"] = json!({});
        }
        MockResponse::json(200, &page)
    });
    let (companies, errors) = walk(items(&mock)).await;
    assert_eq!(numbers(&companies), [0, 1, 3, 4]);
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].json_path(), Some("results[0].redirect"));
    let raw: Value = serde_json::from_slice(errors[0].body().unwrap()).unwrap();
    assert_eq!(raw["id"], numbered(2)["id"]);
}

#[tokio::test]
async fn a_page_that_cannot_be_decoded_does_not_end_the_walk() {
    for (property, value, path) in [
        ("results", json!([{}, {}]), Some("results[0]")),
        ("totalResults", json!("odd"), Some("totalResults")),
        ("_links", Value::Null, Some("_links")),
    ] {
        let mock = MockTransport::default();
        mock.fallback_with(move |request| {
            let mut page = List::of(5, 2).page(request);
            if parameter(request, "page") == Some(2) {
                page[property] = value.clone();
            }
            MockResponse::json(200, &page)
        });
        let mut pages = mock_client(&mock).companies().list().pages();
        let first = pages.next().await.unwrap().unwrap();
        assert_eq!(numbers(&first.results), [0, 1]);
        let error = pages.next().await.unwrap().unwrap_err();
        assert_eq!(error.json_path(), path);
        assert!(serde_json::from_slice::<Value>(error.body().unwrap()).is_ok());
        let last = pages.next().await.unwrap().unwrap();
        assert_eq!(numbers(&last.results), [4], "{property}");
        assert!(pages.next().await.is_none());
    }
}

#[tokio::test]
async fn other_properties_of_a_page_do_not_cost_its_items() {
    for property in ["_links", "totalResults", "pageNumber", "pageSize"] {
        for value in [json!("odd"), json!([]), Value::Null] {
            let mock = MockTransport::default();
            mock.fallback_with(move |request| {
                let mut page = List::of(1, 2).page(request);
                page[property] = value.clone();
                MockResponse::json(200, &page)
            });
            let (companies, errors) = walk(items(&mock)).await;
            assert_eq!(companies.len(), 1, "{property}");
            assert!(errors.is_empty(), "{property}: {errors:?}");
        }
    }
}

#[tokio::test]
async fn a_walk_resumes_at_the_page_that_failed() {
    let mock = MockTransport::default();
    mock.then(MockResponse::json(200, &List::of(3, 2).numbered_page(1, 2)));
    mock.then(MockResponse::status(500));
    mock.fallback_with(|request| MockResponse::json(200, &List::of(3, 2).page(request)));
    let builder = builder().mock_transport(&mock).retry(Retry::none());
    let mut items = builder.build().unwrap().companies().list().items();
    items.next().await.unwrap().unwrap();
    items.next().await.unwrap().unwrap();
    assert!(items.next().await.unwrap().unwrap_err().is_server_error());
    assert!(items.next().await.is_none());
    assert!(items.resume());
    assert_eq!(items.collect_all().await.unwrap().len(), 1);
    let uris = mock.requests().into_iter().map(|one| one.uri.to_string());
    assert_eq!(uris.filter(|uri| uri.ends_with("page=2")).count(), 2);
}

#[tokio::test]
async fn a_saved_position_continues_with_the_next_item() {
    let mock = List::of(5, 2).serve();
    let mut walk = items(&mock);
    for _ in 0..3 {
        walk.next().await.unwrap().unwrap();
    }
    let saved = walk.position().unwrap().to_string();
    assert_eq!(saved, "after 1 item of page 2");
    drop(walk);
    let position: Position = saved.parse().unwrap();
    let rest = items(&mock).resume_at(&position).collect_all().await;
    assert_eq!(numbers(&rest.unwrap()), [3, 4]);
}

#[tokio::test]
async fn a_limit_requests_no_surplus_pages() {
    let mock = List::of(9, 2).serve();
    let some = items(&mock).limit(4).collect_all().await.unwrap();
    assert_eq!((some.len(), mock.requests().len()), (4, 2));
    let mut walk = items(&mock);
    walk.next().await.unwrap().unwrap();
    assert_eq!(walk.total(), Some(9));
}
