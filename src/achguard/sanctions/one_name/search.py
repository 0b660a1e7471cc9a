"""One name in, every listed name that may be it out, each compared in full; `many_names.search` is its mirror."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from achguard.first_use import cached_property
from achguard.names.readings import is_plain, readings, wholes
from achguard.sanctions.comparing.compare import Comparison, compare
from achguard.sanctions.comparing.most_met import words_may_reach
from achguard.sanctions.comparing.prepared_names import MAX_WORDS, Query, prepare_as_person, prepare_query
from achguard.sanctions.one_name.candidates import by_letters, by_words
from achguard.sanctions.one_name.inside_search import InsideSearch

if TYPE_CHECKING:
    from achguard.sanctions.index.name_index import NameIndex


class NameSearch:
    """Searches an index for one name; it remembers nothing but what the index does, and is safe to share."""

    def __init__(self, index: "NameIndex") -> None:
        self.index = index
        """The index that is searched."""

    @cached_property
    def inside(self) -> InsideSearch:
        """What finds listed names beside other words."""
        return InsideSearch(self.index)

    def search(
        self, name: str, cut_at: int | None = None, least: float = 0.0
    ) -> Iterator[tuple[int, Comparison, Query]]:
        """Every listed name that scores at least `least` with a name, each compared in full, in no particular order.

        Complete: what comparing with every name would find is found. Some with a lower score are handed out too. The
        name is a field: each party in it is searched for as well, what a disguise stands for, and listed names that
        stand beside other words.
        """
        query = prepare_query(name, cut_at)
        yield from self._like(query, least)
        yield from self.search_as_person(name, cut_at, least)
        # The query of a field of more words has not all of them.
        has_all = name.isascii() and len(name) < 2 * MAX_WORDS
        yield from self.inside.search_words(query.words) if has_all else self.inside.search(name)
        if has_all and is_plain(name, query.words):
            return
        for text, width in readings(name)[1:]:
            yield from self.search_one(text, cut_at, least, width)
        for text in wholes(name)[1:]:
            yield from self.inside.search(text)

    def search_one(
        self, name: str, cut_at: int | None, least: float, width: int | None = None
    ) -> Iterator[tuple[int, Comparison, Query]]:
        """Every listed name that scores at least `least` with one reading of a field, and some others.

        `width` is how much of the field there is up to the reading's end; None where the reading is the field.
        """
        yield from self._like(prepare_query(name, cut_at, width), least)
        yield from self.search_as_person(name, cut_at, least, width)

    def search_as_person(
        self, name: str, cut_at: int | None, least: float, width: int | None = None
    ) -> Iterator[tuple[int, Comparison, Query]]:
        """Yield listed individuals for a name in which what spells a legal form may be a family name or initials."""
        query = prepare_as_person(name, cut_at, width)
        if query is not None:
            yield from (each for each in self._like(query, least) if self.index.is_individual(each[0]))

    def _like(self, query: Query, least: float) -> Iterator[tuple[int, Comparison, Query]]:
        index = self.index
        if not query.words or not index.entity_of:
            return
        words = [index.word(word) for word in query.words]
        letters = {*by_letters(query, index.postings, index.runs, least)}
        found = letters.union(by_words(query, words, index.postings, least))
        if found:
            alike = [word.likeness for word in words]
            for at in sorted(found):
                form = index.form(at)
                if at in letters or words_may_reach(query, form, least):
                    yield at, compare(query, form, alike), query
