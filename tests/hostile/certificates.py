"""Certificates made when the tests run: a CA that the crawl trusts, and what it should not trust."""

from __future__ import annotations

import ipaddress
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.hostile.case import DOMAIN


@dataclass(frozen=True, kw_only=True)
class Certificates:
    """``trusted``: the file of the CA, for SSL_CERT_FILE."""

    folder: Path
    trusted: Path

    def context(self, name: str) -> ssl.SSLContext:
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(self.folder / f"{name}.pem")
        return made

    def by_name(self) -> ssl.SSLContext:
        """A context that shows the certificate which the case of the asked name is about."""
        contexts = {name: self.context(name) for name in ("good", "expired", "self_signed", "wrong_name")}

        def chosen(sock: Any, name: str | None, _: ssl.SSLContext) -> None:
            kind = (name or "").partition(".")[0].replace("-", "_").removeprefix("tls_")
            sock.context = contexts.get(kind, contexts["good"])

        contexts["good"].sni_callback = chosen
        return contexts["good"]


def make(folder: Path) -> Certificates:
    """Make them all."""
    ca_key = ec.generate_private_key(ec.SECP256R1())
    ca = _certificate("test CA", ca_key, "test CA", ca_key, ca=True)
    trusted = folder / "ca.pem"
    trusted.write_bytes(ca.public_bytes(serialization.Encoding.PEM))
    for name, days, host in (("good", 9, None), ("expired", -1, None), ("wrong_name", 9, "other.example")):
        key = ec.generate_private_key(ec.SECP256R1())
        made = _certificate(name, key, "test CA", ca_key, days=days, host=host or f"*.{DOMAIN}")
        _write(folder / f"{name}.pem", key, made)
    key = ec.generate_private_key(ec.SECP256R1())
    _write(folder / "self_signed.pem", key, _certificate("self", key, "self", key))
    return Certificates(folder=folder, trusted=trusted)


def _certificate(
    subject: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    issuer_key: ec.EllipticCurvePrivateKey,
    *,
    days: int = 9,
    host: str = f"*.{DOMAIN}",
    ca: bool = False,
) -> x509.Certificate:
    def name(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    now = datetime.now(UTC)
    alternative = [x509.DNSName(host), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    return (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=30))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(alternative), critical=False)
        .sign(issuer_key, hashes.SHA256())
    )


def _write(path: Path, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
