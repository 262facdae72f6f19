# SPDX-License-Identifier: Apache-2.0
"""hostile.py - the documents that must not be accepted, by the groups of what is publicly known"""

import base64
import re
import tempfile
import zlib
from pathlib import Path

from documents import *


def wrapping():
    """1: the signed element is moved, and an unsigned one takes its place."""
    base = "samlp-response"
    document = genuine(base)
    own = signature_of(document)
    bare = document.replace(own, "")
    root = evil(document)
    at = "<samlp:Status>"
    ids = re.search(r'Assertion[^>]* ID="([^"]*)"', root)[1]
    for more, top in (("", root), ("-other-ids", root.replace(ids, "_evil2"))):
        why = "assertions_several" if more else "response_forbidden"
        add(f"wrap-1-response-after{more}", why, replaced(top, at, own.replace("</Signature>", bare + "</Signature>") + at), base=base)
        add(f"wrap-2-response-before{more}", why, replaced(top, at, bare + own + at), base=base)
    base = "samlp-assertion"
    document = genuine(base)
    good_one = piece(document, "Assertion")
    bad, own = evil(good_one), signature_of(good_one)
    add("wrap-3-assertion-before", "assertions_several", replaced(document, good_one, bad + good_one), base=base)
    add("wrap-3-assertion-after", "assertions_several", replaced(document, good_one, good_one + bad), base=base)
    add("wrap-4-original-inside", "assertions_several",
        replaced(document, good_one, replaced(bad, "</saml:Assertion>", good_one + "</saml:Assertion>")), base=base)
    add("wrap-4-original-in-advice", "assertions_several", replaced(document, good_one, replaced(
        bad, "</saml:Conditions>", f"</saml:Conditions><saml:Advice>{good_one}</saml:Advice>")), base=base)
    changed = replaced(good_one, "u-1001", "admin")
    add("wrap-5-changed", "signature_wrong", replaced(document, good_one, changed), base=base, detail="digest")
    add("wrap-5-original-at-end", "assertions_several",
        replaced(document, good_one, changed.replace(' ID="', ' ID="_x') + good_one.replace(own, "")), base=base)
    add("wrap-6-original-in-signature", "assertions_several", replaced(document, good_one, replaced(
        changed.replace(' ID="', ' ID="_x'), "</SignatureValue>", "</SignatureValue>" + good_one.replace(own, ""))), base=base)
    add("wrap-7-extensions", "assertions_several", replaced(document, at, f"<samlp:Extensions>{bad}</samlp:Extensions>{at}"), base=base)
    moved = replaced(document, good_one, "")
    add("wrap-7-only-in-extensions", "signature_misplaced", replaced(moved, at, f"<samlp:Extensions>{good_one}</samlp:Extensions>{at}"), base=base)
    taken = replaced(bad, "</saml:Issuer>", "</saml:Issuer>" + replaced(own, "</Signature>", f"<Object>{good_one.replace(own, '')}</Object></Signature>"))
    add("wrap-8-object", "assertions_several", replaced(document, good_one, taken), base=base)
    same = re.search(r'Assertion[^>]* ID="([^"]*)"', good_one)[1]
    add("wrap-9-same-id", "response_forbidden", replaced(document, good_one, evil(good_one, same) + good_one), base=base, detail="same ID")
    add("wrap-9-decoy-id", "response_forbidden", replaced(document, at, f'<samlp:Extensions><a xmlns="urn:x" ID="{same}"/></samlp:Extensions>{at}'), base=base, detail="same ID")
    add("wrap-response-in-response", "response_forbidden", replaced(document, at, f"<samlp:Extensions>{moved.replace(' ID=', ' Nr=')}</samlp:Extensions>{at}"), base=base)
    add("wrap-nested-unsigned", "assertions_several", replaced(genuine("simplesamlphp-both"), "</saml:Assertion>",
        evil(piece(genuine("simplesamlphp-both"), "Assertion")) + "</saml:Assertion>"), base="simplesamlphp-both")


