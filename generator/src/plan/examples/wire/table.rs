//! The table of cases: the lines of a JSON file.

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use serde_json::{Map, Value, json};

use crate::plan::literals;
use crate::pointer::Pointer;
use crate::sdk::{Decoder, Tokens};

/// The cases so far.
#[derive(Default)]
pub(super) struct Table {
    /// The cases of each operation, in lines.
    operations: Vec<Vec<String>>,
    /// The content of responses by their locations and the names of their examples.
    responses: IndexMap<String, Map<String, Value>>,
    /// Other values that are decoded and encoded.
    values: Vec<Value>,
    /// The types that values are decoded as, by their code without spaces.
    decoders: IndexMap<String, TokenStream>,
}

impl Table {
    /// Adds the cases of an operation.
    pub(super) fn operation(
        &mut self,
        id: &str,
        requests: Vec<Map<String, Value>>,
        responses: Vec<String>,
    ) {
        let mut lines = vec![format!("  {{\"id\": {}, \"requests\": [", json!(id))];
        let count = requests.len();
        for (index, request) in requests.into_iter().enumerate() {
            let comma = if index + 1 < count { "," } else { "" };
            lines.push(format!("    {}{comma}", Value::Object(request)));
        }
        lines.push(format!("  ], \"responses\": {}}}", json!(responses)));
        self.operations.push(lines);
    }

    /// Adds the content of a response, unless another operation has added it. Returns its key.
    pub(super) fn response(
        &mut self,
        at: &Pointer,
        example: &str,
        content: Map<String, Value>,
    ) -> String {
        let name = format!("{at} {example}");
        let name = name.trim_end();
        let mut key = name.to_owned();
        // A success and an error may have the same location.
        while self
            .responses
            .get(&key)
            .is_some_and(|known| *known != content)
        {
            key.push('\'');
        }
        self.responses.insert(key.clone(), content);
        key
    }

    /// Adds a value that is not the content of an operation.
    pub(super) fn value(&mut self, at: &Pointer, example: &str, mut content: Map<String, Value>) {
        let name = format!("{at} {example}");
        content.shift_insert(0, "name".to_owned(), name.trim_end().into());
        self.values.push(content.into());
    }

    /// Adds a type that values are decoded as. Returns its name in the table.
    pub(super) fn decoder(&mut self, ty: TokenStream) -> String {
        let name: String = ty.to_string().split_whitespace().collect();
        self.decoders.entry(name.clone()).or_insert(ty);
        name
    }

    /// The types that values are decoded as.
    pub(super) fn decoders(&self) -> Vec<Decoder> {
        let all = self.decoders.iter();
        all.map(|(name, ty)| Decoder {
            name: literals::string(name).into(),
            ty: Tokens::from(ty.clone()),
        })
        .collect()
    }

    /// The lines of the file.
    pub(super) fn lines(self) -> Vec<String> {
        let mut lines = vec!["{\"operations\": [".to_owned()];
        let count = self.operations.len();
        for (index, mut operation) in self.operations.into_iter().enumerate() {
            if let Some(last) = operation.last_mut().filter(|_| index + 1 < count) {
                last.push(',');
            }
            lines.extend(operation);
        }
        lines.push("], \"contents\": {".to_owned());
        let count = self.responses.len();
        for (index, (key, content)) in self.responses.into_iter().enumerate() {
            let comma = if index + 1 < count { "," } else { "" };
            lines.push(format!(
                "  {}: {}{comma}",
                json!(key),
                Value::Object(content)
            ));
        }
        lines.push("}, \"values\": [".to_owned());
        let count = self.values.len();
        for (index, value) in self.values.into_iter().enumerate() {
            let comma = if index + 1 < count { "," } else { "" };
            lines.push(format!("  {value}{comma}"));
        }
        lines.push("]}".to_owned());
        lines
    }
}
