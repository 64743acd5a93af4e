//! All models implement the same traits: `Debug`, `Clone`, `PartialEq`, `Send`, `Sync` and serde's.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;
use std::path::Path;

use codat_platform::models;
use serde::Serialize;
use serde::de::DeserializeOwned;

fn assert_traits<T>()
where
    T: Debug + Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static,
{
}

/// Checks each model, and returns their names.
macro_rules! models {
    ($($name:ident)*) => {{
        $(assert_traits::<models::$name>();)*
        BTreeSet::from([$(stringify!($name)),*])
    }};
}

#[test]
fn all_models_implement_the_same_traits() {
    let names = models! {
        AccessToken
        ApiKeyDetails
        ApiKeys
        Branding
        BrandingButton
        BrandingImage
        BrandingLogo
        ClientRateLimitWebhook
        ClientRateLimitWebhookPayload
        Companies
        Company
        CompanyDetails
        CompanyProductWebhook
        CompanyProductWebhookPayload
        CompanyReference
        CompanyReferenceLinks
        CompanyRequestBody
        CompanySyncSettings
        CompanyUpdateRequest
        CompanyWebhook
        Connection
        ConnectionManagementAccessToken
        ConnectionManagementAllowedOrigins
        ConnectionWebhook
        ConnectionWebhookPayload
        Connections
        CreateApiKey
        CreateConnectionRequest
        CreateRule
        CustomDataTypeConfiguration
        CustomDataTypeRecord
        CustomDataTypeRecordModifiedDate
        CustomDataTypeRecords
        DataConnectionError
        DataConnectionErrorStatus
        DataConnectionStatus
        DataStatus
        DataStatuses
        DataType
        DataTypeFeature
        DataTypeReadSummary
        DataTypeWriteWebhook
        DataTypeWriteWebhookPayload
        DataTypeWriteWebhookRecord
        ErrorMessage
        ErrorValidation
        ErrorValidationItem
        FeatureState
        FeatureType
        HalRef
        ImageReference
        Integration
        Integrations
        Issue
        IssueLinks
        Links
        PagingInfo
        Profile
        PullOperation
        PullOperationStatus
        PullOperations
        PushChangeType
        PushFieldValidation
        PushOperation
        PushOperationChange
        PushOperationRef
        PushOperationStatus
        PushOperationValidationItem
        PushOperations
        PushOption
        PushOptionChoice
        PushOptionProperty
        PushOptionType
        PushValidationInfo
        ReadCompletedWebhook
        ReadCompletedWebhookPayload
        RefreshProductDataRequest
        SetCompanySyncSettingsRequest
        SourceType
        SupplementalDataConfiguration
        SupplementalDataSourceConfiguration
        SupplementalDataType
        SupportedFeature
        SyncSetting
        SyncSettings
        UpdateConnectionStatus
        UpdateProfileSyncSettingsRequest
        Validation
        ValidationResult
        ValidationResultValidationItem
        Webhook
        WebhookConsumer
        WebhookConsumerPrototype
        WebhookConsumers
        WebhookNotifier
        WebhookZapierKey
        Webhooks
        WriteStatus
        WriteType
    };
    assert_eq!(names, listed().iter().map(String::as_str).collect());
}

/// The models in the index of the crate's docs.
fn listed() -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/README.md");
    let index = fs::read_to_string(path).unwrap();
    let (_, models) = index.split_once("## Models").unwrap();
    let name = |line: &str| Some(line.strip_prefix("- [`")?.split('`').next()?.to_owned());
    models.lines().filter_map(name).collect()
}
