#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Real workers of postern-web, asked as nginx asks them, and then looked into.

- No secret of a request is left in the memory of a worker that has answered it.
- A worker that has grown is replaced, and no request is lost meanwhile.

It runs in the folder of the build and makes a database of its own.
"""
import concurrent.futures
import json
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.parse

SOURCE = os.environ.get("srcdir", ".")
HOST = "setup.example"
FORM = "application/x-www-form-urlencoded"
WORKERS = 2
AT_ONCE = 8
GROWN_REQUESTS = 40
BEGIN, END, PARAMS, STDIN, STDOUT = 1, 3, 4, 5, 6
LIMIT_MIB = 32
SCOPES = ("create:connections", "create:self_service_profiles", "create:sso_access_tickets")
HUGE_MAP_BYTES = 1 << 30


def record(kind, content):
    return struct.pack(">BBHHBB", 1, kind, 1, len(content), 0, 0) + content


def stream(kind, content):
    """The records of a whole stream, the empty one at its end included."""
    parts = [content[i:i + 65535] for i in range(0, len(content), 65535)]
    return b"".join(record(kind, part) for part in parts + [b""])


def pair(name, value):
    sizes = b"".join(struct.pack(">I", len(x) | 1 << 31) for x in (name, value))
    return sizes + name + value


class Answer:
    def __init__(self, output):
        head, _, self.body = output.partition(b"\r\n\r\n")
        self.head = head.decode()
        self.code = int(re.match(r"Status: (\d+)", self.head)[1])

    def header(self, name):
        return re.search(rf"^{name}: (.*?)\r?$", self.head, re.M)[1]

    def json(self):
        return json.loads(self.body)


def read_exactly(connection, count):
    data = b""
    while len(data) < count:
        more = connection.recv(count - len(data))
        if not more:
            raise ConnectionError("the worker hung up")
        data += more
    return data


def read_answer(connection):
    output = b""
    while True:
        _, kind, _, length, padding, _ = struct.unpack(">BBHHBB", read_exactly(connection, 8))
        content = read_exactly(connection, length + padding)[:length]
        if kind == END:
            return Answer(output)
        if kind == STDOUT:
            output += content


class Server:
    """postern-web with its workers."""

    def __init__(self, folder, environment, **settings):
        self.path = f"{folder}/web.sock"
        self.process = subprocess.Popen(["src/postern-web"], stderr=subprocess.DEVNULL,
                                        env=environment | {"POSTERN_SOCKET": self.path,
                                                           "POSTERN_WORKERS": str(WORKERS)} | settings)
        until("postern-web listens", lambda: self.process.poll() is None and os.path.exists(self.path)
              and self.ask("GET", "/healthz").code == 200)

    def ask(self, method, path, body=b"", kind="", **headers):
        path, _, query = path.partition("?")
        values = {"REQUEST_METHOD": method, "DOCUMENT_URI": path, "QUERY_STRING": query, "HTTP_HOST": HOST,
                  "REMOTE_ADDR": "192.0.2.1", "REQUEST_ID": "0" * 32, "CONTENT_LENGTH": str(len(body)),
                  "CONTENT_TYPE": kind, "HTTP_SEC_FETCH_SITE": "same-origin",
                  **{f"HTTP_{name.upper()}": value for name, value in headers.items()}}
        params = b"".join(pair(name.encode(), value.encode()) for name, value in values.items())
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(self.path)
            connection.sendall(record(BEGIN, struct.pack(">HB5x", 1, 0)) + stream(PARAMS, params)
                               + stream(STDIN, body))
            return read_answer(connection)

    def post(self, path, fields, **headers):
        return self.ask("POST", path, urllib.parse.urlencode(fields).encode(), FORM, **headers)

    def workers(self):
        children = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
                    state, parent = stat.read().rpartition(")")[2].split()[:2]
            except OSError:
                continue
            if int(parent) == self.process.pid and state != "Z":
                children.append(int(pid))
        return sorted(children)

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        check(self.process.wait() == 0, "postern-web ended with an error")


def check(condition, what):
    if not condition:
        sys.exit(f"workers.py: {what}")


def until(what, condition):
    for _ in range(600):
        try:
            if condition():
                return
        except OSError:
            pass
        time.sleep(0.1)
    sys.exit(f"workers.py: never happened: {what}")


def memory_of(pid):
    """All that the process can write to, a map at a time."""
    with open(f"/proc/{pid}/maps", encoding="utf-8") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            start, end = (int(x, 16) for x in line.split()[0].split("-"))
            if line.split()[1].startswith("rw") and end - start < HUGE_MAP_BYTES:
                memory.seek(start)
                yield memory.read(end - start)


def private_mib(pid):
    with open(f"/proc/{pid}/statm", encoding="utf-8") as statm:
        resident, shared = (int(x) for x in statm.read().split()[1:3])
    return (resident - shared) * os.sysconf("SC_PAGESIZE") / 2 ** 20


def command(environment, *words):
    done = subprocess.run(["src/postern", *words], env=environment, capture_output=True, text=True, check=False)
    check(done.returncode == 0, f"postern {' '.join(words)}: {done.stderr}")
    return dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line)


def hidden(answer):
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">',
                           answer.body.decode().split("<footer")[0]))


# --- secrets -----------------------------------------------------------------------------

TYPED = "typed-Secret/of=the+administrator"
SENT = "sent-Secret/of=the+program"


def token_of(server, client):
    asked = {"grant_type": "client_credentials", "client_id": client["client_id"],
             "client_secret": client["client_secret"], "audience": f"https://{HOST}/api/v2/"}
    check(server.post("/oauth/token", asked).code == 200, "no token for a form")
    answer = server.ask("POST", "/oauth/token", json.dumps(asked).encode(), "application/json")
    check(answer.code == 200, f"no token: {answer.body}")
    return answer.json()["access_token"]


def call(server, token, path, body):
    answer = server.ask("POST", f"/api/v2{path}", json.dumps(body).encode(), "application/json",
                        authorization=f"Bearer {token}")
    check(answer.code == 201, f"{path}: {answer.body}")
    return answer.json()


def ticket_of(server, token):
    profile = call(server, token, "/self-service-profiles", {"name": "Workers"})["id"]
    url = call(server, token, f"/self-service-profiles/{profile}/sso-ticket",
               {"connection_config": {"name": "acme"}})["ticket"]
    return urllib.parse.parse_qs(urllib.parse.urlparse(url).query)["ticket"][0]


def type_secret(server, ticket):
    """Goes to the settings of Okta and sends a client secret; the session's token and CSRF token."""
    start, hub = "/self-service/connections-flow", f"/self-service/t/{ticket[:12]}"
    check(server.ask("GET", f"{start}?ticket={ticket}").code == 200, "no introduction")
    begun = server.post(start, {"ticket": ticket})
    check(begun.code == 303, f"not begun: {begun.head}")
    cookie = begun.header("Set-Cookie").split(";")[0]
    fields = hidden(server.ask("GET", f"{hub}/provider", cookie=cookie))
    check(server.post(f"{hub}/provider", fields | {"strategy": "okta"}, cookie=cookie).code == 303, "not chosen")
    for page in ("application", "settings"):
        fields = hidden(server.ask("GET", f"{hub}/{page}", cookie=cookie))
        answer = server.post(f"{hub}/{page}", fields | {"domain": "acme.okta.com", "client_id": "acme",
                                                        "client_secret": TYPED}, cookie=cookie)
        check(answer.code == 303, f"{page} was not kept: {answer.code} {answer.head}")
    return cookie.split("=")[1], fields["csrf"]


