#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A small internet of name servers: real ones (knot) for the root, a registry and
two companies that serve their customers' zones, a real caching resolver
(unbound), and servers that are dead, slow, mute or lying, some of them only about
a zone below theirs.

All have addresses of their own in 127.53.0.0/24, or in the network whose first
three bytes are the second argument.  They use one unprivileged port instead of 53,
or the port that is the first argument.  The program prints one line of `name=value`
words once all servers answer.  It reads commands, "change stale", "drop stale" or
"zone stale @ TXT a | www TXT b", one per line, and answers each with "done".
It ends, with everything it started, on SIGTERM or when standard input is closed.
"""
import os
import random
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time

KNOTD, KNOTC, KEYMGR, UNBOUND = ("/usr/sbin/knotd", "/usr/sbin/knotc", "/usr/sbin/keymgr",
                                 "/usr/sbin/unbound")
ADDRESSES = [f"{sys.argv[2] if len(sys.argv) > 2 else '127.53.0'}.{i}" for i in range(1, 12)]
(ROOT, REGISTRY, HOST1, HOST2, NOBODY, SLOW, LIAR, MUTE, CUTTER, RESOLVER,
 REFEREE) = ADDRESSES
A, NS, SOA_TYPE = 1, 2, 6
AUTHORITATIVE, REFERRAL, CUT = 0x8400, 0x8000, 0x0200
VALUE = "904bd31c-2152-4f4d-9e3d-68e9e10aee43"
OTHER = "11111111-2222-4333-8444-555555555555"
HOST = "_ss-verification"
SOA = "$TTL 60\n@ SOA ns1.{ns} admin.{ns} {serial} 3600 600 86400 60\n"

# The zones of customers by their first label: their records other than SOA and NS.
CUSTOMERS = {
    "acme": f"{HOST} TXT {VALUE}\n@ TXT \"v=spf1 -all\"",
    "organization": f"{HOST}.org_1 TXT {VALUE.replace('-', '')}",
    "parts": f"{HOST} TXT \"904bd31c-2152-4f4d\" \"-9e3d-\" \"68e9e10aee43\"\n"
             f"{HOST} TXT \"something else\"",
    "alias": f"{HOST} CNAME token.acme",
    "doubled": f"{HOST}.doubled.example TXT {VALUE}",
    "bald": f"{HOST[1:]} TXT {VALUE}\n{HOST[1:]}.org_1 TXT {VALUE.replace('-', '')}",
    "sunk": f"{HOST}.eu.sunk.example TXT {VALUE}\nwww.eu A 192.0.2.1",
    "lifted": f"{HOST} TXT {VALUE}\nwww.eu A 192.0.2.1",
    "quoted": f"{HOST} TXT \"\\\"{VALUE}\\\"\"",
    "spaced": f"{HOST} TXT \" {VALUE} \"",
    "shouted": f"{HOST} TXT {VALUE.upper()}",
    "other": f"{HOST} TXT {OTHER}",
    "wrong": f"{HOST} TXT \"v=spf1 -all\"",
    "apex": f"@ TXT {VALUE}",
    "cname": f"{HOST} CNAME www\nwww A 192.0.2.1",
    "wild": "* CNAME www\nwww A 192.0.2.1",
    "starry": '* TXT "v=spf1 -all"',
    "retyped": f"{HOST} CNAME {VALUE}",
    "dangling": f"{HOST} CNAME gone.nowhere",
    "loop": f"{HOST} CNAME back\nback CNAME {HOST}",
    "unheard": f"{HOST} CNAME token.mute.example.",
    "empty": "www A 192.0.2.1",
    "nodata": f"{HOST} A 192.0.2.1",
    "bytes": f"{HOST} TXT \"\\000\\007<b>\\195\\188\"",
    "big": f"{HOST} TXT {VALUE}\n" + "\n".join(f"{HOST} TXT {c * 250}" for c in "abcdefgh"),
    "huge": f"{HOST} TXT " + " ".join(["h" * 250] * 240),
    "corp": "eu NS ns1.other-host.example.\nwww A 192.0.2.1",
    "below": f"{HOST} NS ns1.other-host.example.",
    "unborn": f"{HOST}.mail TXT wrong",
    "stale": f"{HOST} TXT old-value",
    "late": "www A 192.0.2.1",
    "cloudy": "www A 192.0.2.1",
    "signed": f"{HOST} TXT {VALUE}",
    "proved": "www A 192.0.2.1",
    "broken": f"{HOST} TXT {VALUE}",
}
NS1, NS2 = "host.example.", "other-host.example."
SIGNED = {".", "example", "signed.example", "proved.example", "broken.example"}
# The registry delegates these to servers that do not help.
HELPLESS = {"dead": NOBODY, "slow": SLOW, "liar": LIAR, "mute": MUTE, "cut": CUTTER,
            "lame": HOST2, "private": "10.53.53.53", "this-machine": "127.0.0.1"}
# Zones of customers with a zone "moved" below them: they answer the questions of a
# resolver that walks down to it, but to a plain question (without EDNS, RFC 6891) they ...
PARENTS = {
    "guarded": "refer; a second and third server are at private addresses",
    "quiet": "say nothing",
    "false": "answer with a wrong id, to another question, and refer for another name",
    "brief": "refer, but have the answer cut",
}


def zone(ns, records, serial=1):
    return SOA.format(ns=ns, serial=serial) + f"@ NS ns1.{ns}\n" + records + "\n"


def zones_of_host1():
    zones = {f"{name}.example": zone(NS1, records) for name, records in CUSTOMERS.items()}
    zones["alias.example"] = zone(NS1, f"{HOST} CNAME token.acme-dns.example.")
    zones["cloudy.example"] = SOA.format(ns=NS1, serial=1) + "@ NS ada.ns.cloudflare.com.\n"
    for name in ["moved"] + [f"moved.{parent}" for parent in PARENTS]:
        zones[f"{name}.example"] = zone(NS1, f"{HOST} TXT {VALUE}")
    zones["split.example"] = zone(NS1, f"{HOST} TXT {VALUE}")
    zones["reverse.example"] = zone(NS2, f"{HOST} TXT {VALUE}")
    zones["astray.example"] = zone(NS2, "www A 192.0.2.1")
    zones["host.example"] = zone(NS1, f"ns1 A {HOST1}")
    zones["com"] = zone(NS1, f"ada.ns.cloudflare A {HOST1}")
    return zones


def zones_of_host2():
    # Copied from the former host together with its name server, before the record was added.
    moved = {f"{name}.example": zone(NS2, "@ NS ns1.host.example.")
             for name in ["moved"] + [f"moved.{parent}" for parent in PARENTS]}
    return moved | {
        "other-host.example": zone(NS2, f"ns1 A {HOST2}"),
        "acme-dns.example": zone(NS2, f"token TXT {VALUE}"),
        "eu.corp.example": zone(NS2, "www A 192.0.2.1"),
        f"{HOST}.below.example": zone(NS2, ""),
        # Names only the former host.
        "split.example": zone(NS1, ""),
        "reverse.example": zone(NS2, ""),
        "astray.example": zone(NS2, ""),
    }


def zone_of_registry(ds):
    lines = [f"ns1.registry A {REGISTRY}", f"ns1.host A {HOST1}", "host NS ns1.host",
             f"ns1.other-host A {HOST2}", "other-host NS ns1.other-host",
             "acme-dns NS ns1.other-host", "moved NS ns1.other-host",
             "split NS ns1.other-host", "reverse NS ns1.host", "astray NS ns1.host"]
    lines += [f"{name} NS ns1.host" for name in CUSTOMERS if name != "cloudy"]
    lines += ["cloudy NS ada.ns.cloudflare.com."]
    for name in PARENTS:
        lines += [f"{name} NS ns1.{name}", f"ns1.{name} A {REFEREE}"]
    for name, address in HELPLESS.items():
        lines += [f"{name} NS ns1.{name}", f"ns1.{name} A {address}"]
    return zone("registry.example.", "\n".join(lines) + "\n" + ds)


class Knot:
    """One name server: its own process, folder, keys and zones."""

    def __init__(self, folder, address):
        self.folder, self.address, self.process, self.zones = folder, address, None, {}
        os.makedirs(folder)

    def add(self, name, text):
        path = os.path.join(self.folder, name.strip(".") + ".zone")
        self.zones[name] = path
        with open(path, "w", encoding="ascii") as out:
            out.write(text)

    def write_settings(self, port):
        lines = ["server:", f"  rundir: {self.folder}", f"  listen: {self.address}@{port}",
                 "  udp-workers: 1", "  tcp-workers: 1", "  background-workers: 1",
                 "database:", f"  storage: {self.folder}", "policy:", "- id: ours",
                 "  manual: on", "  single-type-signing: on", "  algorithm: ecdsap256sha256",
                 "zone:"]
        for name, path in self.zones.items():
            lines += [f"- domain: {name}", f"  file: {path}", "  zonefile-sync: -1",
                      "  zonefile-load: difference-no-serial" if name in SIGNED else
                      "  zonefile-load: whole", "  journal-content: all" if name in SIGNED else
                      "  journal-content: none"]
            if name in SIGNED:
                lines += ["  dnssec-signing: on", "  dnssec-policy: ours"]
        with open(self.settings(), "w", encoding="ascii") as out:
            out.write("\n".join(lines) + "\n")

    def settings(self):
        return os.path.join(self.folder, "knot.conf")

    def keymgr(self, *words):
        return subprocess.run([KEYMGR, "-c", self.settings(), *words], check=True,
                              capture_output=True, text=True).stdout

    def make_keys(self):
        for name in self.zones:
            if name in SIGNED:
                self.keymgr(name, "generate", "algorithm=13", "ksk=yes", "zsk=yes")

    def reload(self, name, text):
        self.add(name, text)
        subprocess.run([KNOTC, "-b", "-c", self.settings(), "zone-reload", name], check=True,
                       capture_output=True)

    def start(self):
        with open(os.path.join(self.folder, "log"), "wb") as log:
            self.process = subprocess.Popen([KNOTD, "-c", self.settings()], stdout=log,
                                            stderr=log, stdin=subprocess.DEVNULL)


def name_bytes(name):
    return b"".join(bytes([len(l)]) + l.encode() for l in name.strip(".").split(".") if l) + b"\0"


def labels_of(name):
    """The name as text, in lower case, from its bytes without the last one."""
    labels = []
    while name:
        labels.append(name[1:1 + name[0]].decode().lower())
        name = name[1 + name[0]:]
    return ".".join(labels)


def answers(address, port, name):
    """Whether the server answers SOA with authority."""
    query = struct.pack(">6H", 1, 0x100, 1, 0, 0, 0) + name_bytes(name) + struct.pack(">2H", 6, 1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.settimeout(0.2)
        s.connect((address, port))
        try:
            s.send(query)
            reply = s.recv(4096)
        except OSError:
            return False
    return len(reply) > 12 and reply[3] & 15 == 0 and struct.unpack(">H", reply[6:8])[0] > 0


def txt_reply(query, is_cut=False):
    """Answers any question for TXT with the value, and other questions with nothing."""
    end = 12
    while query[end]:
        end += 1 + query[end]
    question = query[12:end + 5]
    with_answer = question[-3] == 16 and not is_cut
    flags = 0x8780 if is_cut else 0x8580
    record = b"\xc0\x0c" + struct.pack(">2HIH", 16, 1, 60, len(VALUE) + 1) + bytes(
        [len(VALUE)]) + VALUE.encode()
    head = query[:2] + struct.pack(">5H", flags, 1, int(with_answer), 0, 0)
    return head + question + (record if with_answer else b"")


def serve(address, port, answer):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind((address, port))

    def run():
        while True:
            query, asker = s.recvfrom(4096)
            if len(query) > 16:
                threading.Thread(target=answer, args=(s, query, asker), daemon=True).start()
    threading.Thread(target=run, daemon=True).start()


def answer_late(s, query, asker):
    time.sleep(5)
    s.sendto(txt_reply(query), asker)


def answer_with_another_id(s, query, asker):
    for wrong in (1, 2, 3):
        s.sendto(bytes([query[0] ^ wrong]) + txt_reply(query)[1:], asker)


def answer_cut(s, query, asker):
    s.sendto(txt_reply(query, is_cut=True), asker)


def record(owner, kind, data):
    return name_bytes(owner) + struct.pack(">2HIH", kind, 1, 60, len(data)) + data


def ns_record(owner, server):
    return record(owner, NS, name_bytes(server))


def reply_to(query, flags, answer=(), authority=()):
    """The reply to the question in the query, with these records."""
    end = query.index(b"\0", 12) + 5
    return query[:2] + struct.pack(">5H", flags, 1, len(answer), len(authority), 0) + query[
        12:end] + b"".join(answer) + b"".join(authority)


def answer_for_parent(name, kind, parent):
    """The records that the parent zone itself holds."""
    if kind == NS and name == parent:
        more = ["ns2", "ns3"] if parent.startswith("guarded") else []
        return [ns_record(parent, f"{label}.{parent}") for label in ["ns1"] + more]
    addresses = {"ns1": REFEREE, "ns2": "10.53.53.53", "ns3": "127.0.0.1"}
    if kind == A and name.split(".")[0] in addresses:
        return [record(name, A, socket.inet_aton(addresses[name.split(".")[0]]))]
    return []


def answer_plainly(s, query, asker, parent):
    """Answers a question like ours about the servers of the delegated zone moved."""
    child = f"moved.{parent}"
    referral = [ns_record(child, "ns1.other-host.example")]
    if parent.startswith("guarded"):
        s.sendto(reply_to(query, REFERRAL, authority=referral), asker)
    if parent.startswith("brief"):
        s.sendto(reply_to(query, REFERRAL | CUT, authority=referral), asker)
    if parent.startswith("false"):
        false = [ns_record(child, "ns1.host.example")]
        s.sendto(bytes([query[0] ^ 1]) + reply_to(query, REFERRAL, authority=false)[1:], asker)
        other = query.replace(b"\x05moved", b"\x05other")
        s.sendto(reply_to(other, REFERRAL, authority=false), asker)
        s.sendto(reply_to(query, REFERRAL, authority=[
            ns_record(f"other.{parent}", "ns1.host.example")]), asker)


def answer_as_parent(s, query, asker):
    end = query.index(b"\0", 12)
    name = labels_of(query[12:end])
    kind = struct.unpack(">H", query[end + 1:end + 3])[0]
    parent = ".".join(name.split(".")[-2:])
    child = f"moved.{parent}"
    if name == child and query[10:12] == b"\0\0":
        answer_plainly(s, query, asker, parent)
    elif f".{name}".endswith(f".{child}"):
        s.sendto(reply_to(query, REFERRAL, authority=[
            ns_record(child, "ns1.other-host.example")]), asker)
    else:
        answer = answer_for_parent(name, kind, parent)
        soa = record(parent, SOA_TYPE, name_bytes(f"ns1.{parent}") * 2 + struct.pack(">5I", *[60] * 5))
        s.sendto(reply_to(query, AUTHORITATIVE, answer, [] if answer else [soa]), asker)


def reply_by_tcp(c):
    """Until the client hangs up: it may ask again by the same connection (RFC 7766, 6.2.1)."""
    with c, c.makefile("rb") as stream:
        head = stream.read(2)
        while len(head) == 2:
            query = stream.read(struct.unpack(">H", head)[0])
            if len(query) > 16:
                reply = txt_reply(query)
                c.sendall(struct.pack(">H", len(reply)) + reply)
            head = stream.read(2)


def serve_tcp(address, port):
    s = socket.create_server((address, port))

    def run():
        while True:
            c, _ = s.accept()
            threading.Thread(target=reply_by_tcp, args=(c,), daemon=True).start()
    threading.Thread(target=run, daemon=True).start()


def resolver(folder, port, anchor, servers):
    """Unbound recurses only by port 53, so its configuration names the server of each zone."""
    path = os.path.join(folder, "unbound.conf")
    with open(path, "w", encoding="ascii") as out:
        out.write("server:\n" + "".join(f"  {line}\n" for line in (
            f"interface: {RESOLVER}@{port}", "access-control: 127.0.0.0/8 allow",
            "do-daemonize: no", "use-syslog: no", 'username: ""', 'chroot: ""',
            'pidfile: ""', f"directory: {folder}", "do-not-query-localhost: no",
            "do-not-query-address: 10.0.0.0/8", "num-threads: 1",
            f"trust-anchor-file: {anchor}", "do-ip6: no"))
            + "remote-control:\n  control-enable: no\n")
        addresses = {name: server.address for server in servers for name in server.zones}
        for name, address in addresses.items():
            out.write(f"stub-zone:\n  name: \"{name}\"\n  stub-addr: {address}@{port}\n")
    with open(os.path.join(folder, "unbound.log"), "wb") as log:
        return subprocess.Popen([UNBOUND, "-d", "-c", path], stdout=log, stderr=log,
                                stdin=subprocess.DEVNULL)


def free_port():
    """A port that is free at all of our addresses."""
    while True:
        port = random.randrange(20000, 30000)
        try:
            for address in ADDRESSES:
                for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
                    with socket.socket(socket.AF_INET, kind) as s:
                        s.bind((address, port))
            return port
        except OSError:
            continue


def build(folder, port):
    root, registry, host1, host2 = servers = [
        Knot(os.path.join(folder, name), address) for name, address in
        (("root", ROOT), ("registry", REGISTRY), ("host1", HOST1), ("host2", HOST2))]
    for name, text in zones_of_host1().items():
        host1.add(name, text)
    for name, text in zones_of_host2().items():
        host2.add(name, text)
    registry.add("example", "")
    root.add(".", "")
    for server in servers:
        server.write_settings(port)
        server.make_keys()
    ds = "".join(host1.keymgr(name, "ds") for name in ("signed.example", "proved.example"))
    ds += "broken.example. DS 1 13 2 " + "ab" * 32 + "\n"
    registry.add("example", zone_of_registry(ds))
    root.add(".", SOA.format(ns="root.", serial=1) + f"@ NS ns1.root.\nns1.root. A {ROOT}\n"
             f"example NS ns1.registry.example.\nns1.registry.example. A {REGISTRY}\n"
             f"com NS ns1.host.example.\nns1.host.example. A {HOST1}\n"
             + registry.keymgr("example", "ds"))
    anchor = os.path.join(folder, "root.key")
    with open(anchor, "w", encoding="ascii") as out:
        out.write(root.keymgr(".", "ds"))
    return servers, anchor


def wait_for(servers, port):
    until = time.monotonic() + 30
    waiting = [(server.address, name) for server in servers for name in server.zones]
    waiting.append((RESOLVER, "example"))
    while waiting and time.monotonic() < until:
        waiting = [(address, name) for address, name in waiting
                   if not answers(address, port, name)]
        if waiting:
            time.sleep(0.02)
    if waiting:
        sys.exit(f"no answer from {waiting}")


def obey(host1):
    for serial, line in enumerate(sys.stdin, 2):
        verb, name, *records = line.split(maxsplit=2)
        said = {"change": f"{HOST} TXT {VALUE}", "drop": "www A 192.0.2.1"}
        record = said[verb] if verb in said else records[0].replace(" | ", "\n")
        host1.reload(f"{name}.example", zone(NS1, record, serial))
        print("done", flush=True)


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    processes = []
    with tempfile.TemporaryDirectory() as folder:
        port = int(sys.argv[1]) if len(sys.argv) > 1 else free_port()
        try:
            servers, anchor = build(folder, port)
            for server in servers:
                server.start()
                processes.append(server.process)
            processes.append(resolver(folder, port, anchor, servers))
            serve(SLOW, port, answer_late)
            serve(LIAR, port, answer_with_another_id)
            serve(MUTE, port, lambda *_: None)
            serve(CUTTER, port, answer_cut)
            serve_tcp(CUTTER, port)
            serve(REFEREE, port, answer_as_parent)
            wait_for(servers, port)
            print(f"port={port} anchor={anchor}", flush=True)
            obey(servers[2])
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait()


main()
