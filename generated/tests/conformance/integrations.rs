//! The recordings of the integration operations.

use crate::recording::Recording;
use crate::replay::{Case, SentByDefault, call};

const FIRST_PAGE: [SentByDefault; 2] = [
    SentByDefault::Query("page", "1"),
    SentByDefault::Query("pageSize", "100"),
];

pub(crate) fn case(recording: &Recording) -> Option<Case> {
    Some(
        match (recording.operation.as_str(), recording.case.as_str()) {
            ("integrations.list", "no request") => {
                call(|client| client.integrations().list().with_response()).without(FIRST_PAGE)
            }
            ("integrations.list", "example") => call(|client| {
                let list = client.integrations().list().order_by("-modifiedDate");
                list.query("id=e3334455-1aed-4e71-ab43-6bccf12092ee")
                    .with_response()
            })
            .without(FIRST_PAGE),
            ("integrations.list", "all params") => call(|client| {
                let list = client.integrations().list().page(1).page_size(100);
                list.query("sourceType=Accounting")
                    .order_by("name")
                    .with_response()
            }),
            ("integrations.get", "example") => {
                call(|client| client.integrations().get("gbol").with_response())
            }
            ("integrations.get_branding", "example") => {
                call(|client| client.integrations().get_branding("gbol").with_response())
            }
            _ => return None,
        },
    )
}
