//! Authentication: the security scheme of the API.

use openapiv3::{APIKeyLocation, ReferenceOr, SecurityRequirement, SecurityScheme};

use super::Lower;
use crate::diagnostics::Code;
use crate::ir::{Docs, Security, SecurityScheme as Scheme};
use crate::pointer::Pointer;

/// The supported HTTP authentication schemes.
const KNOWN: &[&str] = &["basic", "bearer"];

impl Lower<'_> {
    /// The first scheme that the root requires, else the first that an operation requires.
    pub(super) fn security(&mut self) -> Option<Security> {
        let root = self.openapi.security.iter().flatten();
        let items = self
            .openapi
            .paths
            .paths
            .values()
            .filter_map(ReferenceOr::as_item);
        let operations = items.flat_map(|item| item.iter().map(|(_, operation)| operation));
        let requirements: Vec<&SecurityRequirement> = root
            .chain(operations.flat_map(|operation| operation.security.iter().flatten()))
            .collect();
        if requirements.iter().any(|requirement| requirement.len() > 1) {
            let at = Pointer::root().child("security");
            let message = "a requirement of several security schemes at once is not supported";
            self.reporter.report(Code::SecurityCombined, &at, message);
        }
        let name = requirements
            .iter()
            .find_map(|requirement| requirement.keys().next())?
            .clone();
        let at = Pointer::from_tokens(["components", "securitySchemes", &name]);
        let Some(scheme) = self.scheme(&name) else {
            let message = format!("the security scheme `{name}` does not exist");
            self.reporter.report(Code::SecurityMissing, &at, message);
            return None;
        };
        let (header, kind, docs) = match scheme {
            SecurityScheme::APIKey {
                location: APIKeyLocation::Header,
                name,
                description,
                ..
            } => (name.as_str(), Scheme::ApiKey, description),
            SecurityScheme::HTTP { scheme, .. }
                if !KNOWN.iter().any(|known| scheme.eq_ignore_ascii_case(known)) =>
            {
                let message = format!("the HTTP scheme `{scheme}` of `{name}` is not supported");
                self.reporter.report(Code::SecurityScheme, &at, message);
                return None;
            }
            SecurityScheme::HTTP {
                scheme,
                description,
                ..
            } => {
                let basic = scheme.eq_ignore_ascii_case("basic");
                let kind = if basic {
                    Scheme::HttpBasic
                } else {
                    Scheme::HttpBearer
                };
                ("Authorization", kind, description)
            }
            // Requests carry an access token in every flow.
            SecurityScheme::OAuth2 { description, .. }
            | SecurityScheme::OpenIDConnect { description, .. } => {
                ("Authorization", Scheme::HttpBearer, description)
            }
            SecurityScheme::APIKey { .. } => {
                let message =
                    format!("the API key of `{name}` is not in a header, which is not supported");
                self.reporter.report(Code::SecurityLocation, &at, message);
                return None;
            }
        };
        let docs = Docs::new(None, docs.clone());
        Some(Security {
            name,
            header: header.to_owned(),
            scheme: kind,
            docs,
            at,
        })
    }

    fn scheme(&self, name: &str) -> Option<&'_ SecurityScheme> {
        let mut scheme = self.components.security_schemes.get(name)?;
        for _ in 0..8 {
            match scheme {
                ReferenceOr::Item(item) => return Some(item),
                ReferenceOr::Reference { reference } => {
                    let key = super::operation::section_key(reference, "securitySchemes")?;
                    scheme = self.components.security_schemes.get(&key)?;
                }
            }
        }
        None
    }
}
