//! Shortens descriptions to whole sentences, and completes the sentence of a summary.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::ast::{Block, Inline};
use super::parse::EXTENSIONS;

/// Words whose full stop does not end a sentence.
const ABBREVIATIONS: [&str; 9] = [
    "e.g", "i.e", "etc", "vs", "cf", "approx", "incl", "no", "resp",
];

/// A top-level block of a description.
struct TopLevel {
    source: Range<usize>,
    is_heading: bool,
    /// Where the text of a paragraph is, markup excluded. Empty for other blocks.
    text: Vec<Range<usize>>,
}

/// Returns the beginning of a description, as Markdown: its first block, with the headings before
/// it.
///
/// A paragraph that ends with a colon introduces the next block. It loses its last sentence if it
/// has several; otherwise the next block is included.
pub(crate) fn lead(description: &str) -> String {
    let blocks = top_level(description);
    let Some(first) = blocks.iter().position(|block| !block.is_heading) else {
        return description.to_owned();
    };
    let end = match blocks.get(first..).unwrap_or_default() {
        [_] | [] => return description.to_owned(),
        [block, next, ..] if is_introduction(description, block) => {
            last_sentence_end(description, block).unwrap_or(next.source.end)
        }
        [block, ..] => block.source.end,
    };
    let lead = description.get(..end).unwrap_or(description).trim_end();
    let mut lead = lead.to_owned();
    for definition in link_definitions(description, end) {
        lead.push_str("\n\n");
        lead.push_str(definition);
    }
    lead
}

/// Adds a full stop to the first paragraph if it does not end a sentence yet.
///
/// A paragraph before a block that it could introduce (a list, a table, code) is left unchanged.
pub(crate) fn end_summary(blocks: &mut [Block]) {
    let Some((Block::Paragraph(content), rest)) = blocks.split_first_mut() else {
        return;
    };
    let is_last = matches!(
        rest.first(),
        None | Some(Block::Paragraph(_) | Block::Heading { .. } | Block::Rule)
    );
    let text = Inline::text_of(content);
    let last = text
        .trim_end_matches([')', ']', '"', '\'', '’', '”'])
        .chars()
        .next_back();
    let is_open = last.is_some_and(|last| {
        last.is_alphanumeric() || (last.is_ascii_punctuation() && !".!?:;,>".contains(last))
    });
    // A full stop in a code span is part of the code.
    let ends_with_code = matches!(content.last(), Some(Inline::Code(_)));
    if !is_last || !(is_open || ends_with_code) {
        return;
    }
    match content.last_mut() {
        Some(Inline::Text(text)) => text.push('.'),
        _ => content.push(Inline::Text(".".to_owned())),
    }
}

fn top_level(description: &str) -> Vec<TopLevel> {
    let mut blocks: Vec<TopLevel> = Vec::new();
    let mut depth = 0_usize;
    let mut in_paragraph = false;
    for (event, source) in Parser::new_ext(description, EXTENSIONS).into_offset_iter() {
        if depth == 0 && !matches!(event, Event::End(_)) {
            in_paragraph = matches!(event, Event::Start(Tag::Paragraph));
            blocks.push(TopLevel {
                source: source.clone(),
                is_heading: matches!(event, Event::Start(Tag::Heading { .. })),
                text: Vec::new(),
            });
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Text(_) if depth == 1 && in_paragraph => {
                if let Some(block) = blocks.last_mut() {
                    block.text.push(source);
                }
            }
            _ => {}
        }
    }
    blocks
}

/// Whether a block is a paragraph that ends with a colon, inside emphasis or not.
fn is_introduction(description: &str, block: &TopLevel) -> bool {
    let source = description.get(block.source.clone()).unwrap_or_default();
    let end = source.trim_end().trim_end_matches(['*', '_']);
    !block.text.is_empty() && end.ends_with(':')
}

/// The position after the last sentence of a paragraph that is followed by another one.
fn last_sentence_end(description: &str, paragraph: &TopLevel) -> Option<usize> {
    let start = paragraph.source.start;
    let source = description.get(paragraph.source.clone())?;
    let ends = source.match_indices(['.', '!', '?']);
    ends.map(|(index, _)| start + index + 1).rfind(|end| {
        let is_text = paragraph
            .text
            .iter()
            .any(|text| text.start < *end && *end <= text.end);
        let before = description.get(start..*end).unwrap_or_default();
        let after = description
            .get(*end..paragraph.source.end)
            .unwrap_or_default();
        is_text && is_sentence_end(before, after)
    })
}

