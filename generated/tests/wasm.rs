//! Without its default features, the crate works without an operating system, for example in a
//! browser.
//!
//! If rustc has the target installed, the crate is compiled for it. In any case, the dependencies
//! are checked: none may need an operating system.

#![cfg(test)]

use std::fs;
use std::path::Path;
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";

/// All features that work without an operating system.
const FEATURES: &str = "chrono,events,jiff,test-util,time";

/// Crates that do not compile for the target or fail there at run time, and what they need.
const FORBIDDEN: [(&str, &str); 22] = [
    ("tokio", "the system's timers and sockets"),
    ("mio", "the system's event queue"),
    ("socket2", "sockets"),
    ("hyper", "a runtime that drives its connections"),
    ("hyper-util", "sockets, through tokio"),
    ("hyper-rustls", "sockets, through tokio"),
    ("tokio-rustls", "sockets, through tokio"),
    ("rustls", "a clock and random numbers of the system"),
    ("rustls-native-certs", "the system's certificates"),
    ("openssl-probe", "the system's files"),
    ("security-framework", "macOS"),
    ("schannel", "Windows"),
    ("windows-sys", "Windows"),
    (
        "ring",
        "a C compiler for the target, and the system's random numbers",
    ),
    ("aws-lc-rs", "a C compiler for the target"),
    ("getrandom", "the system's random numbers"),
    ("libc", "a C library"),
    ("rustix", "Unix"),
    ("signal-hook-registry", "signals"),
    ("iana-time-zone", "the system's time zone"),
    ("parking_lot_core", "the system's threads"),
    ("reqwest", "sockets, or a browser to itself"),
];

fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
    cargo
}

/// The dependencies for the target, without build dependencies.
fn dependencies(features: &[&str]) -> Vec<String> {
    let output = cargo()
        // Not offline: a new machine has not downloaded the crates of another target yet.
        .args(["tree", "--locked", "--package", "codat-platform"])
        .args(["--target", TARGET, "--edges", "normal,no-proc-macro"])
        .args(["--prefix", "none", "--format", "{p}"])
        .args(features)
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    let tree = String::from_utf8(output.stdout).unwrap();
    let name = |line: &str| line.split(' ').next().unwrap().to_owned();
    let mut names: Vec<_> = tree.lines().map(name).collect();
    names.sort();
    names.dedup();
    names
}

/// The crates that need something that the target does not have.
fn forbidden(names: &[String]) -> Vec<(&'static str, &'static str)> {
    let mut forbidden = FORBIDDEN.to_vec();
    forbidden.retain(|(name, _)| names.iter().any(|known| known == name));
    forbidden
}

#[test]
fn no_dependency_needs_an_operating_system() {
    for features in [
        &["--no-default-features"][..],
        &["--no-default-features", "--features", "events"],
        &["--no-default-features", "--features", FEATURES],
    ] {
        let names = dependencies(features);
        assert!(names.iter().any(|name| name == "serde_json"), "{names:?}");
        assert_eq!(forbidden(&names), [], "{features:?}");
    }
}

/// Proves that the check can fail: the default transport needs an operating system.
#[test]
fn the_default_transport_needs_an_operating_system() {
    let found = forbidden(&dependencies(&[]));
    let found: Vec<_> = found.into_iter().map(|(name, _)| name).collect();
    for name in ["tokio", "hyper-util", "rustls", "ring"] {
        assert!(found.contains(&name), "{name} is not among {found:?}");
    }
}

/// Whether rustc has the standard library of the target.
fn is_installed() -> bool {
    let rustc = std::env::var_os("RUSTC").unwrap_or("rustc".into());
    let output = Command::new(rustc)
        .args(["--print", "target-libdir", "--target", TARGET])
        .output()
        .unwrap();
    let folder = String::from_utf8(output.stdout).unwrap();
    fs::read_dir(Path::new(folder.trim())).is_ok_and(|mut files| files.next().is_some())
}

#[test]
fn compiles_for_the_target() {
    if !is_installed() {
        println!("skipped: rustc has no {TARGET}");
        return;
    }
    let output = cargo()
        .args(["check", "--package", "codat-platform", "--target", TARGET])
        .args(["--no-default-features", "--features", FEATURES])
        .args(["--target-dir", env!("CARGO_TARGET_TMPDIR")])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
