#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""make.py - the SAML responses in cases/, and cases.tsv, which says what becomes of each

Needs Debian's xmlsec1 and openssl; the tests themselves need neither. Good documents look like
those of well-known products. Hostile ones are made of genuine/, which real identity providers
signed (record.mjs and record.py), or are signed here, where only a valid signature shows that
something else is refused.
"""

import base64
import re
import tempfile
from pathlib import Path

from documents import *
from hostile import addressees, encryption, others, signatures, types, values, wrapping


def good():
    for name in ("samlp-assertion", "samlp-response", "samlp-both", "samlp-prefix", "samlp-untyped", "samlp-aes128-cbc",
                 "samlp-aes256-cbc", "samlp-aes128-gcm", "samlp-aes256-gcm", "simplesamlphp-both",
                 "simplesamlphp-assertion", "simplesamlphp-response", "simplesamlphp-encrypted", "simplesamlphp-gcm"):
        known(name)
    known("samlp-sha1", has="sha1")

    entra = response(assertion(ns="", form=f' Format="{PERSISTENT}"', statements="<AttributeStatement>" + "".join(
        attribute(f"http://schemas.microsoft.com/identity/claims/{name}", name, ns="")
        for name in ("tenantid", "objectidentifier", "displayname")) + "</AttributeStatement>", authn=None),
        issuer_ns="").replace(f'xmlns:saml="{SAML}"', f'xmlns="{SAML}"')
    add("good-entra", "passed", signed(entra, prefix=""))
    add("good-entra-both", "passed", signed(entra, "both", prefix=""))

    typed = "<saml2:AttributeStatement>" + attribute(
        "email", "ada@customer.example", ns="saml2:", more=' NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified"'
    ).replace("<saml2:AttributeValue>", '<saml2:AttributeValue xmlns:xs="http://www.w3.org/2001/XMLSchema" '
              'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">') + "</saml2:AttributeStatement>"
    okta = response(assertion(ns="saml2:", form=f' Format="{EMAIL}"', statements=typed), ns="saml2p:", issuer_ns="saml2:")
    included = f'<ec:InclusiveNamespaces xmlns:ec="{EXCLUSIVE}" PrefixList="xs"/>'
    add("good-okta", "passed", '<?xml version="1.0" encoding="UTF-8"?>' + signed(okta, "both", parameters=included))
    add("good-google", "passed", '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n' + signed(
        response(assertion(ns="saml2:", statements=typed), ns="saml2p:", issuer_ns="saml2:"), "response"))
    adfs = response(assertion(ns="", issued="2026-12-01T12:00:00.123Z", statements="<AttributeStatement>" + attribute(
        "http://schemas.microsoft.com/ws/2008/06/identity/claims/role", "Domain Users", "Sales", ns="")
        + "</AttributeStatement>"), more=' Consent="urn:oasis:names:tc:SAML:2.0:consent:unspecified"')
    add("good-adfs", "passed", signed(adfs))
    roles = "<saml:AttributeStatement>" + attribute("Role", "a") + attribute("Role", "b") + "</saml:AttributeStatement>"
    keycloak = response(assertion(statements=roles + "<saml:AttributeStatement>" + attribute("Role", "c")
                                  + "</saml:AttributeStatement>"))
    add("good-keycloak", "passed", signed(keycloak, "both", prefix="dsig",
                                          key_info="<ds:KeyName>abc</ds:KeyName><ds:X509Data><ds:X509Certificate>CERTIFICATE"
                                          "</ds:X509Certificate></ds:X509Data>"))
    plain = response(assertion())
    for what in ("assertion", "response", "both"):
        add(f"good-ecdsa-{what}", "passed", signed(plain, what, "ec", method=f"{MORE}ecdsa-sha256"))
    add("good-ecdsa-sha512", "passed", signed(plain, key="ec", method=f"{MORE}ecdsa-sha512", digest=f"{XENC}sha512"))
    add("good-rsa-sha384", "passed", signed(plain, method=f"{MORE}rsa-sha384", digest=f"{MORE}sha384"))
    add("good-rsa-sha512", "passed", signed(plain, "both", method=f"{MORE}rsa-sha512", digest=f"{XENC}sha512"))
    add("good-inclusive", "passed", signed(plain, "response", c14n=INCLUSIVE))
    add("good-inclusive-assertion", "passed", signed(plain, c14n=INCLUSIVE))
    add("good-c14n11", "passed", signed(plain, c14n="http://www.w3.org/2006/12/xml-c14n11"))
    add("good-one-transform", "passed", signed(plain, "response", transforms=f'<ds:Transform Algorithm="{DS}enveloped-signature"/>'))
    add("good-without-keyinfo", "passed", signed(plain, key_info=""))
    add("good-chain", "passed", signed(plain, key_info="<ds:X509Data><ds:X509Certificate>CERTIFICATE</ds:X509Certificate>"
        f"<ds:X509Certificate>{body('other')}</ds:X509Certificate></ds:X509Data>"))
    add("good-keyinfo-of-another", "passed", signed(plain, cert="other"))
    wrapped = re.sub(r"(.{64})", r"\1\n", body("idp"))
    add("good-wrapped-lines", "passed", signed(plain.replace("><", ">\n  <")).replace(body("idp"), wrapped))
    add("good-comments-between", "passed", signed(plain.replace("<saml:Subject>", "<!-- a --><saml:Subject>"), "both"))
    add("good-blanks-before", "passed", "\r\n " + signed(plain))
    add("good-utf16-declared", "passed", '<?xml version="1.0" encoding="utf-16"?>' + signed(plain))
    add("good-without-destination", "passed", signed(response(assertion(), destination=None, issuer=None)))
    add("good-audiences", "passed", made(audiences=("https://other.example", US)))
    add("good-answer-by-response", "passed", made("response", request=None))
    data = f'<saml:SubjectConfirmationData NotOnOrAfter="{ENDS}" Recipient="%s" InResponseTo="_request1"/>'
    two = "".join(f'<saml:SubjectConfirmation Method="{method}">{data % to}</saml:SubjectConfirmation>' for method, to in (
        ("urn:oasis:names:tc:SAML:2.0:cm:holder-of-key", ACS), (BEARER, "https://other.example/acs"), (BEARER, ACS)))
    add("good-confirmations", "passed", made(confirmed=two))
    add("good-fractions", "passed", made(issued="2026-12-01T12:00:00.1234567Z", ends="2026-12-01T12:05:00.1234567Z",
                                         not_before="2026-12-01T12:00:00.1234567Z"))
    add("good-just-not-over", "passed", made(ends="2026-12-01T11:59:31Z"))
    add("good-just-begun", "passed", made(issued="2026-12-01T12:01:30Z", not_before="2026-12-01T12:01:30Z"))
    add("good-letters", "passed", made(name_id="\u0430da@customer.example"))
    nil = ('<saml:AttributeStatement><saml:Attribute Name="a"><saml:AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
           ' xsi:nil="true"/></saml:Attribute><saml:Attribute Name="b"><saml:AttributeValue><saml:NameID>x</saml:NameID>'
           '</saml:AttributeValue><saml:AttributeValue/></saml:Attribute></saml:AttributeStatement>')
    add("good-odd-values", "passed", made("both", statements=nil))
    add("good-one-time", "passed", made(conditions=f'<saml:Conditions NotOnOrAfter="{ENDS}"><saml:OneTimeUse/><saml:ProxyRestriction/>'
        f"<saml:AudienceRestriction><saml:Audience>{US}</saml:Audience></saml:AudienceRestriction></saml:Conditions>"))

    for bits, more in ((128, "cbc"), (192, "cbc"), (256, "cbc")):
        add(f"good-aes{bits}-{more}", "passed", sealed(encrypted(signed_assertion(), session=f"aes-{bits}", data=f"{XENC}aes{bits}-cbc")))
    for bits in (128, 192, 256):
        add(f"good-aes{bits}-gcm", "passed", sealed(encrypted(signed_assertion(), session=f"aes-{bits}", data=f"{XENC11}aes{bits}-gcm")))
    add("good-cbc-in-signed", "passed", sealed(encrypted(unsigned(assertion())), "response"))
    add("good-gcm-in-signed", "passed", sealed(encrypted(unsigned(assertion()), data=f"{XENC11}aes256-gcm"), "response"))
    add("good-oaep-sha256", "passed", sealed(rewrapped("sha256", "sha1", f"{XENC}rsa-oaep-mgf1p")))
    add("good-oaep-11", "passed", sealed(rewrapped("sha256", "sha256", f"{XENC11}rsa-oaep")))
    add("good-oaep-11-mixed", "passed", sealed(rewrapped("sha512", "sha1", f"{XENC11}rsa-oaep")))
    beside = encrypted(signed_assertion(), data=f"{XENC11}aes128-gcm", session="aes-128")
    key = piece(beside, "EncryptedKey")
    add("good-key-beside", "passed", sealed(replaced(replaced(beside, key, f'<ds:RetrievalMethod Type="{XENC}EncryptedKey" URI="#_k"/>'),
        "</xenc:EncryptedData>", "</xenc:EncryptedData>" + key.replace("<xenc:EncryptedKey", f'<xenc:EncryptedKey xmlns:xenc="{XENC}" xmlns:ds="{DS}" Id="_k"'))))


def rewrapped(digest, mask, transport):
    """RSA-OAEP with hashes that xmlsec1 lacks: the key is wrapped by openssl."""
    text = encrypted(signed_assertion())
    cipher = re.search(r"(<xenc:EncryptedKey.*?<xenc:CipherValue>)(.*?)(</xenc:CipherValue>)", text, re.S)
    pad = ("-pkeyopt", "rsa_padding_mode:oaep", "-pkeyopt")
    with tempfile.TemporaryDirectory() as folder:
        wrapped = Path(folder) / "key"
        wrapped.write_bytes(base64.b64decode(cipher[2]))
        key = run("openssl", "pkeyutl", "-decrypt", "-inkey", str(KEYS / "sp.key"), "-in", str(wrapped), *pad, "rsa_oaep_md:sha1")
        wrapped.write_bytes(key)
        again = run("openssl", "pkeyutl", "-encrypt", "-certin", "-inkey", str(KEYS / "sp.pem"), "-in", str(wrapped), *pad,
                    f"rsa_oaep_md:{digest}", "-pkeyopt", f"rsa_mgf1_md:{mask}")
    mgf = f'<xenc11:MGF xmlns:xenc11="{XENC11}" Algorithm="{XENC11}mgf1{mask}"/>' if transport.startswith(XENC11) else ""
    method = f'<xenc:EncryptionMethod Algorithm="{transport}"><ds:DigestMethod Algorithm="{XENC}{digest}"/>{mgf}</xenc:EncryptionMethod>'
    text = text.replace(cipher[2], base64.b64encode(again).decode())
    return re.sub(rf'<xenc:EncryptionMethod Algorithm="{re.escape(XENC)}rsa-oaep-mgf1p"(/>|></xenc:EncryptionMethod>)', method, text)


def main():
    CASES.mkdir(exist_ok=True)
    for old in CASES.iterdir():
        old.unlink()
    for group in (good, wrapping, values, types, signatures, encryption, addressees, others):
        group()
    head = "# file\tgenuine\thas\tfailure\texpected\tcame\tdetail or code; see make.py\n"
    (HERE / "cases.tsv").write_text(head + "\n".join(lines) + "\n")
    print(f"{len(lines)} cases")


if __name__ == "__main__":
    main()
