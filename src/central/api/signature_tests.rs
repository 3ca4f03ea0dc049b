use super::*;
use axum::http::HeaderValue;
use data_encoding::BASE64;

/// The request of RFC 9421 appendix B.2, and the key `test-key-ed25519` of B.1.4.
const KEY: &str = "JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=";
const BODY: &[u8] = br#"{"hello": "world"}"#;

fn headers(more: &[(&'static str, &str)]) -> HeaderMap {
    let fixed = [
        ("host", "example.com"),
        ("date", "Tue, 20 Apr 2021 02:07:55 GMT"),
        ("content-type", "application/json"),
        (
            "content-digest",
            "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:",
        ),
        ("content-length", "18"),
    ];
    let mut headers = HeaderMap::new();
    for (name, value) in fixed.iter().chain(more) {
        headers.append(*name, HeaderValue::from_str(value).unwrap());
    }
    headers
}

fn signed(headers: &HeaderMap) -> Signed<'_> {
    Signed {
        method: &Method::POST,
        authority: "example.com",
        path: "/foo",
        query: Some("param=Value&Pet=dog"),
        headers,
    }
}

/// RFC 9421 appendix B.2.6.
const INPUT: &str = "(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \
     \"content-length\");created=1618884473;keyid=\"test-key-ed25519\"";
const VALUE: &str = "b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:";

/// The RFC's example carries no nonce and does not expire; we demand both, so the signature is put
/// together by hand.
fn of_the_rfc() -> Presented {
    let input: Dictionary = Parser::new(&format!("b26={INPUT}")).parse().unwrap();
    let Some(ListEntry::InnerList(input)) = input.get("b26") else {
        panic!("an inner list");
    };
    let value: Dictionary = Parser::new(VALUE).parse().unwrap();
    let Some(ListEntry::Item(value)) = value.get("b26") else {
        panic!("an item");
    };
    let created = DateTime::from_timestamp(1_618_884_473, 0).unwrap();
    Presented {
        key_id: "test-key-ed25519".into(),
        nonce: "n".into(),
        created,
        expires: created + LONGEST,
        components: components(&input.items).unwrap(),
        parameters: serialised(input).unwrap(),
        signature: value.bare_item.as_byte_sequence().unwrap().to_vec(),
    }
}

#[test]
fn the_example_of_the_rfc_is_right() {
    let headers = headers(&[]);
    let presented = of_the_rfc();
    assert_eq!(
        presented.base(&signed(&headers)).unwrap(),
        format!(
            "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n\"@method\": POST\n\"@path\": /foo\n\
             \"@authority\": example.com\n\"content-type\": application/json\n\
             \"content-length\": 18\n\"@signature-params\": {INPUT}"
        )
    );
    let key = BASE64.decode(KEY.as_bytes()).unwrap();
    assert_eq!(presented.is_of(&key, &signed(&headers)), Ok(()));
    let mut elsewhere = signed(&headers);
    elsewhere.path = "/bar";
    assert_eq!(presented.is_of(&key, &elsewhere), Err(Fault::Wrong));
    assert_eq!(
        presented.is_of(&[7; 32], &signed(&headers)),
        Err(Fault::Wrong)
    );
}

#[test]
fn the_digest_of_the_rfc_is_right() {
    let headers = headers(&[]);
    assert_eq!(check_digest(&headers, BODY), Ok(()));
    assert_eq!(check_digest(&headers, b"{}"), Err(Fault::DigestWrong));
    assert_eq!(
        check_digest(&HeaderMap::new(), BODY),
        Err(Fault::NotCovered("content-digest"))
    );
    assert_eq!(check_digest(&HeaderMap::new(), b""), Ok(()));
    for odd in [
        "",
        "md5=:AAAA:",
        "sha-256",
        "sha-256=(1 2)",
        "sha-256=17",
        "é",
    ] {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_DIGEST, HeaderValue::from_str(odd).unwrap());
        assert!(check_digest(&headers, BODY).is_err(), "{odd}");
    }
}

#[test]
fn components_are_derived_as_the_rfc_tells() {
    let headers = headers(&[("x-two", " a "), ("x-two", "b")]);
    let mut signed = signed(&headers);
    signed.authority = "Example.COM:443";
    for (name, value) in [
        ("@target-uri", "https://example.com/foo?param=Value&Pet=dog"),
        ("@authority", "example.com"),
        ("@scheme", "https"),
        ("@request-target", "/foo?param=Value&Pet=dog"),
        ("@query", "?param=Value&Pet=dog"),
        ("x-two", "a, b"),
    ] {
        assert_eq!(signed.component(name).as_deref(), Some(value), "{name}");
    }
    for unknown in ["@status", "@query-param", "@", "X Y", "x-three"] {
        assert_eq!(signed.component(unknown), None, "{unknown}");
    }
    signed.query = None;
    assert_eq!(signed.component("@query").as_deref(), Some("?"));
}

