//! URI references (RFC 3986), as far as `$self`, `$id` and `$ref` need them.

/// The URI and the fragment, without `#`.
pub(crate) fn split(text: &str) -> (&str, &str) {
    text.split_once('#').unwrap_or((text, ""))
}

/// Resolves a reference without a fragment against a base (section 5.2). The base may be empty or
/// relative.
pub(crate) fn resolve(base: &str, reference: &str) -> String {
    if scheme(reference).is_some() {
        return reference.to_owned();
    }
    let (head, path) = parts(base);
    if reference.starts_with("//") {
        let scheme = scheme(base).map(|scheme| format!("{scheme}:"));
        return scheme.unwrap_or_default() + reference;
    }
    if reference.starts_with('?') {
        return format!("{head}{path}{reference}");
    }
    let (target, query) = match reference.split_once('?') {
        Some((target, query)) => (target, format!("?{query}")),
        None => (reference, String::new()),
    };
    let path = if target.starts_with('/') {
        target.to_owned()
    } else {
        let folder = path.rfind('/').and_then(|end| path.get(..=end));
        let root = if head.contains("//") { "/" } else { "" };
        format!("{}{target}", folder.unwrap_or(root))
    };
    format!("{head}{}{query}", without_dots(&path))
}

/// The text without percent-encoding.
pub(crate) fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8_lossy()
        .into_owned()
}

fn scheme(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme.then_some(scheme)
}

/// What is before the path of a URI, and the path.
fn parts(uri: &str) -> (&str, &str) {
    let uri = uri.split('?').next().unwrap_or(uri);
    let start = scheme(uri).map_or(0, |scheme| scheme.len() + 1);
    let rest = uri.get(start..).unwrap_or_default();
    let authority = match rest.strip_prefix("//") {
        Some(rest) => 2 + rest.find('/').unwrap_or(rest.len()),
        None => 0,
    };
    uri.split_at_checked(start + authority).unwrap_or((uri, ""))
}

/// The path without `.` and `..` (section 5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let segments: Vec<&str> = path.split('/').collect();
    let last = segments.len().saturating_sub(1);
    for (index, segment) in segments.into_iter().enumerate() {
        match segment {
            "." | ".." => {
                if segment == ".." && kept.len() > 1 {
                    kept.pop();
                }
                if index == last {
                    kept.push("");
                }
            }
            segment => kept.push(segment),
        }
    }
    kept.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolves_the_examples_of_rfc_3986() {
        for (reference, expected) in [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"),
            (".", "http://a/b/c/"),
        ] {
            assert_eq!(
                resolve("http://a/b/c/d;p?q", reference),
                expected,
                "{reference}"
            );
        }
    }

    #[test]
    fn resolves_against_other_bases() {
        assert_eq!(resolve("", "node.json"), "node.json");
        assert_eq!(resolve("", "/a/b"), "/a/b");
        assert_eq!(resolve("http://a", "b"), "http://a/b");
        assert_eq!(resolve("folder/a.json", "b.json"), "folder/b.json");
        assert_eq!(resolve("urn:uuid:1", "urn:uuid:2"), "urn:uuid:2");
    }
}
