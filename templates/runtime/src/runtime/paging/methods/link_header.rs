//! Pages with the URL of the next page in the header `Link` (RFC 8288).

use http::HeaderMap;
use http::header::LINK;

use crate::runtime::call::Call;
use crate::runtime::paging::NextPage;
use crate::runtime::paging::methods::PagingMethod;
use crate::runtime::paging::methods::url::with_url;
use crate::runtime::paging::walk::PageFacts;

/// The target of the link with the relation type `next`. Only URLs of the call's own server are
/// followed.
#[derive(Debug, Clone, Copy)]
pub struct LinkHeader;

impl PagingMethod for LinkHeader {
    fn position(&self, _: &Call) -> Option<String> {
        None
    }

    fn at(&self, call: Call, position: &str) -> Result<Call, String> {
        with_url(call, position)
    }

    fn following(&self, _: Option<&str>, facts: &PageFacts) -> Option<String> {
        facts.next.location()
    }

    fn items_before(&self, position: Option<&str>, _size: i64) -> Option<i64> {
        position.is_none().then_some(0)
    }

    fn next_page(&self, _: NextPage, headers: &HeaderMap) -> NextPage {
        let values = headers.get_all(LINK).iter();
        let mut values = values.filter_map(|value| value.to_str().ok());
        NextPage::at(values.find_map(next_link))
    }
}

/// The target of the first link whose `rel` contains `next`.
fn next_link(value: &str) -> Option<&str> {
    let mut rest = value;
    loop {
        let (_, after) = rest.split_once('<')?;
        let (target, after) = after.split_once('>')?;
        let (parameters, after) = split_parameters(after);
        if parameters.iter().any(|parameter| is_next(parameter)) {
            return Some(target);
        }
        rest = after;
    }
}

/// The parameters of a link, and what follows the comma after it. Quoted strings can contain commas
/// and semicolons.
fn split_parameters(text: &str) -> (Vec<&str>, &str) {
    let mut parameters = Vec::new();
    let mut start = 0;
    let (mut is_quoted, mut is_escaped) = (false, false);
    for (index, character) in text.char_indices() {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            ';' | ',' if !is_quoted => {
                parameters.extend(text.get(start..index));
                start = index.saturating_add(1);
                if character == ',' {
                    return (parameters, text.get(start..).unwrap_or_default());
                }
            }
            _ => {}
        }
    }
    parameters.extend(text.get(start..));
    (parameters, "")
}

/// Relation types are separated by spaces and compared without regard to case.
fn is_next(parameter: &str) -> bool {
    let Some((name, value)) = parameter.split_once('=') else {
        return false;
    };
    name.trim().eq_ignore_ascii_case("rel")
        && value
            .trim()
            .trim_matches('"')
            .split_ascii_whitespace()
            .any(|relation| relation.eq_ignore_ascii_case("next"))
}
