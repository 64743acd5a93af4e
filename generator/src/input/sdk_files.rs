//! Where the files of an SDK are, as its `sdk.toml` says. The generator itself reads no files: the
//! caller reads those that [`SdkFiles`] names and passes their texts in [`Input`](super::Input).

use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Failed};
use crate::input::Settings;
use crate::pointer::Pointer;
use crate::source_file::Source;

/// The files of an SDK. All paths are relative to the folder of `sdk.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SdkFiles {
    /// `crate.name`: the name of the crate, which identifies the SDK.
    pub crate_name: String,
    /// `document.file`: the OpenAPI document.
    pub document: String,
    /// `document.overlays`: the overlays, in the order in which they are applied.
    pub overlays: Vec<String>,
    /// `crate.directory`: the directory of the crate.
    pub directory: String,
}

impl SdkFiles {
    /// Reads the files of an SDK from its `sdk.toml`.
    ///
    /// # Errors
    ///
    /// [`Failed`] if the settings are invalid, or `crate.name`, `document.file` or
    /// `crate.directory` is missing; the diagnostics say why.
    pub fn read(source: &Arc<Source>, diagnostics: &mut Diagnostics) -> Result<Self, Failed> {
        let settings = Settings::read(source, diagnostics)?;
        let mut required = |setting: &str, value: Option<String>| {
            if value.is_none() {
                let message = format!(
                    "`{setting}` is missing; an SDK of the workspace needs `crate.name`, `crate.directory` and `document.file`"
                );
                diagnostics.push(Diagnostic::new(
                    Code::Settings,
                    source,
                    &Pointer::root(),
                    message,
                ));
            }
            value
        };
        let crate_name = required("crate.name", settings.package.name);
        let directory = required("crate.directory", settings.package.directory);
        let document = required("document.file", settings.document.file);
        match (crate_name, directory, document) {
            (Some(crate_name), Some(directory), Some(document)) => Ok(Self {
                crate_name,
                document,
                overlays: settings.document.overlays,
                directory,
            }),
            _ => Err(Failed),
        }
    }
}
