//! Request bodies.

use openapiv3::{
    Encoding, Header, MediaType, ParameterSchemaOrContent, QueryStyle, ReferenceOr, RequestBody,
};
use serde_json::Value;

use super::Lower;
use super::content::{Content, Described};
use super::operation::section_key;
use super::view::{SchemaRef, View, location_in};
use crate::diagnostics::Code;
use crate::extensions::{ITEM_ENCODING, PREFIX_ENCODING};
use crate::ir::{
    Body, Docs, Format, Hint, PartPositions, PropertyEncoding, PropertyStyle, Scalar, TypeRef,
};
use crate::media::{MediaKind, charset};
use crate::pointer::Pointer;

impl<'a> Lower<'a> {
    pub(super) fn body(
        &mut self,
        body: &'a ReferenceOr<RequestBody>,
        operation: &str,
        fallback: &Pointer,
    ) -> Option<Body> {
        let body = self.request_body(body)?;
        let at = location_in(&body.extensions);
        let at = if at == Pointer::root() {
            fallback.clone()
        } else {
            at
        };
        let hint = Hint::Operation {
            id: operation.to_owned(),
            role: "request".to_owned(),
        };
        let described = Described {
            content: &body.content,
            extensions: &body.extensions,
        };
        let content = self.content(described, &hint, &at).or_else(|| {
            let message = format!("the body of `{operation}` has no media type; none is sent");
            self.reporter.report(Code::BodyMediaType, &at, message);
            None
        })?;
        let encodings = self.encodings(&content, &at);
        let positions = match content.format {
            Format::Multipart => self.part_positions(content.media, &at),
            _ => None,
        };
        let (ty, format) = sent_as(content.ty, content.format, &content.media_type);
        Some(Body {
            ty,
            required: body.required,
            format,
            media_type: content.media_type,
            has_media_type_choice: content.has_choice,
            encodings,
            positions,
            part_types: Vec::new(),
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

    /// The encodings of a body, if it is a form.
    fn encodings(&mut self, content: &Content<'a>, at: &Pointer) -> Vec<PropertyEncoding> {
        if !matches!(content.format, Format::Form | Format::Multipart) {
            return Vec::new();
        }
        self.property_encodings(content.media, at)
    }

    /// How the properties of the form of a media type are written.
    pub(super) fn property_encodings(
        &mut self,
        media: &'a MediaType,
        at: &Pointer,
    ) -> Vec<PropertyEncoding> {
        let encodings = media.encoding.iter();
        encodings
            .map(|(name, encoding)| self.property_encoding(name, encoding, at))
            .collect()
    }

    fn property_encoding(
        &mut self,
        name: &str,
        encoding: &Encoding,
        at: &Pointer,
    ) -> PropertyEncoding {
        let style = encoding
            .style
            .as_ref()
            .map(|style| property_style(style, encoding.explode));
        PropertyEncoding {
            wire: name.to_owned(),
            style,
            allow_reserved: encoding.allow_reserved,
            content_type: concrete_type(encoding),
            headers: self.part_headers(name, encoding, at),
        }
    }

    /// The encodings of parts by position.
    fn part_positions(&mut self, media: &MediaType, at: &Pointer) -> Option<PartPositions> {
        let prefix = media
            .extensions
            .get(PREFIX_ENCODING)
            .and_then(Value::as_array);
        let items = media.extensions.get(ITEM_ENCODING);
        if prefix.is_none() && items.is_none() {
            return None;
        }
        let mut encoding = |value: &Value, name: &str| {
            // The audit has reported a value of the wrong shape.
            let encoding = serde_json::from_value(value.clone()).unwrap_or_default();
            self.property_encoding(name, &encoding, at)
        };
        let prefix = prefix.into_iter().flatten().enumerate();
        Some(PartPositions {
            prefix: prefix
                .map(|(index, value)| encoding(value, &index.to_string()))
                .collect(),
            items: items.map(|value| encoding(value, "items")),
        })
    }

    /// The headers of a part that can have only one value. The others are reported.
    fn part_headers(
        &mut self,
        property: &str,
        encoding: &Encoding,
        at: &Pointer,
    ) -> Vec<(String, String)> {
        let mut headers = Vec::new();
        for (name, header) in &encoding.headers {
            // The specification excludes it, and the SDK writes the other one.
            if ["content-type", "content-disposition"].contains(&name.to_lowercase().as_str()) {
                continue;
            }
            match self.header(header).and_then(only_value) {
                Some(value) => headers.push((name.clone(), value)),
                None => {
                    let message = format!(
                        "the header `{name}` of the part `{property}` is not sent, unless the caller builds the body with `Multipart`"
                    );
                    self.reporter.report(Code::PartHeader, at, message);
                }
            }
        }
        headers
    }

    /// A header, references followed.
    pub(super) fn header<'h>(&self, header: &'h ReferenceOr<Header>) -> Option<&'h Header>
    where
        'a: 'h,
    {
        match header {
            ReferenceOr::Item(item) => Some(item),
            ReferenceOr::Reference { reference } => {
                let key = section_key(reference, "headers")?;
                self.header(self.components.headers.get(&key)?)
            }
        }
    }
}

/// Text in a charset that strings do not have is sent as bytes.
fn sent_as(ty: TypeRef, format: Format, media_type: &str) -> (TypeRef, Format) {
    let is_utf8 = charset(media_type)
        .is_none_or(|charset| ["utf-8", "utf8", "us-ascii"].contains(&charset.as_str()));
    match (format, MediaKind::of(media_type)) {
        // An XML document can name its charset itself.
        (Format::Text, MediaKind::Text) if !is_utf8 => {
            (TypeRef::Scalar(Scalar::Binary), Format::Bytes)
        }
        _ => (ty, format),
    }
}

fn property_style(style: &QueryStyle, explode: bool) -> PropertyStyle {
    match (style, explode) {
        (QueryStyle::DeepObject, _) => PropertyStyle::Deep,
        (_, true) => PropertyStyle::Exploded,
        (QueryStyle::Form, false) => PropertyStyle::Delimited(','),
        (QueryStyle::SpaceDelimited, false) => PropertyStyle::Delimited(' '),
        (QueryStyle::PipeDelimited, false) => PropertyStyle::Delimited('|'),
    }
}

/// The first media type of an encoding that is not a wildcard.
fn concrete_type(encoding: &Encoding) -> Option<String> {
    let all = encoding.content_type.as_deref()?.split(',');
    let mut all = all.map(str::trim).filter(|one| !one.is_empty());
    all.find(|one| !one.contains('*')).map(str::to_owned)
}

/// The only value that a header can have, or its default.
fn only_value(header: &Header) -> Option<String> {
    let ParameterSchemaOrContent::Schema(schema) = &header.format else {
        return None;
    };
    let SchemaRef::Item(schema) = SchemaRef::from(schema) else {
        return None;
    };
    let values = View::of(schema).values;
    let only = match values.as_slice() {
        [only] => Some(only),
        _ => schema.schema_data.default.as_ref(),
    };
    match only? {
        Value::String(text) => Some(text.clone()),
        scalar @ (Value::Number(_) | Value::Bool(_)) => Some(scalar.to_string()),
        _ => None,
    }
}