def forms_of(secret):
    text = secret.encode()
    return {text, urllib.parse.quote_plus(secret).encode(), text.replace(b"/", b"\\/")}


def test_secrets(folder, environment, client):
    server = Server(folder, environment)
    for _ in range(2 * WORKERS):
        token = token_of(server, client)
        call(server, token, "/connections", {"name": f"c{time.time_ns()}", "strategy": "okta", "options": {
            "client_id": "c", "domain": "acme.okta.com", "client_secret": SENT}})
        ticket = ticket_of(server, token)
        session, csrf = type_secret(server, ticket)
        secrets = {"client secret of the program": client["client_secret"], "access token": token,
                   "ticket": ticket, "session": session, "CSRF token": csrf,
                   "client secret that was typed": TYPED, "client secret that was sent": SENT}
        for pid in server.workers():
            memory = b"\n".join(memory_of(pid))
            check(server.path.encode() in memory, "the memory of a worker cannot be read")
            for name, secret in secrets.items():
                check(not any(form in memory for form in forms_of(secret)),
                      f"the {name} is still in the memory of a worker")
    server.end()


# --- growth ------------------------------------------------------------------------------

def test_growth(folder, environment, client):
    server = Server(folder, environment)
    token = token_of(server, client)
    body = b'{"name":"big","strategy":"okta","options":{"note":[' + b"[]," * 340000 + b"[]]}}"
    for _ in range(2 * WORKERS):
        answer = server.ask("POST", "/api/v2/connections", body, "application/json",
                            authorization=f"Bearer {token}")
        check(answer.code in (201, 400), f"the big request: {answer.code}")
    until("no worker is larger than it may be", lambda: len(server.workers()) == WORKERS and all(
        private_mib(pid) < LIMIT_MIB for pid in server.workers()))
    server.end()


def test_replacement(folder, environment):
    """With a limit that each worker exceeds at once, each request costs a worker and none is lost."""
    server = Server(folder, environment, POSTERN_WORKER_MIB="1")
    before = server.workers()
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        codes = list(pool.map(lambda _: server.ask("GET", "/healthz").code, range(GROWN_REQUESTS)))
    check(codes == [200] * GROWN_REQUESTS, f"a request was lost: {codes}")
    until("all workers are fresh", lambda: len(server.workers()) == WORKERS
          and not set(server.workers()) & set(before))
    server.end()


def main():
    cluster = subprocess.Popen(["sh", f"{SOURCE}/tests/store/cluster.sh"], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, text=True)
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        environment = os.environ | {
            "POSTERN_DATABASE": cluster.stdout.readline().strip(),
            "POSTERN_TEMPLATES": f"{SOURCE}/templates", "POSTERN_LANGUAGES": "languages",
            "POSTERN_SEAL_PUBLIC_KEY": f"{folder}/seal.pub", "POSTERN_SEAL_SECRET_KEY": f"{folder}/seal.key"}
        command(environment, "key", "create")
        command(environment, "migrate")
        command(environment, "tenant", "add", "--id", "t", "--name", "T", "--domain", HOST)
        client = command(environment, "client", "add", "--tenant", "t", "--name", "Program", *(
            word for scope in SCOPES for word in ("--scope", scope)))
        sanitized = b"libasan" in subprocess.run(["ldd", "src/postern-web"], capture_output=True, check=True).stdout
        if not sanitized:   # its sanitizer keeps what was freed, and frames of the stack
            test_secrets(folder, environment, client)
            test_growth(folder, environment, client)
        test_replacement(folder, environment)
    cluster.stdin.close()
    cluster.wait()


main()
