//! Step 8, [`ir::Api`](Api) to [`sdk::Crate`](Crate): makes every decision about the Rust code.
//!
//! Names come first, since docs and examples refer to them. Then models and resources are planned,
//! at the same time, and record the [`Capability`]s of the runtime that they need. The rest of the
//! crate depends on these: its client, its events, its exports and its manifest.
//!
//! Code is built with `quote` and printed once, as `sdk::Tokens`.

mod aliases;
mod callbacks;
pub(crate) mod calls;
mod code;
mod docs;
mod events;
mod examples;
mod formats;
mod literals;
mod models;
mod names;
mod operations;
mod package;
mod scalars;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostics::{Diagnostic, Diagnostics, Failed};
use crate::input::Settings;
use crate::ir::{Api, Failure, Scalar, TypeId};
use crate::parallel;
use crate::sdk::{AllowedLints, Crate, Events, ExampleResponse, ModelFile, Resource, WireTests};
use crate::source_file::Source;

pub(crate) use aliases::add_aliases;
use callbacks::CallbackNames;
use docs::DocWriter;
use docs::links::Links;
pub(crate) use examples::misfits::remove_misfits;
use models::files::ModelFiles;
use models::structs::check_secrets;
use names::{ResourceNames, TypeNames};
use package::capability::Capability;
pub(crate) use package::capability::unused_paths;
use package::server_names::ServerNames;

/// Plans the crate.
///
/// # Errors
///
/// Name clashes, and settings that refer to something that the document does not have.
pub(crate) fn plan(
    api: &Api,
    settings: &Settings,
    source: &Arc<Source>,
    diagnostics: &mut Diagnostics,
) -> Result<Crate, Failed> {
    let api = &formats::widened(api, &settings.types.exact);
    let mut planner = Planner::new(api, settings, source, diagnostics)?;
    let scalars = || scalars::rules_of(api);
    let needed = scalars().filter_map(|rules| rules.capability);
    planner.capabilities.extend(needed);
    planner.error = planner.common_error();
    if !api.resources.is_empty() {
        planner.capabilities.insert(Capability::Operations);
    }
    let parts = Parts::of(&mut planner);
    let client = planner.client();
    let servers = planner.servers();
    let common_errors = planner.common_errors();
    let callbacks = planner.callbacks();
    let mock_client = planner.mock_client();
    let names = planner.type_names();
    let Planner {
        capabilities,
        diagnostics: found,
        ..
    } = planner;
    found
        .into_iter()
        .for_each(|diagnostic| diagnostics.push(diagnostic));
    let krate = Crate {
        manifest: package::manifest::manifest(api, settings, &capabilities),
        client,
        servers,
        resources: parts.resources,
        models: parts.models,
        common_errors,
        events: parts.events,
        callbacks,
        exports: package::exports::exports(&capabilities, !parts.example_responses.is_empty()),
        unused_runtime: unused_paths(&capabilities),
        wire_tests: parts.wire_tests,
        example_responses: parts.example_responses,
        mock_client,
        names,
        type_aliases: Vec::new(),
        resource_aliases: Vec::new(),
        example_aliases: Vec::new(),
        has_operations: capabilities.contains(&Capability::Operations),
        has_paging: capabilities.contains(&Capability::Paging),
        has_oauth: capabilities.contains(&Capability::OAuth),
        has_event_streams: capabilities.contains(&Capability::EventStreams),
        has_json_streams: capabilities.contains(&Capability::JsonStreams),
        has_json_sequence_bodies: capabilities.contains(&Capability::JsonSequenceBody),
        has_event_bodies: capabilities.contains(&Capability::EventBodies),
        has_multipart: capabilities.contains(&Capability::Multipart),
        has_idempotency_keys: capabilities.contains(&Capability::IdempotencyKeys),
        guides: package::guides::guides(settings),
        left_out: package::left_out::left_out(&api.left_out),
        allowed_lints: parts.allowed_lints,
        has_waiters: capabilities.contains(&Capability::Waiters),
        has_date_times: capabilities.contains(&Capability::DateTime),
        keeps_properties: api.types.values().any(|def| def.kind.has_additional()),
        has_uuids: api.scalars().contains(&Scalar::Uuid),
        integers: scalars()
            .filter(|rules| rules.needs_fixture)
            .map(|rules| names::scope::tokens(rules.path).into())
            .collect(),
    };
    // All code is printed. Otherwise, the parser keeps the text of literals for their spans.
    proc_macro2::extra::invalidate_current_thread_spans();
    diagnostics.checked(krate)
}

