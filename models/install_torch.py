"""Installs torch and its kin beside `requirements.txt`, without gigabytes of CUDA for nothing.

PyPI's torch for Linux is built for CUDA: it requires NVIDIA's libraries and does not import without them. On a machine
with an NVIDIA GPU this script installs all of it. Elsewhere it leaves NVIDIA's packages out and writes in their place
small libraries that export the same names and answer every call with an error, so that torch sees no GPU.
That needs gcc and readelf; where they are missing, everything is installed.

    python install_torch.py
"""

import re
import shutil
import subprocess
import sys
import sysconfig
from collections import defaultdict
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory

REQUIREMENTS = Path(__file__).parent / "requirements-torch.txt"
CUDA_PACKAGES = re.compile(r"(nvidia|cuda|triton)\b")
CUDA_LIBRARIES = re.compile(
    r"lib(cudart|cupti|cublas|cublasLt|cudnn|cufft|cufile|cusparse|cusparseLt|cusolver|nccl|nvrtc|nvshmem_host|nvJitLink|"
    r"nvToolsExt|curand)[.\-]"
)
CUDA_ERROR = 100
"""cudaErrorNoDevice."""
OWNERS = (
    ("cudnn", "libcudnn."),
    ("cublasLt", "libcublasLt."),
    ("cublas", "libcublas."),
    ("cufft", "libcufft."),
    ("cusparseLt", "libcusparseLt."),
    ("cusparse", "libcusparse."),
    ("cusolver", "libcusolver."),
    ("nccl", "libnccl."),
    ("pnccl", "libnccl."),
    ("nvrtc", "libnvrtc."),
    ("nvshmem", "libnvshmem_host."),
    ("cuFile", "libcufile."),
    ("cupti", "libcupti."),
    ("__cuda", "libcudart."),
    ("cuda", "libcudart."),
)
"""Whose library a symbol without a version is, by how it begins."""

Symbols = dict[str, dict[str, list[str]]]
"""Library to version (empty: none) to the symbols that torch takes from it."""


def main() -> None:
    """Install what `requirements-torch.txt` pins, in the way that suits this machine."""
    tools = all(shutil.which(tool) for tool in ("gcc", "readelf"))
    if shutil.which("nvidia-smi") or sys.platform != "linux" or not tools:
        _pip("install", "-r", str(REQUIREMENTS))
        return
    _pip("install", "--no-deps", "-r", str(REQUIREMENTS))
    _pip("install", *_other_requirements())
    libraries = Path(sysconfig.get_path("platlib")) / "torch" / "lib"
    for library, versions in _missing_symbols(libraries).items():
        _write_stub(libraries / library, versions)


def _pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", *arguments], check=True)


def _other_requirements() -> list[str]:
    """What the pinned packages require, NVIDIA's packages and optional extras aside."""
    from packaging.requirements import Requirement  # noqa: PLC0415 -- `requirements.txt` brings it

    pinned = [line.split("==")[0] for line in REQUIREMENTS.read_text().splitlines() if "==" in line]
    required = [Requirement(text) for package in pinned for text in metadata.requires(package) or []]
    return [
        f"{entry.name}{entry.specifier}"
        for entry in required
        if (entry.marker is None or entry.marker.evaluate({"extra": ""}))
        and entry.name not in pinned
        and not CUDA_PACKAGES.match(entry.name)
    ]


def _missing_symbols(folder: Path) -> Symbols:
    """The CUDA libraries that torch's own link to, with the symbols that each has to export."""
    needed: set[str] = set()
    version_owner: dict[str, str] = {}
    undefined: set[str] = set()
    defined: set[str] = set()
    versions: dict[str, set[str]] = defaultdict(set)
    for library in folder.glob("lib*.so*"):
        if CUDA_LIBRARIES.match(library.name):
            continue
        needed |= {
            name for name in re.findall(r"NEEDED.*\[(.*)\]", _readelf("-dW", library)) if CUDA_LIBRARIES.match(name)
        }
        owner = ""
        for line in _readelf("-VW", library).splitlines():
            if file := re.search(r"File: (\S+)", line):
                owner = file[1]
            elif (name := re.search(r"Name: (\S+)\s+Flags", line)) and owner:
                versions[owner].add(name[1])
        for columns in map(str.split, _readelf("--dyn-syms", "-W", library).splitlines()):
            if len(columns) >= 8 and columns[6] == "UND":
                undefined.add(columns[7])
            elif len(columns) >= 8 and columns[4] in ("GLOBAL", "WEAK"):
                defined.add(columns[7].split("@")[0])
    symbols: Symbols = {library: {version: [] for version in versions[library]} for library in needed}
    version_owner = {version: library for library in needed for version in versions[library]}
    for symbol in sorted(undefined):
        name, _, version = symbol.partition("@")
        version = version.lstrip("@")
        owner = version_owner.get(version) or (None if name in defined else _owner(name, needed))
        if owner:
            symbols[owner].setdefault(version, []).append(name)
    return symbols


def _owner(name: str, needed: set[str]) -> str | None:
    prefix = next((library for start, library in OWNERS if name.startswith(start)), None)
    return next((library for library in sorted(needed) if prefix and library.startswith(prefix)), None)


def _readelf(*arguments: str | Path) -> str:
    return subprocess.run(["readelf", *map(str, arguments)], capture_output=True, text=True, check=True).stdout


def _write_stub(library: Path, versions: dict[str, list[str]]) -> None:
    names = sorted({name for symbols in versions.values() for name in symbols if re.fullmatch(r"\w+", name)})
    with TemporaryDirectory() as scratch:
        source, exports = Path(scratch) / "stub.c", Path(scratch) / "versions.map"
        source.write_text("\n".join(map(_definition, names)) + "\n")
        command = ["gcc", "-shared", "-fPIC", "-w", "-fno-builtin", f"-Wl,-soname,{library.name}"]
        named = {version: symbols for version, symbols in versions.items() if version}
        if named:
            exports.write_text(
                "\n".join(
                    f"{version} {{ {'global: ' + '; '.join(symbols) + ';' if symbols else ''} }};"
                    for version, symbols in named.items()
                )
            )
            command.append(f"-Wl,--version-script,{exports}")
        subprocess.run([*command, "-o", str(library), str(source)], check=True)


def _definition(name: str) -> str:
    """A function in C that fails as its namesake does where there is no GPU."""
    if name.startswith(("__cudaRegister", "__cudaUnregister", "__cudaInit")):
        return f"void *{name}(void) {{ static void *none[4]; return none; }}"
    if re.search("GetErrorString|GetErrorName|GetStatusString", name):
        return f'const char *{name}(void) {{ return "there is no CUDA on this machine"; }}'
    if name in ("cudaGetLastError", "cudaPeekAtLastError"):
        return f"int {name}(void) {{ return 0; }}"
    if name in ("cudaRuntimeGetVersion", "cudaDriverGetVersion"):
        return f"int {name}(int *version) {{ if (version) *version = 0; return 0; }}"
    if name == "cudaGetDeviceCount":
        return f"int {name}(int *count) {{ if (count) *count = 0; return {CUDA_ERROR}; }}"
    return f"long {name}(void) {{ return {CUDA_ERROR}; }}"


if __name__ == "__main__":
    main()
