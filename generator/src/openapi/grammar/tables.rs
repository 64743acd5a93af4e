//! The keywords of each kind.

use super::Shape::{
    Flag, Json, List, ListOrMap, Map, Number, NumberOrFlag, Object, One, OneOrFlag, Text,
    TextOrTexts, Texts, Values,
};
use super::{Keyword, Kind, listed, yes};

pub(super) const OPENAPI: &[Keyword] = &[
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

pub(super) const INFO: &[Keyword] = &[
    yes("title", Text),
    yes("version", Text),
    yes("summary", Text),
    yes("description", Text),
    listed("termsOfService", Text),
    listed("contact", Object),
    listed("license", Object),
];

pub(super) const SERVER: &[Keyword] = &[
    yes("url", Text),
    yes("description", Text),
    yes("variables", Object),
];

pub(super) const TAG: &[Keyword] = &[
    yes("name", Text),
    yes("description", Text),
    listed("externalDocs", Object),
];

pub(super) const COMPONENTS: &[Keyword] = &[
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

pub(super) const PATH_ITEM: &[Keyword] = &[
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

pub(super) const OPERATION: &[Keyword] = &[
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

pub(super) const PARAMETER: &[Keyword] = &[
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

pub(super) const REQUEST_BODY: &[Keyword] = &[
    yes("description", Text),
    yes("content", Map(Kind::MediaType)),
    yes("required", Flag),
];

pub(super) const RESPONSE: &[Keyword] = &[
    yes("description", Text),
    listed("headers", Map(Kind::Header)),
    yes("content", Map(Kind::MediaType)),
    listed("links", Map(Kind::Link)),
];

pub(super) const HEADER: &[Keyword] = &[
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

pub(super) const MEDIA_TYPE: &[Keyword] = &[
    yes("schema", One(Kind::Schema)),
    yes("example", Json),
    yes("examples", Map(Kind::Example)),
    listed("encoding", Map(Kind::Encoding)),
];

pub(super) const ENCODING: &[Keyword] = &[
    yes("contentType", Text),
    yes("headers", Map(Kind::Header)),
    yes("style", Text),
    yes("explode", Flag),
    yes("allowReserved", Flag),
];

pub(super) const EXAMPLE: &[Keyword] = &[
    yes("summary", Text),
    yes("description", Text),
    yes("value", Json),
    listed("externalValue", Text),
];

pub(super) const LINK: &[Keyword] = &[
    listed("operationRef", Text),
    listed("operationId", Text),
    listed("parameters", Object),
    listed("requestBody", Json),
    listed("description", Text),
    listed("server", One(Kind::Server)),
];

pub(super) const DISCRIMINATOR: &[Keyword] = &[yes("propertyName", Text), yes("mapping", Object)];

pub(super) const SECURITY_SCHEME: &[Keyword] = &[
    yes("type", Text),
    yes("description", Text),
    yes("name", Text),
    yes("in", Text),
    yes("scheme", Text),
    listed("bearerFormat", Text),
    listed("flows", Object),
    listed("openIdConnectUrl", Text),
];

pub(super) const SCHEMA: &[Keyword] = &[
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
