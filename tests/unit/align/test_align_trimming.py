"""Where passages end."""

from __future__ import annotations

from reuse import Document, compare

A = (
    "The county closed it. Councillor Anna Petrie told the meeting that the building had been "
    "inspected four times since the winter storms and that each inspection had found new damage in "
    'the oak beams. "We cannot let people sit under it," she said. The 14,000 books kept in the '
    "room will be moved to a former shoe shop on Tanner Street, which the county has rented for "
    "eighteen months."
)
B = (
    "Readers are angry about all of it today. Councillor Anna Petrie told the meeting that the "
    "building had been inspected four times since the winter storms and that each inspection had "
    'found new damage in the oak beams. "We cannot let people sit under it," she said. Librarians '
    "we spoke to had not been told before the meeting. The 14,000 books held in the room are to be "
    "moved to an old shoe shop in Tanner Street, rented by the county for a year and a half. Tom "
    "Hale, who has read there every Thursday since 1981, said he would bring his own tarpaulin."
)


def test_a_passage_does_not_end_before_the_last_small_words_of_its_sentence() -> None:
    """What ends a sentence that both hold belongs to it, though its words tell nothing."""
    for left, right in ((A, B), (B, A)):
        found = compare(
            Document(id="a", text=left, language="en"), Document(id="b", text=right, language="en")
        )
        whole = left.index("Councillor"), left.index("she said") + len("she said")
        assert any(
            each.left.start <= whole[0] and each.left.end >= whole[1] for each in found.alignments
        )
        ends = [right[each.right.start : each.right.end] for each in found.alignments]
        assert any("Councillor" in end and "she said" in end for end in ends)
