//! Answers, those that mean success and those that do not.

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr, Response, Responses, StatusCode};

use super::Lower;
use super::body::Content;
use super::operation::section_key;
use super::view::place_in;
use crate::ir::{Docs, Failure, Hint, StatusRange, Success};
use crate::pointer::Pointer;

impl<'a> Lower<'a> {
    pub(super) fn responses(
        &mut self,
        responses: &'a Responses,
        operation: &str,
        at: &Pointer,
    ) -> (Vec<Success>, Vec<Failure>) {
        let mut success = Vec::new();
        let mut failures = Vec::new();
        for (status, response) in &responses.responses {
            let status = match *status {
                StatusCode::Code(code) => StatusRange::Code(code),
                StatusCode::Range(first) => StatusRange::Hundred(first),
            };
            if status.is_success() {
                success.extend(self.success(status, response, operation));
            } else {
                failures.extend(self.failure(Some(status), response, operation));
            }
        }
        // A document that only knows `default` means success by it.
        if let Some(default) = &responses.default {
            if success.is_empty() && failures.is_empty() {
                success.extend(self.success(StatusRange::Hundred(2), default, operation));
            } else {
                failures.extend(self.failure(None, default, operation));
            }
        }
        if success.is_empty() {
            let message = format!("`{operation}` documents no success; any 2XX is read as one");
            let help = "add the answer in an overlay";
            self.warning("success-missing", &at.child("responses"), message, help);
        }
        (success, failures)
    }

    fn success(
        &mut self,
        status: StatusRange,
        response: &'a ReferenceOr<Response>,
        operation: &str,
    ) -> Option<Success> {
        let response = self.response(response)?;
        let at = place_in(&response.extensions);
        let hint = Hint::Operation {
            id: operation.to_owned(),
            role: "response".to_owned(),
        };
        let empty = matches!(status, StatusRange::Code(204 | 205));
        if empty && !response.content.is_empty() {
            let message = format!("{status} has no content, and `{operation}` describes some");
            self.warning(
                "status-without-content",
                &at,
                message,
                "correct the answer in an overlay",
            );
        }
        let content = if empty {
            None
        } else {
            self.answer(&response.content, &hint, &at)
        };
        let (ty, format, media_type, examples) = match content {
            Some(Content {
                ty,
                format,
                media_type,
                examples,
            }) => (Some(ty), Some(format), media_type, examples),
            None => (None, None, String::new(), Vec::new()),
        };
        let docs = Docs::new(None, Some(response.description.clone()));
        Some(Success {
            status,
            ty,
            format,
            media_type,
            docs,
            examples,
            at,
        })
    }

    fn failure(
        &mut self,
        status: Option<StatusRange>,
        response: &'a ReferenceOr<Response>,
        operation: &str,
    ) -> Option<Failure> {
        let response = self.response(response)?;
        let at = place_in(&response.extensions);
        let hint = Hint::Operation {
            id: operation.to_owned(),
            role: error_role(status),
        };
        let content = self.answer(&response.content, &hint, &at);
        let (ty, examples) = content.map_or((None, Vec::new()), |c| (Some(c.ty), c.examples));
        let docs = Docs::new(None, Some(response.description.clone()));
        Some(Failure {
            status,
            ty,
            docs,
            examples,
            at,
        })
    }

    /// Content of an answer, of which there may be none.
    fn answer(
        &mut self,
        content: &'a IndexMap<String, MediaType>,
        hint: &Hint,
        at: &Pointer,
    ) -> Option<Content> {
        let found = self.content(content, hint, at);
        if found.is_none() && !content.is_empty() {
            let message = "the generator can't read a form in an answer";
            let help = "give it a JSON media type, or none, in an overlay";
            self.error("response-media-type", at, message, help);
        }
        found
    }

    fn response(&self, response: &'a ReferenceOr<Response>) -> Option<&'a Response> {
        match response {
            ReferenceOr::Item(item) => Some(item),
            ReferenceOr::Reference { reference } => {
                let key = section_key(reference, "responses")?;
                self.response(self.components.responses.get(&key)?)
            }
        }
    }
}

/// What tells the answers of one operation apart.
fn error_role(status: Option<StatusRange>) -> String {
    status.map_or_else(|| "error".to_owned(), |status| format!("error {status}"))
}
