//! The code of `guide/events.md`: it stands here once more, so that it compiles, and a test that the two are the same.

#![allow(dead_code, reason = "it is shown, not called")]

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
            // Newer than this crate, but just as authentic.
            EventKind::Unknown {
                event_type,
                payload,
            } => println!("{event_type}: {payload}"),
            _ => {}
        }
        Ok(())
    }
}

mod testing {
    use codat_platform::events::{EventKind, Verifier};
    use codat_platform::test_util::{ExampleEvent, SignedEvent};

    #[test]
    fn a_company_is_noticed() {
        let secret = "whsec_dGVzdCBzZWNyZXQ=";
        let signed = SignedEvent::new(secret, ExampleEvent::COMPANY_CREATED).unwrap();
        let verifier = Verifier::new(secret).unwrap();
        let event = verifier.verify(&signed.headers(), signed.body()).unwrap();
        assert!(matches!(event.kind, EventKind::CompanyCreated(_)));
    }
}

/// Without white space, and the commas that lines end with: the page is laid out narrower or wider.
fn bare(code: &str) -> String {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    code.replace(",)", ")")
        .replace(",}", "}")
        .replace(",]", "]")
}

#[test]
fn the_page_has_the_code_that_compiles_here() {
    let here = bare(include_str!("guide.rs"));
    let page = include_str!("../../guide/events.md");
    let mut count = 0;
    for block in page.split("```rust\n").skip(1) {
        let code = block.split("```").next().unwrap();
        assert!(here.contains(&bare(code)), "{code}");
        count += 1;
    }
    assert_eq!(count, 3);
}
