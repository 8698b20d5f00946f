"""Feeds fetched from a server of the tests' own, which misbehaves as asked."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from news_samples import news_message, nitf

from reuse.config import ReadConfig
from reuse.errors import ReadError, RecordError
from reuse.read import read_feeds
from reuse.read.fetching import _next, _Watch, checked_address, is_public

Fetch = Callable[..., Any]

FEED = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>The Mast</title>'
    "<item><guid>g</guid><link>/1</link><description>The férry sails.</description></item>"
    "</channel></rss>"
).encode()
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1",
        "items": [{"id": "1", "url": "x", "summary": "t"}],
    }
).encode()
BOMB = gzip.compress(b" " * 90_000_000)
PLAIN = {
    "/feed": FEED,
    "/json": JSON,
    "/lines": b'{"id": "1", "text": "t"}\n{"id": "2", "text": "t"}\n',
    "/nitf": nitf(identity="").encode(),
    "/empty": b"",
    "/blank": b"\xef\xbb\xbf \n",
    "/package": news_message('<packageItem guid="k"/>').encode(),
    "/page": b"<!DOCTYPE html><html><body>a</body></html>",
    "/text": b"hello",
    "/broken": FEED[:-30],
    "/unsafe": b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + FEED[38:],
    "/utf-16": FEED.decode().replace("utf-8", "utf-16").encode("utf-16"),
    "/gz": gzip.compress(FEED),
    "/cut-gz": gzip.compress(FEED)[:-20],
    "/bomb": BOMB,
}
MOVED = {
    "/moved": "/feed",
    "/loop": "/loop",
    "/file": "file:///etc/passwd",
    "/ftp": "ftp://127.0.0.1/x",
    "/data": "data:text/xml,%3Crss/%3E",
    "/nowhere": "",
    "/password": "http://a:b@127.0.0.1/x",
    "/odd": "http://[x/",
}


class _Server(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path in MOVED:
            self._head(302, Location=MOVED[path])
            self.wfile.write(b"x" * 100)
        elif path in PLAIN:
            encoding = {"Content-Encoding": "gzip"} if path.endswith(("gz", "bomb")) else {}
            self._head(200, **{"Content-Length": str(len(PLAIN[path])), **encoding})
            self.wfile.write(PLAIN[path])
        elif handler := getattr(self, f"_{path[1:].replace('-', '_')}", None):
            handler()
        else:
            self._head(404)
        self.close_connection = True

    def _head(self, status: int, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Connection", "close")
        # What it is called must make no difference.
        self.send_header("Content-Type", "image/png")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _drip(self) -> None:
        self._head(200)
        self._forever(b" ", 0.02)

    def _drip_head(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        self._forever(b"x", 0.02)

    def _silent(self) -> None:
        time.sleep(1)

    def _endless(self) -> None:
        self._head(200)
        self._forever(b"<rss>" + b"x" * 65_536, 0)

    def _endless_redirect(self) -> None:
        self._head(302, Location="/feed")
        self._forever(b"x" * 65_536, 0)

    def _forever(self, data: bytes, pause: float) -> None:
        try:
            while True:
                self.wfile.write(data)
                time.sleep(pause)
        except OSError:
            return

    def _short(self) -> None:
        self._head(200, **{"Content-Length": str(len(FEED) + 7)})
        self.wfile.write(FEED)

    def _long(self) -> None:
        self._head(200, **{"Content-Length": str(len(FEED) - 16)})
        self.wfile.write(FEED)

    def _cut_chunks(self) -> None:
        self._head(200, **{"Transfer-Encoding": "chunked"})
        self.wfile.write(b"%x\r\n" % (len(FEED) + 9) + FEED)

    def _brotli(self) -> None:
        self._head(200, **{"Content-Encoding": "br"})
        self.wfile.write(FEED)

    def _status_line(self) -> None:
        self.wfile.write(b"HTTP/1.1 500 \x1b[2J::error::x\r\n\r\n")

    def _no_http(self) -> None:
        self.wfile.write(b"220 mail\r\n")

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Address of a running server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def fetch(site: str, outcome: Any, monkeypatch: pytest.MonkeyPatch) -> Fetch:
    """Read what a path of the server answers; places are given relative to it."""
    monkeypatch.setenv("no_proxy", "*")

    def run(path: str, config: ReadConfig | None = None, seconds: float = 20) -> Any:
        found = read_feeds([site + path], config or ReadConfig(), seconds=seconds)
        return outcome(list(found), f"{site}{path}:")

    return run


@pytest.mark.parametrize("path", ["/feed", "/moved", "/gz", "/utf-16"])
def test_feed(fetch: Fetch, site: str, path: str) -> None:
    """Plain, moved, packed or wide, whatever its type is called; links start where it was."""
    out = fetch(path)
    assert (out.texts, out.skips) == (["The férry sails."], [])
    document = out.documents[0]
    assert (document.id, document.url) == ("g", f"{site}/1")
    assert document.origin == f"{site}{path}:1"


def test_json(fetch: Fetch, site: str) -> None:
    """JSON Feeds and JSON Lines are told by their content."""
    assert fetch("/json").documents[0].url == f"{site}/x"
    assert fetch("/lines").ids == ["1", "2"]


def test_article(fetch: Fetch, site: str) -> None:
    """One article without an id has its address for one."""
    document = fetch("/nitf").documents[0]
    assert (document.id, document.url) == (f"{site}/nitf", "https://mast.example/17")


@pytest.fixture(scope="module")
def secure_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Address of the same server over TLS, and the certificate that it shows."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out",
         str(certificate)],
        check=True,
        capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"https://127.0.0.1:{server.server_port}", certificate
    server.shutdown()
    thread.join()
    server.server_close()


def test_tls(secure_site: tuple[str, Path], outcome: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A certificate is checked, and behind TLS time is bounded as well."""
    site, certificate = secure_site
    monkeypatch.setenv("no_proxy", "*")
    (skip,) = outcome(list(read_feeds([f"{site}/feed"])), "").skips
    assert (skip.code, "certificate" in skip.reason) == ("UNREADABLE", True)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert outcome(list(read_feeds([f"{site}/feed"])), "").ids == ["g"]
    (late,) = outcome(list(read_feeds([f"{site}/drip"], seconds=0.4)), "").skips
    assert "0.4 seconds" in late.reason


