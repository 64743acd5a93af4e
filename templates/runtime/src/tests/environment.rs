//! API keys and base URLs from environment variables.
//!
//! A process cannot change its own environment safely, so each case runs the test in a child
//! process with the variables set.

use std::process::Command;

use crate::key_from_env;
use crate::tests::custom_transport::offline;
use crate::tests::support::API;

const RAW: &str = "SDK_RUNTIME_TEST_KEY";
const HEADER: &str = "SDK_RUNTIME_TEST_HEADER";
const CASE: &str = "SDK_RUNTIME_TEST_CASE";

#[test]
fn reads_the_key_from_either_variable() {
    if std::env::var_os(CASE).is_some() {
        match key_from_env(Some(RAW), Some(HEADER)) {
            Ok(key) => match offline(crate::client_builder(&API)).api_key(key).build() {
                Ok(_) => println!("a key"),
                Err(error) => println!("{error}"),
            },
            Err(error) => println!("{error}"),
        }
        return;
    }
    let missing = format!("there is no API key: set the environment variable {RAW} or {HEADER}");
    for (variables, expected) in [
        (vec![(RAW, "raw")], "a key"),
        (vec![(HEADER, "Basic cmF3")], "a key"),
        (vec![(RAW, ""), (HEADER, "Basic cmF3")], "a key"),
        (vec![(RAW, " raw")], "whitespace (SDK_RUNTIME_TEST_KEY)"),
        (
            vec![(HEADER, "a\nb")],
            "control character (SDK_RUNTIME_TEST_HEADER)",
        ),
        (vec![], missing.as_str()),
        (vec![(RAW, ""), (HEADER, "")], missing.as_str()),
    ] {
        let output = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "tests::environment::reads_the_key_from_either_variable",
                "--nocapture",
            ])
            .env(CASE, "1")
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(
            output.status.success() && printed.contains(expected),
            "{variables:?}: {printed}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_value_that_is_not_unicode_is_not_shown() {
    use std::os::unix::ffi::OsStrExt;
    if std::env::var_os(CASE).is_some() {
        println!("{:?}", key_from_env(Some(RAW), None).unwrap_err());
        return;
    }
    let output = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "tests::environment::a_value_that_is_not_unicode_is_not_shown",
            "--nocapture",
        ])
        .env(CASE, "1")
        .env(RAW, std::ffi::OsStr::from_bytes(b"secret\xff"))
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(
        printed.contains("is not Unicode") && !printed.contains("secret"),
        "{printed}"
    );
}

#[test]
fn an_invalid_base_url_is_an_error_with_the_name_of_its_variable() {
    const BASE_URL: &str = "SDK_RUNTIME_TEST_BASE_URL";
    if std::env::var_os(CASE).is_some() {
        let builder = crate::base_url_from_env(crate::client_builder(&API), BASE_URL);
        let error = builder.unwrap_err();
        assert!(error.is_configuration());
        println!("{error}");
        return;
    }
    let output = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "tests::environment::an_invalid_base_url_is_an_error_with_the_name_of_its_variable",
            "--nocapture",
        ])
        .env(CASE, "1")
        .env(BASE_URL, "user:secret@127.0.0.1")
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(
        printed.contains("the base URL") && printed.contains("(SDK_RUNTIME_TEST_BASE_URL)"),
        "{printed}"
    );
    assert!(!printed.contains("secret"), "{printed}");
}
