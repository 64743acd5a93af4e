//! Decodes values as responses of the SDK, encodes them, and prints the result: a line of JSON for
//! each, `{"Ok": "..."}` or `{"Err": "..."}`.
//!
//! The argument is a file with a JSON array of pairs: an operation, and the body of its response.

mod calls;

use std::error::Error;
use std::fmt::Write;
use std::future::IntoFuture;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use sdk::test_util::{MockResponse, MockTransport};
use serde::Serialize;

/// The number of polls after which a call is considered to be stuck.
const POLLS: usize = 1000;

fn main() {
    let file = std::env::args().nth(1).expect("the argument is a file");
    let text = std::fs::read_to_string(file).expect("the file can be read");
    let cases: Vec<(String, String)> = serde_json::from_str(&text).expect("the file has pairs");
    for (operation, body) in cases {
        let response = MockResponse::bytes(200, body).header("content-type", "application/json");
        let transport = MockTransport::new([response]);
        let client = sdk::Client::builder().mock_transport(&transport).build();
        let result = calls::call(&client.expect("the client is valid"), &operation);
        println!(
            "{}",
            serde_json::to_string(&result).expect("strings are JSON")
        );
    }
}

/// Sends a call and encodes the value that it returns.
pub(crate) fn encode<T: Serialize>(
    call: impl IntoFuture<Output = Result<T, sdk::Error>>,
) -> Result<String, String> {
    let mut future = pin!(call.into_future());
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..POLLS {
        if let Poll::Ready(result) = future.as_mut().poll(&mut context) {
            let value = result.map_err(|error| chain(&error))?;
            return serde_json::to_string(&value).map_err(|error| chain(&error));
        }
    }
    Err("the call does not end".to_owned())
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
