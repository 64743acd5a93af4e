//! Generates SDKs from mutated OpenAPI documents, and checks what is emitted.
//!
//! [`corpus`] reads real documents and cuts small ones out of them. [`mutate`] changes one as a tree:
//! it moves, copies, removes, renames and retypes its nodes. [`check`] runs the generator on the text
//! and finds faults, and [`shrink`] makes a document with a fault smaller. A seed determines all of
//! it, so the same seed and the same documents are the same case. The binary runs many seeds, and
//! the tests of this crate a few.

pub mod check;
pub mod corpus;
pub mod mutate;
pub mod rng;
pub mod shrink;
pub mod tree;
pub mod watch;
mod words;

use serde_json::Value;

use corpus::Corpus;
use rng::Rng;

/// A mutated document.
#[derive(Debug, Clone)]
pub struct Case {
    /// What determines it, together with the corpus.
    pub seed: u64,
    /// The document.
    pub document: Value,
    /// Whether its text is YAML instead of JSON.
    pub is_yaml: bool,
    /// The tags to which generation is limited.
    pub tags: Vec<String>,
    /// Whether unsupported parts are left out instead of refused.
    pub skip_unsupported: bool,
}

impl Case {
    /// The case of a seed. `None` if the corpus is empty.
    #[must_use]
    pub fn of(corpus: &Corpus, seed: u64) -> Option<Self> {
        let mut rng = Rng::new(seed);
        let mut document = corpus.slice(&mut rng)?;
        let donor = corpus.slice(&mut rng)?;
        mutate::mutate(&mut document, &donor, &mut rng);
        let tags = match rng.one_in(10) {
            true => tags(&document, &mut rng),
            false => Vec::new(),
        };
        Some(Self {
            seed,
            document,
            is_yaml: rng.one_in(3),
            tags,
            skip_unsupported: rng.one_in(2),
        })
    }

    /// The text of the document.
    #[must_use]
    pub fn text(&self) -> String {
        let yaml = self.is_yaml.then(|| serde_yaml::to_string(&self.document));
        match yaml {
            Some(Ok(text)) => text,
            _ => self.document.to_string(),
        }
    }
}

/// One of the tags of the operations.
fn tags(document: &Value, rng: &mut Rng) -> Vec<String> {
    let pointers = tree::pointers(document);
    let tags: Vec<&str> = pointers
        .iter()
        .filter(|pointer| pointer.ends_with("/tags/0"))
        .filter_map(|pointer| document.pointer(pointer)?.as_str())
        .collect();
    rng.pick(&tags)
        .map(|tag| (*tag).to_owned())
        .into_iter()
        .collect()
}
