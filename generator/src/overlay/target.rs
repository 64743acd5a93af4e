//! JSONPath expressions (RFC 9535): parsing, and the locations that they select.

use serde_json::Value;
use serde_json_path::{JsonPath, LocatedNode, PathElement};

use super::Rules;
use crate::pointer::Pointer;

/// A valid JSONPath expression.
#[derive(Debug)]
pub(super) struct Target<'o> {
    /// As written.
    pub(super) text: &'o str,
    path: JsonPath,
}

impl<'o> Target<'o> {
    /// Parses an expression. With the rules of the specification, names after a dot may contain
    /// `-`, as in an example of the specification; RFC 9535 requires brackets for them.
    ///
    /// # Errors
    ///
    /// The reason and the position of a syntax error.
    pub(super) fn parse(text: &'o str, rules: Rules) -> Result<Self, String> {
        let parsed = match rules {
            Rules::Strict => JsonPath::parse(text),
            Rules::Specification => JsonPath::parse(&with_quoted_names(text)),
        };
        let path = parsed.map_err(|error| reason(error.position(), error.message()))?;
        Ok(Self { text, path })
    }

    /// The selected locations in document order, without duplicates.
    pub(super) fn select(&self, root: &Value) -> Vec<Location> {
        select(&self.path, root)
    }

    /// The objects and arrays that would contain what the expression selects: what it selects
    /// without its last segment. If the last segment selects items of an array that does not exist,
    /// the objects that would contain the array.
    pub(super) fn parents(&self, root: &Value) -> Vec<Location> {
        let ends = segment_starts(self.text);
        for (index, end) in ends.iter().rev().enumerate() {
            let last = self.text.get(*end..).unwrap_or_default();
            let Some(Ok(path)) = self.text.get(..*end).map(JsonPath::parse) else {
                return Vec::new();
            };
            let found = select(&path, root);
            if !found.is_empty() {
                return found;
            }
            let selects_items = last.starts_with("[?")
                || last
                    .trim_start_matches('[')
                    .starts_with(|c: char| c.is_ascii_digit());
            if index > 0 || !selects_items {
                return Vec::new();
            }
        }
        Vec::new()
    }
}

/// The path to a selected location.
pub(super) type Location = Vec<Step>;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Item(usize),
    Property(String),
}

fn select(path: &JsonPath, root: &Value) -> Vec<Location> {
    let located = path.query_located(root).dedup();
    located.iter().map(location).collect()
}

fn location(node: &LocatedNode<'_>) -> Location {
    let step = |element: &PathElement<'_>| match element {
        PathElement::Index(index) => Step::Item(*index),
        PathElement::Name(name) => Step::Property((*name).to_owned()),
    };
    node.location().iter().map(step).collect()
}

pub(super) fn pointer(location: &[Step]) -> Pointer {
    Pointer::from_tokens(location.iter().map(|step| match step {
        Step::Item(index) => index.to_string(),
        Step::Property(name) => name.clone(),
    }))
}

/// The parser's reason, corrected where it is incomplete: it has none for an expression without
/// `$`, and names without quotes may start with any letter.
fn reason(position: usize, message: &str) -> String {
    if position == 0 && message == "parser error" {
        return "it does not start with `$`".to_owned();
    }
    let message = message.replace("lowercase alpha or '_'", "a letter or '_'");
    format!("{message} (character {})", position + 1)
}

/// The expression with names that contain `-` in brackets: `$.x-a` becomes `$['x-a']`.
fn with_quoted_names(text: &str) -> String {
    let is_name = |character: char| {
        character.is_ascii_alphanumeric() || character == '_' || !character.is_ascii()
    };
    let mut quoted = String::new();
    let mut rest = text;
    let mut quote = None;
    while let Some(character) = rest.chars().next() {
        let width = character.len_utf8();
        let (head, tail) = rest.split_at(width);
        rest = tail;
        match (quote, character) {
            (Some(_), '\\') => {
                let escaped = rest.chars().next().map_or(0, char::len_utf8);
                let (escaped, tail) = rest.split_at(escaped);
                quoted += head;
                quoted += escaped;
                rest = tail;
            }
            (Some(open), _) => {
                quoted += head;
                quote = (open != character).then_some(open);
            }
            (None, '\'' | '"') => {
                quoted += head;
                quote = Some(character);
            }
            (None, '.') if rest.starts_with(|first| is_name(first) && !first.is_ascii_digit()) => {
                let end = rest.find(|character| !is_name(character) && character != '-');
                let (name, tail) = rest.split_at(end.unwrap_or(rest.len()));
                rest = tail;
                if name.contains('-') {
                    quoted += if quoted.ends_with('.') { "." } else { "" };
                    quoted += &format!("['{name}']");
                } else {
                    quoted += head;
                    quoted += name;
                }
            }
            (None, _) => quoted += head,
        }
    }
    quoted
}

