//! Pairs the items of two arrays.

use serde_json::Value;

use super::facts::facts;
use super::prose::Keys;

/// Properties that identify an item of an array, in the order in which they are tried.
const IDENTITIES: &[&[&str]] = &[
    &["$ref"],
    &["name", "in"],
    &["name"],
    &["url"],
    &["operationId"],
    &["type"],
];

/// For each of their items, the index of ours: one with equal facts, or with the same identity.
/// Objects without an identity are paired in order if the arrays have the same length.
pub(super) fn pairs(ours: &[Value], theirs: &[Value], keys: Keys) -> Vec<Option<usize>> {
    let known: Vec<_> = ours.iter().map(|item| facts(item, keys)).collect();
    let new: Vec<_> = theirs.iter().map(|item| facts(item, keys)).collect();
    let mut used = vec![false; ours.len()];
    let mut take = |is_match: &dyn Fn(&Value) -> bool| {
        let mut candidates = known.iter().zip(used.iter_mut()).enumerate();
        let (index, (_, used)) = candidates.find(|(_, (item, used))| !**used && is_match(item))?;
        *used = true;
        Some(index)
    };
    let mut pairs: Vec<_> = new
        .iter()
        .map(|item| take(&|other| other == item))
        .collect();
    for (pair, item) in pairs.iter_mut().zip(&new) {
        if let (None, Some(identity)) = (&pair, identity(item)) {
            *pair = take(&|other| self::identity(other).as_ref() == Some(&identity));
        }
    }
    let are_objects = || theirs.iter().chain(ours).all(Value::is_object);
    if ours.len() == theirs.len() && are_objects() {
        for (pair, item) in pairs.iter_mut().zip(&new) {
            if pair.is_none() && identity(item).is_none() {
                *pair = take(&|other| identity(other).is_none());
            }
        }
    }
    pairs
}

fn identity(item: &Value) -> Option<Vec<&Value>> {
    let mut identities = IDENTITIES.iter();
    identities.find_map(|names| names.iter().map(|name| item.get(name)).collect())
}
