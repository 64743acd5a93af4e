//! Success and error responses.

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr, Response, Responses, StatusCode};

use super::Lower;
use super::body::Content;
use super::operation::section_key;
use super::view::location_in;
use crate::diagnostics::Code;
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
        // If `default` is the only response, it means success.
        if let Some(default) = &responses.default {
            if success.is_empty() && failures.is_empty() {
                success.extend(self.success(StatusRange::Hundred(2), default, operation));
            } else {
                failures.extend(self.failure(None, default, operation));
            }
        }
        if success.is_empty() {
            let message =
                format!("`{operation}` has no success response; every 2XX response is a success");
            self.reporter
                .report(Code::SuccessMissing, &at.child("responses"), message);
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
        let at = location_in(&response.extensions);
        let hint = Hint::Operation {
            id: operation.to_owned(),
            role: "response".to_owned(),
        };
        let empty = matches!(status, StatusRange::Code(204 | 205));
        if empty && !response.content.is_empty() {
            let message =
                format!("`{operation}` describes content for status {status}, which never has any");
            self.reporter
                .report(Code::StatusWithoutContent, &at, message);
        }
        let content = if empty {
            None
        } else {
            self.response_content(&response.content, &hint, &at)
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
        let at = location_in(&response.extensions);
        let hint = Hint::Operation {
            id: operation.to_owned(),
            role: error_role(status),
        };
        let content = self.response_content(&response.content, &hint, &at);
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

    /// The content of a response, if there is any.
    fn response_content(
        &mut self,
        content: &'a IndexMap<String, MediaType>,
        hint: &Hint,
        at: &Pointer,
    ) -> Option<Content> {
        let found = self.content(content, hint, at);
        if found.is_none() && !content.is_empty() {
            let message = "a form in a response is not supported";
            self.reporter.report(Code::ResponseMediaType, at, message);
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

/// Distinguishes the error responses of an operation.
fn error_role(status: Option<StatusRange>) -> String {
    status.map_or_else(|| "error".to_owned(), |status| format!("error {status}"))
}
