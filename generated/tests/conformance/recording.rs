//! Reads the file of recordings.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

/// The path of the recordings, relative to this crate. They are not part of the project.
const FILE: &str = "../../shared/conformance/wire.json";

#[derive(Deserialize)]
struct File {
    recordings: Vec<Recording>,
}

/// One call: the request that was sent, and the result for the sample response.
#[derive(Deserialize)]
pub(crate) struct Recording {
    /// The group and the method: `group.method`.
    pub(crate) operation: String,
    /// Identifies a recording among those of the operation.
    pub(crate) case: String,
    /// The arguments of the call. Recordings of client options differ only in these.
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
    /// The group of the operation.
    pub(crate) fn group(&self) -> &str {
        self.operation.split('.').next().unwrap_or_default()
    }

    /// The name of the recording in messages.
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

/// The recorded headers.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Headers {
    pub(crate) accept: Option<String>,
    pub(crate) authorization: Option<String>,
    pub(crate) content_type: Option<String>,
}

/// Reads all recordings. Returns `None` if the file does not exist.
pub(crate) fn all() -> Option<Vec<Recording>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: there is no {FILE} beside this project");
        return None;
    };
    let file: File = serde_json::from_str(&text).unwrap();
    Some(file.recordings)
}
