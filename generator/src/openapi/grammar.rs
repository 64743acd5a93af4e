//! The table: which keywords an object of each kind has, and what stands behind them.

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

use Shape::{
    Flag, Json, List, ListOrMap, Map, Number, NumberOrFlag, Object, One, OneOrFlag,
    Text, TextOrTexts, Texts, Values,
};

const OPENAPI: &[Keyword] = &[
    yes("openapi", Text),
    yes("info", One(Kind::Info)),
    listed("jsonSchemaDialect", Text),
    yes("servers", List(Kind::Server)),
    yes("paths", Map(Kind::PathItem)),
    yes("webhooks", Map(Kind::PathItem)),
    yes("components", One(Kind::Components)),
    yes("security", Values),
    yes("tags", List(Kind::Tag)),
    listed("externalDocs", Object),
];

const INFO: &[Keyword] = &[
    yes("title", Text),
    yes("version", Text),
    yes("summary", Text),
    yes("description", Text),
    listed("termsOfService", Text),
    listed("contact", Object),
    listed("license", Object),
];

const SERVER: &[Keyword] =
    &[yes("url", Text), yes("description", Text), yes("variables", Object)];

const TAG: &[Keyword] =
    &[yes("name", Text), yes("description", Text), listed("externalDocs", Object)];

const COMPONENTS: &[Keyword] = &[
    yes("schemas", Map(Kind::Schema)),
    yes("responses", Map(Kind::Response)),
    yes("parameters", Map(Kind::Parameter)),
    yes("examples", Map(Kind::Example)),
    yes("requestBodies", Map(Kind::RequestBody)),
    yes("headers", Map(Kind::Header)),
    yes("securitySchemes", Map(Kind::SecurityScheme)),
    yes("links", Map(Kind::Link)),
    yes("callbacks", Map(Kind::Callback)),
    yes("pathItems", Map(Kind::PathItem)),
];

const PATH_ITEM: &[Keyword] = &[
    yes("summary", Text),
    yes("description", Text),
    yes("get", One(Kind::Operation)),
    yes("put", One(Kind::Operation)),
    yes("post", One(Kind::Operation)),
    yes("delete", One(Kind::Operation)),
    yes("options", One(Kind::Operation)),
    yes("head", One(Kind::Operation)),
    yes("patch", One(Kind::Operation)),
    yes("trace", One(Kind::Operation)),
    yes("servers", List(Kind::Server)),
    yes("parameters", List(Kind::Parameter)),
];

const OPERATION: &[Keyword] = &[
    yes("tags", Texts),
    yes("summary", Text),
    yes("description", Text),
    listed("externalDocs", Object),
    yes("operationId", Text),
    yes("parameters", List(Kind::Parameter)),
    yes("requestBody", One(Kind::RequestBody)),
    yes("responses", One(Kind::Responses)),
    listed("callbacks", Map(Kind::Callback)),
    yes("deprecated", Flag),
    yes("security", Values),
    yes("servers", List(Kind::Server)),
];

const PARAMETER: &[Keyword] = &[
    yes("name", Text),
    yes("in", Text),
    yes("description", Text),
    yes("required", Flag),
    yes("deprecated", Flag),
    listed("allowEmptyValue", Flag),
    yes("style", Text),
    yes("explode", Flag),
    yes("allowReserved", Flag),
    yes("schema", One(Kind::Schema)),
    yes("content", Map(Kind::MediaType)),
    yes("example", Json),
    yes("examples", Map(Kind::Example)),
];

const REQUEST_BODY: &[Keyword] = &[
    yes("description", Text),
    yes("content", Map(Kind::MediaType)),
    yes("required", Flag),
];

const RESPONSE: &[Keyword] = &[
    yes("description", Text),
    listed("headers", Map(Kind::Header)),
    yes("content", Map(Kind::MediaType)),
    listed("links", Map(Kind::Link)),
];

const HEADER: &[Keyword] = &[
    yes("description", Text),
    yes("required", Flag),
    yes("deprecated", Flag),
    listed("allowEmptyValue", Flag),
    yes("style", Text),
    yes("explode", Flag),
    yes("schema", One(Kind::Schema)),
    yes("content", Map(Kind::MediaType)),
    yes("example", Json),
    yes("examples", Map(Kind::Example)),
];

