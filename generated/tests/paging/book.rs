//! A server that has a list, and gives it out in pages.

use codat_platform::Client;
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use crate::lists::List;
use crate::support::builder;

/// The list, and what the server does wrong with it.
#[derive(Clone)]
pub(crate) struct Book {
    pub(crate) item: fn(u128) -> Value,
    /// How many items there are.
    pub(crate) count: usize,
    /// The size of a page that does not ask for one, and the largest that there is.
    pub(crate) size: usize,
    /// The total that the server tells for each page, if not the count.
    pub(crate) totals: fn(usize, usize) -> usize,
    pub(crate) fault: Fault,
}

#[derive(Clone, Copy)]
pub(crate) enum Fault {
    None,
    /// The page that is asked for is passed over, and the first one sent.
    SamePage,
    /// One page is refused with this status.
    Refused(usize, u16),
    /// One page is of another shape.
    WrongType(usize),
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

    /// The items of a page, as they have to come out.
    pub(crate) fn page(&self, number: usize) -> Vec<Value> {
        let from = (number - 1) * self.size;
        let items = from..self.count.min(from + self.size);
        items.map(|index| (self.item)(index as u128 + 1)).collect()
    }
}

impl Respond for Book {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let asked = parameter(request, "page").unwrap_or(1);
        let size = parameter(request, "pageSize")
            .unwrap_or(self.size)
            .min(self.size);
        let number = match self.fault {
            Fault::Refused(page, status) if page == asked => {
                return ResponseTemplate::new(status);
            }
            Fault::WrongType(page) if page == asked => {
                return ResponseTemplate::new(200).set_body_json(json!({"results": 7}));
            }
            Fault::SamePage => 1,
            _ => asked,
        };
        let book = Self {
            size,
            ..self.clone()
        };
        ResponseTemplate::new(200).set_body_json(json!({
            "results": book.page(number),
            "pageNumber": number,
            "pageSize": size,
            "totalResults": (self.totals)(number, self.count),
            "_links": {"self": {"href": "/"}, "current": {"href": "/"}},
        }))
    }
}

fn parameter(request: &Request, name: &str) -> Option<usize> {
    let mut pairs = request.url.query_pairs();
    pairs.find(|(known, _)| known == name)?.1.parse().ok()
}

/// A server whose book is exchanged from case to case, and a client of it.
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

    /// Has this book from now on, and forgets what was asked.
    pub(crate) async fn open(&self, book: &Book) {
        self.mock.reset().await;
        Mock::given(any())
            .respond_with(book.clone())
            .mount(&self.mock)
            .await;
    }

    /// What was asked for so far: the pages' queries, sorted.
    pub(crate) async fn asked(&self) -> Vec<String> {
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
