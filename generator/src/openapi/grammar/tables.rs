//! The keywords of each kind. One is modelled only if a later step reads it.

use super::Shape::{
    Array, ArrayOrObject, Boolean, Json, List, Map, Number, NumberOrBoolean, Object, One,
    OneOrBoolean, OneOrList, String, StringOrStrings, Strings,
};
use super::{Keyword, Kind, modelled, no_effect};

pub(super) const OPENAPI: &[Keyword] = &[
    modelled("openapi", String),
    // 3.2.
    modelled("$self", String),
    modelled("info", One(Kind::Info)),
    modelled("jsonSchemaDialect", String),
    modelled("servers", List(Kind::Server)),
    modelled("paths", Map(Kind::PathItem)),
    modelled("webhooks", Map(Kind::PathItem)),
    modelled("components", One(Kind::Components)),
    modelled("security", List(Kind::SecurityRequirement)),
    modelled("tags", List(Kind::Tag)),
    no_effect("externalDocs", One(Kind::ExternalDocs)),
];

pub(super) const INFO: &[Keyword] = &[
    modelled("title", String),
    modelled("version", String),
    // 3.1.
    modelled("summary", String),
    modelled("description", String),
    no_effect("termsOfService", String),
    no_effect("contact", One(Kind::Contact)),
    no_effect("license", One(Kind::License)),
];

pub(super) const CONTACT: &[Keyword] = &[
    no_effect("name", String),
    no_effect("url", String),
    no_effect("email", String),
];

pub(super) const LICENSE: &[Keyword] = &[
    no_effect("name", String),
    // 3.1.
    no_effect("identifier", String),
    no_effect("url", String),
];

pub(super) const SERVER: &[Keyword] = &[
    modelled("url", String),
    // 3.2.
    modelled("name", String),
    modelled("description", String),
    modelled("variables", Map(Kind::ServerVariable)),
];

pub(super) const SERVER_VARIABLE: &[Keyword] = &[
    modelled("enum", Strings),
    modelled("default", String),
    modelled("description", String),
];

pub(super) const TAG: &[Keyword] = &[
    modelled("name", String),
    // 3.2.
    modelled("summary", String),
    modelled("description", String),
    no_effect("externalDocs", One(Kind::ExternalDocs)),
    // 3.2.
    no_effect("parent", String),
    no_effect("kind", String),
];

pub(super) const EXTERNAL_DOCS: &[Keyword] =
    &[no_effect("description", String), no_effect("url", String)];

pub(super) const COMPONENTS: &[Keyword] = &[
    modelled("schemas", Map(Kind::Schema)),
    modelled("responses", Map(Kind::Response)),
    modelled("parameters", Map(Kind::Parameter)),
    modelled("examples", Map(Kind::Example)),
    modelled("requestBodies", Map(Kind::RequestBody)),
    modelled("headers", Map(Kind::Header)),
    modelled("securitySchemes", Map(Kind::SecurityScheme)),
    modelled("links", Map(Kind::Link)),
    modelled("callbacks", Map(Kind::Callback)),
    modelled("pathItems", Map(Kind::PathItem)),
    // 3.2.
    modelled("mediaTypes", Map(Kind::MediaType)),
];

pub(super) const PATH_ITEM: &[Keyword] = &[
    modelled("summary", String),
    modelled("description", String),
    modelled("get", One(Kind::Operation)),
    modelled("put", One(Kind::Operation)),
    modelled("post", One(Kind::Operation)),
    modelled("delete", One(Kind::Operation)),
    modelled("options", One(Kind::Operation)),
    modelled("head", One(Kind::Operation)),
    modelled("patch", One(Kind::Operation)),
    modelled("trace", One(Kind::Operation)),
    // 3.2.
    modelled("query", One(Kind::Operation)),
    modelled("additionalOperations", Map(Kind::Operation)),
    modelled("servers", List(Kind::Server)),
    modelled("parameters", List(Kind::Parameter)),
];

