//! The error of a client without a base URL, if the API has none of its own.

use crate::runtime::api::Api;

/// Says what to set, if the base URL is the incomplete one of the API, in place of what is wrong
/// with it.
pub(crate) fn explain(api: &Api, base_url: &str, problems: &mut Vec<String>) {
    if base_url != api.base_url || problems.pop().is_none() {
        return;
    }
    problems.push(match base_url {
        "" => {
            "no base URL: the API's document has no server URL, so set one with `base_url`".into()
        }
        url if url.contains('{') => format!(
            "no base URL: the server `{url}` needs values for its variables, so select it with \
             `server`, or set a URL with `base_url`"
        ),
        url => format!(
            "no base URL: the server `{url}` of the API's document is relative, so set an absolute \
             URL with `base_url`"
        ),
    });
}
