//! Shared by the test crates: inputs from files next to the tests, and expected files that can be
//! updated.
//!
//! A case is a document `<name>.yaml` or `<name>.json`, with optional files `<name>.overlay.yaml`,
//! `<name>.names.yaml` and `<name>.sdk.toml`. Comments at the top of the document, such as
//! `# tags: A, B` or `# options: skip-unsupported`, set command line options.
//!
//! If the environment variable `SDK_UPDATE_EXPECTED` is set, the tests write the expected files
//! instead of comparing them. Review the differences before you commit them:
//!
//! ```text
//! SDK_UPDATE_EXPECTED=1 cargo test -p sdk-generator
//! ```

#![allow(dead_code, reason = "each test crate uses a part")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sdk_generator::diagnostics::{Diagnostics, Style};
use sdk_generator::source::Source;
use sdk_generator::{Files, GenerateError, Generated, Input, NoFiles};
use similar::TextDiff;

/// The environment variable that makes tests update expected files.
pub(crate) const UPDATE: &str = "SDK_UPDATE_EXPECTED";

/// The result of a generation.
pub(crate) type Outcome = Result<Generated, GenerateError>;

/// A folder next to the tests.
pub(crate) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name)
}

/// A document of a folder, with its overlay, names and settings.
pub(crate) struct Case {
    /// The file name without its extension.
    pub(crate) name: String,
    /// The input of the generation.
    pub(crate) input: Input,
}

impl Case {
    /// The values of a line `# <word>: a, b` at the top of the document.
    pub(crate) fn list(&self, word: &str) -> Vec<String> {
        list(&self.input.spec.text, word)
    }
}

/// The cases of a folder, sorted by name.
pub(crate) fn cases(name: &str) -> Vec<Case> {
    let folder = folder(name);
    let mut cases: Vec<Case> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|file| {
            let stem = file
                .strip_suffix(".yaml")
                .or_else(|| file.strip_suffix(".json"))?;
            let beside = [".overlay", ".names", ".ir"]
                .iter()
                .any(|kind| stem.ends_with(kind));
            (!beside).then(|| case(&folder, stem, &file))
        })
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(!cases.is_empty(), "{} holds no document", folder.display());
    cases
}

fn case(folder: &Path, stem: &str, file: &str) -> Case {
    let beside = |ending: &str| {
        let name = format!("{stem}{ending}");
        let text = fs::read_to_string(folder.join(&name)).ok()?;
        Some(source(&name, &text))
    };
    let text = fs::read_to_string(folder.join(file)).unwrap();
    let tags = list(&text, "tags");
    Case {
        name: stem.to_owned(),
        input: Input {
            spec: source(file, &text),
            overlays: beside(".overlay.yaml").into_iter().collect(),
            settings: beside(".sdk.toml"),
            names: beside(".names.yaml"),
            tags,
            crate_name: None,
            files: Arc::new(Beside(folder.to_owned())),
            hand_written_files: true,
            skip_unsupported: list(&text, "options").contains(&"skip-unsupported".to_owned()),
        },
    }
}

/// The files beside a document.
#[derive(Debug)]
struct Beside(PathBuf);

impl Files for Beside {
    fn read(&self, path: &str) -> io::Result<String> {
        fs::read_to_string(self.0.join(path))
    }
}

fn list(text: &str, word: &str) -> Vec<String> {
    let start = format!("# {word}: ");
    let lines = text.lines().take_while(|line| line.starts_with('#'));
    lines
        .filter_map(|line| line.strip_prefix(&start))
        .flat_map(|line| line.split(", ").map(str::to_owned))
        .collect()
}

/// A source with the path that messages show.
pub(crate) fn source(path: &str, text: &str) -> Arc<Source> {
    Arc::new(Source {
        path: path.to_owned(),
        text: text.to_owned(),
    })
}

/// The inputs of the repository, with paths below a folder.
pub(crate) fn project(below: &str) -> Input {
    let root = folder("../..");
    let read = |name: &str| {
        let text = fs::read_to_string(root.join(name)).ok()?;
        Some(source(&format!("{below}{name}"), &text))
    };
    let overlays = ["legacy-rules", "corrections", "sdk"];
    let overlays = overlays.map(|name| read(&format!("spec/overlays/{name}.yaml")));
    Input {
        spec: read("spec/codat-platform.yaml").unwrap(),
        overlays: overlays.map(Option::unwrap).into(),
        settings: read("spec/sdk.toml"),
        names: read("spec/names.yaml"),
        tags: Vec::new(),
        crate_name: None,
        files: Arc::new(NoFiles),
        hand_written_files: true,
        skip_unsupported: false,
    }
}

/// An input that consists of a document only.
pub(crate) fn input(path: &str, text: &str) -> Input {
    Input {
        spec: source(path, text),
        overlays: Vec::new(),
        settings: None,
        names: None,
        tags: Vec::new(),
        crate_name: None,
        files: Arc::new(NoFiles),
        hand_written_files: true,
        skip_unsupported: false,
    }
}

/// Generates, and returns the diagnostics too.
pub(crate) fn generate(input: &Input) -> (Outcome, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let outcome = sdk_generator::generate(input, &mut diagnostics, &mut |_| ());
    (outcome, diagnostics)
}

/// Generates from an input that has no errors.
pub(crate) fn generated(input: &Input) -> Generated {
    let (outcome, diagnostics) = generate(input);
    outcome.unwrap_or_else(|error| {
        let report = diagnostics.render(Style::Plain);
        panic!("{}: {error:?}\n{report}", input.spec.path)
    })
}

/// Writes the files to a directory. Files that did not change are not written.
pub(crate) fn write(generated: &Generated, dir: &Path) {
    sdk_generator::emit::write(&generated.files, dir).unwrap();
}

/// Differences between actual and expected files, for all cases of a test.
#[derive(Default)]
pub(crate) struct Expectations(Vec<String>);

impl Expectations {
    /// Compares a text with the expected file, or updates the file.
    pub(crate) fn check(&mut self, path: &Path, found: &str) {
        let expected = fs::read_to_string(path).unwrap_or_default();
        if expected == found {
            return;
        }
        if std::env::var_os(UPDATE).is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, found).unwrap();
            return;
        }
        let diff = TextDiff::from_lines(expected.as_str(), found);
        let name = path
            .strip_prefix(env!("CARGO_MANIFEST_DIR"))
            .unwrap_or(path);
        let name = name.display().to_string();
        self.0
            .push(diff.unified_diff().header(&name, "found").to_string());
    }

    /// Records another difference.
    pub(crate) fn wrong(&mut self, message: String) {
        self.0.push(message);
    }
}

impl Drop for Expectations {
    fn drop(&mut self) {
        if !self.0.is_empty() && !std::thread::panicking() {
            panic!(
                "{}\n{} differ; set {UPDATE}=1 to update the expected files",
                self.0.join("\n"),
                self.0.len()
            );
        }
    }
}
