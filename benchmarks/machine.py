"""What was measured on: processor, NumPy's dispatch, threads and versions. No names, no paths."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version

import numpy as np
from numpy.lib.introspect import opt_func_info
from threadpoolctl import threadpool_info

PACKAGES = ["numpy", "scipy", "torch", "scikit-learn", "statsmodels", "gmpy2"]

# Without these NumPy has no AVX-512. The names are those of NumPy's build, old and new.
AVX512 = ["AVX512F", "AVX512CD", "AVX512_SKX", "AVX512_CLX", "AVX512_CNL", "AVX512_ICL", "AVX512_SPR", "X86_V4"]


def describe():
    """Return the machine by headings."""
    return {
        "processor": _processor(), "cores": os.cpu_count(), "system": platform.system(),
        "Python": platform.python_version(), "versions": {name: _version(name) for name in PACKAGES},
        "NumPy dispatch of exp": dispatch(),
        "threads": "one: the fits' BLAS "
                   f"({', '.join(sorted({pool['internal_api'] for pool in threadpool_info()}))}) and PyTorch too",
        "load": f"{os.getloadavg()[0]:.1f} processes on average at the start",
    }


def dispatch():
    """Return which of its exponentials NumPy runs on this processor."""
    kinds = opt_func_info(func_name="^exp$", signature="float64").get("exp", {})
    return next(iter(kinds.values()), {}).get("current", "none")


def without_avx512():
    """Return the environment in which NumPy leaves its AVX-512 out, or None where there is none to leave out."""
    features = np._core._multiarray_umath.__cpu_features__
    dispatched = set(np._core._multiarray_umath.__cpu_dispatch__)
    there = [name for name in AVX512 if features.get(name) and name in dispatched]
    return os.environ | {"NPY_DISABLE_CPU_FEATURES": " ".join(there)} if there else None


def _processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def _version(name):
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
