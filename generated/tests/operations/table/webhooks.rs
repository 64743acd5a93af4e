//! The operations of webhooks: today's consumers, and the rules of before.

use codat_platform::models::{CreateRule, WebhookConsumerPrototype, WebhookNotifier};
use uuid::{Uuid, uuid};

use super::{CHECKING, ERRORS, NO_RESULTS, Operation, WITHOUT_404, call};

pub(crate) const WEBHOOK_ID: Uuid = uuid!("5d1c7f0e-3b0a-4c52-9a36-0c1f4b7e2d91");
pub(crate) const RULE_ID: Uuid = uuid!("c07a54f3-1e8d-4b29-a6f5-d24b80e93c17");

pub(crate) fn consumer() -> WebhookConsumerPrototype {
    WebhookConsumerPrototype::new()
        .url("https://hooks.example.com/codat")
        .event_types(["read.completed", "connection.connected"])
}

pub(crate) fn rule() -> CreateRule {
    let notifier = WebhookNotifier::new().emails(["finance@example.org"]);
    CreateRule::new("DataSyncCompleted", notifier)
}

pub(crate) static SEVEN: [Operation; 7] = [
    Operation {
        id: "list-webhook-consumers",
        resource: "webhooks",
        name: "list_consumers",
        method: "GET",
        path: "/webhooks",
        success: 200,
        sample: r#"{"results":[]}"#,
        body: "",
        errors: &[400, 401, 402, 403, 429, 500, 503],
        call: call!(client => client.webhooks().list_consumers()),
    },
    Operation {
        id: "create-webhook-consumer",
        resource: "webhooks",
        name: "create_consumer",
        method: "POST",
        path: "/webhooks",
        success: 201,
        sample: r#"{"id":"5d1c7f0e-3b0a-4c52-9a36-0c1f4b7e2d91"}"#,
        body: r#"{"url":"https://hooks.example.com/codat","eventTypes":["read.completed","connection.connected"]}"#,
        errors: &[400, 401, 402, 403, 429, 500, 503],
        call: call!(client => client.webhooks().create_consumer(consumer())),
    },
    Operation {
        id: "delete-webhook-consumer",
        resource: "webhooks",
        name: "delete_consumer",
        method: "DELETE",
        path: "/webhooks/5d1c7f0e-3b0a-4c52-9a36-0c1f4b7e2d91",
        success: 204,
        sample: "",
        body: "",
        errors: ERRORS,
        call: call!(client => client.webhooks().delete_consumer(WEBHOOK_ID)),
    },
    Operation {
        id: "rotate-zapier-key",
        resource: "webhooks",
        name: "rotate_zapier_key",
        method: "POST",
        path: "/webhooks/integrationKeys/zapier",
        success: 201,
        sample: r#"{"key":"sk_integ_not-a-real-key.eu"}"#,
        body: "",
        errors: WITHOUT_404,
        call: call!(client => client.webhooks().rotate_zapier_key()),
    },
    Operation {
        id: "list-rules",
        resource: "webhooks",
        name: "list",
        method: "GET",
        path: "/rules",
        success: 200,
        sample: NO_RESULTS,
        body: "",
        errors: CHECKING,
        call: call!(client => client.webhooks().list()),
    },
    Operation {
        id: "create-rule",
        resource: "webhooks",
        name: "create",
        method: "POST",
        path: "/rules",
        success: 200,
        sample: r#"{"type":"DataSyncCompleted","notifiers":{}}"#,
        body: r#"{"type":"DataSyncCompleted","notifiers":{"emails":["finance@example.org"]}}"#,
        errors: WITHOUT_404,
        call: call!(client => client.webhooks().create(rule())),
    },
    Operation {
        id: "get-webhook",
        resource: "webhooks",
        name: "get",
        method: "GET",
        path: "/rules/c07a54f3-1e8d-4b29-a6f5-d24b80e93c17",
        success: 200,
        sample: r#"{"type":"DataSyncCompleted","notifiers":{}}"#,
        body: "",
        errors: ERRORS,
        call: call!(client => client.webhooks().get(RULE_ID)),
    },
];
