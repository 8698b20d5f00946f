"""Outlets as a policy names them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from reuse.config import DeriveConfig
from reuse.derive.agencies import AgencyTable, agency_of, agency_table, initials
from reuse.derive.marks import wire_marks
from reuse.derive.names import brand_of, names_of, present
from reuse.model.document import Document

_ABBREVIATION = re.compile(r"[A-Z]{2,6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedOutlets:
    """A list of outlets: "AP", "Associated Press" and "AP News" are one."""

    by_brand: Mapping[str, str]
    """The policy's name by the form under which spellings agree."""
    by_agency: Mapping[str, str]
    """The same of news agencies, by their key."""
    table: AgencyTable

    @classmethod
    def of(cls, names: tuple[str, ...], config: DeriveConfig) -> Self:
        """The outlets of a list in a policy.

        Args:
            names: as the policy gives them.
            config: holds the user's own agencies.
        """
        table = agency_table(config)
        keys = {_key(name, table): name for name in names}
        return cls(
            by_brand={brand_of(name): name for name in names if brand_of(name)},
            by_agency={key: name for key, name in keys.items() if key is not None},
            table=table,
        )

    def holds(self, outlet: str | None) -> str | None:
        """The policy's name of an outlet, or None when it is not in the list."""
        if outlet is None or not (self.by_brand or self.by_agency):
            return None
        by_brand = self.by_brand.get(brand_of(outlet))
        if by_brand is not None:
            return by_brand
        key = agency_of(names_of(outlet), self.table)
        return None if key is None else self.by_agency.get(key)

    def marked_in(self, document: Document) -> str | None:
        """The policy's name of the agency whose text a document says that it carries.

        Byline, dateline, credit line, copyright line or tag name it; a line that thanks an
        agency for its help does not count.
        """
        if not self.by_agency:
            return None
        names = names_of(document.outlet)
        marks = wire_marks(
            document,
            names,
            agency_of(names, self.table),
            self.table,
            present(document.text, self.table.names),
        )
        found = (self.by_agency.get(mark.key) for mark in marks if mark.kind.full)
        return next((name for name in found if name is not None), None)


def _key(name: str, table: AgencyTable) -> str | None:
    """Key of the agency that a policy names; an abbreviation may be one that no table knows."""
    key = agency_of(names_of(name), table)
    if key is None and _ABBREVIATION.fullmatch(name):
        return initials(name)
    return key