/// Whether a sentence ends between these texts.
fn is_sentence_end(before: &str, after: &str) -> bool {
    let Some(next) = after.trim_start().chars().next() else {
        return false;
    };
    let last_word = before.rsplit([' ', '\n', '(']).next().unwrap_or_default();
    let stem = last_word.trim_end_matches(['.', '!', '?']);
    let is_abbreviation = last_word.ends_with('.')
        && ABBREVIATIONS
            .iter()
            .any(|known| stem.eq_ignore_ascii_case(known));
    after.starts_with(char::is_whitespace) && !next.is_lowercase() && !is_abbreviation
}

/// The link reference definitions after this position, in their order.
fn link_definitions(description: &str, after: usize) -> Vec<&str> {
    let parser = Parser::new_ext(description, EXTENSIONS);
    let definitions = parser.reference_definitions().iter();
    let mut sources: Vec<_> = definitions
        .map(|(_, definition)| definition.span.clone())
        .filter(|source| source.start >= after)
        .collect();
    sources.sort_by_key(|source| source.start);
    sources
        .into_iter()
        .filter_map(|source| description.get(source))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{no_links, sanitize, wrap};
    use super::*;

    #[test]
    fn a_lead_is_the_first_paragraph() {
        for (description, expected) in [
            ("", ""),
            ("One. Two.", "One. Two."),
            ("One. Two.\n\nThree.", "One. Two."),
            ("One\ntwo.\r\n\r\nThree.", "One\ntwo."),
            ("## Title\n\nOne.\n\nTwo.", "## Title\n\nOne."),
            ("- a\n- b\n\nOne.", "- a\n- b"),
            ("## Title", "## Title"),
            ("Values:", "Values:"),
        ] {
            assert_eq!(lead(description), expected, "{description:?}");
        }
    }

    #[test]
    fn a_lead_ends_before_a_sentence_that_introduces_a_list() {
        for (description, expected) in [
            ("A date. One of:\n\n- a\n- b\n\nMore.", "A date."),
            ("A date.\nOne of:\n- a\n- b", "A date."),
            ("Is it? **One of:**\n\n- a", "Is it?"),
            (
                "Use `a. B` e.g. This. One of:\n\n- a",
                "Use `a. B` e.g. This.",
            ),
        ] {
            assert_eq!(lead(description), expected, "{description:?}");
        }
    }

    #[test]
    fn a_lead_includes_what_its_only_sentence_introduces() {
        for (description, expected) in [
            ("One of:\n\n- a\n- b\n\nMore.", "One of:\n\n- a\n- b"),
            ("Use e.g. These:\n\n- a\n\nMore.", "Use e.g. These:\n\n- a"),
            (
                "See `a. B` and:\n\n```\nx\n```\n\nMore.",
                "See `a. B` and:\n\n```\nx\n```",
            ),
        ] {
            assert_eq!(lead(description), expected, "{description:?}");
        }
    }

    #[test]
    fn a_lead_keeps_link_reference_definitions() {
        assert_eq!(
            lead("See [a][1].\n\nMore.\n\n[1]: https://a.b\n"),
            "See [a][1].\n\n[1]: https://a.b"
        );
    }

    #[test]
    fn a_summary_ends_with_a_full_stop() {
        for (description, expected) in [
            ("", ""),
            ("Get the origins", "Get the origins."),
            ("Get the origins.", "Get the origins."),
            ("Is it?", "Is it?"),
            ("Get it (all)", "Get it (all)."),
            ("Get it (all.)", "Get it (all.)"),
            ("Get `a.b.`", "Get `a.b.`."),
            ("See [a](https://a.b)", "See [a](https://a.b)."),
            ("See https://a.b/", "See <https://a.b/>."),
            ("One of:\n\n- a", "One of:\n\n- a"),
            ("One of\n\n- a", "One of\n\n- a"),
            ("Get it\n\nAll of it", "Get it.\n\nAll of it"),
            ("# Title", "### Title"),
            ("<p>Get it</p>", r"\<p>Get it\</p>"),
        ] {
            let mut blocks = sanitize(description, &no_links);
            end_summary(&mut blocks);
            assert_eq!(wrap(&blocks, 80).join("\n"), expected, "{description:?}");
        }
    }
}
