//! Counts the crates that cargo builds for an SDK or for the generator.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use super::{Measure, Value, process};
use crate::Failure;
use crate::sdks::Sdk;

/// The dependencies depend on the target, and the budgets are for this one.
const TARGET: &str = "x86_64-unknown-linux-gnu";

/// The crates of the SDK: without features, with each of them alone, with the default ones and with
/// all.
pub(crate) fn of_sdk(root: &Path, sdk: &Sdk) -> Result<Vec<Measure>, Failure> {
    let name = sdk.name();
    let mut sets = vec![(
        "no features".to_owned(),
        vec!["--no-default-features".to_owned()],
    )];
    for feature in features(root, name)? {
        if feature == "default" {
            continue;
        }
        let options = ["--no-default-features", "--features", &feature];
        sets.push((format!("`{feature}`"), options.map(str::to_owned).to_vec()));
    }
    sets.push(("default features".to_owned(), Vec::new()));
    sets.push(("all features".to_owned(), vec!["--all-features".to_owned()]));
    let measures = sets.into_iter().map(|(set, options)| {
        let what = format!("{name}: crates with {set}");
        measure(root, what, name, "normal", &options)
    });
    measures.collect()
}

/// The crates that `cargo xtask generate` needs.
pub(crate) fn of_generator(root: &Path) -> Result<Measure, Failure> {
    let what = "cargo xtask: crates".to_owned();
    let options = ["--no-default-features".to_owned()];
    measure(root, what, "xtask", "normal,build", &options)
}

fn measure(
    root: &Path,
    what: String,
    package: &str,
    edges: &str,
    options: &[String],
) -> Result<Measure, Failure> {
    let mut arguments = vec![
        "tree",
        "--package",
        package,
        "--edges",
        edges,
        "--target",
        TARGET,
    ];
    arguments.extend(options.iter().map(String::as_str));
    let explanation = format!("`cargo {}` prints them", arguments.join(" "));
    arguments.extend([
        "--locked",
        "--prefix",
        "none",
        "--no-dedupe",
        "--format",
        "{p}",
    ]);
    let output = process::stdout(process::cargo(root).args(arguments))?;
    // A crate is listed wherever it is used.
    let crates: BTreeSet<_> = output.lines().filter(|line| !line.is_empty()).collect();
    Ok(Measure {
        name: what,
        value: Value::Measured(crates.len() as u64),
        explanation,
    })
}

/// The part of `cargo metadata` that is read.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    features: BTreeMap<String, Vec<String>>,
}

/// The features of a package of the workspace, by name.
fn features(root: &Path, name: &str) -> Result<Vec<String>, Failure> {
    let arguments = ["metadata", "--no-deps", "--format-version", "1"];
    let output = process::stdout(process::cargo(root).args(arguments))?;
    let metadata: Metadata = serde_json::from_str(&output)
        .map_err(|error| format!("error: cannot read the output of cargo metadata: {error}"))?;
    let package = metadata
        .packages
        .into_iter()
        .find(|package| package.name == name);
    let package = package.ok_or_else(|| format!("error: no package is named {name}"))?;
    Ok(package.features.into_keys().collect())
}
