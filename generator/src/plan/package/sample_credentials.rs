//! The credentials in examples and tests: those that the first operation with a requirement needs.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::SchemeKind;
use crate::plan::Planner;
use crate::plan::names::ident;
use crate::plan::package::manifest::crate_ident;

impl Planner<'_> {
    /// The setters of what the first operation with a requirement needs, and whether each takes a
    /// user name and a password.
    fn sample_setters(&self) -> Vec<(String, bool)> {
        let named = self.named_schemes();
        let has = |schemes: &[String], is_deprecated: Option<bool>| {
            let mut found = named.iter();
            found.any(|one| {
                schemes.contains(&one.scheme.name)
                    && is_deprecated.is_none_or(|expected| one.scheme.deprecated == expected)
            })
        };
        let first = |is_fit: &dyn Fn(&[String]) -> bool| {
            self.api.operations().find_map(|operation| {
                let mut all = self.api.alternatives(operation).iter();
                all.find(|schemes| is_fit(schemes))
            })
        };
        let required = first(&|schemes| has(schemes, Some(false)) && !has(schemes, Some(true)))
            .or_else(|| first(&|schemes| has(schemes, None)));
        let is_single = self.single_scheme().is_some();
        let setters = required.into_iter().flatten().filter_map(|name| {
            let one = named.iter().find(|one| one.scheme.name == *name)?;
            let is_basic = one.scheme.kind == SchemeKind::Basic && !is_single;
            Some((one.setter.clone(), is_basic))
        });
        setters.collect()
    }

    /// Calls of the builder that set sample credentials.
    pub(crate) fn sample_credentials(&self) -> TokenStream {
        let krate = ident(&crate_ident(self.api, self.settings));
        let setters = self.sample_setters().into_iter();
        let calls = setters.map(|(setter, is_basic)| {
            let setter = ident(&setter);
            if is_basic {
                quote!(.#setter("user", "password"))
            } else {
                quote!(.#setter(#krate::ApiKey::new("key")))
            }
        });
        quote!(#(#calls)*)
    }

    /// The same for a test, as the text of one line.
    pub(super) fn sample_line(&self) -> String {
        let krate = crate_ident(self.api, self.settings);
        let setters = self.sample_setters().into_iter();
        let calls = setters.map(|(setter, is_basic)| {
            if is_basic {
                format!(".{setter}(\"any\", \"any\")")
            } else {
                format!(".{setter}({krate}::ApiKey::new(\"any\"))")
            }
        });
        calls.collect()
    }
}