const MEDIA_TYPE: &[Keyword] = &[
    yes("schema", One(Kind::Schema)),
    yes("example", Json),
    yes("examples", Map(Kind::Example)),
    listed("encoding", Map(Kind::Encoding)),
];

const ENCODING: &[Keyword] = &[
    yes("contentType", Text),
    yes("headers", Map(Kind::Header)),
    yes("style", Text),
    yes("explode", Flag),
    yes("allowReserved", Flag),
];

const EXAMPLE: &[Keyword] = &[
    yes("summary", Text),
    yes("description", Text),
    yes("value", Json),
    listed("externalValue", Text),
];

const LINK: &[Keyword] = &[
    listed("operationRef", Text),
    listed("operationId", Text),
    listed("parameters", Object),
    listed("requestBody", Json),
    listed("description", Text),
    listed("server", One(Kind::Server)),
];

const DISCRIMINATOR: &[Keyword] = &[yes("propertyName", Text), yes("mapping", Object)];

const SECURITY_SCHEME: &[Keyword] = &[
    yes("type", Text),
    yes("description", Text),
    yes("name", Text),
    yes("in", Text),
    yes("scheme", Text),
    listed("bearerFormat", Text),
    listed("flows", Object),
    listed("openIdConnectUrl", Text),
];

const SCHEMA: &[Keyword] = &[
    // Both dialects.
    yes("title", Text),
    yes("description", Text),
    yes("type", TextOrTexts),
    yes("format", Text),
    yes("default", Json),
    yes("enum", Values),
    yes("properties", Map(Kind::Schema)),
    yes("required", Texts),
    yes("additionalProperties", OneOrFlag(Kind::Schema)),
    yes("items", OneOrFlag(Kind::Schema)),
    yes("allOf", List(Kind::Schema)),
    yes("oneOf", List(Kind::Schema)),
    yes("anyOf", List(Kind::Schema)),
    listed("not", OneOrFlag(Kind::Schema)),
    yes("discriminator", One(Kind::Discriminator)),
    yes("readOnly", Flag),
    yes("writeOnly", Flag),
    yes("deprecated", Flag),
    yes("example", Json),
    yes("multipleOf", Number),
    yes("minimum", Number),
    yes("maximum", Number),
    yes("exclusiveMinimum", NumberOrFlag),
    yes("exclusiveMaximum", NumberOrFlag),
    yes("minLength", Number),
    yes("maxLength", Number),
    yes("pattern", Text),
    yes("minItems", Number),
    yes("maxItems", Number),
    yes("uniqueItems", Flag),
    yes("minProperties", Number),
    yes("maxProperties", Number),
    listed("externalDocs", Object),
    listed("xml", Object),
    // 3.0.
    yes("nullable", Flag),
    // 3.1: JSON Schema 2020-12.
    yes("const", Json),
    yes("examples", ListOrMap),
    yes("definitions", Map(Kind::Schema)),
    yes("$defs", Map(Kind::Schema)),
    yes("prefixItems", List(Kind::Schema)),
    yes("patternProperties", Map(Kind::Schema)),
    listed("propertyNames", OneOrFlag(Kind::Schema)),
    listed("contains", OneOrFlag(Kind::Schema)),
    listed("minContains", Number),
    listed("maxContains", Number),
    listed("if", OneOrFlag(Kind::Schema)),
    listed("then", OneOrFlag(Kind::Schema)),
    listed("else", OneOrFlag(Kind::Schema)),
    listed("dependentSchemas", Map(Kind::Schema)),
    listed("dependentRequired", Object),
    listed("unevaluatedProperties", OneOrFlag(Kind::Schema)),
    listed("unevaluatedItems", OneOrFlag(Kind::Schema)),
    listed("contentEncoding", Text),
    listed("contentMediaType", Text),
    listed("contentSchema", OneOrFlag(Kind::Schema)),
    listed("$schema", Text),
    listed("$comment", Text),
];
