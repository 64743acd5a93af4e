//! The conditions of `#[cfg(..)]`.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, Token, parenthesized};

/// What is never set when a crate is built as a dependency.
const NEVER: &[&str] = &["test", "doctest", "doc", "docsrs"];

/// The most facts for which [`Cfg::implies`] tries all combinations.
const MOST_FACTS: usize = 12;

/// Predicates that must all be true.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cfg(BTreeSet<String>);

/// A parsed predicate.
enum Predicate {
    Constant(bool),
    /// `feature = "hyper"`
    Fact(String),
    All(Vec<Predicate>),
    Any(Vec<Predicate>),
    Not(Box<Predicate>),
}

impl Cfg {
    /// The conditions of an item, or `None` if they are never met.
    pub(super) fn of(attributes: &[Attribute]) -> Option<Self> {
        let mut conditions = BTreeSet::new();
        for attribute in attributes {
            if !attribute.path().is_ident("cfg") {
                continue;
            }
            let syn::Meta::List(list) = &attribute.meta else {
                continue;
            };
            match parsed(list.tokens.clone()).simplified() {
                Predicate::Constant(true) => {}
                Predicate::Constant(false) => return None,
                predicate => conditions.extend(predicate.parts()),
            }
        }
        Some(Self(conditions))
    }

    /// The conditions in `all(..)` or a single one, as [`Self::to_string`] prints them.
    pub(super) fn read(text: &str) -> Self {
        let tokens: TokenStream = text.parse().unwrap_or_default();
        Self(parsed(tokens).parts().into_iter().collect())
    }

    /// Both conditions.
    pub(super) fn and(&self, other: &Self) -> Self {
        Self(self.0.union(&other.0).cloned().collect())
    }

    pub(super) fn is_always(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the other conditions are met whenever these are.
    pub(super) fn implies(&self, other: &Self) -> bool {
        let (old, new) = (self.predicate(), other.predicate());
        let mut facts = BTreeSet::new();
        old.facts(&mut facts);
        new.facts(&mut facts);
        if facts.len() > MOST_FACTS {
            return self == other;
        }
        let facts: Vec<&String> = facts.iter().collect();
        (0_u32..1 << facts.len()).all(|combination| {
            let is_set = |fact: &str| {
                let index = facts.iter().position(|known| *known == fact);
                index.is_some_and(|index| combination & (1 << index) != 0)
            };
            !old.is_met(&is_set) || new.is_met(&is_set)
        })
    }

    fn predicate(&self) -> Predicate {
        let tokens = self.0.iter().map(|text| text.parse().unwrap_or_default());
        Predicate::All(tokens.map(parsed).collect())
    }
}

/// `feature = "hyper"`, `all(unix, feature = "hyper")`, or nothing.
impl std::fmt::Display for Cfg {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let conditions: Vec<&str> = self.0.iter().map(String::as_str).collect();
        match conditions.as_slice() {
            [one] => f.write_str(one),
            [] => Ok(()),
            several => write!(f, "all({})", several.join(", ")),
        }
    }
}

fn parsed(tokens: TokenStream) -> Predicate {
    let text = tokens.to_string();
    predicate.parse2(tokens).unwrap_or(Predicate::Fact(text))
}

fn predicate(input: ParseStream<'_>) -> syn::Result<Predicate> {
    let name: Ident = input.parse()?;
    if input.peek(syn::token::Paren) {
        let content;
        parenthesized!(content in input);
        let inner = Punctuated::<Predicate, Token![,]>::parse_terminated_with(&content, predicate)?;
        let inner: Vec<Predicate> = inner.into_iter().collect();
        return Ok(match name.to_string().as_str() {
            "all" => Predicate::All(inner),
            "any" => Predicate::Any(inner),
            _ => Predicate::Not(Box::new(Predicate::All(inner))),
        });
    }
    if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        let value: syn::LitStr = input.parse()?;
        return Ok(Predicate::Fact(format!("{name} = {:?}", value.value())));
    }
    Ok(match name.to_string().as_str() {
        "true" => Predicate::Constant(true),
        "false" => Predicate::Constant(false),
        name if NEVER.contains(&name) => Predicate::Constant(false),
        name => Predicate::Fact(name.to_owned()),
    })
}

impl Predicate {
    /// Without constants, unless it is one.
    fn simplified(self) -> Self {
        match self {
            Self::Not(inner) => match inner.simplified() {
                Self::Constant(value) => Self::Constant(!value),
                inner => Self::Not(Box::new(inner)),
            },
            Self::All(inner) => Self::joined(inner, true),
            Self::Any(inner) => Self::joined(inner, false),
            other => other,
        }
    }

    /// Simplifies `all` or `any`: `neutral` is the value that does not matter in it.
    fn joined(inner: Vec<Self>, neutral: bool) -> Self {
        let mut rest = Vec::new();
        for one in inner.into_iter().map(Self::simplified) {
            match one {
                Self::Constant(value) if value == neutral => {}
                Self::Constant(value) => return Self::Constant(value),
                other => rest.push(other),
            }
        }
        match (rest.len(), neutral) {
            (0, _) => Self::Constant(neutral),
            (1, _) => rest.remove(0),
            (_, true) => Self::All(rest),
            (_, false) => Self::Any(rest),
        }
    }

    /// The texts of the predicates that must all be true.
    fn parts(self) -> Vec<String> {
        match self {
            Self::All(inner) => inner.into_iter().flat_map(Self::parts).collect(),
            Self::Constant(true) => Vec::new(),
            other => vec![other.text()],
        }
    }

    fn text(&self) -> String {
        let list = |inner: &[Self]| {
            let mut texts: Vec<String> = inner.iter().map(Self::text).collect();
            texts.sort();
            texts.join(", ")
        };
        match self {
            Self::Constant(value) => value.to_string(),
            Self::Fact(fact) => fact.clone(),
            Self::All(inner) => format!("all({})", list(inner)),
            Self::Any(inner) => format!("any({})", list(inner)),
            Self::Not(inner) => format!("not({})", inner.text()),
        }
    }

    fn facts(&self, facts: &mut BTreeSet<String>) {
        match self {
            Self::Constant(_) => {}
            Self::Fact(fact) => {
                facts.insert(fact.clone());
            }
            Self::All(inner) | Self::Any(inner) => inner.iter().for_each(|one| one.facts(facts)),
            Self::Not(inner) => inner.facts(facts),
        }
    }

    fn is_met(&self, is_set: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Self::Constant(value) => *value,
            Self::Fact(fact) => is_set(fact),
            Self::All(inner) => inner.iter().all(|one| one.is_met(is_set)),
            Self::Any(inner) => inner.iter().any(|one| one.is_met(is_set)),
            Self::Not(inner) => !inner.is_met(is_set),
        }
    }
}
