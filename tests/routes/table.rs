//! The table: a route, how it is asked, and the status each kind of caller gets.

/// A route and how it is asked; a route may have several rows.
pub struct Row {
    /// As the router declares it.
    pub route: &'static str,
    pub method: &'static str,
    /// `{office}`, `{application}` and `{number}` stand for those of the first office.
    pub asks: &'static str,
    /// In the order of [`Caller::ALL`](super::callers::Caller::ALL): a stranger, a device, one of
    /// another office, a revoked one, one set aside, an officer, one of another office, an
    /// administrator.
    pub gets: [u16; 8],
}

const fn row(
    route: &'static str,
    (method, asks): (&'static str, &'static str),
    gets: [u16; 8],
) -> Row {
    Row {
        route,
        method,
        asks,
        gets,
    }
}

/// The same for everybody.
const fn all(status: u16) -> [u16; 8] {
    [status; 8]
}

/// Devices that may speak get this; others are unknown, withdrawn or set aside.
const fn devices(theirs: u16, others: u16) -> [u16; 8] {
    [401, theirs, others, 403, 403, 401, 401, 401]
}

/// Officers get this; everybody else is led to the sign-in page.
const fn officers(theirs: u16, others: u16) -> [u16; 8] {
    [303, 303, 303, 303, 303, theirs, others, 303]
}

/// Administrators get this; everybody else is led to their sign-in page.
const fn administrators(theirs: u16) -> [u16; 8] {
    [303, 303, 303, 303, 303, 303, 303, theirs]
}

