//! The optional parts of the runtime, and which of its paths belong to each.
//!
//! Planning records each [`Capability`] that the crate needs. The paths of the others are left out,
//! so that the crate has no dead code. Paths that are not listed here are in every crate.

use std::collections::BTreeSet;

use Capability::{
    Accept, AdditionalProperties, ArrayPages, BasicCredentials, BodyValues, Boxed, BytesResponse,
    Callbacks, Charsets, ContentType, CookieKeys, CookieParams, Credentials, Cursors, DateTime,
    DecodeBody, DecodeJson, EmptyResponse, EnvironmentBaseUrl, EnvironmentKeys, ErrorBodies,
    ErrorModel, EventBodies, EventExamples, EventStreams, EventTypePatterns, Events, ExactNumber,
    Form, FormQueries, FormText, FormValues, HeaderCursors, HeaderKeys, HeaderParams,
    IdempotencyKeys, JsonBody, JsonResponse, JsonSequenceBody, JsonStreams, LinkHeaders,
    MatchingVariant, MediaBody, Multipart, NextUrls, NullAsDefault, Nullable, OAuth, OAuthScheme,
    Offsets, OpenEnum, OpenIdConnect, OpenValueEnum, OperationServers, Operations,
    OptionalJsonResponse, PageNumbers, Paging, PartPositions, PathParams, QueryKeys, QueryLists,
    QueryParams, QueryPositions, RawBody, RawJson, RequiredUrl, RetryRules, Secret,
    SecurityRequirements, ServerLists, ServerUrls, Servers, SingleKey, Streams, StylePairs,
    StyleValues, StyledHeaders, StyledPaths, StyledQueries, Styles, SuccessVariants, TaggedVariant,
    TextResponse, TypedHeaders, Unlisted, UnlistedCount, UrlPages, Uuids, Waiters, WholeQueries,
};

/// A part of the runtime that an SDK has only if its API needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Capability {
    /// Media types other than `application/json` in `Accept`.
    Accept,
    /// Objects with properties of any name and one type.
    AdditionalProperties,
    /// Pages that are arrays.
    ArrayPages,
    /// User names and passwords.
    BasicCredentials,
    /// Request bodies that are values one after the other.
    BodyValues,
    /// The boxed types in signatures, and errors that are built with them.
    Boxed,
    BytesResponse,
    /// Bodies of callbacks.
    Callbacks,
    /// Text in a charset.
    Charsets,
    /// JSON bodies of a media type of their own.
    ContentType,
    /// API keys in cookies.
    CookieKeys,
    CookieParams,
    /// Anything that authenticates requests.
    Credentials,
    /// Pages with cursors in the query.
    Cursors,
    DateTime,
    /// Whole JSON bodies.
    DecodeBody,
    /// The decoder that bodies and unions share.
    DecodeJson,
    EmptyResponse,
    /// The base URL from an environment variable.
    EnvironmentBaseUrl,
    EnvironmentKeys,
    /// Schemas of error responses that only some operations have.
    ErrorBodies,
    /// The API's schema of an error response.
    ErrorModel,
    /// Bodies of events from the examples of the API's document.
    EventExamples,
    /// Request bodies that are events.
    EventBodies,
    /// Server-sent events.
    EventStreams,
    /// Types of events that are patterns, such as `{record}.saved`.
    EventTypePatterns,
    Events,
    /// Integers beyond 64 bits, and decimals.
    ExactNumber,
    /// Bodies in `application/x-www-form-urlencoded`.
    Form,
    /// Parameters that are the whole query, as a form.
    FormQueries,
    /// Forms as text.
    FormText,
    /// The properties of a body as names and values.
    FormValues,
    /// Pages with cursors in request headers.
    HeaderCursors,
    /// API keys and tokens in headers.
    HeaderKeys,
    HeaderParams,
    IdempotencyKeys,
    JsonBody,
    JsonResponse,
    /// Request bodies that are sequences of JSON values.
    JsonSequenceBody,
    /// Streams of JSON values.
    JsonStreams,
    /// Pages with the URL of the next one in the header `Link`.
    LinkHeaders,
    /// Unions without a discriminator.
    MatchingVariant,
    /// Bodies whose media type the caller chooses.
    MediaBody,
    /// Multipart bodies, with files.
    Multipart,
    /// Pages with the URL of the next one in the body.
    NextUrls,
    NullAsDefault,
    Nullable,
    /// Access tokens of OAuth 2.0.
    OAuth,
    /// Schemes whose URLs for tokens are in the document.
    OAuthScheme,
    /// Pages by offset.
    Offsets,
    OpenEnum,
    /// Enums of numbers, or of values of several types.
    OpenValueEnum,
    /// Schemes whose URLs for tokens are discovered.
    OpenIdConnect,
    /// Operations with a server of their own.
    OperationServers,
    /// Requests to the API: the whole HTTP client.
    Operations,
    OptionalJsonResponse,
    /// Pages by number.
    PageNumbers,
    Paging,
    /// Multipart bodies with parts that have no names.
    PartPositions,
    PathParams,
    /// API keys in the query.
    QueryKeys,
    /// Arrays in query parameters that are repeated for each item.
    QueryLists,
    QueryParams,
    /// Positions of pages in the query.
    QueryPositions,
    RawBody,
    /// A base URL that the caller has to set.
    RequiredUrl,
    /// JSON text as properties and items.
    RawJson,
    RetryRules,
    Secret,
    /// Streams of values in responses.
    Streams,
    /// Success responses whose types differ by status.
    SuccessVariants,
    /// Several security schemes, or operations that differ in what they require.
    SecurityRequirements,
    /// Servers of operations that the caller selects.
    ServerLists,
    /// URLs of servers that may be relative.
    ServerUrls,
    /// Servers that the caller selects.
    Servers,
    /// One API key for all operations.
    SingleKey,
    /// Values of parameters that are pairs.
    StylePairs,
    /// Values of parameters that are one string.
    StyleValues,
    /// Header parameters that are not scalars.
    StyledHeaders,
    /// Path parameters that are not scalars, or have a style.
    StyledPaths,
    /// Query parameters that are not scalars, or have a style.
    StyledQueries,
    /// The styles of parameters.
    Styles,
    /// Unions with a discriminator.
    TaggedVariant,
    TextResponse,
    /// Described response headers.
    TypedHeaders,
    /// Objects that keep properties that the document does not list.
    Unlisted,
    UnlistedCount,
    /// Pages that are requested by URL.
    UrlPages,
    Uuids,
    /// Calls that are repeated until the server has finished.
    Waiters,
    /// Parameters that are the whole query, as one value.
    WholeQueries,
}

