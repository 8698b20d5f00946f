"""One address of the web, fetched within bounds of time, size and trust.

Nothing here is called unless a user names an address. Only http and https are spoken; what is
answered is hostile like any file, and so is where it sends us on to.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.client import (
    HTTPConnection,
    HTTPException,
    HTTPResponse,
    HTTPSConnection,
    IncompleteRead,
)
from io import BytesIO, RawIOBase
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from socket import SHUT_RDWR, socket
from typing import Any, BinaryIO, NamedTuple, Self, cast
from urllib.parse import quote, urljoin, urlsplit, urlunsplit
from urllib.request import (
    AbstractHTTPHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from reuse.config import ReadConfig
from reuse.errors import ReadError, RecordError
from reuse.model.skip import SkipCode
from reuse.read.compression import file_chunks, whole
from reuse.read.shown import escaped, seen
from reuse.version import __version__

_ONE_STEP = 20.0
_REDIRECTS = 5
_MOVED = frozenset((301, 302, 303, 307, 308))
# Addresses of version 4 behind a translator and in tunnels; a translator's own network (RFC 8215),
# and old forms of addresses of version 4.
_TRANSLATED, _ISATAP = IPv6Network("64:ff9b::/96"), (0x00005EFE, 0x02005EFE)
_NOWHERE = tuple(map(IPv6Network, ("64:ff9b:1::/48", "::/96", "::ffff:0:0:0/96")))
_GZIP = b"\x1f\x8b"
_HEADERS = {
    "User-Agent": f"reusescan/{__version__}",
    "Accept": "application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.8",
    "Accept-Encoding": "gzip",
}


class Fetched(NamedTuple):
    """What an address answered."""

    data: bytes
    address: str
    """Where it came from in the end."""


def checked_address(address: str) -> str:
    """An address fit to be asked for: without fragment, in ASCII.

    Raises:
        ReadError: it is no http or https address, or holds a password, which would stand in
            every output.
    """
    shown = escaped(address)
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
        name = (host or "").encode("idna").decode("ascii")
    except ValueError as error:
        raise ReadError(f"{shown}: no address ({error})") from None
    if parts.scheme.lower() not in {"http", "https"}:
        raise ReadError(f"{shown}: scheme {seen(parts.scheme)}; expected http or https")
    if not name or not address.isprintable() or " " in address:
        raise ReadError(f"{shown}: no address; expected a host, without spaces")
    if parts.username is not None:
        raise ReadError(f"{seen(host)}: an address with a user name; it would stand in the output")
    place = f"[{name}]" if ":" in name else name
    netloc = f"{place}:{port}" if port is not None else place
    path, query = (quote(part, safe="/%:=&?~+!$,;'@()*[]") for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme.lower(), netloc, path or "/", query, ""))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the Internet, and if it stands for another one that is, too.

    One of version 6 may stand for one of version 4: mapped, by 6to4 (RFC 3056), by a translator's
    known prefix (RFC 6052) or by ISATAP (RFC 5214). Old forms of that, and a translator's own
    network, are none of the Internet.
    """
    found = ip_address(address)
    if not isinstance(found, IPv6Address):
        return found.is_global
    if found.is_site_local or any(found in network for network in _NOWHERE):
        return False
    inner = found.ipv4_mapped or found.sixtofour
    low = int(found) & 0xFFFFFFFFFFFFFFFF
    if found in _TRANSLATED or low >> 32 in _ISATAP:
        inner = IPv4Address(low & 0xFFFFFFFF)
    return found.is_global if inner is None else inner.is_global


def fetch(address: str, limit: int, config: ReadConfig, seconds: float) -> Fetched:
    """What an address answers, unpacked when it is gzip.

    Args:
        address: from `checked_address`.
        limit: most bytes taken, packed and unpacked.
        config: bounds, as for files.
        seconds: time for all of it, redirects included.

    Raises:
        RecordError: UNREADABLE when it cannot be had, UNSAFE when it leads where it must not,
            and what `reuse.read.compression` raises.
    """
    with _Watch(seconds) as watch, _answer(address, watch) as (response, final):
        packing = (response.headers.get("Content-Encoding") or "identity").strip().lower()
        if packing not in {"gzip", "x-gzip", "identity"}:
            reason = f"Content-Encoding {seen(packing)}; expected gzip or none"
            raise RecordError(SkipCode.UNREADABLE, reason)
        body = cast("BinaryIO", _Body(response, watch))
        data = whole(file_chunks(body, None, config), limit)
    if data.startswith(_GZIP):
        data = whole(file_chunks(BytesIO(data), "gzip", config), limit)
    return Fetched(data, final)


