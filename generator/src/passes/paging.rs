//! Finds the operations that return pages: those with the parameters and response properties of the
//! API's rule.

use indexmap::IndexMap;

use crate::diagnostics::Reporter;
use crate::ir::{
    Api, Field, Format, Location, Operation, Paging, PagingMethod, PagingRule, Scalar, TypeDef,
    TypeId, TypeKind, TypeRef,
};

type Types = IndexMap<TypeId, TypeDef>;

pub(super) fn run(api: &mut Api, _reporter: &mut Reporter<'_>) {
    let Some(rule) = api.paging.clone() else {
        return;
    };
    let found: Vec<_> = api
        .operations()
        .map(|operation| paging(operation, &rule, &api.types))
        .collect();
    for (operation, paging) in api.operations_mut().zip(found) {
        operation.paging = paging;
    }
}

fn paging(operation: &Operation, rule: &PagingRule, types: &Types) -> Option<Paging> {
    // Iterating repeats the call, which is safe only for a `GET` without a body.
    if operation.method != "GET" {
        return None;
    }
    if let Some(size) = &rule.page_size
        && !has_integer(operation, size)
    {
        return None;
    }
    let method = method(operation, rule)?;
    let (page, format) = operation.success_content()?;
    if format != Some(Format::Json) {
        return None;
    }
    let property = |name: &Option<String>| property(types, page, name.as_deref()?);
    let items = match &rule.items {
        Some(_) => property(&rule.items)?,
        None => page,
    };
    let TypeRef::List(item) = items else {
        return None;
    };
    let integer = |name: &Option<String>| {
        name.clone()
            .filter(|_| property(name).is_some_and(is_integer))
    };
    let next = property(&rule.next);
    let is_location = matches!(method, PagingMethod::NextUrl)
        || matches!(
            &method,
            PagingMethod::Cursor {
                next_header: None,
                ..
            }
        );
    if is_location && !next.is_some_and(is_cursor) {
        return None;
    }
    let rule = PagingRule {
        number: integer(&rule.number),
        size: integer(&rule.size),
        total: integer(&rule.total),
        next: rule.next.clone().filter(|_| next.is_some()),
        ..rule.clone()
    };
    Some(Paging {
        method,
        rule,
        page: page.clone(),
        item: (**item).clone(),
    })
}

fn method(operation: &Operation, rule: &PagingRule) -> Option<PagingMethod> {
    if let Some(page) = &rule.page {
        return has_integer(operation, page).then(|| PagingMethod::PageNumber(page.clone()));
    }
    if let Some(offset) = &rule.offset {
        return has_integer(operation, offset).then(|| PagingMethod::Offset(offset.clone()));
    }
    let Some(cursor) = &rule.cursor else {
        return Some(match rule.has_link_header() {
            true => PagingMethod::LinkHeader,
            false => PagingMethod::NextUrl,
        });
    };
    let mut params = operation.params.iter();
    let param = params.find(|param| match param.location {
        Location::Query => param.wire == *cursor,
        Location::Header => param.wire.eq_ignore_ascii_case(cursor),
        Location::Cookie => false,
        _ => false,
    })?;
    Some(PagingMethod::Cursor {
        parameter: param.wire.clone(),
        is_header: param.location == Location::Header,
        next_header: rule.next_header.clone(),
    })
}

fn has_integer(operation: &Operation, name: &str) -> bool {
    operation.params.iter().any(|param| {
        param.wire == name && param.location == Location::Query && is_integer(&param.ty)
    })
}

/// The type of a property of a response.
fn property<'a>(types: &'a Types, page: &'a TypeRef, name: &str) -> Option<&'a TypeRef> {
    let mut ty = page;
    for name in PagingRule::path(name) {
        let (TypeRef::Named(id) | TypeRef::Recursive(id)) = ty else {
            return None;
        };
        let TypeKind::Struct { fields, .. } = &types.get(id)?.kind else {
            return None;
        };
        let mut fields = fields.iter();
        ty = &fields.find(|field: &&Field| field.wire == name)?.ty;
    }
    Some(ty)
}

fn is_integer(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Scalar(scalar) if scalar.fits_64_bits())
}

/// Whether values can be printed as a cursor or URL.
fn is_cursor(ty: &TypeRef) -> bool {
    is_integer(ty) || matches!(ty, TypeRef::Scalar(Scalar::String | Scalar::Uuid))
}
