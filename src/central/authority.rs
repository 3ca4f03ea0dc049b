//! Central's own certificate authority, the only one the devices trust.
//!
//! It is made at the first start and kept in the data folder. The server's certificate is made
//! afresh at every start with a key that is never written anywhere, and renewed long before it
//! expires. Both begin well in the past: a desk whose clock is set back still gets through.

use super::error::CentralError;
use super::files;
use chrono::{DateTime, Datelike, TimeDelta, Utc};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use std::path::Path;
use std::sync::Arc;

const CA_CERTIFICATE: &str = "central-ca.pem";
const CA_KEY: &str = "central-ca.key";
/// Part of the authority's identity: certificates are tied to it by this name and the key.
const CA_NAME: &str = "acikkapi central authority";
const CA_YEARS: i32 = 30;
const SERVER_DAYS: i64 = 397;
const FIRST_YEAR: i32 = 2020;

/// The authority: its certificate and the key that signs.
pub(super) struct Authority {
    certificate_pem: String,
    certificate: CertificateDer<'static>,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    /// Reads the authority from `folder`, or makes it there.
    pub(super) fn open(folder: &Path, now: DateTime<Utc>) -> Result<Self, CentralError> {
        let certificate_path = folder.join(CA_CERTIFICATE);
        let key_path = folder.join(CA_KEY);
        if !certificate_path.exists() {
            create(folder, &certificate_path, &key_path, now)?;
        }
        let certificate_pem = files::read(&certificate_path)?;
        let certificate = CertificateDer::from_pem_slice(certificate_pem.as_bytes())
            .map_err(|error| CentralError::Authority(error.to_string()))?;
        let key = KeyPair::from_pem(&files::read(&key_path)?).map_err(refused)?;
        Ok(Self {
            certificate_pem,
            certificate,
            issuer: Issuer::new(ca_params(now), key),
        })
    }

    /// The certificate as PEM.
    pub(super) fn certificate_pem(&self) -> &str {
        &self.certificate_pem
    }

    /// SHA-256 of the certificate.
    pub(super) fn fingerprint(&self) -> [u8; 32] {
        crate::sync::tls::fingerprint(&self.certificate)
    }

    /// TLS with a fresh server certificate for `names`, and the authority's beside it, so that a
    /// device can compare it with its enrolment code.
    pub(super) fn server_config(
        &self,
        names: &[String],
        now: DateTime<Utc>,
    ) -> Result<Arc<ServerConfig>, CentralError> {
        let mut params = CertificateParams::new(names.to_vec()).map_err(refused)?;
        params.distinguished_name = name("acikkapi central");
        params.not_before = rcgen::date_time_ymd(FIRST_YEAR, 1, 1);
        let end = now + TimeDelta::days(SERVER_DAYS);
        // A month is 1–12 and a day 1–31, so both fit.
        params.not_after = rcgen::date_time_ymd(end.year(), end.month() as u8, end.day() as u8);
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let key = KeyPair::generate().map_err(refused)?;
        let server = params.signed_by(&key, &self.issuer).map_err(refused)?;
        let chain = vec![server.der().clone(), self.certificate.clone()];
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| CentralError::Authority(error.to_string()))?
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .map_err(|error| CentralError::Authority(error.to_string()))?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }
}

fn create(
    folder: &Path,
    certificate_path: &Path,
    key_path: &Path,
    now: DateTime<Utc>,
) -> Result<(), CentralError> {
    files::create_folder(folder)?;
    let key = KeyPair::generate().map_err(refused)?;
    let certificate = ca_params(now).self_signed(&key).map_err(refused)?;
    // The key first: a certificate without its key would look like a finished authority.
    files::write_private(key_path, &key.serialize_pem())?;
    files::write_private(certificate_path, &certificate.pem())
}

fn ca_params(now: DateTime<Utc>) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = name(CA_NAME);
    params.not_before = rcgen::date_time_ymd(FIRST_YEAR, 1, 1);
    params.not_after = rcgen::date_time_ymd(now.year() + CA_YEARS, 1, 1);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

fn name(common: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, common);
    name
}

fn refused(error: rcgen::Error) -> CentralError {
    CentralError::Authority(error.to_string())
}
