//! The operations of connections, and of their management.

use std::collections::BTreeMap;

use codat_platform::models::{
    CreateConnectionRequest, DataConnectionStatus, UpdateConnectionStatus,
};

use super::{CHECKING, COMPANY, CONNECTION, ERRORS, NO_RESULTS, Operation, call};

/// A connection with what is required of it.
const MINIMAL: &str = r#"{"id":"71b4e9c2-0d5f-4a38-9b67-e8f2c31a5d04","integrationId":"5ffc8496-f6c4-4eec-85df-7994b361c451","sourceId":"62d710af-c6db-4814-9cad-bed4695cfca8","sourceType":"Accounting","platformName":"Xero","linkUrl":"https://link.example.com","status":"PendingAuth","created":"2026-03-04T06:12:45Z"}"#;

fn unlinked() -> UpdateConnectionStatus {
    UpdateConnectionStatus::new().status(DataConnectionStatus::Unlinked)
}

fn authorization() -> BTreeMap<String, String> {
    BTreeMap::from([("code".to_owned(), "a b".to_owned())])
}

pub(crate) static OPERATIONS: [Operation; 7] = [
    Operation {
        id: "get-connection-management-access-token",
        resource: "connection_management",
        name: "get",
        method: "GET",
        path: "/companies/2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46/connectionManagement/accessToken",
        success: 200,
        sample: "{}",
        body: "",
        errors: ERRORS,
        call: call!(client => client.connection_management().get(COMPANY)),
    },
    Operation {
        id: "list-connections",
        resource: "connections",
        name: "list",
        method: "GET",
        path: "/companies/2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46/connections",
        success: 200,
        sample: NO_RESULTS,
        body: "",
        errors: CHECKING,
        call: call!(client => client.connections().list(COMPANY)),
    },
    Operation {
        id: "create-connection",
        resource: "connections",
        name: "create",
        method: "POST",
        path: "/companies/2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46/connections",
        success: 200,
        sample: MINIMAL,
        body: r#"{"platformKey":"qhyg"}"#,
        errors: ERRORS,
        call: call!(client => client.connections().create(COMPANY, CreateConnectionRequest::new().platform_key("qhyg"))),
    },
    Operation {
        id: "get-connection",
        resource: "connections",
        name: "get",
        method: "GET",
        path: "/companies/2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46/connections/71b4e9c2-0d5f-4a38-9b67-e8f2c31a5d04",
        success: 200,
        sample: MINIMAL,
        body: "",
        errors: ERRORS,
        call: call!(client => client.connections().get(COMPANY, CONNECTION)),
    },
    Operation {
        id: "delete-connection",
        resource: "connections",
        name: "delete",
        method: "DELETE",
        path: "/companies/2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46/connections/71b4e9c2-0d5f-4a38-9b67-e8f2c31a5d04",
        success: 200,
        sample: "",
        body: "",
        errors: ERRORS,
        call: call!(client => client.connections().delete(COMPANY, CONNECTION)),
    },
    Operation {
        id: "unlink-connection",
        resource: "connections",
        name: "unlink",
        method: "PATCH",
        path: "/companies/2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46/connections/71b4e9c2-0d5f-4a38-9b67-e8f2c31a5d04",
        success: 200,
        sample: MINIMAL,
        body: r#"{"status":"Unlinked"}"#,
        errors: ERRORS,
        call: call!(client => client.connections().unlink(COMPANY, CONNECTION, unlinked())),
    },
    Operation {
        id: "update-connection-authorization",
        resource: "connections",
        name: "update_authorization",
        method: "PUT",
        path: "/companies/2f6b9d1a-84c3-4e7d-b5a0-93e1f7c82b46/connections/71b4e9c2-0d5f-4a38-9b67-e8f2c31a5d04/authorization",
        success: 200,
        sample: MINIMAL,
        body: r#"{"code":"a b"}"#,
        errors: ERRORS,
        call: call!(client => client.connections().update_authorization(COMPANY, CONNECTION, authorization())),
    },
];