@pytest.mark.parametrize(
    ("path", "code", "words"),
    [
        ("/404", "UNREADABLE", "HTTP 404"),
        ("/status-line", "UNREADABLE", "HTTP 500 \\x1b[2J::error::x"),
        ("/no-http", "UNREADABLE", "not fetched"),
        ("/loop", "UNREADABLE", "more than 5 redirects"),
        ("/file", "UNSAFE", "'file:///etc/passwd'"),
        ("/ftp", "UNSAFE", "ftp"),
        ("/data", "UNSAFE", "data:"),
        ("/password", "UNSAFE", "a redirect to"),
        ("/odd", "UNSAFE", "a redirect to"),
        ("/short", "TRUNCATED", "7 bytes shorter"),
        ("/cut-chunks", "TRUNCATED", "ends before its end"),
        ("/cut-gz", "TRUNCATED", "gzip"),
        ("/brotli", "UNREADABLE", "'br'"),
        ("/empty", "NO_CONTENT", "empty"),
        ("/blank", "NO_CONTENT", "empty"),
        ("/page", "NO_CONTENT", "web page"),
        ("/text", "NO_CONTENT", "neither XML nor JSON"),
        ("/package", "NO_CONTENT", "nothing in it"),
        ("/unsafe", "UNSAFE", "declaration"),
        ("/bomb", "TOO_LONG", "64,000,000"),
    ],
)
def test_what_is_no_feed_is_one_skip(fetch: Fetch, path: str, code: str, words: str) -> None:
    """Whatever is wrong is said once, for the address as a whole, and nothing counts as read."""
    out = fetch(path)
    assert (out.skipped, out.documents) == ([("0", code)], [])
    assert words in out.skips[0].reason
    assert out.skips[0].reason.isprintable()


def test_a_bomb_is_found_by_its_ratio(fetch: Fetch) -> None:
    """Packed answers are bounded as packed files are."""
    assert fetch("/bomb", ReadConfig(max_ratio=100)).skipped == [("0", "BOMB")]


def test_entries_before_the_end_of_a_cut_answer_are_kept(fetch: Fetch) -> None:
    """A length that is too small cuts the feed, which is broken from there on."""
    out = fetch("/long")
    assert (out.ids, out.skipped) == (["g"], [("2", "BAD_SYNTAX")])


@pytest.mark.parametrize("path", ["/drip", "/drip-head", "/silent"])
def test_a_server_that_drips_is_left(fetch: Fetch, path: str) -> None:
    """The time is that of the whole, however often a byte comes."""
    out = fetch(path, seconds=0.3)
    assert out.skipped == [("0", "UNREADABLE")]
    assert "0.3 seconds" in out.skips[0].reason or "in time" in out.skips[0].reason