pub(super) const OPERATION: &[Keyword] = &[
    modelled("tags", Strings),
    modelled("summary", String),
    modelled("description", String),
    no_effect("externalDocs", One(Kind::ExternalDocs)),
    modelled("operationId", String),
    modelled("parameters", List(Kind::Parameter)),
    modelled("requestBody", One(Kind::RequestBody)),
    modelled("responses", One(Kind::Responses)),
    modelled("callbacks", Map(Kind::Callback)),
    modelled("deprecated", Boolean),
    modelled("security", List(Kind::SecurityRequirement)),
    modelled("servers", List(Kind::Server)),
];

pub(super) const PARAMETER: &[Keyword] = &[
    modelled("name", String),
    modelled("in", String),
    modelled("description", String),
    modelled("required", Boolean),
    modelled("deprecated", Boolean),
    no_effect("allowEmptyValue", Boolean),
    modelled("style", String),
    modelled("explode", Boolean),
    modelled("allowReserved", Boolean),
    modelled("schema", One(Kind::Schema)),
    modelled("content", Map(Kind::MediaType)),
    modelled("example", Json),
    modelled("examples", Map(Kind::Example)),
];

pub(super) const REQUEST_BODY: &[Keyword] = &[
    modelled("description", String),
    modelled("content", Map(Kind::MediaType)),
    modelled("required", Boolean),
];

pub(super) const RESPONSE: &[Keyword] = &[
    // 3.2.
    modelled("summary", String),
    modelled("description", String),
    modelled("headers", Map(Kind::Header)),
    modelled("content", Map(Kind::MediaType)),
    modelled("links", Map(Kind::Link)),
];

pub(super) const HEADER: &[Keyword] = &[
    modelled("description", String),
    no_effect("required", Boolean),
    no_effect("deprecated", Boolean),
    no_effect("allowEmptyValue", Boolean),
    no_effect("style", String),
    no_effect("explode", Boolean),
    modelled("schema", One(Kind::Schema)),
    modelled("content", Map(Kind::MediaType)),
    no_effect("example", Json),
    no_effect("examples", Map(Kind::Example)),
];

pub(super) const MEDIA_TYPE: &[Keyword] = &[
    modelled("schema", One(Kind::Schema)),
    // 3.2.
    modelled("itemSchema", One(Kind::Schema)),
    modelled("example", Json),
    modelled("examples", Map(Kind::Example)),
    modelled("encoding", Map(Kind::Encoding)),
    // 3.2.
    modelled("prefixEncoding", List(Kind::Encoding)),
    modelled("itemEncoding", One(Kind::Encoding)),
];

pub(super) const ENCODING: &[Keyword] = &[
    modelled("contentType", String),
    modelled("headers", Map(Kind::Header)),
    modelled("style", String),
    modelled("explode", Boolean),
    modelled("allowReserved", Boolean),
    // 3.2.
    no_effect("encoding", Map(Kind::Encoding)),
    no_effect("prefixEncoding", List(Kind::Encoding)),
    no_effect("itemEncoding", One(Kind::Encoding)),
];

pub(super) const EXAMPLE: &[Keyword] = &[
    modelled("summary", String),
    no_effect("description", String),
    modelled("value", Json),
    no_effect("externalValue", String),
    // 3.2.
    modelled("dataValue", Json),
    no_effect("serializedValue", String),
];

pub(super) const LINK: &[Keyword] = &[
    modelled("operationRef", String),
    modelled("operationId", String),
    modelled("parameters", Object),
    modelled("requestBody", Json),
    modelled("description", String),
    no_effect("server", One(Kind::Server)),
];

pub(super) const DISCRIMINATOR: &[Keyword] = &[
    modelled("propertyName", String),
    modelled("mapping", Object),
    // 3.2.
    modelled("defaultMapping", String),
];

pub(super) const SECURITY_SCHEME: &[Keyword] = &[
    modelled("type", String),
    modelled("description", String),
    modelled("name", String),
    modelled("in", String),
    modelled("scheme", String),
    no_effect("bearerFormat", String),
    modelled("flows", One(Kind::OAuthFlows)),
    modelled("openIdConnectUrl", String),
    // 3.2.
    no_effect("oauth2MetadataUrl", String),
    modelled("deprecated", Boolean),
];

