//! Path templates, and the parameters of an operation.
//!
//! A key of `paths` may have a query and a fragment. The fragment only makes the key unique. The
//! query is sent, except for what a query parameter of the operation sets.

use openapiv3::{Parameter, PathItem, ReferenceOr};

use super::Lower;
use crate::diagnostics::Code;
use crate::ir::{Docs, Location, Param, Scalar, Style, TypeRef};
use crate::pointer::Pointer;

impl<'a> Lower<'a> {
    /// The parameters of the path and the operation, which takes precedence. Path parameters come
    /// first, in path order.
    pub(super) fn params(
        &mut self,
        path: &str,
        item: &'a PathItem,
        operation: &'a openapiv3::Operation,
        id: &str,
        at: &Pointer,
    ) -> Vec<Param> {
        let mut params = self.param_list(&item.parameters, id);
        for param in self.param_list(&operation.parameters, id) {
            match params.iter_mut().find(|known| is_same(known, &param)) {
                Some(known) => *known = param,
                None => params.push(param),
            }
        }
        let names = template_names(path);
        params.retain(|param| {
            let is_known = param.location != Location::Path || names.contains(&&*param.wire);
            if !is_known {
                let name = &param.wire;
                let message = format!("the path parameter `{name}` does not appear in `{path}`");
                self.reporter
                    .report(Code::PathParamSurplus, &param.at, message);
            }
            is_known
        });
        let in_query = names_in_query(path);
        for name in &names {
            let is_declared = params.iter().any(|param| {
                param.wire == *name
                    && (param.location == Location::Path
                        || (param.location == Location::Query && in_query.contains(name)))
            });
            if !is_declared {
                let message =
                    format!("the path parameter `{{{name}}}` of `{path}` is not declared");
                self.reporter.report(Code::PathParamMissing, at, message);
                params.push(undeclared(name, at));
            }
        }
        let order = |param: &Param| match param.location {
            Location::Path => names
                .iter()
                .position(|name| *name == param.wire)
                .unwrap_or(usize::MAX),
            _ => usize::MAX,
        };
        params.sort_by_key(order);
        params
    }

    /// The parameters of one list, without duplicates.
    fn param_list(&mut self, list: &'a [ReferenceOr<Parameter>], id: &str) -> Vec<Param> {
        let mut params: Vec<Param> = Vec::new();
        for parameter in list {
            let Some(parameter) = self.parameter(parameter) else {
                continue;
            };
            let Some(param) = self.param(parameter, id) else {
                continue;
            };
            if let Some(index) = params.iter().position(|known| is_same(known, &param)) {
                let message = format!(
                    "the parameter `{}` is declared twice in the same location",
                    param.wire
                );
                self.reporter
                    .report(Code::ParamDuplicate, &param.at, message);
                params.remove(index);
            }
            params.push(param);
        }
        params
    }
}

/// Whether two parameters have the same name and location. Names of headers have no case.
fn is_same(a: &Param, b: &Param) -> bool {
    let is_same_name = match a.location {
        Location::Header => a.wire.eq_ignore_ascii_case(&b.wire),
        _ => a.wire == b.wire,
    };
    a.location == b.location && is_same_name
}

/// A path parameter that only the template names.
fn undeclared(name: &str, at: &Pointer) -> Param {
    Param {
        wire: name.to_owned(),
        given_name: None,
        location: Location::Path,
        ty: TypeRef::Scalar(Scalar::String),
        required: true,
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
        encodings: Vec::new(),
        default: None,
        example: None,
        examples: Vec::new(),
        deprecated: false,
        docs: Docs::default(),
        at: at.clone(),
    }
}

/// The template that requests are sent to: without the fragment, and without the pairs of the query
/// that a query parameter sets. Characters that a URL cannot have are escaped.
pub(super) fn wire_path(key: &str, params: &[Param]) -> String {
    let without_fragment = key.split('#').next().unwrap_or_default();
    let (path, query) = match without_fragment.split_once('?') {
        Some((path, query)) => (path, query),
        None => (without_fragment, ""),
    };
    let is_param = |pair: &&str| {
        let value = pair.split_once('=').map_or("", |(_, value)| value);
        params.iter().any(|param| {
            param.location == Location::Query && value == format!("{{{}}}", param.wire)
        })
    };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs: Vec<&str> = pairs.filter(|pair| !is_param(pair)).collect();
    let text = if pairs.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", pairs.join("&"))
    };
    escaped(&text)
}

/// Escapes what is never allowed in a URL, outside of the names in braces.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_name = false;
    for c in text.chars() {
        is_name = match c {
            '{' => true,
            '}' => false,
            _ => is_name,
        };
        let is_allowed = c.is_ascii_graphic() && !"\"<>\\^`|".contains(c);
        if is_name || is_allowed {
            out.push(c);
        } else {
            let mut buffer = [0; 4];
            for byte in c.encode_utf8(&mut buffer).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    out
}

/// The names in braces, in the order of the template. The fragment is not part of it.
fn template_names(path: &str) -> Vec<&str> {
    let path = path.split('#').next().unwrap_or_default();
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

/// The names in braces in the query of a template.
fn names_in_query(path: &str) -> Vec<&str> {
    let query = path.split_once('?').map_or("", |(_, query)| query);
    template_names(query)
}