/// Folders, files and names of the runtime that belong to a capability. A path covers everything
/// below it.
const PATHS: &[(&str, Capability)] = &[
    ("api", Operations),
    ("api::ApiError", ErrorModel),
    ("auth", Operations),
    ("auth::api_key", Credentials),
    ("auth::basic", BasicCredentials),
    ("auth::cookie_key", CookieKeys),
    ("auth::env", EnvironmentKeys),
    ("auth::header_key", HeaderKeys),
    ("auth::oauth", OAuth),
    ("auth::oauth::discovery", OpenIdConnect),
    ("auth::oauth::setter", OAuthScheme),
    ("auth::provider", Credentials),
    ("auth::query_key", QueryKeys),
    ("auth::requirements", SecurityRequirements),
    ("auth::setters", Credentials),
    ("auth::single_scheme", SingleKey),
    ("blocking", Operations),
    ("call", Operations),
    ("call::accept", Accept),
    ("call::idempotency", IdempotencyKeys),
    ("call::params::cookie", CookieParams),
    ("call::params::form_query", FormQueries),
    ("call::params::header", HeaderParams),
    ("call::params::path", PathParams),
    ("call::params::query", QueryParams),
    ("call::params::query_list", QueryLists),
    ("call::params::style", Styles),
    ("call::params::style_pairs", StylePairs),
    ("call::params::style_value", StyleValues),
    ("call::params::styled_header", StyledHeaders),
    ("call::params::styled_path", StyledPaths),
    ("call::params::styled_query", StyledQueries),
    ("call::params::whole_query", WholeQueries),
    ("call::raw_json", RawJson),
    ("call::request_body::body_values", BodyValues),
    ("call::request_body::content_type", ContentType),
    ("call::request_body::event_body", EventBodies),
    ("call::request_body::form", Form),
    ("call::request_body::form_values", FormValues),
    ("call::request_body::json", JsonBody),
    ("call::request_body::json_values", JsonSequenceBody),
    ("call::request_body::media_body", MediaBody),
    ("call::request_body::multipart", Multipart),
    ("call::request_body::multipart::positions", PartPositions),
    ("call::request_body::property_encoding", FormValues),
    ("call::request_body::raw", RawBody),
    ("call::request_body::urlencoded", FormText),
    ("call::server", OperationServers),
    ("call::server_list", ServerLists),
    ("callbacks", Callbacks),
    ("client", Operations),
    ("client::base_url_from_env", EnvironmentBaseUrl),
    ("client::no_url", RequiredUrl),
    ("client::server", Servers),
    ("client::server_url", ServerUrls),
    ("error", Operations),
    ("error::body", ErrorBodies),
    ("error::invalid_uuid", Uuids),
    ("error::model", ErrorModel),
    ("events", Events),
    ("events::type_pattern", EventTypePatterns),
    ("json", DecodeJson),
    ("json::additional", AdditionalProperties),
    ("json::decode", DecodeBody),
    ("json::matching_variant", MatchingVariant),
    ("json::tagged_variant", TaggedVariant),
    ("json::text", DecodeBody),
    ("json::unlisted", Unlisted),
    ("json::unlisted_count", UnlistedCount),
    ("paging", Paging),
    ("paging::array_page", ArrayPages),
    ("paging::methods::cursor", Cursors),
    ("paging::methods::header_cursor", HeaderCursors),
    ("paging::methods::link_header", LinkHeaders),
    ("paging::methods::next_url", NextUrls),
    ("paging::methods::offset", Offsets),
    ("paging::methods::page_number", PageNumbers),
    ("paging::methods::query_value", QueryPositions),
    ("paging::methods::url", UrlPages),
    ("response", Operations),
    ("response::bytes", BytesResponse),
    ("response::charset", Charsets),
    ("response::empty", EmptyResponse),
    ("response::json", JsonResponse),
    ("response::optional_json", OptionalJsonResponse),
    ("response::text", TextResponse),
    ("response::typed_headers", TypedHeaders),
    ("response::variants", SuccessVariants),
    ("retry", Operations),
    ("retry::documented_rule::RetryRule", RetryRules),
    ("send", Operations),
    ("streams", Streams),
    ("streams::event_parser", EventStreams),
    ("streams::events", EventStreams),
    ("streams::json_values", JsonStreams),
    ("test_util::event_example", EventExamples),
    ("test_util::mock_response", Operations),
    ("test_util::mock_transport", Operations),
    ("test_util::signed_event", Events),
    ("test_util::virtual_clock", Operations),
    ("transport", Operations),
    ("types::boxed", Boxed),
    ("types::date_time", DateTime),
    ("types::decode_failure", Boxed),
    ("types::exact_number", ExactNumber),
    ("types::null", NullAsDefault),
    ("types::nullable", Nullable),
    ("types::open_enum", OpenEnum),
    ("types::open_value_enum", OpenValueEnum),
    ("types::secret", Secret),
    ("waiters", Waiters),
];

