//! Requests a URL that a response names, if it belongs to the same server.

use http::Uri;

use crate::runtime::call::Call;
use crate::runtime::call::url::push_path;

/// Replaces the URL of the call. A relative reference is resolved against the call's own URL, as
/// RFC 3986 says, except that dot segments are left to the server.
///
/// The error describes why the URL is not followed. The API key is sent with every request, so a
/// URL of another scheme, host or port is never followed.
pub(crate) fn with_url(mut call: Call, reference: &str) -> Result<Call, String> {
    let own = own_url(&call).ok_or("the URL of the call is invalid")?;
    let text = resolve(&own, reference).unwrap_or_else(|| reference.to_owned());
    let url: Uri = text
        .parse()
        .map_err(|_| "the next page has an invalid URL".to_owned())?;
    let is_same = origin(&url).is_some_and(|origin_of_next| Some(origin_of_next) == origin(&own));
    if !is_same {
        return Err("the next page is on another server".to_owned());
    }
    call.url = Some(url);
    Ok(call)
}

/// The URL of the call without its query.
fn own_url(call: &Call) -> Option<Uri> {
    let client = &call.client.inner;
    let base = call.options.base_url.as_ref().unwrap_or(&client.base_url);
    let mut url = base.start();
    push_path(&mut url, call.operation.path, &call.path, &mut Vec::new());
    url.parse().ok()
}

/// A relative reference as an absolute URL. `None` if it is absolute.
fn resolve(own: &Uri, reference: &str) -> Option<String> {
    let scheme = own.scheme_str()?;
    let authority = own.authority()?;
    let path = own.path();
    let before_path = reference.split(['/', '?']).next().unwrap_or_default();
    if before_path.contains(':') {
        return None;
    }
    Some(match reference {
        _ if reference.starts_with("//") => format!("{scheme}:{reference}"),
        _ if reference.starts_with('/') => format!("{scheme}://{authority}{reference}"),
        _ if reference.starts_with('?') => format!("{scheme}://{authority}{path}{reference}"),
        _ => {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            format!("{scheme}://{authority}{folder}/{reference}")
        }
    })
}

/// The scheme, host and port. A URL with a user has none.
fn origin(url: &Uri) -> Option<(String, String, u16)> {
    let scheme = url.scheme_str()?.to_ascii_lowercase();
    let authority = url.authority()?;
    if authority.as_str().contains('@') {
        return None;
    }
    let default_port = if scheme == "https" { 443 } else { 80 };
    let host = authority.host().to_ascii_lowercase();
    Some((scheme, host, authority.port_u16().unwrap_or(default_port)))
}