pub(super) const OAUTH_FLOWS: &[Keyword] = &[
    modelled("implicit", One(Kind::OAuthFlow)),
    modelled("password", One(Kind::OAuthFlow)),
    modelled("clientCredentials", One(Kind::OAuthFlow)),
    modelled("authorizationCode", One(Kind::OAuthFlow)),
    // 3.2.
    modelled("deviceAuthorization", One(Kind::OAuthFlow)),
];

pub(super) const OAUTH_FLOW: &[Keyword] = &[
    no_effect("authorizationUrl", String),
    // 3.2.
    modelled("deviceAuthorizationUrl", String),
    modelled("tokenUrl", String),
    modelled("refreshUrl", String),
    no_effect("scopes", Object),
];

pub(super) const XML: &[Keyword] = &[
    // 3.2.
    no_effect("nodeType", String),
    no_effect("name", String),
    no_effect("namespace", String),
    no_effect("prefix", String),
    no_effect("attribute", Boolean),
    no_effect("wrapped", Boolean),
];

pub(super) const SCHEMA: &[Keyword] = &[
    // Both dialects.
    modelled("title", String),
    modelled("description", String),
    modelled("type", StringOrStrings),
    modelled("format", String),
    modelled("default", Json),
    modelled("enum", Array),
    modelled("properties", Map(Kind::Schema)),
    modelled("required", Strings),
    modelled("additionalProperties", OneOrBoolean(Kind::Schema)),
    modelled("items", OneOrList(Kind::Schema)),
    modelled("allOf", List(Kind::Schema)),
    modelled("oneOf", List(Kind::Schema)),
    modelled("anyOf", List(Kind::Schema)),
    no_effect("not", OneOrBoolean(Kind::Schema)),
    modelled("discriminator", One(Kind::Discriminator)),
    modelled("readOnly", Boolean),
    modelled("writeOnly", Boolean),
    modelled("deprecated", Boolean),
    modelled("example", Json),
    no_effect("multipleOf", Number),
    no_effect("minimum", Number),
    no_effect("maximum", Number),
    no_effect("exclusiveMinimum", NumberOrBoolean),
    no_effect("exclusiveMaximum", NumberOrBoolean),
    no_effect("minLength", Number),
    no_effect("maxLength", Number),
    no_effect("pattern", String),
    no_effect("minItems", Number),
    no_effect("maxItems", Number),
    no_effect("uniqueItems", Boolean),
    no_effect("minProperties", Number),
    no_effect("maxProperties", Number),
    no_effect("externalDocs", One(Kind::ExternalDocs)),
    no_effect("xml", One(Kind::Xml)),
    // 3.0.
    modelled("nullable", Boolean),
    // JSON Schema before 2020-12.
    modelled("additionalItems", OneOrBoolean(Kind::Schema)),
    // 3.1: JSON Schema 2020-12.
    modelled("const", Json),
    modelled("examples", ArrayOrObject),
    modelled("definitions", Map(Kind::Schema)),
    modelled("$defs", Map(Kind::Schema)),
    modelled("prefixItems", List(Kind::Schema)),
    modelled("$id", String),
    modelled("$anchor", String),
    modelled("$dynamicRef", String),
    modelled("$dynamicAnchor", String),
    modelled("patternProperties", Map(Kind::Schema)),
    no_effect("propertyNames", OneOrBoolean(Kind::Schema)),
    no_effect("contains", OneOrBoolean(Kind::Schema)),
    no_effect("minContains", Number),
    no_effect("maxContains", Number),
    no_effect("if", OneOrBoolean(Kind::Schema)),
    no_effect("then", OneOrBoolean(Kind::Schema)),
    no_effect("else", OneOrBoolean(Kind::Schema)),
    no_effect("dependentSchemas", Map(Kind::Schema)),
    no_effect("dependentRequired", Object),
    modelled("unevaluatedProperties", OneOrBoolean(Kind::Schema)),
    modelled("unevaluatedItems", OneOrBoolean(Kind::Schema)),
    modelled("contentEncoding", String),
    modelled("contentMediaType", String),
    no_effect("contentSchema", OneOrBoolean(Kind::Schema)),
    modelled("$schema", String),
    no_effect("$vocabulary", Object),
    no_effect("$comment", String),
];
