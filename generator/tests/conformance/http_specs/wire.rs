//! Reads values of parameters from a recorded request: what the styles of OpenAPI write.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use sdk_generator::ir::{Api, EnumValue, Location, Param, Scalar, Style, TypeKind, TypeRef};
use serde_json::{Map, Value};

use super::suite::Exchange;

/// The pairs of a query or form.
pub(crate) fn form_pairs(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (
                decoded(&name.replace('+', " ")),
                decoded(&value.replace('+', " ")),
            )
        })
        .collect()
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The value of a parameter in a request, `None` if the request does not have it.
pub(crate) fn value(
    api: &Api,
    param: &Param,
    exchange: &Exchange,
    path: &BTreeMap<String, String>,
) -> Option<Value> {
    let types = Types(api);
    match param.location {
        Location::Path => types.in_path(param, path.get(&param.wire)?),
        Location::Query => types.in_pairs(param, &exchange.query()),
        Location::QueryString => Some(types.object(exchange.query(), &param.ty)),
        Location::Header => {
            let text = exchange.header(&param.wire)?;
            Some(types.delimited(param, &text, ',', str::to_owned))
        }
        Location::Cookie => {
            let cookies = exchange.header("cookie")?;
            let pairs = cookies
                .split(';')
                .filter_map(|pair| pair.trim().split_once('='));
            let pairs: Vec<_> = pairs
                .map(|(name, value)| (name.to_owned(), decoded(value)))
                .collect();
            types.in_pairs(param, &pairs)
        }
    }
}

/// The types of an API, by which text becomes JSON.
#[derive(Clone, Copy)]
pub(crate) struct Types<'a>(pub(crate) &'a Api);

impl<'a> Types<'a> {
    fn in_path(self, param: &Param, raw: &str) -> Option<Value> {
        let prefix = format!(";{}=", param.wire);
        Some(match param.style {
            Style::Label => {
                let separator = if param.explode { '.' } else { ',' };
                self.delimited(param, raw.strip_prefix('.')?, separator, decoded)
            }
            Style::Matrix if param.explode && self.is_object(&param.ty) => {
                self.delimited(param, raw.strip_prefix(';')?, ';', decoded)
            }
            Style::Matrix if param.explode => {
                let items = raw.replace(&prefix, ",");
                self.delimited(param, items.strip_prefix(',')?, ',', decoded)
            }
            Style::Matrix => self.delimited(param, raw.strip_prefix(&prefix)?, ',', decoded),
            // A value that is not given is not in the path.
            _ if raw.is_empty() && !param.required => return None,
            _ => self.delimited(param, raw, ',', decoded),
        })
    }

    /// A value of a query or of cookies.
    fn in_pairs(self, param: &Param, pairs: &[(String, String)]) -> Option<Value> {
        let named = || pairs.iter().filter(|(name, _)| *name == param.wire);
        if self.is_object(&param.ty) && param.style != Style::Json {
            let start = format!("{}[", param.wire);
            let deep = |(name, value): &(String, String)| {
                let name = name.strip_prefix(&start)?.strip_suffix(']')?;
                Some((name.to_owned(), value.clone()))
            };
            let properties: Vec<_> = match (param.style, param.explode) {
                (Style::DeepObject, _) => pairs.iter().filter_map(deep).collect(),
                (_, true) => self.properties(&param.ty, pairs),
                (_, false) => {
                    let (_, text) = named().next()?;
                    return Some(self.delimited(param, text, ',', str::to_owned));
                }
            };
            return (!properties.is_empty()).then(|| self.object(properties, &param.ty));
        }
        let (_, first) = named().next()?;
        if named().count() > 1 || (param.explode && self.item(&param.ty).is_some()) {
            let items = named().map(|(_, text)| text.clone());
            return Some(self.array(items, &param.ty));
        }
        let separator = match param.style {
            Style::SpaceDelimited => ' ',
            Style::PipeDelimited => '|',
            _ => ',',
        };
        Some(self.delimited(param, first, separator, str::to_owned))
    }

    /// The pairs whose names are properties of the type, or all if it is a map.
    fn properties(self, ty: &TypeRef, pairs: &[(String, String)]) -> Vec<(String, String)> {
        let is_property = |name: &str| match self.kind(ty) {
            Some(TypeKind::Struct { fields, .. }) => fields.iter().any(|field| field.wire == name),
            _ => true,
        };
        let pairs = pairs.iter().filter(|(name, _)| is_property(name));
        pairs.cloned().collect()
    }

