//! Models: files of types, and their docs.

use serde::Serialize;

use super::Tokens;

/// A named type and its inline types.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ModelFile {
    /// `webhook_consumer`
    pub module: Tokens,
    /// The name of the file without `.rs`.
    pub file: String,
    /// The pointer for the header.
    pub origin: String,
    /// The names that `models` exports.
    pub exports: Vec<Tokens>,
    /// The paths of `use` items.
    pub uses: Vec<Tokens>,
    /// The type, then its inline types.
    pub models: Vec<Model>,
    /// The sections of its docs, in the same order.
    pub docs: Vec<ModelDocs>,
}

/// The section of a model in the docs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ModelDocs {
    /// `WebhookConsumer`
    pub name: String,
    /// Lines of Markdown.
    pub description: Vec<String>,
    /// A sentence on how a value is built or read.
    pub usage: String,
    /// The titles of the table's columns, as Markdown.
    pub columns: Vec<String>,
    /// The cells of each row, as Markdown.
    pub rows: Vec<Vec<String>>,
}

/// A type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "form", rename_all = "lowercase")]
pub enum Model {
    /// An object.
    Struct(Box<Struct>),
    /// A string of an open set.
    Enum(Enum),
    /// A number, or a value of one of several types, of an open set.
    Values(ValueEnum),
    /// One of several types.
    Union(Union),
}

/// An object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Struct {
    /// `WebhookConsumer`
    pub name: Tokens,
    /// Lines of docs.
    pub docs: Vec<String>,
    /// The note of `#[deprecated]`.
    pub deprecated: Option<Tokens>,
    /// `Debug, Clone, PartialEq, Serialize, Deserialize`
    pub derives: Tokens,
    /// `rename_all = "camelCase"`
    pub serde: Option<Tokens>,
    /// In the order of the document.
    pub fields: Vec<Field>,
    /// The constructor of a model that is sent.
    pub constructor: Option<Constructor>,
    /// The setters of a model that is sent.
    pub setters: Vec<FieldSetter>,
    /// The implementation of the runtime's `Page`, if the model is a page of results.
    pub page: Option<PageImpl>,
}

/// A field of a struct.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// `event_types`
    pub name: Tokens,
    /// The name of the property in JSON, `None` for the field of properties that are not listed.
    pub wire: Option<String>,
    /// `Vec<String>`
    pub ty: Tokens,
    /// Lines of docs.
    pub docs: Vec<String>,
    /// The note of `#[deprecated]`.
    pub deprecated: Option<Tokens>,
    /// `rename = "type", default`
    pub serde: Option<Tokens>,
}

/// The associated function `new`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Constructor {
    /// Lines of docs.
    pub docs: Vec<String>,
    /// `name: impl Into<String>`, or nothing.
    pub arguments: Tokens,
    /// The expression that it returns.
    pub value: Tokens,
    /// Whether it is the implementation of `Default`, which cannot be derived.
    pub is_default: bool,
    /// The struct that it takes if there are more required properties than arguments are good for.
    pub required: Option<RequiredStruct>,
}

/// The required properties of a model, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequiredStruct {
    /// `SpecialEventRequired`
    pub name: Tokens,
    /// In the order of the document.
    pub fields: Vec<RequiredField>,
}

/// A required property.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequiredField {
    /// `event_types`
    pub name: Tokens,
    /// `Vec<String>`
    pub ty: Tokens,
    /// Lines of docs.
    pub docs: Vec<String>,
}

/// A method that sets a field by value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldSetter {
    /// `page_size`
    pub name: Tokens,
    /// Lines of docs.
    pub docs: Vec<String>,
    /// The note of `#[deprecated]`.
    pub deprecated: Option<Tokens>,
    /// `page_size: i32`
    pub argument: Option<Tokens>,
    /// `self.page_size = Some(page_size);`
    pub statement: Tokens,
}

/// The parts of an implementation of the runtime's `Page`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageImpl {
    /// The trait.
    pub page_trait: Tokens,
    /// The type of an item.
    pub item: Tokens,
    /// The JSON pointers of the properties.
    pub properties: Tokens,
    /// The expression of the items as a slice.
    pub items: Tokens,
    /// The expression of the items as a vector.
    pub into_items: Tokens,
    /// The expression of the page's number.
    pub number: Tokens,
    /// The expression of the page's size.
    pub size: Tokens,
    /// The expression of the number of all items.
    pub total: Tokens,
    /// The expression of what the page says about the next one, if it says anything.
    pub next: Option<Tokens>,
}

/// A string of an open set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Enum {
    /// `DataType`
    pub name: Tokens,
    /// Lines of docs.
    pub docs: Vec<String>,
    /// The note of `#[deprecated]`.
    pub deprecated: Option<Tokens>,
    /// In the order of the document.
    pub variants: Vec<EnumVariant>,
    /// The runtime's `UnknownValue`.
    pub unknown_type: Tokens,
    /// The runtime's `open_enum`.
    pub open_enum: Tokens,
}

/// A number, or a value of one of several types, of an open set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ValueEnum {
    /// `Level`
    pub name: Tokens,
    /// Lines of docs.
    pub docs: Vec<String>,
    /// The note of `#[deprecated]`.
    pub deprecated: Option<Tokens>,
    /// In the order of the document. Literals are JSON.
    pub variants: Vec<EnumVariant>,
    /// `serde_json::Value`
    pub value: Tokens,
    /// The runtime's function for the JSON by which a value is found.
    pub known_json: Tokens,
    /// The runtime's `UnknownJson`.
    pub unknown_type: Tokens,
    /// `open_value_enum!(Level, i64);`
    pub implementations: Tokens,
}

/// A known string.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EnumVariant {
    /// `BankAccounts`
    pub name: Tokens,
    /// The string, as a literal.
    pub literal: Tokens,
    /// Lines of docs.
    pub docs: Vec<String>,
}

/// One of several types.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Union {
    /// `Payment`
    pub name: Tokens,
    /// Lines of docs.
    pub docs: Vec<String>,
    /// The note of `#[deprecated]`.
    pub deprecated: Option<Tokens>,
    /// In the order of the document.
    pub variants: Vec<UnionVariant>,
    /// How the discriminator is read.
    pub discriminator: Option<UnionDiscriminator>,
    /// The expression of the variant for values that no tag identifies.
    pub fallback: Tokens,
    /// Names from elsewhere.
    pub paths: UnionPaths,
}

/// The discriminator of a union.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnionDiscriminator {
    /// The name of the property, as a literal.
    pub name: Tokens,
    /// The method of a JSON value that returns it: `as_str`.
    pub method: Tokens,
    /// The variants by the values of the property.
    pub arms: Vec<UnionArm>,
}

/// Names that a union's implementation of `Deserialize` needs, as the file writes them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnionPaths {
    /// `serde_json::Value`
    pub value: Tokens,
    /// `serde::Serialize`
    pub serialize: Tokens,
    /// `serde::Deserialize`
    pub deserialize: Tokens,
    /// `serde::Deserializer`
    pub deserializer: Tokens,
}

/// An arm of the match on a discriminator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnionArm {
    /// The pattern of the values: `"cat" | "lion"`.
    pub tags: Tokens,
    /// The expression of the variant that these values identify.
    pub value: Tokens,
}

/// A variant of a union.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnionVariant {
    /// `Card`
    pub name: Tokens,
    /// The type of its content.
    pub ty: Tokens,
    /// Lines of docs.
    pub docs: Vec<String>,
}
