//! Whom we believe to be who they say: the certificates of the system, and more where named.
//!
//! The system's certificates are read when the first server shows its own, not
//! before: a program that opens a file, or asks a machine without a cipher,
//! does not wait for them, nor fail where there are none.

use std::sync::{Arc, OnceLock};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use rustls_platform_verifier::Verifier;

/// An authority that is believed beside those of the system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority(CertificateDer<'static>);

impl Authority {
    /// All authorities of a file in PEM (RFC 7468); nothing when one cannot be read, or there is none.
    pub fn all_of(pem: &[u8]) -> Option<Vec<Authority>> {
        let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
        let found = found.ok().filter(|found| !found.is_empty())?;
        let sound = |certificate: &CertificateDer<'static>| {
            RootCertStore::empty().add(certificate.clone()).is_ok()
        };
        let all_sound = found.iter().all(sound);
        all_sound.then(|| found.into_iter().map(Authority).collect())
    }
}

/// How we speak TLS: 1.2 and 1.3, with whom the system and `authorities` vouch for.
pub(super) fn tls(authorities: &[Authority]) -> ClientConfig {
    let provider = Arc::new(ring::default_provider());
    let roots = Roots {
        more: authorities
            .iter()
            .map(|authority| authority.0.clone())
            .collect(),
        provider: Arc::clone(&provider),
        verifier: OnceLock::new(),
    };
    ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("ring has the ciphers of both versions")
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(roots))
        .with_no_client_auth()
}

/// The verifier of the system, made when it is needed. It alone decides.
#[derive(Debug)]
struct Roots {
    more: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
    verifier: OnceLock<Result<Verifier, Error>>,
}

impl Roots {
    fn verifier(&self) -> Result<&Verifier, Error> {
        let made = self.verifier.get_or_init(|| {
            Verifier::new_with_extra_roots(self.more.clone(), Arc::clone(&self.provider))
        });
        made.as_ref().map_err(Error::clone)
    }
}

impl ServerCertVerifier for Roots {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verifier = self.verifier()?;
        verifier.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verifier()?.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verifier()?.verify_tls13_signature(message, cert, dss)
    }

    // Asked for with every client, before any server: the roots play no part in it.
    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        let algorithms = self.provider.signature_verification_algorithms;
        algorithms.supported_schemes()
    }
}
