//! What types can do: move between threads, and stay small.

use crate::tests::custom_transport::offline;
use crate::tests::support::{LIST, Page, builder};
use crate::{
    ApiKey, BoxError, Call, CallOptions, Client, ClientBuilder, Error, Nullable, Response, Secret,
    Transport, TransportError, UnknownValue,
};

fn shared<T: Send + Sync + 'static>() {}

#[test]
fn types_can_be_shared_between_threads() {
    shared::<ApiKey>();
    shared::<Call>();
    shared::<CallOptions>();
    shared::<Client>();
    shared::<ClientBuilder>();
    shared::<Error>();
    shared::<Nullable<String>>();
    shared::<Response<String>>();
    shared::<crate::Body>();
    shared::<Secret>();
    shared::<TransportError>();
    shared::<UnknownValue>();
    shared::<Box<dyn Transport>>();
    #[cfg(feature = "hyper")]
    shared::<crate::HyperTransport>();
    #[cfg(feature = "reqwest")]
    shared::<crate::ReqwestTransport>();
}

#[test]
fn futures_of_calls_can_be_spawned() {
    fn sent<T: Send + 'static>(_: T) {}
    let client = offline(builder()).build().unwrap();
    sent(Call::new(&client, &LIST).json_response::<Page>());
    sent(Call::new(&client, &LIST).optional_json_response::<Page>());
    sent(Call::new(&client, &LIST).text_response());
    sent(Call::new(&client, &LIST).bytes_response());
    sent(Call::new(&client, &LIST).empty_response());
}

#[test]
fn an_error_is_as_small_as_a_pointer() {
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert_eq!(size_of::<Result<(), Error>>(), size_of::<usize>());
}

#[test]
fn an_error_converts_to_the_usual_boxed_ones() {
    fn boxed(error: Error) -> BoxError {
        error.into()
    }
    let _ = boxed;
}
