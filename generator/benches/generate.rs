//! Measures whole generations, from text to files, on the project's own document and on one of 4 MB:
//! `cargo bench --package sdk-generator --bench generate`.

mod documents;

use divan::{Bencher, black_box};
use sdk_generator::Input;
use sdk_generator::diagnostics::Diagnostics;

fn main() {
    divan::main();
}

fn generate(bencher: Bencher<'_, '_>, input: &Input) {
    bencher.bench_local(|| {
        let mut diagnostics = Diagnostics::new();
        let generated = sdk_generator::generate(black_box(input), &mut diagnostics, &mut |_| ());
        assert!(generated.is_ok(), "{:?}", diagnostics.iter().next());
    });
}

/// All operations of the API.
#[divan::bench]
fn all_operations(bencher: Bencher<'_, '_>) {
    generate(bencher, &documents::platform(&[]));
}

/// The operations with one tag.
#[divan::bench]
fn one_tag(bencher: Bencher<'_, '_>) {
    generate(bencher, &documents::platform(&["Webhooks"]));
}

/// A document of 4 MB.
#[divan::bench(sample_count = 10)]
fn large_document(bencher: Bencher<'_, '_>) {
    generate(bencher, &documents::large());
}
