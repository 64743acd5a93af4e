//! The parts of a program that depend on its SDK but not on the scenarios.
//!
//! The argument is a file with the scenarios: their indices, the origin of the document's server,
//! and the recorded exchanges. For each, the program prints a line of JSON: the index, and what is wrong or null.

use std::error::Error;
use std::fmt::Write as _;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use harness::expected::Exchange;
use harness::outcome::{Body, Outcome};
use harness::server::Server;
use serde::Serialize;
use serde_json::Value;

use crate::sdk;

pub(crate) type Failure = Box<dyn Error>;

/// Makes one call, and returns an outcome for each exchange.
pub(crate) type Call = fn(&str) -> Result<Vec<Outcome>, String>;

/// Runs the scenarios of the file. `calls` has those of each scenario, by its index.
pub(crate) fn run(calls: &[(usize, &[Call])]) {
    let file = std::env::args().nth(1).expect("the argument is a file");
    let text = std::fs::read_to_string(file).expect("the file can be read");
    let server = Server::start().expect("the server can listen");
    let scenarios: Vec<(usize, String, Vec<Value>)> =
        serde_json::from_str(&text).expect("the file has scenarios");
    for (index, origin, recorded) in scenarios {
        let own = format!("http://{}", server.address);
        let calls = calls.iter().find(|(known, _)| *known == index);
        let calls = calls.map_or(&[][..], |(_, calls)| calls);
        let recorded = Value::from(recorded).to_string();
        // Links in responses are to the server of the document.
        let recorded = match origin.is_empty() {
            true => recorded,
            false => recorded.replace(&origin, &own),
        };
        let problem = catch_unwind(AssertUnwindSafe(|| check(&server, calls, &own, &recorded)));
        let problem = problem.unwrap_or_else(|_| Some("a panic".to_owned()));
        println!(
            "{}",
            serde_json::to_string(&(index, problem)).expect("strings are JSON")
        );
    }
}

/// What is wrong with a scenario.
fn check(server: &Server, calls: &[Call], base: &str, recorded: &str) -> Option<String> {
    let recorded: Vec<Value> = serde_json::from_str(recorded).expect("the exchanges are JSON");
    let exchanges: Vec<Exchange> = match recorded.iter().map(Exchange::of).collect() {
        Ok(exchanges) => exchanges,
        Err(error) => return Some(error),
    };
    server.expect(&exchanges);
    let mut expected = exchanges.iter().map(|exchange| &exchange.response);
    for call in calls {
        let outcomes = call(base);
        if let Some(problem) = server.problem() {
            return Some(problem);
        }
        let outcomes = match outcomes {
            Ok(outcomes) => outcomes,
            Err(error) => return Some(error),
        };
        for outcome in outcomes {
            let Some(response) = expected.next() else {
                return Some("more responses than expected".to_owned());
            };
            if let Some(difference) = outcome.difference(response) {
                return Some(difference);
            }
        }
    }
    match server.missing() {
        0 => None,
        missing => Some(format!("{missing} requests are missing")),
    }
}

/// A builder of a client for the server.
pub(crate) fn builder(base: &str) -> sdk::ClientBuilder {
    sdk::Client::builder()
        .base_url(base)
        .transport(Loopback)
        .clock(Skipping(Mutex::new(Instant::now())))
        .retry(sdk::Retry::none())
}

/// The transport of the harness.
struct Loopback;

impl sdk::Transport for Loopback {
    fn send(
        &self,
        request: sdk::http::Request<sdk::Body>,
    ) -> sdk::BoxFuture<'_, Result<sdk::http::Response<sdk::Body>, sdk::TransportError>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = read(body).await.map_err(sdk::TransportError::other)?;
            let request = sdk::http::Request::from_parts(parts, body);
            let response = harness::client::send(&request);
            let response = response.map_err(sdk::TransportError::other)?;
            Ok(response.map(sdk::Body::from))
        })
    }
}

async fn read(mut body: sdk::Body) -> Result<Vec<u8>, sdk::BoxError> {
    let mut all = Vec::new();
    loop {
        let frame =
            poll_fn(|context| sdk::http_body::Body::poll_frame(Pin::new(&mut body), context));
        match frame.await.transpose()? {
            Some(frame) => all.extend(frame.into_data().iter().flatten()),
            None => return Ok(all),
        }
    }
}

/// A clock that does not wait.
struct Skipping(Mutex<Instant>);

impl sdk::Clock for Skipping {
    fn now(&self) -> Instant {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn sleep(&self, duration: Duration) -> sdk::BoxFuture<'static, ()> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += duration;
        Box::pin(async {})
    }
}

/// Runs a call to its end.
pub(crate) fn block_on(
    call: impl Future<Output = Result<Vec<Outcome>, Failure>>,
) -> Result<Vec<Outcome>, String> {
    harness::block_on(call)?.map_err(|error| chain(error.as_ref()))
}

/// The messages of an error and its sources.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        let _ = write!(text, ": {inner}");
        source = inner.source();
    }
    text
}

/// The outcome of a call. An error response is one, any other error is returned.
pub(crate) fn outcome<T>(
    result: Result<sdk::Response<T>, sdk::Error>,
    headers: impl FnOnce(&sdk::http::HeaderMap) -> Vec<(&'static str, Option<String>)>,
    body: impl FnOnce(T) -> Result<Body, Failure>,
) -> Result<Vec<Outcome>, Failure> {
    let outcome = match result {
        Ok(response) => Outcome {
            is_error: false,
            status: response.status().as_u16(),
            headers: headers(response.headers()),
            body: body(response.into_body())?,
        },
        Err(error) => match (error.status(), error.body()) {
            (Some(status), Some(body)) if !error.is_decode() => Outcome {
                is_error: true,
                status: status.as_u16(),
                headers: Vec::new(),
                body: Body::Bytes(body.to_vec()),
            },
            _ => return Err(error.into()),
        },
    };
    Ok(vec![outcome])
}

/// The outcomes of the pages of a list.
pub(crate) fn pages<T: Serialize>(pages: Vec<T>) -> Result<Vec<Outcome>, Failure> {
    let page = |page: &T| {
        Ok(Outcome {
            is_error: false,
            status: 200,
            headers: Vec::new(),
            body: json(page)?,
        })
    };
    pages.iter().map(page).collect()
}

pub(crate) fn json(value: &impl Serialize) -> Result<Body, Failure> {
    Ok(Body::Json(serde_json::to_string(value)?))
}

/// A decoded header, as it is on the wire.
pub(crate) fn header(value: &impl Serialize) -> Option<String> {
    let scalar = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match serde_json::to_value(value).ok()? {
        Value::Null => None,
        Value::Array(items) => Some(items.iter().map(scalar).collect::<Vec<_>>().join(",")),
        value => Some(scalar(&value)),
    }
}
