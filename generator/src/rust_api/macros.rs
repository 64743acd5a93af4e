//! Expands the `macro_rules!` of a crate, since they define items of its API.
//!
//! A rule is read into [`Pattern`]s. Its matcher is matched with the tokens of an invocation, which
//! binds its variables, and its transcriber is printed with them. Rules are tried in order.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};

/// A macro.
#[derive(Debug, Clone)]
pub(super) struct MacroRules(Vec<Rule>);

#[derive(Debug, Clone)]
struct Rule {
    matcher: Vec<Pattern>,
    transcriber: Vec<Pattern>,
}

/// A part of a matcher or a transcriber.
#[derive(Debug, Clone)]
enum Pattern {
    Token(TokenTree),
    Group(Delimiter, Vec<Pattern>),
    /// `$name:fragment`, in a transcriber without the fragment.
    Variable(Ident, String),
    /// `$(..)separator*`
    Repeat {
        inner: Vec<Pattern>,
        separator: Vec<Pattern>,
        operator: char,
    },
}

/// What a variable is bound to.
#[derive(Debug, Clone)]
enum Bound {
    Once(TokenStream),
    Repeated(Vec<Bound>),
}

type Bindings = BTreeMap<String, Bound>;

impl MacroRules {
    /// Reads the rules of a `macro_rules!` item.
    pub(super) fn new(tokens: TokenStream) -> Self {
        let mut rules = Vec::new();
        let mut matcher = None;
        for token in tokens {
            let TokenTree::Group(group) = token else {
                continue;
            };
            match matcher.take() {
                None => matcher = Some(patterns(group.stream(), true)),
                Some(matcher) => rules.push(Rule {
                    matcher,
                    transcriber: patterns(group.stream(), false),
                }),
            }
        }
        Self(rules)
    }

    /// The expansion of an invocation with these tokens, or `None` if no rule matches.
    pub(super) fn expand(&self, tokens: &TokenStream) -> Option<TokenStream> {
        self.0.iter().find_map(|rule| {
            let matched = |input: ParseStream<'_>| matched(&rule.matcher, input);
            let bindings = matched.parse2(tokens.clone()).ok()?;
            transcribed(&rule.transcriber, &bindings)
        })
    }
}

fn patterns(tokens: TokenStream, is_matcher: bool) -> Vec<Pattern> {
    let mut tokens = tokens.into_iter().peekable();
    let mut patterns = Vec::new();
    while let Some(token) = tokens.next() {
        let is_dollar = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '$');
        let pattern = match token {
            TokenTree::Group(group) => Pattern::Group(
                group.delimiter(),
                self::patterns(group.stream(), is_matcher),
            ),
            _ if is_dollar => match tokens.next() {
                Some(TokenTree::Ident(name)) => {
                    let mut fragment = String::new();
                    if is_matcher {
                        // The colon.
                        tokens.next();
                        fragment = tokens
                            .next()
                            .map_or_else(String::new, |token| token.to_string());
                    }
                    Pattern::Variable(name, fragment)
                }
                Some(TokenTree::Group(group)) => {
                    let mut separator = Vec::new();
                    let mut operator = '*';
                    for token in tokens.by_ref() {
                        match &token {
                            TokenTree::Punct(punct)
                                if matches!(punct.as_char(), '*' | '+' | '?') =>
                            {
                                operator = punct.as_char();
                                break;
                            }
                            _ => separator.push(Pattern::Token(token)),
                        }
                    }
                    Pattern::Repeat {
                        inner: self::patterns(group.stream(), is_matcher),
                        separator,
                        operator,
                    }
                }
                Some(other) => Pattern::Token(other),
                None => break,
            },
            token => Pattern::Token(token),
        };
        patterns.push(pattern);
    }
    patterns
}

fn matched(patterns: &[Pattern], input: ParseStream<'_>) -> syn::Result<Bindings> {
    let mut bindings = Bindings::new();
    for pattern in patterns {
        match pattern {
            Pattern::Token(expected) => {
                let token: TokenTree = input.parse()?;
                if token.to_string() != expected.to_string() {
                    return Err(input.error("another token"));
                }
            }
            Pattern::Group(delimiter, inner) => {
                let group: Group = input.parse()?;
                if group.delimiter() != *delimiter {
                    return Err(input.error("another delimiter"));
                }
                let matched = |input: ParseStream<'_>| matched(inner, input);
                bindings.extend(matched.parse2(group.stream())?);
            }
            Pattern::Variable(name, fragment) => {
                let tokens = self::fragment(fragment, input)?;
                bindings.insert(name.to_string(), Bound::Once(tokens));
            }
            Pattern::Repeat {
                inner,
                separator,
                operator,
            } => bindings.extend(repeated(inner, separator, *operator, input)?),
        }
    }
    Ok(bindings)
}

