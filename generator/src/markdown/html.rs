//! Converts HTML in a description: rustdoc would pass it on to the browser.
//!
//! Comments are removed, links and line breaks get their Markdown form, and every other tag becomes
//! text.

use super::ast::Inline;

/// An inline while it is parsed. Tags are paired when all segments of a block are known.
pub(super) enum Segment {
    Inline(Inline),
    /// One HTML tag or comment.
    Tag(String),
}

/// Splits raw HTML into tags and the text between them.
pub(super) fn split(html: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        if !before.is_empty() {
            segments.push(Segment::Inline(Inline::Text(before.to_owned())));
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
        segments.push(Segment::Tag(format!("<{inner}{end}")));
        rest = following;
    }
    if !rest.is_empty() {
        segments.push(Segment::Inline(Inline::Text(rest.to_owned())));
    }
    segments
}

/// An `<a href>` whose `</a>` was not found yet.
struct OpenAnchor {
    tag: String,
    destination: String,
    /// Index of its first inline.
    start: usize,
}

/// Converts the tags among these segments. `link` makes the inlines of a link from its destination
/// and its content.
pub(super) fn convert(
    segments: Vec<Segment>,
    link: &dyn Fn(&str, Vec<Inline>) -> Vec<Inline>,
) -> Vec<Inline> {
    let mut inlines: Vec<Inline> = Vec::new();
    let mut open: Option<OpenAnchor> = None;
    for segment in segments {
        let tag = match segment {
            Segment::Inline(inline) => {
                inlines.push(inline);
                continue;
            }
            Segment::Tag(tag) => tag,
        };
        match tag_name(&tag).as_str() {
            "!--" => {}
            "br" => inlines.push(Inline::Break),
            "a" if open.is_none() => match attribute(&tag, "href") {
                Some(destination) => {
                    let start = inlines.len();
                    open = Some(OpenAnchor {
                        tag,
                        destination,
                        start,
                    });
                }
                None => inlines.push(Inline::Text(tag)),
            },
            "/a" => match open.take() {
                Some(anchor) => {
                    let content = without_links(inlines.split_off(anchor.start));
                    inlines.extend(link(&anchor.destination, content));
                }
                None => inlines.push(Inline::Text(tag)),
            },
            _ => inlines.push(Inline::Text(tag)),
        }
    }
    if let Some(anchor) = open {
        inlines.insert(anchor.start, Inline::Text(anchor.tag));
    }
    inlines
}

/// Replaces links by their content, because links cannot contain links.
pub(super) fn without_links(content: Vec<Inline>) -> Vec<Inline> {
    let mut plain = Vec::new();
    for inline in content {
        match inline {
            Inline::Link { content, .. } => plain.extend(without_links(content)),
            other => plain.push(other.map_content(without_links)),
        }
    }
    plain
}

/// The name of a tag in lower case: `a` for `<A HREF=..>`, `/a` for `</a >`, `!--` for a comment.
fn tag_name(tag: &str) -> String {
    let inner = tag.trim_start_matches('<');
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

/// The value of an attribute, with or without quotes.
fn attribute(tag: &str, wanted: &str) -> Option<String> {
    let inner = tag.trim_start_matches('<').trim_end_matches('>');
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
    fn reads_tag_names_in_any_spelling() {
        assert_eq!(tag_name("<A HREF=x>"), "a");
        assert_eq!(tag_name("</a >"), "/a");
        assert_eq!(tag_name("<br/>"), "br");
        assert_eq!(tag_name("<!-- a -->"), "!--");
    }

    #[test]
    fn reads_attributes_with_and_without_quotes() {
        let tag = "<a class=\"x y\" target='_blank' href=\"https://a.b/?c=d&amp;e=f\">";
        assert_eq!(
            attribute(tag, "href").as_deref(),
            Some("https://a.b/?c=d&e=f")
        );
        assert_eq!(attribute("<a href=x>", "href").as_deref(), Some("x"));
        assert_eq!(attribute("<a name=x>", "href"), None);
        assert_eq!(attribute("<a>", "href"), None);
    }
}
