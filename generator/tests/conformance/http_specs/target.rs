//! Finds the operation that a recorded request is of, and splits its path into values.

use std::collections::BTreeMap;

use sdk_generator::ir::{Api, Operation, Server};

use super::suite::Exchange;

/// The operation of a request.
pub(crate) struct Target<'a> {
    pub(crate) operation: &'a Operation,
    /// The path of the server, which precedes that of the operation.
    pub(crate) base: String,
    /// The values of the path parameters, as they are in the path.
    pub(crate) path: BTreeMap<String, String>,
}

/// The operation whose method and path are those of the request. If there are several, it is the
/// one with the fewest variables in its path.
pub(crate) fn find<'a>(api: &'a Api, exchange: &Exchange) -> Option<Target<'a>> {
    let method = exchange.method.to_ascii_uppercase();
    let operations = api.operations().filter(|one| one.method == method);
    let mut found: Vec<Target<'a>> = operations
        .filter_map(|operation| target(api, operation, exchange.path()))
        .collect();
    found.sort_by_key(|target| target.path.len());
    found.into_iter().next()
}

fn target<'a>(api: &'a Api, operation: &'a Operation, path: &str) -> Option<Target<'a>> {
    let servers = match operation.servers.as_slice() {
        [] => &api.servers,
        own => own,
    };
    let mut bases: Vec<(String, Option<&Server>)> = servers
        .iter()
        .map(|server| (path_of(server), Some(server)))
        .collect();
    if bases.is_empty() {
        bases.push((String::new(), None));
    }
    bases.into_iter().find_map(|(base, server)| {
        let template = format!("{base}{}", operation.path);
        let mut values = split(&template, path)?;
        let mut url = base;
        for variable in server.into_iter().flat_map(|server| &server.variables) {
            let place = format!("{{{}}}", variable.name);
            if !url.contains(&place) {
                continue;
            }
            let value = values.remove(&variable.name)?;
            if !variable.values.is_empty() && !variable.values.contains(&value) {
                return None;
            }
            url = url.replace(&place, &value);
        }
        Some(Target {
            operation,
            base: url,
            path: values,
        })
    })
}

/// The path of a server's URL, with its variables. A variable at the start is an origin.
fn path_of(server: &Server) -> String {
    let url = server.template.as_ref().unwrap_or(&server.url);
    let rest = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
        None if url.starts_with('{') => url.split_once('}').map_or("", |(_, rest)| rest),
        None => url,
    };
    rest.trim_end_matches('/').to_owned()
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
