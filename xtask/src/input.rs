//! Reads the document, the overlays and the settings that the options select into an [`Input`].

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sdk_generator::source::Source;
use sdk_generator::{Files, Input};

use crate::Failure;
use crate::cli::InputOptions;

/// The default overlays, in the order in which they are applied.
const OVERLAYS: &[&str] = &["legacy-rules.yaml", "corrections.yaml", "sdk.yaml"];

/// The root of the workspace in which xtask was built, or the current directory if that has moved.
pub(crate) fn project() -> PathBuf {
    let built = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let root = built.parent().unwrap_or(&built).to_path_buf();
    let root = if root.join("spec").is_dir() {
        root
    } else {
        PathBuf::from(".")
    };
    relative(&root)
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

/// The directory of the SDK: the value of `--out`, else `generated/` in the project.
pub(crate) fn output_directory(out: Option<&Path>) -> PathBuf {
    out.map_or_else(|| project().join("generated"), Path::to_path_buf)
}

/// Whether the directory is the project's `generated/`, which has hand-written files beside the
/// emitted ones.
fn has_hand_written_files(directory: &Path) -> bool {
    let canonical = |path: &Path| fs::canonicalize(path).ok();
    let generated = canonical(&project().join("generated"));
    generated.is_some() && generated == canonical(directory)
}

/// Reads every file that the options select. `directory` is where the SDK is or will be.
///
/// # Errors
///
/// If files cannot be read, a message that lists all of them.
pub(crate) fn read(
    options: &InputOptions,
    crate_name: Option<String>,
    directory: &Path,
) -> Result<Input, Failure> {
    let spec = project().join("spec");
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
    let path = match &options.spec {
        Some(path) => path.clone(),
        None => spec.join("codat-platform.yaml"),
    };
    let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
    let document = read(&path);
    let overlays: Vec<_> = overlays(options, &spec)
        .iter()
        .filter_map(|path| read(path))
        .collect();
    let settings = read(&spec.join("sdk.toml"));
    // names.yaml does not exist before the first release.
    let names = spec.join("names.yaml");
    let names = if names.exists() { read(&names) } else { None };
    match document {
        Some(spec) if problems.is_empty() => Ok(Input {
            spec,
            overlays,
            settings,
            names,
            files: Arc::new(Beside(folder)),
            tags: options.tag.clone(),
            crate_name,
            hand_written_files: has_hand_written_files(directory),
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

fn overlays(options: &InputOptions, spec: &Path) -> Vec<PathBuf> {
    if options.no_overlays {
        Vec::new()
    } else if options.overlay.is_empty() {
        OVERLAYS
            .iter()
            .map(|name| spec.join("overlays").join(name))
            .collect()
    } else {
        options.overlay.clone()
    }
}
