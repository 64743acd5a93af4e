//! Measures a whole generation, from text to files: `cargo bench --package sdk-generator`.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use divan::{Bencher, black_box};
use sdk_generator::Input;
use sdk_generator::diagnostics::Diagnostics;
use sdk_generator::source::Source;

fn main() {
    divan::main();
}

fn read(path: &str) -> Arc<Source> {
    let full = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../spec")
        .join(path);
    // A missing file is read as an empty document, for which the bench panics.
    let text = fs::read_to_string(&full).unwrap_or_default();
    Arc::new(Source {
        path: path.to_owned(),
        text,
    })
}

fn input(tags: &[&str]) -> Input {
    let overlays = ["legacy-rules.yaml", "corrections.yaml", "sdk.yaml"];
    Input {
        spec: read("codat-platform.yaml"),
        overlays: overlays
            .iter()
            .map(|name| read(&format!("overlays/{name}")))
            .collect(),
        settings: Some(read("sdk.toml")),
        names: Some(read("names.yaml")),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        crate_name: None,
        files: Arc::new(sdk_generator::NoFiles),
        hand_written_files: true,
    }
}

fn generate(bencher: Bencher<'_, '_>, tags: &[&str]) {
    let input = input(tags);
    bencher.bench_local(|| {
        let mut diagnostics = Diagnostics::new();
        let generated = sdk_generator::generate(black_box(&input), &mut diagnostics, &mut |_| ());
        assert!(generated.is_ok(), "the project's own document generates");
    });
}

/// All operations of the API.
#[divan::bench]
fn all_operations(bencher: Bencher<'_, '_>) {
    generate(bencher, &[]);
}

/// The operations with one tag.
#[divan::bench]
fn one_tag(bencher: Bencher<'_, '_>) {
    generate(bencher, &["Webhooks"]);
}