@contextmanager
def _answer(address: str, watch: _Watch) -> Iterator[tuple[HTTPResponse, str]]:
    """The answer of status 200 at the end of all redirects.

    They are followed by hand: the library reads the body of a redirect without a bound.
    """
    opener = _opener(watch)
    for _ in range(_REDIRECTS + 1):
        request = Request(address, headers=_HEADERS)  # noqa: S310  the scheme was checked
        with watch.faults():
            response = opener.open(request, timeout=min(watch.seconds, _ONE_STEP))
        with response:
            if response.status == 200:
                yield response, address
                return
            if response.status not in _MOVED:
                reason = escaped(str(response.reason or ""))[:80]
                raise RecordError(SkipCode.UNREADABLE, f"HTTP {response.status} {reason}".rstrip())
            address = _next(address, response.headers.get("Location"))
    raise RecordError(SkipCode.UNREADABLE, f"more than {_REDIRECTS} redirects")


def _next(address: str, location: str | None) -> str:
    try:
        following = checked_address(urljoin(address, (location or "").strip()))
    except (ReadError, ValueError):
        reason = f"a redirect to {seen(location or '')}; expected an http or https address"
        raise RecordError(SkipCode.UNSAFE, reason) from None
    if address.startswith("https:") and following.startswith("http:"):
        raise RecordError(SkipCode.UNSAFE, "a redirect from https to http")
    return following


def _opener(watch: _Watch) -> OpenerDirector:
    """Only what is needed: the usual opener also reads files and speaks FTP."""
    opener = OpenerDirector()
    for handler in (ProxyHandler(), UnknownHandler(), _Handler(watch)):
        opener.add_handler(handler)
    return opener


class _Watch:
    """Ends connections when time is up, and looks at where they lead."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.expired = False
        self._timer = threading.Timer(seconds, self._strike)
        self._timer.daemon = True
        self._socket: socket | None = None
        self._public: bool | None = None

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def connected(self, to: socket) -> None:
        """A connection stands; nothing was sent yet.

        Raises:
            RecordError: UNSAFE when an address of the public net led into a private one.
        """
        self._socket = to
        if self.expired:
            raise TimeoutError
        public = is_public(str(to.getpeername()[0]).partition("%")[0])
        if self._public and not public:
            raise RecordError(SkipCode.UNSAFE, "a redirect into a private network")
        self._public = public

    def _strike(self) -> None:
        self.expired = True
        if self._socket is not None:
            # Only this wakes a read that gets a byte now and then. The plain method: that of TLS
            # takes away what the read is using.
            try:
                socket.shutdown(self._socket, SHUT_RDWR)
            except (OSError, ValueError):
                return

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Turn what the libraries raise into one kind of error."""
        try:
            yield
        except IncompleteRead:
            self.check()
            raise RecordError(SkipCode.TRUNCATED, "the answer ends before its end") from None
        except (OSError, HTTPException, ValueError) as error:
            self.check()
            raise RecordError(SkipCode.UNREADABLE, f"not fetched: {_said(error)}") from None

    def check(self) -> None:
        """Say so when time is up.

        Raises:
            RecordError: UNREADABLE.
        """
        if self.expired:
            reason = f"not fetched within {self.seconds:g} seconds"
            raise RecordError(SkipCode.UNREADABLE, reason)


def _said(error: BaseException) -> str:
    inner = getattr(error, "reason", None)
    if isinstance(inner, BaseException):
        error = inner
    if isinstance(error, TimeoutError):
        return "no answer in time"
    text = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return escaped(str(text))[:200]


class _Body(RawIOBase):
    """The bytes of an answer."""

    def __init__(self, response: HTTPResponse, watch: _Watch) -> None:
        self._response = response
        self._watch = watch

    def read(self, size: int = -1, /) -> bytes:
        with self._watch.faults():
            data = self._response.read(size)
        if not data:
            self._watch.check()
            if self._response.length:
                reason = f"the answer is {self._response.length:,} bytes shorter than it says"
                raise RecordError(SkipCode.TRUNCATED, reason)
        return data


class _Connection(HTTPConnection):
    """A connection that is looked at before anything is sent on it."""

    def __init__(self, *args: Any, watch: _Watch, **options: Any) -> None:
        super().__init__(*args, **options)
        self._watch = watch

    def connect(self) -> None:
        super().connect()
        self._watch.connected(self.sock)


class _SecureConnection(_Connection, HTTPSConnection):
    """The same with TLS, which is settled before the look."""


class _Handler(AbstractHTTPHandler):
    """Opens both kinds of address."""

    def __init__(self, watch: _Watch) -> None:
        super().__init__()
        self._watch = watch

    def http_open(self, request: Request) -> HTTPResponse:
        connection: Any = partial(_Connection, watch=self._watch)
        return self.do_open(connection, request)

    def https_open(self, request: Request) -> HTTPResponse:
        connection: Any = partial(_SecureConnection, watch=self._watch)
        return self.do_open(connection, request, context=ssl.create_default_context())

    http_request = AbstractHTTPHandler.do_request_
    https_request = AbstractHTTPHandler.do_request_
