#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""documents.py - reading what others send takes work in proportion to its length

Each shape is the worst that we know of for one reader, and is fed to that reader's fuzz target
twice, the second time doubled. The work is counted in instructions, by valgrind's callgrind,
without those for an empty document, or for an empty one of that shape.
Usage: documents.py FOLDER-OF-FUZZ-TARGETS [PART-OF-A-NAME].
"""

import base64
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

LIMIT = 3.0  # linear work doubles, quadratic work becomes fourfold
WORKERS = 2

def times(unit, size, head="", tail=""):
    """Repeats the unit, in which %d counts up, until the whole has about that many bytes."""
    parts = [head]
    length = len(head)
    number = 0
    while length < size:
        one = unit % number if "%d" in unit else unit
        parts.append(one)
        length += len(one)
        number += 1
    return "".join(parts + [tail]).encode()


def run(unit, head="", tail=""):
    """A shape: the unit repeated."""
    return lambda size: times(unit, size, head, tail)


def wide(shape, encoding):
    """The same shape in another encoding."""
    return lambda size: shape(size).decode().encode(encoding)


def file_of(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


MD = "<EntitiesDescriptor xmlns='urn:oasis:names:tc:SAML:2.0:metadata' xmlns:ds='http://www.w3.org/2000/09/xmldsig#'>"
IDP = (MD + "<EntityDescriptor entityID='https://idp.example'><IDPSSODescriptor "
       "protocolSupportEnumeration='urn:oasis:names:tc:SAML:2.0:protocol'>")
SSO = ("<SingleSignOnService Binding='urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST' "
       "Location='https://idp.example/'/>")
END = "</IDPSSODescriptor></EntityDescriptor></EntitiesDescriptor>"
SPACES = "".join(f" xmlns:p{n}='u'" for n in range(60))
FULL = "<e" + "".join(f" p{n}:a='%d'" for n in range(60)) + "/>"
MANY = "".join(f" a{n}=''" for n in range(64))


def certificates(size):
    body = "".join(line for line in file_of("tests/unit/certificate/ecdsa.pem").splitlines() if "-" not in line)
    return times(f"<KeyDescriptor><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{body}"
                 "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>", size, IDP + SSO, END)


METADATA = {
    "attributes of an element": run(" a%d=''", "<r", "/>"),
    "attributes in UTF-16": wide(run(" a%d=''", "<r", "/>"), "utf-16"),
    "attributes in ISO-8859-1": wide(run(" a%d=''", "<?xml version='1.0' encoding='ISO-8859-1'?><!--\xe9--><r", "/>"),
                                     "latin-1"),
    "attributes after a wrong character in a comment": run(" a%d=''", "<r><!-- \x01 <r", "/> --></r>"),
    "attributes after a wrong character in an instruction": run(" a%d=''", "<r><?p \x01 <r", "/> ?></r>"),
    "attributes after a nameless instruction": run(" a%d=''", "<r><? <r", "/> ?></r>"),
    "attributes after a wrong character in CDATA": run(" a%d=''", "<r><![CDATA[\x01 <r", "/> ]]></r>"),
    "attributes after a value without quotes": run(" a%d=''", "<r a=b><r", "/></r>"),
    "attributes after an undeclared prefix": run(" a%d=''", "<r><p:a/><r", "/></r>"),
    "attributes after a DOCTYPE": run(" a%d=''", "<!DOCTYPE r><r", "/>"),
    "attributes within their limit": run("<e" + MANY + "/>", "<r>", "</r>"),
    "attributes with new names": run("<e a%d='' b%d='' c%d=''/>".replace("b%d", "b").replace("c%d", "c"), "<r>", "</r>"),
    "namespaces of an element": run(" xmlns:a%d=''", "<r", "/>"),
    "namespaces within their limit": run("<e" + SPACES + "/>", "<r>", "</r>"),
    "prefixes": run(FULL.replace("%d", ""), "<r" + SPACES + ">", "</r>"),
    "prefixes deep inside": run("<p0:e p1:a=''/>", "<r" + SPACES + ">" + "<d>" * 60, "</d>" * 60 + "</r>"),
    "elements": run("<e/>", "<r>", "</r>"),
    "elements with new names": run("<e%d/>", "<r>", "</r>"),
    "nested elements": run("<e>"),
    "nested and closed elements": run("<e>" * 60 + "</e>" * 60, "<r>", "</r>"),
    "ends of elements": run("</e>", "<r>"),
    "a text": run("x", "<r>", "</r>"),
    "blanks": run(" ", "<r>", "</r>"),
    "lines": run("\r\n", "<r>", "</r>"),
    "brackets": run("]", "<r>", "</r>"),
    "ends of sections": run("]]>", "<r>", "</r>"),
    "references": run("&amp;", "<r>", "</r>"),
    "numeric references": run("&#65;", "<r>", "</r>"),
    "references without an end": run("&", "<r>", "</r>"),
    "references in attributes": run("<e a='" + "&amp;" * 1000 + "'/>", "<r>", "</r>"),
    "numeric references in attributes": run("<e a='" + "&#65;&#10;" * 1000 + "'/>", "<r>", "</r>"),
    "blanks in attributes": run("<e a='" + " \n" * 1000 + "'/>", "<r>", "</r>"),
    "a long attribute": run("x", "<r a='", "'/>"),
    "a long name": run("x", "<", "/>"),
    "a long instruction": run("x", "<?p ", "?><r/>"),
    "instructions": run("<?p%d?>", "<r>", "</r>"),
    "a comment": run("- ", "<r><!--", "--></r>"),
    "comments": run("<!---->", "<r>", "</r>"),
    "comments without an end": run("<!--", "<r>"),
    "instructions without an end": run("<?", "<r>"),
    "sections": run("<![CDATA[x]]>", "<r>", "</r>"),
    "sections between texts": run("x<![CDATA[x]]>", "<r>", "</r>"),
    "sections without an end": run("<![CDATA[", "<r>"),
    "a section": run("] ", "<r><![CDATA[", "]]></r>"),
    "quotes without an end": run("<e a='", "<r>"),
    "less-than signs": run("<"),
    "ids": run("<e xml:id='i%d'/>", "<r>", "</r>"),
    "surrogates": lambda size: b"\xff\xfe<\0r\0>\0" + b"\x00\xd8" * (size // 2),
    "zero bytes": lambda size: b"<r>" + bytes(size),
    "entities": run("<EntityDescriptor entityID='e%d'><IDPSSODescriptor protocolSupportEnumeration="
                    "'urn:oasis:names:tc:SAML:2.0:protocol'/></EntityDescriptor>", MD, "</EntitiesDescriptor>"),
    "protocols": run("<EntityDescriptor><IDPSSODescriptor protocolSupportEnumeration='" + "a " * 1000
                     + "'/></EntityDescriptor>", MD, "</EntitiesDescriptor>"),
    "dates": run("<EntitiesDescriptor validUntil='x'/>", MD, "</EntitiesDescriptor>"),
    "endpoints": run("<SingleSignOnService Binding='b' Location='l'/>", IDP, SSO + END),
    "keys without certificates": run("<KeyDescriptor><ds:KeyInfo><ds:X509Data/></ds:KeyInfo></KeyDescriptor>", IDP + SSO, END),
    "keys before one without its namespace": run("<KeyDescriptor><ds:KeyInfo/></KeyDescriptor>",
                                                 IDP + SSO, "<KeyDescriptor><KeyInfo/></KeyDescriptor>" + END),
    "text before it": run("x ", "x", "<EntityDescriptor>"),
    "certificates": certificates,
    "damaged certificates": run("<KeyDescriptor><ds:KeyInfo><ds:X509Data><ds:X509Certificate>MIIB"
                                "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>", IDP + SSO, END),
    "certificates of a chain": run("<ds:X509Certificate>PRIVATE KEY</ds:X509Certificate>",
                                   IDP + SSO + "<KeyDescriptor><ds:KeyInfo><ds:X509Data>",
                                   "</ds:X509Data></ds:KeyInfo></KeyDescriptor>" + END),
}

CERTIFICATE = {
    "base64": run("QUFB"),
    "blanks": run(" \n"),
    "escaped blanks": run("\\n"),
    "beginnings": run("-----BEGIN CERTIFICATE-----"),
    "ends": run("-----END", "-----BEGIN CERTIFICATE-----"),
    "both labels": run("-----BEGIN CERTIFICATE----------BEGIN X509 CERTIFICATE-----"),
    "words of a private key": run("PRIVATE KEY"),
    "beginnings of a word": run("PRIVATE KE"),
    "labels of nothing": run("-BEGIN X"),
    "labels without dashes": run("BEGIN "),
    "padded pieces": run("QQ=="),
    "dashes of word processors": run("\u2014"),
    "blanks that nobody sees": run("\u200b"),
    "references to line ends": run("&#13;"),
    "elements": run("<X509Certificate>AA</X509Certificate>"),
    "elements without an end": run("<X509Certificate"),
    "texts of JSON": run('"MI",', '{"x5c":[', "]}"),
    "long texts of JSON": run('"MI' + 70 * "A" + '",', '{"x5c":[', "]}"),
    "members of a key": run('"d":', '{"kty":"RSA",', "}"),
    "words of a fingerprint": run("a1 "),
    "short runs of base64": run("QUFBQUFBQUFB."),
    "base64 of base64": lambda size: base64.b64encode(base64.b64encode(b"QUFB" * (size // 8))),
    "certificates in UTF-16": wide(run("-----BEGIN CERTIFICATE-----"), "utf-16"),
    "bags of PKCS #12": lambda size: b"\x30\x82" + (size // 11 * 11 + 3).to_bytes(2, "big") + b"\x02\x01\x03"
                                     + b"\x30\x86\x48\x86\xf7\x0d\x01\x0c\x0a\x01\x03" * (size // 11),
    "DER": lambda size: b"\x30\x82\x20\x00" + b"\x30\x80" * (size // 2),
    "DER of many parts": lambda size: b"\x30\x82" + size.to_bytes(2, "big") + b"\x02\x01\x00" * (size // 3),
}

DOCUMENT = ('{"issuer":"https://i.example","authorization_endpoint":"https://i.example/a",'
            '"token_endpoint":"https://i.example/t","jwks_uri":"https://i.example/j"')

DISCOVERY = {
    "members": run(',"m%d":1', DOCUMENT, "}"),
    "members of one name": run(',"m":1', DOCUMENT, "}"),
    "members with long names": run(',"' + "m" * 1000 + '%d":1', DOCUMENT, "}"),
    "lists in lists": run("[", DOCUMENT + ',"m":'),
    "objects in objects": run('{"a":', DOCUMENT + ',"m":'),
    "a list": run("1,", DOCUMENT + ',"m":[', "1]}"),
    "a list of empty lists": run("[],", DOCUMENT + ',"m":[', "1]}"),
    "a list of scopes": run('"s%d",', DOCUMENT + ',"scopes_supported":[', '"s"]}'),
    "a response type of many words": run("code ", DOCUMENT + ',"response_types_supported":["', '"]}'),
    "digits": run("9", DOCUMENT + ',"m":', "}"),
    "decimals": run("9", DOCUMENT + ',"m":0.', "}"),
    "an exponent": run("9", DOCUMENT + ',"m":1e', "}"),
    "a text": run("x", DOCUMENT + ',"m":"', '"}'),
    "escapes": run("\\u0041", DOCUMENT + ',"m":"', '"}'),
    "half a pair": run("\\ud800", DOCUMENT + ',"m":"', '"}'),
    "blanks": run(" ", DOCUMENT, "}"),
    "an address": run("a/", DOCUMENT + ',"userinfo_endpoint":"https://i.example/', '"}'),
}

# The claims after a header; the fuzz target signs them.
CLAIMS = '"kid":"k"\n{"iss":"https://idp.example.com","sub":"1","nonce":"nonce","iat":1796040000,"exp":1796040300'
CLIENT = CLAIMS + ',"aud":"postern"'

ID_TOKEN = {
    "claims": run(',"m%d":1', CLIENT, "}"),
    "claims of one name": run(',"m":1', CLIENT, "}"),
    "claims with long names": run(',"' + "m" * 1000 + '%d":1', CLIENT, "}"),
    "a claim of many texts": run('"g%d",', CLIENT + ',"groups":[', '"g"]}'),
    "a claim of many lists": run("[],", CLIENT + ',"groups":[', "1]}"),
    "a long claim": run("x", CLIENT + ',"name":"', '"}'),
    "a long claim of wide characters": run("\u20ac", CLIENT + ',"name":"', '"}'),
    "escapes": run("\\u0041", CLIENT + ',"name":"', '"}'),
    "digits": run("9", CLIENT + ',"n":', "}"),
    "lists in lists": run("[", CLIENT + ',"m":'),
    "audiences": run('"a%d",', CLAIMS + ',"azp":"postern","aud":[', '"postern"]}'),
    "audiences of others": run('"a%d",', CLAIMS + ',"aud":[', '"a"]}'),
    "an audience": run("x", CLAIMS + ',"aud":"', '"}'),
    "members of the header": run('"m%d":1,', "", '"kid":"k"\n{}'),
    "critical extensions": run('"e%d",', '"crit":[', '"e"]\n{}'),
    "a key ID": run("x", '"kid":"', '"\n{}'),
    "dots": run("."),
    "a part": run("A", "", ".A.A"),
    "parts that are no base64": run("=", "A.", ".A"),
}

JWK = '{"kty":"RSA","kid":"k%d","n":"AQAB","e":"AQAB"},'

JWKS = {
    "keys": run(JWK, '{"keys":[', "{}]}"),
    "keys of one name": run(JWK.replace("%d", ""), '{"keys":[', "{}]}"),
    "keys without a name": run('{"kty":"EC","crv":"P-256"},', '{"keys":[', "{}]}"),
    "keys with long names": run('{"kid":"' + "k" * 1000 + '%d"},', '{"keys":[', "{}]}"),
    "empty keys": run("{},", '{"keys":[', "{}]}"),
    "members of a key": run('"m%d":1,', '{"keys":[{"kty":"RSA",', '"kid":"k"}]}'),
    "operations of a key": run('"o%d",', '{"keys":[{"kty":"RSA","kid":"k","key_ops":[', '"o"]}]}'),
    "a modulus": run("AQAB", '{"keys":[{"kty":"RSA","kid":"k","e":"AQAB","n":"', '"}]}'),
    "an exponent": run("AQAB", '{"keys":[{"kty":"RSA","kid":"k","n":"AQAB","e":"', '"}]}'),
    "a coordinate": run("AQAB", '{"keys":[{"kty":"EC","crv":"P-256","kid":"k","y":"AQAB","x":"', '"}]}'),
    "members": run(',"m%d":1', '{"keys":[]', "}"),
    "lists in lists": run("[", '{"keys":'),
}

TOKEN_ANSWER = {
    "members": run(',"m%d":1', '{"sub":"subject","id_token":"a"', "}"),
    "a long token": run("x", '{"access_token":"a","id_token":"', '"}'),
    "a description": run("x", '{"error":"invalid_grant","error_description":"', '"}'),
    "a description of codes": run("AADSTS50105: ", '{"error":"invalid_grant","error_description":"', '"}'),
    "a description of words": run("client secret expired ", '{"error":"invalid_client","error_description":"', '"}'),
    "an error": run("x", '{"error":"', '"}'),
    "members of an error": run('"m%d":1,', '{"error":{', '"message":"a"}}'),
    "a web page": run("<p>", "<!DOCTYPE html>"),
    "blanks before a web page": run(" \n", "", "<html>"),
    "a claim of many texts": run('"g%d",', '{"sub":"subject","groups":[', '"g"]}'),
}

INTRODUCTION = {
    name: run(unit) for name, unit in {
        "lines": "a\n", "paragraphs": "a\n\n", "blanks": " \n", "less-than signs": "<", "greater-than signs": ">",
        "tags without an end": "<b ", "tags in quotes without an end": "<a href='", "open tags": "<b>", "tags": "<b>a</b>",
        "closed tags": "</b>", "unknown tags": "<x>", "paragraph tags": "<p>", "lists in lists": "<ul>",
        "items": "<ul><li>", "links": "<a href='https://a.example'>a</a>", "open links": "<a href='https://a.example'>",
        "attributes": "<a a=b c='d' e>", "comments": "<!-- -->", "open comments": "<!--", "scripts": "<script>",
        "ends of scripts": "<script></", "references": "&amp;", "open references": "&amp", "ampersands": "&",
    }.items()
} | {
    "attributes of a tag": run("a=b ", "<a ", ">"),
    "references in an address": run("&amp;", "<a href='https://a.example/", "'>a</a>"),
}

IMAGE = {
    "segments of a JPEG": lambda size: b"\xff\xd8\xff" + b"\xe0\x00\x02\xff" * (size // 4),
    "fill of a JPEG": lambda size: b"\xff\xd8" + b"\xff" * size,
    "blanks before markup": run(" ", "", "<svg>"),
    "markup": run("<"),
}



def packet(record, choice=0):
    """A shape: the answer to a question for TXT records; the first byte is for the fuzz target."""
    def shape(size):
        count = size // len(record)
        return (bytes([choice]) + b"\0\0\x81\x80\0\1" + count.to_bytes(2, "big") + b"\0\0\0\0\1a\7example\0\0\x10\0\1"
                + record * count)
    return shape


DNS = {
    "empty records": packet(b"\xc0\x0c\0\x10\0\1\0\0\0\1\0\0"),
    "texts": packet(b"\xc0\x0c\0\x10\0\1\0\0\0\1\0\5\4abcd"),
    "short texts": packet(b"\xc0\x0c\0\x10\0\1\0\0\0\1\0\x20" + b"\0" * 32),
    "aliases to themselves": packet(b"\xc0\x0c\0\5\0\1\0\0\0\1\0\2\xc0\x0c"),
    "records of other names": packet(b"\1b\xc0\x0c\0\x10\0\1\0\0\0\1\0\2\1x"),
    "servers": packet(b"\xc0\x0c\0\2\0\1\0\0\0\1\0\2\xc0\x0c", 2),
}

RESPONSE = ("<samlp:Response xmlns:samlp='urn:oasis:names:tc:SAML:2.0:protocol' xmlns:ds='http://www.w3.org/2000/09/xmldsig#' "
            "xmlns:saml='urn:oasis:names:tc:SAML:2.0:assertion' ID='_r'><samlp:Status><samlp:StatusCode "
            "Value='urn:oasis:names:tc:SAML:2.0:status:Success'/></samlp:Status>")
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
ALGORITHM = "<ds:%s Algorithm='%s'>%s</ds:%s>"


def part(name, algorithm, inner=""):
    return ALGORITHM % (name, algorithm, inner, name)


def signature(c14n=EXCLUSIVE, parameter="", digest="AAAA", value="AAAA", key=""):
    """In its usual form, so that what it stands for is canonicalized and digested."""
    more = "http://www.w3.org/2001/04/xmldsig-more#"
    transforms = part("Transform", "http://www.w3.org/2000/09/xmldsig#enveloped-signature") + part("Transform", c14n, parameter)
    return ("<ds:Signature><ds:SignedInfo>" + part("CanonicalizationMethod", EXCLUSIVE) + part("SignatureMethod", more + "rsa-sha256")
            + f"<ds:Reference URI='#_a'><ds:Transforms>{transforms}</ds:Transforms>"
            + part("DigestMethod", "http://www.w3.org/2001/04/xmlenc#sha256") + f"<ds:DigestValue>{digest}</ds:DigestValue></ds:Reference>"
            f"</ds:SignedInfo><ds:SignatureValue>{value}</ds:SignatureValue><ds:KeyInfo>{key}</ds:KeyInfo></ds:Signature>")


def signed(unit, c14n=EXCLUSIVE, parameter="", before="", after=""):
    return run(unit, f"{RESPONSE}<saml:Assertion ID='_a'>{signature(c14n, parameter)}{before}", f"{after}</saml:Assertion></samlp:Response>")


def around(unit, **where):
    """The unit inside the signature; where: the parameter that holds @."""
    head, tail = signature(**where).split("@")
    return run(unit, f"{RESPONSE}<saml:Assertion ID='_a'>{head}", f"{tail}</saml:Assertion></samlp:Response>")


def statement(unit, before="", after=""):
    """An Assertion by itself is read as if it were signed."""
    return run(unit, "<saml:Assertion xmlns:saml='urn:oasis:names:tc:SAML:2.0:assertion' ID='_a' Version='2.0'><saml:Issuer>i</saml:Issuer>"
               "<saml:Conditions><saml:AudienceRestriction><saml:Audience>urn:postern:acme:saml</saml:Audience>"
               "</saml:AudienceRestriction></saml:Conditions><saml:Subject><saml:NameID>n</saml:NameID><saml:SubjectConfirmation "
               "Method='urn:oasis:names:tc:SAML:2.0:cm:bearer'><saml:SubjectConfirmationData NotOnOrAfter='2026-12-01T13:00:00Z' "
               "Recipient='https://login.example/login/callback' InResponseTo='_request1'/></saml:SubjectConfirmation></saml:Subject>"
               f"<saml:AuthnStatement/>{before}", f"{after}</saml:Assertion>")


STATEMENT = ("<saml:AttributeStatement>", "</saml:AttributeStatement>")
VALUES = ("<saml:AttributeStatement><saml:Attribute Name='a'>", "</saml:Attribute></saml:AttributeStatement>")
VALUE = "<saml:AttributeValue>v%d</saml:AttributeValue>"
INCLUSIVE = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"

SPACES_50 = "".join(f" xmlns:p{n}='urn:u{n}'" for n in range(50))

SAML = {
    "elements that are signed": signed("<e/>"),
    "elements that are signed inclusively": signed("<e/>", INCLUSIVE),
    "attributes that are signed": signed("<e" + MANY + "/>"),
    "namespaces that are signed": signed("<e" + SPACES_50 + " p1:a=''/>"),
    "used prefixes that are signed": signed("<p1:e p2:a='' p3:b=''/>", before=f"<e{SPACES_50}>", after="</e>"),
    "used prefixes that are signed inclusively": signed("<p1:e p2:a='' p3:b=''/>", INCLUSIVE, before=f"<e{SPACES_50}>", after="</e>"),
    "elements with included prefixes": signed("<e/>", parameter=f"<x:InclusiveNamespaces xmlns:x='{EXCLUSIVE}' PrefixList='" + "p1 " * 20 + "'/>",
                                              before=f"<e{SPACES_50}>", after="</e>"),
    "text that is signed": signed("x"),
    "references that are signed": signed("&amp;"),
    "comments that are signed": signed("<!-- --><e/>"),
    "IDs": run("<e ID='_%d'/>", RESPONSE, "</samlp:Response>"),
    "IDs in reverse": run("<e ID='_%d'/>", RESPONSE + "<saml:Assertion ID='_z'/>", "</samlp:Response>"),
    "assertions": run("<saml:Assertion ID='_%d'/>", RESPONSE, "</samlp:Response>"),
    "signatures": run("<ds:Signature/>", RESPONSE, "</samlp:Response>"),
    "a digest": around("AAAA", digest="@"),
    "a value of a signature": around("AAAA", value="@"),
    "certificates of a signature": around("<ds:X509Data><ds:X509Certificate>AAAA</ds:X509Certificate></ds:X509Data>", key="@"),
    "a certificate of a signature": around("AAAA", key="<ds:X509Data><ds:X509Certificate>@</ds:X509Certificate></ds:X509Data>"),
    "parts of a signature": around("<ds:Object/>", key="@"),
    "a message of a status": run("m", RESPONSE.replace("</samlp:Status>", "<samlp:StatusMessage>").replace("Success", "Responder"),
                                 "</samlp:StatusMessage></samlp:Status></samlp:Response>"),
    "attributes": statement("<saml:Attribute Name='a%d'>" + VALUE.replace("%d", "") + "</saml:Attribute>", *STATEMENT),
    "attributes of one name": statement("<saml:Attribute Name='a'>" + VALUE.replace("%d", "") + "</saml:Attribute>", *STATEMENT),
    "values of an attribute": statement(VALUE, *VALUES),
    "a long value": statement("v", VALUES[0] + "<saml:AttributeValue>", "</saml:AttributeValue>" + VALUES[1]),
    "statements": statement("<saml:AttributeStatement/>"),
    "audiences": run("<saml:Audience>a%d</saml:Audience>", "<saml:Assertion xmlns:saml='urn:oasis:names:tc:SAML:2.0:assertion' ID='_a' Version='2.0'>"
                     "<saml:Issuer>i</saml:Issuer><saml:Conditions><saml:AudienceRestriction>",
                     "</saml:AudienceRestriction></saml:Conditions></saml:Assertion>"),
    "confirmations": run("<saml:SubjectConfirmation Method='urn:oasis:names:tc:SAML:2.0:cm:bearer'><saml:SubjectConfirmationData/></saml:SubjectConfirmation>",
                         "<saml:Assertion xmlns:saml='urn:oasis:names:tc:SAML:2.0:assertion' ID='_a' Version='2.0'><saml:Issuer>i</saml:Issuer>"
                         "<saml:Conditions><saml:AudienceRestriction><saml:Audience>urn:postern:acme:saml</saml:Audience></saml:AudienceRestriction>"
                         "</saml:Conditions><saml:Subject>", "</saml:Subject></saml:Assertion>"),
}

READERS = (
    ("metadata", METADATA, 60_000),
    ("certificate", CERTIFICATE, 4_000),
    ("discovery", DISCOVERY, 60_000),
    ("id_token", ID_TOKEN, 20_000),
    ("jwks", JWKS, 8_000),
    ("token_answer", TOKEN_ANSWER, 20_000),
    ("introduction", INTRODUCTION, 2_000),
    ("image", IMAGE, 60_000),
    ("dns_packet", DNS, 20_000),
    ("saml_response", SAML, 18_000),
)

def instructions(program, data):
    """Counts what the program takes to read a folder with that file alone; it must succeed."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "input").write_bytes(data)
        ran = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, folder],
                             capture_output=True, text=True, timeout=600, check=False)
    found = re.search(r"Collected : (\d+)", ran.stderr)
    if ran.returncode != 0 or found is None:
        sys.exit(f"{program}: {ran.stdout}{ran.stderr}")
    return int(found.group(1))


def hold(row):
    """Says how the work for a shape grows; the second result is true if it grows too fast."""
    program, name, shape, size, empty = row
    if empty is None:
        empty = instructions(program, shape(0))
    once, twice = (max(1, instructions(program, shape(n)) - empty) for n in (size, 2 * size))
    is_fast = twice > LIMIT * once
    return f"{'FAIL' if is_fast else 'ok':4} {name}: {once:,} -> {twice:,}, times {twice / once:.2f}", is_fast


def main():
    folder, part = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
    rows = []
    for reader, shapes, size in READERS:
        program = f"{folder}/{reader}"
        empty = None if reader == "saml_response" else instructions(program, b"")  # it gets ready for signatures first
        rows += [(program, f"{reader}: {name}", shape, size, empty) for name, shape in shapes.items()
                 if part in f"{reader}: {name}"]
    fast = 0
    with ThreadPoolExecutor(WORKERS) as pool:
        for line, is_fast in pool.map(hold, rows):
            print(line, flush=True)
            fast += is_fast
    print(f"{len(rows)} shapes, {fast} grow faster than {LIMIT:.0f} times")
    return 1 if fast > 0 or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
