//! The proxy settings of the default transport.
//!
//! They come from the usual environment variables or from the caller, and are parsed by hyper-util.
//! Invalid settings are rejected when the transport is built, because bypassing a proxy silently
//! would be worse. User names and passwords are never shown.

use std::env;

use http::uri::{Authority, Scheme};
use http::{HeaderValue, Uri};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use zeroize::Zeroizing;

const SOCKS_PORT: u16 = 1080;

/// The source of the proxy settings.
#[derive(Clone, Default)]
pub(crate) enum ProxySetting {
    /// The environment, when the transport is built.
    #[default]
    Environment,
    /// No proxies.
    Disabled,
    /// Set by the caller.
    Explicit(Variables),
}

/// The values of the variables.
#[derive(Clone, Default)]
pub(crate) struct Variables {
    all: Variable,
    https: Variable,
    http: Variable,
    no: Variable,
}

#[derive(Clone, Default)]
struct Variable {
    /// `None` if the value is not from a variable.
    name: Option<&'static str>,
    /// Empty if not set.
    value: Zeroizing<String>,
}

impl Variables {
    /// Reads the variables by `lookup`.
    pub(crate) fn read(lookup: impl Fn(&str) -> Option<String>) -> Self {
        let first = |names: &[&'static str]| {
            let mut values = names.iter().map(|name| Variable {
                name: Some(name),
                value: Zeroizing::new(lookup(name).unwrap_or_default().trim().to_owned()),
            });
            values
                .find(|variable| !variable.value.is_empty())
                .unwrap_or_default()
        };
        // Under CGI, `HTTP_PROXY` is the `proxy` header of the request.
        let is_cgi = lookup("REQUEST_METHOD").is_some();
        let http: &[&'static str] = if is_cgi {
            &["http_proxy"]
        } else {
            &["HTTP_PROXY", "http_proxy"]
        };
        Self {
            all: first(&["ALL_PROXY", "all_proxy"]),
            https: first(&["HTTPS_PROXY", "https_proxy"]),
            http: first(http),
            no: first(&["NO_PROXY", "no_proxy"]),
        }
    }

    /// One proxy for all requests.
    pub(crate) fn all(url: String) -> Self {
        Self {
            all: Variable {
                name: None,
                value: Zeroizing::new(url),
            },
            ..Self::default()
        }
    }

    fn proxies(&self) -> Result<Option<Proxies>, String> {
        let mut given = [&self.all, &self.https, &self.http]
            .into_iter()
            .filter(|variable| !variable.value.is_empty())
            .peekable();
        if given.peek().is_none() {
            return Ok(None);
        }
        if let Some(invalid) = given.find(|variable| !is_usable(&variable.value)) {
            let problem = "a proxy is not an http, https, socks5 or socks5h URL with a host name";
            return Err(match invalid.name {
                Some(name) => format!("{problem} ({name})"),
                None => problem.to_owned(),
            });
        }
        // hyper-util's matcher applies `*` to names, but not to addresses.
        if self.no.value.split(',').any(|entry| entry.trim() == "*") {
            return Ok(None);
        }
        let matcher = Matcher::builder()
            .all(self.all.value.as_str())
            .https(self.https.value.as_str())
            .http(self.http.value.as_str())
            .no(self.no.value.as_str())
            .build();
        Ok(Some(Proxies { matcher }))
    }
}

impl ProxySetting {
    /// The proxies. An error describes the problem without showing the settings.
    pub(crate) fn proxies(&self) -> Result<Option<Proxies>, String> {
        match self {
            Self::Environment => Variables::read(|name| {
                let value = env::var_os(name)?;
                // A value that is not Unicode is not a valid URL.
                Some(value.to_string_lossy().into_owned())
            })
            .proxies(),
            Self::Disabled => Ok(None),
            Self::Explicit(variables) => variables.proxies(),
        }
    }
}

/// The proxies by URL.
pub(crate) struct Proxies {
    matcher: Matcher,
}

/// A proxy for one server.
pub(crate) enum Proxy {
    /// Forwards plain requests and opens tunnels.
    Http {
        uri: Uri,
        authorization: Option<HeaderValue>,
    },
    /// Opens tunnels.
    Socks {
        uri: Uri,
        user: Option<(String, String)>,
        /// Whether the proxy resolves names.
        resolves: bool,
    },
}

impl Proxies {
    /// The proxy for a server, if there is one.
    pub(crate) fn of(&self, server: &Uri) -> Option<Proxy> {
        proxy(&self.matcher.intercept(server)?)
    }

    /// The credentials for a proxy that forwards this plain request.
    pub(crate) fn plain(&self, server: &Uri) -> Option<HeaderValue> {
        if server.scheme() != Some(&Scheme::HTTP) {
            return None;
        }
        match self.of(server)? {
            Proxy::Http { authorization, .. } => authorization,
            Proxy::Socks { .. } => None,
        }
    }
}

fn is_usable(url: &str) -> bool {
    let matcher = Matcher::builder().all(url).build();
    let found = matcher.intercept(&Uri::from_static("http://host.invalid"));
    found.is_some_and(|found| proxy(&found).is_some())
}

/// Converts a proxy of hyper-util's matcher. `None` if its scheme is not supported.
fn proxy(found: &Intercept) -> Option<Proxy> {
    let uri = found.uri();
    match uri.scheme_str()? {
        "http" | "https" => Some(Proxy::Http {
            uri: uri.clone(),
            authorization: found.basic_auth().cloned(),
        }),
        scheme @ ("socks5" | "socks5h") => Some(Proxy::Socks {
            uri: with_port(uri, SOCKS_PORT)?,
            user: found
                .raw_auth()
                .map(|(name, password)| (name.to_owned(), password.to_owned())),
            resolves: scheme == "socks5h",
        }),
        _ => None,
    }
}

/// Adds this port to a URI that has none.
fn with_port(uri: &Uri, port: u16) -> Option<Uri> {
    if uri.port().is_some() {
        return Some(uri.clone());
    }
    let mut parts = uri.clone().into_parts();
    let authority: Authority = format!("{}:{port}", uri.host()?).parse().ok()?;
    parts.authority = Some(authority);
    Uri::from_parts(parts).ok()
}
