//! The content of request bodies and responses: which of the described media types is used, and its
//! type.

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr};
use serde_json::Value;

use super::Lower;
use super::operation::section_key;
use super::view::{SchemaRef, flag, text};
use crate::diagnostics::Code;
use crate::extensions::{ITEM_SCHEMA, MEDIA_TYPE};
use crate::ir::{Example, Field, Format, Hint, Scalar, StreamContent, TypeKind, TypeRef};
use crate::media::{MediaKind, charset, essence};
use crate::pointer::Pointer;

/// The content that the SDK uses, of all that is described.
pub(super) struct Content<'a> {
    pub(super) ty: TypeRef,
    pub(super) format: Format,
    pub(super) media_type: String,
    /// Whether senders can choose another media type, of a range or of several.
    pub(super) has_choice: bool,
    /// The media types for the header `Accept`.
    pub(super) accept: Vec<String>,
    pub(super) examples: Vec<Example>,
    pub(super) media: &'a MediaType,
}

/// Described content.
#[derive(Clone, Copy)]
pub(super) struct Described<'a> {
    pub(super) content: &'a IndexMap<String, MediaType>,
    /// The extensions of the request body or response.
    pub(super) extensions: &'a IndexMap<String, Value>,
}

impl<'a> Lower<'a> {
    /// The content of the media type that an overlay chooses, or of the first one of the preferred
    /// kind. `None` if no content is described.
    pub(super) fn content(
        &mut self,
        described: Described<'a>,
        hint: &Hint,
        at: &Pointer,
    ) -> Option<Content<'a>> {
        let (name, media) = self.chosen(described, at)?;
        let kind = MediaKind::of(name);
        if kind == MediaKind::Xml {
            let message = format!("content in `{name}` is a string with the XML text");
            self.reporter.report(Code::MediaXml, at, message);
        }
        let has_items = kind.is_sequence() || kind == MediaKind::Multipart;
        if flag(&media.extensions, ITEM_SCHEMA) && !has_items {
            let message = format!("`itemSchema` has no effect, because `{name}` is not a sequence");
            let help = "describe all of the content with `schema`, such as an array";
            let at = at.child("content").child(name).child("itemSchema");
            self.reporter
                .report_with_help(Code::ItemSchema, &at, message, help);
        }
        let (ty, format) = self.typed_content(name, media, hint);
        let has_choice = has_choice(name, format, described.content);
        let media_type = match (name.contains('*'), format) {
            (false, _) => name,
            (true, Format::Json) => "application/json",
            (true, Format::Text) => "text/plain",
            // No type is the default of a range such as `image/*`.
            (true, Format::Bytes) if !is_any(name) && essence(name) != "application/*" => name,
            (true, _) => "application/octet-stream",
        };
        Some(Content {
            ty,
            format,
            media_type: media_type.to_owned(),
            has_choice,
            accept: accepted(name, format, described.content),
            examples: self.examples(media, &at.child("content").child(name)),
            media,
        })
    }

    /// The stream among the described media types, if another one is used.
    pub(super) fn other_stream(
        &mut self,
        described: Described<'a>,
        used: &Content<'a>,
        hint: &Hint,
    ) -> Option<StreamContent> {
        if used.format.is_stream() {
            return None;
        }
        let is_stream = |name: &str| MediaKind::of(name).is_sequence();
        let (name, media) = described.content.iter().find(|(name, _)| is_stream(name))?;
        let (ty, format) = self.typed_content(name, media, hint);
        Some(StreamContent {
            ty,
            format,
            accept: without_charset(name),
        })
    }

    /// The name and content of the media type that is used.
    fn chosen(
        &mut self,
        described: Described<'a>,
        at: &Pointer,
    ) -> Option<(&'a str, &'a MediaType)> {
        let all = described.content;
        if let Some(choice) = text(described.extensions, MEDIA_TYPE) {
            let exact = all.get_key_value(&choice);
            let chosen = exact.or_else(|| {
                all.iter()
                    .find(|(name, _)| essence(name) == essence(&choice))
            });
            if let Some((name, media)) = chosen {
                return Some((name, media));
            }
            let message = format!("`{choice}` is not one of the described media types");
            let names: Vec<String> = all.keys().map(|name| format!("`{name}`")).collect();
            let help = format!("use one of {}", names.join(", "));
            let at = at.child(MEDIA_TYPE);
            self.reporter
                .report_with_help(Code::MediaTypeChoice, &at, message, &help);
        }
        // `min_by_key` returns the first of several.
        let (name, media) = all.iter().min_by_key(|(name, _)| MediaKind::of(name))?;
        if all.len() > 1 {
            let message = format!("the SDK uses `{name}`, one of {} media types", all.len());
            self.reporter.report(Code::MediaTypes, at, message);
        }
        Some((name, media))
    }

    /// The type and format of content.
    fn typed_content(
        &mut self,
        name: &str,
        media: &'a MediaType,
        hint: &Hint,
    ) -> (TypeRef, Format) {
        let kind = MediaKind::of(name);
        let format = match kind {
            MediaKind::Json | MediaKind::OtherJson | MediaKind::JsonPatch => Format::Json,
            MediaKind::FormData | MediaKind::Multipart => Format::Multipart,
            MediaKind::Form => Format::Form,
            MediaKind::Events => Format::Events,
            MediaKind::JsonLines => Format::JsonLines,
            MediaKind::JsonSequence => Format::JsonSequence,
            MediaKind::Text | MediaKind::Xml => Format::Text,
            MediaKind::Bytes => Format::Bytes,
        };
        match format {
            Format::Text => (TypeRef::Scalar(Scalar::String), format),
            Format::Bytes => (TypeRef::Scalar(Scalar::Binary), format),
            format if format.is_stream() => self.item_content(format, media, hint),
            // Nothing says that it is JSON.
            Format::Json if is_any(name) && media.schema.is_none() => {
                (TypeRef::Scalar(Scalar::Binary), Format::Bytes)
            }
            _ => {
                let schema = media.schema.as_ref().map(SchemaRef::from);
                let ty = schema.map_or(TypeRef::Any, |schema| self.item_type(schema, hint));
                match self.scalar_of(&ty) {
                    Some(Scalar::Binary) if format == Format::Json => (ty, Format::Bytes),
                    // Any content: a server that returns a string returns it as it is.
                    Some(Scalar::String) if is_any(name) => (ty, Format::Text),
                    _ => (ty, format),
                }
            }
        }
    }

    /// The type of the values of a stream, and whether it describes whole events. `schema` may
    /// describe the array of all values.
    fn item_content(
        &mut self,
        format: Format,
        media: &'a MediaType,
        hint: &Hint,
    ) -> (TypeRef, Format) {
        let Some(schema) = &media.schema else {
            let ty = match format {
                Format::Events => TypeRef::Scalar(Scalar::String),
                _ => TypeRef::Any,
            };
            return (ty, format);
        };
        let ty = match self.item_type(SchemaRef::from(schema), hint) {
            TypeRef::List(item) if !flag(&media.extensions, ITEM_SCHEMA) => *item,
            ty => ty,
        };
        match format {
            Format::Events if self.is_whole_event(&ty) => (ty, Format::WholeEvents),
            // The schema is of the whole text, as in documents before 3.2, so the values are any.
            Format::JsonLines | Format::JsonSequence
                if ty == TypeRef::Scalar(Scalar::String)
                    && !flag(&media.extensions, ITEM_SCHEMA) =>
            {
                (TypeRef::Any, format)
            }
            _ => (ty, format),
        }
    }

    /// Whether a type is an object with the fields of a server-sent event, or a union of such, and
    /// `data` is one of them.
    fn is_whole_event(&self, ty: &TypeRef) -> bool {
        let fields = self.event_fields(ty);
        fields.is_some_and(|fields| fields.iter().any(|field| field.wire == "data"))
    }

    /// The fields of a type that has only those of a server-sent event.
    fn event_fields(&self, ty: &TypeRef) -> Option<Vec<&Field>> {
        let TypeRef::Named(id) = ty else { return None };
        match &self.types.get(id)?.kind {
            TypeKind::Struct { fields, .. } => {
                let is_known =
                    |field: &Field| ["id", "event", "data", "retry"].contains(&&*field.wire);
                let is_event = !fields.is_empty() && fields.iter().all(is_known);
                is_event.then(|| fields.iter().collect())
            }
            TypeKind::Union { variants, .. } => {
                let fields = variants.iter().map(|one| self.event_fields(&one.ty));
                Some(fields.collect::<Option<Vec<_>>>()?.concat())
            }
            TypeKind::Alias(ty) => self.event_fields(ty),
            TypeKind::Enum { .. } => None,
        }
    }

    /// The scalar that a type is, with components followed.
    fn scalar_of(&self, ty: &TypeRef) -> Option<Scalar> {
        match ty {
            TypeRef::Scalar(scalar) => Some(*scalar),
            TypeRef::Named(id) => match &self.types.get(id)?.kind {
                TypeKind::Alias(TypeRef::Scalar(scalar)) => Some(*scalar),
                _ => None,
            },
            _ => None,
        }
    }

    /// The named examples, else the unnamed one.
    fn examples(&self, media: &'a MediaType, at: &Pointer) -> Vec<Example> {
        let mut examples = self.named_examples(&media.examples, at);
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

    /// The named examples of something at a location.
    pub(super) fn named_examples(
        &self,
        named: &'a IndexMap<String, ReferenceOr<openapiv3::Example>>,
        at: &Pointer,
    ) -> Vec<Example> {
        let mut examples = Vec::new();
        for (name, example) in named {
            let at = match example {
                ReferenceOr::Item(_) => at.child("examples").child(name),
                ReferenceOr::Reference { reference } => target(reference),
            };
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
                    at: at.child("value"),
                });
            }
        }
        examples
    }

    /// An example, references followed.
    pub(super) fn example(
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

fn is_any(media_type: &str) -> bool {
    matches!(essence(media_type).as_str(), "*/*" | "*")
}

/// Whether bytes or text can have another media type than the one that is used: any of a range, or
/// one of several for the same content.
fn has_choice(name: &str, format: Format, content: &IndexMap<String, MediaType>) -> bool {
    let kind = MediaKind::of(name);
    let is_raw = matches!(format, Format::Bytes | Format::Text);
    let others = content.keys().filter(|other| MediaKind::of(other) == kind);
    is_raw && (name.contains('*') || others.count() > 1)
}

/// The media types that `Accept` asks for if the content of one of them is used: that one, or all
/// types of bytes, since bytes are returned as they are.
fn accepted(chosen: &str, format: Format, content: &IndexMap<String, MediaType>) -> Vec<String> {
    let kind = MediaKind::of(chosen);
    let mut accepted = Vec::new();
    let is_wildcard = is_any(chosen) || essence(chosen) == "application/*";
    if is_wildcard && format == Format::Bytes {
        accepted.push(chosen.trim().to_owned());
    } else if is_wildcard {
        accepted.extend(["application/json".to_owned(), "*/*;q=0.5".to_owned()]);
    } else if kind.is_json() && chosen.contains('*') {
        accepted.extend(["application/json".to_owned(), without_charset(chosen)]);
    } else if kind == MediaKind::Bytes {
        let bytes = content
            .keys()
            .filter(|name| MediaKind::of(name) == MediaKind::Bytes);
        accepted.extend(bytes.map(|name| without_charset(name)));
    } else {
        accepted.push(without_charset(chosen));
    }
    accepted
}

/// A media type without the parameter `charset`, which has no meaning in `Accept`.
fn without_charset(media_type: &str) -> String {
    if charset(media_type).is_none() {
        return media_type.trim().to_owned();
    }
    let is_kept = |parameter: &&str| charset(&format!(";{parameter}")).is_none();
    let kept: Vec<&str> = media_type
        .split(';')
        .map(str::trim)
        .filter(is_kept)
        .collect();
    kept.join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accept_prefers_json_unless_the_content_is_bytes() {
        let accept = |format| accepted("*/*", format, &IndexMap::new());
        assert_eq!(accept(Format::Json), ["application/json", "*/*;q=0.5"]);
        assert_eq!(accept(Format::Bytes), ["*/*"]);
    }

    #[test]
    fn accept_has_no_charset() {
        assert_eq!(
            without_charset("application/vnd.a+json; charset=utf-8; v=2"),
            "application/vnd.a+json;v=2"
        );
        assert_eq!(
            without_charset("application/json;charset=UTF-8"),
            "application/json"
        );
        assert_eq!(
            without_charset("text/csv; header=present"),
            "text/csv; header=present"
        );
    }
}
