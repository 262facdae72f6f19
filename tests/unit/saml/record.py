#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""record.py SIMPLESAMLPHP - responses of a real identity provider, Debian's SimpleSAMLphp

Run once; the tests read the documents that it wrote to genuine/. SIMPLESAMLPHP is the folder
usr/share/simplesamlphp of Debian's package, unpacked by itself (dpkg-deb -x): its links config and
metadata are replaced. Needs php8.2-cli, php8.2-xml, php8.2-mbstring and faketime; the clock of
the provider stands at the time of the tests.
"""

import base64
import html
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
import zlib
from pathlib import Path

HERE = Path(__file__).parent.resolve()
PORT = 19135
URL = f"http://127.0.0.1:{PORT}"
SP = "urn:postern:acme:saml"
REQUEST = (f'<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_request1" Version="2.0" '
           f'IssueInstant="2026-12-01T12:00:00Z" Destination="{URL}/saml2/idp/SSOService.php" '
           f'AssertionConsumerServiceURL="https://login.example/login/callback"%s>'
           f'<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{SP}</saml:Issuer></samlp:AuthnRequest>')
EMAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
VARIANTS = {
    "both": "'saml20.sign.response' => true, 'saml20.sign.assertion' => true",
    "assertion": "'saml20.sign.response' => false, 'saml20.sign.assertion' => true",
    "response": "'saml20.sign.response' => true, 'saml20.sign.assertion' => false",
    "encrypted": "'saml20.sign.response' => true, 'assertion.encryption' => true, 'certificate' => 'sp.pem'",
    "gcm": "'saml20.sign.response' => true, 'assertion.encryption' => true, 'certificate' => 'sp.pem', "
           "'sharedkey_algorithm' => 'http://www.w3.org/2009/xmlenc11#aes256-gcm'",
}
FILES = {
    "config.php": lambda at, _: f"""<?php
$config = ['baseurlpath' => '{URL}/', 'certdir' => '{HERE}/keys/', 'loggingdir' => '{at}/', 'datadir' => '{at}/',
    'tempdir' => '{at}/', 'metadatadir' => '{at}/metadata/', 'secretsalt' => 'abcdefghijklmnopqrstuvwxyz',
    'auth.adminpassword' => 'not-used', 'enable.saml20-idp' => true, 'timezone' => 'UTC', 'logging.handler' => 'file',
    'module.enable' => ['core' => true, 'saml' => true, 'exampleauth' => true], 'session.cookie.secure' => false,
    'store.type' => 'phpsession', 'session.phpsession.savepath' => '{at}', 'metadata.sources' => [['type' => 'flatfile']]];
""",
    "authsources.php": lambda *_: """<?php
$config = ['people' => ['exampleauth:UserPass', 'ada:secret' => ['uid' => ['u-1001'], 'mail' => ['ada@customer.example'],
    'givenName' => ['Ada'], 'sn' => ['Lovelace'], 'eduPersonAffiliation' => ['member', 'staff']]]];
""",
    "metadata/saml20-idp-hosted.php": lambda *_: f"""<?php
$metadata['https://idp.example/metadata'] = ['host' => '__DEFAULT__', 'privatekey' => 'idp.key', 'certificate' => 'idp.pem',
    'auth' => 'people', 'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'authproc' => [103 => ['class' => 'saml:AttributeNameID', 'attribute' => 'mail', 'Format' => '{EMAIL}']]];
""",
    "metadata/saml20-sp-remote.php": lambda _, variant: f"""<?php
$metadata['{SP}'] = ['AssertionConsumerService' => 'https://login.example/login/callback', 'NameIDFormat' => '{EMAIL}', {variant}];
""",
}


class Cookies(urllib.request.BaseHandler):
    """Kept whatever their time, as the provider's clock is not ours."""

    def __init__(self):
        self.kept = {}

    def http_request(self, request):
        request.add_unredirected_header("Cookie", "; ".join(f"{name}={value}" for name, value in self.kept.items()))
        return request

    def http_response(self, _, response):
        for header in response.headers.get_all("Set-Cookie") or []:
            name, value = header.split(";")[0].split("=", 1)
            self.kept[name] = value
        return response


def login(more, is_seen):
    browser = urllib.request.build_opener(Cookies())
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = base64.b64encode(packer.compress((REQUEST % more).encode()) + packer.flush())
    answer = browser.open(f"{URL}/saml2/idp/SSOService.php?" + urllib.parse.urlencode({"SAMLRequest": packed, "RelayState": "r"}))
    page = answer.read().decode()
    if is_seen:
        state = html.unescape(re.search(r'name="AuthState" value="([^"]*)"', page)[1])
        form = urllib.parse.urlencode({"username": "ada", "password": "secret", "AuthState": state}).encode()
        page = browser.open(answer.url.split("?")[0], form).read().decode()
    return base64.b64decode(html.unescape(re.search(r'name="SAMLResponse" value="([^"]*)"', page)[1]))


def record(top, name, variant, more="", is_seen=True):
    with tempfile.TemporaryDirectory() as at:
        (Path(at) / "metadata").mkdir()
        for file, text in FILES.items():
            (Path(at) / file).write_text(text(at, variant))
        for link, to in (("config", at), ("metadata", f"{at}/metadata")):
            if (top / link).is_symlink():
                (top / link).unlink()
            (top / link).symlink_to(to)
        command = ["faketime", "-f", "@2026-12-01 12:00:00", "php", "-d", "display_errors=0", "-S", f"127.0.0.1:{PORT}", "-t", str(top / "www")]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True) as provider:
            try:
                time.sleep(1.5)
                (HERE / "genuine" / f"simplesamlphp-{name}.xml").write_bytes(login(more, is_seen))
            finally:
                os.killpg(provider.pid, signal.SIGTERM)


def main():
    top = Path(sys.argv[1])
    for name, variant in VARIANTS.items():
        record(top, name, variant)
    record(top, "passive", VARIANTS["both"], ' IsPassive="true"', False)


if __name__ == "__main__":
    main()
