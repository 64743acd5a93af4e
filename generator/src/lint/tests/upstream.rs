//! The defects that are known in a real document, and that its corrections list.

use super::*;

/// A rule, and the locations of known defects that it finds.
const KNOWN: &[(Rule, &[&str])] = &[
    (
        Rule::StatusContent,
        &["/paths/~1apiKeys~1{apiKeyId}/delete/responses/204"],
    ),
    (
        Rule::ResponseDiffers,
        &[
            "/paths/~1integrations~1{platformKey}~1dataTypes~1custom~1{customDataIdentifier}/get/responses/200/content/application~1json/schema",
        ],
    ),
    (
        Rule::BodyRequired,
        &[
            "/paths/~1companies/post/requestBody",
            "/paths/~1companies~1{companyId}/put/requestBody",
            "/paths/~1companies~1{companyId}/patch/requestBody",
            "/paths/~1companies~1{companyId}~1syncSettings/post/requestBody",
            "/paths/~1companies~1{companyId}~1connections/post/requestBody",
            "/paths/~1companies~1{companyId}~1connections~1{connectionId}/patch/requestBody",
            "/paths/~1companies~1{companyId}~1connections~1{connectionId}~1authorization/put/requestBody",
            "/paths/~1connectionManagement~1corsSettings/post/requestBody",
            "/paths/~1corsSettings/post/requestBody",
            "/paths/~1profile/put/requestBody",
            "/paths/~1profile~1syncSettings/post/requestBody",
            "/paths/~1apiKeys/post/requestBody",
            "/paths/~1webhooks/post/requestBody",
            "/paths/~1integrations~1{platformKey}~1dataTypes~1{dataType}~1supplementalDataConfig/put/requestBody",
            "/paths/~1integrations~1{platformKey}~1dataTypes~1custom~1{customDataIdentifier}/put/requestBody",
        ],
    ),
    (
        Rule::IdentifierOptional,
        &[
            "/components/schemas/WebhookConsumer/properties/id",
            "/components/schemas/ApiKeyDetails/allOf/0/properties/id",
        ],
    ),
    (Rule::RequiredInMap, &["/components/schemas/DataStatus"]),
    (
        Rule::RequiredUndefined,
        &["/components/schemas/Integration/definitions/dataTypeFeature/required/0"],
    ),
    (
        Rule::DescribedNull,
        &["/components/schemas/PushOperation/properties/completedOnUtc"],
    ),
    (
        Rule::AllOfConflict,
        &["/components/schemas/ApiKeyDetails/allOf/1"],
    ),
    (
        Rule::MapOfObjects,
        &[
            "/components/schemas/CustomDataTypeRecords/definitions/customDataTypeRecord/properties/content/additionalProperties/type",
        ],
    ),
    (
        Rule::ExampleStatus,
        &[
            "/components/responses/Payment-Required/content/application~1json/examples/Conflict/value/statusCode",
            "/components/responses/Service-Unavailable/content/application~1json/examples/Conflict/value/statusCode",
        ],
    ),
    (
        Rule::ExampleDate,
        &[
            "/webhooks/client.rateLimit.reset/post/requestBody/content/application~1json/examples/Reset/value/payload/expiryDate",
        ],
    ),
    (
        Rule::EventExample,
        &[
            "/webhooks/{dataType}.write.successful/post/requestBody/content/application~1json/examples/Record/value/eventType",
        ],
    ),
    (
        Rule::EventUnknown,
        &[
            "/paths/~1webhooks/post/requestBody/content/application~1json/examples/Subscribe consumer to one or more event types/value/eventTypes/1",
        ],
    ),
    (
        Rule::TypeDiffers,
        &["/components/schemas/ErrorMessage/properties/statusCode"],
    ),
    (
        Rule::LimitDiffers,
        &["/components/schemas/PagingInfo/properties/pageSize"],
    ),
];

#[test]
fn finds_the_known_defects_of_a_real_document() {
    let Some(folder) = testing::upstream() else {
        return;
    };
    let text = std::fs::read_to_string(folder.join("Codat-Platform.yaml")).unwrap();
    let found = found(&text);
    for (rule, locations) in KNOWN {
        for at in *locations {
            assert!(found.contains(&(*rule, (*at).to_owned())), "{rule} at {at}");
        }
    }
}

#[test]
fn reads_all_real_documents() {
    let Some(folder) = testing::upstream() else {
        return;
    };
    let files = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    paths.retain(|path| {
        path.extension()
            .is_some_and(|one| one == "yaml" || one == "json")
    });
    paths.sort();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let unchecked = found(&text).into_iter();
        let unchecked: Vec<_> = unchecked
            .filter(|(rule, _)| *rule == Rule::NotChecked)
            .collect();
        assert_eq!(unchecked, [], "{}", path.display());
    }
}
