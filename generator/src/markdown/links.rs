//! Decides which links are kept and where they lead, and makes links of bare URLs.

use super::Links;
use super::ast::Inline;
use super::html::without_links;

/// A link to the destination that `links` returns for this one, or to its absolute URL. Any other
/// link becomes its content.
pub(super) fn link(destination: &str, content: Vec<Inline>, links: Links<'_>) -> Vec<Inline> {
    let content = without_links(content);
    let destination = match links(destination) {
        Some(item) => item,
        None if is_absolute(destination) => destination.to_owned(),
        None => return content,
    };
    let is_empty = Inline::text_of(&content).trim().is_empty();
    let content = if is_empty {
        vec![Inline::Text(destination.clone())]
    } else {
        content
    };
    vec![Inline::Link {
        destination,
        content,
    }]
}

/// Makes links of the bare URLs in text.
pub(super) fn link_bare_urls(content: Vec<Inline>, links: Links<'_>) -> Vec<Inline> {
    let mut linked = Vec::new();
    for inline in content {
        match inline {
            Inline::Text(text) => split_at_urls(&text, links, &mut linked),
            link @ Inline::Link { .. } => linked.push(link),
            other => {
                linked.push(other.map_content(|content| link_bare_urls(content, links)));
            }
        }
    }
    linked
}

fn split_at_urls(text: &str, links: Links<'_>, linked: &mut Vec<Inline>) {
    let mut before = String::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        // rustdoc finds bare URLs in the middle of words, too.
        let url = url_at_start(rest);
        if url.is_empty() {
            before.push(character);
            rest = rest.strip_prefix(character).unwrap_or_default();
            continue;
        }
        linked.push(Inline::Text(std::mem::take(&mut before)));
        let item = links(url);
        // The name of an item says more than the URL.
        let content = match item.as_deref().and_then(|path| path.rsplit("::").next()) {
            Some(name) => Inline::Code(name.to_owned()),
            None => Inline::Text(url.to_owned()),
        };
        linked.push(Inline::Link {
            destination: item.unwrap_or_else(|| url.to_owned()),
            content: vec![content],
        });
        rest = rest.strip_prefix(url).unwrap_or_default();
    }
    linked.push(Inline::Text(before));
}

/// The URL at the start of a text without trailing punctuation, or an empty string.
fn url_at_start(text: &str) -> &str {
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| text.starts_with(scheme));
    let Some(scheme) = scheme else {
        return "";
    };
    let end = text
        .find(|c: char| c.is_whitespace() || "<>\"`".contains(c))
        .unwrap_or(text.len());
    let mut url = text.split_at_checked(end).map_or(text, |(url, _)| url);
    loop {
        let shorter = url.trim_end_matches([
            '.', ',', ':', ';', '!', '?', '*', '_', '~', '\'', ']', '}', '|',
        ]);
        let closing = shorter.matches(')').count() > shorter.matches('(').count();
        let shorter = if closing {
            shorter.strip_suffix(')').unwrap_or(shorter)
        } else {
            shorter
        };
        if shorter == url {
            break;
        }
        url = shorter;
    }
    if url.len() > scheme.len() { url } else { "" }
}

/// Whether a URL is absolute and has a safe scheme.
fn is_absolute(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    let has_safe_scheme = ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme));
    has_safe_scheme && !url.contains(|c: char| c.is_whitespace() || c == '<' || c == '>')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_ends_before_trailing_punctuation() {
        for (text, url) in [
            ("https://a.b/c.", "https://a.b/c"),
            ("https://a.b/c), and", "https://a.b/c"),
            ("https://a.b/c_(d) e", "https://a.b/c_(d)"),
            ("http://a.b/?c=d&e=f#g!?", "http://a.b/?c=d&e=f#g"),
            ("https://", ""),
            ("ftp://a", ""),
        ] {
            assert_eq!(url_at_start(text), url, "{text}");
        }
    }

    #[test]
    fn only_absolute_urls_with_a_safe_scheme_are_kept() {
        for url in ["https://a.b", "HTTP://a.b", "mailto:a@b.c"] {
            assert!(is_absolute(url), "{url}");
        }
        for url in [
            "/a",
            "a",
            "#a",
            "",
            "javascript:alert(1)",
            "https://a b",
            "data:text/html,x",
        ] {
            assert!(!is_absolute(url), "{url}");
        }
    }
}
