//! Which links stay, where they go, and where a bare URL is one.

use super::Links;
use super::block::Inline;
use super::html::unlink;

/// A link as rustdoc may have it: to what the caller gives for its URL, or to its absolute URL; else its content.
pub(super) fn link(url: &str, content: Vec<Inline>, links: Links<'_>) -> Vec<Inline> {
    let content = unlink(content);
    let target = match links(url) {
        Some(target) => target,
        None if is_absolute(url) => url.to_owned(),
        None => return content,
    };
    let empty = Inline::text_of(&content).trim().is_empty();
    let content = if empty {
        vec![Inline::Text(target.clone())]
    } else {
        content
    };
    vec![Inline::Link { target, content }]
}

/// Makes links of the URLs in running text.
pub(super) fn find_urls(content: Vec<Inline>, links: Links<'_>) -> Vec<Inline> {
    let mut found = Vec::new();
    for part in content {
        match part {
            Inline::Text(text) => in_text(&text, links, &mut found),
            Inline::Emphasis(inner) => found.push(Inline::Emphasis(find_urls(inner, links))),
            Inline::Strong(inner) => found.push(Inline::Strong(find_urls(inner, links))),
            Inline::Strikethrough(inner) => {
                found.push(Inline::Strikethrough(find_urls(inner, links)))
            }
            other => found.push(other),
        }
    }
    found
}

fn in_text(text: &str, links: Links<'_>, found: &mut Vec<Inline>) {
    let mut before = String::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        // In the middle of a word, too: rustdoc looks for them there.
        let url = url_at(rest);
        if url.is_empty() {
            before.push(character);
            rest = rest.strip_prefix(character).unwrap_or_default();
            continue;
        }
        found.push(Inline::Text(std::mem::take(&mut before)));
        let target = links(url);
        // A path says more by its last name than the URL does that stood here.
        let content = match target.as_deref().and_then(|path| path.rsplit("::").next()) {
            Some(name) => Inline::Code(name.to_owned()),
            None => Inline::Text(url.to_owned()),
        };
        found.push(Inline::Link {
            target: target.unwrap_or_else(|| url.to_owned()),
            content: vec![content],
        });
        rest = rest.strip_prefix(url).unwrap_or_default();
    }
    found.push(Inline::Text(before));
}

/// The URL at the start of a text, empty when there is none. What ends the sentence is no part of it.
fn url_at(text: &str) -> &str {
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

/// Whether a URL means the same wherever it stands, and is one that a reader can follow safely.
fn is_absolute(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    let good_scheme = ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme));
    good_scheme && !url.contains(|c: char| c.is_whitespace() || c == '<' || c == '>')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_ends_before_the_sentence_does() {
        for (text, url) in [
            ("https://a.b/c.", "https://a.b/c"),
            ("https://a.b/c), and", "https://a.b/c"),
            ("https://a.b/c_(d) e", "https://a.b/c_(d)"),
            ("http://a.b/?c=d&e=f#g!?", "http://a.b/?c=d&e=f#g"),
            ("https://", ""),
            ("ftp://a", ""),
        ] {
            assert_eq!(url_at(text), url, "{text}");
        }
    }

    #[test]
    fn only_urls_that_lead_somewhere_stay() {
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
