//! The OpenAPI document and the server say the same.

use crate::support::central::Central;
use crate::support::channel::{Answer, Channel, Wish, http};
use crate::support::tools;
use serde_json::Value;

fn document(central: &Central) -> Value {
    let answer = http()
        .get(format!("{}/api/v1/openapi.json", central.url()))
        .send();
    Answer::of(answer.expect("answered")).well()
}

#[test]
fn what_is_printed_is_what_is_served() {
    let central = Central::start();
    let printed = acikkapi::central::api::command::openapi();
    let printed: Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!(printed, document(&central));
}

#[test]
fn every_operation_is_signed_described_and_there() {
    let central = Central::start();
    let web = Channel::registered(&central, "web");
    let document = document(&central);
    let paths = document["paths"].as_object().expect("paths");
    let mut count = 0;
    for (path, item) in paths {
        for (method, operation) in item.as_object().expect("an item") {
            count += 1;
            assert!(operation["operationId"].is_string(), "{method} {path}");
            assert!(
                operation["security"][0]["signature"].is_array(),
                "{method} {path}"
            );
            for status in ["401", "403", "429", "503"] {
                let content = &operation["responses"][status]["content"];
                let schema = &content["application/problem+json"]["schema"]["$ref"];
                assert_eq!(
                    schema, "#/components/schemas/Problem",
                    "{method} {path} {status}"
                );
            }
            let mut wish = Wish::get(&path.replace("{number}", "1"));
            wish.method = method.to_uppercase().parse().expect("a method");
            let plain = http()
                .request(
                    wish.method.clone(),
                    format!("{}{}", central.url(), wish.path),
                )
                .send();
            let plain = Answer::of(plain.expect("answered"));
            assert_eq!(plain.problem(), (401, "unauthorised"), "{method} {path}");
            assert_ne!(web.send(&wish).status, 405, "{method} {path}");
        }
    }
    assert_eq!(count, 8);
}

/// Some hundred requests made up from the document, right and wrong ones, signed by another
/// implementation of RFC 9421: every answer has to be one the document tells of.
#[test]
fn made_up_requests_get_the_answers_that_are_described() {
    let central = Central::start();
    central.open_office("32000");
    let web = Channel::registered(&central, "web");
    let folder = tempfile::tempdir().expect("a folder");
    let key = folder.path().join("key.pem");
    std::fs::write(&key, web.private_pem()).expect("written");
    let checks = "not_a_server_error,status_code_conformance,content_type_conformance,\
                  response_headers_conformance,response_schema_conformance,\
                  negative_data_rejection,unsupported_method";
    let output = tools::python("schemathesis")
        .args([
            "run",
            "--no-color",
            "--tls-verify",
            "false",
            "--workers",
            "1",
        ])
        .args(["--checks", checks, "--phases", "examples,coverage,fuzzing"])
        .args(["--max-examples", "15", "--generation-deterministic"])
        .args(["--suppress-health-check", "all"])
        .arg(format!("{}/api/v1/openapi.json", central.url()))
        .env("SCHEMATHESIS_HOOKS", "signed")
        .env("PYTHONPATH", tools::scripts())
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("CLIENT_ID", &web.id)
        .env("CLIENT_KEY", &key)
        .current_dir(folder.path())
        .output()
        .expect("schemathesis runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    // It must have come through the signature and been registered, not only refused.
    let registered = central.database.value("select count(*) from applications");
    assert_ne!(registered, "0", "{said}");
}
