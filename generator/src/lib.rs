//! Reads an OpenAPI document and generates a Rust SDK.
//!
//! [`generate`] is the whole pipeline. Each step is a module, and each value is passed on once:
//!
//! ```text
//! source     text            -> Document            YAML or JSON, key order kept
//! overlay    Document        -> Document            OpenAPI Overlay 1.0, 1.1
//! bundle     Document        -> Document            the files that it refers to
//! resolve    Document        -> Document            every $ref, wherever it points
//! dialect    Document        -> openapiv3::OpenAPI  3.1 and mixed documents with 3.0 keywords
//! lower      OpenAPI         -> ir::Api             facts and wire names, no Rust
//! passes     ir::Api         -> ir::Api             an ordered list of changes
//! plan       ir::Api         -> sdk::Crate          every Rust decision
//! render     sdk::Crate      -> text                templates place text
//! emit       text            -> FileSet             formatted, with headers
//! ```
//!
//! Generation reads no clock, environment, network or directory: the same inputs give the same
//! bytes.

mod bundle;
pub mod diagnostics;
mod dialect;
pub mod diff;
mod embedded;
pub mod emit;
mod extensions;
mod files;
mod input;
pub mod ir;
#[cfg(feature = "lint")]
pub mod lint;
mod lower;
mod markdown;
mod media;
mod openapi;
pub mod overlay;
mod parallel;
pub mod passes;
mod plan;
mod pointer;
mod render;
mod resolve;
mod runtime_copy;
pub mod rust_api;
pub mod sdk;
mod skip;
pub mod source;
mod source_file;
#[cfg(test)]
mod testing;
mod text;
mod unwritten;
mod uri;
mod version;
mod work;

use std::error::Error;

use bundle::Bundle;
use diagnostics::{Diagnostics, Failed, Reporter};
use diff::Side;
use emit::FileSet;
use input::{Names, Settings};
use ir::Api;
use overlay::Rules;
use passes::Pass;
use pointer::Pointer;
use sdk::Crate;
use skip::Skips;
use source::Document;

pub use files::{Files, NoFiles};
pub use input::{Input, Pins, SdkFiles, check_crate_name};
pub use plan::calls::{BodyValue, CallCode, CallValues, FileValue};
pub use unwritten::UNWRITTEN;

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

impl Generated {
    /// The names of all its types, to be pinned.
    #[must_use]
    pub fn pins(&self) -> Pins {
        let names = self.krate.names.iter();
        names
            .map(|named| (named.pointer.clone(), named.name.clone()))
            .collect()
    }
}

/// Why generation failed.
#[derive(Debug)]
pub enum GenerateError {
    /// The input cannot be used; the diagnostics say why.
    Input(Failed),
    /// A defect of the generator.
    Internal(Box<dyn Error + Send + Sync>),
}

impl From<Failed> for GenerateError {
    fn from(failed: Failed) -> Self {
        Self::Input(failed)
    }
}

