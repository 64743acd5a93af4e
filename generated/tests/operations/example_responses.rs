//! The example response of every operation is decoded by that operation.

use codat_platform::test_util::{ExampleResponse, MockTransport};

use crate::support::builder;
use crate::table;

#[tokio::test]
async fn every_operation_decodes_its_example_response() {
    let mut count = 0;
    for operation in table::all() {
        let example = ExampleResponse::ALL
            .iter()
            .find(|(id, _)| *id == operation.id);
        let (_, response) = example.expect(operation.id);
        let mock = MockTransport::new([response()]);
        let client = builder("https://api.example.com")
            .mock_transport(&mock)
            .build()
            .unwrap();
        let (status, ..) = operation
            .call(&client)
            .await
            .unwrap_or_else(|error| panic!("{}: {error:?}", operation.id));
        assert_eq!(status, operation.success, "{}", operation.id);
        count += 1;
    }
    assert_eq!(count, ExampleResponse::ALL.len());
}
