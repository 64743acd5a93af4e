//! Reads an OpenAPI document and writes a Rust SDK.
//!
//! [`generate`] is the whole way; each step is a module, and each value is passed on once:
//!
//! ```text
//! source     text            -> Document            YAML or JSON, key order kept
//! overlay    Document        -> Document            OpenAPI Overlay 1.0
//! resolve    Document        -> Document            every $ref, wherever it points
//! dialect    Document        -> openapiv3::OpenAPI  3.1 and mixed documents in 3.0 words
//! lower      OpenAPI         -> ir::Api             facts and wire names, no Rust
//! passes     ir::Api         -> ir::Api             an ordered list of changes
//! plan       ir::Api         -> sdk::Crate          every Rust decision
//! render     sdk::Crate      -> text                templates place text
//! emit       text            -> FileSet             laid out, marked as emitted
//! ```
//!
//! Nothing here reads a clock, the environment, the network or a directory: the same inputs give the same bytes.

pub mod diagnostics;
pub mod dialect;
pub mod emit;
mod header;
pub mod ir;
pub mod lower;
pub(crate) mod markdown;
pub mod openapi;
pub mod overlay;
pub mod passes;
pub mod pins;
pub mod plan;
pub mod pointer;
pub mod positions;
pub mod render;
pub mod resolve;
mod runtime;
pub mod sdk;
pub mod settings;
pub mod source;
mod templates;
#[cfg(test)]
mod testing;
mod text;

use std::error::Error;
use std::sync::Arc;

use diagnostics::{Diagnostics, Failed};
use emit::FileSet;
use ir::Api;
use passes::Pass;
use pins::Pins;
use sdk::Crate;
use settings::Settings;
use source::{Document, Source};

/// What an SDK is generated from.
#[derive(Debug, Clone)]
pub struct Input {
    /// The API's document.
    pub spec: Arc<Source>,
    /// What departs from it, in order.
    pub overlays: Vec<Arc<Source>>,
    /// What is the API's and not OpenAPI's; without it all of it follows from the document.
    pub settings: Option<Arc<Source>>,
    /// Names of released types; none are pinned without it.
    pub names: Option<Arc<Source>>,
    /// Only operations with one of these tags; all where there is none.
    pub tags: Vec<String>,
    /// The crate's name, if not the settings'.
    pub crate_name: Option<String>,
    /// Whether the output directory has the hand-written files that the settings name: benches, a guide and tests with
    /// dependencies of their own. An SDK that is emitted elsewhere does without them.
    pub hand_written_files: bool,
}

/// A generated SDK.
#[derive(Debug, Clone)]
pub struct Generated {
    /// Its files.
    pub files: FileSet,
    /// Its API, after the passes.
    pub api: Api,
    /// Its crate, as planned.
    pub krate: Crate,
}

/// Why there is no SDK.
#[derive(Debug)]
pub enum GenerateError {
    /// The input can't be used; the diagnostics say why.
    Input(Failed),
    /// A mistake in the generator.
    Internal(Box<dyn Error + Send + Sync>),
}

impl From<Failed> for GenerateError {
    fn from(failed: Failed) -> Self {
        Self::Input(failed)
    }
}

/// Told of each step when it is done, by its name.
pub type Progress<'p> = &'p mut dyn FnMut(&'static str);

/// Generates an SDK.
///
/// # Errors
///
/// [`GenerateError::Input`] when the input can't be used, with the reasons among the diagnostics.
pub fn generate(
    input: &Input,
    diagnostics: &mut Diagnostics,
    done: Progress<'_>,
) -> Result<Generated, GenerateError> {
    let settings = settings(input, diagnostics)?;
    let pins = pins(input, diagnostics)?;
    let mut api = api(input, diagnostics, done, &mut |_, _| ())?;
    if settings.apply_to(&api.info.title) {
        pins.apply(&mut api);
    }
    let settings = effective(settings, input, &api.info.title);
    let krate = plan::plan(&api, &settings, &input.spec, diagnostics)?;
    done("plan");
    let rendered = render::render(&krate).map_err(internal)?;
    done("render");
    let files = files(&krate, rendered, input.spec.file_name()).map_err(internal)?;
    done("emit");
    Ok(Generated { files, api, krate })
}

/// The first half of [`generate`]: from text to the IR after the passes. `seen` is told of the IR after each pass.
///
/// # Errors
///
/// When the input can't be used.
pub fn api(
    input: &Input,
    diagnostics: &mut Diagnostics,
    done: Progress<'_>,
    seen: &mut dyn FnMut(Option<&Pass>, &Api),
) -> Result<Api, Failed> {
    let (document, overlays) = read(input, diagnostics)?;
    done("source");
    dialect::check_version(&document, diagnostics)?;
    let document = overlay::apply(document, &overlays, diagnostics)?;
    done("overlay");
    // Both look at the document as written, and both are told of in one run.
    let audited = dialect::audit(&document, diagnostics);
    let resolved = resolve::resolve(&document, diagnostics)?;
    audited?;
    done("resolve");
    let typed = dialect::typed(resolved, diagnostics)?;
    done("dialect");
    let api = lower::lower(&typed, &input.spec, &input.tags, diagnostics)?;
    done("lower");
    seen(None, &api);
    let api = passes::run(api, &input.spec, diagnostics, &mut |pass, api| {
        seen(Some(pass), api)
    })?;
    done("passes");
    Ok(api)
}

/// Reads the document and all overlays, to tell of what is wrong with any of them at once.
fn read(input: &Input, diagnostics: &mut Diagnostics) -> Result<(Document, Vec<Document>), Failed> {
    let document = source::read(Arc::clone(&input.spec), diagnostics);
    let overlays: Vec<_> = input
        .overlays
        .iter()
        .map(|overlay| source::read(Arc::clone(overlay), diagnostics))
        .collect();
    Ok((document?, overlays.into_iter().collect::<Result<_, _>>()?))
}

fn settings(input: &Input, diagnostics: &mut Diagnostics) -> Result<Settings, Failed> {
    match &input.settings {
        Some(source) => Settings::read(source, diagnostics),
        None => Ok(Settings::default()),
    }
}

fn pins(input: &Input, diagnostics: &mut Diagnostics) -> Result<Pins, Failed> {
    match &input.names {
        Some(source) => Pins::read(source, diagnostics),
        None => Ok(Pins::default()),
    }
}

/// The settings that are for this document, and the name that the caller gives the crate.
fn effective(settings: Settings, input: &Input, title: &str) -> Settings {
    let mut settings = if settings.apply_to(title) {
        settings
    } else {
        Settings::default()
    };
    if let Some(name) = &input.crate_name {
        settings.package.name = Some(name.clone());
    }
    if !input.hand_written_files {
        settings.package.dev_dependencies.clear();
        settings.package.benches.clear();
        settings.events.guide = None;
    }
    settings
}

fn files(
    krate: &Crate,
    rendered: Vec<render::Rendered>,
    document: &str,
) -> Result<FileSet, emit::EmitError> {
    let mut files = FileSet::new();
    for file in rendered {
        let origin = emit::origin(document, &file.origin);
        let text = if file.path.ends_with(".rs") {
            emit::rust(&file.path, &file.text, &origin, file.template)?
        } else {
            emit::with_header(&file.path, &origin, &file.text)?
        };
        files.insert(file.path, text)?;
    }
    runtime::add(&krate.unused_runtime, &mut files)?;
    for (path, text) in templates::LICENSES {
        files.insert(path, text)?;
    }
    Ok(files)
}

fn internal(error: impl Error + Send + Sync + 'static) -> GenerateError {
    GenerateError::Internal(Box::new(error))
}
