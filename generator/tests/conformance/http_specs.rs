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
use std::fmt::Write;

use sdk_generator::diagnostics::{Diagnostics, Severity};
use sdk_generator::{GenerateError, Input};

use crate::support::{folder, generate, input};
use report::{Outcome, Report};
use suite::{Scenario, Suite};
use target::Server;
use workspace::Member;

#[test]
fn spector_scenarios_pass() {
    let given = env::var_os("CONFORMANCE_SUITE");
    let path = match &given {
        Some(given) => folder("../..").join(given),
        None => folder("../../../shared/spector"),
    };
    let mut suite = suite::read(&folder("conformance/http_specs/own"));
    let own = suite.scenarios.len();
    if given.is_some() || path.exists() {
        suite.add(suite::read(&path));
    } else {
        eprintln!("SKIPPED: {} does not exist", path.display());
    }
    let outcomes = run(&suite);
    check_own(&suite.scenarios[..own], &outcomes);
    let report = Report::new(&suite.scenarios, own, &outcomes);
    println!("{}", report.details());
    println!("{}", report.differences());
    println!("{}", report.table());
    if given.is_some() || path.exists() {
        report.check_floor(given.is_none());
    }
}

/// Each of our own scenarios passes, or has the problem that it is written for.
fn check_own(scenarios: &[Scenario], outcomes: &Outcomes) {
    let mut wrong = String::new();
    for (index, scenario) in scenarios.iter().enumerate() {
        for ((_, found), outcome) in outcomes {
            let is_expected = match (outcome, &scenario.problem) {
                (Outcome::Passed, None) => true,
                (Outcome::Failed(found), Some(expected)) => found.contains(expected),
                _ => false,
            };
            if *found == index && !is_expected {
                writeln!(wrong, "{}: {outcome:?}", scenario.name).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What becomes of each scenario, by the name of the description and its index.
type Outcomes = BTreeMap<(String, usize), Outcome>;

/// Runs every scenario with each description that has its operations.
fn run(suite: &Suite) -> Outcomes {
    let Suite {
        descriptions,
        scenarios,
    } = suite;
    let mut outcomes = Outcomes::new();
    let mut members = Vec::new();
    let mut is_run = vec![false; scenarios.len()];
    for description in descriptions {
        let siblings = descriptions
            .iter()
            .filter(|other| other.is_sibling(description));
        let versions: Vec<String> = siblings.filter_map(target::version).collect();
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
                for (index, _) in own() {
                    is_run[index] = true;
                    outcomes.insert((description.name.clone(), index), refused.clone());
                }
                continue;
            }
        };
        let servers = target::servers(&input.spec);
        let origin = servers.iter().find_map(Server::origin);
        let mut programs = BTreeMap::new();
        for (index, scenario) in own() {
            if !program::is_described(&generated.api, &servers, &versions, scenario) {
                continue;
            }
            is_run[index] = true;
            match program::program(&input, &generated, &servers, scenario) {
                Ok(program) => {
                    programs.insert(index, (scenario, program));
                }
                Err(reason) => {
                    let failed = Outcome::Failed(reason);
                    outcomes.insert((description.name.clone(), index), failed);
                }
            }
        }
        if !programs.is_empty() {
            members.push(Member {
                name: description.name.clone(),
                package,
                origin: origin.unwrap_or_default(),
                generated,
                programs,
            });
        }
    }
    for (key, problem) in workspace::run(members) {
        outcomes.insert(key, problem.map_or(Outcome::Passed, Outcome::Failed));
    }
    for (index, _) in is_run.iter().enumerate().filter(|(_, is_run)| !**is_run) {
        let reason = "no description has its operations".to_owned();
        outcomes.insert(("-".to_owned(), index), Outcome::Failed(reason));
    }
    outcomes
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