pub const ROWS: &[Row] = &[
    // The desks.
    row("/v1/enrol", ("POST", "/v1/enrol"), all(400)),
    row("/v1/ops", ("POST", "/v1/ops"), devices(400, 400)),
    row("/v1/state", ("GET", "/v1/state"), devices(200, 200)),
    row("/v1/feed", ("GET", "/v1/feed?after=0"), devices(200, 200)),
    row("/v1/news", ("GET", "/v1/news?after=0"), devices(200, 200)),
    row(
        "/v1/files/{application}/{hash}",
        (
            "GET",
            "/v1/files/{application}/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        ),
        devices(404, 404),
    ),
    row(
        "/v1/files/{application}/{hash}",
        (
            "PUT",
            "/v1/files/{application}/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        ),
        devices(400, 400),
    ),
    row(
        "/v1/digest",
        ("GET", "/v1/digest?upto=1"),
        devices(200, 200),
    ),
    row(
        "/v1/digest/{day}",
        ("GET", "/v1/digest/2026-05-04?upto=1"),
        devices(200, 200),
    ),
    row(
        "/v1/operations/lookup",
        ("POST", "/v1/operations/lookup"),
        devices(400, 400),
    ),
    row("/v1/returned", ("POST", "/v1/returned"), devices(400, 400)),
    row("/v1/compared", ("POST", "/v1/compared"), devices(400, 400)),
    // Officers of service units.
    row("/birim", ("GET", "/birim"), officers(200, 200)),
    row(
        "/birim/basvuru/{id}",
        ("GET", "/birim/basvuru/{application}"),
        officers(200, 404),
    ),
    row(
        "/birim/basvuru/{id}",
        ("POST", "/birim/basvuru/{application}"),
        all(400),
    ),
    row(
        "/birim/basvuru/{id}/dosya/{hash}",
        (
            "GET",
            "/birim/basvuru/{application}/dosya/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        ),
        officers(404, 404),
    ),
    row(
        "/birim/giris",
        ("GET", "/birim/giris"),
        [200, 200, 200, 200, 200, 303, 303, 200],
    ),
    row("/birim/giris", ("POST", "/birim/giris"), all(422)),
    row("/birim/ilk-parola", ("GET", "/birim/ilk-parola"), all(200)),
    row("/birim/ilk-parola", ("POST", "/birim/ilk-parola"), all(422)),
    row("/birim/cikis", ("POST", "/birim/cikis"), officers(403, 403)),
    row("/birim/dil/{locale}", ("GET", "/birim/dil/en"), all(303)),
    row("/birim/portal.css", ("GET", "/birim/portal.css"), all(200)),
    row("/birim/simge.svg", ("GET", "/birim/simge.svg"), all(200)),
    row("/birim/{*elsewhere}", ("GET", "/birim/yok"), all(404)),
    // Administrators.
    row("/yonetim", ("GET", "/yonetim"), administrators(200)),
    row(
        "/yonetim/kurum/{office}",
        ("GET", "/yonetim/kurum/{office}"),
        administrators(200),
    ),
    row(
        "/yonetim/kurum/{office}",
        ("POST", "/yonetim/kurum/{office}"),
        administrators(403),
    ),
    row(
        "/yonetim/giris",
        ("GET", "/yonetim/giris"),
        [200, 200, 200, 200, 200, 200, 200, 303],
    ),
    row("/yonetim/giris", ("POST", "/yonetim/giris"), all(422)),
    row(
        "/yonetim/ilk-parola",
        ("GET", "/yonetim/ilk-parola"),
        all(200),
    ),
    row(
        "/yonetim/ilk-parola",
        ("POST", "/yonetim/ilk-parola"),
        all(422),
    ),
    row(
        "/yonetim/cikis",
        ("POST", "/yonetim/cikis"),
        administrators(403),
    ),
    row(
        "/yonetim/dil/{locale}",
        ("GET", "/yonetim/dil/en"),
        all(303),
    ),
    row("/yonetim/{*elsewhere}", ("GET", "/yonetim/yok"), all(404)),
    // Citizens: nobody of these has proved that the application is theirs.
    row("/", ("GET", "/"), all(200)),
    row("/basvuru", ("GET", "/basvuru"), all(200)),
    row("/basvuru/{office}", ("GET", "/basvuru/{office}"), all(200)),
    row("/basvuru/{office}", ("POST", "/basvuru/{office}"), all(400)),
    row(
        "/basvuru/{office}/konu",
        ("GET", "/basvuru/{office}/konu"),
        all(200),
    ),
    // The id is made in the browser that applies: who has it learns the number it got, and nothing else.
    row(
        "/basvuru/{office}/alindi/{application}",
        (
            "GET",
            "/basvuru/{office}/alindi/01a210ce-a17c-71dd-8bd3-8fb6cc1ccfc1",
        ),
        all(404),
    ),
    row("/takip", ("GET", "/takip"), all(200)),
    row("/takip", ("POST", "/takip"), all(422)),
    row("/takip/kod", ("POST", "/takip/kod"), all(400)),
    row(
        "/takip/{application}",
        ("GET", "/takip/{application}"),
        all(404),
    ),
    row(
        "/takip/{application}",
        ("POST", "/takip/{application}"),
        all(400),
    ),
    row(
        "/takip/{application}/dosya/{hash}",
        (
            "GET",
            "/takip/{application}/dosya/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        ),
        all(404),
    ),
    row("/basvurularim", ("GET", "/basvurularim"), all(303)),
    row("/aydinlatma", ("GET", "/aydinlatma"), all(200)),
    row("/cikis", ("POST", "/cikis"), all(303)),
    row("/dil/{code}", ("GET", "/dil/en"), all(303)),
    row("/sayfa/sayfa.css", ("GET", "/sayfa/sayfa.css"), all(200)),
    row("/sayfa.js", ("GET", "/sayfa.js"), all(200)),
    row(
        "/manifest.webmanifest",
        ("GET", "/manifest.webmanifest"),
        all(200),
    ),
    row("/sayfa/simge.svg", ("GET", "/sayfa/simge.svg"), all(200)),
    row(
        "/sayfa/simge-192.png",
        ("GET", "/sayfa/simge-192.png"),
        all(200),
    ),
    row(
        "/sayfa/simge-512.png",
        ("GET", "/sayfa/simge-512.png"),
        all(200),
    ),
    row(
        "/sayfa/simge-dolu-512.png",
        ("GET", "/sayfa/simge-dolu-512.png"),
        all(200),
    ),
    // Programs of other channels: none of these signs its request.
    row(
        "/api/v1/openapi.json",
        ("GET", "/api/v1/openapi.json"),
        all(200),
    ),
    row(
        "/api/v1/applications",
        ("GET", "/api/v1/applications"),
        all(401),
    ),
    row(
        "/api/v1/applications",
        ("POST", "/api/v1/applications"),
        all(401),
    ),
    row(
        "/api/v1/applications/{number}",
        ("GET", "/api/v1/applications/{number}"),
        all(401),
    ),
    row("/api/v1/files", ("POST", "/api/v1/files"), all(401)),
    row("/api/v1/topics", ("GET", "/api/v1/topics"), all(401)),
    row("/api/v1/places", ("GET", "/api/v1/places"), all(401)),
    row("/api/v1/offices", ("GET", "/api/v1/offices"), all(401)),
    row("/api/v1/client", ("GET", "/api/v1/client"), all(401)),
    row("/api/{*elsewhere}", ("GET", "/api/v2/yok"), all(404)),
    // Municipalities' applications: who reads learns nothing anybody wrote, who hands in needs a key.
    row(
        "/open311/v2/{list}",
        ("GET", "/open311/v2/services.json?jurisdiction_id={office}"),
        all(200),
    ),
    row(
        "/open311/v2/{list}",
        ("GET", "/open311/v2/requests.json?jurisdiction_id={office}"),
        all(200),
    ),
    row(
        "/open311/v2/{list}",
        ("POST", "/open311/v2/requests.json"),
        all(403),
    ),
    row(
        "/open311/v2/services/{service}",
        (
            "GET",
            "/open311/v2/services/yok.json?jurisdiction_id={office}",
        ),
        all(404),
    ),
    row(
        "/open311/v2/requests/{request}",
        (
            "GET",
            "/open311/v2/requests/{number}.json?jurisdiction_id={office}",
        ),
        all(404),
    ),
    row(
        "/open311/v2/tokens/{token}",
        (
            "GET",
            "/open311/v2/tokens/yok.json?jurisdiction_id={office}",
        ),
        all(404),
    ),
    // Signing in with e-Devlet, which this central has not.
    row("/edevlet/giris", ("GET", "/edevlet/giris"), all(404)),
    row("/edevlet/donus", ("GET", "/edevlet/donus"), all(404)),
    row("/edevlet/cikis", ("GET", "/edevlet/cikis"), all(404)),
    // Whether central is well.
    row("/healthz", ("GET", "/healthz"), all(204)),
    row("/readyz", ("GET", "/readyz"), all(204)),
];