def values():
    """2, 8, 13: values that two readers read differently."""
    base = "samlp-assertion"
    document = genuine(base)
    for name, inside in (("comment", "u-<!-- x -->1001"), ("comment-end", "u-1001<!-- x -->")):
        add(f"value-nameid-{name}", "response_forbidden", replaced(document, ">u-1001</saml:NameID>", f">{inside}</saml:NameID>"), base=base, detail="comment")
        add(f"value-signed-nameid-{name}", "response_forbidden", made(name_id=inside), base=base, detail="comment")
    email = "ada@customer.example<!-- -->.evil.example"
    add("value-attribute-comment", "response_forbidden", made(statements="<saml:AttributeStatement>" + attribute("email", email)
        + "</saml:AttributeStatement>"), base=base, detail="comment")
    add("value-only-comment", "response_forbidden", made(name_id="<!-- u-1001 -->"), base=base, detail="comment")
    add("value-instruction", "response_forbidden", made(name_id="u-<?x y?>1001"), base=base, detail="instruction")
    add("value-attribute-instruction", "response_forbidden", made(statements="<saml:AttributeStatement>" + attribute("email", "a<?x?>b")
        + "</saml:AttributeStatement>"), base=base, detail="instruction")
    add("value-cdata", "response_forbidden", made(name_id="<![CDATA[u-1001]]>"), base=base, detail="CDATA")
    add("value-audience-comment", "response_forbidden", made(audiences=(f"{US}<!-- -->",)), base=base, detail="comment")
    add("value-element-in-nameid", "name_id_missing", made(name_id="u-<b>1001</b>"), base=base)
    add("value-instruction-before", "response_forbidden", '<?xml-stylesheet href="a"?>' + document, base=base, detail="instruction")
    add("value-nil-nameid", "name_id_missing", made(form=' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"'), base=base)
    add("value-two-nameids", "response_forbidden", made(name_id="u-1001</saml:NameID><saml:NameID>admin"), base=base)
    add("value-long-nameid", "response_forbidden", made(name_id="x" * 2001), base=base)
    add("value-nul", "response_unreadable", document.encode().replace(b"u-1001", b"u-1001\0"), base=base)
    add("value-nul-reference", "response_unreadable", replaced(document, "u-1001", "u-1001&#0;"), base=base)
    add("value-mark", "response_unreadable", b"\xef\xbb\xbf" + document.encode(), base=base)
    add("value-utf16", "response_unreadable", document.encode("utf-16"), base=base)
    add("value-utf16-bare", "response_unreadable", document.encode("utf-16-le"), base=base)
    add("value-latin1", "response_unreadable", b"<?xml version='1.0' encoding='ISO-8859-1'?>" + document.encode().replace(b"Ada", b"Ad\xe0"), base=base)
    add("value-xml-1.1", "response_unreadable", '<?xml version="1.1"?>' + document, base=base)
    add("value-cut", "response_unreadable", document[:-40], base=base)
    add("value-two-roots", "response_unreadable", document + document, base=base)
    add("value-empty", "response_unreadable", b"", base=base)
    add("value-changed-attribute", "signature_wrong", replaced(document, "ada@customer.example", "eve@customer.example"), base=base, detail="digest")
    add("value-changed-response", "signature_wrong", replaced(genuine("samlp-response"), "Lovelace", "Byron"), base="samlp-response", detail="digest")
    add("value-changed-outside", "signature_wrong", replaced(genuine("samlp-both"), "<samlp:Status>", "<samlp:Status> "), base="samlp-both", detail="digest")


