"""Monstrous pages, each read in a process of its own: what they take of its memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
#: Megabytes at the peak. A worker may have 1,500 (``[limits] worker_memory``); measured 300 at most.
MOST = 900
PAGES = {
    "100,000 nested tags": "'<div>' * 100_000 + '河套签约，今天举行。' + '</div>' * 100_000",
    "one line of 20 MB": "'<p>' + '河套签约，今天举行。' * 700_000 + '</p>'",
    "attributes": "'<p' + ''.join(f' a{n}=x' for n in range(300_000)) + '>河套签约，今天举行。</p>'",
}
_READ = """
from pathlib import Path
from pipelines import encoding, reading
from pipelines.values import Page
body = ({}).encode()
article = reading.read(Page(url="https://a.example/", body=body, fetched_at=None), encoding.decode(body))
assert "今天举行" in article.text
status = Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc")
@pytest.mark.parametrize("page", PAGES)
def test_a_monstrous_page_fits_into_a_worker(page: str) -> None:
    code = _READ.format(PAGES[page])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert int(done.stdout) / 1000 < MOST
