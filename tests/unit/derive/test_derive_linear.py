from __future__ import annotations

import json

import pytest

from reuse.derive.linear import parse

TEXT = json.dumps({"m": {"slopes": {"y": [1.0, 2.0], "x": [0.0, -1.0]}, "bias": 0.5}})


def test_facts_are_weighed_in_their_order() -> None:
    """Nats are the bias and each fact's slope times what it is beyond the usual."""
    model = parse(TEXT, {"m": ("x", "y")})["m"]
    assert model.nats((0.0, 1.0)) == 0.5
    assert model.nats((1.0, 2.0)) == pytest.approx(0.5 - 1.0 + 2.0)


def test_a_model_of_other_facts_is_refused() -> None:
    """A model that was trained on other facts is not applied."""
    with pytest.raises(KeyError, match="do not match"):
        parse(TEXT, {"m": ("x", "z")})
