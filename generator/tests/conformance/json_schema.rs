//! JSON-Schema-Test-Suite, draft 2020-12: every valid instance decodes and encodes to the same JSON.
//!
//! [`suite`] reads the files: groups of a schema and instances. [`document`] makes the schema of
//! each group a component of one OpenAPI 3.1 document. A group whose schema the generator refuses
//! is left out, and its instances are counted as refused. [`sdk`] builds the SDK of the others with
//! a program that decodes each valid instance as a response of the SDK, encodes the
//! result, and compares the two as JSON: numbers by value, to the last digit, objects in any order.
//! Instances that are invalid are not used, because an SDK does not validate.
//!
//! Each instance is the body of a response, and also the value of a property. It passes if neither
//! loses anything. [`results`] makes a report of the outcomes.

mod document;
mod equal;
mod results;
mod sdk;
mod suite;

use crate::page;
use crate::suites::Suite;

const SUITE: Suite = Suite {
    title: "JSON Schema",
    about: "\
JSON-Schema-Test-Suite, draft 2020-12, two thirds of its groups. A group here is a file of the
suite. Each schema of the suite is a component of one OpenAPI 3.1 document. A case is a valid
instance. It passes if the emitted type decodes it and encodes it to the same JSON, as the body of a
response and as the value of a property. Numbers are compared by value, to the last digit. Invalid
instances are not used, because an SDK does not validate. Schemas that refer to other documents of
the suite are refused: generation reads no network.",
    folder: "json-schema-suite",
    variable: "JSON_SCHEMA_SUITE",
};

#[test]
fn valid_instances_decode_and_encode_to_the_same_json() {
    let Some(files) = SUITE.files() else {
        return;
    };
    let suite = suite::read(&files.path);
    let (generated, refused) = document::generate(&suite);
    let outcomes = sdk::run(&generated, &suite);
    println!("{}", results::details(&suite, &refused, &outcomes));
    let report = results::report(&suite, &refused, &outcomes);
    println!("{}\n{}", SUITE.title, report.table());
    page::check(&SUITE, &files, &report);
}
