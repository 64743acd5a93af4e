//! Members that the API requires: what is missing is found before a body is sent.
//!
//! A model reports its own members and goes into those that are models too. Each is named by its wire path.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::runtime::call::Call;

impl Call {
    /// A JSON body that must have its required members. Those that are missing are reported when the call is sent.
    pub fn checked_json<T: Serialize + Required + ?Sized>(mut self, body: &T) -> Self {
        let mut missing = Missing::default();
        body.missing(&mut missing);
        if !missing.paths.is_empty() {
            self.problems.push(format!(
                "required and missing: {}",
                missing.paths.join(", ")
            ));
        }
        self.json(body)
    }
}

/// A model that knows which of its members the API requires.
pub trait Required {
    /// Reports the required members that are missing.
    fn missing(&self, missing: &mut Missing);
}

/// The required members that are missing so far, and where in the body the search is.
#[derive(Debug, Default)]
pub struct Missing {
    at: String,
    paths: Vec<String>,
}

impl Missing {
    /// A required member, and whether it is there.
    pub fn require(&mut self, name: &str, present: bool) {
        if !present {
            self.step(name, |missing| missing.paths.push(missing.at.clone()));
        }
    }

    /// A member that may have required members of its own.
    pub fn within<T: Required + ?Sized>(&mut self, name: &str, value: &T) {
        self.step(name, |missing| value.missing(missing));
    }

    fn step(&mut self, name: &str, search: impl FnOnce(&mut Self)) {
        let length = self.at.len();
        if !self.at.is_empty() {
            self.at.push('.');
        }
        self.at.push_str(name);
        search(self);
        self.at.truncate(length);
    }
}

impl<T: Required> Required for Option<T> {
    fn missing(&self, missing: &mut Missing) {
        if let Some(value) = self {
            value.missing(missing);
        }
    }
}

impl<T: Required + ?Sized> Required for Box<T> {
    fn missing(&self, missing: &mut Missing) {
        (**self).missing(missing);
    }
}

impl<T: Required> Required for Vec<T> {
    fn missing(&self, missing: &mut Missing) {
        for (index, value) in self.iter().enumerate() {
            let length = missing.at.len();
            missing.at.push_str(&format!("[{index}]"));
            value.missing(missing);
            missing.at.truncate(length);
        }
    }
}

impl<T: Required> Required for BTreeMap<String, T> {
    fn missing(&self, missing: &mut Missing) {
        for (key, value) in self {
            missing.within(key, value);
        }
    }
}
