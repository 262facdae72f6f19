#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A root server of the DNS that answers at once, for every name, that it does not exist: no_dns.py PORT"""
import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", int(sys.argv[1])))
while True:
    packet, peer = server.recvfrom(4096)
    if len(packet) < 17:
        continue
    end = packet.find(b"\0", 12) + 5  # the first question, RFC 1035 4.1.2
    # an authoritative answer: NXDOMAIN, without records
    server.sendto(packet[:2] + b"\x84\x03\0\1\0\0\0\0\0\0" + packet[12:end], peer)
