//! Replaces each object in each response of each operation by an array, which must be rejected with
//! its JSON path.

use std::sync::{Arc, Mutex};

use codat_platform::bytes::Bytes;
use codat_platform::{Body, BoxFuture, Transport, TransportError};
use http::{Request, Response, StatusCode};
use serde_json::Value;

use crate::docs;
use crate::support::builder;
use crate::table::all;

/// A transport that returns the current response, because a server would be too slow for hundreds
/// of cases.
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

/// All objects in a value, by JSON pointer and by the path in errors.
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
async fn rejects_an_array_in_place_of_any_object() {
    let response = Canned::default();
    let client = builder("https://api.invalid")
        .transport(response.clone())
        .build()
        .unwrap();
    let mut refused = 0;
    for operation in all() {
        for (status, example) in docs::response_examples(operation) {
            let example: Value = serde_json::from_str(&example).unwrap();
            let mut places = Vec::new();
            objects(&example, ("", ""), &mut places);
            for [pointer, path] in places {
                let object = example.pointer(&pointer).unwrap().as_object().unwrap();
                // Once with the values of the object, and once empty, which would match if all
                // properties are optional.
                let members: Value = object.values().cloned().collect();
                for list in [members, Value::Array(Vec::new())] {
                    let mut body = example.clone();
                    *body.pointer_mut(&pointer).unwrap() = list.clone();
                    response.set(status, &body);
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
