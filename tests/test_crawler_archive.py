"""The archive under faults: full disks, killed processes, torn files; and how long irrelevant pages are kept."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import Archive, RawPage, archive_files
from crawler.archived import by_day
from faces.records import Given, inspect_file

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
ROOT = Path(__file__).parent.parent


def page(number: int, *, at: datetime = NOW) -> RawPage:
    noise = "".join(
        hashlib.sha256(b"%d %d" % (number, i)).hexdigest() for i in range(60)
    )  # hardly compressible
    text = f"<html><body><!--{noise}--><p>河套深圳园区第{number}号楼启用，多家机构迁入，科研人员表示满意。</p></body></html>"
    return RawPage(
        url=f"https://a.example/{number}",
        body=text.encode(),
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        at=at,
    )


def urls(path: Path) -> list[str]:
    with path.open("rb") as stream:
        return [r.rec_headers.get_header("WARC-Target-URI") for r in ArchiveIterator(stream)]


def test_a_record_stands_where_the_archive_says(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    places = [archive.write(page(n)) for n in range(3)]
    archive.close()
    for number, place in enumerate(places):
        stream = io.BytesIO((tmp_path / place.file).read_bytes()[place.offset :])
        record = next(iter(ArchiveIterator(stream)))
        assert record.rec_headers.get_header("WARC-Target-URI") == f"https://a.example/{number}"
        assert record.content_stream().read() == page(number).body


def test_a_file_that_was_there_is_never_written_to_again(tmp_path: Path) -> None:
    first = Archive(tmp_path)
    file = tmp_path / first.write(page(1)).file
    first.close()
    torn = file.read_bytes()[:-20]
    file.write_bytes(torn)  # as a killed process may leave it
    again = Archive(tmp_path)
    other = tmp_path / again.write(page(2)).file
    again.close()
    assert other != file
    assert file.read_bytes() == torn
    assert urls(other) == ["https://a.example/2"]


FULL = """
import resource, signal, sys
from pathlib import Path
from crawler.archive import Archive
from tests.test_crawler_archive import page

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, resource.RLIM_INFINITY))  # the disk is full in mid-record
archive = Archive(Path(sys.argv[1]))
failed = 0
for number in range(6):
    try:
        archive.write(page(number))
    except OSError:
        failed += 1
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
archive.write(page(99))  # there is room again
archive.close()
print(failed)
"""


def test_a_full_disk_leaves_no_torn_record_and_is_said(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    failed = int(done.stdout)
    (file,) = tmp_path.iterdir()
    kept = urls(file)
    assert failed >= 1
    assert len(kept) == 7 - failed
    assert kept[-1] == "https://a.example/99"
    assert all(i.report.error is None for i in inspect_file(str(file), Given()))


@pytest.mark.parametrize("cut", [1, 9, 500, -1, -5, -11, -60], ids=lambda n: f"cut {n}")
def test_a_torn_archive_gives_all_whole_records_and_says_that_it_is_torn(tmp_path: Path, cut: int) -> None:
    archive = Archive(tmp_path)
    places = [archive.write(page(n)) for n in range(4)]
    archive.close()
    file = tmp_path / places[0].file
    data = file.read_bytes()
    # from the end, or so many bytes into the last record
    torn = tmp_path / "torn.warc.gz"
    torn.write_bytes(data[:-cut] if cut > 0 else data[: places[3].offset - cut])
    inspected = list(inspect_file(str(torn), Given(), thorough=False))
    whole = [i for i in inspected if i.report.error is None]
    assert [i.url for i in whole[:3]] == [f"https://a.example/{n}" for n in range(3)]
    assert "its tail is torn; the " in (inspected[-1].report.error or "")


def test_an_archive_that_goes_on_as_no_gzip_gives_what_was_whole_and_says_so(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    place = archive.write(page(1))
    archive.close()
    file = tmp_path / place.file
    file.write_bytes(file.read_bytes() + b"\x1f\x8b\x00\x00 no method of compression is called 0")
    whole, problem = list(inspect_file(str(file), Given()))
    assert whole.report.error is None
    assert "1 whole records" in (problem.report.error or "")


def test_a_whole_archive_is_not_called_torn(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    file = tmp_path / archive.write(page(1)).file
    archive.close()
    assert [i.report.error for i in inspect_file(str(file), Given())] == [None]


def test_irrelevant_pages_are_kept_apart_and_deleted_by_the_day(tmp_path: Path) -> None:
    archive = Archive(tmp_path, keep_irrelevant=timedelta(days=3))
    read = archive.write(page(0)).file
    days = [archive.write_irrelevant(page(n, at=NOW + timedelta(days=n))) for n in range(6)]
    archive.close()
    names = [place.file for place in days if place]
    assert len(set(names)) == 6
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([read, *names[2:]])


def test_irrelevant_pages_are_not_kept_where_nobody_wants_them(tmp_path: Path) -> None:
    archive = Archive(tmp_path, keep_irrelevant=timedelta(0))
    assert archive.write_irrelevant(page(1)) is None
    assert not list(tmp_path.iterdir())


def test_the_oldest_days_go_where_the_archive_is_larger_than_it_may_be(tmp_path: Path) -> None:
    """Of either kind, each told of before it goes; nothing goes of the day that begins."""
    before = Archive(tmp_path)
    read = [before.write(page(n, at=NOW + timedelta(days=n))).file for n in range(4)]
    apart = before.write_irrelevant(page(9, at=NOW))
    before.close()
    assert apart is not None
    left: list[tuple[str, bool]] = []
    sizes = {name: (tmp_path / name).stat().st_size for name in read}
    archive = Archive(
        tmp_path,
        most=sizes[read[2]] + sizes[read[3]],
        leave=lambda name: left.append((name, (tmp_path / name).exists())),
    )
    today = archive.write(page(5, at=NOW + timedelta(days=4))).file
    assert [name for name, _ in left] == [read[0], apart.file, read[1]]
    assert all(was_there for _, was_there in left)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([read[2], read[3], today])
    archive.close()
    small = Archive(tmp_path, most=1)
    again = small.write(page(6, at=NOW + timedelta(days=4))).file
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([today, again])


def test_nothing_goes_where_the_size_is_not_bounded_or_reached(tmp_path: Path) -> None:
    for most in (None, 10**9):
        archive = Archive(tmp_path, most=most)
        archive.write(page(1, at=NOW + timedelta(days=most is None)))
        archive.close()
    assert len(list(tmp_path.iterdir())) == 2


def test_an_archive_is_counted_by_day_and_a_torn_record_is_none(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    for minutes in range(3):
        archive.write(page(minutes, at=NOW + timedelta(minutes=minutes)))
    archive.write_irrelevant(page(7, at=NOW + timedelta(hours=1)))
    torn = tmp_path / archive.write(page(8, at=NOW + timedelta(days=1))).file
    archive.close()
    torn.write_bytes(torn.read_bytes()[:-20])
    (tmp_path / "proven.json").write_text("{}")
    first, second = by_day(archive_files(tmp_path))
    assert (first.files, first.records, first.irrelevant, first.torn) == (2, 4, 1, 0)
    assert (first.oldest, first.newest) == (NOW, NOW + timedelta(hours=1))
    assert first.size == sum(p.stat().st_size for p in tmp_path.glob("*2026-11-24*"))
    assert (second.files, second.records, second.torn, second.oldest) == (1, 0, 1, None)
    assert by_day(archive_files(tmp_path / "nowhere")) == ()


def test_a_folder_that_cannot_be_written_is_an_error_and_not_a_loss(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("a file stands in the way")
    with pytest.raises(FileExistsError):
        Archive(tmp_path / "archive").write(page(1))
