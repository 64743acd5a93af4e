//! A server of a list in numbered pages, and a call of it as an SDK emits it.

use serde::Deserialize;
use serde_json::{Value, json};
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use crate::runtime::call;
use crate::runtime::paged;
use crate::tests::support::builder;
use crate::{Call, Client, NextPage, Operation, Page, PageNumber, PageProperties};

static LIST_NUMBERS: Operation = Operation::get("list-numbers", "/numbers");

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Numbers {
    pub(crate) results: Vec<i64>,
    pub(crate) page_number: Option<i64>,
    pub(crate) page_size: Option<i64>,
    pub(crate) total_results: Option<i64>,
    #[serde(rename = "_links", default)]
    pub(crate) links: Option<Links>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct Links {
    pub(crate) next: Option<Value>,
}

impl Page for Numbers {
    type Item = i64;

    const PROPERTIES: PageProperties = PageProperties {
        items: "/results",
        number: Some("/pageNumber"),
        size: Some("/pageSize"),
        total: Some("/totalResults"),
        next: Some("/_links/next"),
    };

    fn items(&self) -> &[i64] {
        &self.results
    }

    fn into_items(self) -> Vec<i64> {
        self.results
    }

    fn number(&self) -> Option<i64> {
        self.page_number
    }

    fn size(&self) -> Option<i64> {
        self.page_size
    }

    fn total(&self) -> Option<i64> {
        self.total_results
    }

    /// Unknown without links, so that tests can leave them out.
    fn next_page(&self) -> NextPage {
        let links = self.links.as_ref();
        links.map_or(NextPage::Unknown, |links| {
            NextPage::follows(links.next.is_some())
        })
    }
}

impl ListNumbers {
    pub(crate) fn of(client: &Client) -> Self {
        Self(Call::new(client, &LIST_NUMBERS))
    }

    /// Changes the call inside, as setters of other operations do.
    pub(crate) fn with_inner(self, change: impl FnOnce(Call) -> Call) -> Self {
        Self(change(self.0))
    }

    /// The call inside, to walk it with another paging method.
    pub(crate) fn into_inner(self) -> Call {
        self.0
    }

    pub(crate) fn page(self, page: i64) -> Self {
        Self(self.0.query("page", page))
    }

    pub(crate) fn page_size(self, size: i64) -> Self {
        Self(self.0.query("pageSize", size))
    }
}

call!(ListNumbers, ListNumbers::of, json_response, Numbers);
paged!(ListNumbers, Numbers, PageNumber("page"));

/// A list of the numbers from 0 to `count - 1`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct List {
    pub(crate) count: i64,
    /// Whether pages contain their number.
    pub(crate) number: bool,
    pub(crate) size: bool,
    pub(crate) total: bool,
}

impl List {
    /// A list whose pages contain all properties.
    pub(crate) fn of(count: i64) -> Self {
        Self {
            count,
            number: true,
            size: true,
            total: true,
        }
    }

    pub(crate) fn page(self, number: i64, size: i64) -> Value {
        let start = (number - 1).saturating_mul(size).min(self.count);
        let end = start.saturating_add(size).min(self.count);
        json!({
            "results": (start..end).collect::<Vec<_>>(),
            "pageNumber": self.number.then_some(number),
            "pageSize": self.size.then_some(size),
            "totalResults": self.total.then_some(self.count),
        })
    }
}

impl Respond for List {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let value = |name: &str| {
            let mut pairs = request.url.query_pairs();
            pairs
                .find(|(known, _)| known == name)
                .map(|(_, value)| value.into_owned())
        };
        let number = value("page").map_or(1, |number| number.parse().unwrap());
        let size = value("pageSize").map_or(2, |size| size.parse().unwrap());
        ResponseTemplate::new(200).set_body_json(self.page(number, size))
    }
}

/// Starts a server that responds to the call as given.
pub(crate) async fn serve_list(response: impl Respond + 'static) -> (MockServer, ListNumbers) {
    let server = MockServer::start().await;
    Mock::given(path("/numbers"))
        .respond_with(response)
        .mount(&server)
        .await;
    let client = builder().base_url(server.uri()).build().unwrap();
    (server, ListNumbers::of(&client))
}

/// The query strings of the requests that the server received.
pub(crate) async fn requested_queries(server: &MockServer) -> Vec<String> {
    let requests = server.received_requests().await.unwrap();
    requests
        .iter()
        .map(|request| request.url.query().unwrap_or_default().to_owned())
        .collect()
}
