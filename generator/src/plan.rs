//! Step 7, [`ir::Api`](Api) to [`sdk::Crate`](Crate): every Rust decision, in one place each.
//!
//! Names first, since docs link to them and examples use them; then files of models, files of resources, and what the
//! crate as a whole needs, which depends on what the former turned out to use.

mod checked;
mod client;
mod docs;
mod examples;
mod literals;
mod manifest;
mod models;
mod naming;
mod operations;
mod pages;
mod params;
mod resources;
mod round_trips;
mod runtime;
mod scope;
mod structs;
mod types;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostics::{Diagnostics, Failed};
use crate::ir::{Api, Scalar, TypeId, TypeRef};
use crate::sdk::Crate;
use crate::settings::Settings;
use crate::source::Source;

use docs::DocWriter;
use literals::literal;
use models::Homes;
use naming::TypeNames;
use resources::ResourceNames;

/// Makes the decisions.
///
/// # Errors
///
/// Two things that claim one name; settings that name what the document does not have.
pub fn plan(
    api: &Api,
    settings: &Settings,
    source: &Arc<Source>,
    diagnostics: &mut Diagnostics,
) -> Result<Crate, Failed> {
    let names = TypeNames::of(api, source, diagnostics);
    let resources = ResourceNames::of(api, source, diagnostics);
    let homes = Homes::of(&api.types, |id| names.get(id).to_owned());
    diagnostics.checked(())?;
    let mut planner = Planner {
        api,
        settings,
        source,
        docs: DocWriter::new(api, &names, &homes, &resources),
        checked: checked::checked(api),
        names,
        resources,
        homes,
        capabilities: BTreeSet::new(),
        diagnostics,
    };
    let models = planner.model_files();
    let resources = planner.resources();
    let client = planner.client(&resources);
    let round_trips = planner.round_trips();
    let Planner {
        capabilities,
        diagnostics,
        ..
    } = planner;
    let krate = Crate {
        manifest: manifest::manifest(api, settings, uses_uuids(api)),
        client,
        resources,
        models,
        exports: runtime::exports(&capabilities),
        runtime: runtime::modules(&capabilities),
        round_trips,
    };
    diagnostics.checked(krate)
}

/// Whether a member or a parameter is a UUID.
fn uses_uuids(api: &Api) -> bool {
    let operations = api.resources.iter().flat_map(|resource| &resource.operations);
    let mut parts: Vec<&TypeRef> = Vec::new();
    for operation in operations {
        parts.extend(operation.params.iter().map(|param| &param.ty));
        parts.extend(operation.body.iter().map(|body| &body.ty));
        parts.extend(operation.success.iter().filter_map(|one| one.ty.as_ref()));
    }
    for def in api.types.values() {
        def.kind.each_part(&mut |ty| parts.push(ty));
    }
    parts.into_iter().any(|ty| ty.holds(Scalar::Uuid))
}

/// What planning reads, and what it finds out on the way.
struct Planner<'a> {
    api: &'a Api,
    settings: &'a Settings,
    source: &'a Arc<Source>,
    names: TypeNames,
    resources: ResourceNames,
    homes: Homes,
    docs: DocWriter<'a>,
    /// Types that report what they lack before they are sent.
    checked: BTreeSet<TypeId>,
    /// Modules of the runtime that something needs.
    capabilities: BTreeSet<&'static str>,
    diagnostics: &'a mut Diagnostics,
}
