//! The code in `guide/events.md`: a copy that is compiled, and a test that both are the same.

#![allow(dead_code, reason = "compiled, not called")]

mod subscribing {
    use codat_platform::events::EventType;
    use codat_platform::models::{DataType, WebhookConsumerPrototype};

    fn consumer() -> WebhookConsumerPrototype {
        WebhookConsumerPrototype::new()
            .url("https://example.com/codat")
            .event_types([
                EventType::READ_COMPLETED.to_owned(),
                EventType::data_type_write_successful(DataType::Invoices),
            ])
    }
}

mod receiving {
    use codat_platform::events::{EventKind, Verifier, VerifyError};
    use codat_platform::http::HeaderMap;

    fn receive(verifier: &Verifier, headers: &HeaderMap, body: &[u8]) -> Result<(), VerifyError> {
        let event = verifier.verify(headers, body)?;
        match &event.kind {
            EventKind::ReadCompleted(read) => println!("{:?}", read.data_types),
            EventKind::DataTypeWriteSuccessful { data_type, payload } => {
                println!("{data_type}: {:?}", payload.record);
            }
            // Newer than this version of the crate, but just as authentic.
            EventKind::Unknown {
                event_type,
                payload,
            } => println!("{event_type}: {payload}"),
            // Authentic too: store the raw body, and respond with 200.
            EventKind::Unreadable { error, .. } => println!("{error}: {:?}", event.raw()),
            _ => {}
        }
        Ok(())
    }
}

mod testing {
    use codat_platform::events::{EventKind, Verifier};
    use codat_platform::test_util::{ExampleEvent, SignedEvent};

    #[test]
    fn receives_a_new_company() {
        let secret = "whsec_dGVzdCBzZWNyZXQ=";
        let signed = SignedEvent::new(secret, ExampleEvent::COMPANY_CREATED).unwrap();
        let verifier = Verifier::new(secret).unwrap();
        let event = verifier.verify(&signed.headers(), signed.body()).unwrap();
        assert!(matches!(event.kind, EventKind::CompanyCreated(_)));
    }
}

/// Removes white space and trailing commas, since the guide has another line width.
fn normalize(code: &str) -> String {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    code.replace(",)", ")")
        .replace(",}", "}")
        .replace(",]", "]")
}

#[test]
fn the_guide_has_the_code_that_is_compiled_here() {
    let here = normalize(include_str!("guide.rs"));
    let guide = include_str!("../../guide/events.md");
    let mut count = 0;
    for block in guide.split("```rust\n").skip(1) {
        let code = block.split("```").next().unwrap();
        assert!(here.contains(&normalize(code)), "{code}");
        count += 1;
    }
    assert_eq!(count, 3);
}
