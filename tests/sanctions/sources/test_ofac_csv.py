"""OFAC's files are read with all their quirks, and a damaged one is refused with its name, its line and what to do."""

import datetime as dt
import os
from pathlib import Path

import pytest

from achguard.errors import ListFormatError
from achguard.sanctions.listed.entity import ListedEntity
from achguard.sanctions.sources import ofac_csv
from achguard.sanctions.sources.reading.read_list import ReadList

NOTHING = ",".join(["-0- "] * 6)


def read_one(*paths: Path, partial: bool = False) -> ReadList:
    """Read files that hold one list."""
    (read,) = ofac_csv.read(*paths, partial=partial)
    return read


def entity_of(read: ReadList, uid: str) -> ListedEntity:
    """Return the entry with a number."""
    return next(entity for entity in read.entities if entity.uid == uid)


def edit(path: Path, old: bytes, new: bytes) -> None:
    """Replace bytes of a file, which must be there."""
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))


def test_reads_an_individual_whole(ofac_files: Path) -> None:
    """Names by quality, programs, birth, nationality, numbers and title come out of their files."""
    zorban = entity_of(read_one(ofac_files), "900001")
    assert zorban.kind == "individual"
    assert [(name.text, name.quality, name.kind) for name in zorban.names] == [
        ("ZORBAN, Malik Tarentov", "primary", "primary"),
        ("ZARBAN, Malek Tarantov", "strong", "aka"),
        ("ZORBANI, Malik", "strong", "aka"),
        ("THE FALCONER", "weak", "aka"),
    ]
    assert zorban.programs == ("SAMPLE-A", "SAMPLE-B")
    assert zorban.dates_of_birth == ("1961-03-14",)
    assert zorban.countries == ("IR",)
    assert [(number.type, number.value, number.country) for number in zorban.identifiers] == [
        ("passport", "X0000001", "IR")
    ]
    assert zorban.title == "Commander"


def test_reads_kinds_and_bics(ofac_files: Path) -> None:
    """A blank type is an organization; ships and aircraft are told; a BIC of eight characters is the head office's."""
    read = read_one(ofac_files)
    assert {entity_of(read, uid).kind for uid in ("900002", "900034", "900037")} == {
        "organization",
        "vessel",
        "aircraft",
    }
    assert entity_of(read, "900003").bics == ("BNVEDEF1XXX",)
    assert entity_of(read, "900003").countries == ("DE",)


def test_remarks_go_on_in_the_comments_in_the_middle_of_a_word(ofac_files: Path) -> None:
    """What was cut off after a thousand characters is found again, weak aliases included."""
    cut = entity_of(read_one(ofac_files), "900041")
    assert [name.text for name in cut.names if name.quality == "weak"] == ["THE GARDENER", "ABU RUMMANE"]
    assert [number.value for number in cut.identifiers] == ["N9900456"]


LONG = 1000  # characters at which a remark is cut off


@pytest.mark.parametrize(
    ("end", "comment", "value"),
    [
        ("; Passport Q99", "90001 (Iran).", "Q9990001"),
        ("; Passport", " Q9990001 (Iran).", "Q9990001"),
        (";", " Passport Q9990001 (Iran).", "Q9990001"),
        ("; Pass", "port Q9990001 (Iran).", "Q9990001"),
    ],
)
def test_a_remark_goes_on_where_it_was_cut_off(ofac_files: Path, end: str, comment: str, value: str) -> None:
    """In a word, between two or before a blank that the comments begin with, a remark of 1,000 characters goes on."""
    remark = "DOB 1950; nationality Iran; POB ".ljust(LONG - len(end), "X") + end
    name = b"900001,"
    content = (ofac_files / "sdn.csv").read_bytes()
    old = next(line for line in content.splitlines() if line.startswith(name))
    edit(ofac_files / "sdn.csv", old, old[: old.rindex(b',"') + 2] + remark.encode() + b'"')
    comments = ofac_files / "sdn_comments.csv"
    comments.write_bytes(f'900001,"{comment}"\r\n'.encode() + comments.read_bytes())
    numbers = entity_of(read_one(ofac_files), "900001").identifiers
    assert value in {number.value for number in numbers}


def test_a_comment_that_repeats_the_end_of_a_remark_adds_nothing(ofac_files: Path) -> None:
    """Some comments say the last words of a whole remark again, which would be a number of its own."""
    edit(ofac_files / "sdn.csv", b"a.k.a. 'THE FALCONER'.", b"Tax ID No. 990077881234 (Iran).")
    before = entity_of(read_one(ofac_files), "900001")
    comments = ofac_files / "sdn_comments.csv"
    comments.write_bytes(b'900001,"77881234 (Iran)."\r\n' + comments.read_bytes())
    assert entity_of(read_one(ofac_files), "900001") == before


