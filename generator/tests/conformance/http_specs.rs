//! http-specs: the requests that correct clients of 60 API descriptions send, and the responses.
//!
//! [`suite`] reads the descriptions and their scenarios. A scenario is a series of exchanges: a
//! recorded request and its response. For each, [`target`] finds the operation, and [`wire`] and
//! [`body`] turn the request into values: the reverse of what an SDK does. [`program`] asks the
//! generator for the code of the call with these values, printed as in the SDK's docs.
//! [`credentials`] adds what is no parameter, and [`decoded`] encodes the response again.
//!
//! [`workspace`] builds all SDKs with a program for each, in one run of cargo. A program makes the
//! calls over HTTP, to a server on the loopback interface that accepts only the recorded
//! requests. The decoded responses are encoded again and compared with the recorded ones. An error
//! response passes if the error has its status and body. The crate `harness` has what the programs
//! share. [`results`] makes a report of the outcomes.
//!
//! The values are not examples of an overlay, because examples have no bytes, and because an
//! operation can have several scenarios with other parameters. Scenarios of our own, in `own/`, are
//! always run. Some of them must have a problem, which shows that the harness finds it.

mod body;
mod credentials;
mod decoded;
mod program;
mod results;
mod suite;
mod target;
mod wire;
mod workspace;

use std::fmt::Write;

use sdk_generator::diagnostics::{Diagnostics, Severity};
use sdk_generator::{GenerateError, Input};

use crate::page;
use crate::report::Outcome;
use crate::suites::Suite;
use crate::support::{folder, generate, input};
use results::Outcomes;
use suite::{Collection, Scenario};
use workspace::Member;

const SUITE: Suite = Suite {
    title: "HTTP",
    about: "\
The npm package `@typespec/http-specs`: API descriptions with the requests that a correct client
sends, and the responses. A group here is a description. A case is a scenario: one or several calls
of the emitted SDK over HTTP, to a server that accepts only the recorded requests: method, path,
query, headers and body. It passes if the decoded responses, encoded again, equal the recorded ones,
and if error responses are errors with their status and body. A scenario is run with each
description of its API.",
    folder: "spector",
    variable: "CONFORMANCE_SUITE",
};

#[test]
fn spector_scenarios_pass() {
    let files = SUITE.files();
    let mut all = suite::read(&folder("conformance/http_specs/own"));
    let own = all.scenarios.len();
    if let Some(files) = &files {
        all.add(suite::read(&files.path));
    }
    let outcomes = run(&all);
    check_own(&all.scenarios[..own], &outcomes);
    let Some(files) = files else {
        return;
    };
    let report = results::report(&all.scenarios, own, &outcomes);
    println!("{}", results::details(&all.scenarios, own, &outcomes));
    println!("{}\n{}", SUITE.title, report.table());
    page::check(&SUITE, &files, &report);
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

/// Runs every scenario with each description that has its operations.
fn run(all: &Collection) -> Outcomes {
    let mut outcomes = Outcomes::new();
    let mut members: Vec<Member> = Vec::new();
    for description in &all.descriptions {
        let input = Input {
            crate_name: Some(package(&description.name)),
            ..input(&description.file, &description.text)
        };
        let (outcome, diagnostics) = generate(&input);
        match outcome {
            Ok(generated) => members.push(Member::new(&description.name, input, generated)),
            Err(error) => {
                let refused = Outcome::Refused(refusal(&error, &diagnostics));
                let scenarios = all.scenarios.iter().enumerate();
                for (index, _) in scenarios.filter(|(_, one)| one.is_of(&description.name)) {
                    outcomes.insert((description.name.clone(), index), refused.clone());
                }
            }
        }
    }
    for (index, scenario) in all.scenarios.iter().enumerate() {
        for (name, problem) in add(&mut members, index, scenario) {
            outcomes.insert((name, index), Outcome::Failed(problem));
        }
        let is_run = members.iter().any(|one| one.programs.contains_key(&index));
        if !is_run && !outcomes.keys().any(|(_, known)| *known == index) {
            let problem = "no description has its operations".to_owned();
            outcomes.insert(("-".to_owned(), index), Outcome::Failed(problem));
        }
    }
    members.retain(|member| !member.programs.is_empty());
    for (key, problem) in workspace::run(members) {
        outcomes.insert(key, problem.map_or(Outcome::Passed, Outcome::Failed));
    }
    outcomes
}

/// Adds a scenario to the members whose description has its operations. If some of these are of the
/// version that the scenario names in its URL, it is of them only. Returns the members for which
/// there is no program, with the reason.
fn add(members: &mut [Member], index: usize, scenario: &Scenario) -> Vec<(String, String)> {
    let is_of = |member: &&Member| scenario.is_of(&member.name);
    let own = members.iter().filter(is_of);
    let versions: Vec<String> = own
        .map(|one| one.generated.api.info.version.clone())
        .collect();
    let described = members.iter().enumerate().filter(|(_, one)| is_of(one));
    let described = described.filter_map(|(at, member)| {
        let first = scenario.exchanges.first()?;
        let target = target::find(&member.generated.api, &member.servers, first)?;
        let version = &member.generated.api.info.version;
        let is_other = |value: &String| value != version && versions.contains(value);
        Some((at, target.variables.iter().any(is_other)))
    });
    let described: Vec<(usize, bool)> = described.collect();
    let has_exact = described.iter().any(|(_, is_other)| !is_other);
    let mut problems = Vec::new();
    for (at, _) in described
        .iter()
        .filter(|(_, is_other)| !(has_exact && *is_other))
    {
        let member = &mut members[*at];
        match program::program(member, scenario) {
            Ok(program) => {
                member.programs.insert(index, program);
            }
            Err(problem) => problems.push((member.name.clone(), problem)),
        }
    }
    problems
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
