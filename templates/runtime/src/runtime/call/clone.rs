//! Copies of a call that is not sent yet.

use crate::runtime::call::{Call, Parts};
use crate::runtime::transport::body::Body;

/// The clone sends the same request, with the same idempotency key.
///
/// A streamed body can be read only once, so it stays with the original, and the clone is an
/// invalid request.
impl Clone for Call {
    fn clone(&self) -> Self {
        let mut problems = self.problems.clone();
        let content = self.content.as_ref().and_then(|(content_type, body)| {
            let bytes = body.as_bytes().cloned();
            if bytes.is_none() {
                problems
                    .push("a call with a streamed body was cloned: set the body again".to_owned());
            }
            Some((content_type.clone(), Body::from(bytes?)))
        });
        Self::of(Parts {
            client: self.client.clone(),
            operation: self.operation,
            path: self.path.clone(),
            query: self.query.clone(),
            headers: self.headers.clone(),
            url: self.url.clone(),
            content,
            idempotency: self.idempotency.clone(),
            options: self.options.clone(),
            problems,
            // An error cannot be cloned, its message can.
            cause: self.cause.as_ref().map(|cause| cause.to_string().into()),
        })
    }
}
