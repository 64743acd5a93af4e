//! `sdk.toml`: what is specific to the API and cannot be expressed in OpenAPI. Every setting has a
//! default that is inferred from the document.

use std::sync::Arc;

use serde::Deserialize;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Failed};
use crate::input::crate_name::check_crate_name;
use crate::pointer::Pointer;
use crate::source_file::Source;
use crate::text::{end_position, is_token};

/// All settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Settings {
    /// The document that they apply to.
    pub(crate) document: DocumentSettings,
    /// The crate.
    #[serde(rename = "crate")]
    pub(crate) package: CrateSettings,
    /// How an API key becomes a header.
    pub(crate) auth: AuthSettings,
    /// The schema of the API's errors.
    pub(crate) error: ErrorSettings,
    /// The names of response headers.
    pub(crate) headers: HeaderSettings,
    /// How the API signs and wraps its events.
    pub(crate) events: EventSettings,
    /// The types of scalars.
    pub(crate) types: TypeSettings,
}

/// The types of scalars.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct TypeSettings {
    /// The formats whose values the API keeps to. Their types accept nothing else, so a response
    /// with another value is an error. Other formats are read as any integer or string.
    pub(crate) exact: Vec<ExactFormat>,
}

/// A format with a type that does not have all values of the plain type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ExactFormat {
    /// `i8`
    Int8,
    /// `i16`
    Int16,
    /// `i32`
    Int32,
    /// `u8`
    UInt8,
    /// `u16`
    UInt16,
    /// `u32`
    UInt32,
    /// `u64`
    UInt64,
    /// `uuid::Uuid`
    Uuid,
}

/// The document that the settings apply to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct DocumentSettings {
    /// The path of the document, relative to `sdk.toml`. See [`SdkFiles`](super::SdkFiles).
    pub(crate) file: Option<String>,
    /// The paths of the overlays, relative to `sdk.toml`, in the order in which they are applied.
    pub(crate) overlays: Vec<String>,
    /// `info.title` of the document. Without it, they apply to every document.
    pub(crate) title: Option<String>,
    /// The date of the document, for the docs of the crate.
    pub(crate) date: Option<String>,
    /// Where the document is published, for the section about mock servers in the docs of the
    /// crate.
    pub(crate) url: Option<String>,
}

/// The emitted crate.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct CrateSettings {
    /// The directory of the crate, relative to `sdk.toml`. See [`SdkFiles`](super::SdkFiles).
    pub(crate) directory: Option<String>,
    /// The name; by default, the title of the document in kebab case.
    pub(crate) name: Option<String>,
    /// The version; by default `0.1.0`.
    pub(crate) version: Option<String>,
    /// The description in one line.
    pub(crate) description: Option<String>,
    /// At most five keywords.
    pub(crate) keywords: Vec<String>,
    /// Categories of crates.io.
    pub(crate) categories: Vec<String>,
    /// The URL of the repository with the source code, from which Cargo can fetch the crate.
    pub(crate) repository: Option<String>,
    /// The URL of the home page.
    pub(crate) homepage: Option<String>,
    /// The URL of the documentation.
    pub(crate) documentation: Option<String>,
    /// Whether the crate is published on crates.io; by default, it is not.
    pub(crate) published: bool,
    /// Hand-written guides in Markdown, relative to the crate, which become part of its rustdoc.
    pub(crate) guides: Vec<String>,
    /// Lines for `[dev-dependencies]`, for hand-written tests and benches.
    pub(crate) dev_dependencies: Vec<String>,
    /// Hand-written benches with their own `main`.
    pub(crate) benches: Vec<Bench>,
}

/// A bench with its own `main`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bench {
    /// The name of the file in `benches/`.
    pub(crate) name: String,
    /// Features that it needs.
    #[serde(default)]
    pub(crate) required_features: Vec<String>,
}

/// How an API key becomes a header.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct AuthSettings {
    /// The environment variable with a raw key.
    pub(crate) environment_key: Option<String>,
    /// The environment variable with a complete header value.
    pub(crate) environment_header: Option<String>,
    /// The prefix of the key; by default that of the security scheme.
    pub(crate) prefix: Option<String>,
    /// The encoding of the key; by default that of the security scheme.
    pub(crate) encoding: Option<Encoding>,
    /// The environment variable with a base URL that replaces the document's.
    pub(crate) environment_base_url: Option<String>,
}

