//! `sync`: bring the facts of a newer document into the document of an SDK.
//!
//! [`facts`] merges the other document into ours, and keeps our prose; [`draft`] writes the parts
//! that are new. [`overlays`] takes out the actions that the new document has made itself, and
//! [`changes`] says what the difference means for users, from which [`release`] gets the version
//! and the changelog. The SDK is generated from the result in memory. Only then are the files
//! written, all at once ([`files`]).

mod align;
mod changes;
mod draft;
mod facts;
mod files;
mod git;
mod overlays;
mod prose;
mod release;
mod summary;

#[cfg(test)]
mod tests;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sdk_generator::diagnostics::Diagnostics;
use sdk_generator::source::Source;
use sdk_generator::{Generated, Input, emit};
use serde_json::Value;

use crate::cli::{InputOptions, SyncOptions};
use crate::input::{self, project, shown};
use crate::sdks::{self, SETTINGS, Sdk};
use crate::{Failure, Outcome, generate, report, yaml};
use changes::Changes;
use facts::Merged;
use files::Plan;
use overlays::Overlays;
use release::NewSettings;

/// The folder, in that of `sdk.toml`, in which files are written before they are moved.
const STAGING: &str = ".sync";

pub(crate) fn run(options: &SyncOptions, verbose: bool) -> Result<Outcome, Failure> {
    let sdk = selected(options.sdk.as_deref())?;
    let old = current_input(&sdk)?;
    let ours = yaml::read(&old.spec)?;
    let merged = merged(options, &sdk, &ours)?;
    print!("{}", summary::facts(&merged.changes));
    if merged.changes.is_empty() {
        print!("{}", summary::unwritten(&old.spec, &merged.value));
        return Ok(Outcome::Success);
    }
    if options.dry_run {
        return Ok(Outcome::Success);
    }
    if !options.allow_dirty {
        git::check_clean(&project(), &[&sdk.folder, &sdk.directory()])?;
    }
    let sync = Sync::new(options, &sdk, &old, &ours, &merged, verbose)?;
    let generated = sync.generate(verbose)?;
    let files = sync.files(&generated)?;
    print!("{}", sync.summary(&files, &old, &merged));
    let directory = sdk.directory();
    let differences = emit::compare(&generated.files, &directory)
        .map_err(|error| format!("error: cannot read {}: {error}", shown(&directory)))?;
    let emitted = differences.iter().map(|one| directory.join(&one.path));
    files.commit(&sdk.folder.join(STAGING), emitted.collect(), || {
        emit::write(&generated.files, &directory).map_err(|error| format!("error: {error}"))?;
        Ok(())
    })?;
    println!("{}: {}", shown(&directory), report::counts(&generated));
    print!("{}", report::changes(&differences, verbose));
    print!("{}", sync.to_do(&merged));
    Ok(Outcome::Success)
}

/// The SDK with this name, or the only one.
fn selected(name: Option<&str>) -> Result<Sdk, Failure> {
    let mut sdks = sdks::select(name)?;
    match (sdks.pop(), sdks.is_empty()) {
        (Some(sdk), true) => Ok(sdk),
        (None, _) => Err("error: spec/ has no sdk.toml".to_owned()),
        _ => Err("error: there are several SDKs; select one with `--sdk`".to_owned()),
    }
}

fn current_input(sdk: &Sdk) -> Result<Input, Failure> {
    let options = InputOptions {
        sdk: None,
        spec: None,
        overlay: Vec::new(),
        no_overlays: false,
        tag: Vec::new(),
        skip_unsupported: false,
    };
    input::read(&options, Some(sdk), None, &sdk.directory())
}

/// Our document with the facts of the newer one.
///
/// # Errors
///
/// The newer document cannot be read, is ours, or is of another API.
fn merged(options: &SyncOptions, sdk: &Sdk, ours: &Value) -> Result<Merged, Failure> {
    let path = &options.from;
    let is_ours = fs::canonicalize(path).ok() == fs::canonicalize(sdk.document()).ok();
    if is_ours && path.exists() {
        return Err(format!(
            "error: {} is the document of the SDK itself",
            shown(path)
        ));
    }
    let text = fs::read_to_string(path)
        .map_err(|error| format!("error: cannot read {}: {error}", shown(path)))?;
    let theirs = yaml::read(&Source {
        path: shown(path),
        text,
    })?;
    let version = theirs
        .get("openapi")
        .and_then(Value::as_str)
        .unwrap_or_default();
    if !version.starts_with("3.") {
        return Err(format!(
            "error: {} is not an OpenAPI document of version 3",
            shown(path)
        ));
    }
    let title = |document: &Value| {
        let title = document
            .get("info")
            .and_then(|info| info.get("title")?.as_str());
        title.unwrap_or_default().to_owned()
    };
    let (our_title, their_title) = (title(ours), title(&theirs));
    if our_title != their_title {
        return Err(format!(
            "error: {} describes another API: its `info.title` is `{their_title}`, that of {} is `{our_title}`",
            shown(path),
            shown(&sdk.document())
        ));
    }
    Ok(facts::merge(ours, &theirs))
}

