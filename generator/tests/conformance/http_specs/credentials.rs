//! Writes what a caller sets beside the parameters of a call: credentials, and other headers.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sdk_generator::Generated;
use sdk_generator::ir::{Api, KeyLocation, Operation, SchemeKind};

use super::suite::Exchange;

/// Calls of the builder with the credentials of the request, or any if it has none.
pub(crate) fn credentials(generated: &Generated, exchange: &Exchange) -> String {
    let Some(security) = &generated.krate.client.security else {
        return String::new();
    };
    let schemes = generated.api.security.schemes.iter();
    let schemes = schemes.filter(|scheme| scheme.kind != SchemeKind::MutualTls);
    // Each scheme has one setter of a fixed credential.
    let setters = security.setters.iter().filter(|setter| {
        let arguments = setter.arguments.to_string();
        arguments.starts_with("key") || arguments.starts_with("username")
    });
    let mut code = String::new();
    for (scheme, setter) in schemes.zip(setters) {
        let credential = match &scheme.kind {
            SchemeKind::ApiKey {
                location: KeyLocation::Header,
                name,
            } => exchange.header(name),
            SchemeKind::ApiKey {
                location: KeyLocation::Query,
                name,
            } => {
                let mut pairs = exchange.query().into_iter();
                pairs
                    .find(|(known, _)| known == name)
                    .map(|(_, value)| value)
            }
            SchemeKind::ApiKey {
                location: KeyLocation::Cookie,
                name,
            } => {
                let cookies = exchange.header("cookie").unwrap_or_default();
                let mut cookies = cookies.split("; ").filter_map(|pair| pair.split_once('='));
                cookies
                    .find(|(known, _)| known == name)
                    .map(|(_, value)| value.to_owned())
            }
            SchemeKind::Http(scheme) => authorization(exchange, scheme),
            SchemeKind::Basic => authorization(exchange, "Basic"),
            _ => authorization(exchange, "Bearer"),
        };
        let Some(credential) = credential else {
            continue;
        };
        let name = &setter.name;
        if setter.arguments.to_string().starts_with("key") {
            write!(code, ".{name}(crate::sdk::ApiKey::new({credential:?}))").unwrap();
        } else {
            let pair = String::from_utf8(STANDARD.decode(credential).unwrap()).unwrap();
            let (user, password) = pair.split_once(':').unwrap();
            write!(code, ".{name}({user:?}, {password:?})").unwrap();
        }
    }
    if code.is_empty() {
        let krate = &generated.krate.manifest.krate;
        return security
            .sample
            .replace(&format!("{krate}::"), "crate::sdk::");
    }
    code
}

fn authorization(exchange: &Exchange, scheme: &str) -> Option<String> {
    let header = exchange.header("authorization")?;
    let (found, credential) = header.split_once(' ')?;
    found
        .eq_ignore_ascii_case(scheme)
        .then(|| credential.to_owned())
}

/// Headers that the caller sets, because neither a parameter nor a credential is one.
pub(crate) fn headers(
    api: &Api,
    operation: &Operation,
    exchange: &Exchange,
) -> Vec<(String, String)> {
    let is_param = |name: &str| {
        let mut params = operation.params.iter();
        params.any(|param| param.wire.eq_ignore_ascii_case(name))
    };
    let is_credential = |name: &str| {
        let mut schemes = api.security.schemes.iter();
        name.eq_ignore_ascii_case("authorization")
            || schemes.any(|scheme| match &scheme.kind {
                SchemeKind::ApiKey { name: header, .. } => header.eq_ignore_ascii_case(name),
                _ => false,
            })
    };
    let headers = exchange.request.headers.keys();
    let others = headers.filter(|name| {
        !is_param(name)
            && !is_credential(name)
            && !name.eq_ignore_ascii_case("content-type")
            && !name.eq_ignore_ascii_case("cookie")
    });
    others
        .filter_map(|name| Some((name.to_ascii_lowercase(), exchange.header(name)?)))
        .collect()
}
