//! Replays recorded calls and compares the requests and the results.

use std::collections::BTreeMap;
use std::fmt;

use codat_platform::{ApiKey, BoxFuture, Client, Error, Response, Retry};
use serde::Serialize;
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::absent::without_absent;
use crate::recording::{self, Recording};

/// The `authorization` header of the recordings.
const AUTHORIZATION: &str = "Basic BASE_64_ENCODED(API_KEY)";

/// Makes a call and returns the status and the model of the response.
type Call = Box<dyn Fn(&Client) -> BoxFuture<'static, Result<(u16, Value), Error>>>;

/// How a recording is replayed.
pub(crate) enum Case {
    /// As the same call.
    Call(Replayed),
    /// Not at all, because the call cannot be written, for this reason.
    Impossible(&'static str),
}

pub(crate) struct Replayed {
    call: Call,
    /// The values that only the recorded SDK sends.
    sent_by_default: Vec<SentByDefault>,
    /// The path of the base URL.
    base: &'static str,
    key: &'static str,
}

/// A value that the recorded SDK sends although it was not set.
///
/// Codat has the same default for each of these, so this SDK does not send them.
#[derive(Clone, Copy)]
pub(crate) enum SentByDefault {
    Query(&'static str, &'static str),
    /// A property of the body that is `false`.
    False(&'static str),
}

impl fmt::Display for SentByDefault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Query(name, value) => write!(f, "`{name}={value}` in the query"),
            Self::False(name) => write!(f, "`{name}: false`"),
        }
    }
}

/// Replays the recording as this call.
pub(crate) fn call<T, C>(call: impl Fn(&Client) -> C + 'static) -> Case
where
    T: Serialize,
    C: Future<Output = Result<Response<T>, Error>> + Send + 'static,
{
    let call: Call = Box::new(move |client| {
        let reply = call(client);
        Box::pin(async {
            let response = reply.await?;
            let status = response.status().as_u16();
            Ok((status, serde_json::to_value(response.into_body()).unwrap()))
        })
    });
    Case::Call(Replayed {
        call,
        sent_by_default: Vec::new(),
        base: "",
        key: AUTHORIZATION,
    })
}

impl Case {
    /// Ignores values that only the recorded SDK sends.
    pub(crate) fn without(self, values: impl IntoIterator<Item = SentByDefault>) -> Self {
        self.with(|replayed| replayed.sent_by_default = values.into_iter().collect())
    }

    /// Uses a client whose base URL has this path.
    pub(crate) fn at(self, base: &'static str) -> Self {
        self.with(|replayed| replayed.base = base)
    }

    /// Uses a client with this `authorization` header.
    pub(crate) fn key(self, key: &'static str) -> Self {
        self.with(|replayed| replayed.key = key)
    }

    fn with(mut self, change: impl FnOnce(&mut Replayed)) -> Self {
        if let Self::Call(replayed) = &mut self {
            change(replayed);
        }
        self
    }
}

/// Replays every recording of a group, and prints a line for each.
pub(crate) async fn group(name: &str, case: fn(&Recording) -> Option<Case>) {
    let Some(recordings) = recording::all() else {
        return;
    };
    let server = MockServer::start().await;
    let mut unknown = Vec::new();
    let mut count = 0;
    for recording in recordings
        .into_iter()
        .filter(|recording| recording.group() == name)
    {
        count += 1;
        let what = recording.name();
        match case(&recording) {
            Some(Case::Call(replayed)) => {
                replay(&server, recording, &replayed).await;
                let ignored = replayed.sent_by_default.iter().map(ToString::to_string);
                let ignored: Vec<_> = ignored.collect();
                match &ignored[..] {
                    [] => println!("{what}: compared"),
                    some => println!("{what}: compared, without {}", some.join(", ")),
                }
            }
            Some(Case::Impossible(reason)) => println!("{what}: impossible, {reason}"),
            None => unknown.push(what),
        }
    }
    assert!(unknown.is_empty(), "unknown recordings: {unknown:#?}");
    assert!(count > 0, "there are no recordings of {name}");
}

async fn replay(server: &MockServer, mut recording: Recording, replayed: &Replayed) {
    let what = recording.name();
    for value in &replayed.sent_by_default {
        remove(&mut recording, *value);
    }
    let key = ApiKey::from_header(replayed.key);
    let base = format!("{}{}", server.uri(), replayed.base);
    // Retries are tested elsewhere.
    let builder = Client::builder()
        .api_key(key)
        .base_url(base)
        .retry(Retry::none());
    let client = builder.no_proxy().build().unwrap();

    // Paths with a prefix are not in the document, so they were recorded without a status.
    let status = recording.success_status.unwrap_or(200);
    server.reset().await;
    let response = match &recording.returned {
        Value::Null => ResponseTemplate::new(status),
        returned => ResponseTemplate::new(status).set_body_json(returned),
    };
    Mock::given(any())
        .respond_with(response)
        .mount(server)
        .await;
    let (got, model) = (replayed.call)(&client)
        .await
        .unwrap_or_else(|error| panic!("{what}: {error:?}"));
    assert_eq!(got, status, "{what}");
    assert_eq!(
        without_absent(model),
        without_absent(recording.returned.clone()),
        "{what}"
    );

    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 1, "{what}");
    compare(&requests[0], &recording, &what);
    errors(server, &client, &recording, &replayed.call).await;
}

