"""XML lists read record by record in constant memory, with everything dangerous in XML refused.

A list has no need of a document type, so any DOCTYPE is refused before its first entity; nothing is ever fetched or
expanded. Depth, the size of one tag and the size of one record are bounded, so that a file costs time in proportion
to its length and memory in proportion to its largest record.
"""

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from achguard.errors import ListFormatError
from achguard.sanctions.sources.reading.list_stream import AGAIN, ListStream

if TYPE_CHECKING:
    from pyexpat import XMLParserType

MAX_DEPTH: Final = 64
"""Deepest nesting; OFAC's advanced format, the deepest, nests 13 elements."""
MAX_TAG_BYTES: Final = 256 * 1024
"""Longest single tag or comment; the publishers' longest, with the EU's remarks in attributes, have a few kB."""
MAX_ATTRIBUTES: Final = 1_000
"""Most attributes of one element; the publishers' elements have at most some thirty."""
MAX_RECORD_CHARACTERS: Final = 4 * 1024 * 1024
"""Most text in one record; the reference values of OFAC's advanced format, the largest record, hold some 100 kB."""
MAX_RECORD_ELEMENTS: Final = 200_000
"""Most elements in one record."""


class Element:
    """One element of a record: its name without prefix, its attributes, its own text and its children."""

    __slots__ = ("_pieces", "attributes", "children", "tag")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Element] = []
        self._pieces: list[str] = []

    @property
    def text(self) -> str:
        """The text of the element itself, with white space runs made one space."""
        return " ".join("".join(self._pieces).split())

    def add(self, piece: str) -> bool:
        """Append a piece of text and return True; the white space before the first counts for nothing."""
        if not self._pieces and piece.isspace():
            return False
        self._pieces.append(piece)
        return True

    def get(self, name: str) -> str:
        """Give an attribute with white space runs made one space, or ''."""
        return " ".join(self.attributes.get(name, "").split())

    def all(self, path: str) -> Iterator["Element"]:
        """Iterate the elements at a path such as `akaList/aka`, in order."""
        first, _, rest = path.partition("/")
        for child in self.children:
            if child.tag == first:
                if rest:
                    yield from child.all(rest)
                else:
                    yield child

    def first(self, path: str) -> "Element | None":
        """Give the first element at a path, or None."""
        return next(self.all(path), None)

    def value(self, path: str) -> str:
        """Give the first text at a path that is not blank, or ''."""
        return next(iter(self.values(path)), "")

    def values(self, path: str) -> list[str]:
        """Give the texts at a path that are not blank."""
        return [text for element in self.all(path) if (text := element.text)]


def records(file: ListStream, *, root: str, tags: frozenset[str]) -> Iterator[Element]:
    """Iterate the root element, with its attributes alone, and then each element named in `tags`, whole.

    Elements are given by their local names. Raises ListFormatError, with the line and what to do, for what is no XML,
    another document, cut off, not well-formed, oversized, or has a document type.
    """
    reader = _Reader(file, root, tags)
    for chunk in file.chunks():
        reader.feed(chunk, final=False)
        yield from reader.taken()
    reader.feed(b"", final=True)
    yield from reader.taken()


def local_name(tag: str) -> str:
    """Give a tag without its prefix."""
    return tag.rpartition(":")[2]


class _Reader:
    def __init__(self, file: ListStream, root: str, tags: frozenset[str]) -> None:
        from xml.parsers import expat

        self._file = file
        self._root = root
        self._tags = tags
        self._open: list[Element] = []
        self._ready: deque[Element] = deque()
        self._depth = self._fed = self._elements = self._characters = 0
        self._parser: XMLParserType = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._data
        # Entities, external ones too, can be declared nowhere but inside a document type.
        self._parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, chunk: bytes, *, final: bool) -> None:
        from xml.parsers import expat

        self._fed += len(chunk)
        try:
            self._parser.Parse(chunk, final)
        except expat.ExpatError as error:
            raise self._damaged(final=final) from error
        except (LookupError, ValueError):
            raise self._file.refusal(f"says an encoding that is unknown; {AGAIN}", line=1) from None
        if self._fed - self._parser.CurrentByteIndex > MAX_TAG_BYTES:
            raise self._refusal(f"a single tag has over {MAX_TAG_BYTES // 1024} kB; {AGAIN}")

    def taken(self) -> Iterator[Element]:
        while self._ready:
            yield self._ready.popleft()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local_name(name) if ":" in name else name
        self._depth += 1
        if len(attributes) > MAX_ATTRIBUTES:
            raise self._refusal(f"an element has over {MAX_ATTRIBUTES:,} attributes; {AGAIN}")
        if self._depth == 1:
            self._check_root(tag)
            self._ready.append(Element(tag, attributes))
        elif self._depth > MAX_DEPTH:
            raise self._refusal(f"elements are nested over {MAX_DEPTH} deep, which no list does; {AGAIN}")
        elif self._open:
            self._elements += 1
            if self._elements > MAX_RECORD_ELEMENTS:
                raise self._refusal(f"one record has over {MAX_RECORD_ELEMENTS:,} elements; {AGAIN}")
            element = Element(tag, attributes)
            self._open[-1].children.append(element)
            self._open.append(element)
        elif tag in self._tags:
            self._elements = self._characters = 0
            self._open.append(Element(tag, attributes))

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if self._open:
            element = self._open.pop()
            if not self._open:
                self._ready.append(element)

    def _data(self, text: str) -> None:
        if self._open and self._open[-1].add(text):
            self._characters += len(text)
            if self._characters > MAX_RECORD_CHARACTERS:
                raise self._refusal(f"one record has over {MAX_RECORD_CHARACTERS // 1024**2} MB of text; {AGAIN}")

    def _doctype(self, name: str, _system: str | None, _public: str | None, _internal: int) -> None:
        if name.lower() == "html":
            raise self._web_page()
        raise self._refusal("has a document type (DOCTYPE), which no publisher's list has; it is refused unread")

    def _check_root(self, tag: str) -> None:
        if tag.lower() == "html":
            raise self._web_page()
        if tag != self._root:
            raise self._refusal(
                f"is another kind of XML: it starts with <{tag[:40]}>, not <{self._root}>; give the publisher's file"
            )

    def _web_page(self) -> ListFormatError:
        return self._file.refusal("is a web page, not the list; download the file itself")

    def _damaged(self, *, final: bool) -> ListFormatError:
        if self._fed == 0:
            return self._file.refusal(f"is empty; {AGAIN}")
        line = self._parser.ErrorLineNumber
        if self._depth == 0 and not self._ready:
            return self._file.refusal(f"is not XML; {AGAIN}", line=line)
        if final:
            return self._file.refusal(f"ends before its last element is closed: it is cut off; {AGAIN}", line=line)
        return self._file.refusal(f"is not well-formed XML: it was damaged or edited; {AGAIN}", line=line)

    def _refusal(self, what: str) -> ListFormatError:
        return self._file.refusal(what, line=self._parser.CurrentLineNumber)
