//! TLS to central: only central's private authority is trusted.
//!
//! After enrolment the authority's certificate is known and is the only root. At the first
//! contact only the start of its fingerprint is known, from the enrolment code: the certificate
//! the server presents as its authority must match it, and must have signed the server's own.

use super::code::EnrolmentCode;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{WebPkiServerVerifier, verify_server_name};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme,
};
use sha2::{Digest, Sha256};
use std::sync::{Arc, Mutex, PoisonError};

/// The stored authority cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("central's certificate authority cannot be used: {0}")]
pub struct TlsError(String);

/// SHA-256 of a certificate.
pub fn fingerprint(certificate: &CertificateDer<'_>) -> [u8; 32] {
    Sha256::digest(certificate.as_ref()).into()
}

/// TLS that trusts the authority in `ca_pem` and no other.
pub fn pinned(ca_pem: &str) -> Result<ClientConfig, TlsError> {
    let certificate = CertificateDer::from_pem_slice(ca_pem.as_bytes())
        .map_err(|error| TlsError(error.to_string()))?;
    let roots = roots(certificate).map_err(|error| TlsError(error.to_string()))?;
    let config = builder()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}

/// TLS for the first contact, and where the authority that was presented can be read after it.
pub fn first_contact(
    code: &EnrolmentCode,
) -> Result<(ClientConfig, Arc<PresentedAuthority>), TlsError> {
    let presented = Arc::new(PresentedAuthority {
        code: code.clone(),
        provider: Arc::new(ring::default_provider()),
        certificate: Mutex::new(None),
    });
    let config = builder()?
        .dangerous()
        .with_custom_certificate_verifier(presented.clone())
        .with_no_client_auth();
    Ok((config, presented))
}

fn builder() -> Result<rustls::ConfigBuilder<ClientConfig, rustls::WantsVerifier>, TlsError> {
    ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| TlsError(error.to_string()))
}

fn roots(certificate: CertificateDer<'static>) -> Result<Arc<RootCertStore>, rustls::Error> {
    let mut roots = RootCertStore::empty();
    roots.add(certificate)?;
    Ok(Arc::new(roots))
}

/// Accepts a server whose authority matches the code, and remembers that authority.
#[derive(Debug)]
pub struct PresentedAuthority {
    code: EnrolmentCode,
    provider: Arc<CryptoProvider>,
    certificate: Mutex<Option<CertificateDer<'static>>>,
}

impl PresentedAuthority {
    /// Whether `ca_pem` is the certificate that was accepted in the handshake.
    pub fn is(&self, ca_pem: &str) -> bool {
        let accepted = self
            .certificate
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let named = CertificateDer::from_pem_slice(ca_pem.as_bytes()).ok();
        named.is_some() && *accepted == named
    }
}

impl ServerCertVerifier for PresentedAuthority {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let authority = intermediates
            .iter()
            .find(|certificate| self.code.pins(&fingerprint(certificate)))
            .ok_or(CertificateError::UnknownIssuer)?
            .clone()
            .into_owned();
        verify_server_name(&ParsedCertificate::try_from(end_entity)?, server_name)?;
        let verifier = WebPkiServerVerifier::builder_with_provider(
            roots(authority.clone())?,
            self.provider.clone(),
        )
        .build()
        .map_err(|error| rustls::Error::General(error.to_string()))?;
        let verified =
            verifier.verify_server_cert(end_entity, &[], server_name, ocsp_response, now)?;
        *self
            .certificate
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(authority);
        Ok(verified)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, cert, dss, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, cert, dss, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}
