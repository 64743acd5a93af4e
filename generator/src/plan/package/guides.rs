//! The hand-written guides that the settings name: modules of the crate's rustdoc.

use std::path::Path;

use heck::ToSnakeCase;

use crate::input::Settings;
use crate::plan::literals;
use crate::plan::names::ident;
use crate::sdk::Guide;

/// A module for each guide, named after its file.
pub(crate) fn guides(settings: &Settings) -> Vec<Guide> {
    let guides = settings.package.guides.iter();
    guides
        .map(|file| {
            let stem = Path::new(file).file_stem().unwrap_or_default();
            Guide {
                module: ident(&stem.to_string_lossy().to_snake_case()).into(),
                include: literals::string(&format!("../{file}")).into(),
            }
        })
        .collect()
}
