//! Blocks as lines of a given width.

use super::block::{Alignment, Block, Inline, List, Table};
use super::inline::{self, Place, Word};

/// However deep a list is nested, its text gets this much.
const NARROWEST: usize = 20;

/// The lines of these blocks, with empty lines between them.
pub(super) fn layout(blocks: &[Block], width: usize) -> Vec<String> {
    lay_out(blocks, width.max(NARROWEST), true)
}

fn lay_out(blocks: &[Block], width: usize, apart: bool) -> Vec<String> {
    let mut lines = Vec::new();
    // Two lists side by side need different markers, or they are one.
    let mut other_marker = false;
    let mut previous: Option<&Block> = None;
    for block in blocks {
        other_marker = match (previous, block) {
            (Some(Block::List(before)), Block::List(list)) => {
                before.start.is_some() == list.start.is_some() && !other_marker
            }
            _ => false,
        };
        if apart && previous.is_some() {
            lines.push(String::new());
        }
        match block {
            Block::Paragraph(content) => lines.extend(fill(content, width)),
            Block::Heading { level, content } => {
                let marks = "#".repeat(usize::from(*level));
                lines.push(format!("{marks} {}", inline::line(content, Place::Heading)));
            }
            Block::Code { language, text } => lines.extend(code(language, text)),
            Block::List(list) => lines.extend(items(list, width, other_marker)),
            Block::Quote(inner) => {
                let inner = lay_out(inner, narrower(width, 2), true);
                lines.extend(
                    inner
                        .iter()
                        .map(|line| format!("> {line}").trim_end().to_owned()),
                );
            }
            Block::Table(table) => lines.extend(rows(table)),
            // Not `---`, which under an item's marker would be one rule with it.
            Block::Rule => lines.push("___".to_owned()),
        }
        previous = Some(block);
    }
    lines
}

fn narrower(width: usize, by: usize) -> usize {
    width.saturating_sub(by).max(NARROWEST)
}

/// Text broken at spaces, but never so that a line begins with what would begin a block.
fn fill(content: &[Inline], width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut words = inline::words(content, Place::Line).into_iter().peekable();
    while let Some(word) = words.next() {
        let Word::Fill(mut unit) = word else {
            line.push('\\');
            lines.push(std::mem::take(&mut line));
            continue;
        };
        while let Some(Word::Fill(next)) =
            words.next_if(|next| matches!(next, Word::Fill(w) if inline::begins_block(w)))
        {
            unit.push(' ');
            unit.push_str(&next);
        }
        let needed = line.chars().count() + 1 + unit.chars().count();
        if line.is_empty() {
            line = unit;
        } else if needed > width {
            lines.push(std::mem::replace(&mut line, unit));
        } else {
            line.push(' ');
            line.push_str(&unit);
        }
    }
    lines.push(line);
    lines
}

fn code(language: &str, text: &str) -> Vec<String> {
    let longest = text
        .lines()
        .map(|line| line.trim_start().chars().take_while(|&c| c == '`').count());
    let fence = "`".repeat(longest.max().unwrap_or(0).max(2) + 1);
    let mut lines = vec![format!("{fence}{language}")];
    lines.extend(text.lines().map(str::to_owned));
    lines.push(fence);
    lines
}

fn items(list: &List, width: usize, other_marker: bool) -> Vec<String> {
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
        for (index, line) in lay_out(item, narrower(width, indent), list.loose)
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

fn rows(table: &Table) -> Vec<String> {
    let row = |cells: &[Vec<Inline>]| {
        let cells: Vec<_> = cells
            .iter()
            .map(|cell| inline::line(cell, Place::Cell))
            .collect();
        format!("| {} |", cells.join(" | "))
    };
    let rules = table.alignments.iter().map(|alignment| match alignment {
        Alignment::None => "---",
        Alignment::Left => ":--",
        Alignment::Center => ":-:",
        Alignment::Right => "--:",
    });
    let rules = rules.collect::<Vec<_>>();
    let mut lines = vec![row(&table.head), format!("| {} |", rules.join(" | "))];
    lines.extend(table.rows.iter().map(|cells| row(cells)));
    lines
}
