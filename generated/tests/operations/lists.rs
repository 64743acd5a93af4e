//! Lists where objects belong, in every answer of every operation and at every place: refused, and the place is named.

use std::sync::{Arc, Mutex};

use codat_platform::bytes::Bytes;
use codat_platform::{Body, BoxFuture, Transport, TransportError};
use http::{Request, Response, StatusCode};
use serde_json::Value;

use crate::pages;
use crate::support::builder;
use crate::table::all;

/// Gives everyone the answer that is set, without a server: there are hundreds.
#[derive(Clone, Default)]
struct Canned(Arc<Mutex<(StatusCode, Bytes)>>);

impl Canned {
    fn set(&self, status: u16, body: &Value) {
        let status = StatusCode::from_u16(status).unwrap();
        *self.0.lock().unwrap() = (status, body.to_string().into());
    }
}

impl Transport for Canned {
    fn send(&self, _: Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let (status, body) = self.0.lock().unwrap().clone();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status;
        Box::pin(async { Ok(response) })
    }
}

/// The places of all objects in a value, as JSON pointers and as errors name them.
fn objects(value: &Value, (pointer, path): (&str, &str), found: &mut Vec<[String; 2]>) {
    match value {
        Value::Object(members) => {
            found.push([pointer.to_owned(), path.to_owned()]);
            for (name, value) in members {
                let escaped = name.replace('~', "~0").replace('/', "~1");
                let dot = if path.is_empty() { "" } else { "." };
                let place = (format!("{pointer}/{escaped}"), format!("{path}{dot}{name}"));
                objects(value, (&place.0, &place.1), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                let place = (format!("{pointer}/{index}"), format!("{path}[{index}]"));
                objects(value, (&place.0, &place.1), found);
            }
        }
        _ => {}
    }
}

#[tokio::test]
async fn a_list_is_no_object_at_any_place_of_any_answer() {
    let answer = Canned::default();
    let client = builder("https://api.invalid")
        .transport(answer.clone())
        .build()
        .unwrap();
    let mut refused = 0;
    for operation in all() {
        for (status, example) in pages::answers(operation) {
            let example: Value = serde_json::from_str(&example).unwrap();
            let mut places = Vec::new();
            objects(&example, ("", ""), &mut places);
            for [pointer, path] in places {
                let object = example.pointer(&pointer).unwrap().as_object().unwrap();
                // What the object has, and nothing, which would do for all that is optional.
                let members: Value = object.values().cloned().collect();
                for list in [members, Value::Array(Vec::new())] {
                    let mut body = example.clone();
                    *body.pointer_mut(&pointer).unwrap() = list.clone();
                    answer.set(status, &body);
                    let error = operation.call(&client).await.unwrap_err();
                    assert!(error.is_decode(), "{error:?}");
                    assert_eq!(error.status().unwrap(), status);
                    assert_eq!(error.body().unwrap(), &body.to_string());
                    let path = Some(&*path).filter(|path| !path.is_empty());
                    assert_eq!(error.json_path(), path, "{}: {body}", operation.id);
                    refused += 1;
                }
            }
        }
    }
    assert!(refused > 300, "only {refused} objects were found");
}
