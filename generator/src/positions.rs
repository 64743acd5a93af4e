//! Where in a text the place is that a pointer names.
//!
//! The values that the steps pass on know no lines, so that nothing is paid for them as long as all goes well. Only
//! when something is to be reported is the text parsed again, by a parser that keeps positions: [`Positions::of`]
//! builds a tree of spans (`tree`), and [`Positions::find`] walks it along a pointer, through aliases and merge keys.
//! A place that an overlay has added is not in the text: then the nearest place that holds it is found.

mod tree;

#[cfg(test)]
pub(crate) mod tests;

use crate::pointer::Pointer;
use crate::source::{Source, yaml};

use tree::{Content, Member, Tree};

/// A stretch of one line of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The line, counted from one.
    pub line: usize,
    /// The column in characters, counted from one.
    pub column: usize,
    /// The first byte, from the beginning of the whole text.
    pub start_byte: usize,
    /// The byte after the last one.
    pub end_byte: usize,
}

/// What was found for a pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The key of a member, or the first line of a list's item.
    pub span: Span,
    /// Whether it is the place itself; if not, it holds the place, which is not in the text.
    pub exact: bool,
}

/// How many merge keys are followed one after the other, since they may go in a circle.
const MERGES: usize = 16;

/// The spans of one text.
#[derive(Debug)]
pub struct Positions {
    tree: Tree,
}

impl Positions {
    /// Parses a text. Of one with a syntax error the part before the error is known.
    #[must_use]
    pub fn of(source: &Source) -> Self {
        Self {
            tree: Tree::of(source),
        }
    }

    /// The span of a place, or of the nearest one that holds it.
    #[must_use]
    pub fn locate(&self, pointer: &Pointer) -> Option<Span> {
        self.find(pointer).map(|place| place.span)
    }

    /// As [`Positions::locate`], and whether it is the place itself.
    #[must_use]
    pub fn find(&self, pointer: &Pointer) -> Option<Place> {
        let root = self.tree.root()?;
        let mut place = Place {
            span: root.span,
            exact: true,
        };
        let mut value = Some(root.id);
        for token in pointer.tokens() {
            let Some((span, next)) = value.and_then(|id| self.step(id, &token)) else {
                return Some(Place {
                    exact: false,
                    ..place
                });
            };
            place.span = span;
            value = next;
        }
        Some(place)
    }

    /// One token further in: the span to show, and the value to go on from.
    fn step(&self, id: usize, token: &str) -> Option<(Span, Option<usize>)> {
        match &self.tree.resolved(id)?.content {
            Content::List(items) => {
                let canonical = token == "0" || !token.starts_with(['0', '+']);
                let index: usize = token.parse().ok().filter(|_| canonical)?;
                let item = self.tree.node(*items.get(index)?)?;
                Some((item.span, Some(item.id)))
            }
            Content::Map(_) => {
                let member = self.member(id, token, MERGES)?;
                Some((member.span, member.value))
            }
            Content::Scalar | Content::Alias(_) => None,
        }
    }

    /// A member by its key: written so, or as a number or boolean in another way, or merged in.
    fn member(&self, id: usize, key: &str, merges: usize) -> Option<&Member> {
        let Content::Map(members) = &self.tree.resolved(id)?.content else {
            return None;
        };
        let written = members.iter().find(|member| member.is(key));
        let read_as = || {
            let plain = members
                .iter()
                .filter(|member| member.may_be_read_otherwise());
            let mut texts = plain.map(|member| (member, member.text().and_then(yaml::plain_key)));
            texts.find_map(|(member, text)| (text.as_deref() == Some(key)).then_some(member))
        };
        let merged = || {
            let source = members.iter().find(|member| member.is("<<"))?.value?;
            let rest = merges.checked_sub(1)?;
            match &self.tree.resolved(source)?.content {
                Content::List(items) => items.iter().find_map(|item| self.member(*item, key, rest)),
                _ => self.member(source, key, rest),
            }
        };
        written.or_else(read_as).or_else(merged)
    }
}

/// The span of one place; parses the text for it. For several places, [`Positions::of`] parses once.
#[must_use]
pub fn locate(source: &Source, pointer: &Pointer) -> Option<Span> {
    Positions::of(source).locate(pointer)
}
