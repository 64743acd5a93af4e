//! The security of an API with several schemes, alternatives, combinations or exceptions.
//!
//! Each operation has alternatives, and each of them is a combination of schemes. The first
//! alternative for which the client has all credentials is used. An alternative without schemes
//! means that the operation needs no credential. It comes last, so that an optional credential is
//! sent if the client has it.

use http::HeaderName;

use crate::runtime::auth::credential::Security;

/// Combinations of schemes, each of which is sufficient. Empty if no credential is required.
pub type Alternatives = &'static [&'static [&'static str]];

/// The security requirements of an API.
#[derive(Debug)]
pub struct Requirements {
    /// The alternatives of operations that are not listed below.
    pub default: Alternatives,
    /// The alternatives of other operations by their ids, in the order of ids.
    pub operations: &'static [(&'static str, Alternatives)],
    /// The headers that carry credentials, in lower case.
    pub headers: &'static [&'static str],
}

impl Requirements {
    fn of(&self, operation: &str) -> Alternatives {
        let found = self
            .operations
            .binary_search_by(|(known, _)| (*known).cmp(operation));
        let own = found.ok().and_then(|index| self.operations.get(index));
        own.map_or(self.default, |(_, alternatives)| alternatives)
    }

    fn is_optional(alternatives: Alternatives) -> bool {
        alternatives.iter().any(|schemes| schemes.is_empty()) || alternatives.is_empty()
    }
}

impl Security for Requirements {
    fn schemes(
        &self,
        operation: &str,
        has: &dyn Fn(&str) -> bool,
    ) -> Result<&'static [&'static str], String> {
        let alternatives = self.of(operation);
        let mut required = alternatives.iter().filter(|schemes| !schemes.is_empty());
        if let Some(schemes) = required.find(|schemes| schemes.iter().all(|scheme| has(scheme))) {
            return Ok(schemes);
        }
        if Self::is_optional(alternatives) {
            return Ok(&[]);
        }
        let choices: Vec<String> = alternatives
            .iter()
            .map(|schemes| format!("`{}`", schemes.join("` and `")))
            .collect();
        Err(format!(
            "the client has no credential for the security scheme {}",
            choices.join(", or ")
        ))
    }

    fn missing(&self) -> Option<&'static str> {
        let mut all = self
            .operations
            .iter()
            .map(|(_, alternatives)| *alternatives);
        let is_required = |alternatives| !Self::is_optional(alternatives);
        (is_required(self.default) && all.all(is_required)).then_some("there are no credentials")
    }

    fn carries(&self, header: &HeaderName) -> bool {
        self.headers.iter().any(|known| header == known)
    }
}
