# SPDX-License-Identifier: Apache-2.0
"""documents.py - SAML responses made and signed, for make.py, by Debian's xmlsec1 and openssl"""

import base64
import re
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
KEYS = HERE / "keys"
CASES = HERE / "cases"
GENUINE = HERE / "genuine"

SAML = "urn:oasis:names:tc:SAML:2.0:assertion"
SAMLP = "urn:oasis:names:tc:SAML:2.0:protocol"
DS = "http://www.w3.org/2000/09/xmldsig#"
MORE = "http://www.w3.org/2001/04/xmldsig-more#"
XENC = "http://www.w3.org/2001/04/xmlenc#"
XENC11 = "http://www.w3.org/2009/xmlenc11#"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
INCLUSIVE = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
STATUS = "urn:oasis:names:tc:SAML:2.0:status:"
PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
EMAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
ACS = "https://login.example/login/callback"
US = "urn:postern:acme:saml"
IDP = "https://idp.example/metadata"
ISSUED = "2026-12-01T12:00:00Z"
ENDS = "2026-12-01T12:05:00Z"

lines = []


# --- tools ---------------------------------------------------------------------------


def run(*command, data=None):
    done = subprocess.run(command, input=data, check=False, capture_output=True)
    assert done.returncode == 0, f"{command}: {done.stderr.decode()}"
    return done.stdout


def body(name):
    """A certificate's base64."""
    return "".join(line for line in (KEYS / f"{name}.pem").read_text().splitlines() if "-" not in line)


def genuine(name):
    return (GENUINE / f"{name}.xml").read_text()


def replaced(text, old, new, count=1):
    assert old in text, old
    return text.replace(old, new, count)


def add(name, failure, document, *, base="", has="", expected="", came="", detail=""):
    """A case; base: the genuine document that it was made of; has: what the connection has."""
    data = document.encode() if isinstance(document, str) else document
    (CASES / f"{name}.xml").write_bytes(data)
    row = (f"cases/{name}.xml", f"genuine/{base}.xml" if base else "", has, failure, expected, came, detail)
    lines.append("\t".join(row).rstrip("\t"))


def known(name, failure="passed", **more):
    """A genuine document as it is."""
    row = (f"genuine/{name}.xml", "", more.get("has", ""), failure, more.get("expected", ""), more.get("came", ""),
           more.get("detail", ""))
    lines.append("\t".join(row).rstrip("\t"))


# --- documents -----------------------------------------------------------------------


def attribute(name, *values, ns="saml:", more=""):
    inner = "".join(f"<{ns}AttributeValue>{value}</{ns}AttributeValue>" for value in values)
    return f'<{ns}Attribute Name="{name}"{more}>{inner}</{ns}Attribute>'


ATTRIBUTES = attribute("email", "ada@customer.example") + attribute("groups", "engineering", "analysts")


def assertion(*, name_id="u-1001", ns="saml:", ids="_assertion1", issuer=IDP, issued=ISSUED, audiences=(US,),
              recipient=ACS, request="_request1", not_before=ISSUED, ends=ENDS, confirmed=None, conditions=None,
              subject=None, authn=None, statements=None, form=f' Format="{PERSISTENT}"', more="", spaces=None):
    """An unsigned assertion; @ASSERTION@ stands where one belongs."""
    declared = f'xmlns{":" + ns[:-1] if ns else ""}="{SAML}"' if spaces is None else spaces
    request = "" if request is None else f' InResponseTo="{request}"'
    if confirmed is None:
        confirmed = (f'<{ns}SubjectConfirmation Method="{BEARER}"><{ns}SubjectConfirmationData'
                     f' NotOnOrAfter="{ends}" Recipient="{recipient}"{request}/></{ns}SubjectConfirmation>')
    if subject is None:
        subject = f"<{ns}Subject><{ns}NameID{form}>{name_id}</{ns}NameID>{confirmed}</{ns}Subject>"
    if conditions is None:
        inner = "".join(f"<{ns}Audience>{audience}</{ns}Audience>" for audience in audiences)
        conditions = (f'<{ns}Conditions NotBefore="{not_before}" NotOnOrAfter="{ends}"><{ns}AudienceRestriction>'
                      f"{inner}</{ns}AudienceRestriction></{ns}Conditions>")
    if authn is None:
        authn = (f'<{ns}AuthnStatement AuthnInstant="{issued}" SessionIndex="_s1"><{ns}AuthnContext>'
                 f"<{ns}AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password"
                 f"</{ns}AuthnContextClassRef></{ns}AuthnContext></{ns}AuthnStatement>")
    if statements is None:
        statements = f"<{ns}AttributeStatement>{ATTRIBUTES.replace('saml:', ns)}</{ns}AttributeStatement>"
    return (f'<{ns}Assertion {declared} ID="{ids}" Version="2.0" IssueInstant="{issued}"{more}>'
            f"<{ns}Issuer>{issuer}</{ns}Issuer>@ASSERTION@{subject}{conditions}{authn}{statements}</{ns}Assertion>")


