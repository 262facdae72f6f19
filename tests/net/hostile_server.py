#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A TLS server that treats a fetch as a hostile or broken server would.

Prints one line of `name=value` words once it listens (ports on 127.0.0.1 and
the file with its certificates), and ends on SIGTERM or when its standard
input is closed, so that it cannot outlive the test that started it.
"""
import base64
import gzip
import json
import os
import re
import signal
import socket
import socketserver
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

PNG = (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89"
       b"\0\0\0\0IEND\xaeB`\x82")
FOLDER = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(FOLDER, "../unit/metadata/valid/adfs/metadata.xml"), "rb") as source:
    METADATA = source.read()
with open(os.path.join(FOLDER, "../unit/saml/keys/idp.pem"), encoding="ascii") as source:
    SIGNING = "".join(line.strip() for line in source if not line.startswith("-"))
METADATA_OF_IDP = f"""<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example/">
<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing">
<KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{SIGNING}</X509Certificate></X509Data></KeyInfo>
</KeyDescriptor><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
Location="https://idp.example/sso"/></IDPSSODescriptor></EntityDescriptor>"""
REDIRECTS = {
    "/to-ok": "/ok",
    "/to-ok-relative": "ok",
    "/three": "/two",
    "/two": "/to-ok",
    "/four": "/three",
    "/loop": "/loop",
    "/to-http": "http://localhost/ok",
    "/to-file": "file:///etc/passwd",
    "/to-private": "https://127.0.0.1:{port}/ok",
    "/to-metadata": "https://169.254.169.254/latest/meta-data/",
    "/to-user": "https://user:secret@localhost:{port}/ok",
    "/to-nonsense": "https://:0:/",
    "/to-bytes": "https://localhost\xff.example/",
    "/to-slow": "/silent",
}
# "x" 65,536 and 65,537 times and 64 MiB of zeros, compressed by brotli, which Python does not have.
BROTLI = {"exact": "G///+CXw4rFAIPceAA==", "one-more": "WwAAgV8CLx4LBHTvAQA=",
          "bomb": "y///P/gnAOKxQCD3/o///3/wTwDEYRGA7v0f////4J8AiMMCAN37P/7//8E/ARCHBQC693/8//+DfwIgDgsA"
                  "dO//+P//B/8EQBwWAOje//H//w/+CYA4LADQvf/L//8//BMAcVgAoHv/Bw=="}
WANTED = re.compile("application/samlmetadata[+]xml|application/xml|text/xml")
CODED = {"ok": PNG, "exact": b"x" * 65536, "one-more": b"x" * 65537, "bomb": bytes(64 * 1024 * 1024)}
NOTHING = b"\0\0\0\xff\xff" * 20000  # empty blocks of deflate (RFC 1951, 3.2.4)


def deflated(body, bits):
    squeeze = zlib.compressobj(9, zlib.DEFLATED, bits)
    return squeeze.compress(body) + squeeze.flush()


def brotli(what):
    if what in BROTLI:
        return base64.b64decode(BROTLI[what])
    # one block of plain bytes (RFC 7932, 9.2) and an empty last one
    head = (len(CODED[what]) - 1) << 4 | 1 << 20
    return head.to_bytes(3, "little") + CODED[what] + b"\3"


# The header Content-Encoding, and what makes the body of the name of what is asked for.
CODINGS = {
    "gzip": ("gzip", lambda what: gzip.compress(CODED[what])),
    "x-gzip": ("X-GZip", lambda what: gzip.compress(CODED[what])),
    "zlib": ("deflate", lambda what: deflated(CODED[what], 15)),
    "raw": ("deflate", lambda what: deflated(CODED[what], -15)),
    "br": ("br", brotli),
    "identity": ("identity", lambda what: CODED[what]),
    "none": ("None", lambda what: CODED[what]),
    "empty": ("", lambda what: CODED[what]),
    "none-gzip": ("none, gzip", lambda what: gzip.compress(CODED[what])),
    "twice": ("gzip, gzip", lambda what: gzip.compress(gzip.compress(CODED[what]))),
    "six": ("gzip, gzip, gzip, gzip, gzip, gzip", lambda what: CODED[what]),
    "zstd": ("zstd", lambda what: b"\x28\xb5\x2f\xfd" + CODED[what]),
    "rot13": ("rot13", lambda what: CODED[what]),
    "not-gzip": ("gzip", lambda what: CODED[what]),
    "not-deflate": ("deflate", lambda what: b"\xff" * 100),
    "not-br": ("br", lambda what: b"\xff" * 100),
    "damaged": ("gzip", lambda what: gzip.compress(CODED[what])[:-8] + bytes(8)),
}
PECULIAR = {
    "/of-all": {"issuer": "https://identity.example/"},
    "/methods-as-text": {"token_endpoint_auth_methods_supported": "client_secret_basic"},
    "/scopes-as-object": {"scopes_supported": {"openid": "Enable OpenID Connect"}},
    "/300-scopes": {"scopes_supported": ["openid"] + [f"a{i}" for i in range(299)]},
}
RELEASED = defaultdict(threading.Event)
# Keys of a provider are fetched so often, and codes were sent, by its path.
KEYS_FETCHED, CODES_SENT = defaultdict(int), defaultdict(int)
CODES = {"/401": 401, "/403": 403, "/404": 404, "/410": 410, "/418": 418, "/429": 429,
         "/500": 500, "/503": 503, "/204": 204, "/300": 300, "/302-without-location": 302}


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Signer:
    """Signs by RS256 with a key that is made when it is first needed."""
    def __init__(self):
        self.lock = threading.Lock()
        self.key = self.modulus = None

    def openssl(self, *args, data=b""):
        return subprocess.run(["openssl", *args], input=data, check=True, capture_output=True).stdout

    def load(self):
        with self.lock:
            if self.key is None:
                with tempfile.NamedTemporaryFile(delete=False, dir=WORK.name) as out:
                    out.write(self.openssl("genrsa", "2048"))
                modulus = self.openssl("rsa", "-in", out.name, "-noout", "-modulus").decode().strip()
                self.modulus = bytes.fromhex(modulus.removeprefix("Modulus="))
                self.key = out.name
        return self.key

    def jwk(self, kid):
        self.load()
        return {"kty": "RSA", "kid": kid, "use": "sig", "alg": "RS256", "n": base64url(self.modulus), "e": "AQAB"}

    def token(self, kid, claims):
        parts = [{"alg": "RS256", "kid": kid, "typ": "JWT"}, claims]
        signed = ".".join(base64url(json.dumps(part).encode()) for part in parts)
        signature = self.openssl("dgst", "-sha256", "-sign", self.load(), data=signed.encode())
        return signed + "." + base64url(signature)


WORK = tempfile.TemporaryDirectory()
SIGNER = Signer()


class Hostile(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def answer(self, code, body=b"", media_type="text/plain", length=None, headers=()):
        self.send_response(code)
        if media_type:
            self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.send_header("Set-Cookie", "tasted=1")
        self.send_header("Connection", "close")
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def discovery(self, path):
        place = path.split("/.well-known")[0]
        issuer = f"https://localhost:{self.server.server_port}" + place
        return json.dumps({
            "issuer": issuer, "authorization_endpoint": issuer + "/authorize",
            "token_endpoint": issuer + "/token", "jwks_uri": issuer + "/jwks",
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256"]} | PECULIAR.get(place, {})).encode()

    def coded(self, path):
        how, what = path.removeprefix("/coded/").split("/")
        coding, body = CODINGS[how]
        headers = [("Content-Encoding", coding)]
        if what.startswith("to-"):
            return self.answer(302, b"x", headers=headers + [("Location", "/" + what[3:])])
        if what == "404":
            return self.answer(404, b"x" * 1000, headers=headers)
        if what == "cut":
            return self.answer(200, body("ok")[:20], length=1000, headers=headers)
        return self.answer(200, body(what), headers=headers)

    def chunks(self, chunk, pause_s, headers=()):
        self.send_response(200)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Type", "image/png")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        while True:
            self.wfile.write(chunk)
            self.wfile.flush()
            time.sleep(pause_s)

    def provider(self, path, form):
        """An OpenID provider at /idp/NAME. A code is JSON: the claims of the ID token, and in "hold" a
        name that /release/ must be asked for before it answers, in "kid" the key that it names."""
        place, what = path.rsplit("/", 1)
        issuer = f"https://localhost:{self.server.server_port}{place}"
        if what == "fetched":
            return self.answer(200, f"{KEYS_FETCHED[place]} {CODES_SENT[place]}".encode())
        if what == "keys":
            KEYS_FETCHED[place] += 1
            if place.startswith("/idp/held"):
                RELEASED[place.removeprefix("/idp/")].wait(60)
            if place.startswith("/idp/breaks") and KEYS_FETCHED[place] > 1:
                return self.answer(500, b"")
            kids = ["k1"] if KEYS_FETCHED[place] == 1 else ["k1", "k2"]
            return self.answer(200, json.dumps({"keys": [SIGNER.jwk(kid) for kid in kids]}).encode(),
                               "application/json")
        if what == "userinfo":
            seen = {"sub": "ann", "department": "Tools", "token": self.headers["Authorization"]}
            return self.answer(200, json.dumps(seen).encode(), "application/json")
        CODES_SENT[place] += 1
        asked = dict(parse_qsl(form.decode()))
        told = json.loads(asked.pop("code"))
        if "hold" in told:
            RELEASED[told.pop("hold")].wait(60)
        if "error" in told:
            return self.answer(400, json.dumps(told).encode(), "application/json")
        now = int(time.time())
        claims = {"iss": issuer, "sub": "ann", "aud": "client", "iat": now, "exp": now + 300,
                  "email": "ann@acme.example", "name": "Ann Lee", "given_name": "Ann", "family_name": "Lee",
                  "authorization": self.headers["Authorization"] or "", "asked": asked}
        body = {"id_token": SIGNER.token(told.pop("kid", "k1"), claims | told), "access_token": "at-ann",
                "token_type": "Bearer"}
        return self.answer(200, json.dumps(body).encode(), "application/json")

    def posted(self, path, form):
        """What a token endpoint may answer; /echo tells what it was asked."""
        if path == "/echo":
            seen = "\n".join(f"{k.lower()}: {v}" for k, v in self.headers.items())
            return self.answer(200, (seen + "\n\n").encode() + form)
        if path == "/refused":
            return self.answer(400, b'{"error":"invalid_grant"}', "application/json")
        if path == "/refused/gzip":
            return self.answer(400, gzip.compress(b'{"error":"invalid_grant"}'), "application/json",
                               headers=[("Content-Encoding", "gzip")])
        if path == "/refused/huge":
            return self.answer(400, b"x" * 65537)
        if path.startswith("/idp/"):
            return self.provider(path, form)
        return self.serve(path)

    def do_POST(self):
        try:
            self.posted(self.path, self.rfile.read(int(self.headers["Content-Length"])))
        except OSError:
            pass

    def do_GET(self):
        try:
            self.serve(self.path.split("?")[0])
        except OSError:
            pass

    def serve(self, path):
        if path in REDIRECTS:
            target = REDIRECTS[path].format(port=self.server.server_port)
            return self.answer(302, b"x" * 100000, headers=[("Location", target)])
        if path.startswith("/to-port-"):
            target = "https://localhost:" + path.removeprefix("/to-port-") + "/ok"
            return self.answer(302, headers=[("Location", target)])
        if path in CODES:
            return self.answer(CODES[path], b"" if path == "/204" else b"x" * 100000)
        if path == "/ok":
            return self.answer(200, PNG, "Image/PNG ; charset=none")
        if path == "/echo":
            seen = "\n".join(f"{k.lower()}: {v}" for k, v in self.headers.items())
            return self.answer(200, seen.encode())
        if path.startswith("/coded/"):
            return self.coded(path)
        if path == "/two-headers":
            body = gzip.compress(gzip.compress(PNG))
            return self.answer(200, body, headers=[("Content-Encoding", "gzip")] * 2)
        if path == "/bare-lines":
            return self.wfile.write(b"HTTP/1.1 200 OK\nContent-Encoding: gzip, gzip\n"
                                    b"Connection: close\n\n" + gzip.compress(gzip.compress(PNG)))
        if path == "/coded-transfer":
            return self.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\nContent-Encoding: "
                                    b"gzip\r\n\r\n" + gzip.compress(gzip.compress(PNG)))
        if path == "/nothing":
            return self.chunks(NOTHING, 0, [("Content-Encoding", "deflate")])
        if path == "/html":
            return self.answer(200, b"<!doctype html><p>Welcome", "text/html; charset=utf-8")
        if path == "/zero":
            return self.answer(200, b"a\0b", None)
        if path == "/empty":
            return self.answer(200)
        if path.startswith("/policy/") and not self.path.endswith("/openid-configuration?p=b2c_1_signin"):
            return self.answer(404)
        if path.startswith("/gzip/") and path.endswith("/.well-known/openid-configuration"):
            return self.answer(200, gzip.compress(self.discovery(path)), "application/json",
                               headers=[("Content-Encoding", "gzip")])
        if path.startswith("/short/") and path.endswith("/.well-known/openid-configuration"):
            return self.answer(200, gzip.compress(self.discovery(path))[:100], "application/json",
                               headers=[("Content-Encoding", "gzip")])
        if path.endswith("/.well-known/openid-configuration"):
            return self.answer(200, self.discovery(path), "application/json")
        if path in ("/metadata-of-idp", "/FederationMetadata/2007-06/FederationMetadata.xml"):
            return self.answer(200, METADATA_OF_IDP.encode(), "application/samlmetadata+xml")
        if path in ("/metadata", "/realms/acme/protocol/saml/descriptor",
                    "/app/exk1/sso/saml/metadata", "/samlp/metadata/c1"):
            return self.answer(200, METADATA, "application/samlmetadata+xml")
        if path == "/negotiated" and not WANTED.search(self.headers["Accept"]):
            return self.answer(200, b'{"entityID":"https://idp.example/saml"}', "application/json")
        if path in ("/gzip/metadata", "/negotiated"):
            return self.answer(200, gzip.compress(METADATA), headers=[("Content-Encoding", "gzip")])
        if path == "/large-metadata":
            return self.answer(200, METADATA + b" " * 128 * 1024)
        if path == "/exact":
            return self.answer(200, b"x" * 65536)
        if path == "/one-more":
            return self.answer(200, b"x" * 65537)
        if path == "/announced-huge":
            return self.answer(200, PNG, length=10**12)
        if path == "/streamed-huge":
            return self.chunks(b"x" * 8192, 0)
        if path == "/drip":
            return self.chunks(b"x", 0.05)
        if path == "/drip-404":
            self.send_response(404)
            self.end_headers()
            self.close_connection = True
            while True:
                self.wfile.write(b"x")
                time.sleep(0.05)
        if path == "/silent":
            return time.sleep(30)
        if path.startswith("/idp/"):
            return self.provider(path, b"")
        if path.startswith("/held/"):  # until somebody gets /release/ of the same name
            RELEASED[path.removeprefix("/held/")].wait(60)
            return self.answer(200, b"released")
        if path.startswith("/release/"):
            RELEASED[path.removeprefix("/release/")].set()
            return self.answer(200)
        if path == "/cut":
            return self.answer(200, PNG, length=1000)
        if path == "/headers":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            while True:
                self.wfile.write(b"X-More: " + b"x" * 8000 + b"\r\n")
        if path == "/not-http":
            return self.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")
        return self.answer(404, b"unknown path")


class Server(ThreadingHTTPServer):
    daemon_threads = True
    context = None

    def finish_request(self, request, client_address):
        with self.context.wrap_socket(request, server_side=True) as secure:
            super().finish_request(secure, client_address)

    def handle_error(self, request, client_address):
        pass


def certificate(folder, name, subject):
    path = os.path.join(folder, name + ".pem")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-days", "2", "-subj", "/CN=postern test", "-addext",
         "subjectAltName=" + subject, "-keyout", path + ".key", "-out", path],
        check=True, capture_output=True)
    return path


CA_CONFIG = """[ca]
default_ca = here
[here]
database = {path}.index
new_certs_dir = {folder}
rand_serial = yes
default_md = sha256
policy = any
x509_extensions = names
[any]
commonName = supplied
[names]
subjectAltName = DNS:localhost
"""


def expired_certificate(folder):
    """Only openssl ca can date one back."""
    path = os.path.join(folder, "expired.pem")
    for end, text in ((".cnf", CA_CONFIG.format(path=path, folder=folder)), (".index", "")):
        with open(path + end, "w", encoding="ascii") as out:
            out.write(text)
    for command in (
            ["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
             "/CN=postern test", "-keyout", path + ".key", "-out", path + ".csr"],
            ["ca", "-batch", "-selfsign", "-config", path + ".cnf", "-keyfile", path + ".key", "-in", path + ".csr",
             "-startdate", "20200101000000Z", "-enddate", "20200201000000Z", "-notext", "-out", path]):
        subprocess.run(["openssl", *command], check=True, capture_output=True)
    return path


def listen(path):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path, path + ".key")
    server = Server(("127.0.0.1", 0), Hostile)
    server.context = context
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


def mute_socket(queue):
    """Accepts connections (the system does) and never sends anything."""
    mute = socket.socket()
    mute.bind(("127.0.0.1", 0))
    if queue:
        mute.listen(queue)
    return mute


class Greeting(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")


def listen_plain():
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Greeting)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with tempfile.TemporaryDirectory() as folder:
        good = certificate(folder, "good", "DNS:localhost,IP:127.0.0.1")
        other = certificate(folder, "other", "DNS:other.example")
        stranger = certificate(folder, "stranger", "DNS:localhost,IP:127.0.0.1")
        expired = expired_certificate(folder)
        trusted = os.path.join(folder, "trusted.pem")
        with open(trusted, "w", encoding="ascii") as out:
            for path in (good, other, expired):
                with open(path, encoding="ascii") as part:
                    out.write(part.read())
        mute, closed = mute_socket(16), mute_socket(0)
        print(f"good={listen(good)} other={listen(other)} stranger={listen(stranger)} "
              f"mute={mute.getsockname()[1]} closed={closed.getsockname()[1]} "
              f"plain={listen_plain()} expired={listen(expired)} "
              f"trusted={trusted}", flush=True)
        sys.stdin.read()


main()