def types():
    """3, 4, 5: DTDs, IDs and namespaces."""
    base = "samlp-assertion"
    document = genuine(base)
    for name, dtd in (("empty", "<!DOCTYPE r>"), ("entity", '<!DOCTYPE r [<!ENTITY e "u-1001">]>'),
                      ("external", '<!DOCTYPE r SYSTEM "http://127.0.0.1/x.dtd">'),
                      ("file", '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
                      ("id", "<!DOCTYPE r [<!ATTLIST saml:Assertion Nr ID #IMPLIED>]>"),
                      ("bomb", '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>')):
        add(f"dtd-{name}", "response_forbidden", dtd + document, base=base, detail="DOCTYPE")
    add("entity-unknown", "response_unreadable", replaced(document, "u-1001", "&e;"), base=base)
    add("namespace-other-signature", "signature_misplaced", replaced(document, "<samlp:Status>",
        f"<samlp:Extensions>{signature_of(document)}</samlp:Extensions><samlp:Status>"), base=base)
    add("namespace-fake-signature", "signature_misplaced", replaced(document, "<samlp:Status>",
        "<x:Signature xmlns:x='urn:x'/><samlp:Status>"), base=base)
    prefixed = signature_of(genuine("samlp-prefix")).replace("ds:", "x:").replace("xmlns:ds", "xmlns:x")
    add("namespace-second-prefix", "signature_misplaced", replaced(genuine("samlp-response"), "<samlp:Status>", prefixed + "<samlp:Status>"), base="samlp-response")
    add("namespace-fake-assertion", "assertions_several", replaced(document, "<samlp:Status>", "<x:Assertion xmlns:x='urn:x'/><samlp:Status>"), base=base)
    add("namespace-response", "not_a_response", document.replace(SAMLP, SAMLP + "2"), base=base, expected="Response", came="Response")
    add("namespace-assertion", "signature_misplaced", document.replace(SAML, "urn:oasis:names:tc:SAML:1.0:assertion"), base=base)
    add("namespace-signature", "signature_misplaced", document.replace(f'xmlns="{DS}"', 'xmlns="urn:x"'), base=base)
    same = re.search(r'Assertion[^>]* ID="([^"]*)"', document)[1]
    for name in ("Id", "id", "xml:id", "samlp:ID", "AssertionID"):
        add(f"id-second-{name.replace(':', '-')}", "response_forbidden", replaced(document, f' ID="{same}"', f' ID="{same}" {name}="_x"'), base=base)
        add(f"id-only-{name.replace(':', '-')}", "response_forbidden", replaced(document, f' ID="{same}"', f' {name}="{same}"'), base=base)
    add("id-odd", "response_forbidden", document.replace(same, "a&apos;)|//*[(&apos;"), base=base)
    add("id-empty", "response_forbidden", replaced(document, f' ID="{same}"', ' ID=""'), base=base)
    add("namespace-relative", "response_forbidden", replaced(document, "<samlp:Status>", '<samlp:Status xmlns:x="1">'), base=base, detail="relative")
    empty = base64.b64encode(bytes.fromhex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")).decode()
    add("canonical-empty", "response_forbidden", re.sub(r"<DigestValue>[^<]*", f"<DigestValue>{empty}",
        replaced(document, "<saml:Subject>", '<saml:Subject xmlns:x="rel/ative">')), base=base, detail="relative")
    add("canonical-empty-digest", "signature_wrong", re.sub(r"<DigestValue>[^<]*", f"<DigestValue>{empty}", document), base=base)


def signatures():
    """6, 7, 9, 10: signatures that are no longer what they were."""
    base = "samlp-assertion"
    document = genuine(base)
    own = signature_of(document)
    info = piece(own, "SignedInfo")
    at = "<samlp:Status>"
    digest = re.search(r"<DigestValue>([^<]*)", own)[1]
    add("digest-comment", "response_forbidden", replaced(document, digest, "AAAA<!-- " + digest + " -->"), base=base, detail="comment")
    add("digest-comment-after", "response_forbidden", replaced(document, digest, digest + "<!-- -->"), base=base, detail="comment")
    add("signed-info-twice", "signature_misplaced", replaced(document, info, info + info), base=base)
    add("signed-info-first-is-other", "signature_misplaced", replaced(document, info, info.replace(digest, "AAAA") + info), base=base)
    add("signed-info-in-object", "signature_misplaced", replaced(document, "</Signature>", f"<Object>{info}</Object></Signature>"), base=base)
    add("digest-outside", "signature_misplaced", replaced(document, at, f'<samlp:Extensions><DigestValue xmlns="{DS}">{digest}</DigestValue></samlp:Extensions>{at}'), base=base)
    add("reference-outside", "signature_misplaced", replaced(document, at, "<samlp:Extensions>" + piece(own, "Reference").replace(
        "<Reference", f'<Reference xmlns="{DS}"') + f"</samlp:Extensions>{at}"), base=base)
    add("digest-twice", "signature_misplaced", replaced(document, "</DigestValue>", "</DigestValue><DigestValue>AAAA</DigestValue>"), base=base)
    add("value-twice", "signature_misplaced", replaced(document, "</SignatureValue>", "</SignatureValue><SignatureValue>AAAA</SignatureValue>"), base=base)
    metadata = filled(f'<saml:Assertion xmlns:saml="{SAML}" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ID="_metadata1"><md:EntityDescriptor/>'
                      + template("_metadata1").replace("CERTIFICATE", body("idp")) + "</saml:Assertion>", "idp", "Assertion")
    add("metadata-signature", "signature_misplaced", replaced(document, own, signature_of(metadata)), base=base, expected="#", came="#_metadata1")
    add("metadata-as-assertion", "response_unreadable", replaced(document, piece(document, "Assertion"), metadata), base=base)
    error = signed(response("", status=f'<samlp:StatusCode Value="{STATUS}Responder"/>'), "response")
    decoy = signature_of(error).replace("</ds:Signature>", f"<ds:Object>{evil(piece(document, 'Assertion'))}</ds:Object></ds:Signature>")
    add("error-with-decoy", "signature_misplaced", replaced(error, "</samlp:Response>", decoy + "</samlp:Response>"), base=base)
    add("error-decoy-alone", "response_forbidden", replaced(error, signature_of(error), decoy), base=base)
    add("error-with-assertion", "signature_wrong", replaced(error, "</samlp:Response>", unsigned(assertion()) + "</samlp:Response>"), base=base)
    add("error-turned-success", "signature_wrong", replaced(error, f"{STATUS}Responder", f"{STATUS}Success"), base=base)
    add("unsigned-before-signed", "assertions_several", replaced(document, "<saml:Assertion", unsigned(assertion()) + "<saml:Assertion"), base=base)
    add("stripped", "unsigned", replaced(document, own, ""), base=base)
    both = genuine("samlp-both")
    add("stripped-both", "unsigned", re.sub(r"<Signature .*?</Signature>", "", both, flags=re.S), base="samlp-both")
    add("stripped-outer-changed", "signature_wrong", replaced(both, signature_of(both), "").replace("u-1001", "admin"), base="samlp-both")
    value = re.search(r"<SignatureValue>([^<]*)", own)[1]
    add("value-empty-signature", "signature_wrong", replaced(document, value, ""), base=base)
    add("value-zero", "signature_wrong", replaced(document, value, "A" * 342 + "=="), base=base)
    add("value-no-base64", "signature_wrong", replaced(document, value, "!!!"), base=base)
    add("value-short", "signature_wrong", replaced(document, value, "AAAA"), base=base)
    plain = response(assertion())
    for what in ("assertion", "response", "both"):
        add(f"another-{what}", "signed_by_another", signed(plain, what, "other"), base=base, expected=":", came=":")
    add("another-published", "signed_by_another", signed(plain, key="other"), base=base, has="rollover", expected=":", came=":")
    add("another-published-unnamed", "signed_by_another", signed(plain, key="other", key_info=""), base=base, has="rollover", came=":")
    add("another-unnamed", "signature_wrong", signed(plain, key="other", key_info=""), base=base)
    add("another-says-ours", "signature_wrong", signed(plain, key="other", cert="idp"), base=base)
    add("another-key-value", "signature_wrong", signed(plain, key="other", key_info="<ds:KeyValue/>"), base=base)
    add("another-chain", "signed_by_another", signed(plain, key="other", key_info=f"<ds:X509Data><ds:X509Certificate>{body('idp')}</ds:X509Certificate>"
        "<ds:X509Certificate>CERTIFICATE</ds:X509Certificate></ds:X509Data>"), base=base)
    mixed = signed(signed(plain, "assertion", "other").replace("<samlp:Status>", "@RESPONSE@<samlp:Status>"), "response")
    add("another-inside", "signed_by_another", mixed, base=base)
    mixed = signed(signed(plain, "assertion").replace("<samlp:Status>", "@RESPONSE@<samlp:Status>"), "response", "other")
    add("another-outside", "signed_by_another", mixed, base=base)
    add("retrieval", "signature_misplaced", re.sub(r"<KeyInfo>.*?</KeyInfo>", '<KeyInfo><RetrievalMethod URI="http://127.0.0.1/key"/></KeyInfo>', document, flags=re.S), base=base)
    add("broken-certificate", "signature_wrong", signed(plain, key="other").replace(body("other"), "MIIB" + "A" * 200), base=base)
    weak = body_of_new_key(plain)
    add("another-weak", "signature_wrong", weak, base=base)
    hmac = own.replace(f"{MORE}rsa-sha256", f"{MORE}hmac-sha256")
    add("hmac", "algorithm_refused", replaced(document, own, hmac), base=base, came="hmac")
    add("dsa", "algorithm_refused", replaced(document, f"{MORE}rsa-sha256", f"{DS}dsa-sha1"), base=base, came="dsa")
    add("md5", "algorithm_refused", replaced(document, f"{MORE}rsa-sha256", f"{MORE}rsa-md5"), base=base, came="md5")
    add("no-method", "algorithm_refused", replaced(document, f' Algorithm="{MORE}rsa-sha256"', ""), base=base)
    known("samlp-sha1", "sha1_refused", came="sha1")
    add("sha1-digest", "sha1_refused", signed(plain, digest=f"{DS}sha1"), base=base, came="#sha1")
    add("sha1-method", "sha1_refused", signed(plain, method=f"{DS}rsa-sha1"), base=base, came="#rsa-sha1")
    first = f'<Transform Algorithm="{DS}enveloped-signature"/>'
    for name, uri in (("xslt", "http://www.w3.org/TR/1999/REC-xslt-19991116"), ("xpath", "http://www.w3.org/TR/1999/REC-xpath-19991116"),
                      ("xpath2", "http://www.w3.org/2002/06/xmldsig-filter2"), ("base64", f"{DS}base64"),
                      ("with-comments", f"{EXCLUSIVE}WithComments"), ("inclusive-comments", f"{INCLUSIVE}#WithComments")):
        add(f"transform-{name}", "algorithm_refused", replaced(document, f'<Transform Algorithm="{EXCLUSIVE}"/>', f'<Transform Algorithm="{uri}"/>'), base=base, came=uri)
        add(f"canonicalization-{name}", "algorithm_refused", replaced(document, f'<CanonicalizationMethod Algorithm="{EXCLUSIVE}"/>',
            f'<CanonicalizationMethod Algorithm="{uri}"/>'), base=base, came=uri)
    add("transform-three", "signature_misplaced", replaced(document, first, first + first), base=base)
    add("transform-none", "signature_misplaced", re.sub(r"<Transforms>.*?</Transforms>", "<Transforms/>", document, flags=re.S), base=base)
    add("transform-not-enveloped", "algorithm_refused", replaced(document, first, f'<Transform Algorithm="{EXCLUSIVE}"/>'), base=base)
    add("transform-parameters", "signature_misplaced", replaced(document, first, first.replace("/>", "><XPath>1</XPath></Transform>")), base=base)
    add("method-parameters", "signature_misplaced", re.sub(r"(<SignatureMethod[^>]*)/>", r"\1><HMACOutputLength>1</HMACOutputLength></SignatureMethod>", document), base=base)
    add("c14n-parameters", "signature_misplaced", replaced(document, f'<CanonicalizationMethod Algorithm="{EXCLUSIVE}"/>',
        f'<CanonicalizationMethod Algorithm="{EXCLUSIVE}"><x/></CanonicalizationMethod>'), base=base)
    reference = piece(own, "Reference")
    add("references-two", "signature_misplaced", replaced(document, reference, reference + reference), base=base)
    add("references-none", "signature_misplaced", replaced(document, reference, ""), base=base)
    uri = re.search(r'URI="([^"]*)"', own)[1]
    root = re.search(r'Response[^>]* ID="([^"]*)"', document)[1]
    for name, other in (("empty", ""), ("xpointer", "#xpointer(/)"), ("xpointer-id", f"#xpointer(id('{uri[1:]}'))"), ("root", f"#{root}"),
                        ("external", "http://127.0.0.1/x.xml"), ("file", "file:///etc/hostname"), ("missing", "#_nothing"), ("bare", uri[1:])):
        add(f"uri-{name}", "signature_misplaced", replaced(document, f'URI="{uri}"', f'URI="{other}"'), base=base, expected=uri, came=other)
    add("uri-none", "signature_misplaced", replaced(document, f' URI="{uri}"', ""), base=base)
    add("uri-signed-empty", "signature_misplaced", signed(plain, "response", uri=""), base=base)
    add("signature-twice", "signature_misplaced", replaced(document, own, own + own), base=base)
    add("signature-in-subject", "signature_misplaced", replaced(replaced(document, own, ""), "<saml:Subject>", "<saml:Subject>" + own), base=base)
    add("signature-of-assertion-in-response", "signature_misplaced", replaced(replaced(document, own, ""), at, own + at), base=base)


def body_of_new_key(plain):
    """Signed by a key of 1024 bits, which we would not check with."""
    with tempfile.TemporaryDirectory() as folder:
        key, cert = Path(folder) / "weak.key", Path(folder) / "weak.pem"
        run("openssl", "req", "-x509", "-newkey", "rsa:1024", "-nodes", "-keyout", str(key), "-out", str(cert), "-subj", "/CN=weak", "-days", "3650")
        for suffix in ("key", "pem"):
            (KEYS / f"weak.{suffix}").write_bytes((Path(folder) / f"weak.{suffix}").read_bytes())
        try:
            return signed(plain, key="weak")
        finally:
            for suffix in ("key", "pem"):
                (KEYS / f"weak.{suffix}").unlink()


def encryption():
    """9: what is encrypted."""
    base = "samlp-aes256-cbc"
    plain = signed_assertion()
    add("rsa-1.5", "encryption_refused", sealed(encrypted(plain, transport=f"{XENC}rsa-1_5")), base=base, expected="oaep", came="rsa-1_5")
    add("rsa-1.5-in-signed", "encryption_refused", sealed(encrypted(plain, transport=f"{XENC}rsa-1_5"), "response"), base=base, came="rsa-1_5")
    add("triple-des", "encryption_refused", sealed(encrypted(plain, session="des-192", data=f"{XENC}tripledes-cbc")), base=base, came="tripledes")
    one = encrypted(plain)
    key = piece(one, "EncryptedKey")
    add("keys-two", "encryption_refused", sealed(replaced(one, key, key + key)), base=base, detail="EncryptedKey")
    add("keys-inside-and-beside", "encryption_refused", sealed(replaced(one, "</xenc:EncryptedData>", "</xenc:EncryptedData>"
        + key.replace("<xenc:EncryptedKey", f'<xenc:EncryptedKey xmlns:xenc="{XENC}" xmlns:ds="{DS}"'))), base=base)
    add("keys-none", "encryption_refused", sealed(replaced(one, key, "")), base=base)
    data = piece(one, "EncryptedData")
    add("data-two", "encryption_refused", sealed(replaced(one, data, data + data)), base=base)
    add("data-none", "encryption_refused", sealed(replaced(one, data, "")), base=base)
    add("another-key", "encrypted_to_another", sealed(encrypted(plain, key="idp", named=f"<ds:X509Data><ds:X509Certificate>{body('idp')}"
        "</ds:X509Certificate></ds:X509Data>")), base=base, came=":")
    add("another-key-in-signed", "encrypted_to_another", sealed(encrypted(plain, key="idp"), "response"), base=base)
    add("no-key-of-ours", "encrypted_to_another", sealed(one), base=base, has="otherkey")
    add("beside-plain", "assertions_several", sealed(one + plain), base=base)
    add("encrypted-two", "assertions_several", sealed(one + encrypted(plain)), base=base)
    add("encrypted-in-extensions", "response_forbidden", sealed(f"<samlp:Extensions>{one}</samlp:Extensions>"), base=base)

    def altered(text, at):
        cipher = re.findall(r"<xenc:CipherValue>(.*?)</xenc:CipherValue>", text, re.S)[-1]
        raw = bytearray(base64.b64decode(cipher))
        raw[at] ^= 1
        return text.replace(cipher, base64.b64encode(raw).decode())

    cbc, told = "encryption_refused", "AES-CBC"
    gcm = encrypted(plain, data=f"{XENC11}aes256-gcm")
    add("cbc-altered-early", cbc, sealed(altered(one, 20)), base=base, detail=told)
    add("cbc-altered-iv", cbc, sealed(altered(one, 1)), base=base, detail=told)
    add("cbc-altered-padding", cbc, sealed(altered(one, -17)), base=base, detail=told)
    add("cbc-altered-middle", cbc, sealed(altered(one, 1000)), base=base, detail=told)
    add("cbc-cut", cbc, sealed(one.replace(cipher_of(one), cut(cipher_of(one), 7))), base=base, detail=told)
    add("cbc-cut-block", cbc, sealed(one.replace(cipher_of(one), cut(cipher_of(one), 16))), base=base, detail=told)
    add("cbc-empty", cbc, sealed(one.replace(cipher_of(one), "")), base=base, detail=told)
    add("cbc-unsigned", cbc, sealed(encrypted(unsigned(assertion()))), base=base, detail=told)
    add("cbc-wrapped", cbc, sealed(encrypted(replaced(evil(plain), "</saml:Issuer>", "</saml:Issuer>" + signature_of(plain).replace(
        "</ds:Signature>", f"<ds:Object>{plain}</ds:Object></ds:Signature>")))), base=base, detail=told)
    add("cbc-changed", cbc, sealed(encrypted(plain.replace("u-1001", "admin"))), base=base, detail=told)
    add("cbc-no-xml", cbc, sealed(encrypted("<a/>")), base=base, detail=told)
    add("cbc-sha1", cbc, sealed(encrypted(sha1_assertion())), base=base, detail=told)
    add("cbc-sha1-changed", cbc, sealed(encrypted(sha1_assertion().replace("u-1001", "admin"))), base=base, has="sha1", detail=told)
    add("cbc-signed-by-another", "signed_by_another", sealed(encrypted(signed_assertion("other"))), base=base, came=":")
    add("cbc-altered-in-signed", "signature_wrong", altered(sealed(one, "response"), 20), base=base, detail="digest")
    add("cbc-audience", "audience_wrong", sealed(encrypted(signed_assertion(audiences=("urn:x",)))), base=base, expected=US, came="urn:x")
    add("gcm-altered", "encryption_refused", sealed(altered(gcm, 40)), base=base, detail="AES-GCM")
    add("gcm-altered-tag", "encryption_refused", sealed(altered(gcm, -1)), base=base, detail="AES-GCM")
    add("gcm-short", "encryption_refused", sealed(gcm.replace(cipher_of(gcm), "AAAA")), base=base, detail="AES-GCM")
    add("gcm-unsigned", "unsigned", sealed(encrypted(unsigned(assertion()), data=f"{XENC11}aes256-gcm")), base=base)
    add("gcm-changed", "signature_wrong", sealed(encrypted(plain.replace("u-1001", "admin"), data=f"{XENC11}aes256-gcm")), base=base)
    add("gcm-response-inside", "assertion_missing", sealed(encrypted(signed(response(assertion())), data=f"{XENC11}aes256-gcm")), base=base, came="Response")
    add("gcm-comment", "response_forbidden", sealed(encrypted(signed_assertion(name_id="u-<!-- -->1001"), data=f"{XENC11}aes256-gcm")), base=base, detail="comment")
    add("gcm-as-cbc", cbc, sealed(gcm.replace(f"{XENC11}aes256-gcm", f"{XENC}aes256-cbc")), base=base, detail=told)
    encrypted_id = f'<saml:EncryptedID>{piece(one, "EncryptedData")}</saml:EncryptedID>'
    add("encrypted-id", "encryption_refused", made(subject=f"<saml:Subject>{encrypted_id}</saml:Subject>"), base=base)
    add("encrypted-attribute", "encryption_refused", made(statements="<saml:AttributeStatement>" + encrypted_id.replace("EncryptedID", "EncryptedAttribute")
        + "</saml:AttributeStatement>"), base=base)
    reference = '<xenc:CipherReference URI="http://127.0.0.1/x"/>'
    add("cipher-reference", "encryption_refused", sealed(re.sub(r"<xenc:CipherValue>[^<]*</xenc:CipherValue>", reference, one)), base=base)
    add("oaep-label", "encryption_refused", sealed(re.sub(r'(rsa-oaep-mgf1p")(/>|></xenc:EncryptionMethod>)', r"\1><xenc:OAEPparams>AAAA</xenc:OAEPparams></xenc:EncryptionMethod>", one)), base=base, detail="label")
    add("oaep-unknown-hash", "encryption_refused", sealed(re.sub(r'(rsa-oaep-mgf1p")(/>|></xenc:EncryptionMethod>)',
        rf'\1><ds:DigestMethod Algorithm="{MORE}md5"/></xenc:EncryptionMethod>', one)), base=base, detail="hash")


def cipher_of(text):
    return re.findall(r"<xenc:CipherValue>(.*?)</xenc:CipherValue>", text, re.S)[-1]


def cut(cipher, count):
    return base64.b64encode(base64.b64decode(cipher)[:-count]).decode()


def sha1_assertion():
    text = assertion()
    return filled(replaced(text, "@ASSERTION@", template("_assertion1", method=f"{DS}rsa-sha1").replace("CERTIFICATE", body("idp"))), "idp", "Assertion")


def addressees():
    """11, 12: signed, but not for us, not now, or no answer to us."""
    base = "samlp-both"
    add("audience", "audience_wrong", made(audiences=("https://other.example/sp",)), base=base, expected=US, came="https://other.example/sp")
    add("audience-none", "audience_wrong", made(conditions=f'<saml:Conditions NotOnOrAfter="{ENDS}"/>'), base=base, expected=US)
    add("audience-no-conditions", "audience_wrong", made(conditions=""), base=base, expected=US)
    add("audience-case", "audience_wrong", made(audiences=(US.upper(),)), base=base, expected=US, came=US.upper())
    add("audience-slash", "audience_wrong", made(audiences=(US + "/",)), base=base, came=US + "/")
    restrictions = "".join(f"<saml:AudienceRestriction><saml:Audience>{a}</saml:Audience></saml:AudienceRestriction>" for a in (US, "urn:x"))
    add("audience-second-restriction", "audience_wrong", made(conditions=f"<saml:Conditions>{restrictions}</saml:Conditions>"), base=base)
    condition = ('<saml:Conditions><saml:Condition xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:x="urn:x" xsi:type="x:y"/>'
                 f"<saml:AudienceRestriction><saml:Audience>{US}</saml:Audience></saml:AudienceRestriction></saml:Conditions>")
    add("condition-unknown", "response_forbidden", made(conditions=condition), base=base, detail="condition")
    add("recipient", "recipient_wrong", made(recipient="https://other.example/acs"), base=base, expected=ACS, came="https://other.example/acs")
    add("destination", "destination_wrong", signed(response(assertion(), destination="https://other.example/acs"), "both"), base=base, expected=ACS, came="other.example")
    add("destination-unsigned", "destination_wrong", signed(response(assertion(), destination="https://other.example/acs")), base=base, came="other.example")
    add("issuer", "issuer_wrong", made(issuer="https://other.example/metadata"), base=base, expected=IDP, came="other.example")
    add("issuer-slash", "issuer_wrong", made(issuer=IDP + "/"), base=base, expected=IDP, came=IDP + "/")
    add("issuer-of-response", "issuer_wrong", signed(response(assertion(), issuer="https://other.example"), "both"), base=base, came="other.example")
    add("issuer-none", "response_unreadable", signed(response(assertion().replace(f"<saml:Issuer>{IDP}</saml:Issuer>", ""))), base=base)
    add("request-of-another", "request_of_another", made(request="_request2"), base=base, expected="_request1", came="_request2")
    add("request-of-another-response", "request_of_another", signed(response(assertion(), request="_request2"), "response"), base=base, came="_request2")
    add("request-of-another-unsigned", "request_of_another", signed(response(assertion(), request="_request2")), base=base, came="_request2")
    add("request-none", "unsolicited", signed(response(assertion(request=None), request=None), "both"), base=base)
    add("request-only-unsigned", "unsolicited", made(request=None), base=base)
    add("expired", "answer_expired", made(ends="2026-12-01T11:59:30Z"), base=base, came="2026-12-01T11:59:30Z", detail="NotOnOrAfter")
    add("not-yet", "clock_skew", made(issued="2026-12-01T12:01:31Z", not_before="2026-12-01T12:01:31Z"), base=base, came="12:01:31Z", detail="IssueInstant")
    add("not-before", "clock_skew", made(not_before="2026-12-01T12:03:00Z"), base=base, detail="NotBefore")
    add("clock-behind", "clock_skew", made(issued="2026-12-01T11:40:00Z", not_before="2026-12-01T11:40:00Z", ends="2026-12-01T11:45:00Z"), base=base, detail="IssueInstant")
    known("samlp-both", "answer_expired", has="late")
    known("samlp-both", "clock_skew", has="ahead")
    known("samlp-both", "clock_skew", has="behind")
    add("session-over", "answer_expired", made(authn=f'<saml:AuthnStatement AuthnInstant="{ISSUED}" SessionNotOnOrAfter="2026-12-01T11:00:00Z"/>'), base=base, detail="SessionNotOnOrAfter")
    for name, text in (("no-zone", "2026-12-01T12:05:00"), ("zone", "2026-12-01T14:05:00+02:00"), ("no-date", "tomorrow"),
                       ("no-such-day", "2026-02-30T12:00:00Z"), ("year", "12026-12-01T12:05:00Z"), ("blank", "")):
        add(f"time-{name}", "response_unreadable", made(ends=text), base=base, came=text)
    bearer = f'<saml:SubjectConfirmation Method="{BEARER}">%s</saml:SubjectConfirmation>'
    add("confirmation-none", "confirmation_missing", made(confirmed=""), base=base)
    add("confirmation-no-data", "confirmation_missing", made(confirmed=bearer % ""), base=base)
    add("confirmation-other-method", "confirmation_missing", made(confirmed=(bearer % "<saml:SubjectConfirmationData/>").replace("bearer", "sender-vouches")), base=base)
    add("confirmation-no-end", "confirmation_missing", made(confirmed=bearer % f'<saml:SubjectConfirmationData Recipient="{ACS}" InResponseTo="_request1"/>'), base=base, detail="NotOnOrAfter")
    add("confirmation-no-recipient", "recipient_wrong", made(confirmed=bearer % f'<saml:SubjectConfirmationData NotOnOrAfter="{ENDS}" InResponseTo="_request1"/>'), base=base)
    add("no-authn-statement", "confirmation_missing", made(authn=""), base=base, detail="AuthnStatement")
    add("no-name-id", "name_id_missing", made(subject=f"<saml:Subject>{bearer % ''}</saml:Subject>".replace(bearer % "", bearer
        % f'<saml:SubjectConfirmationData NotOnOrAfter="{ENDS}" Recipient="{ACS}" InResponseTo="_request1"/>')), base=base)
    add("empty-name-id", "name_id_missing", made(name_id=""), base=base)
    add("no-subject", "name_id_missing", made(subject=""), base=base)
    add("version", "response_unreadable", signed(response(assertion(), version="2.1"), "both"), base=base, came="2.1")
    add("assertion-version", "response_unreadable", signed(response(assertion().replace('Version="2.0"', 'Version="1.1"'))), base=base, came="1.1")
    add("no-assertion", "assertion_missing", signed(response(""), "response"), base=base)


def others():
    """What is no response, what says that there was no login, and what is too much."""
    base = "samlp-both"
    known("simplesamlphp-passive", "status_no_passive", detail="NoPassive")
    for first, second, failure in (
            ("Requester", None, "status_requester"), ("Responder", None, "status_responder"), ("VersionMismatch", None, "status_version_mismatch"),
            ("Responder", "AuthnFailed", "status_authn_failed"), ("Requester", "InvalidAttrNameOrValue", "status_invalid_attribute"),
            ("Requester", "InvalidNameIDPolicy", "status_invalid_name_id_policy"), ("Responder", "NoAuthnContext", "status_no_authn_context"),
            ("Responder", "RequestDenied", "status_request_denied"), ("Responder", "RequestUnsupported", "status_request_unsupported"),
            ("Responder", "UnknownPrincipal", "status_unknown_principal"), ("Responder", "UnsupportedBinding", "status_unsupported_binding"),
            ("Responder", "urn:x", "status_responder"), ("urn:x", None, "status_other")):
        name = lambda code: code if code.startswith("urn:") else STATUS + code
        inner = f'<samlp:StatusCode Value="{name(second)}"/>' if second else ""
        status = f'<samlp:StatusCode Value="{name(first)}">{inner}</samlp:StatusCode><samlp:StatusMessage>It did not work.</samlp:StatusMessage>'
        file = f"status-{(second or first).replace(':', '-').lower()}-{failure.replace('status_', '').replace('_', '-')}"
        add(file, failure, unsigned(response("", status=status)), base=base, detail=second or first)
    add("status-message", "user_not_assigned", signed(response("", status=f'<samlp:StatusCode Value="{STATUS}Responder"/><samlp:StatusMessage>'
        "AADSTS50105: not assigned.</samlp:StatusMessage>"), "response"), base=base, detail="AADSTS50105")
    add("status-message-of-another", "status_no_passive", signed(response("", status=f'<samlp:StatusCode Value="{STATUS}Responder">'
        f'<samlp:StatusCode Value="{STATUS}NoPassive"/></samlp:StatusCode><samlp:StatusMessage>AADSTS50105: not assigned.'
        "</samlp:StatusMessage>"), "response"), base=base, detail="AADSTS50105")
    add("status-none", "status_other", unsigned(response("", status="")), base=base)
    add("status-with-assertion", "status_responder", signed(response(assertion(), status=f'<samlp:StatusCode Value="{STATUS}Responder"/>'), "both"), base=base)
    bare = signed_assertion()
    add("bare-assertion", "not_a_response", bare, base=base, expected="Response", came="Assertion")
    for name in ("AuthnRequest", "LogoutResponse", "LogoutRequest", "ArtifactResponse"):
        add(f"bare-{name}", "not_a_response", f'<samlp:{name} xmlns:samlp="{SAMLP}" ID="_1" Version="2.0"/>', base=base, came=name)
    add("bare-saml1", "not_a_response", '<Response xmlns="urn:oasis:names:tc:SAML:1.0:protocol" ResponseID="_1"/>', base=base, came="Response")
    add("bare-wsfed", "not_a_response", '<t:RequestSecurityTokenResponse xmlns:t="http://schemas.xmlsoap.org/ws/2005/02/trust"/>', base=base, came="RequestSecurityTokenResponse")
    add("html", "response_unreadable", "<html><body><p>Error<br></body></html>", base=base)
    add("html-doctype", "response_forbidden", "<!DOCTYPE html><html></html>", base=base)
    add("json", "response_unreadable", '{"error":"x"}', base=base)
    deflated = zlib.compressobj(9, zlib.DEFLATED, -15)
    add("deflated", "response_unreadable", deflated.compress(genuine(base).encode()) + deflated.flush(), base=base)
    deflated = zlib.compressobj(9, zlib.DEFLATED, -15)
    add("deflate-bomb", "response_unreadable", deflated.compress(b"<a>" + b"a" * 10_000_000) + deflated.flush(), base=base)
