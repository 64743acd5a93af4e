//! Server URLs, which may be relative to the base URL of a client.

use crate::runtime::call::reference;
use crate::runtime::client::Client;
use crate::runtime::client::base_url::BaseUrl;

/// The base URL for calls to this server. `None` if the caller has set a base URL, which replaces
/// every server that is not relative, so that a test server receives all calls.
pub(crate) fn server_base(client: &Client, url: &str) -> Result<Option<BaseUrl>, String> {
    if has_host(url) && is_base_url_set(client) {
        return Ok(None);
    }
    resolve(url, &client.inner.base_url.start()).map(Some)
}

/// Whether the caller has replaced the base URL of the API.
pub(crate) fn is_base_url_set(client: &Client) -> bool {
    let inner = &client.inner;
    let default = BaseUrl::parse(inner.api.base_url);
    let is_default = default.is_ok_and(|default| default == inner.base_url);
    let is_default = crate::runtime::client::server::is_selected(client) || is_default;
    !is_default
}

/// Resolves a URL against a base URL. Everything is below a base URL, so it is resolved as if it
/// ended with a slash.
pub(crate) fn resolve(url: &str, base: &str) -> Result<BaseUrl, String> {
    let folder = format!("{}/", base.trim_end_matches('/')).parse().ok();
    // A fragment is rejected, and is not removed.
    let folder = folder.filter(|_| !url.contains('#'));
    match folder.and_then(|folder| reference::resolve(url, &folder)) {
        Some(resolved) => BaseUrl::parse(&resolved.to_string()),
        // The message about an invalid URL comes from its parser.
        None => BaseUrl::parse(url),
    }
}

/// Whether the URL has a host, and is not relative to one. A variable at the start may be a host.
pub(crate) fn has_host(url: &str) -> bool {
    let start = url.split(['/', '?', '#']).next().unwrap_or_default();
    url.starts_with("//") || start.starts_with('{') || start.contains(':')
}
