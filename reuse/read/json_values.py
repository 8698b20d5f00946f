"""One JSON value from bytes that nobody has vouched for."""

from __future__ import annotations

import re

import msgspec

from reuse.config import ReadConfig
from reuse.errors import RecordError
from reuse.model.skip import SkipCode
from reuse.read.shown import kind_of

_DECODE = msgspec.json.Decoder().decode
_HIGH, _LOW = rb"\\u[dD][89abAB][0-9a-fA-F]{2}", rb"\\u[dD][c-fC-F][0-9a-fA-F]{2}"
# Escapes one at a time from the left, so that an escaped backslash is not taken for half of one.
_ESCAPES = re.compile(
    rb"(?P<pair>" + _HIGH + _LOW + rb")|(?P<lone>" + _HIGH + rb"|" + _LOW + rb")|\\."
)


def json_value(data: bytes, config: ReadConfig) -> object:
    """Decode strictly: UTF-8 throughout, no NaN, no number beyond a double, bounded depth.

    Everything is decoded, also what nobody will look at, so that a record is either sound or
    skipped. Of a repeated key the last value counts.

    Raises:
        RecordError: BAD_ENCODING, BAD_FIELD (a lone surrogate) or BAD_SYNTAX.
    """
    try:
        value: object = _DECODE(data)
    except UnicodeDecodeError:
        raise _bad_encoding(data) or RecordError(SkipCode.BAD_ENCODING, "no UTF-8") from None
    except RecursionError:
        raise RecordError(SkipCode.BAD_SYNTAX, "nested too deeply to be decoded") from None
    except msgspec.DecodeError as error:
        if (fault := _bad_encoding(data)) is not None:
            raise fault from None
        if _has_lone_surrogate(data):
            raise RecordError(
                SkipCode.BAD_FIELD, "a lone surrogate escape; expected Unicode text"
            ) from None
        raise RecordError(SkipCode.BAD_SYNTAX, f"no valid JSON ({error})") from None
    if _deeper(value, config.max_depth):
        raise RecordError(SkipCode.BAD_SYNTAX, f"nested deeper than {config.max_depth} levels")
    return value


def json_object(data: bytes, config: ReadConfig) -> dict[str, object]:
    """Decode one JSON object.

    Raises:
        RecordError: as `json_value`, and BAD_SYNTAX for any other value.
    """
    value = json_value(data, config)
    if not isinstance(value, dict):
        raise RecordError(SkipCode.BAD_SYNTAX, f"expected a JSON object, got {kind_of(value)}")
    return value


def _bad_encoding(data: bytes) -> RecordError | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return RecordError(
            SkipCode.BAD_ENCODING, f"byte 0x{data[error.start]:02x} at {error.start} is no UTF-8"
        )
    return None


def _has_lone_surrogate(data: bytes) -> bool:
    return any(match["lone"] for match in _ESCAPES.finditer(data))


def _deeper(value: object, levels: int) -> bool:
    layer = [value]
    for _ in range(levels):
        inner: list[object] = []
        for item in layer:
            if isinstance(item, dict):
                inner.extend(v for v in item.values() if isinstance(v, dict | list))
            elif isinstance(item, list):
                inner.extend(v for v in item if isinstance(v, dict | list))
        if not inner:
            return False
        layer = inner
    return True
