//! Finds the operations that return pages: those with the parameters and response properties of the
//! API's rule.

use indexmap::IndexMap;

use crate::diagnostics::Reporter;
use crate::ir::{
    Api, Field, Location, Operation, Paging, PagingRule, Scalar, TypeDef, TypeId, TypeKind, TypeRef,
};

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

fn paging(
    operation: &Operation,
    rule: &PagingRule,
    types: &IndexMap<TypeId, TypeDef>,
) -> Option<Paging> {
    let has_integer = |name: &str| {
        operation.params.iter().any(|param| {
            param.wire == name && param.location == Location::Query && is_integer(&param.ty)
        })
    };
    // Iterating repeats the call, which is safe only for a `GET` without a body.
    if operation.method != "GET" || !has_integer(&rule.page) || !has_integer(&rule.page_size) {
        return None;
    }
    let page = operation
        .success
        .iter()
        .find_map(|success| success.ty.as_ref())?;
    let TypeRef::Named(id) = page else {
        return None;
    };
    let TypeKind::Struct { fields, .. } = &types.get(id)?.kind else {
        return None;
    };
    let property = |name: &str| fields.iter().find(|field| field.wire == name);
    let TypeRef::List(item) = &property(&rule.items)?.ty else {
        return None;
    };
    let existing = |name: &Option<String>| {
        name.clone()
            .filter(|name| property(name).is_some_and(|field: &Field| is_integer(&field.ty)))
    };
    let rule = PagingRule {
        number: existing(&rule.number),
        size: existing(&rule.size),
        total: existing(&rule.total),
        ..rule.clone()
    };
    Some(Paging {
        rule,
        page: page.clone(),
        item: (**item).clone(),
    })
}

fn is_integer(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Scalar(Scalar::Int32 | Scalar::Int64))
}
