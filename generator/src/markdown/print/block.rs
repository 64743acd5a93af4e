//! Prints blocks as lines of a given width.

use super::Context;
use super::inline::{self, Word};
use crate::markdown::ast::{Alignment, Block, Inline, List, Table};

/// The least width of a paragraph in nested lists and block quotes.
const MIN_WIDTH: usize = 20;

/// Prints blocks, with blank lines between them.
pub(in crate::markdown) fn lines(blocks: &[Block], width: usize) -> Vec<String> {
    print_blocks(blocks, width.max(MIN_WIDTH), true)
}

fn print_blocks(blocks: &[Block], width: usize, blank_lines: bool) -> Vec<String> {
    let mut lines = Vec::new();
    // Adjacent lists need different markers, or they would be one list.
    let mut other_marker = false;
    let mut previous: Option<&Block> = None;
    for block in blocks {
        other_marker = match (previous, block) {
            (Some(Block::List(before)), Block::List(list)) => {
                before.start.is_some() == list.start.is_some() && !other_marker
            }
            _ => false,
        };
        if blank_lines && previous.is_some() {
            lines.push(String::new());
        }
        match block {
            Block::Paragraph(content) => lines.extend(paragraph(content, width)),
            Block::Heading { level, content } => {
                let marks = "#".repeat(usize::from(*level));
                lines.push(format!(
                    "{marks} {}",
                    inline::line(content, Context::Heading)
                ));
            }
            Block::Code { language, text } => lines.extend(code_block(language, text)),
            Block::List(list) => lines.extend(list_items(list, width, other_marker)),
            Block::Quote(inner) => {
                let inner = print_blocks(inner, narrower(width, 2), true);
                lines.extend(
                    inner
                        .iter()
                        .map(|line| format!("> {line}").trim_end().to_owned()),
                );
            }
            Block::Table(table) => lines.extend(table_rows(table)),
            // Not `---`: after a list marker, that would be a thematic break together with it.
            Block::Rule => lines.push("___".to_owned()),
        }
        previous = Some(block);
    }
    lines
}

fn narrower(width: usize, by: usize) -> usize {
    width.saturating_sub(by).max(MIN_WIDTH)
}

/// Wraps inlines at spaces, but not before a word that would begin another block.
fn paragraph(content: &[Inline], width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut columns = 0;
    let mut words = inline::words(content, Context::Paragraph)
        .into_iter()
        .peekable();
    while let Some(word) = words.next() {
        let Word::Text(mut unit) = word else {
            line.push('\\');
            lines.push(std::mem::take(&mut line));
            columns = 0;
            continue;
        };
        while let Some(Word::Text(next)) =
            words.next_if(|next| matches!(next, Word::Text(w) if inline::begins_block(w)))
        {
            unit.push(' ');
            unit.push_str(&next);
        }
        let added = unit.chars().count();
        if line.is_empty() {
            line = unit;
            columns = added;
        } else if columns + 1 + added > width {
            lines.push(std::mem::replace(&mut line, unit));
            columns = added;
        } else {
            line.push(' ');
            line.push_str(&unit);
            columns += 1 + added;
        }
    }
    lines.push(line);
    lines
}

fn code_block(language: &str, text: &str) -> Vec<String> {
    let longest = text
        .lines()
        .map(|line| line.trim_start().chars().take_while(|&c| c == '`').count());
    let fence = "`".repeat(longest.max().unwrap_or(0).max(2) + 1);
    let mut lines = vec![format!("{fence}{language}")];
    lines.extend(text.lines().map(str::to_owned));
    lines.push(fence);
    lines
}

fn list_items(list: &List, width: usize, other_marker: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for (number, item) in (0..).zip(&list.items) {
        let marker = match (list.start, other_marker) {
            (None, false) => "- ".to_owned(),
            (None, true) => "* ".to_owned(),
            (Some(start), false) => format!("{}. ", start + number),
            (Some(start), true) => format!("{}) ", start + number),
        };
        if list.loose && number > 0 {
            lines.push(String::new());
        }
        let indent = marker.len();
        for (index, line) in print_blocks(item, narrower(width, indent), list.loose)
            .into_iter()
            .enumerate()
        {
            lines.push(match (index, line.is_empty()) {
                (0, _) => format!("{marker}{line}"),
                (_, true) => line,
                (_, false) => format!("{:indent$}{line}", ""),
            });
        }
    }
    lines
}

fn table_rows(table: &Table) -> Vec<String> {
    let row = |cells: &[Vec<Inline>]| {
        let cells: Vec<_> = cells
            .iter()
            .map(|cell| inline::line(cell, Context::Cell))
            .collect();
        format!("| {} |", cells.join(" | "))
    };
    let delimiters = table.alignments.iter().map(|alignment| match alignment {
        Alignment::None => "---",
        Alignment::Left => ":--",
        Alignment::Center => ":-:",
        Alignment::Right => "--:",
    });
    let delimiters = delimiters.collect::<Vec<_>>();
    let mut lines = vec![row(&table.head), format!("| {} |", delimiters.join(" | "))];
    lines.extend(table.rows.iter().map(|cells| row(cells)));
    lines
}
