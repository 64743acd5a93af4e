//! A server of a list in pages.

use codat_platform::Client;
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use crate::lists::List;
use crate::support::builder;

/// The list, and the fault of the server.
#[derive(Clone)]
pub(crate) struct Book {
    pub(crate) item: fn(u128) -> Value,
    /// The number of items.
    pub(crate) count: usize,
    /// The default and maximum number of items on a page.
    pub(crate) size: usize,
    /// The total that the server states, by page and number of items.
    pub(crate) totals: fn(usize, usize) -> usize,
    pub(crate) fault: Fault,
}

#[derive(Clone, Copy)]
pub(crate) enum Fault {
    None,
    /// The server ignores the page number and always sends the first page.
    SamePage,
    /// The server responds to one page with this status.
    Status(usize, u16),
    /// One page has an unexpected type.
    WrongType(usize),
    /// One item of a page has an unexpected type.
    WrongItem(usize),
    /// The server caps pages but states the requested size.
    EchoedSize,
}

impl Book {
    pub(crate) fn of(list: &List, count: usize) -> Self {
        Self {
            item: list.item,
            count,
            size: 2,
            totals: |_, count| count,
            fault: Fault::None,
        }
    }

    /// The expected items of a page.
    pub(crate) fn page(&self, number: usize) -> Vec<Value> {
        let from = (number - 1) * self.size;
        let items = from..self.count.min(from + self.size);
        items.map(|index| (self.item)(index as u128 + 1)).collect()
    }
}

impl Respond for Book {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let requested = parameter(request, "page").unwrap_or(1);
        let requested_size = parameter(request, "pageSize").unwrap_or(self.size);
        let size = requested_size.min(self.size);
        let number = match self.fault {
            Fault::Status(page, status) if page == requested => {
                return ResponseTemplate::new(status);
            }
            Fault::WrongType(page) if page == requested => {
                return ResponseTemplate::new(200).set_body_json(json!({"results": 7}));
            }
            Fault::SamePage => 1,
            _ => requested,
        };
        let book = Self {
            size,
            ..self.clone()
        };
        let mut results = book.page(number);
        if matches!(self.fault, Fault::WrongItem(page) if page == requested) {
            results.insert(1, json!("odd"));
        }
        let stated_size = match self.fault {
            Fault::EchoedSize => requested_size,
            _ => size,
        };
        ResponseTemplate::new(200).set_body_json(json!({
            "results": results,
            "pageNumber": number,
            "pageSize": stated_size,
            "totalResults": (self.totals)(number, self.count),
            "_links": {"self": {"href": "/"}, "current": {"href": "/"}},
        }))
    }
}

fn parameter(request: &Request, name: &str) -> Option<usize> {
    let mut pairs = request.url.query_pairs();
    pairs.find(|(known, _)| known == name)?.1.parse().ok()
}

/// A server whose list can be replaced, and a client of it.
pub(crate) struct Server {
    pub(crate) mock: MockServer,
    pub(crate) client: Client,
}

impl Server {
    pub(crate) async fn start() -> Self {
        let mock = MockServer::start().await;
        let client = builder(mock.uri()).build().unwrap();
        Self { mock, client }
    }

    /// Serves this list from now on, and forgets the earlier requests.
    pub(crate) async fn open(&self, book: &Book) {
        self.mock.reset().await;
        Mock::given(any())
            .respond_with(book.clone())
            .mount(&self.mock)
            .await;
    }

    /// The queries of the requests so far, with sorted parameters.
    pub(crate) async fn queries(&self) -> Vec<String> {
        let query = |request: Request| {
            let query = request.url.query().unwrap_or_default().to_owned();
            let mut pairs: Vec<_> = query.split('&').collect();
            pairs.sort_unstable();
            pairs.join("&")
        };
        let requests = self.mock.received_requests().await.unwrap();
        requests.into_iter().map(query).collect()
    }
}
