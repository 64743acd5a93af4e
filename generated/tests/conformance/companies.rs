//! The recordings of the company operations.

use codat_platform::models::{
    CompanyRequestBody, CompanyUpdateRequest, DataType, RefreshProductDataRequest,
    SetCompanySyncSettingsRequest, SyncSetting, SyncSettingRequired,
};
use uuid::{Uuid, uuid};

use crate::recording::Recording;
use crate::replay::{Case, SentByDefault, call};

const ID: Uuid = uuid!("8a210b68-6988-11ed-a1eb-0242ac120002");
const FIRST_PAGE: [SentByDefault; 2] = [
    SentByDefault::Query("page", "1"),
    SentByDefault::Query("pageSize", "100"),
];
const BODY: Case = Case::Impossible("the body is an argument of the method");
const DESCRIPTION: &str = "Requested early access to the new financing scheme.";

pub(crate) fn case(recording: &Recording) -> Option<Case> {
    let case = recording.case.as_str();
    match (recording.operation.as_str(), case) {
        ("companies.list", "client option") => client_option(recording.arguments.get("code")?),
        ("companies.list", _) => list(case),
        ("companies.create", _) => create(case),
        ("companies.get", _) => get(case),
        ("companies.replace", _) => replace(case),
        ("companies.update", _) => update(case),
        ("companies.delete", "example") => {
            Some(call(|client| client.companies().delete(ID).with_response()))
        }
        ("companies.add_product", "example") => Some(call(|client| {
            client
                .companies()
                .add_product(ID, "bank-feeds")
                .with_response()
        })),
        ("companies.remove_product", "example") => Some(call(|client| {
            client
                .companies()
                .remove_product(ID, "bank-feeds")
                .with_response()
        })),
        ("companies.refresh_product_data", _) => refresh_product_data(case),
        ("companies.get_access_token", "example") => Some(call(|client| {
            client.companies().get_access_token(ID).with_response()
        })),
        ("companies.get_company_sync_settings", "example") => Some(call(|client| {
            client
                .companies()
                .get_company_sync_settings(ID)
                .with_response()
        })),
        ("companies.set_company_sync_settings", _) => set_company_sync_settings(case),
        _ => None,
    }
}

fn list(case: &str) -> Option<Case> {
    Some(match case {
        "no request" | "empty request" => listed().without(FIRST_PAGE),
        "List of Companies" | "One company" => call(|client| {
            let list = client.companies().list().order_by("-modifiedDate");
            list.query("id=e3334455-1aed-4e71-ab43-6bccf12092ee")
                .tags("region=uk && team=invoice-finance")
                .with_response()
        })
        .without(FIRST_PAGE),
        "all params" => call(|client| {
            let list = client.companies().list().page(2).page_size(7);
            list.query("id=e3334455-1aed-4e71-ab43-6bccf12092ee")
                .order_by("-modifiedDate")
                .tags("region=uk && team=invoice-finance")
                .with_response()
        }),
        "special characters" => call(|client| {
            let list = client.companies().list().query("name~A&B #1 üñ/?=+%20");
            list.order_by("name desc").tags("a=b&&c=d").with_response()
        })
        .without(FIRST_PAGE),
        "empty strings" => call(|client| {
            client
                .companies()
                .list()
                .query("")
                .order_by("")
                .with_response()
        })
        .without(FIRST_PAGE),
        _ => return None,
    })
}

fn listed() -> Case {
    call(|client| client.companies().list().with_response())
}

/// Recordings of options of the client, not of the call.
fn client_option(code: &str) -> Option<Case> {
    let list = listed().without(FIRST_PAGE);
    Some(match code {
        // The recorded client calls a function for the header. Here the header is a value.
        "security=callable" => list.key("Basic from-callable"),
        "security=None" => Case::Impossible("a client without an API key cannot be built"),
        "server_url with trailing slash" => list.at("/"),
        "server_url with path prefix" => list.at("/prefix"),
        // Here the base URL is a setting of the client, and callers fill in templates themselves.
        "per-call server_url=base/prefix/" => list.at("/prefix/"),
        "server_url template + url_params" => list.at("/prefix"),
        _ => return None,
    })
}

