//! Distinct names for everything in one scope.
//!
//! Each item has a list of possible names, from short to long. If several items claim the same
//! name, at most one of them keeps it, and the others use their next longer name. The last name of
//! an item has a hash of its identity, so there is always one left. The result depends only on the
//! set of items, never on their order.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::short_hash;

/// An item that needs a name.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    /// Its names, the preferred one first.
    pub(crate) names: Vec<String>,
    /// What distinguishes it from all others, such as its location.
    pub(crate) identity: String,
    /// Its precedence: the lowest one keeps a name.
    pub(crate) rank: u8,
    /// Whether it keeps a name that another item of the same precedence claims too.
    pub(crate) keeps: bool,
}

impl Claim {
    /// A claim that keeps its name if it is the most usual spelling of the items that claim it.
    pub(crate) fn new(identity: impl Into<String>, names: Vec<String>) -> Self {
        Self {
            names,
            identity: identity.into(),
            rank: 0,
            keeps: true,
        }
    }

    fn name(&self, level: usize) -> String {
        match (self.names.get(level), self.names.last()) {
            (Some(name), _) => name.clone(),
            (None, last) => {
                let last = last.map_or("", String::as_str);
                format!("{last} {}", short_hash(&self.identity))
            }
        }
    }

    /// The most usual spelling first: lower case before upper case, then fewer characters.
    fn order(&self) -> (bool, usize, &str) {
        let has_upper = self.identity.contains(char::is_uppercase);
        (has_upper, self.identity.len(), &self.identity)
    }
}

/// A name that several items claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contest {
    /// The name in Rust.
    pub(crate) key: String,
    /// The indices of the items, one of which may have the name.
    pub(crate) claimants: Vec<usize>,
}

/// The words of the name of each item, and the names that several items claimed. `key` is the name
/// in Rust that words become; no two items have the same key.
pub(crate) fn settle(
    claims: &[Claim],
    key: impl Fn(&str) -> String,
) -> (Vec<String>, Vec<Contest>) {
    let mut levels = vec![0_usize; claims.len()];
    let mut contests: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    loop {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, (claim, level)) in claims.iter().zip(&levels).enumerate() {
            groups
                .entry(key(&claim.name(*level)))
                .or_default()
                .push(index);
        }
        groups.retain(|_, claimants| claimants.len() > 1);
        if groups.is_empty() {
            break;
        }
        let mut has_moved = false;
        for (name, claimants) in groups {
            contests
                .entry(name)
                .or_default()
                .extend(claimants.iter().copied());
            let winner = winner(claims, &levels, &claimants);
            for index in claimants.into_iter().filter(|index| Some(*index) != winner) {
                let (Some(level), Some(claim)) = (levels.get_mut(index), claims.get(index)) else {
                    continue;
                };
                // Beyond the last name there is only the hash.
                has_moved |= *level <= claim.names.len();
                *level += 1;
            }
        }
        if !has_moved {
            break;
        }
    }
    let names = claims
        .iter()
        .zip(&levels)
        .map(|(claim, level)| claim.name(*level));
    let contests = contests.into_iter().map(|(key, claimants)| Contest {
        key,
        claimants: claimants.into_iter().collect(),
    });
    (names.collect(), contests.collect())
}

/// The claimant that keeps the name, if there is one.
fn winner(claims: &[Claim], levels: &[usize], claimants: &[usize]) -> Option<usize> {
    let standing = |index: usize| {
        let (claim, level) = (claims.get(index)?, levels.get(index)?);
        Some((claim.rank, *level, claim))
    };
    let mut standings: Vec<_> = claimants
        .iter()
        .filter_map(|index| Some((*index, standing(*index)?)))
        .collect();
    standings.sort_by(|(_, (a_rank, a_level, a)), (_, (b_rank, b_level, b))| {
        (a_rank, a_level, a.order()).cmp(&(b_rank, b_level, b.order()))
    });
    let (first, (rank, level, claim)) = standings.first()?;
    let is_alone = standings
        .get(1)
        .is_none_or(|(_, (other, other_level, _))| (other, other_level) != (rank, level));
    (is_alone || claim.keeps).then_some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(names: &[&str], rank: u8, keeps: bool) -> Claim {
        Claim {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            identity: names.concat(),
            rank,
            keeps,
        }
    }

    fn settled(claims: &[Claim]) -> Vec<String> {
        settle(claims, str::to_lowercase).0
    }

    #[test]
    fn the_lowest_rank_keeps_a_name_and_equal_ones_keep_it_only_if_they_may() {
        let claims = [
            claim(&["a", "x a"], 1, false),
            claim(&["A"], 0, false),
            claim(&["b", "x b"], 1, false),
            claim(&["b", "y b"], 1, false),
            claim(&["c", "x c"], 1, true),
            claim(&["c", "y c"], 1, true),
        ];
        assert_eq!(settled(&claims), ["x a", "A", "x b", "y b", "c", "y c"]);
    }

    #[test]
    fn the_order_of_the_items_has_no_effect() {
        let mut claims = vec![
            claim(&["a", "b"], 1, true),
            claim(&["A", "c"], 1, true),
            claim(&["b"], 1, true),
            claim(&["c", "b"], 1, false),
        ];
        let pairs = |claims: &[Claim]| -> BTreeMap<String, String> {
            let identities = claims.iter().map(|claim| claim.identity.clone());
            identities.zip(settled(claims)).collect()
        };
        let expected = pairs(&claims);
        let distinct: BTreeSet<String> =
            expected.values().map(|name| name.to_lowercase()).collect();
        assert_eq!(distinct.len(), claims.len());
        for _ in 0..claims.len() {
            claims.rotate_left(1);
            assert_eq!(pairs(&claims), expected);
        }
        claims.reverse();
        assert_eq!(pairs(&claims), expected);
    }

    #[test]
    fn an_item_without_another_name_gets_a_hash_of_its_identity() {
        let mut claims = [claim(&["a"], 0, true), claim(&["a"], 0, true)];
        claims[1].identity = "other".to_owned();
        let hash = format!("a {}", short_hash("other"));
        assert_eq!(settled(&claims), ["a".to_owned(), hash]);
    }
}