/// The result of a sync, in memory.
struct Sync<'s> {
    options: &'s SyncOptions,
    sdk: &'s Sdk,
    overlays: Overlays,
    changes: Changes,
    /// What the SDK is generated from.
    input: Input,
    version: (String, String),
    changelog: (PathBuf, String),
}

impl<'s> Sync<'s> {
    fn new(
        options: &'s SyncOptions,
        sdk: &'s Sdk,
        old: &Input,
        ours: &Value,
        merged: &Merged,
        verbose: bool,
    ) -> Result<Self, Failure> {
        let text =
            yaml::with_value(&old.spec, ours, &merged.value).map_err(|error| error.to_string())?;
        let mut input = old.clone();
        input.spec = with_text(&old.spec, text);
        let overlays = overlays::without_stale(&input, &sdk.overlays())?;
        input.overlays.clone_from(&overlays.effective);
        let changes = changes::between(old, &input, verbose)?;
        let path = release::changelog_path(&project(), &sdk.folder, &sdk.directory());
        let changelog = fs::read_to_string(&path).ok();
        let current = release::setting(&sdk.settings.text, "crate", "version");
        let current = current.unwrap_or_else(|| "0.1.0".to_owned());
        let next = release::next_version(&current, changelog.as_deref(), changes.bump)?;
        let deleted = overlays.changed.iter().filter(|(_, text)| text.is_none());
        let settings = NewSettings {
            version: Some(&next),
            date: options.date.as_deref(),
            url: options.url.as_deref(),
            deleted_overlays: deleted
                .map(|(path, _)| overlays::relative(path, &sdk.folder))
                .collect(),
        };
        let settings = release::settings(&sdk.settings.text, &settings)?;
        input.settings = Some(with_text(&sdk.settings, settings));
        let changelog = release::changelog_with(changelog.as_deref(), changes.sections());
        Ok(Self {
            options,
            sdk,
            overlays,
            changes,
            input,
            version: (current, next),
            changelog: (path, changelog),
        })
    }

    fn generate(&self, verbose: bool) -> Result<Generated, Failure> {
        let mut diagnostics = Diagnostics::new();
        let result = sdk_generator::generate(&self.input, &mut diagnostics, &mut |_| ());
        let generated = result.map_err(|error| {
            let message = report::failure(error, &diagnostics, verbose);
            format!(
                "{message}; nothing was written\n\
                 correct the new document in an overlay, then repeat with `--allow-dirty`"
            )
        })?;
        report::diagnostics(&diagnostics, verbose);
        Ok(generated)
    }

    /// The files beside the SDK.
    fn files(&self, generated: &Generated) -> Result<Plan, Failure> {
        let mut plan = Plan::default();
        plan.write(&self.sdk.document(), self.input.spec.text.clone());
        for (path, text) in &self.overlays.changed {
            match text {
                Some(text) => plan.write(path, text.clone()),
                None => plan.delete(path),
            }
        }
        if let Some(settings) = &self.input.settings {
            plan.write(&self.sdk.folder.join(SETTINGS), settings.text.clone());
        }
        if self.sdk.names().exists() {
            let path = self.sdk.names();
            plan.write(&path, generate::names(generated, &path));
        }
        plan.write(&self.changelog.0, self.changelog.1.clone());
        for lock in release::lock_files(&project(), &self.sdk.directory()) {
            let text = fs::read_to_string(&lock)
                .map_err(|error| format!("error: cannot read {}: {error}", shown(&lock)))?;
            let text = release::lock_file(&text, self.sdk.name(), &self.version.1)?;
            plan.write(&lock, text);
        }
        Ok(plan)
    }

    fn summary(&self, files: &Plan, old: &Input, merged: &Merged) -> String {
        let paths: Vec<&Path> = files.paths().collect();
        let mut text = summary::overlays(&self.overlays.stale);
        text += &summary::release(&self.version, &self.changes);
        text += &summary::files(&paths);
        text + &summary::review(&old.spec, &self.input.spec, &merged.changes)
    }

    /// What a person must do.
    fn to_do(&self, merged: &Merged) -> String {
        let has_date = |key| release::setting(&self.sdk.settings.text, "document", key).is_some();
        let mut settings = Vec::new();
        if self.options.date.is_none() && has_date("date") {
            settings.push("document.date");
        }
        if self.options.url.is_none() && has_date("url") {
            settings.push("document.url");
        }
        let mut text = summary::unwritten(&self.input.spec, &merged.value);
        text += &summary::settings(&self.sdk.settings.path, &settings);
        text + &summary::gone(&self.overlays.stale)
    }
}

fn with_text(source: &Source, text: String) -> Arc<Source> {
    Arc::new(Source {
        path: source.path.clone(),
        text,
    })
}