def response(inner, *, ns="samlp:", issuer=IDP, destination=ACS, request="_request1", ids="_response1",
             status=f'<samlp:StatusCode Value="{STATUS}Success"/>', issuer_ns="saml:", version="2.0", more=""):
    """A response; @RESPONSE@ stands where its signature belongs."""
    destination = "" if destination is None else f' Destination="{destination}"'
    request = "" if request is None else f' InResponseTo="{request}"'
    declared = f'xmlns{":" + issuer_ns[:-1] if issuer_ns else ""}="{SAML}"'
    issuer = "" if issuer is None else f"<{issuer_ns}Issuer {declared}>{issuer}</{issuer_ns}Issuer>"
    status = status.replace("samlp:", ns)
    return (f'<{ns}Response xmlns:{ns[:-1]}="{SAMLP}" ID="{ids}" Version="{version}" IssueInstant="{ISSUED}"'
            f"{destination}{request}{more}>{issuer}@RESPONSE@<{ns}Status>{status}</{ns}Status>{inner}"
            f"</{ns}Response>")


def template(ids, *, prefix="ds", method=f"{MORE}rsa-sha256", digest=f"{XENC}sha256", c14n=EXCLUSIVE, c14n_of_info=None,
             key_info="<ds:X509Data><ds:X509Certificate>CERTIFICATE</ds:X509Certificate></ds:X509Data>", parameters="",
             transforms=None, uri=None):
    if transforms is None:
        transforms = (f'<ds:Transform Algorithm="{DS}enveloped-signature"/>'
                      f'<ds:Transform Algorithm="{c14n}">{parameters}</ds:Transform>')
    key_info = f"<ds:KeyInfo>{key_info}</ds:KeyInfo>" if key_info else ""
    text = (f'<ds:Signature xmlns:ds="{DS}"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="{c14n_of_info or c14n}"/>'
            f'<ds:SignatureMethod Algorithm="{method}"/><ds:Reference URI="{f"#{ids}" if uri is None else uri}"><ds:Transforms>'
            f'{transforms}</ds:Transforms><ds:DigestMethod Algorithm="{digest}"/><ds:DigestValue/></ds:Reference>'
            f"</ds:SignedInfo><ds:SignatureValue/>{key_info}</ds:Signature>")
    if prefix == "":
        return text.replace("ds:", "").replace(f'xmlns:ds="{DS}"', f'xmlns="{DS}"').replace("xmlns:ds", "xmlns")
    return text.replace("ds:", f"{prefix}:").replace("xmlns:ds", f"xmlns:{prefix}")