/// The parts of the crate that take the longest to plan.
struct Parts {
    models: Vec<ModelFile>,
    events: Option<Events>,
    example_responses: Vec<ExampleResponse>,
    allowed_lints: AllowedLints,
    resources: Vec<Resource>,
    wire_tests: WireTests,
}

impl Parts {
    /// Plans what the models determine and what the operations determine at the same time.
    fn of(planner: &mut Planner<'_>) -> Self {
        let mut other = planner.clone();
        let of_models = || {
            let models = other.model_files();
            let events = other.events();
            let examples = other.example_responses();
            (models, events, examples, package::lints::allowed(other.api))
        };
        let of_operations = || {
            let resources = planner.resources();
            let tests = planner.wire_tests(&resources);
            (resources, tests)
        };
        let (of_models, (resources, wire_tests)) = parallel::join(of_models, of_operations);
        let (models, events, example_responses, allowed_lints) = of_models;
        planner.capabilities.extend(other.capabilities);
        Self {
            models,
            events,
            example_responses,
            allowed_lints,
            resources,
            wire_tests,
        }
    }
}

/// The inputs of planning, and what is collected on the way.
#[derive(Clone)]
struct Planner<'a> {
    api: &'a Api,
    settings: &'a Settings,
    source: &'a Arc<Source>,
    names: TypeNames,
    resources: ResourceNames,
    server_names: ServerNames,
    callback_names: CallbackNames,
    model_files: ModelFiles,
    docs: DocWriter,
    /// Errors that most operations have.
    common: Vec<Failure>,
    /// The optional parts of the runtime that the crate needs.
    capabilities: BTreeSet<Capability>,
    /// The schema that most errors have.
    error: Option<TypeId>,
    /// The models that convert to multipart bodies.
    multipart_models: BTreeSet<TypeId>,
    /// The types that implement `WholeEvent` already.
    whole_event_types: BTreeSet<TypeId>,
    /// The types that implement `BodyEvent` already.
    body_event_types: BTreeSet<TypeId>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Planner<'a> {
    /// Assigns the names.
    fn new(
        api: &'a Api,
        settings: &'a Settings,
        source: &'a Arc<Source>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, Failed> {
        let names = TypeNames::of(api, source, diagnostics);
        let resources = ResourceNames::of(api, source, diagnostics);
        let model_files = ModelFiles::of(&api.types, |id| names.get(id).to_owned());
        let callback_names = CallbackNames::of(api);
        check_secrets(api, source, diagnostics);
        // An API with errors lacks parts, so nothing is planned from it.
        diagnostics.checked(())?;
        Ok(Self {
            api,
            settings,
            source,
            docs: DocWriter::new(Links::of(
                api,
                &names,
                &model_files,
                &resources,
                &callback_names,
            )),
            common: docs::statuses::common(api),
            names,
            server_names: ServerNames::of(api, &resources),
            resources,
            callback_names,
            model_files,
            capabilities: BTreeSet::new(),
            error: None,
            multipart_models: BTreeSet::new(),
            whole_event_types: BTreeSet::new(),
            body_event_types: BTreeSet::new(),
            diagnostics: Vec::new(),
        })
    }
}

#[cfg(test)]
mod tests;
