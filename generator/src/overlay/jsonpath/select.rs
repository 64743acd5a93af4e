//! Selects what a query describes.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::rc::Rc;

use serde_json::{Number, Value};

use super::{
    Condition, Location, Operand, Operator, Pattern, Query, Segment, Selector, Step, filter,
};

impl Query {
    /// The selected locations without duplicates, in their order.
    pub(in super::super) fn select(&self, root: &Value) -> Vec<Location> {
        let nodes = self.nodes(root, root);
        let locations: BTreeSet<_> = nodes.iter().map(Node::location).collect();
        locations.into_iter().collect()
    }

    /// What the query selects for a value that a filter tests.
    fn nodes<'v>(&self, root: &'v Value, tested: &'v Value) -> Vec<Node<'v>> {
        let start = Node {
            value: if self.is_absolute { root } else { tested },
            last: None,
        };
        let segments = self.segments.iter();
        segments.fold(vec![start], |nodes, segment| segment.select(nodes, root))
    }

    /// The value that a singular query selects.
    fn single<'v>(&self, root: &'v Value, tested: &'v Value) -> Option<&'v Value> {
        let start = if self.is_absolute { root } else { tested };
        let mut selectors = self.segments.iter().flat_map(|segment| &segment.selectors);
        selectors.try_fold(start, |value, selector| match selector {
            Selector::Name(name) => value.as_object()?.get(name),
            Selector::Index(index) => {
                let items = value.as_array()?;
                items.get(position(*index, items.len())?)
            }
            _ => None,
        })
    }
}

/// A selected value, and how to get there.
#[derive(Clone)]
struct Node<'v> {
    value: &'v Value,
    last: Option<Rc<Link<'v>>>,
}

/// The last step to a value, and those before it.
struct Link<'v> {
    step: Edge<'v>,
    before: Option<Rc<Link<'v>>>,
}

#[derive(Clone, Copy)]
enum Edge<'v> {
    Item(usize),
    Property(&'v str),
}

impl<'v> Node<'v> {
    fn child(&self, step: Edge<'v>, value: &'v Value) -> Self {
        let before = self.last.clone();
        Self {
            value,
            last: Some(Rc::new(Link { step, before })),
        }
    }

    /// The values in this one.
    fn children(&self) -> Vec<Self> {
        match self.value {
            Value::Array(items) => {
                let items = items.iter().enumerate();
                let child = |(index, item)| self.child(Edge::Item(index), item);
                items.map(child).collect()
            }
            Value::Object(properties) => {
                let child =
                    |(name, value): (&'v String, _)| self.child(Edge::Property(name), value);
                properties.iter().map(child).collect()
            }
            _ => Vec::new(),
        }
    }

    fn location(&self) -> Location {
        let mut steps = Vec::new();
        let mut last = &self.last;
        while let Some(link) = last {
            steps.push(match link.step {
                Edge::Item(index) => Step::Item(index),
                Edge::Property(name) => Step::Property(name.to_owned()),
            });
            last = &link.before;
        }
        steps.reverse();
        steps
    }
}

impl Segment {
    fn select<'v>(&self, nodes: Vec<Node<'v>>, root: &'v Value) -> Vec<Node<'v>> {
        let mut selected = Vec::new();
        let mut rest = nodes;
        rest.reverse();
        while let Some(node) = rest.pop() {
            for selector in &self.selectors {
                selector.select(&node, root, &mut selected);
            }
            if self.is_recursive {
                rest.extend(node.children());
            }
        }
        selected
    }
}

impl Selector {
    fn select<'v>(&self, node: &Node<'v>, root: &'v Value, selected: &mut Vec<Node<'v>>) {
        match (self, node.value) {
            (Self::Name(name), Value::Object(properties)) => {
                let found = properties.get_key_value(name);
                selected.extend(found.map(|(name, value)| node.child(Edge::Property(name), value)));
            }
            (Self::Index(index), Value::Array(items)) => {
                let index = position(*index, items.len());
                let item = index.and_then(|index| Some((index, items.get(index)?)));
                selected.extend(item.map(|(index, item)| node.child(Edge::Item(index), item)));
            }
            (Self::Slice { start, end, step }, Value::Array(items)) => {
                let indices = slice(*start, *end, *step, items.len());
                let item = |index| Some(node.child(Edge::Item(index), items.get(index)?));
                selected.extend(indices.into_iter().filter_map(item));
            }
            (Self::Wildcard, _) => selected.extend(node.children()),
            (Self::Filter(condition), _) => {
                let children = node.children().into_iter();
                selected.extend(children.filter(|child| condition.holds(root, child.value)));
            }
            _ => {}
        }
    }
}

/// The position of an index that may be relative to the end.
fn position(index: i64, length: usize) -> Option<usize> {
    match usize::try_from(index) {
        Ok(index) => Some(index),
        Err(_) => length.checked_sub(usize::try_from(index.unsigned_abs()).ok()?),
    }
}

