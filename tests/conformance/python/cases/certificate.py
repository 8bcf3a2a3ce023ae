"""Client credentials with a certificate."""

import datetime
import hashlib
import ssl
import tempfile
from pathlib import Path

import practice
from case import Case, confidential
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from practice import ENDPOINT, GRAPH, XDR, claims, pem

APP = practice.app("application")
CERTIFICATE = pem(APP["certificateFile"])
KEY = pem(APP["certificateKeyFile"])
SHA1 = hashlib.sha1(ssl.PEM_cert_to_DER_cert(CERTIFICATE)).hexdigest()


def ask(credential, api=GRAPH):
    return confidential(APP["clientId"], credential).acquire_token_for_client([f"{api}/.default"])


class CertificateCredential(Case):
    def _is_proof(self, answer, api=GRAPH):
        token = self.token_of(answer)
        self.assertEqual(claims(token)["appidacr"], "2")
        self.opens(token, api)

    def the_sha_256_thumbprint_with_ps256_is_a_proof_for_each_api(self):
        for api in (GRAPH, XDR, ENDPOINT):
            with self.subTest(api):
                self._is_proof(ask({"private_key": KEY, "public_certificate": CERTIFICATE}, api), api)

    def the_older_sha_1_thumbprint_with_rs256_is_a_proof(self):
        self._is_proof(ask({"private_key": KEY, "thumbprint": SHA1}))

    def the_whole_certificate_in_x5c_is_a_proof(self):
        self._is_proof(ask({"private_key": KEY, "thumbprint": SHA1, "public_certificate": CERTIFICATE}))

    def a_pfx_file_is_a_proof(self):
        pfx = pkcs12.serialize_key_and_certificates(
            b"practice",
            serialization.load_pem_private_key(KEY.encode(), None),
            x509.load_pem_x509_certificate(CERTIFICATE.encode()),
            None,
            serialization.NoEncryption(),
        )
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "practice.pfx")
            path.write_bytes(pfx)
            self._is_proof(ask({"private_key_pfx_path": str(path), "public_certificate": True}))

    def a_certificate_that_the_registration_does_not_have_is_refused(self):
        key, certificate = stranger()
        answer = ask({"private_key": key, "public_certificate": certificate})
        self.is_refused(answer, "invalid_client", 700027)

    def the_right_thumbprint_over_a_foreign_signature_is_refused(self):
        key, _ = stranger()
        self.is_refused(ask({"private_key": key, "thumbprint": SHA1}), "invalid_client", 700027)

    def an_assertion_past_its_end_is_refused(self):
        # MSAL's assertions hold for ten minutes. The last case of this file: the clock does not go back.
        practice.put_clock_forward(1200)
        answer = ask({"private_key": KEY, "public_certificate": CERTIFICATE})
        self.is_refused(answer, "invalid_client", 700024)


def stranger():
    """A key with a certificate that nobody has registered."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Stranger")])
    now = datetime.datetime.now(datetime.timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    encoded = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return encoded.decode(), certificate.public_bytes(serialization.Encoding.PEM).decode()
