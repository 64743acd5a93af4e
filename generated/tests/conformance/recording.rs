//! The recordings, as the file has them.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

/// Where the recordings are, from this crate. They are no part of the project.
const FILE: &str = "../../shared/conformance/wire.json";

#[derive(Deserialize)]
struct File {
    recordings: Vec<Recording>,
}

/// One call: what was sent, and what came of the sample answer.
#[derive(Deserialize)]
pub(crate) struct Recording {
    /// The group and its method, with a dot between.
    pub(crate) operation: String,
    /// Tells the recordings of one operation apart.
    pub(crate) case: String,
    /// What the call was made with. Recordings of the client's options are told apart by it alone.
    pub(crate) arguments: BTreeMap<String, String>,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: Headers,
    pub(crate) has_body: bool,
    pub(crate) body: Value,
    pub(crate) operation_id: Option<String>,
    pub(crate) success_status: Option<u16>,
    pub(crate) documented_errors: Option<BTreeMap<String, String>>,
    pub(crate) returned: Value,
}

impl Recording {
    /// The group of operations that it belongs to.
    pub(crate) fn group(&self) -> &str {
        self.operation.split('.').next().unwrap_or_default()
    }

    /// Its name in what is printed.
    pub(crate) fn name(&self) -> String {
        let code = self.arguments.get("code").map(|code| format!(" ({code})"));
        format!(
            "{}, {}{}",
            self.operation,
            self.case,
            code.unwrap_or_default()
        )
    }
}

/// The headers that were recorded.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Headers {
    pub(crate) accept: Option<String>,
    pub(crate) authorization: Option<String>,
    pub(crate) content_type: Option<String>,
}

/// All recordings, or `None` where the file is not.
pub(crate) fn all() -> Option<Vec<Recording>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: there is no {FILE} beside this project");
        return None;
    };
    let file: File = serde_json::from_str(&text).unwrap();
    Some(file.recordings)
}
