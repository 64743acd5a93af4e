//! The table: which keywords an object of each kind has, and what stands behind them.

mod tables;

use tables::{
    COMPONENTS, DISCRIMINATOR, ENCODING, EXAMPLE, HEADER, INFO, LINK, MEDIA_TYPE, OPENAPI,
    OPERATION, PARAMETER, PATH_ITEM, REQUEST_BODY, RESPONSE, SCHEMA, SECURITY_SCHEME, SERVER, TAG,
};

/// The kinds of objects in a document, as OpenAPI names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The root.
    OpenApi,
    /// What `info` holds.
    Info,
    /// One of `servers`.
    Server,
    /// One of the root's `tags`.
    Tag,
    /// What `components` holds.
    Components,
    /// One of `paths`, `webhooks` or `pathItems`.
    PathItem,
    /// What a path does for one HTTP method.
    Operation,
    /// A path, query, header or cookie parameter.
    Parameter,
    /// What an operation takes.
    RequestBody,
    /// The answers by status.
    Responses,
    /// One answer.
    Response,
    /// A header of an answer or of a part.
    Header,
    /// A body in one media type.
    MediaType,
    /// How a member of a form is written.
    Encoding,
    /// A named example.
    Example,
    /// A link to another operation.
    Link,
    /// Requests that the server makes: path items by expression.
    Callback,
    /// A JSON Schema in either dialect.
    Schema,
    /// Which member tells the variants of a union apart.
    Discriminator,
    /// How a request proves who makes it.
    SecurityScheme,
}

impl Kind {
    /// The name that OpenAPI gives the object, for messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::OpenApi => "OpenAPI",
            Self::Info => "Info",
            Self::Server => "Server",
            Self::Tag => "Tag",
            Self::Components => "Components",
            Self::PathItem => "Path Item",
            Self::Operation => "Operation",
            Self::Parameter => "Parameter",
            Self::RequestBody => "Request Body",
            Self::Responses => "Responses",
            Self::Response => "Response",
            Self::Header => "Header",
            Self::MediaType => "Media Type",
            Self::Encoding => "Encoding",
            Self::Example => "Example",
            Self::Link => "Link",
            Self::Callback => "Callback",
            Self::Schema => "Schema",
            Self::Discriminator => "Discriminator",
            Self::SecurityScheme => "Security Scheme",
        }
    }

    /// The section of `components` that holds objects of this kind, where there is one.
    #[must_use]
    pub fn section(self) -> Option<&'static str> {
        Some(match self {
            Self::Schema => "schemas",
            Self::Response => "responses",
            Self::Parameter => "parameters",
            Self::Example => "examples",
            Self::RequestBody => "requestBodies",
            Self::Header => "headers",
            Self::SecurityScheme => "securitySchemes",
            Self::Link => "links",
            Self::Callback => "callbacks",
            Self::PathItem => "pathItems",
            _ => return None,
        })
    }
}

/// What stands behind a keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Any JSON, not looked into: an example, a default, enum values.
    Json,
    /// A text.
    Text,
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// A number (3.1) or `true` and `false` (3.0).
    NumberOrFlag,
    /// A list of texts.
    Texts,
    /// A text or a list of texts.
    TextOrTexts,
    /// A list of anything.
    Values,
    /// A list (3.1) or a map of anything.
    ListOrMap,
    /// A map of anything.
    Object,
    /// An object of a kind.
    One(Kind),
    /// An object of a kind, `true` or `false`.
    OneOrFlag(Kind),
    /// A list of objects of a kind.
    List(Kind),
    /// Objects of a kind by names that the document chose.
    Map(Kind),
}

/// A word that an object may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keyword {
    /// The word.
    pub name: &'static str,
    /// What stands behind it.
    pub shape: Shape,
    /// Whether the SDK follows from it. What is only understood is listed by the audit.
    pub modelled: bool,
}

const fn yes(name: &'static str, shape: Shape) -> Keyword {
    Keyword {
        name,
        shape,
        modelled: true,
    }
}

const fn listed(name: &'static str, shape: Shape) -> Keyword {
    Keyword {
        name,
        shape,
        modelled: false,
    }
}

/// The keyword of that name, `None` when the kind has none such.
#[must_use]
pub fn keyword(kind: Kind, name: &str) -> Option<&'static Keyword> {
    keywords(kind).iter().find(|keyword| keyword.name == name)
}

/// The keywords of a kind. [`Kind::Responses`] and [`Kind::Callback`] have names that the document chooses instead.
#[must_use]
pub fn keywords(kind: Kind) -> &'static [Keyword] {
    match kind {
        Kind::OpenApi => OPENAPI,
        Kind::Info => INFO,
        Kind::Server => SERVER,
        Kind::Tag => TAG,
        Kind::Components => COMPONENTS,
        Kind::PathItem => PATH_ITEM,
        Kind::Operation => OPERATION,
        Kind::Parameter => PARAMETER,
        Kind::RequestBody => REQUEST_BODY,
        Kind::Response => RESPONSE,
        Kind::Header => HEADER,
        Kind::MediaType => MEDIA_TYPE,
        Kind::Encoding => ENCODING,
        Kind::Example => EXAMPLE,
        Kind::Link => LINK,
        Kind::Schema => SCHEMA,
        Kind::Discriminator => DISCRIMINATOR,
        Kind::SecurityScheme => SECURITY_SCHEME,
        Kind::Responses | Kind::Callback => &[],
    }
}
