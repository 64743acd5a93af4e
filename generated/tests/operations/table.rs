//! Every operation as the document has it, so that what all have in common is tested in one loop.
//!
//! The table has a module for each resource. `complete` checks it against the emitted pages.

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

/// What reading is documented to fail with; most operations have the same.
const ERRORS: &[u16] = &[401, 402, 403, 404, 429, 500, 503];
/// The same for those that look at what they are sent.
const CHECKING: &[u16] = &[400, 401, 402, 403, 404, 429, 500, 503];
/// The same for those that name nothing that might not exist.
const WITHOUT_404: &[u16] = &[401, 402, 403, 429, 500, 503];

/// A page of any list, empty.
const NO_RESULTS: &str =
    r#"{"pageNumber":1,"pageSize":100,"totalResults":0,"_links":{"self":{},"current":{}}}"#;

/// A pull operation with what is required of it.
const PULL: &str = r#"{"id":"9e5a2c71-6f84-4d0b-a3e8-5b17c90d42f6","companyId":"2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46","connectionId":"71b4e9c2-0d5f-4a38-9b67-e8f2c31a5d04","dataType":"invoices","status":"Queued","requested":"2026-03-04T06:12:45Z","progress":0,"isCompleted":false,"isErrored":false}"#;

/// One operation, and a call of it with whatever it needs.
#[derive(Clone, Copy)]
pub(crate) struct Operation {
    pub(crate) id: &'static str,
    /// The method of `Client` that gives the resource, which is the name of its page in the docs too.
    pub(crate) resource: &'static str,
    /// The method of the resource, which is its heading in the docs too.
    pub(crate) name: &'static str,
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) success: u16,
    /// A body of a success with no more than it needs; empty where there is none.
    pub(crate) sample: &'static str,
    /// The body that the call sends, empty where there is none.
    pub(crate) body: &'static str,
    pub(crate) errors: &'static [u16],
    pub(crate) call: fn(&Client, CallOptions) -> Reply,
}

/// What comes of a call, with the model as JSON, so that all operations have one type.
pub(crate) type Reply = BoxFuture<'static, Result<Answer, Error>>;
pub(crate) type Answer = (StatusCode, HeaderMap, Value);

impl Operation {
    pub(crate) fn call(&self, client: &Client) -> Reply {
        (self.call)(client, CallOptions::new())
    }

    /// Whether a success has no body, so that whatever comes is ignored.
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

/// A function that sends a call of one operation: `call!(client => client.companies().get(COMPANY))`.
macro_rules! call {
    ($client:ident => $call:expr) => {
        |$client, options| super::reply($call.with(options).with_response())
    };
}
use call;
