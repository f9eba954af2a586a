"""Where torch computes, and in which precision."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import torch


@dataclass(frozen=True)
class Device:
    """A GPU where there is one, else this many threads of the CPU."""

    torch: torch.device
    bf16: bool
    """Whether the hardware multiplies bfloat16. For training only: judged in it, NDCG moves by .01."""

    @property
    def micro_batch(self) -> int:
        """Pairs of one forward pass: small ones sorted by length waste little padding, a GPU wants more."""
        return 64 if self.torch.type == "cuda" else 16

    def autocast(self) -> AbstractContextManager[object]:
        """The context of a training step's forward pass."""
        return torch.autocast(self.torch.type, torch.bfloat16) if self.bf16 else nullcontext()

    def __str__(self) -> str:
        place = torch.cuda.get_device_name() if self.torch.type == "cuda" else f"CPU, {torch.get_num_threads()} threads"
        return f"{place}, {'bf16' if self.bf16 else 'fp32'}"


def best_device(threads: int) -> Device:
    """The GPU, or the CPU with `threads` threads and bfloat16 where it has instructions for that."""
    torch.set_num_threads(threads)
    if torch.cuda.is_available():
        return Device(torch.device("cuda"), torch.cuda.is_bf16_supported())
    cpu = Path("/proc/cpuinfo")
    flags = cpu.read_text(encoding="utf-8") if cpu.exists() else ""
    return Device(torch.device("cpu"), "amx_bf16" in flags or "avx512_bf16" in flags)
