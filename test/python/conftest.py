"""A `weir serve` for the tests, and stubs generated from the protos by grpcio-tools."""

import importlib
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import grpc
import grpc_tools
import pytest
from grpc_tools import protoc

ROOT = Path(__file__).parents[2]
PROTOS = ROOT / "libs" / "contracts" / "proto"
READY = re.compile(r"gRPC {2}\S+?:(\d+)[\s\S]*Ctrl\+C")


class Weir(NamedTuple):
    """A served shop of 60 products, and the modules generated for its API."""

    channel: grpc.Channel
    messages: ModuleType
    catalog_messages: ModuleType
    event_messages: ModuleType
    experiment_messages: ModuleType
    searches: ModuleType
    catalog: ModuleType
    events: ModuleType
    experiments: ModuleType


@pytest.fixture(scope="session")
def stubs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the Python modules of every proto."""
    out = tmp_path_factory.mktemp("stubs")
    files = sorted(str(file) for file in PROTOS.rglob("*.proto"))
    well_known = Path(grpc_tools.__file__).parent / "_proto"
    includes = [f"-I{PROTOS}", f"-I{well_known}"]
    outputs = [f"--python_out={out}", f"--grpc_python_out={out}"]
    assert protoc.main(["protoc", *includes, *outputs, *files]) == 0
    return out


@pytest.fixture(scope="session")
def weir(stubs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Weir]:
    """The server, stopped at the end; its exit code is checked."""
    folder = tmp_path_factory.mktemp("weir")
    shop = folder / "shop.jsonl"
    shop.write_text("".join(f"{json.dumps(row(number))}\n" for number in range(60)))
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("WEIR_")
    }
    process = subprocess.Popen(
        [
            ROOT / "bin" / "weir",
            "serve",
            "--http-port",
            "0",
            "--grpc-port",
            "0",
            "--data-dir",
            folder / "data",
        ]
        + ["--catalogue", shop, "--set", "plan.deadline_ms=10000"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
    )
    try:
        port = wait_until_ready(process)
        sys.path.insert(0, str(stubs))
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            yield Weir(
                channel,
                *(importlib.import_module(f"weir.v1.{name}") for name in MODULES),
            )
    finally:
        process.terminate()
        code = process.wait(timeout=120)
    assert code == 0, "a server that is told to stop ends with 0"


MODULES = [
    *["search_pb2", "catalog_pb2", "events_pb2", "experiments_pb2"],
    *["search_pb2_grpc", "catalog_pb2_grpc", "events_pb2_grpc", "experiments_pb2_grpc"],
]


def row(number: int) -> dict[str, object]:
    """A row of the shop."""
    kind = ["cordless drill", "hand saw", "desk lamp"][number % 3]
    return {
        "id": f"p{number}",
        "title": f"Norwood {kind} {number}",
        "brand": "Norwood",
        "price": 10 + number,
    }


def wait_until_ready(process: subprocess.Popen[str]) -> int:
    """The gRPC port, once the server has said that it serves."""
    assert process.stdout is not None
    output = ""
    alarm = threading.Timer(180, process.kill)
    alarm.start()
    for line in process.stdout:
        output += line
        if found := READY.search(output):
            alarm.cancel()
            # Whatever it writes later must not fill the pipe.
            threading.Thread(target=process.stdout.read, daemon=True).start()
            return int(found[1])
    pytest.fail(f"weir serve ended before it was ready:\n{output}")