def test_an_endless_body_is_cut(fetch: Fetch) -> None:
    """No more is taken than the bound."""
    out = fetch("/endless", ReadConfig(max_file_bytes=1_000_000))
    assert (out.documents, out.skipped) == ([], [("0", "BOMB")])


def test_the_body_of_a_redirect_is_not_read(fetch: Fetch) -> None:
    """A redirect leads on at once, however long its body is."""
    assert fetch("/endless-redirect").ids == ["g"]


def test_nobody_there(outcome: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that is not there is a skip, and the next address is read."""
    monkeypatch.setenv("no_proxy", "*")
    out = outcome(list(read_feeds(["http://127.0.0.1:9/a"])), "http://127.0.0.1:9/a:")
    assert out.skipped == [("0", "UNREADABLE")]


def test_files_come_first_and_each_address_once(
    site: str, tmp_path: Path, outcome: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Targets are mixed at will; standard input is read as JSON Lines."""
    monkeypatch.setenv("no_proxy", "*")
    (tmp_path / "a.xml").write_bytes(FEED.replace(b">g<", b">file<"))
    stdin = io.BytesIO(b'{"id": "stdin", "text": "t"}')
    targets: list[str | Path] = [f"{site}/feed", tmp_path / "a.xml", f"{site}/feed#top", "-"]
    out = outcome(list(read_feeds(targets, stdin=stdin)), "")
    assert out.ids == ["file", "stdin", "g"]


@pytest.mark.parametrize(
    "address",
    [
        "ftp://mast.example/feed",
        "file:///etc/passwd",
        "http://",
        "https://:443/x",
        "http://mast.example:99999/",
        "http://[x/",
        "http://ada:secret@mast.example/",
        "http://mast.example/a b",
        "http://mast.example/a\r\nHost: other.example",
        "http://mast..example/",
    ],
)
def test_what_is_no_address_is_an_error_at_once(address: str) -> None:
    """Nothing is read or fetched; a password is not repeated."""
    with pytest.raises(ReadError) as caught:
        read_feeds([address])
    assert "secret" not in str(caught.value)
    assert str(caught.value).isprintable()


def test_nothing_to_read_is_an_error() -> None:
    """An empty list is no success."""
    with pytest.raises(ReadError, match="nothing to read"):
        read_feeds([])


def test_addresses_are_made_fit() -> None:
    """Letters beyond ASCII are encoded, the fragment goes."""
    given = "HTTPS://Fähre.example:8443/größe?q=ä%20b#top"
    wanted = "https://xn--fhre-loa.example:8443/gr%C3%B6%C3%9Fe?q=%C3%A4%20b"
    assert checked_address(given) == wanted
    assert checked_address("http://[::1]:80") == "http://[::1]:80/"


def test_no_redirect_leads_from_https_to_http() -> None:
    """What was asked for in secret is not answered in the open; relative addresses are fine."""
    with pytest.raises(RecordError, match="from https to http"):
        _next("https://mast.example/feed", "http://mast.example/feed")
    assert _next("http://mast.example/a/b", "../c") == "http://mast.example/c"


class _Socket:
    """A socket that says where it leads."""

    def __init__(self, peer: str) -> None:
        self._peer = peer

    def getpeername(self) -> tuple[str, int]:
        """Return the other end."""
        return self._peer, 80


@pytest.mark.parametrize(
    "public", ["8.8.8.8", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]
)
def test_a_redirect_may_lead_to_another_place_on_the_net(public: str) -> None:
    """However its address is written."""
    watch = _Watch(1)
    watch.connected(_Socket("93.184.215.14"))  # type: ignore[arg-type]
    watch.connected(_Socket(public))  # type: ignore[arg-type]
    assert is_public(public)


@pytest.mark.parametrize(
    "private",
    [
        "127.0.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "::1",
        "fe80::1%1",
        "::ffff:10.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::808:808",
        "2002:a00:1::1",
        "fec0::1",
        "::10.0.0.1",
        "::ffff:0:10.0.0.1",
        "2606:4700::5efe:10.0.0.1",
    ],
)
def test_no_redirect_leads_from_the_net_into_a_private_network(private: str) -> None:
    """Whoever answers from outside must not choose what is asked inside."""
    watch = _Watch(1)
    watch.connected(_Socket("93.184.215.14"))  # type: ignore[arg-type]
    with pytest.raises(RecordError, match="private network"):
        watch.connected(_Socket(private))  # type: ignore[arg-type]
    inside = _Watch(1)
    inside.connected(_Socket(private))  # type: ignore[arg-type]
    inside.connected(_Socket(private))  # type: ignore[arg-type]