def test_a_label_that_nobody_knows_is_told(ofac_files: Path) -> None:
    """A number under a new label is kept, and the list's problems name the label and its entry."""
    edit(ofac_files / "sdn.csv", b"Passport X0000001 (Iran)", b"Guild Card No. G-778812 (Iran)")
    read = read_one(ofac_files)
    assert ("other", "G778812", "IR") in {(n.type, n.value, n.country) for n in entity_of(read, "900001").identifiers}
    assert "'Guild Card No.'" in "; ".join(read.problems)
    assert "900001" in "; ".join(read.problems)


def test_comments_are_optional(ofac_files: Path) -> None:
    """A set without its comments file is whole."""
    (ofac_files / "sdn_comments.csv").unlink()
    read = read_one(ofac_files)
    assert not read.partial
    assert len(read.entities) == 41


def test_a_header_and_padding_and_lower_case_names_do_not_matter(ofac_files: Path) -> None:
    """Copies with a header row, a padded last row, a BOM, bare line feeds or other file names are read alike."""
    plain = read_one(ofac_files)
    alt = ofac_files / "alt.csv"
    content = alt.read_bytes().removesuffix(b"\x1a").replace(b"\r\n", b"\n")
    header = b"\xef\xbb\xbfent_num,alt_num,alt_type,alt_name,alt_remarks\n"
    alt.unlink()
    (ofac_files / "ALT.CSV").write_bytes(header + content + b"\x1a,,,,")
    (ofac_files / "sdn.csv").rename(ofac_files / "entries of today.csv")
    (ofac_files / "add.csv").rename(ofac_files / "x.csv")
    assert read_one(ofac_files).entities == plain.entities


def test_the_two_families_are_told_apart(ofac_files: Path, tmp_path: Path) -> None:
    """Consolidated files beside the SDN files make a list of their own, told by name or by program."""
    for index, name in enumerate(("cons_prim.csv", "anything.csv")):
        folder = tmp_path / str(index)
        folder.mkdir()
        (folder / name).write_text(
            f'1,"EXAMPLAR PETROLEUM",-0- ,"UKRAINE-EO13662] [RUSSIA-EO14024",-0- ,{NOTHING},-0- \r\n'
        )
        (folder / "cons_alt.csv").write_text('1,1,"aka","EXAMPLAR PETRO",-0- \r\n')
        (folder / "cons_add.csv").write_text('1,1,-0- ,-0- ,"Russia",-0- \r\n')
        lists = ofac_csv.read(ofac_files, folder)
        assert [(each.list, len(each.entities)) for each in lists] == [("ofac-cons", 1), ("ofac-sdn", 41)]
        assert lists[0].entities[0].programs == ("UKRAINE-EO13662", "RUSSIA-EO14024")


def test_dates_the_list_by_argument_else_by_the_file_of_entries(ofac_files: Path) -> None:
    """The files carry no date: an argument dates them, else the time of sdn.csv, whatever else was touched since."""
    for path in ofac_files.iterdir():
        os.utime(path, (0, dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC).timestamp()))
    for name in ("add.csv", "alt.csv", "sdn_comments.csv"):
        os.utime(ofac_files / name, (0, dt.datetime(2026, 5, 3, 12, tzinfo=dt.UTC).timestamp()))
    assert (read_one(ofac_files).published, read_one(ofac_files).dated_by) == (dt.date(2026, 5, 1), "file-time")
    (dated,) = ofac_csv.read(ofac_files, published=dt.date(2026, 4, 30))
    assert (dated.published, dated.dated_by) == (dt.date(2026, 4, 30), "argument")


def test_rows_of_absent_entries_are_counted_and_reported(ofac_files: Path) -> None:
    """An alias of an entry that the entry file lacks is no reason to stop, but it is told."""
    with (ofac_files / "alt.csv").open("rb+") as file:
        file.write(b'999999,1,"aka","NOBODY KNOWN",-0- \r\n' + (ofac_files / "alt.csv").read_bytes())
    read = read_one(ofac_files)
    assert read.problems == ("ofac-sdn: 1 rows of alt.csv name an entry that sdn.csv lacks",)


def test_an_unknown_type_is_reported(ofac_files: Path) -> None:
    """A type that OFAC may add one day is screened as an organization and told."""
    edit(ofac_files / "sdn.csv", b'"aircraft"', b'"drone"')
    assert any("drone" in problem for problem in read_one(ofac_files).problems)


