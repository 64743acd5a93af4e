//! Waiters: operations whose response says whether the server has finished something.

use serde::{Deserialize, Serialize};

/// When the server has finished: the value of the waiter extension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaiterRule {
    /// The path of the response property, with dots between names. `*` stands for all properties or
    /// items.
    pub property: String,
    /// The values that mean success.
    pub done: Vec<String>,
    /// The values that mean failure.
    #[serde(default)]
    pub failed: Vec<String>,
}

impl WaiterRule {
    /// The parts of the path.
    pub fn path(&self) -> impl Iterator<Item = &str> {
        self.property.split('.')
    }
}
