//! Reads the suite: the descriptions, and the scenarios in `scenarios.json`.

use std::fs;
use std::path::Path;

use sdk_generator::ir::Operation;
use serde::Deserialize;
use serde_json::Value;

/// The file with the scenarios.
const SCENARIOS: &str = "scenarios.json";

/// Descriptions and their scenarios.
#[derive(Default)]
pub(crate) struct Collection {
    pub(crate) descriptions: Vec<Description>,
    pub(crate) scenarios: Vec<Scenario>,
}

impl Collection {
    /// Adds those of another suite.
    pub(crate) fn add(&mut self, other: Self) {
        self.descriptions.extend(other.descriptions);
        self.scenarios.extend(other.scenarios);
    }
}

/// An API description.
pub(crate) struct Description {
    /// The name of the file without its extension: `type--array`.
    pub(crate) name: String,
    /// The name of the file.
    pub(crate) file: String,
    pub(crate) text: String,
}

/// Requests that a correct client sends, and the responses of the server.
#[derive(Deserialize)]
pub(crate) struct Scenario {
    pub(crate) name: String,
    /// What the descriptions of the scenario are called: `type/array`.
    spec: String,
    #[serde(rename = "apis")]
    pub(crate) exchanges: Vec<Exchange>,
    /// What the report has if the scenario must not pass, as some of our own.
    #[serde(default)]
    pub(crate) problem: Option<String>,
}

/// A request and its response.
#[derive(Clone, Deserialize)]
#[serde(try_from = "Value")]
pub(crate) struct Exchange {
    /// The path, and possibly a query.
    pub(crate) uri: String,
    pub(crate) method: String,
    pub(crate) request: Request,
    pub(crate) response: Response,
    /// As in the file.
    pub(crate) recorded: Value,
}

impl TryFrom<Value> for Exchange {
    type Error = serde_json::Error;

    fn try_from(recorded: Value) -> Result<Self, Self::Error> {
        let part = |name: &str| match recorded.get(name) {
            Some(Value::Object(part)) => Value::Object(part.clone()),
            _ => Value::Object(serde_json::Map::new()),
        };
        let string = |name: &str| serde_json::from_value(recorded[name].clone());
        Ok(Self {
            uri: string("uri")?,
            method: string("method")?,
            request: serde_json::from_value(part("request"))?,
            response: serde_json::from_value(part("response"))?,
            recorded,
        })
    }
}

/// What a server returns.
#[derive(Clone, Deserialize)]
pub(crate) struct Response {
    body: Option<Value>,
}

impl Response {
    /// The media type of the body, without parameters.
    pub(crate) fn media_type(&self) -> Option<&str> {
        let media_type = self.body.as_ref()?.get("contentType")?.as_str()?;
        media_type.split(';').next()
    }
}

/// The parts of a request that a server expects.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Request {
    #[serde(default)]
    pub(crate) query: serde_json::Map<String, Value>,
    #[serde(default)]
    pub(crate) headers: serde_json::Map<String, Value>,
    pub(crate) body: Option<Value>,
}

impl Exchange {
    /// As in the file, with what the description adds: whether the body may be any because it is
    /// required but not recorded, or else its media type.
    pub(crate) fn described(&self, operation: &Operation) -> Value {
        let mut recorded = self.recorded.clone();
        let Some(body) = &operation.body else {
            return recorded;
        };
        let (name, value) = match (&self.request.body, body.required) {
            (None, false) => return recorded,
            (None, true) => ("anyBody", true.into()),
            (Some(_), _) => ("describedType", body.media_type.clone().into()),
        };
        recorded["request"][name] = value;
        recorded
    }

    /// The path without the query.
    pub(crate) fn path(&self) -> &str {
        self.uri.split('?').next().unwrap_or_default()
    }

    /// The pairs of the query, each value as a string. An array has several pairs.
    pub(crate) fn query(&self) -> Vec<(String, String)> {
        let (_, query) = self.uri.split_once('?').unwrap_or_default();
        let mut pairs = super::wire::form_pairs(query);
        for (name, value) in &self.request.query {
            match value {
                Value::Array(items) => {
                    pairs.extend(items.iter().map(|item| (name.clone(), text(item))));
                }
                value => pairs.push((name.clone(), text(value))),
            }
        }
        pairs
    }

    /// The value of a request header.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let mut headers = self.request.headers.iter();
        let found = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| text(value))
    }
}

impl Scenario {
    /// Whether a description is of the scenario's API, in any of its versions.
    pub(crate) fn is_of(&self, description: &str) -> bool {
        let name = description.replace("--", "/");
        let rest = name.strip_prefix(&self.spec);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

/// A scalar as it is in a URL or a header.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The descriptions of the folder, sorted by name, and the scenarios.
pub(crate) fn read(suite: &Path) -> Collection {
    let mut descriptions: Vec<Description> = fs::read_dir(suite)
        .unwrap_or_else(|error| panic!("{}: {error}", suite.display()))
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|file| file != SCENARIOS)
        .filter_map(|file| {
            let is_document = |ending: &&str| file.ends_with(*ending);
            let ending = [".yaml", ".yml", ".json"].into_iter().find(is_document)?;
            Some(Description {
                name: file.strip_suffix(ending)?.to_owned(),
                text: fs::read_to_string(suite.join(&file)).unwrap(),
                file,
            })
        })
        .collect();
    descriptions.sort_by(|a, b| a.name.cmp(&b.name));
    let text = fs::read_to_string(suite.join(SCENARIOS)).unwrap();
    let scenarios = serde_json::from_str(&text)
        .unwrap_or_else(|error| panic!("{}: {error}", suite.join(SCENARIOS).display()));
    Collection {
        descriptions,
        scenarios,
    }
}
