//! Recorded exchanges, and how actual requests differ from them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use crate::equal::equal;
use crate::http1::Message;
use crate::multipart;

/// A request and its response.
#[derive(Debug, Clone)]
pub struct Exchange {
    pub request: Request,
    pub response: Response,
}

/// The request that a correct client sends.
#[derive(Debug, Clone)]
pub struct Request {
    method: String,
    path: String,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    body: Option<Value>,
    /// The media type that the description has for the body.
    described_type: Option<String>,
    /// Whether the body is not recorded although the operation requires one.
    has_any_body: bool,
}

/// The response of the server.
#[derive(Debug, Clone)]
pub struct Response {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub content_type: Option<String>,
    pub body: Vec<u8>,
}

impl Exchange {
    /// From the suite's JSON.
    ///
    /// # Errors
    ///
    /// If bytes are not in Base64.
    pub fn of(recorded: &Value) -> Result<Self, String> {
        let string = |name: &str| {
            recorded
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        let request = recorded.get("request").unwrap_or(&Value::Null);
        let response = recorded.get("response").unwrap_or(&Value::Null);
        let (path, query) = string("uri").split_once('?').unwrap_or((string("uri"), ""));
        let mut pairs = form_pairs(query);
        for (name, value) in object(request.get("query")) {
            match value {
                Value::Array(items) => {
                    pairs.extend(items.iter().map(|item| (name.clone(), text(item))));
                }
                value => pairs.push((name.clone(), text(value))),
            }
        }
        let headers = |of: &Value| {
            let headers = object(of.get("headers"));
            headers
                .map(|(name, value)| (name.to_ascii_lowercase(), text(value)))
                .collect()
        };
        let body = response.get("body");
        let described = request.get("describedType").and_then(Value::as_str);
        let status = response
            .get("status")
            .and_then(Value::as_u64)
            .unwrap_or(200);
        Ok(Self {
            request: Request {
                method: string("method").to_ascii_uppercase(),
                path: path.to_owned(),
                query: pairs,
                headers: headers(request),
                body: request.get("body").cloned(),
                described_type: described.map(str::to_owned),
                has_any_body: request.get("anyBody").is_some(),
            },
            response: Response {
                status: status as u16,
                headers: headers(response),
                content_type: body.and_then(content_type).map(str::to_owned),
                body: body.map_or(Ok(Vec::new()), content)?,
            },
        })
    }
}

impl Request {
    /// What differs in an actual request.
    pub fn difference(&self, actual: &Message) -> Option<String> {
        let mut start = actual.start.split(' ');
        let (method, target) = (start.next().unwrap_or(""), start.next().unwrap_or(""));
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        if method != self.method || normal_path(path) != normal_path(&self.path) {
            let expected = format!("{} {}", self.method, self.path);
            return Some(format!("the request is {method} {path}, not {expected}"));
        }
        let (mut pairs, mut expected) = (form_pairs(query), self.query.clone());
        // The order matters among pairs of the same name only.
        pairs.sort_by(|(a, _), (b, _)| a.cmp(b));
        expected.sort_by(|(a, _), (b, _)| a.cmp(b));
        if pairs != expected {
            return Some(format!("the query is {pairs:?}, not {expected:?}"));
        }
        let header = |name: &str| {
            let values = actual.headers.iter().filter(|(known, _)| known == name);
            values
                .map(|(_, value)| value.as_str())
                .collect::<Vec<_>>()
                .join(",")
        };
        let others = self
            .headers
            .iter()
            .filter(|(name, _)| name != "content-type");
        for (name, expected) in others {
            let found = header(name);
            if found.replace(", ", ",") != expected.replace(", ", ",") {
                return Some(format!("the header {name} is {found:?}, not {expected:?}"));
            }
        }
        self.body_difference(&header("content-type"), &actual.body)
    }

