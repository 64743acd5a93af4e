//! HTML in a description: rustdoc would pass it on to the reader's browser, so it becomes text.
//!
//! Comments say nothing to a reader and go. Links and line breaks have a Markdown form, which they get.

use super::block::Inline;

/// A part of a line while it is read: tags are paired only when all parts are there.
pub(super) enum Part {
    Done(Inline),
    Html(String),
}

/// Cuts raw HTML into tags and what stands between them.
pub(super) fn cut(html: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        if !before.is_empty() {
            parts.push(Part::Done(Inline::Text(before.to_owned())));
        }
        let (inner, end, following) = if let Some(comment) = tag.strip_prefix("!--") {
            let following = comment
                .split_once("-->")
                .map_or("", |(_, following)| following);
            ("!---->", "", following)
        } else {
            match tag.split_once('>') {
                Some((inner, following)) => (inner, ">", following),
                None => (tag, "", ""),
            }
        };
        parts.push(Part::Html(format!("<{inner}{end}")));
        rest = following;
    }
    if !rest.is_empty() {
        parts.push(Part::Done(Inline::Text(rest.to_owned())));
    }
    parts
}

/// Pairs `<a>` with `</a>`, turns `<br>` to a line break, drops comments, and leaves every other tag as text.
pub(super) fn settle(
    parts: Vec<Part>,
    link: &dyn Fn(&str, Vec<Inline>) -> Vec<Inline>,
) -> Vec<Inline> {
    let mut settled: Vec<Inline> = Vec::new();
    // The anchor that is open: its text, its URL, and where its content begins.
    let mut open: Option<(String, String, usize)> = None;
    for part in parts {
        let html = match part {
            Part::Done(inline) => {
                settled.push(inline);
                continue;
            }
            Part::Html(html) => html,
        };
        match name(&html).as_str() {
            "!--" => {}
            "br" => settled.push(Inline::Break),
            "a" if open.is_none() => match attribute(&html, "href") {
                Some(url) => open = Some((html, url, settled.len())),
                None => settled.push(Inline::Text(html)),
            },
            "/a" => match open.take() {
                Some((_, url, start)) => {
                    let content = unlink(settled.split_off(start));
                    settled.extend(link(&url, content));
                }
                None => settled.push(Inline::Text(html)),
            },
            _ => settled.push(Inline::Text(html)),
        }
    }
    if let Some((html, _, start)) = open {
        settled.insert(start, Inline::Text(html));
    }
    settled
}

/// Links can't stand in links.
pub(super) fn unlink(content: Vec<Inline>) -> Vec<Inline> {
    let mut plain = Vec::new();
    for part in content {
        match part {
            Inline::Link { content, .. } => plain.extend(unlink(content)),
            Inline::Emphasis(inner) => plain.push(Inline::Emphasis(unlink(inner))),
            Inline::Strong(inner) => plain.push(Inline::Strong(unlink(inner))),
            Inline::Strikethrough(inner) => plain.push(Inline::Strikethrough(unlink(inner))),
            other => plain.push(other),
        }
    }
    plain
}

/// `a` of `<A HREF=..>`, `/a` of `</a >`, `!--` of a comment.
fn name(html: &str) -> String {
    let inner = html.trim_start_matches('<');
    if inner.starts_with("!--") {
        return "!--".to_owned();
    }
    let slash = if inner.starts_with('/') { "/" } else { "" };
    let letters = inner
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric);
    slash
        .chars()
        .chain(letters)
        .collect::<String>()
        .to_ascii_lowercase()
}

/// The value of an attribute, in quotes of either kind or in none.
fn attribute(html: &str, wanted: &str) -> Option<String> {
    let inner = html.trim_start_matches('<').trim_end_matches('>');
    let (_, mut rest) = inner.split_once(char::is_whitespace)?;
    loop {
        let (name, after) = rest.split_once('=')?;
        let name = name.split_whitespace().last()?;
        let after = after.trim_start();
        let (value, following) = match after.chars().next()? {
            quote @ ('"' | '\'') => after.strip_prefix(quote)?.split_once(quote)?,
            _ => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value.trim().replace("&amp;", "&"));
        }
        rest = following;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_attributes() {
        assert_eq!(name("<A HREF=x>"), "a");
        assert_eq!(name("</a >"), "/a");
        assert_eq!(name("<br/>"), "br");
        assert_eq!(name("<!-- a -->"), "!--");
        let html = "<a class=\"x y\" target='_blank' href=\"https://a.b/?c=d&amp;e=f\">";
        assert_eq!(
            attribute(html, "href").as_deref(),
            Some("https://a.b/?c=d&e=f")
        );
        assert_eq!(attribute("<a href=x>", "href").as_deref(), Some("x"));
        assert_eq!(attribute("<a name=x>", "href"), None);
        assert_eq!(attribute("<a>", "href"), None);
    }
}