    /// A value whose items or properties are separated by a character.
    fn delimited(
        self,
        param: &Param,
        text: &str,
        separator: char,
        decode: fn(&str) -> String,
    ) -> Value {
        let ty = &param.ty;
        if param.style == Style::Json {
            return serde_json::from_str(&decode(text)).unwrap_or(Value::Null);
        }
        let mut items = text.split(separator).map(str::trim);
        if self.is_object(ty) {
            let pairs: Vec<(String, String)> = if param.explode {
                let pairs = items.filter_map(|pair| pair.split_once('='));
                pairs
                    .map(|(name, value)| (decode(name), decode(value)))
                    .collect()
            } else {
                std::iter::from_fn(|| Some((decode(items.next()?), decode(items.next()?))))
                    .collect()
            };
            self.object(pairs, ty)
        } else if self.item(ty).is_some() {
            self.array(items.map(decode), ty)
        } else {
            self.scalar(&decode(text), ty)
        }
    }

    fn array(self, items: impl Iterator<Item = String>, ty: &TypeRef) -> Value {
        let item = self.item(ty).unwrap_or(TypeRef::Any);
        items.map(|text| self.scalar(&text, &item)).collect()
    }

    /// An object, each property with the type that it has there.
    pub(crate) fn object(
        self,
        pairs: impl IntoIterator<Item = (String, String)>,
        ty: &TypeRef,
    ) -> Value {
        let mut object = Map::new();
        for (name, text) in pairs {
            let ty = self.property(ty, &name);
            let value = match self.item(&ty) {
                Some(item) => {
                    let mut items = match object.remove(&name) {
                        Some(Value::Array(items)) => items,
                        _ => Vec::new(),
                    };
                    items.push(self.scalar(&text, &item));
                    items.into()
                }
                None => self.scalar(&text, &ty),
            };
            object.insert(name, value);
        }
        object.into()
    }

    pub(crate) fn property(self, ty: &TypeRef, name: &str) -> TypeRef {
        if let TypeRef::Map(of) = present(ty) {
            return (**of).clone();
        }
        match self.kind(ty) {
            Some(TypeKind::Struct {
                fields, additional, ..
            }) => {
                let field = fields.iter().find(|field| field.wire == name);
                let ty = field.map(|field| &field.ty).or(additional.as_ref());
                ty.cloned().unwrap_or(TypeRef::Any)
            }
            _ => TypeRef::Any,
        }
    }

    /// Text as a value of a type: the number or boolean that it is, if the type has such values.
    pub(crate) fn scalar(self, text: &str, ty: &TypeRef) -> Value {
        let string = || Value::String(text.to_owned());
        let parsed = || serde_json::from_str::<Value>(text).ok();
        match present(ty) {
            TypeRef::Scalar(Scalar::Boolean) => {
                parsed().filter(Value::is_boolean).unwrap_or_else(string)
            }
            TypeRef::Scalar(
                Scalar::String | Scalar::Uuid | Scalar::DateTime | Scalar::Binary | Scalar::File,
            ) => string(),
            TypeRef::Scalar(_) => parsed().filter(Value::is_number).unwrap_or_else(string),
            ty => match self.kind(ty) {
                Some(TypeKind::Enum { values }) => {
                    let known = values.iter().find(|value| EnumValue::text(value) == text);
                    known.map_or_else(string, |value| value.wire.clone())
                }
                Some(TypeKind::Union { variants, .. }) => {
                    let values = variants.iter().map(|one| self.scalar(text, &one.ty));
                    let mut others = values.filter(|value| !value.is_string());
                    others.next().unwrap_or_else(string)
                }
                Some(TypeKind::Alias(ty)) => self.scalar(text, ty),
                _ => string(),
            },
        }
    }

    fn kind(self, ty: &TypeRef) -> Option<&'a TypeKind> {
        match present(ty) {
            TypeRef::Named(id) | TypeRef::Recursive(id) => Some(&self.0.types.get(id)?.kind),
            _ => None,
        }
    }

    /// The type of the items, if the type is an array.
    pub(crate) fn item(self, ty: &TypeRef) -> Option<TypeRef> {
        match present(ty) {
            TypeRef::List(item) => Some((**item).clone()),
            _ => match self.kind(ty) {
                Some(TypeKind::Alias(ty)) => self.item(ty),
                _ => None,
            },
        }
    }

    fn is_object(self, ty: &TypeRef) -> bool {
        match (present(ty), self.kind(ty)) {
            (TypeRef::Map(_), _) | (_, Some(TypeKind::Struct { .. })) => true,
            (_, Some(TypeKind::Alias(ty))) => self.is_object(ty),
            _ => false,
        }
    }

    /// Whether every value of the type is a string.
    pub(crate) fn is_text(self, ty: &TypeRef) -> bool {
        match present(ty) {
            TypeRef::Scalar(scalar) => matches!(
                scalar,
                Scalar::String | Scalar::Uuid | Scalar::DateTime | Scalar::Binary | Scalar::File
            ),
            TypeRef::Any => true,
            ty => self.kind(ty).is_some_and(|kind| kind.strings().is_some()),
        }
    }
}

fn present(ty: &TypeRef) -> &TypeRef {
    match ty {
        TypeRef::Null(inner) => present(inner),
        other => other,
    }
}
