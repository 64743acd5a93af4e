//! The features that the examples of the specification show.

use super::*;

#[test]
fn applies_a_structured_update_of_the_root() {
    let api = "info: {title: T, version: '1'}\npaths:\n  /: {get: {summary: old, tags: [a]}}\n";
    let update = "update: {info: {x-applied: yes}, paths: {\
        /: {summary: root, get: {summary: new, x-rate: 100}}, /pets: {get: {}}}}";
    assert_eq!(
        after(api, &[("$", update)]).unwrap(),
        json!({
            "info": {"title": "T", "version": "1", "x-applied": "yes"},
            "paths": {
                "/": {"get": {"summary": "new", "tags": ["a"], "x-rate": 100}, "summary": "root"},
                "/pets": {"get": {}}
            }
        })
    );
}

#[test]
fn applies_targeted_updates() {
    let api = "paths: {/foo: {get: {description: a}}, /bar: {get: {description: b}}}";
    let changed = after(
        api,
        &[
            ("$.paths['/foo'].get", "update: {description: new}"),
            ("$.paths['/bar']", "update: {post: {x-safe: false}}"),
        ],
    );
    assert_eq!(
        changed.unwrap(),
        json!({"paths": {
            "/foo": {"get": {"description": "new"}},
            "/bar": {"get": {"description": "b"}, "post": {"x-safe": false}}
        }})
    );
}

#[test]
fn selects_by_wildcards_and_filters() {
    let api = "\
paths:
  /a: {get: {parameters: [{name: filter, in: query}, {name: id, in: path}]}, put: {}}
  /b: {get: {}}
";
    let changed = after(
        api,
        &[
            ("$.paths.*.get", "update: {x-safe: true}"),
            (
                "$.paths.*.get.parameters[?@.name=='filter' && @.in=='query']",
                "update: {schema: {type: string}}",
            ),
        ],
    );
    assert_eq!(
        changed.unwrap(),
        json!({"paths": {
            "/a": {
                "get": {
                    "parameters": [{"name": "filter", "in": "query", "schema": {"type": "string"}}, {"name": "id", "in": "path"}],
                    "x-safe": true
                },
                "put": {}
            },
            "/b": {"get": {"x-safe": true}}
        }})
    );
}

#[test]
fn appends_and_removes_items() {
    let api =
        "paths: {/a: {get: {parameters: [{name: dummy}, {name: id}, {name: dummy, in: path}]}}}";
    let changed = after(
        api,
        &[
            (
                "$.paths.*.get.parameters",
                "update: {name: page, in: query}",
            ),
            (
                "$.paths.*.get.parameters[?@.name == 'dummy']",
                "remove: true",
            ),
        ],
    );
    let parameters = json!([{"name": "id"}, {"name": "page", "in": "query"}]);
    assert_eq!(
        changed.unwrap()["paths"]["/a"]["get"]["parameters"],
        parameters
    );
}

#[test]
fn updates_objects_with_a_trait() {
    let api = "paths:\n  /items: {get: {x-oai-traits: {paged: true}}}\n  /other: {get: {}}\n";
    let changed = after(
        api,
        &[(
            "$.paths[?@.get['x-oai-traits'].paged].get",
            "update: {parameters: [{name: top}]}",
        )],
    );
    assert_eq!(
        changed.unwrap()["paths"],
        json!({
            "/items": {"get": {"x-oai-traits": {"paged": true}, "parameters": [{"name": "top"}]}},
            "/other": {"get": {}}
        })
    );
}

#[test]
fn replaces_an_array_by_removing_it_first() {
    let changed = after(
        "servers: [{url: a}, {url: b}]\nz: 1\n",
        &[
            ("$.servers", "remove: true"),
            ("$", "update: {servers: [{url: c}]}"),
        ],
    );
    assert_eq!(changed.unwrap(), json!({"servers": [{"url": "c"}], "z": 1}));
}
