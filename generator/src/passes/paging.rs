//! Finds the operations that come a page at a time: those that take the parameters of the API's rule and answer with
//! its members.

use indexmap::IndexMap;

use super::Context;
use crate::ir::{
    Api, Field, Location, Operation, Paging, PagingRule, Scalar, TypeDef, TypeId, TypeKind, TypeRef,
};

pub(super) fn run(api: &mut Api, _context: &mut Context<'_>) {
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
    let counts = |name: &str| {
        operation.params.iter().any(|param| {
            param.wire == name && param.location == Location::Query && is_integer(&param.ty)
        })
    };
    // A walk sends the call again and again, which a body or a change on the server forbids.
    if operation.method != "GET" || !counts(&rule.page) || !counts(&rule.page_size) {
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
    let member = |name: &str| fields.iter().find(|field| field.wire == name);
    let TypeRef::List(item) = &member(&rule.items)?.ty else {
        return None;
    };
    let told = |name: &Option<String>| {
        name.clone()
            .filter(|name| member(name).is_some_and(|field: &Field| is_integer(&field.ty)))
    };
    let rule = PagingRule {
        number: told(&rule.number),
        size: told(&rule.size),
        total: told(&rule.total),
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
