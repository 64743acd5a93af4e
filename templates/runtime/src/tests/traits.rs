//! Traits and sizes of public types.

use crate::tests::custom_transport::offline;
use crate::tests::support::{LIST, Page, builder};
use crate::{
    ApiKey, BoxError, Call, CallOptions, Client, ClientBuilder, Error, Nullable, Response, Secret,
    Transport, TransportError, UnknownValue,
};

fn assert_shareable<T: Send + Sync + 'static>() {}

#[test]
fn types_can_be_shared_between_threads() {
    assert_shareable::<ApiKey>();
    assert_shareable::<Call>();
    assert_shareable::<CallOptions>();
    assert_shareable::<Client>();
    assert_shareable::<ClientBuilder>();
    assert_shareable::<Error>();
    assert_shareable::<Nullable<String>>();
    assert_shareable::<Response<String>>();
    assert_shareable::<crate::Body>();
    assert_shareable::<Secret>();
    assert_shareable::<TransportError>();
    assert_shareable::<UnknownValue>();
    assert_shareable::<Box<dyn Transport>>();
    #[cfg(feature = "hyper")]
    assert_shareable::<crate::HyperTransport>();
    #[cfg(feature = "reqwest")]
    assert_shareable::<crate::ReqwestTransport>();
}

#[test]
fn futures_of_calls_can_be_spawned() {
    fn assert_spawnable<T: Send + 'static>(_: T) {}
    let client = offline(builder()).build().unwrap();
    assert_spawnable(Call::new(&client, &LIST).json_response::<Page>());
    assert_spawnable(Call::new(&client, &LIST).optional_json_response::<Page>());
    assert_spawnable(Call::new(&client, &LIST).text_response());
    assert_spawnable(Call::new(&client, &LIST).bytes_response());
    assert_spawnable(Call::new(&client, &LIST).empty_response());
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
