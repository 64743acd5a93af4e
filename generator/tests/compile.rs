//! The crates generated from `documents/` compile without warnings.
//!
//! All crates are members of one workspace in the target folder. It is kept, so that their
//! dependencies are built once. It uses the lock file of the repository, and cargo runs offline.
//! Two more members contain the code of all docs and the round trips of all examples, which is
//! faster than a hundred doctests and test programs. The second also runs the tests in
//! `documents/<feature>.test.rs`, which call the crate of that document.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sdk_generator::emit::FileSet;
use support::{cases, folder, generated};

#[test]
fn all_documents_compile() {
    let workspace = workspace();
    let clippy = "clippy --workspace --lib --test examples --keep-going -- -D warnings";
    run(&workspace, clippy, &[]);
    let clippy = "clippy --package golden-events --features test-util --lib -- -D warnings";
    run(&workspace, clippy, &[]);
    let flags = [("RUSTDOCFLAGS", "-D warnings")];
    run(&workspace, "doc --workspace --no-deps --keep-going", &flags);
    run(&workspace, "fmt --all --check", &[]);
    run(&workspace, "test --package round-trips", &[]);
}

/// Writes a workspace with a crate for each document and the two crates that use all of them.
fn workspace() -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documents");
    let mut members = String::new();
    let mut uses = Uses::default();
    for case in cases("documents") {
        let mut input = case.input;
        let name = format!("golden-{}", case.name);
        input.crate_name = Some(name.clone());
        let mut files = FileSet::new();
        let mut has_blocking = false;
        for (path, text) in generated(&input).files.iter() {
            let text = if path == "Cargo.toml" {
                has_blocking = text.lines().any(|line| line.starts_with("blocking = "));
                alone(text)
            } else {
                text.to_owned()
            };
            if path.starts_with("docs/") || path == "README.md" {
                uses.docs(&case.name, path, &text);
            }
            files.insert(path, text).unwrap();
        }
        sdk_generator::emit::write(&files, &root.join(&case.name)).unwrap();
        uses.krate(&case.name, &name, has_blocking);
        writeln!(members, "    {:?},", case.name).unwrap();
    }
    uses.write(&root);
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\n    \"docs\",\n    \"round-trips\",\n{members}]\n\n[profile.dev]\ndebug = false\n"
    );
    put(&root.join("Cargo.toml"), &manifest);
    // Cargo adds the members to the lock file. Copied each time, it has nothing else.
    let lock = fs::read_to_string(folder("../..").join("Cargo.lock")).unwrap();
    put(&root.join("Cargo.lock"), &lock);
    root
}

/// The feature for which emitted tests have more. It stays off.
const HYPER: &str = "[features]\nhyper = []\n\n";

/// What the tests of all documents share.
const READY: &str = "\
/// The result of a call with a mock transport, which never waits.
#[allow(clippy::panic)]
fn ready<T>(call: impl Future<Output = T>) -> T {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match std::pin::pin!(call).poll(&mut context) {
        std::task::Poll::Ready(result) => result,
        std::task::Poll::Pending => panic!(\"the call waits\"),
    }
}
";

/// The two crates that use all others.
#[derive(Default)]
struct Uses {
    /// Each crate.
    crates: Vec<Crate>,
    /// The code of the docs.
    docs: String,
    /// The modules with the tests of each crate, and their paths. They are in the order that rustfmt
    /// expects.
    tests: BTreeMap<String, PathBuf>,
}

/// One crate that the others use.
struct Crate {
    name: String,
    folder: String,
    /// Whether it has the feature of the blocking calls that its README shows.
    has_blocking: bool,
}

impl Uses {
    fn krate(&mut self, case: &str, name: &str, has_blocking: bool) {
        self.crates.push(Crate {
            name: name.to_owned(),
            folder: case.to_owned(),
            has_blocking,
        });
        let module = case.replace('-', "_");
        let path = format!("../../{case}/tests/examples/main.rs");
        self.tests.insert(module.clone(), path.into());
        let test = folder("documents").join(format!("{case}.test.rs"));
        if test.is_file() {
            self.tests.insert(format!("{module}_test"), test);
        }
    }

    /// Adds each Rust block of a Markdown file, in its own module.
    fn docs(&mut self, case: &str, path: &str, text: &str) {
        let blocks = text.split("```rust,no_run\n").skip(1);
        for (index, block) in blocks.enumerate() {
            let code = block.split("```").next().unwrap();
            let file = path.rsplit('/').next().unwrap().trim_end_matches(".md");
            let file = file.trim_end_matches('_');
            let module = format!("{case}_{file}_{index}")
                .replace('-', "_")
                .to_lowercase();
            writeln!(self.docs, "#[rustfmt::skip]\nmod {module} {{\n{code}}}").unwrap();
        }
    }

    fn write(&self, root: &Path) {
        let docs = root.join("docs");
        let tokio = "tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }\n";
        let manifest = self.manifest("docs", "", |krate| match krate.has_blocking {
            true => r#", features = ["blocking"]"#,
            false => "",
        });
        put(&docs.join("Cargo.toml"), &(manifest + tokio));
        let code = format!(
            "#![allow(dead_code)] // The examples are only compiled.\n\n{}",
            self.docs
        );
        put(&docs.join("src/lib.rs"), &code);
        let tests = root.join("round-trips");
        // Without the default transport, linking takes a fifth of the time.
        let manifest = self.manifest(
            "round-trips",
            HYPER,
            |_| r#", default-features = false, features = ["test-util"]"#,
        );
        put(&tests.join("Cargo.toml"), &manifest);
        let mut code = format!("{READY}\n");
        for (module, path) in &self.tests {
            writeln!(code, "#[path = {path:?}]\nmod {module};").unwrap();
        }
        put(&tests.join("tests/all.rs"), &code);
    }

    fn manifest(
        &self,
        name: &str,
        before: &str,
        features: impl Fn(&Crate) -> &'static str,
    ) -> String {
        let mut text = format!(
            "[package]\nname = {name:?}\nedition = \"2024\"\n\n{before}[dependencies]\nserde = \"1\"\nserde_json = \"1\"\n"
        );
        for krate in &self.crates {
            let path = format!("../{}", krate.folder);
            let features = features(krate);
            writeln!(text, "{} = {{ path = {path:?}{features} }}", krate.name).unwrap();
        }
        text
    }
}

/// The manifest without the dependencies of hand-written tests, which take a minute to build.
fn alone(manifest: &str) -> String {
    let mut kept = String::new();
    let mut is_kept = true;
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_kept = line != "[dev-dependencies]";
        }
        if is_kept {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// Writes a file if it changed, so that cargo rebuilds only what is necessary.
fn put(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn run(workspace: &Path, arguments: &str, environment: &[(&str, &str)]) {
    let output = Command::new(env!("CARGO"))
        .args(arguments.split(' '))
        .current_dir(workspace)
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TARGET_DIR", workspace.join("target"))
        // Variables that the outer cargo sets for this test must not reach the inner cargo.
        .env_remove("RUSTFLAGS")
        .env_remove("RUSTDOCFLAGS")
        .envs(environment.iter().copied())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "cargo {arguments} failed in {}\n{said}\n{printed}",
        workspace.display()
    );
}