/// Called with the name of each step when it is done.
pub type Progress<'p> = &'p mut dyn FnMut(&'static str);

/// Called with the IR before the passes (`None`) and after each of them.
pub type Observe<'o> = &'o mut dyn FnMut(Option<&Pass>, &Api);

/// Generates an SDK.
///
/// # Errors
///
/// [`GenerateError::Input`] if the input cannot be used; the diagnostics say why.
pub fn generate(
    input: &Input,
    diagnostics: &mut Diagnostics,
    done: Progress<'_>,
) -> Result<Generated, GenerateError> {
    let settings = input.settings(diagnostics);
    let names = input.names(diagnostics);
    let api = read_api(input, diagnostics, done, &mut |_, _| ())?;
    let (api, krate) = planned(api, input, (settings?, names?), diagnostics)?;
    done("plan");
    let rendered = render::render(&krate).map_err(internal)?;
    done("render");
    let files = files(&krate, rendered, input.spec.file_name()).map_err(internal)?;
    done("emit");
    Ok(Generated { files, api, krate })
}

/// The API with pinned names, and the crate that is planned for it. The settings and names are those
/// of one API; others use the defaults.
fn planned(
    api: Api,
    input: &Input,
    (settings, names): (Settings, Names),
    diagnostics: &mut Diagnostics,
) -> Result<(Api, Crate), Failed> {
    let mut api = api;
    let (settings, names) = if settings.apply_to(&api.info.title) {
        api.pin_names(|pointer| names.pins.get(pointer));
        (settings, names)
    } else {
        (Settings::default(), Names::default())
    };
    let settings = input.overridden(settings);
    plan::remove_misfits(&mut api, &input.spec, diagnostics);
    let mut krate = plan::plan(&api, &settings, &input.spec, diagnostics)?;
    plan::add_aliases(&mut krate, &names.renames, diagnostics)?;
    Ok((api, krate))
}

/// The code of calls of a generated SDK with given values, as its docs have it for examples. For
/// each call without code, the reason.
///
/// # Errors
///
/// [`Failed`] if the settings of the input cannot be used.
pub fn call_code(
    input: &Input,
    api: &Api,
    calls: &[CallValues],
) -> Result<Vec<Result<CallCode, String>>, Failed> {
    let mut diagnostics = Diagnostics::new();
    let settings = input.overridden(input.settings(&mut diagnostics)?);
    plan::calls::code(api, &settings, &input.spec, &mut diagnostics, calls)
}

/// Reads a document to compare it with another revision. Faulty parts that can be left out are errors
/// in `diagnostics`, and the rest is compared.
///
/// # Errors
///
/// [`GenerateError::Input`] if no SDK can be planned for the rest; the diagnostics say why.
pub fn side(input: &Input, diagnostics: &mut Diagnostics) -> Result<Side, GenerateError> {
    let (document, overlays) = read(input, diagnostics)?;
    let applied = overlay::apply(document, &overlays, Rules::Strict, &mut Diagnostics::new());
    let document = applied.document;
    let settings = input.settings(diagnostics)?;
    let mut names = input.names(diagnostics)?;
    // The names are those of another revision.
    names.renames.is_partial = true;
    let api = read_api(input, diagnostics, &mut |_| (), &mut |_, _| ())?;
    // A plan requires diagnostics without errors. Those of the faulty parts are already reported.
    let mut planning = Diagnostics::new();
    match planned(api, input, (settings, names), &mut planning) {
        Ok((api, krate)) => Ok(Side::new(api, krate, document.value)),
        Err(failed) => {
            let found = planning.iter().cloned();
            found.for_each(|diagnostic| diagnostics.push(diagnostic));
            Err(failed.into())
        }
    }
}

/// The first half of [`generate`]: from text to the IR after the passes.
///
/// # Errors
///
/// [`Failed`] if the input cannot be used; the diagnostics say why.
pub fn api(
    input: &Input,
    diagnostics: &mut Diagnostics,
    done: Progress<'_>,
    observe: Observe<'_>,
) -> Result<Api, Failed> {
    let api = read_api(input, diagnostics, done, observe)?;
    diagnostics.checked(api)
}

/// Like [`api`], but does not fail if the faulty parts of the document can be left out. So one run
/// reports the problems that all steps find.
fn read_api(
    input: &Input,
    diagnostics: &mut Diagnostics,
    done: Progress<'_>,
    observe: Observe<'_>,
) -> Result<Api, Failed> {
    let skips = match input.skip_unsupported {
        true => parts_with_errors(input),
        false => Skips::default(),
    };
    skips.note(&input.spec, diagnostics);
    let bundle = bundled(input, diagnostics, done)?;
    let mut api = lowered(input, bundle, &skips, diagnostics, done, observe)?;
    skips.report(diagnostics);
    api.left_out = skips.left_out();
    Ok(api)
}

/// The parts to leave out. A step that has found an error may not see what is behind it, so the
/// steps run until they find no others.
fn parts_with_errors(input: &Input) -> Skips {
    let mut skips = Skips::default();
    loop {
        let mut found = Diagnostics::new();
        skips.note(&input.spec, &mut found);
        let Ok(bundle) = bundled(input, &mut found, &mut |_| ()) else {
            return skips;
        };
        let copy = bundle.clone();
        // If the steps fail, they have reported why.
        let _ = lowered(input, copy, &skips, &mut found, &mut |_| (), &mut |_, _| ());
        if !skips.add(&bundle, &found) {
            return skips;
        }
    }
}

/// From text to one document with its overlays and its files.
fn bundled(
    input: &Input,
    diagnostics: &mut Diagnostics,
    done: Progress<'_>,
) -> Result<Bundle, Failed> {
    let (document, overlays) = read(input, diagnostics)?;
    done("source");
    dialect::check_version(&document, &mut Reporter::new(&input.spec, diagnostics))?;
    let applied = overlay::apply(document, &overlays, Rules::Strict, diagnostics);
    let mut document = applied.document;
    done("overlay");
    dialect::tidy(&mut document);
    // A relative reference may be to a schema of the document, in which case it is not a file.
    resolve::identify(&mut document, &mut Reporter::new(&input.spec, diagnostics));
    let mut bundle = bundle::bundle(document, input.files.as_ref(), diagnostics);
    dialect::tidy_parts(&mut bundle);
    done("bundle");
    Ok(bundle)
}

/// From one document to the IR after the passes.
fn lowered(
    input: &Input,
    bundle: Bundle,
    skips: &Skips,
    diagnostics: &mut Diagnostics,
    done: Progress<'_>,
    observe: Observe<'_>,
) -> Result<Api, Failed> {
    let mut reporter = Reporter::new(&input.spec, diagnostics);
    let mut document = dialect::audit(bundle, &mut reporter);
    skips.apply(&mut document.value);
    let document = resolve::resolve(document, &mut reporter);
    done("resolve");
    // Deserializing nested schemas takes some hundred function calls for each level.
    let typed = parallel::on_large_stack(|| dialect::typed(document, &mut reporter))?;
    done("dialect");
    let api = lower::lower(&typed, &input.tags, &mut reporter);
    done("lower");
    observe(None, &api);
    let api = passes::run(api, &mut reporter, &mut |pass, api| {
        observe(Some(pass), api)
    });
    done("passes");
    Ok(api)
}

/// Reads the document and all overlays, so that one run reports the problems of all of them.
fn read(input: &Input, diagnostics: &mut Diagnostics) -> Result<(Document, Vec<Document>), Failed> {
    let (mut document, overlays) = input.documents(diagnostics)?;
    unwritten::remove(&mut document, &mut Reporter::new(&input.spec, diagnostics));
    Ok((document, overlays))
}

fn files(
    krate: &Crate,
    rendered: Vec<render::Rendered>,
    document: &str,
) -> Result<FileSet, emit::EmitError> {
    let finished = parallel::map(rendered, |file| {
        let origin = origin(document, &file.origin);
        let text = if file.path.ends_with(".rs") {
            emit::rust(&file.path, &file.text, &origin, file.template)?
        } else {
            emit::with_header(&file.path, &origin, &file.text)?
        };
        Ok((file.path, text))
    });
    let mut files = FileSet::new();
    for file in finished {
        let (path, text) = file?;
        files.insert(path, text)?;
    }
    runtime_copy::add(&krate.unused_runtime, &mut files)?;
    Ok(files)
}

/// What a file is generated from, for its header: a location in the document or in a file beside it.
fn origin(document: &str, pointer: &str) -> String {
    let location = Pointer::parse(pointer).unwrap_or_default();
    match files::split(&location) {
        Some((path, inner)) => emit::origin(&path, &inner.to_string()),
        None => emit::origin(document, pointer),
    }
}

fn internal(error: impl Error + Send + Sync + 'static) -> GenerateError {
    GenerateError::Internal(Box::new(error))
}
