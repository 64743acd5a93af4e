//! Request bodies, and the content that they have in common with responses.

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr, RequestBody};
use serde_json::Value;

use super::Lower;
use super::operation::section_key;
use super::view::{SchemaRef, location_in};
use crate::diagnostics::Code;
use crate::ir::{Body, Docs, Example, Format, Hint, Scalar, TypeRef};
use crate::pointer::Pointer;

/// The format of a media type. `None` for forms, which are not supported.
pub(super) fn format(media_type: &str) -> Option<Format> {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_lowercase();
    match essence.as_str() {
        "application/json" | "text/json" | "*/*" | "application/*" => Some(Format::Json),
        json if json.ends_with("+json") => Some(Format::Json),
        "multipart/form-data" | "application/x-www-form-urlencoded" => None,
        text if text.starts_with("text/") => Some(Format::Text),
        _ => Some(Format::Bytes),
    }
}

/// The content that the SDK supports, of all that is documented.
pub(super) struct Content {
    pub(super) ty: TypeRef,
    pub(super) format: Format,
    pub(super) media_type: String,
    pub(super) examples: Vec<Example>,
}

impl<'a> Lower<'a> {
    pub(super) fn body(
        &mut self,
        body: &'a ReferenceOr<RequestBody>,
        operation: &str,
        fallback: &Pointer,
    ) -> Option<Body> {
        let body = self.request_body(body)?;
        let at = location_in(&body.extensions);
        let hint = Hint::Operation {
            id: operation.to_owned(),
            role: "request".to_owned(),
        };
        let content = self.content(&body.content, &hint, &at);
        let content = content.or_else(|| {
            let message = format!("the media type of the body of `{operation}` is not supported");
            let at = if at == Pointer::root() { fallback } else { &at };
            self.reporter.report(Code::BodyMediaType, at, message);
            None
        })?;
        Some(Body {
            ty: content.ty,
            required: body.required,
            format: content.format,
            media_type: content.media_type,
            docs: Docs::new(None, body.description.clone()),
            examples: content.examples,
            at,
        })
    }

    pub(super) fn request_body(
        &self,
        body: &'a ReferenceOr<RequestBody>,
    ) -> Option<&'a RequestBody> {
        match body {
            ReferenceOr::Item(item) => Some(item),
            ReferenceOr::Reference { reference } => {
                let key = section_key(reference, "requestBodies")?;
                self.request_body(self.components.request_bodies.get(&key)?)
            }
        }
    }

    /// The JSON content, else text, else bytes. `None` if no media type is supported.
    pub(super) fn content(
        &mut self,
        content: &'a IndexMap<String, MediaType>,
        hint: &Hint,
        at: &Pointer,
    ) -> Option<Content> {
        let first = |format: Format| {
            let found = content
                .iter()
                .find(|(name, _)| self::format(name) == Some(format));
            found.map(|(name, media)| (format, name, media))
        };
        let (format, name, media) = first(Format::Json)
            .or_else(|| first(Format::Text))
            .or_else(|| first(Format::Bytes))?;
        if content.len() > 1 {
            let message = format!(
                "the SDK uses `{name}`, one of {} media types",
                content.len()
            );
            self.reporter.report(Code::MediaTypes, at, message);
        }
        let ty = match (format, &media.schema) {
            (Format::Json, Some(schema)) => self.item_type(SchemaRef::from(schema), hint),
            (Format::Json, None) => TypeRef::Any,
            (Format::Text, _) => TypeRef::Scalar(Scalar::String),
            (Format::Bytes, _) => TypeRef::Scalar(Scalar::Binary),
        };
        let media_type = match (name.contains('*'), format) {
            (false, _) => name.as_str(),
            (true, Format::Json) => "application/json",
            (true, Format::Text) => "text/plain",
            (true, Format::Bytes) => "application/octet-stream",
        };
        Some(Content {
            ty,
            format,
            media_type: media_type.to_owned(),
            examples: self.examples(media, &at.child("content").child(name)),
        })
    }

    /// The named examples, else the unnamed one.
    fn examples(&self, media: &'a MediaType, at: &Pointer) -> Vec<Example> {
        let mut examples = Vec::new();
        for (name, example) in &media.examples {
            let at = match example {
                ReferenceOr::Item(_) => at.child("examples").child(name),
                ReferenceOr::Reference { reference } => target(reference),
            };
            let example = self
                .example(example)
                .filter(|example| example.external_value.is_none());
            if let Some(example) = example {
                let value = example.value.clone().unwrap_or(Value::Null);
                let at = at.child("value");
                let summary = example.summary.clone();
                examples.push(Example {
                    name: name.clone(),
                    summary,
                    value,
                    at,
                });
            }
        }
        if examples.is_empty() {
            let one = media.example.clone();
            examples.extend(one.map(|value| Example {
                name: String::new(),
                summary: None,
                value,
                at: at.child("example"),
            }));
        }
        examples
    }

    fn example(
        &self,
        example: &'a ReferenceOr<openapiv3::Example>,
    ) -> Option<&'a openapiv3::Example> {
        match example {
            ReferenceOr::Item(item) => Some(item),
            ReferenceOr::Reference { reference } => {
                let key = section_key(reference, "examples")?;
                self.example(self.components.examples.get(&key)?)
            }
        }
    }
}

/// The location that a reference refers to. The key of a component that `resolve` moved is its
/// location.
fn target(reference: &str) -> Pointer {
    let pointer = Pointer::parse(reference.trim_start_matches('#')).unwrap_or_default();
    let moved = pointer.last().filter(|key| key.starts_with('/'));
    let moved = moved.and_then(|key| Pointer::parse(&key).ok());
    moved.unwrap_or(pointer)
}
