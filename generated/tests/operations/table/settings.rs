//! The operations of settings, and of the origins under their former path.

use codat_platform::models::{
    ConnectionManagementAllowedOrigins, CreateApiKey, Profile, SyncSetting,
    UpdateProfileSyncSettingsRequest,
};

use super::{CONNECTION, ERRORS, Operation, WITHOUT_404, call};

/// A profile with what is required of it.
const PROFILE: &str =
    r#"{"name":"Quay Lending","redirectUrl":"https://quay.example.com/{companyId}"}"#;

fn origins() -> ConnectionManagementAllowedOrigins {
    ConnectionManagementAllowedOrigins::new().allowed_origins(["https://app.example.com"])
}

fn profile() -> Profile {
    let url = "https://quay.example.com/{companyId}";
    Profile::new("Quay Lending", url)
}

fn sync_settings() -> UpdateProfileSyncSettingsRequest {
    let none: [SyncSetting; 0] = [];
    // A client's id is a UUID like any other.
    UpdateProfileSyncSettingsRequest::new(CONNECTION, none, true)
}

pub(crate) static OPERATIONS: [Operation; 11] = [
    Operation {
        id: "get-connection-management-cors-settings",
        resource: "cors",
        name: "get",
        method: "GET",
        path: "/connectionManagement/corsSettings",
        success: 200,
        sample: "{}",
        body: "",
        errors: ERRORS,
        call: call!(client => client.cors().get()),
    },
    Operation {
        id: "set-connection-management-cors-settings",
        resource: "cors",
        name: "set",
        method: "POST",
        path: "/connectionManagement/corsSettings",
        success: 200,
        sample: "{}",
        body: r#"{"allowedOrigins":["https://app.example.com"]}"#,
        errors: ERRORS,
        call: call!(client => client.cors().set(origins())),
    },
    Operation {
        id: "get-cors-settings",
        resource: "settings",
        name: "get_cors_settings",
        method: "GET",
        path: "/corsSettings",
        success: 200,
        sample: "{}",
        body: "",
        errors: ERRORS,
        call: call!(client => client.settings().get_cors_settings()),
    },
    Operation {
        id: "set-cors-settings",
        resource: "settings",
        name: "set_cors_settings",
        method: "POST",
        path: "/corsSettings",
        success: 200,
        sample: "{}",
        body: r#"{"allowedOrigins":["https://app.example.com"]}"#,
        errors: ERRORS,
        call: call!(client => client.settings().set_cors_settings(origins())),
    },
    Operation {
        id: "get-profile",
        resource: "settings",
        name: "get_profile",
        method: "GET",
        path: "/profile",
        success: 200,
        sample: PROFILE,
        body: "",
        errors: WITHOUT_404,
        call: call!(client => client.settings().get_profile()),
    },
    Operation {
        id: "update-profile",
        resource: "settings",
        name: "update_profile",
        method: "PUT",
        path: "/profile",
        success: 200,
        sample: PROFILE,
        body: r#"{"name":"Quay Lending","redirectUrl":"https://quay.example.com/{companyId}"}"#,
        errors: WITHOUT_404,
        call: call!(client => client.settings().update_profile(profile())),
    },
    Operation {
        id: "get-profile-syncSettings",
        resource: "settings",
        name: "get_sync_settings",
        method: "GET",
        path: "/profile/syncSettings",
        success: 200,
        sample: "{}",
        body: "",
        errors: WITHOUT_404,
        call: call!(client => client.settings().get_sync_settings()),
    },
    Operation {
        id: "update-profile-syncSettings",
        resource: "settings",
        name: "update_sync_settings",
        method: "POST",
        path: "/profile/syncSettings",
        success: 204,
        sample: "",
        body: r#"{"clientId":"71b4e9c2-0d5f-4a38-9b67-e8f2c31a5d04","settings":[],"overridesDefaults":true}"#,
        errors: WITHOUT_404,
        call: call!(client => client.settings().update_sync_settings(sync_settings())),
    },
    Operation {
        id: "list-api-keys",
        resource: "settings",
        name: "list_api_keys",
        method: "GET",
        path: "/apiKeys",
        success: 200,
        sample: "{}",
        body: "",
        errors: WITHOUT_404,
        call: call!(client => client.settings().list_api_keys()),
    },
    Operation {
        id: "create-api-key",
        resource: "settings",
        name: "create_api_key",
        method: "POST",
        path: "/apiKeys",
        success: 201,
        sample: r#"{"id":"key-1"}"#,
        body: r#"{"name":"ledger-sync"}"#,
        errors: &[400, 401, 402, 403, 409, 429, 500, 503],
        call: call!(client => client.settings().create_api_key(CreateApiKey::new().name("ledger-sync"))),
    },
    Operation {
        id: "delete-api-key",
        resource: "settings",
        name: "delete_api_key",
        method: "DELETE",
        path: "/apiKeys/key-1",
        success: 204,
        sample: "",
        body: "",
        errors: ERRORS,
        call: call!(client => client.settings().delete_api_key("key-1")),
    },
];
