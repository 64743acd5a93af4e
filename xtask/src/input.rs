//! Reads the document, the overlays and the settings that the options select into an [`Input`]: those
//! of the SDKs of the workspace, or files that the options name instead.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sdk_generator::source::Source;
use sdk_generator::{Files, Input};

use crate::Failure;
use crate::cli::InputOptions;
use crate::sdks::{self, Sdk};

/// The root of the workspace: the nearest folder above the current directory that has SDKs in
/// `spec/`, or the workspace in which xtask was built.
pub(crate) fn project() -> PathBuf {
    let current = env::current_dir().unwrap_or_default();
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    let root = current
        .ancestors()
        .chain(built)
        .find(|folder| sdks::has_sdks(&folder.join("spec")));
    root.map_or_else(|| PathBuf::from("."), relative)
}

/// Shortens a path below the current directory to a relative one.
fn relative(path: &Path) -> PathBuf {
    let current = env::current_dir().unwrap_or_default();
    match path.strip_prefix(&current) {
        Ok(inner) if inner.as_os_str().is_empty() => PathBuf::from("."),
        Ok(inner) => inner.to_path_buf(),
        Err(_) => path.to_path_buf(),
    }
}

/// The path as messages print it: relative to the current directory, with `/`.
pub(crate) fn shown(path: &Path) -> String {
    let path = relative(path);
    let path = path.strip_prefix(".").unwrap_or(&path);
    path.to_string_lossy().replace('\\', "/")
}

/// What a command works on: an input of the generator, and where its SDK is or will be.
#[derive(Debug)]
pub(crate) struct Target {
    pub(crate) input: Input,
    pub(crate) directory: PathBuf,
    /// `names.yaml` of the SDK.
    pub(crate) names: PathBuf,
}

/// Reads the inputs that the options select: those of all SDKs of the workspace, or of one.
///
/// # Errors
///
/// - Several SDKs, and options that apply to one.
/// - Files that cannot be read: a message that lists all of them.
pub(crate) fn targets(
    options: &InputOptions,
    crate_name: Option<&str>,
    out: Option<&Path>,
) -> Result<Vec<Target>, Failure> {
    let mut sdks = sdks::select(options.sdk.as_deref())?;
    if options.spec.is_some() {
        sdks.truncate(1);
    }
    let is_specific = !options.overlay.is_empty() || out.is_some() || crate_name.is_some();
    if sdks.len() > 1 && is_specific {
        return Err(
            "error: `--overlay`, `--out` and `--crate-name` need `--sdk` if there are several SDKs"
                .to_owned(),
        );
    }
    let mut problems = Vec::new();
    let mut targets = Vec::new();
    for sdk in &sdks {
        let directory = out.map_or_else(|| sdk.directory(), Path::to_path_buf);
        match read(options, Some(sdk), crate_name, &directory) {
            Ok(input) => targets.push(Target {
                input,
                directory,
                names: sdk.names(),
            }),
            Err(problem) => problems.push(problem),
        }
    }
    if targets.is_empty() && problems.is_empty() {
        problems.push("error: spec/ has no sdk.toml".to_owned());
    }
    if problems.is_empty() {
        Ok(targets)
    } else {
        Err(problems.join("\n"))
    }
}

/// The only input that the options select.
///
/// # Errors
///
/// Those of [`targets`], and several SDKs without `--sdk`.
pub(crate) fn single(options: &InputOptions) -> Result<Input, Failure> {
    let mut targets = targets(options, None, None)?;
    match (targets.pop(), targets.is_empty()) {
        (Some(target), true) => Ok(target.input),
        _ => Err("error: there are several SDKs; select one with `--sdk`".to_owned()),
    }
}

/// Whether the directory is that of the SDK, which has hand-written files beside the emitted ones.
fn has_hand_written_files(sdk: &Sdk, directory: &Path) -> bool {
    let own = sdk.directory();
    let canonical = |path: &Path| fs::canonicalize(path).ok();
    // Neither exists before the first generation.
    own == directory || canonical(&own).is_some_and(|own| canonical(directory) == Some(own))
}

/// Reads every file that the options select. `directory` is where the SDK is or will be. Without an
/// SDK, there are no settings, and the options name the document.
///
/// # Errors
///
/// If files cannot be read, a message that lists all of them.
pub(crate) fn read(
    options: &InputOptions,
    sdk: Option<&Sdk>,
    crate_name: Option<&str>,
    directory: &Path,
) -> Result<Input, Failure> {
    let mut problems = Vec::new();
    let mut read = |path: &Path| match fs::read_to_string(path) {
        Ok(text) => Some(Arc::new(Source {
            path: shown(path),
            text,
        })),
        Err(error) => {
            problems.push(format!("error: cannot read {}: {error}", shown(path)));
            None
        }
    };
    let path = options.spec.clone().or_else(|| Some(sdk?.document()));
    let path = path.ok_or("error: no document is selected; name one with `--spec`")?;
    let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
    let document = read(&path);
    let overlays: Vec<_> = overlays(options, sdk)
        .iter()
        .filter_map(|path| read(path))
        .collect();
    let names = sdk.map(Sdk::names).filter(|names| names.exists());
    let names = names.and_then(|names| read(&names));
    match document {
        Some(spec) if problems.is_empty() => Ok(Input {
            spec,
            overlays,
            settings: sdk.map(|sdk| sdk.settings.clone()),
            names,
            files: Arc::new(Beside(folder)),
            tags: options.tag.clone(),
            crate_name: crate_name.map(str::to_owned),
            hand_written_files: sdk.is_some_and(|sdk| has_hand_written_files(sdk, directory)),
            skip_unsupported: options.skip_unsupported,
        }),
        _ => Err(problems.join("\n")),
    }
}

/// The files in the folder of the document, to which it may refer.
#[derive(Debug)]
struct Beside(PathBuf);

impl Files for Beside {
    fn read(&self, path: &str) -> io::Result<String> {
        fs::read_to_string(self.0.join(path))
    }
}

fn overlays(options: &InputOptions, sdk: Option<&Sdk>) -> Vec<PathBuf> {
    if options.no_overlays {
        Vec::new()
    } else if options.overlay.is_empty() {
        sdk.map(Sdk::overlays).unwrap_or_default()
    } else {
        options.overlay.clone()
    }
}