    fn body_difference(&self, found_type: &str, found: &[u8]) -> Option<String> {
        let shown = String::from_utf8_lossy(found);
        let Some(body) = &self.body else {
            let is_expected = found.is_empty() || self.has_any_body;
            return (!is_expected).then(|| format!("there is a body: {shown}"));
        };
        let sent = essence(found_type);
        if !self.content_types(body).contains(&sent) {
            return Some(format!(
                "the content type is {found_type:?}, not {:?}",
                content_type(body)
            ));
        }
        if sent.starts_with("multipart/") {
            return multipart::difference(found_type, found, body);
        }
        let raw = body.get("rawContent").unwrap_or(&Value::Null);
        let is_same = if is_json(&sent) {
            let is_json_text = raw.as_str().is_some_and(|json| equal(json, &shown));
            equal(&raw.to_string(), &shown) || is_json_text
        } else if ["jsonl", "ndjson", "json-seq"]
            .iter()
            .any(|kind| sent.contains(kind))
        {
            let expected = bytes(raw).unwrap_or_default();
            let expected = String::from_utf8_lossy(&expected).into_owned();
            let (found, expected) = (lines(&shown), lines(&expected));
            let mut pairs = found.iter().zip(&expected);
            found.len() == expected.len() && pairs.all(|(found, expected)| equal(found, expected))
        } else if sent == "application/x-www-form-urlencoded" {
            let expected = match raw {
                Value::Object(fields) => fields
                    .iter()
                    .map(|(name, value)| (name.clone(), text(value)))
                    .collect(),
                raw => form_pairs(&text(raw)),
            };
            form_pairs(&shown) == expected
        } else {
            bytes(raw).is_ok_and(|expected| expected == found)
        };
        (!is_same).then(|| format!("the body is {shown}, not {raw}"))
    }
}

impl Request {
    /// The media types that the body may have. The suite records JSON of any media type as
    /// `application/json`, and the media type of some text in the header only.
    fn content_types(&self, body: &Value) -> Vec<String> {
        let mut headers = self.headers.iter();
        let header = headers.find(|(name, _)| name == "content-type");
        let recorded = content_type(body).into_iter();
        let recorded = recorded.chain(header.map(|(_, media_type)| media_type.as_str()));
        let mut all: Vec<String> = recorded.map(essence).collect();
        let described = self.described_type.as_deref().map(essence);
        let is_json_too = all.iter().any(|one| is_json(one));
        all.extend(described.filter(|described| is_json_too && is_json(described)));
        all
    }
}

/// The JSON texts of a sequence.
pub fn lines(text: &str) -> Vec<&str> {
    let lines = text.split(['\n', '\u{1e}']).map(str::trim);
    lines.filter(|line| !line.is_empty()).collect()
}

fn object(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::iter)
}

/// A scalar as it is in a URL or a header.
pub fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn content_type(body: &Value) -> Option<&str> {
    body.get("contentType")?.as_str()
}

/// A media type without parameters.
pub fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Whether a media type without parameters is of JSON.
pub fn is_json(essence: &str) -> bool {
    essence == "application/json" || essence.ends_with("+json")
}

/// The bytes of a recorded body.
fn content(body: &Value) -> Result<Vec<u8>, String> {
    if let Some(chunks) = body.get("streamChunks").and_then(Value::as_array) {
        let chunks: Result<Vec<_>, _> = chunks.iter().map(bytes).collect();
        return Ok(chunks?.concat());
    }
    let raw = body.get("rawContent").unwrap_or(&Value::Null);
    let is_encoded = raw.get("base64").is_some();
    match content_type(body) {
        Some(ty) if is_json(&essence(ty)) && !is_encoded => Ok(raw.to_string().into_bytes()),
        _ => bytes(raw),
    }
}

/// Bytes, which are in Base64, or the text of another value.
pub fn bytes(value: &Value) -> Result<Vec<u8>, String> {
    match value.get("base64").and_then(Value::as_str) {
        Some(encoded) => STANDARD.decode(encoded).map_err(|error| error.to_string()),
        None => Ok(text(value).into_bytes()),
    }
}

/// The pairs of a query or form.
fn form_pairs(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (unescaped(name), unescaped(value))
        })
        .collect()
}

fn unescaped(text: &str) -> String {
    let text = text.replace('+', " ");
    String::from_utf8_lossy(&percent_encoding::percent_decode_str(&text).collect::<Vec<u8>>())
        .into_owned()
}

/// A path in which only characters that must be escaped are (RFC 3986, section 6.2.2), without a
/// slash at the end, in which servers of the suite see no difference.
fn normal_path(path: &str) -> String {
    let path = path.trim_end_matches('/');
    const KEPT: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~');
    let segment = |text: &str| {
        let bytes: Vec<u8> = percent_encoding::percent_decode_str(text).collect();
        percent_encoding::percent_encode(&bytes, KEPT).to_string()
    };
    // Delimiters that are not escaped differ from escaped ones.
    let mut normal = String::new();
    let mut rest = path;
    while let Some(at) = rest.find(|character: char| !is_plain(character)) {
        let (before, after) = rest.split_at(at);
        let delimiter = after.chars().next().map_or(0, char::len_utf8);
        normal += &segment(before);
        normal += &after[..delimiter];
        rest = &after[delimiter..];
    }
    normal + &segment(rest)
}

/// Whether a character of a path is part of an escape or no delimiter.
fn is_plain(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '%' | '-' | '.' | '_' | '~')
}
