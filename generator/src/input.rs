//! The input of a generation: the document, its overlays, and what OpenAPI cannot express.
//!
//! The texts are read by the caller. [`Input::settings`] and [`Input::names`] parse the two files
//! that are not OpenAPI.

mod crate_name;
mod pins;
mod renames;
mod sdk_files;
mod settings;

use std::sync::Arc;

use crate::diagnostics::{Diagnostics, Failed};
use crate::files::Files;
use crate::source::{self, Document};
use crate::source_file::Source;

pub use crate_name::check_crate_name;
pub(crate) use crate_name::default_crate_name;
pub(crate) use pins::Names;
pub use pins::Pins;
pub(crate) use renames::{Rename, RenameKind, Renames};
pub use sdk_files::SdkFiles;
pub(crate) use settings::{AuthSettings, Encoding, EventSettings, ExactFormat, Settings};

/// What an SDK is generated from.
#[derive(Debug, Clone)]
pub struct Input {
    /// The OpenAPI document.
    pub spec: Arc<Source>,
    /// The overlays, in the order in which they are applied.
    pub overlays: Vec<Arc<Source>>,
    /// The files that the document refers to, by paths relative to its folder.
    pub files: Arc<dyn Files>,
    /// `sdk.toml`. Without it, every setting is inferred from the document.
    pub settings: Option<Arc<Source>>,
    /// `names.yaml`: the names of released types, and those that the SDK keeps as aliases. Without it,
    /// there are none.
    pub names: Option<Arc<Source>>,
    /// Generates only operations with one of these tags; all if empty.
    pub tags: Vec<String>,
    /// The name of the crate, instead of the one in the settings.
    pub crate_name: Option<String>,
    /// Whether the SDK is emitted beside the hand-written files that the settings name: benches, a
    /// guide, and tests with dependencies of their own. An SDK that is emitted elsewhere does not
    /// refer to them.
    pub hand_written_files: bool,
    /// Whether parts of the document with errors are left out, if the error is in an operation, a
    /// parameter or a schema. `docs/diagnostics.md` has the rules. Each is reported as a warning,
    /// and the README of the SDK lists them. Otherwise such an error ends the generation.
    pub skip_unsupported: bool,
}

impl Input {
    /// The document and all overlays as they are written. All are read, so that one run reports the
    /// problems of all of them.
    ///
    /// # Errors
    ///
    /// [`Failed`] if one is neither YAML nor JSON; the diagnostics say why.
    pub(crate) fn documents(
        &self,
        diagnostics: &mut Diagnostics,
    ) -> Result<(Document, Vec<Document>), Failed> {
        let document = source::read(Arc::clone(&self.spec), diagnostics);
        let overlays: Vec<_> = self
            .overlays
            .iter()
            .map(|overlay| source::read(Arc::clone(overlay), diagnostics))
            .collect();
        Ok((document?, overlays.into_iter().collect::<Result<_, _>>()?))
    }

    /// The settings of the file, or the defaults.
    ///
    /// # Errors
    ///
    /// [`Failed`] if the file is invalid; the diagnostics say why.
    pub(crate) fn settings(&self, diagnostics: &mut Diagnostics) -> Result<Settings, Failed> {
        match &self.settings {
            Some(source) => Settings::read(source, diagnostics),
            None => Ok(Settings::default()),
        }
    }

    /// The pinned and the renamed names.
    ///
    /// # Errors
    ///
    /// [`Failed`] if the file is invalid; the diagnostics say why.
    pub(crate) fn names(&self, diagnostics: &mut Diagnostics) -> Result<Names, Failed> {
        let mut names = match &self.names {
            Some(source) => Names::read(source, diagnostics)?,
            None => Names::default(),
        };
        names.renames.is_partial = !self.tags.is_empty() || self.skip_unsupported;
        Ok(names)
    }

    /// The settings with the overrides of the caller.
    pub(crate) fn overridden(&self, mut settings: Settings) -> Settings {
        if let Some(name) = &self.crate_name {
            settings.package.name = Some(name.clone());
        }
        if !self.hand_written_files {
            settings.package.dev_dependencies.clear();
            settings.package.benches.clear();
            settings.package.guides.clear();
            settings.events.guide = None;
        }
        settings
    }
}