fn presented(input: &str) -> Result<Presented, Fault> {
    let input = format!("a={input}");
    Presented::read(&headers(&[
        ("signature-input", input.as_str()),
        ("signature", "a=:AAAA:"),
    ]))
}

const WHOLE: &str =
    r#"("@method" "@target-uri" "content-digest");created=10;expires=20;nonce="n";keyid="k""#;

#[test]
fn what_cannot_be_read_is_refused() {
    assert!(presented(WHOLE).is_ok());
    for (odd, fault) in [
        ("17", Fault::Unreadable),
        ("(", Fault::Unreadable),
        (
            "();created=1;expires=2;nonce=\"n\"",
            Fault::NoParameter("keyid"),
        ),
        (
            "();created=1;expires=2;keyid=\"k\"",
            Fault::NoParameter("nonce"),
        ),
        (
            "();created=1;expires=2;keyid=\"k\";nonce=\"\"",
            Fault::NoParameter("nonce"),
        ),
        (
            "();created=1;nonce=\"n\";keyid=\"k\"",
            Fault::NoParameter("expires"),
        ),
        (
            "();created=\"1\";expires=2;nonce=\"n\";keyid=\"k\"",
            Fault::NoParameter("created"),
        ),
        ("();alg=\"hmac-sha256\"", Fault::Algorithm),
        (
            "(\"a\" \"a\");created=1;expires=2;nonce=\"n\";keyid=\"k\"",
            Fault::Component,
        ),
        (
            "(\"a\";sf);created=1;expires=2;nonce=\"n\";keyid=\"k\"",
            Fault::Component,
        ),
        (
            "(a);created=1;expires=2;nonce=\"n\";keyid=\"k\"",
            Fault::Component,
        ),
    ] {
        assert_eq!(presented(odd).map(drop), Err(fault), "{odd}");
    }
    let none = Presented::read(&HeaderMap::new()).map(drop);
    assert_eq!(none, Err(Fault::Missing));
    let two = format!("a={WHOLE}, b={WHOLE}");
    let two = headers(&[
        ("signature-input", &two),
        ("signature", "a=:AA==:, b=:AA==:"),
    ]);
    assert_eq!(Presented::read(&two).map(drop), Err(Fault::Unreadable));
    let other = headers(&[
        ("signature-input", &format!("a={WHOLE}")),
        ("signature", "b=:AA==:"),
    ]);
    assert_eq!(Presented::read(&other).map(drop), Err(Fault::Unreadable));
}

#[test]
fn everything_that_matters_has_to_be_covered() {
    let cover = |components: &str, key: bool| {
        let input = format!("({components});created=10;expires=20;nonce=\"n\";keyid=\"k\"");
        let more: &[(&str, &str)] = if key {
            &[("idempotency-key", "1")]
        } else {
            &[]
        };
        presented(&input)
            .unwrap()
            .check_cover(&signed(&headers(more)))
    };
    let right = r#""@method" "@target-uri" "content-digest""#;
    assert_eq!(cover(right, false), Ok(()));
    assert_eq!(
        cover(right, true),
        Err(Fault::NotCovered("idempotency-key"))
    );
    for (components, missing) in [
        (r#""@target-uri" "content-digest""#, "@method"),
        (r#""@method" "content-digest""#, "@authority"),
        (r#""@method" "@authority" "content-digest""#, "@path"),
        (
            r#""@method" "@authority" "@path" "content-digest""#,
            "@query",
        ),
        (r#""@method" "@target-uri""#, "content-digest"),
    ] {
        assert_eq!(cover(components, false), Err(Fault::NotCovered(missing)));
    }
}

#[test]
fn a_signature_is_good_for_its_time() {
    let at = |seconds: i64| DateTime::from_timestamp(seconds, 0).unwrap();
    let mut presented = presented(WHOLE).unwrap();
    (presented.created, presented.expires) = (at(1000), at(1300));
    for (now, good) in [
        (969, false),
        (970, true),
        (1000, true),
        (1330, true),
        (1331, false),
    ] {
        assert_eq!(presented.check_time(at(now)).is_ok(), good, "{now}");
    }
    presented.expires = at(1301);
    assert_eq!(presented.check_time(at(1000)), Err(Fault::Time), "too long");
    presented.expires = at(1000);
    assert_eq!(
        presented.check_time(at(1000)),
        Err(Fault::Time),
        "no time at all"
    );
}
