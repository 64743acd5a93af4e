//! The table: the keywords of each kind of object, and the types of their values.

mod tables;

use tables::{
    COMPONENTS, CONTACT, DISCRIMINATOR, ENCODING, EXAMPLE, EXTERNAL_DOCS, HEADER, INFO, LICENSE,
    LINK, MEDIA_TYPE, OAUTH_FLOW, OAUTH_FLOWS, OPENAPI, OPERATION, PARAMETER, PATH_ITEM,
    REQUEST_BODY, RESPONSE, SCHEMA, SECURITY_SCHEME, SERVER, SERVER_VARIABLE, TAG, XML,
};

/// The kinds of objects in a document, with the names of the specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    /// The root.
    OpenApi,
    /// The value of `info`.
    Info,
    /// Who is responsible for the API.
    Contact,
    /// The license of the API.
    License,
    /// One of `servers`.
    Server,
    /// A variable in the URL of a server.
    ServerVariable,
    /// One of the root's `tags`.
    Tag,
    /// A link to further documentation.
    ExternalDocs,
    /// The value of `components`.
    Components,
    /// One of `paths`, `webhooks` or `pathItems`.
    PathItem,
    /// One HTTP method of a path.
    Operation,
    /// A path, query, header or cookie parameter.
    Parameter,
    /// The request body of an operation.
    RequestBody,
    /// The responses by status.
    Responses,
    /// One response.
    Response,
    /// A header of a response or of a form part.
    Header,
    /// The content in one media type.
    MediaType,
    /// The encoding of a form part.
    Encoding,
    /// A named example.
    Example,
    /// A link to another operation.
    Link,
    /// Requests that the server makes: path items by expression.
    Callback,
    /// A JSON Schema in either dialect.
    Schema,
    /// The property that distinguishes the variants of a union.
    Discriminator,
    /// How a schema is written as XML.
    Xml,
    /// A way to authenticate requests.
    SecurityScheme,
    /// The flows of an OAuth 2.0 scheme.
    OAuthFlows,
    /// One of these flows.
    OAuthFlow,
    /// The security schemes that a request needs, by name.
    SecurityRequirement,
}

impl Kind {
    /// The name in the specification, without `Object`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::OpenApi => "OpenAPI",
            Self::Info => "Info",
            Self::Contact => "Contact",
            Self::License => "License",
            Self::Server => "Server",
            Self::ServerVariable => "Server Variable",
            Self::Tag => "Tag",
            Self::ExternalDocs => "External Documentation",
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
            Self::Xml => "XML",
            Self::SecurityScheme => "Security Scheme",
            Self::OAuthFlows => "OAuth Flows",
            Self::OAuthFlow => "OAuth Flow",
            Self::SecurityRequirement => "Security Requirement",
        }
    }

    /// The object in a message: `an Operation Object`.
    pub(crate) fn with_article(self) -> String {
        let article = match self {
            Self::OpenApi
            | Self::Info
            | Self::ExternalDocs
            | Self::Operation
            | Self::Encoding
            | Self::Example
            | Self::Xml
            | Self::OAuthFlows
            | Self::OAuthFlow => "an",
            _ => "a",
        };
        format!("{article} {} Object", self.name())
    }

    /// Whether the generator reads objects of this kind.
    pub(crate) fn is_modelled(self) -> bool {
        !matches!(
            self,
            Self::Contact | Self::License | Self::ExternalDocs | Self::Xml
        )
    }

    /// Whether the document chooses the names in objects of this kind.
    pub(crate) fn has_free_names(self) -> bool {
        matches!(
            self,
            Self::Responses | Self::Callback | Self::SecurityRequirement
        )
    }

    /// Whether a `$ref` makes an object of this kind a Reference Object, so that only `summary` and
    /// `description` have an effect beside it.
    pub(crate) fn has_reference_objects(self) -> bool {
        self.section().is_some() && !matches!(self, Self::Schema | Self::PathItem)
    }

    /// The section of `components` for objects of this kind.
    pub(crate) fn section(self) -> Option<&'static str> {
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
            Self::MediaType => "mediaTypes",
            _ => return None,
        })
    }
}

/// The type of a keyword's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Any JSON, which is not inspected: an example or a default.
    Json,
    /// A string.
    String,
    /// A boolean.
    Boolean,
    /// A number.
    Number,
    /// A number (3.1) or a boolean (3.0).
    NumberOrBoolean,
    /// An array of strings.
    Strings,
    /// A string or an array of strings.
    StringOrStrings,
    /// An array of any values.
    Array,
    /// An array (3.1) or an object with any values.
    ArrayOrObject,
    /// An object with any values.
    Object,
    /// An object of a kind.
    One(Kind),
    /// An object of a kind, or a boolean.
    OneOrBoolean(Kind),
    /// An object of a kind, or an array of such objects.
    OneOrList(Kind),
    /// An array of objects of a kind.
    List(Kind),
    /// Objects of a kind by names that the document chooses.
    Map(Kind),
}

/// The keywords of a path item that are the methods of operations.
pub(crate) const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// A keyword that an object may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Keyword {
    pub(crate) name: &'static str,
    /// The type of its value.
    pub(crate) shape: Shape,
    /// Whether the generator reads it. The audit lists those that it does not.
    pub(crate) modelled: bool,
}

/// A keyword that the generator reads.
const fn modelled(name: &'static str, shape: Shape) -> Keyword {
    Keyword {
        name,
        shape,
        modelled: true,
    }
}

/// A keyword that is understood but has no effect on the SDK.
const fn no_effect(name: &'static str, shape: Shape) -> Keyword {
    Keyword {
        name,
        shape,
        modelled: false,
    }
}

/// The keyword of a kind with that name.
pub(crate) fn keyword(kind: Kind, name: &str) -> Option<&'static Keyword> {
    keywords(kind).iter().find(|keyword| keyword.name == name)
}

/// The keywords of a kind. There are none if the document chooses the names.
pub(crate) fn keywords(kind: Kind) -> &'static [Keyword] {
    match kind {
        Kind::OpenApi => OPENAPI,
        Kind::Info => INFO,
        Kind::Contact => CONTACT,
        Kind::License => LICENSE,
        Kind::Server => SERVER,
        Kind::ServerVariable => SERVER_VARIABLE,
        Kind::Tag => TAG,
        Kind::ExternalDocs => EXTERNAL_DOCS,
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
        Kind::Xml => XML,
        Kind::SecurityScheme => SECURITY_SCHEME,
        Kind::OAuthFlows => OAUTH_FLOWS,
        Kind::OAuthFlow => OAUTH_FLOW,
        Kind::Responses | Kind::Callback | Kind::SecurityRequirement => &[],
    }
}
