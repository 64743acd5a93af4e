//! http-specs: the requests that correct clients of 60 API descriptions send, and the responses.
//!
//! [`suite`] reads the descriptions and their scenarios. A scenario is a series of exchanges: a
//! recorded request and its response. For each, [`target`] finds the operation, and [`wire`] and
//! [`body`] turn the request into values: the reverse of what an SDK does. [`program`] asks the
//! generator for the code of the call with these values, printed as in the SDK's docs.
//!
//! [`workspace`] builds all SDKs with a program for each, in one run of cargo. A program makes the
//! calls over HTTP, to a server on the loopback interface that answers only to the recorded
//! requests. The decoded responses are encoded again and compared with the recorded ones. An error
//! response passes if the error has its status and body. The crate `harness` has what the programs
//! share. [`report`] prints a table and compares it with a committed floor.
//!
//! The values are not examples of an overlay, because examples have no bytes, and because an
//! operation can have several scenarios with other parameters.
//!
//! The environment variable `CONFORMANCE_SUITE` selects another folder, relative to the root of the
//! repository. Without it, the folder is next to the repository, and the test is skipped, with a
//! message, if it does not exist.

mod body;
mod program;
mod report;
mod suite;
mod target;
mod wire;
mod workspace;

use std::collections::BTreeMap;
use std::env;

use sdk_generator::diagnostics::{Diagnostics, Severity};
use sdk_generator::ir::Server;
use sdk_generator::{GenerateError, Generated, Input};

use crate::support::{folder, generate, input};
use report::{Outcome, Report};
use suite::{Description, Scenario};
use workspace::Member;

#[test]
fn spector_scenarios_pass() {
    let given = env::var_os("CONFORMANCE_SUITE");
    let path = match &given {
        Some(given) => folder("../..").join(given),
        None => folder("../../../shared/spector"),
    };
    if given.is_none() && !path.exists() {
        eprintln!("SKIPPED: {} does not exist", path.display());
        return;
    }
    let (descriptions, scenarios) = suite::read(&path);
    let report = run(&descriptions, &scenarios);
    println!("{}", report.details());
    println!("{}", report.differences());
    println!("{}", report.table());
    report.check_floor(given.is_none());
}

/// Runs every scenario with each description that has its operations.
fn run(descriptions: &[Description], scenarios: &[Scenario]) -> Report {
    let mut report = Report::default();
    let mut members = Vec::new();
    let mut is_run = vec![false; scenarios.len()];
    for description in descriptions {
        let own = || {
            scenarios
                .iter()
                .enumerate()
                .filter(|(_, one)| one.is_of(description))
        };
        let package = package(&description.name);
        let input = Input {
            crate_name: Some(package.clone()),
            ..input(&description.file, &description.text)
        };
        let (outcome, diagnostics) = generate(&input);
        let generated = match outcome {
            Ok(generated) => generated,
            Err(error) => {
                let refused = Outcome::Refused(refusal(&error, &diagnostics));
                for (index, scenario) in own() {
                    is_run[index] = true;
                    report.add(&description.name, &scenario.name, &refused);
                }
                continue;
            }
        };
        let mut programs = BTreeMap::new();
        for (index, scenario) in own() {
            if !program::is_described(&generated.api, scenario) {
                continue;
            }
            is_run[index] = true;
            match program::program(&input, &generated, scenario) {
                Ok(program) => {
                    programs.insert(index, (scenario, program));
                }
                Err(reason) => {
                    report.add(&description.name, &scenario.name, &Outcome::Failed(reason));
                }
            }
        }
        if !programs.is_empty() {
            members.push(Member {
                name: description.name.clone(),
                package,
                origin: origin(&generated),
                generated,
                programs,
            });
        }
    }
    for ((description, index), problem) in workspace::run(members) {
        let outcome = problem.map_or(Outcome::Passed, Outcome::Failed);
        report.add(&description, &scenarios[index].name, &outcome);
    }
    for (scenario, _) in scenarios.iter().zip(is_run).filter(|(_, is_run)| !is_run) {
        let reason = "no description has its operations".to_owned();
        report.add("-", &scenario.name, &Outcome::Failed(reason));
    }
    report
}

/// The name of a package: `http-specs-type-array`.
fn package(description: &str) -> String {
    let is_word = |character: char| character.is_ascii_alphanumeric();
    let words = description.split(|character| !is_word(character));
    let words = words
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase);
    ["http".to_owned(), "specs".to_owned()]
        .into_iter()
        .chain(words)
        .collect::<Vec<_>>()
        .join("-")
}

/// The origin of the document's server, to which recorded links are. Empty if it has none.
fn origin(generated: &Generated) -> String {
    let url = |server: &Server| {
        let (scheme, rest) = server.url.split_once("://")?;
        let host = rest.split('/').next()?;
        Some(format!("{scheme}://{host}"))
    };
    generated
        .api
        .servers
        .first()
        .and_then(url)
        .unwrap_or_default()
}

/// The first error, as code and message.
fn refusal(error: &GenerateError, diagnostics: &Diagnostics) -> String {
    let mut errors = diagnostics
        .iter()
        .filter(|one| one.severity() == Severity::Error);
    match errors.next() {
        Some(first) => format!("{}: {}", first.code.name(), first.message),
        None => format!("{error:?}"),
    }
}
