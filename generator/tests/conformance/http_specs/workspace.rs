//! Writes a workspace with the SDKs and a program for each, builds it, and runs the programs.
//!
//! A crate that does not compile is a failure of its scenarios only. If errors are in the code of
//! some scenarios, the program is built again without them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sdk_generator::{Generated, Input};
use serde_json::Value;

use super::program::Program;
use super::target::{self, Server};
use crate::support::folder;

/// The files of the crate that all programs share.
const HARNESS: [(&str, &str); 9] = [
    ("lib.rs", include_str!("harness/lib.rs")),
    ("client.rs", include_str!("harness/client.rs")),
    ("equal.rs", include_str!("../json_schema/equal.rs")),
    ("expected.rs", include_str!("harness/expected.rs")),
    ("http1.rs", include_str!("harness/http1.rs")),
    ("multipart.rs", include_str!("harness/multipart.rs")),
    ("outcome.rs", include_str!("harness/outcome.rs")),
    ("server.rs", include_str!("harness/server.rs")),
    ("sse.rs", include_str!("harness/sse.rs")),
];
const HARNESS_MANIFEST: &str = "\
[package]
name = \"harness\"
edition = \"2024\"

[dependencies]
base64 = { version = \"0.23\", default-features = false, features = [\"alloc\"] }
bytes = \"1\"
http = \"1\"
percent-encoding = { version = \"2\", default-features = false, features = [\"alloc\"] }
serde_json = { version = \"1\", features = [\"raw_value\"] }
";
/// The part of a program that does not depend on the scenarios.
const SUPPORT: &str = include_str!("support.rs");
/// How often programs are built without the scenarios that do not compile.
const ROUNDS: usize = 4;

/// The SDK of a description, and the scenarios that are run with it.
pub(crate) struct Member {
    /// The name of the description.
    pub(crate) name: String,
    pub(crate) input: Input,
    pub(crate) generated: Generated,
    /// The servers of the description.
    pub(crate) servers: Vec<Server>,
    /// By the index of the scenario.
    pub(crate) programs: BTreeMap<usize, Program>,
}

impl Member {
    pub(crate) fn new(name: &str, input: Input, generated: Generated) -> Self {
        Self {
            name: name.to_owned(),
            servers: target::servers(&input.spec),
            input,
            generated,
            programs: BTreeMap::new(),
        }
    }

    /// The name of the SDK's package.
    fn package(&self) -> &str {
        &self.generated.krate.manifest.name
    }

    /// The origin of the document's server, to which recorded links are. Empty if it has none.
    fn origin(&self) -> String {
        self.servers
            .iter()
            .find_map(Server::origin)
            .unwrap_or_default()
    }
}

/// What is wrong with each scenario of each member, by the name of the member and the index of the
/// scenario.
pub(crate) type Problems = BTreeMap<(String, usize), Option<String>>;

/// The index of a scenario, and what is wrong with it.
type Finding = (usize, Option<String>);

/// Builds and runs the programs of the members.
pub(crate) fn run(mut members: Vec<Member>) -> Problems {
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let root = temporary.join("http-specs");
    let target = temporary.join("documents/target");
    write_shared(&root, &members);
    for member in &members {
        let files = &member.generated.files;
        sdk_generator::emit::write(files, &root.join("sdks").join(member.package())).unwrap();
    }
    let mut problems = Problems::new();
    for _ in 0..ROUNDS {
        for member in &members {
            write_program(&root, member);
        }
        let errors = build(&root, &target);
        let mut is_complete = true;
        for member in &mut members {
            let failed = failures(member, &errors);
            is_complete &= failed.is_empty();
            for (index, error) in failed {
                member.programs.remove(&index);
                let key = (member.name.clone(), index);
                problems.insert(key, Some(format!("does not compile: {error}")));
            }
        }
        if is_complete {
            break;
        }
    }
    for member in members.iter().filter(|member| !member.programs.is_empty()) {
        for (index, problem) in results(&target, member) {
            problems.insert((member.name.clone(), index), problem);
        }
    }
    problems
}

fn write_shared(root: &Path, members: &[Member]) {
    for (file, text) in HARNESS {
        put(&root.join("harness/src").join(file), text);
    }
    put(&root.join("harness/Cargo.toml"), HARNESS_MANIFEST);
    let mut names = String::new();
    for member in members {
        let package = member.package();
        write!(
            names,
            "    \"sdks/{package}\",\n    \"programs/{package}\",\n"
        )
        .unwrap();
    }
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\n    \"harness\",\n{names}]\n\n[profile.dev]\ndebug = false\nincremental = false\n"
    );
    put(&root.join("Cargo.toml"), &manifest);
    let lock = fs::read_to_string(folder("../..").join("Cargo.lock")).unwrap();
    put(&root.join("Cargo.lock"), &lock);
}

fn write_program(root: &Path, member: &Member) {
    let package = member.package();
    let root = root.join("programs").join(package);
    let manifest = format!(
        "[package]
name = \"run-{package}\"
edition = \"2024\"

[dependencies]
harness = {{ path = \"../../harness\" }}
serde = \"1\"
serde_json = \"1\"
{package} = {{ path = \"../../sdks/{package}\", default-features = false }}
"
    );
    put(&root.join("Cargo.toml"), &manifest);
    put(&root.join("src/support.rs"), SUPPORT);
    let krate = &member.generated.krate.manifest.krate;
    let mut modules = String::new();
    let mut table = String::new();
    for (index, program) in &member.programs {
        put(&root.join(format!("src/s{index}.rs")), &program.code);
        writeln!(modules, "mod s{index};").unwrap();
        write!(table, "        ({index}, &[").unwrap();
        for call in 0..program.calls {
            write!(
                table,
                "|base| support::block_on(s{index}::call_{call}(base)), "
            )
            .unwrap();
        }
        table += "]),\n";
    }
    let main = format!(
        "//! The scenarios of one description.\n\n#![allow(unused, deprecated)]\n\nuse {krate} as sdk;\n\nmod support;\n{modules}\nfn main() {{\n    support::run(&[\n{table}    ]);\n}}\n"
    );
    put(&root.join("src/main.rs"), &main);
}

/// An error of the compiler: the package, the files that it is about, and the message.
#[derive(Debug)]
struct CompileError {
    package: String,
    files: BTreeSet<String>,
    message: String,
}

/// Builds all programs that compile.
fn build(root: &Path, target: &Path) -> Vec<CompileError> {
    let output = Command::new(env!("CARGO"))
        .args("build --package run-http-specs-* --keep-going --message-format json".split(' '))
        .current_dir(root)
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TARGET_DIR", target)
        // Variables that the outer cargo sets for this test must not reach the inner cargo.
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    let errors: Vec<_> = printed.lines().filter_map(compile_error).collect();
    let is_of_member = |error: &CompileError| {
        ["sdks/", "programs/"]
            .iter()
            .any(|start| error.package.starts_with(start))
    };
    assert!(
        output.status.success() || (!errors.is_empty() && errors.iter().all(is_of_member)),
        "cargo failed in {}\n{}\n{errors:?}",
        root.display(),
        String::from_utf8_lossy(&output.stderr)
    );
    errors
}

fn compile_error(line: &str) -> Option<CompileError> {
    let message: Value = serde_json::from_str(line).ok()?;
    if message["reason"] != "compiler-message" || message["message"]["level"] != "error" {
        return None;
    }
    let spans = message["message"]["spans"].as_array().into_iter().flatten();
    let files = spans.filter_map(|span| span["file_name"].as_str());
    let file = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned();
    let manifest = PathBuf::from(message["manifest_path"].as_str()?);
    let folder = manifest.parent()?;
    let kind = folder.parent()?.file_name()?.to_string_lossy().into_owned();
    Some(CompileError {
        package: format!("{kind}/{}", folder.file_name()?.to_string_lossy()),
        files: files.map(file).collect(),
        message: message["message"]["message"].as_str()?.to_owned(),
    })
}

/// The scenarios of a member that do not compile: those that errors are about, or all.
fn failures(member: &Member, errors: &[CompileError]) -> BTreeMap<usize, String> {
    let mut failed = BTreeMap::new();
    let program = format!("programs/{}", member.package());
    let of_program = errors.iter().filter(|error| error.package == program);
    for error in of_program {
        for index in member.programs.keys() {
            if error.files.contains(&format!("s{index}.rs")) {
                failed
                    .entry(*index)
                    .or_insert_with(|| error.message.clone());
            }
        }
    }
    let sdk = format!("sdks/{}", member.package());
    let is_own = |error: &&CompileError| error.package == sdk || error.package == program;
    if failed.is_empty()
        && let Some(error) = errors.iter().find(is_own)
    {
        let reason = format!("{}: {}", error.package, error.message);
        failed.extend(member.programs.keys().map(|index| (*index, reason.clone())));
    }
    failed
}

/// The results of a program. It ends at a scenario that overflows the stack, and is then run again
/// with the scenarios after it.
fn results(target: &Path, member: &Member) -> Vec<Finding> {
    let name = format!("run-{}{}", member.package(), std::env::consts::EXE_SUFFIX);
    let program = target.join("debug").join(name);
    let input = program.with_extension("scenarios.json");
    let origin = member.origin();
    let scenarios = member.programs.iter();
    let scenarios = scenarios.map(|(index, program)| (*index, &origin, &program.exchanges));
    let scenarios: Vec<_> = scenarios.collect();
    let mut results: Vec<Finding> = Vec::new();
    while results.len() < scenarios.len() {
        let rest = serde_json::to_string(&scenarios[results.len()..]).unwrap();
        fs::write(&input, rest).unwrap();
        let output = Command::new(&program)
            .arg(&input)
            .env("RUST_BACKTRACE", "0")
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let lines = printed.lines();
        results.extend(lines.map(|line| serde_json::from_str::<Finding>(line).unwrap()));
        if let Some((index, ..)) = scenarios.get(results.len()) {
            let error = String::from_utf8_lossy(&output.stderr);
            let problem = format!("the program ended: {}", error.trim());
            results.push((*index, Some(problem)));
        }
    }
    results
}

/// Writes a file if it changed, so that cargo rebuilds only what is necessary.
fn put(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
