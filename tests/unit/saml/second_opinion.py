#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""second_opinion.py - what Debian's lasso says of the same SAML responses

Another library, by other people, reads each document of cases.tsv. Where it decides otherwise than
we do, the document is in the table below with the reason; nothing else may differ. Whatever it
accepts, it must never see the person that an attacker put in.
"""

import base64
import os
import sys
from pathlib import Path

import lasso

HERE = Path(__file__).parent
ATTACKER = "admin"

# Lasso refuses what we accept.
REFUSES = {
    "It has no ECDSA in its list of algorithms.":
        "good-ecdsa-assertion good-ecdsa-response good-ecdsa-both good-ecdsa-sha512",
    "It does not know Canonical XML 1.1.": "good-c14n11",
    "It believes the declared encoding, although the bytes are UTF-8, as .NET's string writer leaves them.":
        "good-utf16-declared",
    "It needs an Issuer in the Response, which the profile leaves out at will.": "good-without-destination",
    "It reads the first SubjectConfirmation alone.": "good-confirmations",
    "Its xmlsec 1.2 has RSA-OAEP with SHA-1 only.": "good-oaep-sha256 good-oaep-11 good-oaep-11-mixed",
}

# Lasso accepts what we refuse.
ACCEPTS = {
    "It leaves times, audience, recipient, destination, request and statements to the application.":
        "audience audience-none audience-no-conditions audience-case audience-slash audience-second-restriction "
        "cbc-audience condition-unknown recipient destination destination-unsigned request-of-another "
        "request-of-another-response request-of-another-unsigned request-none request-only-unsigned expired not-yet "
        "not-before clock-behind session-over time-no-zone time-zone time-no-date time-no-such-day time-year "
        "time-blank confirmation-none confirmation-no-data confirmation-other-method confirmation-no-end "
        "confirmation-no-recipient no-authn-statement",
    "It leaves versions, an empty NameID, a nil one and its length to the application.":
        "version assertion-version empty-name-id value-only-comment value-nil-nameid value-long-nameid",
    "It joins the texts around a comment or an instruction and takes CDATA for text; we refuse what readers differ about.":
        "value-nameid-comment value-signed-nameid-comment value-nameid-comment-end value-signed-nameid-comment-end "
        "value-attribute-comment value-instruction value-attribute-instruction value-cdata value-audience-comment "
        "value-instruction-before gcm-comment",
    "It reads the signed assertion, whatever stands beside it; we refuse what has no business there.":
        "wrap-7-extensions wrap-9-decoy-id wrap-response-in-response namespace-other-signature digest-outside "
        "reference-outside namespace-relative",
    "xmlsec does not mind a comment in DigestValue, an Object in a signature that it does not refer to, or how KeyInfo "
    "says to fetch a key that is not asked for.": "digest-comment-after signed-info-in-object retrieval",
    "It allows SHA-1 unless it is told otherwise.": "samlp-sha1 sha1-digest sha1-method cbc-sha1",
    "It decrypts RSA 1.5 and Triple DES.": "rsa-1.5 rsa-1.5-in-signed triple-des",
    "It takes the first of several keys and assertions.":
        "keys-two keys-inside-and-beside beside-plain encrypted-two",
    "It leaves an attribute encrypted and goes on.": "encrypted-attribute",
    "It reads a byte order mark and XML 1.1.": "value-mark value-xml-1.1",
}


def key(name):
    return (HERE / "keys" / name).read_text()


def provider():
    """Lasso as the service provider of the tests."""
    protocol = 'protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"'
    post = 'Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"'
    head = '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="%s">'
    bodies = ["".join(line for line in key(name).splitlines() if "-" not in line) for name in ("idp.pem", "ec.pem")]
    keys = "".join('<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>'
                   f"<X509Certificate>{body}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>" for body in bodies)
    server = lasso.Server.newFromBuffers(
        head % "urn:postern:acme:saml" + f'<SPSSODescriptor {protocol}><AssertionConsumerService index="0" {post} '
        'Location="https://login.example/login/callback"/></SPSSODescriptor></EntityDescriptor>', key("sp.key"), None, None)
    server.addProviderFromBuffer(lasso.PROVIDER_ROLE_IDP, head % "https://idp.example/metadata"
                                 + f'<IDPSSODescriptor {protocol}>{keys}<SingleSignOnService {post} '
                                 'Location="https://idp.example/sso"/></IDPSSODescriptor></EntityDescriptor>', None, None)
    server.setEncryptionPrivateKey(str(HERE / "keys" / "sp.key"))
    return server


def accepts(server, document):
    """The NameID; None: it refuses the document."""
    login = lasso.Login(server)
    try:
        login.processAuthnResponseMsg(base64.b64encode(document).decode())
        login.acceptSso()
    except lasso.Error:
        return None
    return login.assertion.subject.nameId.content or ""


def named(table):
    return {name for names in table.values() for name in names.split()}


def main():
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # lasso says there what it thinks of each document
    server = provider()
    rows = [line.split("\t") for line in (HERE / "cases.tsv").read_text().splitlines() if line[0] != "#"]
    found = {"refuses": set(), "accepts": set()}
    wrong = []
    for file, *more in (row for row in rows if not "".join(row[2:3])):
        name = Path(file).stem
        name_id = accepts(server, (HERE / file).read_bytes())
        if name_id == ATTACKER:
            wrong.append(f"{name}: lasso sees the attacker's person")
        if (name_id is not None) != (more[2] == "passed"):
            found["refuses" if name_id is None else "accepts"].add(name)
    for what, table in (("refuses", REFUSES), ("accepts", ACCEPTS)):
        wrong += [f"{name}: lasso {what} it, and no row says why" for name in sorted(found[what] - named(table))]
        wrong += [f"{name}: lasso no longer {what} it" for name in sorted(named(table) - found[what])]
    print("\n".join(wrong + [f"{len(rows)} documents, {len(found['refuses'])} refused and {len(found['accepts'])} accepted by lasso alone"]))
    return 1 if wrong or len(rows) < 300 else 0


if __name__ == "__main__":
    sys.exit(main())
