//! Request bodies, and what they have in common with answers: content in a media type.

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr, RequestBody};
use serde_json::Value;

use super::Lower;
use super::operation::section_key;
use super::view::{SchemaRef, place_in};
use crate::ir::{Body, Docs, Example, Hint, Scalar, TypeRef};
use crate::pointer::Pointer;

/// How the content of a media type is read and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Text,
    Bytes,
    /// Forms, which the generator can't do.
    Form,
}

impl Format {
    pub(super) fn of(media_type: &str) -> Self {
        let essence = media_type
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_lowercase();
        match essence.as_str() {
            "application/json" | "text/json" | "*/*" | "application/*" => Self::Json,
            json if json.ends_with("+json") => Self::Json,
            "multipart/form-data" | "application/x-www-form-urlencoded" => Self::Form,
            text if text.starts_with("text/") => Self::Text,
            _ => Self::Bytes,
        }
    }
}

/// Content as the SDK has it.
pub(super) struct Content {
    pub(super) ty: TypeRef,
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
        let at = place_in(&body.extensions);
        let hint = Hint::Operation {
            id: operation.to_owned(),
            role: "request".to_owned(),
        };
        let content = self.content(&body.content, &hint, &at);
        let content = content.or_else(|| {
            let message = format!("the generator can't send the body of `{operation}`");
            let help = "give it a JSON media type, or remove the operation, in an overlay";
            let at = if at == Pointer::root() { fallback } else { &at };
            self.error("body-media-type", at, message, help);
            None
        })?;
        Some(Body {
            ty: content.ty,
            required: body.required,
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

    /// The JSON content, else text, else bytes. `None` where there is none that the generator knows.
    pub(super) fn content(
        &mut self,
        content: &'a IndexMap<String, MediaType>,
        hint: &Hint,
        at: &Pointer,
    ) -> Option<Content> {
        let of = |wanted: Format| content.iter().find(|(name, _)| Format::of(name) == wanted);
        let (name, media) = of(Format::Json)
            .or_else(|| of(Format::Text))
            .or_else(|| of(Format::Bytes))?;
        if content.len() > 1 {
            let message = format!("of {} media types, the SDK has `{name}`", content.len());
            self.note("media-types", at, message);
        }
        let ty = match (Format::of(name), &media.schema) {
            (Format::Json, Some(schema)) => self.item_type(SchemaRef::from(schema), hint),
            (Format::Json, None) => TypeRef::Any,
            (Format::Text, _) => TypeRef::Scalar(Scalar::String),
            (Format::Bytes | Format::Form, _) => TypeRef::Scalar(Scalar::Binary),
        };
        let media_type = match (name.contains('*'), Format::of(name)) {
            (false, _) => name.as_str(),
            (true, Format::Json) => "application/json",
            (true, Format::Text) => "text/plain",
            (true, Format::Bytes | Format::Form) => "application/octet-stream",
        };
        Some(Content {
            ty,
            media_type: media_type.to_owned(),
            examples: self.examples(media),
        })
    }

    /// Named examples, else the one that has no name.
    fn examples(&self, media: &'a MediaType) -> Vec<Example> {
        let mut examples = Vec::new();
        for (name, example) in &media.examples {
            let example = self
                .example(example)
                .filter(|example| example.external_value.is_none());
            if let Some(example) = example {
                let value = example.value.clone().unwrap_or(Value::Null);
                let summary = example.summary.clone();
                examples.push(Example {
                    name: name.clone(),
                    summary,
                    value,
                });
            }
        }
        if examples.is_empty() {
            let one = media.example.clone();
            examples.extend(one.map(|value| Example {
                name: String::new(),
                summary: None,
                value,
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