def filled(document, key, element):
    """The document with the empty signature that is a child of that element filled in."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.xml"
        source.write_text(document)
        out = run("xmlsec1", "--sign", "--privkey-pem", str(KEYS / f"{key}.key"), "--id-attr:ID", f"{SAMLP}:Response",
                  "--id-attr:ID", f"{SAML}:Assertion", "--node-xpath",
                  f"//*[local-name()='{element}']/*[local-name()='Signature']", str(source)).decode()
    out = re.sub(r"^<\?xml[^>]*\?>\n", "", out)
    return out if document.endswith("\n") else out.rstrip("\n")


def signed(document, what="assertion", key="idp", cert=None, **options):
    """Signs the assertion, the response, or both, the assertion first."""
    def empty(element):
        ids = re.search(rf'{element}[^>]* ID="([^"]*)"', document)[1]
        return template(ids, **options).replace("CERTIFICATE", body(cert or key))

    if what in ("assertion", "both"):
        document = filled(replaced(document, "@ASSERTION@", empty("Assertion")).replace("@RESPONSE@", "<at/>"), key, "Assertion")
        document = document.replace("<at/>", "@RESPONSE@")
    if what in ("response", "both"):
        document = filled(replaced(document, "@RESPONSE@", empty("Response")).replace("@ASSERTION@", ""), key, "Response")
    return unsigned(document)


def unsigned(document):
    return document.replace("@RESPONSE@", "").replace("@ASSERTION@", "")


def made(what="assertion", key="idp", **parts):
    """A response with an assertion of those parts, signed."""
    return signed(response(assertion(**parts)), what, key)


def encrypted(plain, *, key="sp", session="aes-256", data=f"{XENC}aes256-cbc", transport=f"{XENC}rsa-oaep-mgf1p",
              method="", named=""):
    """An EncryptedAssertion, by xmlsec1."""
    info = f"<ds:KeyInfo>{named}</ds:KeyInfo>" if named else ""
    text = (f'<xenc:EncryptedData xmlns:xenc="{XENC}" xmlns:ds="{DS}" Type="{XENC}Element"><xenc:EncryptionMethod '
            f'Algorithm="{data}"/><ds:KeyInfo><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="{transport}">{method}'
            f"</xenc:EncryptionMethod>{info}<xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey>"
            "</ds:KeyInfo><xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedData>")
    with tempfile.TemporaryDirectory() as folder:
        source, shape = Path(folder) / "in.xml", Path(folder) / "shape.xml"
        source.write_text(plain)
        shape.write_text(text.replace(f"<ds:KeyInfo>{named}</ds:KeyInfo>", "<ds:KeyInfo/>") if named else text)
        out = run("xmlsec1", "--encrypt", "--pubkey-cert-pem", str(KEYS / f"{key}.pem"), "--session-key", session,
                  "--xml-data", str(source), "--node-xpath", "/*", str(shape)).decode()
    out = re.sub(r"^<\?xml[^>]*\?>\n", "", out).rstrip("\n")
    if named:
        out = re.sub(r"<ds:KeyInfo/>", f"<ds:KeyInfo>{named}</ds:KeyInfo>", out)
    return f'<saml:EncryptedAssertion xmlns:saml="{SAML}">{out}</saml:EncryptedAssertion>'


def sealed(inner, what=None, key="idp"):
    """A response around an EncryptedAssertion, signed or not."""
    document = response(inner)
    return signed(document, "response", key) if what == "response" else unsigned(document)


def signed_assertion(key="idp", **parts):
    """An assertion by itself, as it is encrypted."""
    text = assertion(**parts)
    ids = re.search(r'ID="([^"]*)"', text)[1]
    return filled(replaced(text, "@ASSERTION@", template(ids).replace("CERTIFICATE", body(key))), key, "Assertion")


# --- pieces of genuine documents --------------------------------------------------------


def piece(document, name):
    """An element, tags included."""
    found = re.search(rf"<(\w+:)?{name}[ >].*</(\w+:)?{name}>", document, re.S)
    return found[0]


def signature_of(element):
    return re.search(r"<(\w+:)?Signature[ >].*?</(\w+:)?Signature>", element, re.S)[0]


def evil(element, ids="_evil1"):
    """The element as an attacker would have it: another person, another ID, no signature of its own."""
    element = element.replace(signature_of(element), "", 1)
    element = re.sub(r' ID="[^"]*"', f' ID="{ids}"', element, count=1)
    return replaced(element, "u-1001", "admin") if "u-1001" in element else replaced(element, "ada@", "admin@")
