//! A fixed number of seeds over the documents of the generator's own tests.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails"
)]

use std::path::Path;

use sdk_generator_fuzz::Case;
use sdk_generator_fuzz::check::{Verdict, check};
use sdk_generator_fuzz::corpus::Corpus;

/// The number of cases.
const CASES: u64 = 60;

fn corpus() -> Corpus {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
    Corpus::read(&[tests.join("documents"), tests.join("diagnostics")]).unwrap()
}

#[test]
fn mutated_documents_are_refused_with_a_report_or_give_valid_files() {
    let corpus = corpus();
    assert!(corpus.len() > 50, "{} documents", corpus.len());
    let mut accepted = 0;
    for seed in 0..CASES {
        let case = Case::of(&corpus, seed).unwrap();
        match check(&case, seed % 8 == 0) {
            Ok(Verdict::Accepted) => accepted += 1,
            Ok(Verdict::Refused) => {}
            Err(fault) => panic!("seed {seed}: {fault:?}\n{}", case.text()),
        }
    }
    assert!(
        accepted > CASES / 5,
        "only {accepted} documents were accepted"
    );
    assert!(accepted < CASES, "no document was refused");
}

#[test]
fn a_seed_determines_its_case() {
    let corpus = corpus();
    for seed in [0, 1, u64::MAX] {
        let text = || Case::of(&corpus, seed).unwrap().text();
        assert_eq!(text(), text());
    }
}
