//! Requests a URL that a response names, if it belongs to the same server.

use http::Uri;

use crate::runtime::call::Call;
use crate::runtime::call::reference::{origin, resolve};
use crate::runtime::call::url::push_path;

/// Replaces the URL of the call. A relative reference is resolved against the call's own URL.
///
/// The error describes why the URL is not followed. The API key is sent with every request, so a
/// URL of another scheme, host or port is never followed.
pub(crate) fn with_url(mut call: Call, reference: &str) -> Result<Call, String> {
    let own = own_url(&call).ok_or("the URL of the call is invalid")?;
    let url = resolve(reference, &own).ok_or("the next page has an invalid URL")?;
    let is_same = origin(&url).is_some_and(|origin_of_next| Some(origin_of_next) == origin(&own));
    if !is_same {
        return Err("the next page is on another server".to_owned());
    }
    call.url = Some(url);
    Ok(call)
}

/// The URL of the call without its query.
fn own_url(call: &Call) -> Option<Uri> {
    let client = &call.client.inner;
    let base = call.options.base_url.as_ref().unwrap_or(&client.base_url);
    let mut url = base.start();
    push_path(&mut url, call.operation.path, &call.path, &mut Vec::new());
    url.parse().ok()
}
