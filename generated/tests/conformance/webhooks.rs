//! The recordings of the webhook operations.

use codat_platform::CallOptions;
use codat_platform::models::{CreateRule, WebhookConsumerPrototype, WebhookNotifier};
use uuid::uuid;

use crate::recording::Recording;
use crate::replay::{Case, SentByDefault, call};

/// Sent by the recorded SDK although it is not set.
const DISABLED: [SentByDefault; 1] = [SentByDefault::False("disabled")];
const FIRST_PAGE: [SentByDefault; 2] = [
    SentByDefault::Query("page", "1"),
    SentByDefault::Query("pageSize", "100"),
];
const BODY: Case = Case::Impossible("the body is an argument of the method");

pub(crate) fn case(recording: &Recording) -> Option<Case> {
    let case = recording.case.as_str();
    match recording.operation.as_str() {
        "webhooks.create_consumer" => create_consumer(case),
        "webhooks.delete_consumer" => delete_consumer(case),
        "webhooks.list_consumers" => list_consumers(case),
        // All calls here are asynchronous.
        "webhooks.list_consumers_async" if case == "client option" => Some(listed()),
        "webhooks.create" => create(case),
        "webhooks.get" => get(case),
        "webhooks.list" => list(case),
        _ => None,
    }
}

fn create_consumer(case: &str) -> Option<Case> {
    let new = WebhookConsumerPrototype::new;
    let url = || new().url("https://example.com/h");
    // The typing error is in Codat's example.
    let example = || new().url("https://example.com/webhoook-consumer");
    let none: [&str; 0] = [];
    Some(match case {
        "no request" => BODY,
        "empty request" => created(new()).without(DISABLED),
        "url only" => created(url()).without(DISABLED),
        "explicit null company_tags" | "model instance: explicit null company_tags" => {
            created(url().company_tags_null()).without(DISABLED)
        }
        "explicit null disabled" | "model instance: explicit null disabled" => {
            created(url().disabled_null())
        }
        "all fields" => created(
            url()
                .disabled(true)
                .event_types(["company.created", "read.completed"])
                .company_tags(["region:uk", "team:a"]),
        ),
        "empty arrays" => created(url().event_types(none).company_tags(none)).without(DISABLED),
        "unknown event type string" => {
            created(url().event_types(["not.a.real.event"])).without(DISABLED)
        }
        "Subscribe consumer to one or more event types" => {
            created(example().event_types(["DataSyncCompleted", "Dataset data changed"]))
                .without(DISABLED)
        }
        "Subscribe consumer with disabled endpoint" => {
            created(example().disabled(true).event_types(["DataSyncCompleted"]))
        }
        _ => return None,
    })
}

fn created(body: WebhookConsumerPrototype) -> Case {
    call(move |client| {
        client
            .webhooks()
            .create_consumer(body.clone())
            .with_response()
    })
}

fn delete_consumer(case: &str) -> Option<Case> {
    Some(match case {
        "example" => call(|client| {
            let id = uuid!("8a210b68-6988-11ed-a1eb-0242ac120002");
            client.webhooks().delete_consumer(id).with_response()
        }),
        "path percent-encoding" => {
            Case::Impossible("a webhook's id is a `Uuid`, which `a/b c` is not")
        }
        _ => return None,
    })
}

fn list_consumers(case: &str) -> Option<Case> {
    let options = match case {
        "example" => CallOptions::new(),
        "per-call http_headers" => CallOptions::new()
            .header("X-Trace", "abc")
            .header("Accept", "application/problem+json")
            .header("User-Agent", "mine/1"),
        "per-call Authorization override" => {
            CallOptions::new().header("Authorization", "Basic other")
        }
        _ => return None,
    };
    Some(call(move |client| {
        client
            .webhooks()
            .list_consumers()
            .with(options.clone())
            .with_response()
    }))
}

fn listed() -> Case {
    call(|client| client.webhooks().list_consumers().with_response())
}

fn create(case: &str) -> Option<Case> {
    let rule = |notifier| CreateRule::new("DataConnectionStatusChanged", notifier);
    let endpoint = || WebhookNotifier::new().webhook("https://webhook.client.com");
    Some(match case {
        "no request" => BODY,
        "example" => rule_created(
            rule(endpoint().emails(["info@client.com"]))
                .company_id(uuid!("39b73b17-cc2e-429e-915d-71654e9dcd1e")),
        ),
        "minimal" => rule_created(rule(WebhookNotifier::new())),
        // Not nullable. In the recorded SDK, too, `None` means that it is not sent.
        "explicit null company_id" => rule_created(rule(endpoint())),
        _ => return None,
    })
}

fn rule_created(body: CreateRule) -> Case {
    call(move |client| client.webhooks().create(body.clone()).with_response())
}

fn get(case: &str) -> Option<Case> {
    (case == "example").then(|| {
        call(|client| {
            let id = uuid!("7318949f-c008-4936-a8ff-10d7ab563fa6");
            client.webhooks().get(id).with_response()
        })
    })
}

fn list(case: &str) -> Option<Case> {
    Some(match case {
        "no request" | "empty request" => {
            call(|client| client.webhooks().list().with_response()).without(FIRST_PAGE)
        }
        "example" => call(|client| {
            client
                .webhooks()
                .list()
                .page(1)
                .page_size(100)
                .query("id=e3334455-1aed-4e71-ab43-6bccf12092ee")
                .order_by("-modifiedDate")
                .with_response()
        }),
        _ => return None,
    })
}
