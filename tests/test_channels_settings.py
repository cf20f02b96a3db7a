"""``[channels.NAME]``: every mistake is named with its line and its mend, and nothing secret is repeated."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from channels.configured import channels_of
from channels.webhook import WebhookChannel
from crawler.channel_settings import KINDS, WebhookSettings
from crawler.configuration import Configuration, ConfigurationError, load
from crawler.named_secrets import look_up
from tests.alert_rows import outgoing
from tests.services import says, service

SECRET = "s3cr3t-ToKen_99"
PAGE = (Path(__file__).parent.parent / "docs" / "channels.md").read_text("utf-8")
EXAMPLE = Path(__file__).parent.parent / "hetao.example.toml"


def loaded(tmp_path: Path, text: str) -> Configuration:
    file = tmp_path / "hetao.toml"
    file.write_text(text, "utf-8")
    return load(file)


def complaint(tmp_path: Path, text: str) -> str:
    with pytest.raises(ConfigurationError) as problem:
        loaded(tmp_path, text)
    return str(problem.value)


MAIL = (
    '[channels.post]\nkind = "mail"\nhost = "mail.example"\nfrom = "w@mail.example"\nto = "r@mail.example"\n'
)
WECOM = '[channels.group]\nkind = "wecom"\n'


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[channels.x]\nkind = "fax"\n', 2, "there is file, mail"),
        ('[channels.x]\nkind = "wecon"\n', 2, "did you mean 'wecom'?"),
        ("[channels.x]\nkind = 3\n", 2, "no such kind"),
        ('[crawl]\n\n[channels.x]\npath = "a"\n', 3, "channels.x.kind is missing"),
        ('[channels]\nx = "file"\n', 2, "write a table, as in [channels.x]"),
        ('[channels."微信"]\nkind = "file"\npath = "a"\n', 1, "letters, digits, _ and -"),
        (f'{WECOM}key = "{SECRET}"\n', 3, 'write "env:NAME"'),
        (f"{WECOM}", 1, "channels.group.key is missing"),
        (f'{WECOM}key = "env:A"\naddress = "http://api.example"\n', 4, "write https://"),
        (f'{WECOM}key = "env:A"\nlanguage = "de"\n', 4, "language"),
        (f'{WECOM}key = "env:A"\ntimeout = "10m"\n', 4, "120s are the most"),
        (
            f'{WECOM}key = "env:A"\nproxy = "http://u:{SECRET}@p.example:8080"\n',
            4,
            "a password does not belong",
        ),
        (f'{WECOM}key = "env:A"\nkeys = "env:B"\n', 4, "did you mean 'key'?"),
        (f'{MAIL}password = "{SECRET}"\nuser = "w"\n', 6, 'write "env:NAME"'),
        (f'{MAIL}user = "w"\n', 1, "user and password stand together"),
        (f'{MAIL}user = "w"\npassword = "env:A"\nsecurity = "none"\n', 1, "in the clear"),
        (f"{MAIL}port = 70000\n", 6, "channels.post.port"),
        (MAIL.replace('"r@mail.example"', '["r@mail.example", "nobody"]'), 5, "no mail address"),
        (MAIL.replace('"r@mail.example"', '"r@mail.example\\r\\nBcc: x@mail.example"'), 5, "no mail address"),
        (MAIL.replace('mail.example"\nfrom', 'smtp://mail.example"\nfrom'), 3, "no host"),
        (
            f'[channels.x]\nkind = "webhook"\nsecret = "env:A"\nurl = "https://x.example/?token={SECRET}"\n',
            4,
            "write env:NAME or file:PATH",
        ),
        (
            f'[channels.x]\nkind = "webhook"\nsecret = "env:A"\nurl = "https://u:{SECRET}@x.example/"\n',
            4,
            "write env:NAME or file:PATH",
        ),
        ('[channels.x]\nkind = "webhook"\nurl = "https://x.example/"\n', 1, "channels.x.secret is missing"),
        ('[channels.x]\nkind = "telegram"\ntoken = "env:A"\nchat = "x y"\n', 4, "channels.x.chat"),
        (f'[channels.x]\nkind = "apprise"\nurl = "slack://{SECRET}"\n', 3, 'write "env:NAME"'),
        ('[channels.x]\nkind = "atom"\npath = "a"\nentries = 0\n', 4, "channels.x.entries"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    what = complaint(tmp_path, text)
    assert f"line {line}: " in what
    assert said in what
    assert SECRET not in what


def test_ports_follow_from_the_security(tmp_path: Path) -> None:
    text = MAIL
    for name, extra in (
        ("tls", 'security = "tls"\n'),
        ("plain", 'security = "none"\n'),
        ("own", "port = 2525\n"),
    ):
        text += MAIL.replace("post", name) + extra
    channels = loaded(tmp_path, text).channels
    assert {name: one.port for name, one in channels.items()} == {  # type: ignore[attr-defined]
        "post": 587, "tls": 465, "plain": 25, "own": 2525,
    }  # fmt: skip


def test_files_that_show_the_state_are_told_nothing(tmp_path: Path) -> None:
    settings = loaded(
        tmp_path,
        f'{MAIL}[channels.feed]\nkind = "atom"\npath = "a"\n[channels.days]\nkind = "ical"\npath = "b"\n',
    )
    assert settings.told == ("post",)
    assert set(channels_of(settings)) == {"post"}


def test_the_example_is_right_when_its_comments_are_taken_away(tmp_path: Path) -> None:
    lines = EXAMPLE.read_text("utf-8").splitlines()
    begin = next(i for i, line in enumerate(lines) if line.startswith("# [channels."))
    end = next(i for i, line in enumerate(lines) if line.startswith("# What leaves by which"))
    text = "\n".join(line.removeprefix("# ") for line in lines[begin:end])
    kinds = {settings.kind for settings in loaded(tmp_path, text).channels.values()}  # type: ignore[attr-defined]
    assert kinds == {
        "file", "mail", "webhook", "wecom", "feishu", "dingtalk", "telegram", "desktop", "apprise", "atom", "ical",
    }  # fmt: skip


def test_a_secret_comes_from_the_environment_or_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HETAO_TEST_SECRET", SECRET)
    (tmp_path / "secret").write_text(f"{SECRET}\n", "utf-8")
    assert look_up("env:HETAO_TEST_SECRET", "x") == SECRET
    assert look_up(f"file:{tmp_path / 'secret'}", "x") == SECRET


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read: No such file"),
        (b"", "is empty"),
        (f"{SECRET}\nmore".encode(), "not one line"),
        (b"\xff\xfe", "not one line"),
        (SECRET.encode() * 1000, "too large"),
    ],
)
def test_a_file_that_holds_no_secret_is_named(tmp_path: Path, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / "secret").write_bytes(content)
    with pytest.raises(ConfigurationError, match=said) as problem:
        look_up(f"file:{tmp_path / 'secret'}", "channels.x.key")
    assert str(problem.value).startswith("channels.x.key: ")
    assert SECRET not in str(problem.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(SECRET, "utf-8")
    (tmp_path / "secret").chmod(0)
    with pytest.raises(ConfigurationError, match="Permission denied"):
        look_up(f"file:{tmp_path / 'secret'}", "channels.x.key")


def test_the_daemon_can_tell_at_its_start_which_secrets_are_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HETAO_TEST_SECRET", SECRET)
    for name in ("A", "B"):
        monkeypatch.delenv(name, raising=False)
    good = '[channels.good]\nkind = "wecom"\nkey = "env:HETAO_TEST_SECRET"\n'
    bad = f'{WECOM}key = "env:A"\n[channels.far]\nkind = "wecom"\nkey = "env:HETAO_TEST_SECRET"\nproxy = "env:B"\n'
    keyless, proxyless = loaded(tmp_path, good + bad).channel_faults()
    assert keyless == "channels.group.key: the environment has no A; set it"
    assert proxyless.startswith("channels.far.proxy: the environment has no B")


# docs/channels.md

BLOCKS = re.findall(r"```(toml|python)\n(.*?)```", PAGE, re.DOTALL)


def test_the_examples_of_the_page_are_right(tmp_path: Path) -> None:
    text = "".join(block for language, block in BLOCKS if language == "toml")
    kinds = {settings.kind for settings in loaded(tmp_path, text).channels.values()}  # type: ignore[attr-defined]
    assert kinds == set(KINDS)


def test_the_page_names_every_key() -> None:
    for kind, model in KINDS.items():
        for name, field in model.model_fields.items():
            assert f"`{field.alias or name}`" in PAGE or f"{field.alias or name} = " in PAGE, (kind, name)


def test_the_snippet_of_the_page_knows_our_signature_from_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HETAO_TEST_SECRET", SECRET)
    (snippet,) = (block for language, block in BLOCKS if language == "python")
    given: dict[str, Any] = {}
    exec(snippet, given)
    settings = WebhookSettings(kind="webhook", url="http://127.0.0.1:9/", secret="env:HETAO_TEST_SECRET")
    with service(says({})) as there:
        sender = WebhookChannel(name="x", settings=settings.model_copy(update={"url": there.address}))
        sender.send(replace(outgoing(), at=datetime.now(UTC)))
        sender.send(replace(outgoing(), at=datetime.now(UTC) - timedelta(hours=1)))
    new, old = there.asked
    assert given["is_genuine"](SECRET, new.headers, new.body)
    assert not given["is_genuine"](SECRET, new.headers, new.body + b" ")
    assert not given["is_genuine"]("another", new.headers, new.body)
    assert not given["is_genuine"](SECRET, old.headers, old.body)