@pytest.mark.parametrize("file", ["sdn.csv", "alt.csv", "add.csv"])
def test_a_set_that_lacks_a_file_is_refused_by_its_name(ofac_files: Path, file: str) -> None:
    """A set without its entries, aliases or addresses is no list."""
    (ofac_files / file).unlink()
    with pytest.raises(ListFormatError, match=f"{file} missing"):
        ofac_csv.read(ofac_files)


def test_partial_lets_aliases_or_addresses_be_missing(ofac_files: Path) -> None:
    """With partial a set without aliases is read and says so, as its refusal told; entries must be there."""
    (ofac_files / "alt.csv").unlink()
    with pytest.raises(ListFormatError, match="--partial"):
        ofac_csv.read(ofac_files)
    read = read_one(ofac_files, partial=True)
    assert read.partial
    assert any("without alt.csv" in problem for problem in read.problems)
    (ofac_files / "sdn.csv").unlink()
    with pytest.raises(ListFormatError, match=r"sdn\.csv and alt\.csv missing"):
        ofac_csv.read(ofac_files, partial=True)


def _cut_last_row(content: bytes) -> bytes:
    return content.removesuffix(b"\x1a")[:-40]


def _cut_in_quotes(content: bytes) -> bytes:
    return content[: content.rindex(b'"') - 3]


DAMAGE = {
    "empty": (lambda _: b"", "is empty"),
    "only its end": (lambda _: b"\r\n\x1a", "is empty"),
    "a web page": (lambda _: b"\r\n<!DOCTYPE html><html>Access denied</html>", "web page"),
    "binary": (lambda content: content + b"\0\0", "binary"),
    "fewer columns in the last row": (_cut_last_row, "cut off"),
    "an open quote": (_cut_in_quotes, "cut off"),
    "a last line without its end": (lambda content: content.removesuffix(b"\r\n\x1a"), "middle of a line"),
    "an entry number that is a word": (lambda content: content.replace(b"900002", b"nine00", 1), "entry number"),
    "a number of other digits": (lambda content: content.replace(b"900002", "９".encode() * 6, 1), "entry number"),
    "other columns": (lambda _: b"1,2,3\r\n4,5,6\r\n", "3 columns"),
    "text after a quote": (lambda content: content.replace(b'",', b'"x,', 1), "quote"),
    "a header alone": (lambda _: b"ent_num,a,b,c,d\r\n", "no entry"),
}


@pytest.mark.parametrize("how", DAMAGE)
@pytest.mark.parametrize("file", ["sdn.csv", "alt.csv", "add.csv"])
def test_a_damaged_file_is_refused_by_its_name(ofac_files: Path, file: str, how: str) -> None:
    """Whatever a download can do to a file is told in one sentence with the file and what to do."""
    damage, says = DAMAGE[how]
    path = ofac_files / file
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ListFormatError, match=says) as caught:
        ofac_csv.read(ofac_files)
    assert file in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_row_with_a_column_too_many_is_refused_by_its_line(ofac_files: Path) -> None:
    """A comma that slipped in is told with its line."""
    edit(ofac_files / "alt.csv", b"900002,", b"900002,,")
    with pytest.raises(ListFormatError, match=r"alt\.csv, line 3: has 6 columns where the others have 5"):
        ofac_csv.read(ofac_files)


def test_an_entry_twice_and_an_entry_without_a_name_are_refused(ofac_files: Path) -> None:
    """Entry numbers are unique and every entry has a name."""
    edit(ofac_files / "sdn.csv", b"900002,", b"900001,")
    with pytest.raises(ListFormatError, match="line 2: entry 900001 is there twice"):
        ofac_csv.read(ofac_files)
    edit(ofac_files / "sdn.csv", b'900001,"QUENTARA MARITIME TRADING COMPANY LLC"', b"900002,-0- ")
    with pytest.raises(ListFormatError, match="entry 900002 has no name"):
        ofac_csv.read(ofac_files)


def test_an_entry_file_that_lost_half_its_rows_is_refused(ofac_files: Path) -> None:
    """A file that was cut exactly between two rows shows in the aliases of the entries that are gone."""
    path = ofac_files / "sdn.csv"
    path.write_bytes(b"\r\n".join(path.read_bytes().split(b"\r\n")[:15]) + b"\r\n")
    with pytest.raises(ListFormatError, match=r"sdn\.csv: lacks the entries of"):
        ofac_csv.read(ofac_files)


