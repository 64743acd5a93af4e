//! Finds the overlay actions that have no effect on the new document.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sdk_generator::Input;
use sdk_generator::diagnostics::{Code, Diagnostics};
use sdk_generator::source::Source;
use serde_json::Value;

use crate::Failure;
use crate::yaml;

/// An action that has no effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StaleAction {
    /// The overlay.
    pub(super) path: String,
    /// The line of the action.
    pub(super) line: usize,
    pub(super) target: String,
    /// Whether the document already is as the action makes it. Otherwise, its location is gone.
    pub(super) is_made: bool,
}

/// The overlays without the actions that have no effect.
#[derive(Debug)]
pub(super) struct Overlays {
    pub(super) stale: Vec<StaleAction>,
    /// The overlays to write, by path. `None` if no action is left.
    pub(super) changed: Vec<(PathBuf, Option<String>)>,
    /// The overlays to generate with: also without the actions whose location is gone.
    pub(super) effective: Vec<Arc<Source>>,
}

/// Applies the overlays of an input to its document, and takes out the actions without effect.
///
/// # Errors
///
/// An overlay whose text cannot be changed.
pub(super) fn without_stale(input: &Input, paths: &[PathBuf]) -> Result<Overlays, Failure> {
    let mut found = Overlays {
        stale: Vec::new(),
        changed: Vec::new(),
        effective: Vec::new(),
    };
    let mut diagnostics = Diagnostics::new();
    // Other errors are reported when the SDK is generated.
    let _ = sdk_generator::api(input, &mut diagnostics, &mut |_| (), &mut |_, _| ());
    for (overlay, path) in input.overlays.iter().zip(paths) {
        let stale = stale(overlay, &diagnostics);
        let made = |index: usize| stale.iter().any(|(at, is_made)| *at == index && *is_made);
        let gone = |index: usize| stale.iter().any(|(at, _)| *at == index);
        let value = yaml::read(overlay)?;
        found.stale.extend(described(overlay, &value, &stale));
        let remaining = without(&value, &made);
        if remaining != value {
            let text = match is_empty(&remaining) {
                true => None,
                false => Some(edited(overlay, &value, &remaining)?),
            };
            found.changed.push((path.clone(), text));
        }
        let effective = without(&value, &gone);
        if !is_empty(&effective) {
            let text = edited(overlay, &value, &effective)?;
            found.effective.push(Arc::new(Source {
                path: overlay.path.clone(),
                text,
            }));
        }
    }
    Ok(found)
}

fn edited(overlay: &Source, old: &Value, new: &Value) -> Result<String, Failure> {
    yaml::with_value(overlay, old, new).map_err(|error| error.to_string())
}

/// The indexes of the actions of an overlay that have no effect, and whether they are made.
fn stale(overlay: &Source, diagnostics: &Diagnostics) -> Vec<(usize, bool)> {
    let own = diagnostics
        .iter()
        .filter(|one| one.source.path == overlay.path);
    let stale = own.filter_map(|one| {
        let is_made = match one.code {
            Code::OverlayNoChange => true,
            Code::OverlayNoMatch => false,
            _ => return None,
        };
        Some((one.pointer.last()?.parse().ok()?, is_made))
    });
    stale.collect()
}

fn described(overlay: &Source, value: &Value, stale: &[(usize, bool)]) -> Vec<StaleAction> {
    let actions = stale.iter().map(|(index, is_made)| {
        let action = value.get("actions").and_then(|actions| actions.get(*index));
        let target = action.and_then(|action| action.get("target")?.as_str());
        StaleAction {
            path: overlay.path.clone(),
            line: yaml::line(overlay, &["actions".to_owned(), index.to_string()]),
            target: target.unwrap_or_default().to_owned(),
            is_made: *is_made,
        }
    });
    actions.collect()
}

/// The overlay without the actions at these indexes.
fn without(overlay: &Value, is_left_out: &dyn Fn(usize) -> bool) -> Value {
    let mut overlay = overlay.clone();
    if let Some(Value::Array(actions)) = overlay.get_mut("actions") {
        let mut index = 0;
        actions.retain(|_| {
            index += 1;
            !is_left_out(index - 1)
        });
    }
    overlay
}

fn is_empty(overlay: &Value) -> bool {
    overlay.get("actions") == Some(&Value::Array(Vec::new()))
}

/// The path of an overlay relative to the folder of `sdk.toml`, as that file names it.
pub(super) fn relative(path: &Path, folder: &Path) -> String {
    let inner = path.strip_prefix(folder).unwrap_or(path);
    inner.to_string_lossy().replace('\\', "/")
}