/// The positions at which the segments of an expression start.
fn segment_starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut depth = 0_usize;
    let mut quote = None;
    let mut is_escaped = false;
    let mut previous = ' ';
    for (at, character) in text.char_indices() {
        match (quote, character) {
            (Some(_), _) if is_escaped => is_escaped = false,
            (Some(_), '\\') => is_escaped = true,
            (Some(open), _) => quote = (open != character).then_some(open),
            (None, '\'' | '"') => quote = Some(character),
            (None, '[') => {
                if depth == 0 && previous != '.' {
                    starts.push(at);
                }
                depth += 1;
            }
            (None, ']') => depth = depth.saturating_sub(1),
            (None, '.') if depth == 0 && previous != '.' => starts.push(at),
            (None, _) => {}
        }
        previous = character;
    }
    starts
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn quotes_names_with_hyphens() {
        for (text, quoted) in [
            ("$.a.x-b.c", "$.a['x-b'].c"),
            ("$..x-b", "$..['x-b']"),
            ("$.a[?@.x-t.paged]", "$.a[?@['x-t'].paged]"),
            ("$['a.x-b'].é-1", "$['a.x-b']['é-1']"),
            ("$[\"it\\\".x-b\"].a", "$[\"it\\\".x-b\"].a"),
            ("$[?@.a > -1.5]", "$[?@.a > -1.5]"),
            ("$.a[-1]", "$.a[-1]"),
        ] {
            assert_eq!(with_quoted_names(text), quoted, "{text}");
            assert!(JsonPath::parse(quoted).is_ok(), "{quoted}");
        }
    }

    #[test]
    fn finds_the_segments() {
        let segments = |text: &str| -> Vec<String> {
            let starts = segment_starts(text);
            starts
                .iter()
                .map(|start| text.split_at(*start).1.to_owned())
                .collect()
        };
        assert_eq!(
            segments("$.a['b.c[']..d[?@.e['f']]"),
            [
                "a['b.c[']..d[?@.e['f']]",
                "['b.c[']..d[?@.e['f']]",
                "..d[?@.e['f']]",
                "[?@.e['f']]"
            ]
            .map(|text| if text.starts_with('a') {
                format!(".{text}")
            } else {
                text.to_owned()
            })
        );
        assert_eq!(segments("$..['a'].b"), ["..['a'].b", ".b"]);
        assert_eq!(segments("$"), Vec::<String>::new());
    }

    #[test]
    fn finds_the_parents_of_what_is_gone() {
        let document = json!({"a": {"r": ["x"]}, "b": {}});
        let parents = |text| {
            let target = Target::parse(text, Rules::Strict).unwrap();
            let found = target.parents(&document);
            found
                .iter()
                .map(|one| pointer(one).to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(parents("$.a.gone"), ["/a"]);
        assert_eq!(parents("$.a.r[?@ == 'y']"), ["/a/r"]);
        assert_eq!(parents("$.b.r[?@ == 'y']"), ["/b"]);
        assert_eq!(parents("$.b.r[2]"), ["/b"]);
        assert_eq!(parents("$.b.gone.c"), Vec::<String>::new());
        assert_eq!(parents("$.c.r[?@ == 'y']"), Vec::<String>::new());
        assert_eq!(parents("$"), Vec::<String>::new());
    }

    /// The selectors, functions and comparisons of RFC 9535.
    #[test]
    fn reads_all_of_rfc_9535() {
        let document = json!({
            "o": {"j": 1, "k": 2, "l m": {"x": [5, 3, 4]}},
            "a": [3, 5, 1, 2, 4, 6, {"b": "j"}, {"b": "k"}, {"b": {}}, {"b": "kilo"}],
            "☺": {"\"": "quote", "'": null},
        });
        for (text, expected) in [
            ("$['o']['l m'].x[1]", &["/o/l m/x/1"][..]),
            ("$.o['j', 'j', \"k\"]", &["/o/j", "/o/k"]),
            ("$.a[-1]", &["/a/9"]),
            ("$.a[1:5:2]", &["/a/1", "/a/3"]),
            ("$.a[1:0:-1]", &["/a/1"]),
            ("$..x[0]", &["/o/l m/x/0"]),
            ("$.o..[?@ > 4]", &["/o/l m/x/0"]),
            ("$.a[?@.b == 'kilo']", &["/a/9"]),
            ("$.a[?@ > 3.5 && @ <= 5]", &["/a/1", "/a/4"]),
            ("$.a[?!@.b && @ < 2 || @.b == $.a[7].b]", &["/a/2", "/a/7"]),
            ("$.a[?length(@.b) < 1]", &["/a/8"]),
            ("$[?count(@.*) == 3]", &["/o"]),
            ("$.a[?match(@.b, '[jk]')]", &["/a/6", "/a/7"]),
            ("$.a[?search(@.b, '[jk]')]", &["/a/6", "/a/7", "/a/9"]),
            ("$[?value(@..j) == 1]", &["/o"]),
            ("$.☺['\"']", &["/☺/\""]),
            ("$['\\u263a']['\\'']", &["/☺/'"]),
            ("$['\\uD83D\\uDE00']", &[]),
            ("$.o [ 'k' ]", &["/o/k"]),
            ("$.o[?@ == 1, ?@ == 2]", &["/o/j", "/o/k"]),
            (
                "$.a[?@.b == @.b]",
                &[
                    "/a/0", "/a/1", "/a/2", "/a/3", "/a/4", "/a/5", "/a/6", "/a/7", "/a/8", "/a/9",
                ],
            ),
            ("$['☺'][?@ == null]", &["/☺/'"]),
        ] {
            let target = Target::parse(text, Rules::Strict);
            let found = target.unwrap_or_else(|error| panic!("{text}: {error}"));
            let found = found.select(&document);
            let found: Vec<_> = found.iter().map(|one| pointer(one).to_string()).collect();
            assert_eq!(found, expected, "{text}");
        }
        for text in [
            "$.",
            "$[",
            "$ ",
            " $",
            "$.a.",
            "$['a]",
            "$[01]",
            "$[-0]",
            "$[?@.a = 1]",
            "$[?count(@.a, 1) == 1]",
            "$[?length(@.*) == 1]",
            "$[?@.* == 1]",
            "$[?nothing(@)]",
            "$[?count(@.a)]",
            "$[9007199254740992]",
            "$['\\uD800']",
            "$.1a",
            "$[?1]",
        ] {
            assert!(Target::parse(text, Rules::Strict).is_err(), "{text}");
        }
    }
}
