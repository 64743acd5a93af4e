//! Files to [`Input`]: which document, overlays and settings a command works on.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sdk_generator::Input;
use sdk_generator::source::Source;

use crate::Failure;
use crate::cli::InputOptions;

/// The overlays of the project, in their order.
const OVERLAYS: &[&str] = &["legacy-rules.yaml", "corrections.yaml", "sdk.yaml"];

/// The project's folder: the workspace that xtask was built in, or the current folder where that has moved.
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

/// The path as a person in the current folder would write it, so that messages are short.
pub(crate) fn relative(path: &Path) -> PathBuf {
    let current = env::current_dir().unwrap_or_default();
    match path.strip_prefix(&current) {
        Ok(inner) if inner.as_os_str().is_empty() => PathBuf::from("."),
        Ok(inner) => inner.to_path_buf(),
        Err(_) => path.to_path_buf(),
    }
}

/// Where the SDK goes, or is: what the option says, or its home in the project.
pub(crate) fn place(out: Option<&Path>) -> PathBuf {
    out.map_or_else(|| project().join("generated"), Path::to_path_buf)
}

/// Whether a place is the SDK's home, where files that are written by hand stand beside the emitted ones.
fn is_home(place: &Path) -> bool {
    let whole = |path: &Path| fs::canonicalize(path).ok();
    let home = whole(&project().join("generated"));
    home.is_some() && home == whole(place)
}

/// Reads the files that the options name, or the project's, for an SDK at this place.
pub(crate) fn input(
    options: &InputOptions,
    crate_name: Option<String>,
    place: &Path,
) -> Result<Input, Failure> {
    let spec = project().join("spec");
    let mut problems = Vec::new();
    let mut read = |path: &Path| match fs::read_to_string(path) {
        Ok(text) => Some(Arc::new(Source {
            path: shown(path),
            text,
        })),
        Err(error) => {
            problems.push(format!("error: {} can't be read: {error}", shown(path)));
            None
        }
    };
    let document = match &options.spec {
        Some(path) => read(path),
        None => read(&spec.join("codat-platform.yaml")),
    };
    let overlays: Vec<PathBuf> = match (options.no_overlays, options.overlay.as_slice()) {
        (true, _) => Vec::new(),
        (false, []) => OVERLAYS
            .iter()
            .map(|name| spec.join("overlays").join(name))
            .collect(),
        (false, given) => given.to_vec(),
    };
    let overlays: Vec<_> = overlays.iter().filter_map(|path| read(path)).collect();
    let settings = read(&spec.join("sdk.toml"));
    // Not there before the first release.
    let names = spec.join("names.yaml");
    let names = if names.exists() { read(&names) } else { None };
    match document {
        Some(spec) if problems.is_empty() => Ok(Input {
            spec,
            overlays,
            settings,
            names,
            tags: options.tag.clone(),
            crate_name,
            in_place: is_home(place),
        }),
        _ => Err(problems.join("\n")),
    }
}

fn shown(path: &Path) -> String {
    let path = path.strip_prefix(".").unwrap_or(path);
    path.to_string_lossy().replace('\\', "/")
}
