//! Makes calls with a transport that responds at once. `cargo xtask budget --instructions` runs it in
//! valgrind, to count the instructions of a call.
//!
//! ```text
//! codat-platform-instructions call 100    # gets a company a hundred times
//! codat-platform-instructions page 100    # gets a page of 100 companies as often
//! ```

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::future::{IntoFuture, pending};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use codat_platform::bytes::Bytes;
use codat_platform::http::{HeaderValue, Request, Response, header::CONTENT_TYPE};
use codat_platform::{ApiKey, Body, BoxFuture, Client, Clock, Transport, TransportError};

type Fallible<T> = Result<T, Box<dyn Error>>;

const ID: &str = "8a210b68-6988-11ed-a1eb-0242ac120002";
const PAGE_SIZE: usize = 100;

fn main() -> Fallible<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (kind, calls) = match arguments.as_slice() {
        [kind, calls] => (kind.as_str(), calls.parse()?),
        _ => return Err("usage: codat-platform-instructions call|page COUNT".into()),
    };
    match kind {
        "call" => repeat(calls, &client(company(0))?, get_company),
        "page" => repeat(calls, &client(page())?, list_companies),
        other => Err(format!("`{other}` is neither `call` nor `page`").into()),
    }
}

fn repeat(calls: u32, client: &Client, call: fn(&Client) -> Fallible<()>) -> Fallible<()> {
    (0..calls).try_for_each(|_| call(client))
}

fn client(body: String) -> Fallible<Client> {
    let builder = Client::builder().api_key(ApiKey::new("0123456789abcdef"));
    let builder = builder.transport(Canned(body.into())).clock(Idle);
    Ok(builder.build()?)
}

fn get_company(client: &Client) -> Fallible<()> {
    let company = ready(client.companies().get(ID.parse()?))??;
    if company.name == "Toft and Sons 0" {
        return Ok(());
    }
    Err("the company is not the one of the response".into())
}

fn list_companies(client: &Client) -> Fallible<()> {
    let page = ready(
        client
            .companies()
            .list()
            .page(1)
            .page_size(PAGE_SIZE as i32),
    )??;
    if page.results.len() == PAGE_SIZE {
        return Ok(());
    }
    Err("the page is incomplete".into())
}

/// The result of a future that does not wait.
fn ready<F: IntoFuture>(future: F) -> Fallible<F::Output> {
    let mut future = pin!(future.into_future());
    match future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(output) => Ok(output),
        Poll::Pending => Err("the call waits".into()),
    }
}

/// Responds to each request with the same body.
struct Canned(Bytes);

impl Transport for Canned {
    fn send(&self, _: Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let mut response = Response::new(Body::from(self.0.clone()));
        let json = HeaderValue::from_static("application/json; charset=utf-8");
        response.headers_mut().insert(CONTENT_TYPE, json);
        Box::pin(async { Ok(response) })
    }
}

/// Never wakes a call: there is nothing to wait for.
struct Idle;

impl Clock for Idle {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(pending())
    }
}

fn company(number: usize) -> String {
    format!(
        r#"{{"id":"{ID}","name":"Toft and Sons {number}","description":"Joinery, since {number}","redirect":"https://link.example.com/company/{ID}","lastSync":"2024-10-04T17:20:11.55Z","created":"2023-02-01T08:00:00Z","createdByUserName":"M. Lund","products":["assess","sync-for-expenses"],"tags":{{"region":"north","tier":"{number}"}},"dataConnections":[]}}"#
    )
}

fn page() -> String {
    let mut page = r#"{"results":["#.to_owned();
    for number in 0..PAGE_SIZE {
        let separator = if number == 0 { "" } else { "," };
        // Writing to a `String` cannot fail.
        let _ = write!(page, "{separator}{}", company(number));
    }
    let links = r#""_links":{"self":{"href":"/companies"},"current":{"href":"/companies"}}"#;
    let _ = write!(
        page,
        r#"],"pageNumber":1,"pageSize":{PAGE_SIZE},"totalResults":{PAGE_SIZE},{links}}}"#
    );
    page
}
