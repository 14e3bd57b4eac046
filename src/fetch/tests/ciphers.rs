//! https: whom we believe. The authority and the key in this folder are of these tests alone.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::super::names::{Names, is_private};
use super::*;

const AUTHORITY: &[u8] = include_bytes!("authority.pem");

/// A server of https that says `answer` to everybody; its port.
fn serve(answer: Vec<u8>) -> u16 {
    let chain = CertificateDer::pem_slice_iter(include_bytes!("server.pem"));
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("server.key"));
    let config =
        ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("ring has the ciphers")
            .with_no_client_auth()
            .with_single_cert(
                chain.map(|one| one.expect("PEM")).collect(),
                key.expect("PEM"),
            )
            .expect("the key fits the certificate");
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port is free");
    let port = listener
        .local_addr()
        .expect("a bound socket has an address")
        .port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let connection =
                ServerConnection::new(Arc::clone(&config)).expect("a sound configuration");
            let mut stream = StreamOwned::new(connection, stream);
            // Who does not believe us hangs up here.
            if stream.read(&mut [0; 4096]).is_ok() {
                let _ = stream.write_all(&answer);
                stream.conn.send_close_notify();
                let _ = stream.flush();
            }
        }
    });
    port
}

fn believing(pem: &[u8]) -> Manners {
    Manners {
        authorities: Authority::all_of(pem).expect("a file of authorities"),
        ..manners()
    }
}

#[test]
fn an_authority_of_our_own_is_believed_and_a_stranger_is_not() {
    let port = serve(answer("200 OK", "", "春"));
    let request = asking(&format!("https://localhost:{port}/"));
    let found = fetched_with(believing(AUTHORITY), &request).expect("it is vouched for");
    assert_eq!(found.body.bytes(), "春".as_bytes());
    let stranger = refused(&request);
    assert!(
        matches!(stranger.trouble, Trouble::Untrusted(_)),
        "{stranger:?}"
    );
    assert!(stranger.sentence().zh.contains("证书"));
}

#[test]
fn a_certificate_is_of_the_host_that_was_asked() {
    let port = serve(answer("200 OK", "", ""));
    let fetcher = Fetcher::with_names(
        believing(AUTHORITY),
        Names::known(|_| vec![([127, 0, 0, 1], 0).into()], is_private),
    );
    let request = asking(&format!("https://impostor.test:{port}/"));
    let error = run(fetcher.fetch(&request)).expect_err("it is somebody else's");
    assert!(matches!(error.trouble, Trouble::Untrusted(_)), "{error:?}");
}

#[test]
fn a_cipher_is_not_given_up() {
    let port = serve(to(301, "http://localhost/plain"));
    let request = asking(&format!("https://localhost:{port}/"));
    let error = fetched_with(believing(AUTHORITY), &request).expect_err("not followed");
    assert_eq!(
        error.trouble,
        Trouble::Unveils("http://localhost/plain".to_owned())
    );
}

#[test]
fn a_file_without_an_authority_is_none() {
    let none: [&[u8]; 4] = [
        b"",
        b"no certificate",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        include_bytes!("server.key"),
    ];
    for pem in none {
        assert_eq!(Authority::all_of(pem), None);
    }
}
