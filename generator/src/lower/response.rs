//! Success and error responses.

use openapiv3::{Header, ParameterSchemaOrContent, ReferenceOr, Response, Responses, StatusCode};

use super::Lower;
use super::content::{Content, Described};
use super::operation::section_key;
use super::view::{SchemaRef, location_in};
use crate::diagnostics::Code;
use crate::ir::{
    Docs, Failure, Format, Hint, ResponseHeader, Scalar, StatusRange, Success, TypeKind, TypeRef,
};
use crate::pointer::Pointer;

impl<'a> Lower<'a> {
    pub(super) fn responses(
        &mut self,
        responses: &'a Responses,
        (operation, method): (&str, &str),
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
                success.extend(self.success(status, response, (operation, method)));
            } else {
                failures.extend(self.failure(Some(status), response, operation));
            }
        }
        // If `default` is the only response, it means success.
        if let Some(default) = &responses.default {
            if success.is_empty() && failures.is_empty() {
                success.extend(self.success(StatusRange::Hundred(2), default, (operation, method)));
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
        (operation, method): (&str, &str),
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
        // What is described for `HEAD` is the response to `GET`.
        let content = if empty || method == "head" {
            None
        } else {
            self.response_content(response, &hint, &at)
        };
        let docs = Docs::new(None, Some(response.description.clone()));
        let mut success = Success {
            status,
            ty: None,
            format: None,
            media_type: String::new(),
            accept: Vec::new(),
            stream: None,
            headers: self.response_headers(response, operation),
            links: self.links(response),
            docs,
            examples: Vec::new(),
            at,
        };
        if let Some(content) = content {
            let hint = Hint::Operation {
                id: operation.to_owned(),
                role: "stream".to_owned(),
            };
            success.stream = self.other_stream(described(response), &content, &hint);
            success.ty = Some(content.ty);
            success.format = Some(content.format);
            success.media_type = content.media_type;
            success.accept = content.accept;
            success.examples = content.examples;
        }
        Some(success)
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
        let content = self.response_content(response, &hint, &at);
        let (ty, examples) = content.map_or((None, Vec::new()), |c| (Some(c.ty), c.examples));
        let docs = Docs::new(None, Some(response.description.clone()));
        Some(Failure {
            status,
            ty,
            links: self.links(response),
            docs,
            examples,
            at,
        })
    }

    /// The content of a response, if there is any. A form or multipart content is returned as it is.
    fn response_content(
        &mut self,
        response: &'a Response,
        hint: &Hint,
        at: &Pointer,
    ) -> Option<Content<'a>> {
        let mut content = self.content(described(response), hint, at)?;
        if matches!(content.format, Format::Form | Format::Multipart) {
            let message = format!(
                "a response in `{}` is returned as bytes",
                content.media_type
            );
            self.reporter.report(Code::ResponseMediaType, at, message);
            content.ty = TypeRef::Scalar(Scalar::Binary);
            content.format = Format::Bytes;
        }
        Some(content)
    }

    /// The described headers, apart from the one that the specification excludes.
    fn response_headers(&mut self, response: &'a Response, operation: &str) -> Vec<ResponseHeader> {
        let mut headers = Vec::new();
        for (name, header) in &response.headers {
            let header = self.header(header);
            let Some(header) = header.filter(|_| !name.eq_ignore_ascii_case("content-type")) else {
                continue;
            };
            let hint = Hint::Operation {
                id: operation.to_owned(),
                role: name.clone(),
            };
            headers.push(ResponseHeader {
                wire: name.clone(),
                ty: self.header_type(header, &hint),
                docs: Docs::new(None, header.description.clone()),
            });
        }
        headers
    }

    /// The type of a header: a string, unless values can be parsed as something else.
    fn header_type(&mut self, header: &'a Header, hint: &Hint) -> TypeRef {
        let string = TypeRef::Scalar(Scalar::String);
        let ParameterSchemaOrContent::Schema(schema) = &header.format else {
            return string;
        };
        let ty = self.type_of(SchemaRef::from(schema), hint);
        let item = match &ty {
            TypeRef::List(item) => item,
            ty => ty,
        };
        let is_parsed = match item {
            TypeRef::Scalar(scalar) => *scalar != Scalar::Binary,
            TypeRef::Named(id) => self
                .types
                .get(id)
                .is_some_and(|def| matches!(def.kind, TypeKind::Enum { .. })),
            _ => false,
        };
        if is_parsed { ty } else { string }
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

fn described(response: &Response) -> Described<'_> {
    Described {
        content: &response.content,
        extensions: &response.extensions,
    }
}