fn create(case: &str) -> Option<Case> {
    let name = |name: &str| CompanyRequestBody::new(name);
    let none: [(&str, &str); 0] = [];
    Some(match case {
        "no request" => BODY,
        "Malformed query" | "With a tag" => created(name("Bank of Dave").description(DESCRIPTION)),
        "With a description" => created(
            name("Technicalium")
                .description("Technology services, including web and app design and development"),
        ),
        // Not nullable. In the recorded SDK, too, `None` means that it is not sent.
        "With no description" | "name only" | "explicit null description" => {
            created(name("Technicalium"))
        }
        "tags empty map" => created(name("Technicalium").tags(none)),
        "tags + groups" => created(
            name("Technicalium")
                .description("d")
                .tags([("region", "uk"), ("ref", "a b")]),
        ),
        _ => return None,
    })
}

fn created(body: CompanyRequestBody) -> Case {
    call(move |client| client.companies().create(body.clone()).with_response())
}

fn get(case: &str) -> Option<Case> {
    Some(match case {
        "Simple company" | "Parent multi-entity company" | "Subsidiary multi-entity company" => {
            call(|client| client.companies().get(ID).with_response())
        }
        // The recorded SDK requests `/companies/a/b%20c`, which is another operation.
        "path percent-encoding" => {
            Case::Impossible("a company's id is a `Uuid`, which `a/b c?d#e%f` is not")
        }
        // The recorded SDK requests `/companies/`, which is the list.
        "empty path value" => Case::Impossible("a `Uuid` cannot be empty"),
        _ => return None,
    })
}

fn replace(case: &str) -> Option<Case> {
    let name = |name: &str| CompanyRequestBody::new(name);
    let body = match case {
        "no body" => return Some(BODY),
        "Unauthorized" => name("Bank of Dave").description(DESCRIPTION),
        "Update description" => name("Same name").description("Additional documents required"),
        "Update name" => name("New Name"),
        _ => return None,
    };
    Some(call(move |client| {
        client.companies().replace(ID, body.clone()).with_response()
    }))
}

fn update(case: &str) -> Option<Case> {
    let new = CompanyUpdateRequest::new;
    let body = match case {
        "no body" => return Some(BODY),
        "explicit null description (4.x shape)" => {
            return Some(Case::Impossible(
                "an argument of an older version, which the recorded version ignores",
            ));
        }
        "Unauthorized" => new().name("Bank of Dave").description(DESCRIPTION),
        "Update name" => new().name("New Name"),
        "Update tags" => new().tags([("refrence", "new reference")]),
        // Not nullable. In the recorded SDK, too, `None` means that it is not sent.
        "explicit null description" => new().name("N"),
        "empty body object" => new(),
        _ => return None,
    };
    Some(call(move |client| {
        client.companies().update(ID, body.clone()).with_response()
    }))
}

fn refresh_product_data(case: &str) -> Option<Case> {
    Some(match case {
        "example" => call(|client| {
            let types = ["invoices", "payments"];
            let body = RefreshProductDataRequest::new().data_types(types);
            let refresh = client.companies().refresh_product_data(ID, "bank-feeds");
            refresh.body(body).with_response()
        }),
        "no body" => call(|client| {
            client
                .companies()
                .refresh_product_data(ID, "lending")
                .with_response()
        }),
        _ => return None,
    })
}

fn set_company_sync_settings(case: &str) -> Option<Case> {
    Some(match case {
        "no body" => BODY,
        "example" => call(|client| {
            // `overrides_defaults` is required. The recorded SDK sends `true` by default.
            let body = SetCompanySyncSettingsRequest::new(ID, [setting()], true);
            client
                .companies()
                .set_company_sync_settings(ID, body)
                .with_response()
        }),
        _ => return None,
    })
}

/// The setting in Codat's example.
pub(crate) fn setting() -> SyncSetting {
    let required = SyncSettingRequired {
        data_type: DataType::Invoices,
        fetch_on_first_link: true,
        sync_order: 0,
        sync_schedule: 24,
    };
    SyncSetting::new(required)
        .is_locked(true)
        .months_to_sync(24)
        .sync_from_utc("2020-01-01T12:00:00.000Z")
        .sync_from_window(24)
}
