//! The recordings of the settings operations.

use codat_platform::models::{
    ConnectionManagementAllowedOrigins, CreateApiKey, Profile, UpdateProfileSyncSettingsRequest,
};
use uuid::uuid;

use crate::companies::setting;
use crate::recording::Recording;
use crate::replay::{Case, call};

const BODY: Case = Case::Impossible("the body is an argument of the method");

pub(crate) fn case(recording: &Recording) -> Option<Case> {
    let case = recording.case.as_str();
    match (recording.operation.as_str(), case) {
        ("settings.get", "example") => Some(call(|client| {
            client.settings().get_cors_settings().with_response()
        })),
        ("settings.set", _) => set(case),
        ("settings.get_profile", "example") => Some(call(|client| {
            client.settings().get_profile().with_response()
        })),
        ("settings.update_profile", _) => update_profile(case),
        ("settings.get_sync_settings", "example") => Some(call(|client| {
            client.settings().get_sync_settings().with_response()
        })),
        ("settings.update_sync_settings", _) => update_sync_settings(case),
        ("settings.list_api_keys", "example") => Some(call(|client| {
            client.settings().list_api_keys().with_response()
        })),
        ("settings.create_api_key", _) => create_api_key(case),
        ("settings.delete_api_key", "example") => Some(call(|client| {
            let id = "8a210b68-6988-11ed-a1eb-0242ac120002";
            client.settings().delete_api_key(id).with_response()
        })),
        _ => None,
    }
}

fn set(case: &str) -> Option<Case> {
    Some(match case {
        "no request" => BODY,
        "Allowed origins" | "Unauthorized" | "origins" => call(|client| {
            let body = ConnectionManagementAllowedOrigins::new()
                .allowed_origins(["https://www.bank-of-dave.com"]);
            client.settings().set_cors_settings(body).with_response()
        }),
        _ => return None,
    })
}

fn update_profile(case: &str) -> Option<Case> {
    let images = "https://client-images.codat.io";
    let template = "https://bobs-burgers.{countrySuffix}/{companyId}";
    let body = match case {
        "example" => Profile::new("Bob's Burgers", template)
            .confirm_company_name(true)
            .icon_url(format!("{images}/icon/042399f5-d104-4f38-9ce8-cac3524f4e88_3f5623af-d992-4c22-bc08-e58c520a8526.ico"))
            .logo_url(format!("{images}/logo/042399f5-d104-4f38-9ce8-cac3524f4e88_5806cb1f-7342-4c0e-a0a8-99bfbc47b0ff.png"))
            .white_list_urls(["https://bobs-burgers.com", "https://bobs-burgers.co.uk"]),
        "minimal" => Profile::new("Bob", template),
        // Not nullable. In the recorded SDK, too, `None` means that it is not sent.
        "explicit nulls" => Profile::new("Bob", "https://b/"),
        _ => return None,
    };
    Some(call(move |client| {
        client
            .settings()
            .update_profile(body.clone())
            .with_response()
    }))
}

fn update_sync_settings(case: &str) -> Option<Case> {
    Some(match case {
        "no request" => BODY,
        "example" => call(|client| {
            let client_id = uuid!("9807ce3e-cfa5-4370-b4f2-09c282b1598b");
            // `overrides_defaults` is required. The recorded SDK sends `true` by default.
            let body = UpdateProfileSyncSettingsRequest::new(client_id, [setting()], true);
            client.settings().update_sync_settings(body).with_response()
        }),
        _ => return None,
    })
}

fn create_api_key(case: &str) -> Option<Case> {
    Some(match case {
        "no request" => BODY,
        "name"
        | "API key details"
        | "API key details with name"
        | "Create API key with name"
        | "Max length for name reached" => call(|client| {
            let body = CreateApiKey::new().name("azure-invoice-finance-processor");
            client.settings().create_api_key(body).with_response()
        }),
        _ => return None,
    })
}
