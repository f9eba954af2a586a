"""A network between namespaces that delays, loses and cuts: TUN devices, one a namespace, and the packets passed here.

It stands in for `tc netem`, which not every kernel has. Arguments: NAME=NAMESPACE=ADDRESS, one a device ('' for the
namespace of this process). Faults come as lines of JSON on stdin, each a list that replaces the one before:
[{"between": ["10.0.0.1", "10.0.0.2"], "port": 9200, "delay_ms": 50, "loss": 0.1, "cut": false}, ...]. Every line is
answered with `ok` when it is in force.
"""

import fcntl
import heapq
import json
import os
import random
import selectors
import socket
import struct
import subprocess
import sys
import time

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
MTU = 16_000


def open_device(name: str, namespace: str, address: str) -> int:
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(
        device, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN | IFF_NO_PI)
    )
    ip = ["ip"]
    if namespace:
        subprocess.run(["ip", "link", "set", name, "netns", namespace], check=True)
        ip = ["ip", "-n", namespace]
        subprocess.run([*ip, "link", "set", "lo", "up"], check=True)
    subprocess.run([*ip, "address", "add", f"{address}/24", "dev", name], check=True)
    subprocess.run([*ip, "link", "set", name, "up", "mtu", str(MTU)], check=True)
    return device


def fault_of(packet: bytes, faults: list[dict]) -> dict | None:
    """The fault that is for this packet: by its two addresses and, where the fault names one, a port of either end."""
    if packet[0] >> 4 != 4 or not faults:
        return None
    ends = {socket.inet_ntoa(packet[12:16]), socket.inet_ntoa(packet[16:20])}
    header = 4 * (packet[0] & 15)
    ports = (
        struct.unpack("!HH", packet[header : header + 4])
        if packet[9] in (6, 17)
        else ()
    )
    for fault in faults:
        if set(fault["between"]) == ends and (
            "port" not in fault or fault["port"] in ports
        ):
            return fault
    return None


def write(device: int | None, packet: bytes) -> None:
    if device is not None:
        try:
            os.write(device, packet)
        except OSError:
            pass  # a full queue loses packets, as any network may


def main() -> None:
    chance = random.Random(7)
    devices = {}
    for argument in sys.argv[1:]:
        name, namespace, address = argument.split("=")
        devices[address] = open_device(name, namespace, address)
    waiting: list[tuple[float, int, int | None, bytes]] = []
    faults: list[dict] = []
    sent = 0
    selector = selectors.DefaultSelector()
    for device in devices.values():
        selector.register(device, selectors.EVENT_READ)
    selector.register(sys.stdin.fileno(), selectors.EVENT_READ)
    print("ok", flush=True)
    while True:
        pause = max(0.0, waiting[0][0] - time.monotonic()) if waiting else None
        for key, _ in selector.select(pause):
            if key.fd == sys.stdin.fileno():
                line = sys.stdin.buffer.readline()
                if not line:
                    return
                faults = json.loads(line)
                print("ok", flush=True)
                continue
            for _ in range(64):
                try:
                    packet = os.read(key.fd, MTU + 100)
                except BlockingIOError:
                    break
                if packet[0] >> 4 != 4:
                    continue
                to = devices.get(socket.inet_ntoa(packet[16:20]))
                fault = fault_of(packet, faults)
                if fault is None:
                    write(to, packet)
                elif not fault.get("cut") and chance.random() >= fault.get("loss", 0):
                    sent += 1
                    heapq.heappush(
                        waiting,
                        (
                            time.monotonic() + fault.get("delay_ms", 0) / 1000,
                            sent,
                            to,
                            packet,
                        ),
                    )
        while waiting and waiting[0][0] <= time.monotonic():
            _, _, to, packet = heapq.heappop(waiting)
            write(to, packet)


main()
