//! Cookie parameters.
//!
//! All cookies of a call are in one header. They follow those in the client's own `cookie` header,
//! if it has one.

use http::header::COOKIE;
use serde::Serialize;

use crate::runtime::call::Call;
use crate::runtime::call::params::style::Style;

impl Call {
    /// Sets a cookie, written in this style, replacing an earlier value. An invalid value is
    /// reported when the call is sent.
    pub fn cookie(mut self, name: &'static str, style: Style, value: &impl Serialize) -> Self {
        let Ok(pairs) = style.pairs(name, value) else {
            self.problems
                .push(format!("the cookie `{name}` cannot be serialized"));
            return self;
        };
        let is_cookie = |pair: &String| pair.is_ascii() && !pair.contains(';');
        if !pairs.iter().all(is_cookie) {
            self.problems.push(format!(
                "the cookie `{name}` has a character that is not allowed"
            ));
            return self;
        }
        let set = self.headers.map.get(COOKIE);
        let earlier = set.or_else(|| self.client.inner.headers.get(COOKIE));
        let earlier = earlier.and_then(|value| value.to_str().ok());
        let name_of = |pair: &str| pair.trim().split('=').next().map(str::to_owned);
        let names: Vec<Option<String>> = pairs.iter().map(|pair| name_of(pair)).collect();
        let kept = earlier.unwrap_or_default().split(';').map(str::trim);
        let kept = kept.filter(|pair| !pair.is_empty() && !names.contains(&name_of(pair)));
        let all: Vec<&str> = kept.chain(pairs.iter().map(String::as_str)).collect();
        let cookies = all.join("; ");
        if !cookies.is_empty() {
            self.headers.set(COOKIE.as_str(), &cookies);
        }
        self
    }
}