/// The positions of a slice, as in section 2.3.4.2.2 of the RFC.
fn slice(start: Option<i64>, end: Option<i64>, step: i64, length: usize) -> Vec<usize> {
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    let from_start = |index: i64| if index < 0 { length + index } else { index };
    let (start, end) = match step {
        0 => return Vec::new(),
        1.. => (
            from_start(start.unwrap_or(0)).clamp(0, length),
            from_start(end.unwrap_or(length)).clamp(0, length),
        ),
        _ => (
            from_start(start.unwrap_or(length - 1)).clamp(-1, length - 1),
            end.map_or(-1, from_start).clamp(-1, length - 1),
        ),
    };
    let positions = std::iter::successors(Some(start), |at| at.checked_add(step));
    positions
        .take_while(|at| if step > 0 { *at < end } else { *at > end })
        .filter_map(|at| usize::try_from(at).ok())
        .collect()
}

impl Condition {
    fn holds(&self, root: &Value, tested: &Value) -> bool {
        match self {
            Self::Any(conditions) => conditions.iter().any(|one| one.holds(root, tested)),
            Self::All(conditions) => conditions.iter().all(|one| one.holds(root, tested)),
            Self::Not(condition) => !condition.holds(root, tested),
            Self::Comparison(left, operator, right) => {
                let (left, right) = (left.value(root, tested), right.value(root, tested));
                operator.holds(left.as_deref(), right.as_deref())
            }
            Self::Exists(query) if query.is_singular() => query.single(root, tested).is_some(),
            Self::Exists(query) => !query.nodes(root, tested).is_empty(),
            Self::Matches {
                text,
                pattern,
                is_whole,
            } => {
                let text = text.value(root, tested);
                let text = text.as_deref().and_then(Value::as_str);
                text.is_some_and(|text| match pattern {
                    Pattern::Fixed(regex) => {
                        regex.as_ref().is_some_and(|regex| regex.is_match(text))
                    }
                    Pattern::Of(operand) => {
                        let pattern = operand.value(root, tested);
                        let pattern = pattern.as_deref().and_then(Value::as_str);
                        let regex = pattern.and_then(|text| filter::regex(text, *is_whole));
                        regex.is_some_and(|regex| regex.is_match(text))
                    }
                })
            }
        }
    }
}

impl Operand {
    /// The value. `None` is the RFC's `Nothing`.
    fn value<'v>(&'v self, root: &'v Value, tested: &'v Value) -> Option<Cow<'v, Value>> {
        match self {
            Self::Literal(value) => Some(Cow::Borrowed(value)),
            Self::Single(query) => query.single(root, tested).map(Cow::Borrowed),
            Self::Length(operand) => {
                let length = match operand.value(root, tested)?.as_ref() {
                    Value::String(text) => text.chars().count(),
                    Value::Array(items) => items.len(),
                    Value::Object(properties) => properties.len(),
                    _ => return None,
                };
                Some(Cow::Owned(length.into()))
            }
            Self::Count(query) => Some(Cow::Owned(query.nodes(root, tested).len().into())),
            Self::OnlyValue(query) => match &*query.nodes(root, tested) {
                [only] => Some(Cow::Borrowed(only.value)),
                _ => None,
            },
        }
    }
}

impl Operator {
    fn holds(self, left: Option<&Value>, right: Option<&Value>) -> bool {
        let is_equal = || match (left, right) {
            (Some(left), Some(right)) => equal(left, right),
            (left, right) => left.is_none() && right.is_none(),
        };
        let is = |expected| match (left, right) {
            (Some(left), Some(right)) => order(left, right) == Some(expected),
            _ => false,
        };
        match self {
            Self::Equal => is_equal(),
            Self::NotEqual => !is_equal(),
            Self::Less => is(Ordering::Less),
            Self::LessOrEqual => is(Ordering::Less) || is_equal(),
            Self::Greater => is(Ordering::Greater),
            Self::GreaterOrEqual => is(Ordering::Greater) || is_equal(),
        }
    }
}

/// Whether two values are equal. Numbers are compared by value: `1` is `1.0`.
fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            compared(left, right) == Some(Ordering::Equal)
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(a, b)| equal(a, b))
        }
        (Value::Object(left), Value::Object(right)) => {
            let has = |(name, value)| right.get(name).is_some_and(|other| equal(value, other));
            left.len() == right.len() && left.iter().all(has)
        }
        _ => left == right,
    }
}

/// The order of two numbers or two strings. Other values have none.
fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => compared(left, right),
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        _ => None,
    }
}

fn compared(left: &Number, right: &Number) -> Option<Ordering> {
    match (left.as_i128(), right.as_i128()) {
        (Some(left), Some(right)) => Some(left.cmp(&right)),
        _ => left.as_f64()?.partial_cmp(&right.as_f64()?),
    }
}
