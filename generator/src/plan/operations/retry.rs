//! Retry rules of the document as expressions of the runtime's `RetryRule`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::{RetryRule, StatusRange};
use crate::plan::literals;
use crate::plan::names::scope::Scope;

/// The expression of a rule.
pub(crate) fn expression(rule: &RetryRule, scope: &mut Scope) -> TokenStream {
    let name = scope.import("crate::runtime::RetryRule");
    let duration = scope.import("std::time::Duration");
    let time = |milliseconds: u64| {
        let milliseconds = Literal::u64_unsuffixed(milliseconds);
        quote!(#duration::from_millis(#milliseconds))
    };
    let statuses = rule.statuses.iter().map(range);
    let connection_errors = rule.connection_errors;
    let (initial, most) = (time(rule.initial_backoff), time(rule.max_backoff));
    let budget = time(rule.budget);
    let factor = literals::float(rule.backoff_factor);
    quote! {
        #name {
            statuses: &[#(#statuses),*],
            connection_errors: #connection_errors,
            initial_backoff: #initial,
            backoff_factor: #factor,
            max_backoff: #most,
            budget: #budget,
        }
    }
}

/// The first and the last status of a range.
fn range(range: &StatusRange) -> TokenStream {
    let (first, last) = match range {
        StatusRange::Code(code) => (*code, *code),
        StatusRange::Hundred(hundred) => (*hundred * 100, *hundred * 100 + 99),
    };
    let (first, last) = (
        Literal::u16_unsuffixed(first),
        Literal::u16_unsuffixed(last),
    );
    quote!((#first, #last))
}
