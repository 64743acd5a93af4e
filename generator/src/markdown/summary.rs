//! A description cut down: to its first sentence, or to plain text.

use super::block::{Block, Inline};
use super::inline::{self, Place, Word};
use super::{no_links, sanitize, tidy, verify};

/// Words whose full stop ends no sentence.
const ABBREVIATIONS: [&str; 9] = [
    "e.g", "i.e", "etc", "vs", "cf", "approx", "incl", "no", "resp",
];

/// The first sentence on one line, as Markdown, and what follows it.
///
/// The sentence is empty when the description does not begin with a paragraph; then all of it follows.
#[must_use]
pub fn summary(blocks: &[Block]) -> (String, Vec<Block>) {
    let Some((Block::Paragraph(content), following)) = blocks.split_first() else {
        return (String::new(), blocks.to_vec());
    };
    let (sentence, rest) = split(content);
    let sentence = verify::settle_inline(tidy::without_breaks(sentence), Place::Line);
    let words = inline::words(&sentence, Place::Line);
    let words: Vec<_> = words
        .iter()
        .filter_map(|word| match word {
            Word::Fill(word) => Some(word.as_str()),
            Word::Break => None,
        })
        .collect();
    let rest = verify::settle_inline(tidy::tidy(rest), Place::Line);
    let rest = (!rest.is_empty()).then_some(Block::Paragraph(rest));
    (
        words.join(" "),
        rest.into_iter().chain(following.iter().cloned()).collect(),
    )
}

/// A description as plain text on one line, for places that know no markup.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut words = Vec::new();
    collect(&sanitize(text, &no_links), &mut words);
    words
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn collect(blocks: &[Block], words: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => {
                words.push(Inline::text_of(content))
            }
            Block::Code { text, .. } => words.push(text.clone()),
            Block::Quote(inner) => collect(inner, words),
            Block::List(list) => list.items.iter().for_each(|item| collect(item, words)),
            Block::Table(table) => {
                let cells = table.head.iter().chain(table.rows.iter().flatten());
                words.extend(cells.map(|cell| Inline::text_of(cell)));
            }
            Block::Rule => {}
        }
    }
}

/// Cuts after the first sentence; one that ends inside emphasis or a link does not count.
fn split(content: &[Inline]) -> (Vec<Inline>, Vec<Inline>) {
    for (index, part) in content.iter().enumerate() {
        let following = content.get(index + 1..).unwrap_or_default();
        let Inline::Text(text) = part else {
            continue;
        };
        let Some((sentence, rest)) = cut(text, following.first()) else {
            continue;
        };
        let mut first: Vec<_> = content.iter().take(index).cloned().collect();
        first.push(Inline::Text(sentence.to_owned()));
        let mut second = vec![Inline::Text(rest.to_owned())];
        second.extend_from_slice(following);
        return (first, second);
    }
    (content.to_vec(), Vec::new())
}

/// Cuts a text behind its first sentence, if it ends in it and something follows.
fn cut<'t>(text: &'t str, after: Option<&Inline>) -> Option<(&'t str, &'t str)> {
    for (at, _) in text.match_indices(['.', '!', '?']) {
        let (sentence, rest) = text.split_at_checked(at + 1)?;
        if sentence_ends(sentence, rest, after) {
            return Some((sentence, rest));
        }
    }
    None
}

fn sentence_ends(sentence: &str, rest: &str, after: Option<&Inline>) -> bool {
    let next = match rest.strip_prefix(' ').map(str::trim_start) {
        Some(words) => words.chars().next(),
        None if rest.is_empty() => None,
        None => return false,
    };
    let last_word = sentence.rsplit([' ', '(']).next().unwrap_or_default();
    let stem = last_word.trim_end_matches(['.', '!', '?']);
    let abbreviated = last_word.ends_with('.')
        && ABBREVIATIONS
            .iter()
            .any(|known| stem.eq_ignore_ascii_case(known));
    match next {
        Some(next) => !next.is_lowercase() && !abbreviated,
        // Directly before markup, a full stop belongs to what follows; before a space or a line break it ends.
        None => match after {
            None => false,
            Some(Inline::Break) => true,
            Some(_) => rest.starts_with(' ') && !abbreviated,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::wrap;
    use super::*;

    fn cut_down(text: &str) -> (String, String) {
        let (sentence, rest) = summary(&sanitize(text, &no_links));
        (sentence, wrap(&rest, 80).join("\n"))
    }

    #[test]
    fn the_first_sentence() {
        for (text, sentence, rest) in [
            ("One. Two.", "One.", "Two."),
            ("Only one", "Only one", ""),
            ("Only one.", "Only one.", ""),
            ("Use e.g. this. Then that.", "Use e.g. this.", "Then that."),
            (
                "Version 1.2 of `a.b. C`. End",
                "Version 1.2 of `a.b. C`.",
                "End",
            ),
            ("Is it? Yes!\n\nMore.", "Is it?", "Yes!\n\nMore."),
            (
                "See **this.** And that. So.",
                "See **this.** And that.",
                "So.",
            ),
            (
                "Wrapped\nline. [Link](https://a.b) next.",
                "Wrapped line.",
                "[Link](https://a.b) next.",
            ),
            ("One.\n\nTwo.", "One.", "Two."),
            ("", "", ""),
        ] {
            assert_eq!(
                cut_down(text),
                (sentence.to_owned(), rest.to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn no_sentence_in_front() {
        assert_eq!(
            cut_down("## Title\n\nText."),
            (String::new(), "### Title\n\nText.".to_owned())
        );
        assert_eq!(cut_down("- a"), (String::new(), "- a".to_owned()));
    }

    #[test]
    fn plain_text() {
        let text = "\u{feff}The *big* `api`.\n\n- [x](https://a.b)\n- b\n\n<!-- no -->\n| a | b |\n|---|---|\n| c | d |";
        assert_eq!(plain(text), "The big api. x b a b c d");
    }
}
