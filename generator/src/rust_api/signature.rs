//! How the signature of a function has changed.

use quote::ToTokens;
use syn::{FnArg, ReturnType, Signature};

use super::compare::Effect;
use super::entry::Entry;

/// What follows the declaration of a method of a trait that has a body.
const PROVIDED: &str = " { .. }";

/// The parts of a function that are compared.
struct Parts {
    receiver: Option<String>,
    /// Names and types.
    arguments: Vec<(String, String)>,
    output: String,
    /// Everything else: qualifiers, parameters, conditions and the block.
    rest: String,
    is_const: bool,
    is_provided: bool,
}

impl Parts {
    fn of(entry: &Entry) -> Option<Self> {
        let declaration = entry.declaration.as_str();
        let provided = declaration.strip_suffix(PROVIDED);
        let declaration = provided.unwrap_or(declaration);
        let at = declaration.find(" in impl").unwrap_or(declaration.len());
        let (signature, block) = declaration.split_at(at);
        let signature = format!("{}fn f{signature}", entry.qualifiers);
        let signature: Signature = syn::parse_str(&signature).ok()?;
        let mut receiver = None;
        let mut arguments = Vec::new();
        for input in &signature.inputs {
            match input {
                FnArg::Receiver(own) => receiver = Some(own.to_token_stream().to_string()),
                FnArg::Typed(typed) => arguments.push((
                    typed.pat.to_token_stream().to_string(),
                    typed.ty.to_token_stream().to_string(),
                )),
            }
        }
        let output = match &signature.output {
            ReturnType::Default => "()".to_owned(),
            ReturnType::Type(_, ty) => ty.to_token_stream().to_string(),
        };
        let generics = &signature.generics;
        let (parameters, conditions) = (generics.to_token_stream(), &generics.where_clause);
        let conditions = conditions.to_token_stream();
        let qualifiers = entry.qualifiers.replace("const ", "");
        Some(Self {
            receiver,
            arguments,
            output,
            rest: format!("{qualifiers}{parameters}{conditions}{block}"),
            is_const: signature.constness.is_some(),
            is_provided: provided.is_some(),
        })
    }
}

/// The effect of a changed signature, and what has changed as part of a sentence.
pub(super) fn change(old: &Entry, new: &Entry) -> (Effect, String) {
    let other = || (Effect::Breaking, format!("is now `{}`", new.item()));
    let (Some(before), Some(after)) = (Parts::of(old), Parts::of(new)) else {
        return other();
    };
    if before.receiver != after.receiver || before.rest != after.rest {
        return other();
    }
    if before.output != after.output && before.arguments == after.arguments {
        return (Effect::Breaking, format!("returns `{}`", output(new)));
    }
    if before.output != after.output {
        return other();
    }
    if before.arguments != after.arguments {
        return arguments(&before.arguments, &after.arguments);
    }
    match (before.is_provided, after.is_provided) {
        (true, false) => return (Effect::Breaking, "has no default implementation".to_owned()),
        (false, true) => return (Effect::Additive, "has a default implementation".to_owned()),
        _ => {}
    }
    match (before.is_const, after.is_const) {
        (true, false) => (Effect::Breaking, "is no longer `const`".to_owned()),
        (false, true) => (Effect::Additive, "is now `const`".to_owned()),
        _ => (Effect::None, "has the same signature".to_owned()),
    }
}

/// The result type of a function, as its entry has it.
fn output(entry: &Entry) -> &str {
    let declaration = entry.declaration.trim_end_matches(PROVIDED);
    declaration.rsplit_once(") -> ").map_or("()", |(_, ty)| ty)
}

type Arguments = [(String, String)];

fn arguments(old: &Arguments, new: &Arguments) -> (Effect, String) {
    let names = |arguments: &Arguments| -> Vec<String> {
        arguments.iter().map(|(name, _)| name.clone()).collect()
    };
    let types = |arguments: &Arguments| -> Vec<String> {
        arguments.iter().map(|(_, ty)| ty.clone()).collect()
    };
    let shown = |names: &[String]| {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        names.join(", ")
    };
    let (before, after) = (names(old), names(new));
    let without = |all: &[String], others: &[String]| -> Vec<String> {
        all.iter()
            .filter(|name| !others.contains(name))
            .cloned()
            .collect()
    };
    if old.len() != new.len() {
        let (added, removed) = (without(&after, &before), without(&before, &after));
        let text = match (added.as_slice(), removed.as_slice()) {
            (added, []) => format!("also takes {}", shown(added)),
            ([], removed) => format!("no longer takes {}", shown(removed)),
            (added, removed) => format!("takes {} instead of {}", shown(added), shown(removed)),
        };
        return (Effect::Breaking, text);
    }
    if types(old) == types(new) {
        let (mut one, mut other) = (before.clone(), after.clone());
        one.sort();
        other.sort();
        return if one == other {
            let text = format!("takes its arguments in another order: {}", shown(&after));
            (Effect::Breaking, text)
        } else {
            (
                Effect::None,
                format!("names its arguments {}", shown(&after)),
            )
        };
    }
    let pairs = old.iter().zip(new);
    let changed: Vec<String> = pairs
        .filter(|(old, new)| old.1 != new.1)
        .map(|(_, new)| new.0.clone())
        .collect();
    (
        Effect::Breaking,
        format!("takes another type for {}", shown(&changed)),
    )
}