/// Matches a repetition as often as possible.
fn repeated(
    inner: &[Pattern],
    separator: &[Pattern],
    operator: char,
    input: ParseStream<'_>,
) -> syn::Result<Bindings> {
    let mut names = Vec::new();
    variables(inner, &mut names);
    let mut bound: BTreeMap<String, Vec<Bound>> =
        names.into_iter().map(|name| (name, Vec::new())).collect();
    let mut count = 0;
    while !(input.is_empty() || operator == '?' && count == 1) {
        let fork = input.fork();
        if count > 0 && matched(separator, &fork).is_err() {
            break;
        }
        let Ok(one) = matched(inner, &fork) else {
            break;
        };
        input.advance_to(&fork);
        count += 1;
        for (name, value) in one {
            bound.entry(name).or_default().push(value);
        }
    }
    if operator == '+' && count == 0 {
        return Err(input.error("no repetition"));
    }
    let bound = bound.into_iter();
    Ok(bound
        .map(|(name, values)| (name, Bound::Repeated(values)))
        .collect())
}

/// The tokens of a fragment, such as `ty`.
fn fragment(kind: &str, input: ParseStream<'_>) -> syn::Result<TokenStream> {
    Ok(match kind {
        "ident" => input.call(Ident::parse_any)?.into_token_stream(),
        "ty" => input.parse::<syn::Type>()?.into_token_stream(),
        "expr" => input.parse::<syn::Expr>()?.into_token_stream(),
        "path" => input.parse::<syn::Path>()?.into_token_stream(),
        "meta" => input.parse::<syn::Meta>()?.into_token_stream(),
        "literal" => input.parse::<syn::Lit>()?.into_token_stream(),
        "lifetime" => input.parse::<syn::Lifetime>()?.into_token_stream(),
        "vis" => input.parse::<syn::Visibility>()?.into_token_stream(),
        "block" => input.parse::<syn::Block>()?.into_token_stream(),
        "item" => input.parse::<syn::Item>()?.into_token_stream(),
        "tt" => input.parse::<TokenTree>()?.into_token_stream(),
        _ => return Err(input.error("an unknown fragment")),
    })
}

/// The names of the variables in a pattern.
fn variables(patterns: &[Pattern], names: &mut Vec<String>) {
    for pattern in patterns {
        match pattern {
            Pattern::Token(_) => {}
            Pattern::Variable(name, _) => names.push(name.to_string()),
            Pattern::Group(_, inner) | Pattern::Repeat { inner, .. } => variables(inner, names),
        }
    }
}

/// The tokens of a transcriber, or `None` if it repeats something that is bound once.
fn transcribed(patterns: &[Pattern], bindings: &Bindings) -> Option<TokenStream> {
    let mut tokens = TokenStream::new();
    for pattern in patterns {
        match pattern {
            Pattern::Token(token) => tokens.extend([token.clone()]),
            Pattern::Group(delimiter, inner) => {
                let group = Group::new(*delimiter, transcribed(inner, bindings)?);
                tokens.extend([TokenTree::Group(group)]);
            }
            Pattern::Variable(name, _) => match bindings.get(&name.to_string()) {
                Some(Bound::Once(value)) => tokens.extend(value.clone()),
                Some(Bound::Repeated(_)) => return None,
                // `$crate`, and `$` in the transcriber of a macro that defines another one.
                None if name == "crate" => tokens.extend([TokenTree::Ident(name.clone())]),
                None => tokens.extend([
                    TokenTree::Punct(Punct::new('$', Spacing::Alone)),
                    TokenTree::Ident(name.clone()),
                ]),
            },
            Pattern::Repeat {
                inner, separator, ..
            } => {
                for (index, round) in rounds(inner, bindings)?.iter().enumerate() {
                    if index > 0 {
                        tokens.extend(transcribed(separator, bindings)?);
                    }
                    tokens.extend(transcribed(inner, round)?);
                }
            }
        }
    }
    Some(tokens)
}

/// The bindings of each round of a repetition.
fn rounds(inner: &[Pattern], bindings: &Bindings) -> Option<Vec<Bindings>> {
    let mut names = Vec::new();
    variables(inner, &mut names);
    let repeated: Vec<(&String, &Vec<Bound>)> = names
        .iter()
        .filter_map(|name| match bindings.get(name)? {
            Bound::Repeated(values) => Some((name, values)),
            Bound::Once(_) => None,
        })
        .collect();
    let count = repeated.iter().map(|(_, values)| values.len()).max()?;
    let round = |index: usize| {
        let mut round = bindings.clone();
        for (name, values) in &repeated {
            round.insert((*name).clone(), values.get(index)?.clone());
        }
        Some(round)
    };
    (0..count).map(round).collect()
}