/// Removes a value that only the recorded SDK sends. Panics if the recording does not contain it.
fn remove(recording: &mut Recording, value: SentByDefault) {
    let found = match value {
        SentByDefault::Query(name, value) => {
            let before = recording.query.len();
            recording
                .query
                .retain(|pair| *pair != (name.to_owned(), value.to_owned()));
            recording.query.len() < before
        }
        SentByDefault::False(name) => {
            let body = recording.body.as_object_mut().unwrap();
            body.remove(name) == Some(Value::Bool(false))
        }
    };
    assert!(found, "{}: no {value}", recording.name());
}

fn compare(request: &Request, recording: &Recording, what: &str) {
    assert_eq!(request.method.as_str(), recording.method, "{what}");
    assert_eq!(request.url.path(), recording.path, "{what}");
    let pairs = request.url.query_pairs();
    let mut sent: Vec<(String, String)> = pairs
        .map(|(name, value)| (name.into(), value.into()))
        .collect();
    let mut recorded = recording.query.clone();
    sent.sort();
    recorded.sort();
    assert_eq!(sent, recorded, "{what}");

    let header = |name| {
        request
            .headers
            .get(name)
            .map(|value| value.to_str().unwrap())
    };
    assert_eq!(
        header("accept"),
        recording.headers.accept.as_deref(),
        "{what}"
    );
    assert_eq!(
        header("authorization"),
        recording.headers.authorization.as_deref(),
        "{what}"
    );
    assert_eq!(
        header("content-type"),
        recording.headers.content_type.as_deref(),
        "{what}"
    );

    assert_eq!(!request.body.is_empty(), recording.has_body, "{what}");
    if recording.has_body {
        let sent: Value = serde_json::from_slice(&request.body).unwrap();
        assert_eq!(sent, recording.body, "{what}");
    }
}

/// Checks that every documented error status becomes an error of the same operation.
async fn errors(server: &MockServer, client: &Client, recording: &Recording, call: &Call) {
    let documented = recording.documented_errors.iter().flat_map(BTreeMap::keys);
    for status in documented {
        let status: u16 = status.parse().unwrap();
        server.reset().await;
        let response = ResponseTemplate::new(status).set_body_json(json!({"error": "no"}));
        Mock::given(any())
            .respond_with(response)
            .mount(server)
            .await;
        let error = call(client).await.unwrap_err();
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.operation(), recording.operation_id.as_deref());
        assert_eq!(error.message(), Some("no"));
    }
}