impl Capability {
    /// The capabilities that this one is built on.
    fn needs(self) -> &'static [Self] {
        match self {
            AdditionalProperties | TaggedVariant => &[DecodeJson],
            MatchingVariant | Unlisted => &[DecodeJson, UnlistedCount],
            DecodeBody => &[Boxed, DecodeJson],
            ErrorModel | ErrorBodies | JsonResponse | OptionalJsonResponse | Waiters => {
                &[DecodeBody]
            }
            Callbacks | Events => &[Boxed, DecodeBody],
            Operations => &[Boxed],
            EventBodies | JsonSequenceBody => &[BodyValues],
            EventStreams | JsonStreams => &[DecodeBody, Streams],
            SuccessVariants => &[Charsets, DecodeBody],
            TextResponse => &[Charsets],
            Form | FormQueries => &[FormText],
            FormText | Multipart => &[FormValues],
            FormValues | Styles => &[RawJson],
            EnvironmentBaseUrl => &[EnvironmentKeys],
            OAuthScheme | OpenIdConnect => &[OAuth],
            EventExamples | EventTypePatterns => &[Events],
            Paging => &[DecodeBody],
            PartPositions => &[Multipart],
            ArrayPages => &[Paging],
            Cursors | Offsets | PageNumbers => &[Paging, QueryParams, QueryPositions],
            QueryPositions => &[Paging],
            CookieParams | StyledQueries => &[StylePairs],
            StyledHeaders | StyledPaths | WholeQueries => &[StyleValues],
            StylePairs | StyleValues => &[Styles],
            HeaderCursors => &[Paging, HeaderParams],
            LinkHeaders | NextUrls => &[Paging, UrlPages],
            UrlPages => &[Paging],
            OperationServers => &[ServerUrls],
            Servers => &[ServerUrls],
            ServerLists => &[Servers],
            _ => &[],
        }
    }
}

/// The paths of the runtime that a crate with these capabilities does not have.
pub(crate) fn unused_paths(used: &BTreeSet<Capability>) -> Vec<&'static str> {
    let mut all = used.clone();
    let mut open: Vec<Capability> = used.iter().copied().collect();
    while let Some(capability) = open.pop() {
        for need in capability.needs() {
            if all.insert(*need) {
                open.push(*need);
            }
        }
    }
    let unused = PATHS
        .iter()
        .filter(|(_, capability)| !all.contains(capability));
    unused.map(|(path, _)| *path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needs_are_followed_transitively() {
        let unused = unused_paths(&BTreeSet::from([EventTypePatterns]));
        for kept in ["events::type_pattern", "events", "json"] {
            assert!(!unused.contains(&kept), "{kept}");
        }
        for left_out in ["test_util::event_example", "paging"] {
            assert!(unused.contains(&left_out), "{left_out}");
        }
    }

    #[test]
    fn every_path_exists_in_the_runtime() {
        for (path, capability) in PATHS {
            assert!(
                crate::runtime_copy::has_path(path),
                "{path} of {capability:?}"
            );
        }
    }
}