def test_two_files_for_one_purpose_are_refused(ofac_files: Path) -> None:
    """The entries of two days in one folder are told, both by name."""
    (ofac_files / "sdn_2024-05-02.csv").write_bytes((ofac_files / "sdn.csv").read_bytes())
    with pytest.raises(ListFormatError, match=r"sdn_2024-05-02\.csv .*sdn\.csv|sdn\.csv .*sdn_2024-05-02\.csv"):
        ofac_csv.read(ofac_files)


def test_alias_types_of_another_table_are_refused(ofac_files: Path) -> None:
    """Five columns alone do not make an alias file."""
    (ofac_files / "alt.csv").write_text("900001,1,red,GREEN,-0- \r\n")
    with pytest.raises(ListFormatError, match="not aka, fka or nka"):
        ofac_csv.read(ofac_files)


def test_absent_places_are_told(tmp_path: Path) -> None:
    """A missing file, a folder without list files, and no file at all each say what to give."""
    with pytest.raises(ListFormatError, match="cannot be read"):
        ofac_csv.read(tmp_path / "sdn.csv")
    with pytest.raises(ListFormatError, match=r"no list file \(\.csv\)"):
        ofac_csv.read(tmp_path)
    with pytest.raises(ListFormatError, match="no list file given"):
        ofac_csv.read()


def test_the_digest_is_of_what_the_files_hold(ofac_files: Path) -> None:
    """Another file name changes no digest, another byte does."""
    before = read_one(ofac_files).sha256
    (ofac_files / "sdn.csv").rename(ofac_files / "sdn_2026.csv")
    assert read_one(ofac_files).sha256 == before
    edit(ofac_files / "sdn_2026.csv", b"ZORBAN", b"ZORBEN")
    assert read_one(ofac_files).sha256 != before


def test_other_encodings_are_read(ofac_files: Path) -> None:
    """A copy saved as UTF-16 or in a Western code page has the same entries."""
    plain = read_one(ofac_files).entities
    sdn = ofac_files / "sdn.csv"
    text = sdn.read_bytes().decode()
    sdn.write_bytes(text.encode("utf-16"))
    assert read_one(ofac_files).entities == plain
    sdn.write_bytes(text.replace("ZORBAN, Malik", "ZORBÁN, Malik").encode("latin-1"))
    assert entity_of(read_one(ofac_files), "900001").primary_name == "ZORBÁN, Malik Tarentov"


COMMENT_DAMAGE = {
    "a row without a number": lambda content: b"nobody,text\r\n" + content,
    "a row of another width": lambda content: content.replace(b"\x1a", b'900041,"a","b"\r\n\x1a'),
    "a quote that is not closed": lambda content: b'900040,"open\r\n' + content,
    "text after a quote": lambda content: b'900040,"a"b\r\n' + content,
    "a last row that is cut off": lambda content: content.removesuffix(b"\x1a") + b'900040,"cut o',
    "a last row that ends too soon": lambda content: content.removesuffix(b"\x1a") + b"900040,cut o",
    "a row of one column": lambda content: b"900040\r\n" + content,
}


@pytest.mark.parametrize("how", COMMENT_DAMAGE)
def test_a_bad_row_of_the_comments_is_left_out_and_told(ofac_files: Path, how: str) -> None:
    """The optional file loses the row and nothing else; the problem names the file and the line."""
    path = ofac_files / "sdn_comments.csv"
    whole = read_one(ofac_files)
    more = b"".join(b'90000%d,"more of it"\r\n' % number for number in (1, 2, 3))
    path.write_bytes(COMMENT_DAMAGE[how](more + path.read_bytes()))
    read = read_one(ofac_files)
    assert entity_of(read, "900041") == entity_of(whole, "900041")
    assert len(read.problems) == 1
    assert "1 damaged rows of sdn_comments.csv were left out, the first in line" in read.problems[0]


def test_comments_that_are_mostly_damaged_are_refused(ofac_files: Path) -> None:
    """A file of which little is left is no comments file, and a bad row anywhere else is as bad as ever."""
    path = ofac_files / "sdn_comments.csv"
    path.write_bytes(b"nobody,text\r\n" * 9 + path.read_bytes())
    with pytest.raises(ListFormatError, match=r"sdn_comments\.csv, line 1: starts with no entry number"):
        ofac_csv.read(ofac_files)
    path.write_bytes(b'1,"open\r\n' * 9)
    with pytest.raises(ListFormatError, match=r"sdn_comments\.csv"):
        ofac_csv.read(ofac_files)
