"""The plots of the page."""

from hypothesis import given
from hypothesis import strategies as st

from achguard.report.plots import LEAST, WIDTH, bar, histogram

COUNTS = st.dictionaries(st.sampled_from(["hold", "redirect", "ask", "accept"]), st.integers(0, 10**9))


@given(COUNTS)
def test_a_bar_is_whole_and_each_part_can_be_seen(counts: dict[str, int]) -> None:
    """Parts lie side by side without a gap, each that is there at least a few units wide, and fill the bar."""
    parts = bar(counts)
    assert [part.name for part in parts] == [name for name, count in counts.items() if count]
    assert all(part.width >= LEAST for part in parts)
    assert [part.x for part in parts] == [sum(each.width for each in parts[:at]) for at in range(len(parts))]
    assert sum(part.width for part in parts) == (WIDTH if parts else 0)


def test_the_larger_part_is_the_wider_one() -> None:
    """A bar of one hold among a million payments shows both, and says the share in words."""
    hold, accept = bar({"hold": 1, "accept": 999_999})
    assert hold.width < accept.width
    assert (hold.share, accept.share) == ("0.0 %", "100.0 %")
    assert [part.width for part in bar({"a": 1, "b": 1})] == [WIDTH // 2, WIDTH // 2]


def test_scores_are_counted_where_they_belong() -> None:
    """A score on a border is in the column that begins there; what is lower than all is in the first."""
    columns = {each.label: each.names for each in histogram([0.5, 0.8, 0.82, 0.9799, 0.98, 1.0]) if each.names}
    assert columns == {"0.80": 2, "0.82": 1, "0.96": 1, "0.98": 2}
    assert histogram([]) == ()
