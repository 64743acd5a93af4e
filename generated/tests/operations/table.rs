//! All operations of the document in one table, so that common behaviour is tested in a loop.
//!
//! Each resource has its own module. `complete` compares the table with the emitted docs.

use codat_platform::{BoxFuture, CallOptions, Client, Error, Response};
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde_json::Value;
use uuid::{Uuid, uuid};

mod companies;
mod connections;
mod data;
mod integrations;
mod settings;
mod webhooks;

pub(crate) use webhooks::{RULE_ID, SEVEN, WEBHOOK_ID, consumer, rule};

pub(crate) const COMPANY: Uuid = uuid!("2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46");
pub(crate) const CONNECTION: Uuid = uuid!("71b4e9c2-0d5f-4a38-9b67-e8f2c31a5d04");
pub(crate) const DATASET: Uuid = uuid!("9e5a2c71-6f84-4d0b-a3e8-5b17c90d42f6");

/// The documented error statuses of most operations that read.
const ERRORS: &[u16] = &[401, 402, 403, 404, 429, 500, 503];
/// The same for operations that validate a body.
const CHECKING: &[u16] = &[400, 401, 402, 403, 404, 429, 500, 503];
/// The same for operations whose resource always exists.
const WITHOUT_404: &[u16] = &[401, 402, 403, 429, 500, 503];

/// An empty page of any list operation.
const NO_RESULTS: &str =
    r#"{"pageNumber":1,"pageSize":100,"totalResults":0,"_links":{"self":{},"current":{}}}"#;

/// A pull operation with its required properties.
const PULL: &str = r#"{"id":"9e5a2c71-6f84-4d0b-a3e8-5b17c90d42f6","companyId":"2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46","connectionId":"71b4e9c2-0d5f-4a38-9b67-e8f2c31a5d04","dataType":"invoices","status":"Queued","requested":"2026-03-04T06:12:45Z","progress":0,"isCompleted":false,"isErrored":false}"#;

/// One operation and a valid call of it.
#[derive(Clone, Copy)]
pub(crate) struct Operation {
    pub(crate) id: &'static str,
    /// The method of `Client` that returns the resource. It is also the file name in the docs.
    pub(crate) resource: &'static str,
    /// The method of the resource. It is also the heading in the docs.
    pub(crate) name: &'static str,
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) success: u16,
    /// A minimal body of a success response; empty if there is none.
    pub(crate) sample: &'static str,
    /// The body that the call sends; empty if there is none.
    pub(crate) body: &'static str,
    pub(crate) errors: &'static [u16],
    pub(crate) call: fn(&Client, CallOptions) -> Reply,
}

/// The result of a call, with the model as JSON so that all operations have the same type.
pub(crate) type Reply = BoxFuture<'static, Result<CallResult, Error>>;
pub(crate) type CallResult = (StatusCode, HeaderMap, Value);

impl Operation {
    pub(crate) fn call(&self, client: &Client) -> Reply {
        (self.call)(client, CallOptions::new())
    }

    /// Whether the success response has no body, so that any body is ignored.
    pub(crate) fn is_empty(&self) -> bool {
        self.sample.is_empty()
    }
}

/// All operations of the document.
pub(crate) fn all() -> impl Iterator<Item = &'static Operation> {
    let tables: [&'static [Operation]; 6] = [
        &companies::OPERATIONS,
        &connections::OPERATIONS,
        &data::OPERATIONS,
        &integrations::OPERATIONS,
        &settings::OPERATIONS,
        &SEVEN,
    ];
    tables.into_iter().flatten()
}

fn reply<T: Serialize>(
    call: impl Future<Output = Result<Response<T>, Error>> + Send + 'static,
) -> Reply {
    Box::pin(async {
        let response = call.await?;
        let (status, headers) = (response.status(), response.headers().clone());
        Ok((
            status,
            headers,
            serde_json::to_value(response.into_body()).unwrap(),
        ))
    })
}

/// A function that calls one operation: `call!(client => client.companies().get(COMPANY))`.
macro_rules! call {
    ($client:ident => $call:expr) => {
        |$client, options| super::reply($call.with(options).with_response())
    };
}
use call;