/// The encoding of an API key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Encoding {
    /// None.
    Plain,
    /// Standard Base64 (RFC 4648).
    Base64,
}

/// The schema of the API's errors.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ErrorSettings {
    /// The component; by default the one that most error responses have.
    pub(crate) schema: Option<String>,
    /// Its property with the message for people.
    pub(crate) message: Option<String>,
    /// Its property with the correlation id for the API's support.
    pub(crate) correlation_id: Option<String>,
    /// The path of properties to its validation messages. Arrays on the way are flattened.
    pub(crate) details: Vec<String>,
}

/// The names of response headers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct HeaderSettings {
    /// The caller's quota.
    pub(crate) rate_limit: String,
    /// The remaining quota.
    pub(crate) rate_limit_remaining: String,
    /// When the quota is reset.
    pub(crate) rate_limit_reset: String,
    /// The id of the request for the API's support.
    pub(crate) request_id: String,
}

impl HeaderSettings {
    fn all(&self) -> [&str; 4] {
        [
            &self.rate_limit,
            &self.rate_limit_remaining,
            &self.rate_limit_reset,
            &self.request_id,
        ]
    }
}

impl Default for HeaderSettings {
    fn default() -> Self {
        // The usual names.
        Self {
            rate_limit: "x-ratelimit-limit".to_owned(),
            rate_limit_remaining: "x-ratelimit-remaining".to_owned(),
            rate_limit_reset: "x-ratelimit-reset".to_owned(),
            request_id: "x-request-id".to_owned(),
        }
    }
}

/// How the API signs and wraps its events. By default, the properties are those with usual names
/// that the bodies of all events have in common.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct EventSettings {
    /// The prefixes of `id`, `timestamp` and `signature` in header names, the usual one first; by
    /// default `webhook-`.
    pub(crate) header_prefixes: Vec<String>,
    /// The prefix of a secret in Base64; by default `whsec_`.
    pub(crate) secret_prefix: Option<String>,
    /// The allowed clock difference in seconds, in both directions; by default 300.
    pub(crate) tolerance_seconds: Option<u64>,
    /// The property of a body with the id of the event.
    pub(crate) id: Option<String>,
    /// The properties of a body with the type of the event. The first that is a string counts.
    pub(crate) types: Vec<String>,
    /// The property of a body with the time at which the event was created.
    pub(crate) date: Option<String>,
    /// The property of a body with the payload.
    pub(crate) payload: Option<String>,
    /// The hand-written guide to receiving events, which the README links.
    pub(crate) guide: Option<String>,
}

impl Settings {
    /// Reads settings.
    ///
    /// # Errors
    ///
    /// Invalid TOML, an unknown setting, or an invalid crate or header name.
    pub(crate) fn read(
        source: &Arc<Source>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, Failed> {
        let mut refuse = |byte: usize, message: &str| {
            let (line, column) = end_position(source.text.get(..byte).unwrap_or(&source.text));
            let diagnostic = Diagnostic::new(Code::Settings, source, &Pointer::root(), message);
            diagnostics.push(diagnostic.at(line, column));
            Failed
        };
        let settings: Self = toml::from_str(&source.text)
            .map_err(|error| refuse(error.span().map_or(0, |span| span.start), error.message()))?;
        match settings.invalid() {
            Some((value, message)) => Err(refuse(
                source.text.find(value).unwrap_or_default(),
                &message,
            )),
            None => Ok(settings),
        }
    }

    /// The first invalid value, and what is wrong with it.
    fn invalid(&self) -> Option<(&str, String)> {
        let name = self.package.name.as_deref();
        let crate_name = name.and_then(|name| {
            let problem = check_crate_name(name).err()?;
            Some((name, format!("the crate name `{name}` {problem}")))
        });
        crate_name.or_else(|| {
            let mut headers = self.headers.all().into_iter();
            let name = headers.find(|name| !is_token(name))?;
            Some((name, format!("`{name}` is not a valid header name")))
        })
    }

    /// Whether they apply to a document with this title.
    pub(crate) fn apply_to(&self, title: &str) -> bool {
        self.document
            .title
            .as_deref()
            .is_none_or(|expected| expected == title)
    }
}
