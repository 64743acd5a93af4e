//! JSON-Schema-Test-Suite, draft 2020-12: every valid instance decodes and encodes to the same JSON.
//!
//! [`suite`] reads the files: groups of a schema and instances. [`document`] makes the schema of
//! each group a component of one OpenAPI 3.1 document. A group whose schema the generator refuses
//! is counted with the codes of its errors, and left out. [`sdk`] builds the SDK of the others with
//! a program that decodes each valid instance as a response of the SDK, encodes the
//! result, and compares the two as JSON: numbers by value, to the last digit, objects in any order.
//! Instances that are invalid are not used, because an SDK does not validate.
//!
//! Each instance is the body of a response, and also the value of a property. It passes if neither
//! loses anything. [`report`] prints a table and compares it with a committed floor.
//!
//! The environment variable `JSON_SCHEMA_SUITE` selects another folder. Without it, the folder is
//! next to the repository, and the test is skipped, with a message, if it does not exist.

mod document;
mod equal;
mod report;
mod sdk;
mod suite;

use std::env;
use std::path::PathBuf;

use crate::support::folder;
use report::Report;

#[test]
fn valid_instances_decode_and_encode_to_the_same_json() {
    let given = env::var_os("JSON_SCHEMA_SUITE").map(PathBuf::from);
    let path = given
        .clone()
        .unwrap_or_else(|| folder("../../../shared/json-schema-suite"));
    if given.is_none() && !path.exists() {
        eprintln!("SKIPPED: {} does not exist", path.display());
        return;
    }
    let suite = suite::read(&path);
    let (generated, refused) = document::generate(&suite);
    let results = sdk::run(&generated, &suite);
    let report = Report::new(&suite, &refused, &results);
    println!("{}", report.details());
    println!("{}", report.table());
    report.check_floor(given.is_none());
}
