//! Finds the overlay actions that have no effect on the new document.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sdk_generator::Input;
use sdk_generator::diagnostics::{Diagnostics, Style};
use sdk_generator::overlay::{self, AppliedAction, Effect, Rules};
use sdk_generator::source::{self, Source};
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
/// A file that cannot be read, or an overlay whose text cannot be changed.
pub(super) fn without_stale(input: &Input, paths: &[PathBuf]) -> Result<Overlays, Failure> {
    let mut found = Overlays {
        stale: Vec::new(),
        changed: Vec::new(),
        effective: Vec::new(),
    };
    let actions = applied(input)?;
    for (overlay, path) in input.overlays.iter().zip(paths) {
        let value = yaml::read(overlay)?;
        let own = actions
            .iter()
            .filter(|action| action.overlay.path == overlay.path);
        let stale: Vec<_> = own.filter_map(stale).collect();
        found
            .stale
            .extend(stale.iter().map(|(_, action)| action.clone()));
        let is_made = |index: usize| {
            stale
                .iter()
                .any(|(at, action)| *at == index && action.is_made)
        };
        let is_stale = |index: usize| stale.iter().any(|(at, _)| *at == index);
        let remaining = without(&value, &is_made);
        if remaining != value {
            let text = match is_empty(&remaining) {
                true => None,
                false => Some(edited(overlay, &value, &remaining)?),
            };
            found.changed.push((path.clone(), text));
        }
        let effective = without(&value, &is_stale);
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

/// What becomes of the actions. Errors in the overlays are reported when the SDK is generated.
fn applied(input: &Input) -> Result<Vec<AppliedAction>, Failure> {
    let mut diagnostics = Diagnostics::new();
    let mut read = |source: &Arc<Source>| {
        source::read(Arc::clone(source), &mut diagnostics)
            .map_err(|_| diagnostics.render(Style::Plain))
    };
    let document = read(&input.spec)?;
    let overlays = input.overlays.iter().map(&mut read);
    let overlays = overlays.collect::<Result<Vec<_>, _>>()?;
    let applied = overlay::apply(document, &overlays, Rules::Strict, &mut Diagnostics::new());
    Ok(applied.actions)
}

/// The index and description of an action, if it has no effect.
fn stale(action: &AppliedAction) -> Option<(usize, StaleAction)> {
    let is_made = match action.effect {
        Effect::AlreadyMade(_) => true,
        Effect::NoMatch => false,
        Effect::Changed(_) | Effect::Refused(_) | Effect::Nothing => return None,
    };
    let stale = StaleAction {
        path: action.overlay.path.clone(),
        line: yaml::line(&action.overlay, &action.pointer.tokens()),
        target: action.target.clone(),
        is_made,
    };
    Some((action.pointer.last()?.parse().ok()?, stale))
}

fn edited(overlay: &Source, old: &Value, new: &Value) -> Result<String, Failure> {
    yaml::with_value(overlay, old, new).map_err(|error| error.to_string())
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
