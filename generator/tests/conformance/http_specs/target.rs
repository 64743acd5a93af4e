//! Finds the operation that a recorded request is of, and splits its path into values.

use std::collections::BTreeMap;
use std::sync::Arc;

use sdk_generator::diagnostics::Diagnostics;
use sdk_generator::ir::{Api, Operation};
use sdk_generator::source::{self, Source};
use serde_json::Value;

use super::suite::Exchange;

/// A server of a description, as it is there: the SDK has no server whose variables have no
/// defaults.
#[derive(Debug, Default)]
pub(crate) struct Server {
    /// The URL with its variables in braces.
    url: String,
    /// The allowed values of variables. None if all are allowed.
    values: BTreeMap<String, Vec<String>>,
}

/// The servers of a description. An operation has no others.
pub(crate) fn servers(description: &Arc<Source>) -> Vec<Server> {
    let document = source::read(Arc::clone(description), &mut Diagnostics::new()).ok();
    let declared = document.and_then(|document| document.value.get("servers").cloned());
    let declared = declared
        .as_ref()
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let servers = declared.map(|server| {
        let variables = server.get("variables").and_then(Value::as_object);
        let variables = variables.into_iter().flatten().map(|(name, variable)| {
            let values = variable.get("enum").and_then(Value::as_array);
            let values = values.into_iter().flatten().filter_map(Value::as_str);
            (name.clone(), values.map(str::to_owned).collect())
        });
        Server {
            url: server["url"].as_str().unwrap_or_default().to_owned(),
            values: variables.collect(),
        }
    });
    let mut servers: Vec<Server> = servers.collect();
    if servers.is_empty() {
        servers.push(Server::default());
    }
    servers
}

/// The operation of a request.
pub(crate) struct Target<'a> {
    pub(crate) operation: &'a Operation,
    /// The path of the server, which precedes that of the operation.
    pub(crate) base: String,
    /// The values of the path parameters, as they are in the path.
    pub(crate) path: BTreeMap<String, String>,
    /// The values of the server's variables.
    pub(crate) variables: Vec<String>,
}

/// The operation whose method and path are those of the request. If there are several, it is the
/// one with the fewest variables and the longest text in its path.
pub(crate) fn find<'a>(
    api: &'a Api,
    servers: &[Server],
    exchange: &Exchange,
) -> Option<Target<'a>> {
    let method = exchange.method.to_ascii_uppercase();
    let operations = api.operations().filter(|one| one.method == method);
    let mut found: Vec<Target<'a>> = operations
        .filter_map(|operation| target(operation, servers, exchange.path()))
        .collect();
    found.sort_by_key(|target| {
        let values = target.path.values().map(String::len).sum::<usize>();
        (target.path.len(), values)
    });
    found.into_iter().next()
}

fn target<'a>(operation: &'a Operation, servers: &[Server], path: &str) -> Option<Target<'a>> {
    servers.iter().find_map(|server| {
        let mut base = server.path().to_owned();
        let mut variables = Vec::new();
        // Some descriptions have constant queries in paths.
        let own = operation.path.split('?').next().unwrap_or_default();
        // The path `/` below that of a server is a slash, which the suite does not have.
        let template = format!("{base}{own}");
        let mut values = split(template.trim_end_matches('/'), path.trim_end_matches('/'))?;
        while let Some((_, rest)) = base.split_once('{') {
            let name = rest.split('}').next()?.to_owned();
            let value = values.remove(&name)?;
            variables.push(value.clone());
            let allowed = server.values.get(&name);
            if allowed.is_some_and(|allowed| !allowed.is_empty() && !allowed.contains(&value)) {
                return None;
            }
            base = base.replace(&format!("{{{name}}}"), &value);
        }
        Some(Target {
            operation,
            base,
            path: values,
            variables,
        })
    })
}

impl Server {
    /// The path of the URL, with its variables. A variable at the start is an origin.
    fn path(&self) -> &str {
        let rest = match self.url.split_once("://") {
            Some((_, rest)) => {
                let host = rest.split('/').next().unwrap_or_default();
                rest.strip_prefix(host).unwrap_or_default()
            }
            None if self.url.starts_with('{') => {
                self.url.split_once('}').map_or("", |(_, rest)| rest)
            }
            None => &self.url,
        };
        rest.trim_end_matches('/')
    }

    /// The origin of the URL, if it has one.
    pub(crate) fn origin(&self) -> Option<String> {
        let (scheme, rest) = self.url.split_once("://")?;
        let host = rest.split('/').next()?;
        Some(format!("{scheme}://{host}"))
    }
}

/// The values of a template's variables. A value has a slash only if there is no other way.
fn split(template: &str, path: &str) -> Option<BTreeMap<String, String>> {
    [false, true].into_iter().find_map(|slashes| {
        let mut values = BTreeMap::new();
        split_into(template, path, slashes, &mut values).then_some(values)
    })
}

fn split_into(
    template: &str,
    path: &str,
    slashes: bool,
    values: &mut BTreeMap<String, String>,
) -> bool {
    let Some((literal, rest)) = template.split_once('{') else {
        return template == path;
    };
    let (Some(path), Some((name, rest))) = (path.strip_prefix(literal), rest.split_once('}'))
    else {
        return false;
    };
    let ends = path.char_indices().map(|(at, _)| at).chain([path.len()]);
    for end in ends {
        let (value, remaining) = path.split_at(end);
        if !slashes && value.contains('/') {
            break;
        }
        if split_into(rest, remaining, slashes, values) {
            values.insert(name.to_owned(), value.to_owned());
            return true;
        }
    }
    false
}

#[test]
fn a_path_is_split_by_its_template() {
    let values = |template, path| split(template, path).map(|map| map.into_values().collect());
    let owned =
        |values: &[&str]| Some(values.iter().map(|&one| one.to_owned()).collect::<Vec<_>>());
    assert_eq!(values("/a/{x}/b{y}", "/a/1/b2"), owned(&["1", "2"]));
    assert_eq!(values("/a/b{y}", "/a/b"), owned(&[""]));
    assert_eq!(values("/a/{x}", "/a/1/2"), owned(&["1/2"]));
    assert_eq!(values("/a/{x}", "/b/1"), None);
}
