//! References to other URLs: the locations of redirects, the URLs of next pages, and servers.

use http::Uri;

/// Resolves a reference against a URL, such as that whose response contains it (RFC 3986, section
/// 5.2). The fragment is removed. `None` if the result is not a URL with a scheme and a host.
pub(crate) fn resolve(reference: &str, base: &Uri) -> Option<Uri> {
    let reference = reference.split('#').next().unwrap_or_default();
    let (hierarchy, query) = match reference.split_once('?') {
        Some((hierarchy, query)) => (hierarchy, Some(query)),
        None => (reference, None),
    };
    let (scheme, hierarchy) = split_scheme(hierarchy);
    let (authority, path) = split_authority(hierarchy);
    let (path, query) = match (scheme, authority, path) {
        (Some(_), None, _) => return None,
        (None, None, "") => (base.path().to_owned(), query.or(base.query())),
        (_, None, path) if !path.starts_with('/') => {
            let folder = base
                .path()
                .rsplit_once('/')
                .map_or("", |(folder, _)| folder);
            (without_dots(&format!("{folder}/{path}")), query)
        }
        (_, _, path) => (without_dots(path), query),
    };
    let scheme = scheme.or(base.scheme_str())?;
    let authority = authority.or(base.authority().map(|authority| authority.as_str()))?;
    let mut url = format!("{scheme}://{authority}{path}");
    if let Some(query) = query {
        url.push('?');
        url.push_str(query);
    }
    url.parse().ok()
}

/// The scheme, host and port. A URL with a user has none.
pub(crate) fn origin(url: &Uri) -> Option<(String, String, u16)> {
    let scheme = url.scheme_str()?.to_ascii_lowercase();
    let authority = url.authority()?;
    if authority.as_str().contains('@') {
        return None;
    }
    let default_port = if scheme == "https" { 443 } else { 80 };
    let host = authority.host().to_ascii_lowercase();
    Some((scheme, host, authority.port_u16().unwrap_or(default_port)))
}

fn split_scheme(reference: &str) -> (Option<&str>, &str) {
    match reference.split_once(':') {
        Some((scheme, rest)) if is_scheme(scheme) => (Some(scheme), rest),
        _ => (None, reference),
    }
}

fn is_scheme(text: &str) -> bool {
    let is_rest = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    text.starts_with(|first: char| first.is_ascii_alphabetic()) && text.bytes().all(is_rest)
}

fn split_authority(hierarchy: &str) -> (Option<&str>, &str) {
    match hierarchy.strip_prefix("//") {
        Some(rest) => {
            let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            (Some(authority), path)
        }
        None => (None, hierarchy),
    }
}

/// The path without the segments `.` and `..` (RFC 3986, section 5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept = Vec::new();
    for segment in path.split('/').skip(1) {
        match segment {
            "." => {}
            ".." => {
                kept.pop();
            }
            _ => kept.push(segment),
        }
    }
    // A dot segment names a folder.
    if path.ends_with("/.") || path.ends_with("/..") {
        kept.push("");
    }
    format!("/{}", kept.join("/"))
}
