//! The SDKs of the workspace. Each is a folder with an `sdk.toml`, which names the document, the
//! overlays and the directory of the crate: `spec/`, and the folders in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sdk_generator::SdkFiles;
use sdk_generator::diagnostics::Diagnostics;
use sdk_generator::source::Source;

use crate::input::{project, shown};
use crate::{Failure, report};

/// The file with the settings of an SDK.
pub(crate) const SETTINGS: &str = "sdk.toml";

/// An SDK of the workspace.
#[derive(Debug, Clone)]
pub(crate) struct Sdk {
    /// The folder of `sdk.toml`.
    pub(crate) folder: PathBuf,
    /// `sdk.toml`.
    pub(crate) settings: Arc<Source>,
    files: SdkFiles,
}

impl Sdk {
    /// The SDK in a folder, or `None` if the folder has no `sdk.toml`.
    fn read(folder: PathBuf) -> Result<Option<Self>, Failure> {
        let path = folder.join(SETTINGS);
        if !path.exists() {
            return Ok(None);
        }
        let text = fs::read_to_string(&path)
            .map_err(|error| format!("error: cannot read {}: {error}", shown(&path)))?;
        let settings = Arc::new(Source {
            path: shown(&path),
            text,
        });
        let mut diagnostics = Diagnostics::new();
        let files = SdkFiles::read(&settings, &mut diagnostics)
            .map_err(|failed| report::failure(failed.into(), &diagnostics, false))?;
        Ok(Some(Self {
            folder,
            settings,
            files,
        }))
    }

    /// The name of the crate.
    pub(crate) fn name(&self) -> &str {
        &self.files.crate_name
    }

    /// The OpenAPI document.
    pub(crate) fn document(&self) -> PathBuf {
        self.folder.join(&self.files.document)
    }

    /// The overlays, in the order in which they are applied.
    pub(crate) fn overlays(&self) -> Vec<PathBuf> {
        let overlays = self.files.overlays.iter();
        overlays.map(|path| self.folder.join(path)).collect()
    }

    /// The directory of the crate.
    pub(crate) fn directory(&self) -> PathBuf {
        resolved(&self.folder, Path::new(&self.files.directory))
    }

    /// The file with the names of released types. It does not exist before the first release.
    pub(crate) fn names(&self) -> PathBuf {
        self.folder.join("names.yaml")
    }

    /// The file with the public API of the last release. It does not exist before that.
    pub(crate) fn public_api(&self) -> PathBuf {
        self.folder.join("public-api.txt")
    }
}

/// The path relative to the folder, with `..` applied to the names in front of it, so that messages
/// show `generated` and not `spec/../generated`.
fn resolved(folder: &Path, path: &Path) -> PathBuf {
    let mut result = folder.to_path_buf();
    for component in path.components() {
        if component.as_os_str() == ".." && result.file_name().is_some() {
            result.pop();
        } else {
            result.push(component);
        }
    }
    if result.as_os_str().is_empty() {
        result.push(".");
    }
    result
}

/// The folders that can have an `sdk.toml`: `spec/` first, then those in it, by name.
fn folders(spec: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(spec).into_iter().flatten();
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut inner: Vec<_> = paths.filter(|path| path.is_dir()).collect();
    inner.sort();
    inner.insert(0, spec.to_path_buf());
    inner
}

/// Whether the folder, or one in it, has an `sdk.toml`.
pub(crate) fn has_sdks(spec: &Path) -> bool {
    folders(spec)
        .iter()
        .any(|path| path.join(SETTINGS).exists())
}

/// All SDKs: the one in `spec/` first, then those in its folders, by name.
///
/// # Errors
///
/// All `sdk.toml` that cannot be read or are invalid, and SDKs with equal names or directories.
pub(crate) fn all() -> Result<Vec<Sdk>, Failure> {
    let mut sdks: Vec<Sdk> = Vec::new();
    let mut problems = Vec::new();
    for folder in folders(&project().join("spec")) {
        match Sdk::read(folder) {
            Ok(Some(sdk)) => {
                problems.extend(sdks.iter().find_map(|other| conflict(other, &sdk)));
                sdks.push(sdk);
            }
            Ok(None) => {}
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() {
        Ok(sdks)
    } else {
        Err(problems.join("\n"))
    }
}

/// What two SDKs must not share.
fn conflict(one: &Sdk, other: &Sdk) -> Option<Failure> {
    let [first, second] = [&one.settings.path, &other.settings.path];
    if one.name() == other.name() {
        let name = one.name();
        return Some(format!(
            "error: {first} and {second} have the same `crate.name`: {name}"
        ));
    }
    (one.directory() == other.directory()).then(|| {
        let directory = shown(&one.directory());
        format!("error: {first} and {second} have the same `crate.directory`: {directory}")
    })
}

/// The SDK with this crate name, or all.
///
/// # Errors
///
/// Those of [`all`], and a name that no SDK has.
pub(crate) fn select(name: Option<&str>) -> Result<Vec<Sdk>, Failure> {
    let mut sdks = all()?;
    let Some(name) = name else {
        return Ok(sdks);
    };
    let names: Vec<_> = sdks.iter().map(|sdk| format!("`{}`", sdk.name())).collect();
    let known = names.join(", ");
    sdks.retain(|sdk| sdk.name() == name);
    if sdks.is_empty() {
        return Err(format!(
            "error: no SDK is named `{name}`; there are {known}"
        ));
    }
    Ok(sdks)
}
