//! Paging: which calls walk through pages, and what a page says of itself.

use crate::ir::{Field, Operation, Paging, Presence, Scalar, TypeDef, TypeKind, TypeRef};
use crate::plan::Planner;
use crate::plan::models::types::TypeWriter;
use crate::plan::names::FieldName;
use crate::plan::names::scope::Scope;
use crate::plan::package::capability::Capability;
use crate::sdk;

impl Planner<'_> {
    pub(crate) fn paging(
        &mut self,
        operation: &Operation,
        scope: &mut Scope,
    ) -> Option<sdk::Paging> {
        let paging = operation.paging.as_ref()?;
        self.capabilities.insert(Capability::Paging);
        scope.import("crate::runtime::paged");
        Some(sdk::Paging {
            page: crate::plan::literal(&paging.rule.page),
            output: TypeWriter {
                names: &self.names,
                scope,
            }
            .ty(&paging.page),
        })
    }

    /// What a type says of itself where some operation answers with it a page at a time.
    pub(crate) fn page_impl(&mut self, def: &TypeDef, scope: &mut Scope) -> Option<sdk::PageImpl> {
        let operations = self.api.operations();
        let is_page = |paging: &&Paging| paging.page == TypeRef::Named(def.id.clone());
        let paging = operations
            .filter_map(|operation| operation.paging.as_ref())
            .find(is_page)?;
        let TypeKind::Struct { fields, .. } = &def.kind else {
            return None;
        };
        let field = |wire: &str| fields.iter().find(|field| field.wire == wire);
        let option = scope.prelude("std::option::Option");
        let some = scope.prelude("std::option::Option::Some");
        let none = scope.prelude("std::option::Option::None");
        let told = |wire: &Option<String>| {
            let field = wire.as_deref().and_then(field);
            field.map_or_else(|| none.clone(), |field| integer(field, &some))
        };
        Some(sdk::PageImpl {
            page_trait: scope.import("crate::runtime::Page"),
            item: TypeWriter {
                names: &self.names,
                scope,
            }
            .ty(&paging.item),
            vec: scope.prelude("std::vec::Vec"),
            option,
            items: FieldName::new(&paging.rule.items).to_string(),
            number: told(&paging.rule.number),
            size: told(&paging.rule.size),
            total: told(&paging.rule.total),
        })
    }
}

/// The expression of a received integer as an optional `i64`.
fn integer(field: &Field, some: &str) -> String {
    let place = format!("self.{}", FieldName::new(&field.wire));
    let is_wide = field.ty == TypeRef::Scalar(Scalar::Int64);
    match (field.presence == Presence::Required, is_wide) {
        (true, true) => format!("{some}({place})"),
        (true, false) => format!("{some}(i64::from({place}))"),
        (false, true) => place,
        (false, false) => format!("{place}.map(i64::from)"),
    }
}
