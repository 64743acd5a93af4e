//! Which proxy the default transport goes through, if any.
//!
//! Settings come from variables of the usual names, or from the caller; hyper-util reads them and decides by them. What
//! can't be read is refused when the transport is built: to pass by a proxy in silence would be worse. A user's name
//! and password in them are shown nowhere.

use std::env;

use http::uri::{Authority, Scheme};
use http::{HeaderValue, Uri};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use zeroize::Zeroizing;

const SOCKS_PORT: u16 = 1080;

/// Where proxies are said.
#[derive(Clone, Default)]
pub(crate) enum ProxySetting {
    /// In the environment, when the transport is built.
    #[default]
    Environment,
    /// There are none.
    Disabled,
    /// Here.
    Explicit(Variables),
}

/// What the variables say; empty where one is not set.
#[derive(Clone, Default)]
pub(crate) struct Variables {
    all: Zeroizing<String>,
    https: Zeroizing<String>,
    http: Zeroizing<String>,
    no: String,
}

impl Variables {
    /// Reads the variables by their names.
    pub(crate) fn read(lookup: impl Fn(&str) -> Option<String>) -> Self {
        let first = |names: &[&str]| {
            let mut values = names.iter().filter_map(|name| lookup(name));
            let value = values.find(|value| !value.trim().is_empty());
            Zeroizing::new(value.unwrap_or_default().trim().to_owned())
        };
        // Where a web server runs this process for a request, `HTTP_PROXY` is what the request's `proxy` header says.
        let is_cgi = lookup("REQUEST_METHOD").is_some();
        let http: &[&str] = if is_cgi {
            &["http_proxy"]
        } else {
            &["HTTP_PROXY", "http_proxy"]
        };
        Self {
            all: first(&["ALL_PROXY", "all_proxy"]),
            https: first(&["HTTPS_PROXY", "https_proxy"]),
            http: first(http),
            no: first(&["NO_PROXY", "no_proxy"]).to_string(),
        }
    }

    /// One proxy for all requests.
    pub(crate) fn all(url: String) -> Self {
        Self {
            all: Zeroizing::new(url),
            ..Self::default()
        }
    }

    fn proxies(&self) -> Result<Option<Proxies>, String> {
        let given = [&self.all, &self.https, &self.http];
        let mut given = given.into_iter().filter(|url| !url.is_empty()).peekable();
        if given.peek().is_none() {
            return Ok(None);
        }
        if !given.all(|url| is_usable(url)) {
            return Err(
                "a proxy is not an http, https, socks5 or socks5h URL with a host".to_owned(),
            );
        }
        // hyper-util's matcher takes `*` for all names, and not for addresses.
        if self.no.split(',').any(|entry| entry.trim() == "*") {
            return Ok(None);
        }
        let matcher = Matcher::builder()
            .all(self.all.as_str())
            .https(self.https.as_str())
            .http(self.http.as_str())
            .no(self.no.as_str())
            .build();
        Ok(Some(Proxies { matcher }))
    }
}

impl ProxySetting {
    /// The proxies; an error says what is wrong, and nothing of what was set.
    pub(crate) fn proxies(&self) -> Result<Option<Proxies>, String> {
        match self {
            Self::Environment => Variables::read(|name| {
                let value = env::var_os(name)?;
                // What is not Unicode is no URL either.
                Some(value.to_string_lossy().into_owned())
            })
            .proxies()
            .map_err(|problem| format!("{problem}: see the environment's *_PROXY")),
            Self::Disabled => Ok(None),
            Self::Explicit(variables) => variables.proxies(),
        }
    }
}

/// The proxies by what they are for.
pub(crate) struct Proxies {
    matcher: Matcher,
}

/// A proxy for one server.
pub(crate) enum Proxy {
    /// It makes tunnels and passes on plain requests.
    Http {
        uri: Uri,
        authorization: Option<HeaderValue>,
    },
    /// It makes tunnels for anything.
    Socks {
        uri: Uri,
        user: Option<(String, String)>,
        /// Whether it looks up names itself.
        resolves: bool,
    },
}

impl Proxies {
    /// The proxy for a server.
    pub(crate) fn of(&self, server: &Uri) -> Option<Proxy> {
        proxy(&self.matcher.intercept(server)?)
    }

    /// Who asks, for a proxy that passes on this plain request.
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

/// A proxy as it was found. `None` for kinds that are not spoken here.
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

/// The URI with a port, which is this one if it has none.
fn with_port(uri: &Uri, port: u16) -> Option<Uri> {
    if uri.port().is_some() {
        return Some(uri.clone());
    }
    let mut parts = uri.clone().into_parts();
    let authority: Authority = format!("{}:{port}", uri.host()?).parse().ok()?;
    parts.authority = Some(authority);
    Uri::from_parts(parts).ok()
}
