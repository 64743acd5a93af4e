use super::*;

#[test]
fn converts_the_case_of_words() {
    assert_eq!(
        TypeName::new("webhookConsumerPrototype").as_str(),
        "WebhookConsumerPrototype"
    );
    assert_eq!(FieldName::new("_links").as_str(), "links");
    assert_eq!(FieldName::new("X-Rate-Limit").as_str(), "x_rate_limit");
    assert_eq!(
        MethodName::new("get-company-syncSettings").as_str(),
        "get_company_sync_settings"
    );
    assert_eq!(constant("create-consumer"), "CREATE_CONSUMER");
    assert_eq!(
        VariantName::new("chart of accounts").as_str(),
        "ChartOfAccounts"
    );
}

#[test]
fn escapes_reserved_words() {
    for (words, name) in [
        ("type", "r#type"),
        ("ref", "r#ref"),
        ("self", "self_"),
        ("Self", "self_"),
        ("super", "super_"),
        ("crate", "crate_"),
        ("async", "r#async"),
        ("gen", "r#gen"),
        ("union", "union"),
    ] {
        let found = FieldName::new(words);
        let parsed = syn::parse_str::<syn::Ident>(found.as_str());
        assert!(parsed.is_ok(), "{found}");
        assert_eq!(found.as_str(), name);
    }
    assert_eq!(TypeName::new("self").as_str(), "Self_");
    assert_eq!(VariantName::new("self").as_str(), "Self_");
    assert_eq!(ModuleName::new("Café").as_str(), "cafue9");
    assert_eq!(ModuleName::new("mod").as_str(), "mod_");
    assert_eq!(ModuleName::new("models").as_str(), "models_");
    assert_eq!(ModuleName::new("resources").file(), "resources_");
    assert_eq!(TypeName::new("new").as_str(), "New_");
    assert_eq!(TypeName::new("option").as_str(), "Option_");
    assert_eq!(TypeName::new("Options").as_str(), "Options");
    assert_eq!(
        FieldName::new("type").to_token_stream().to_string(),
        "r#type"
    );
    assert_eq!(ModuleName::new("type").as_str(), "r#type");
    assert_eq!(ModuleName::new("type").file(), "type");
}

#[test]
fn spells_digits_special_characters_and_empty_names() {
    assert_eq!(VariantName::new("3d").as_str(), "V3d");
    assert_eq!(FieldName::new("3d").as_str(), "_3d");
    assert_eq!(FieldName::new("-").as_str(), "minus");
    assert_eq!(FieldName::new("").as_str(), "empty");
    assert_eq!(FieldName::new("😀").as_str(), "u1f600");
    assert!(syn::parse_str::<syn::Ident>(FieldName::new("日本 x").as_str()).is_ok());
    assert_eq!(FieldName::new("a²").as_str(), "a2");
}

#[test]
fn names_variants_after_their_values() {
    for (value, name) in [
        ("A+", "APlus"),
        ("A-", "AMinus"),
        ("-1", "Minus1"),
        ("+1", "Plus1"),
        ("1", "V1"),
        ("1.5", "V1_5"),
        ("15", "V15"),
        ("2024-10-01", "V2024_10_01"),
        ("<", "LessThan"),
        (">=", "GreaterThanEquals"),
        ("!=", "NotEquals"),
        ("", "Empty"),
        (" ", "Space"),
        ("*", "Asterisk"),
        ("+", "Plus"),
        ("C#", "CSharp"),
        ("C++", "CPlusPlus"),
        ("50%", "V50Percent"),
        ("-created", "MinusCreated"),
        ("created", "Created"),
        ("read-write", "ReadWrite"),
        ("text/plain", "TextPlain"),
        ("_private", "UnderscorePrivate"),
        ("N/A", "NA"),
        ("None", "None"),
        ("self", "Self_"),
    ] {
        assert_eq!(VariantName::new(value).as_str(), name, "{value}");
    }
}

#[test]
fn normalizes_compatibility_characters_and_spells_look_alikes() {
    for (text, name) in [
        ("µg", "mu_g"),
        ("m²", "m2"),
        ("Größe", "größe"),
        ("ªb", "ab"),
        ("ﬁle", "file"),
        ("имя", "имя"),
        // A Cyrillic letter among ASCII letters, and a word of nothing but look-alikes.
        ("p\u{430}y", "p_u430_y"),
        ("\u{430}\u{441}\u{435}", "u430_u441_u435"),
        // Invisible characters, and one that changes the direction.
        ("a\u{200b}b\u{202e}c", "a_b_c"),
        ("\u{202e}", "u202e"),
    ] {
        assert_eq!(FieldName::new(text).as_str(), name, "{text:?}");
    }
}

#[test]
fn long_names_end_with_a_hash() {
    let long = "word ".repeat(80);
    let names = [
        TypeName::new(&long).to_string(),
        FieldName::new(&long).to_string(),
        ModuleName::new(&long).to_string(),
        constant(&long),
        VariantName::new(&long).to_string(),
    ];
    for name in &names {
        assert!(name.len() <= LONGEST, "{name}");
        assert!(syn::parse_str::<syn::Ident>(name).is_ok(), "{name}");
    }
    assert_ne!(names[0], TypeName::new(&format!("{long}x")).to_string());
    assert_eq!(ModuleName::new("COM1").as_str(), "com1_");
}
