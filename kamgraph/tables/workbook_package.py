"""Whether a workbook may be opened at all: its size, its parts, and the shape of its sheets.

Nothing here reads a value. A workbook is a zip archive of XML from anywhere; what could keep
a reader busy, fill its memory or lead it elsewhere is refused before the reader sees it.
"""

from __future__ import annotations

import re
import stat
import zlib
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from kamgraph.errors import InputError, StoreUnreachable, shortened

LARGEST_FILE = 50 * 2**20
"""Bytes a workbook may have."""

LARGEST_INFLATED = 500 * 2**20
"""Bytes its parts may have together."""

LARGEST_RATIO = 100
"""How many times larger than the file its parts may be."""

MOST_ENTRIES = 1_000
"""Parts a workbook may have."""

MOST_ROWS = 200_000
"""Rows a sheet may have below its header."""

MOST_COLUMNS = 256
"""Columns a sheet may have."""

_HARMLESS = 2**20  # so few bytes are no bomb, whatever their ratio
_BLOCK = 1 << 16
_LARGEST_WHOLE = 20 * 2**20
_READ_WHOLE = (".rels", "styles.xml", "workbook.xml", "[content_types].xml")  # never that large
_LAST_ROW = 2**20  # of any spreadsheet, formatted empty ones included
_LAST_COLUMN = 2**14
_MOST_HOLLOW = 1_000  # one is enough to refuse an import; these are more than are shown
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_SHEET, _ROW, _CELL, _FORMULA = (f"{_MAIN} {n}" for n in ("worksheet", "row", "c", "f"))
_FILLED = (f"{_MAIN} v", f"{_MAIN} is")
_LEADS_OUT = re.compile(r"(^[/\\])|(^[A-Za-z]:)|\\|(^|/)\.\.(/|$)|\x00")
_MACROS = re.compile(r"vbaproject|(^|/)macrosheets/|(^|/)dialogsheets/|(^|/)activex/")
_DECLARES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_SAVE_AS = "save it as an Excel workbook (.xlsx)"

DAMAGED = (
    BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    LookupError,
    NotImplementedError,  # of zipfile, for ways of compressing that it does not know
    ValueError,
)
"""What reading a damaged archive, or XML that is none, can raise."""


class Shape:
    """How far the values of a sheet reach, and which formulas have none."""

    def __init__(self) -> None:
        self.rows = 0
        self.columns = 0
        self.hollow: set[tuple[int, int]] = set()
        """Formulas that nobody has computed: row and column."""


def check_name(path: Path) -> None:
    """Refuses files that are no .xlsx by their names.

    Args:
        path: the file.

    Raises:
        InputError: a workbook of another kind.
    """
    suffix = path.suffix.lower()
    if suffix in (".xlsm", ".xltm", ".xlsb"):
        raise InputError(f"'{path}' is made to hold macros, which are never read; {_SAVE_AS}")
    if suffix in (".xls", ".ods", ".xltx"):
        raise InputError(f"'{path}' is a workbook of another program or time; {_SAVE_AS}")
    if suffix != ".xlsx":
        raise InputError(f"'{path}' is no workbook by its name; give one that ends in .xlsx")


def checked_package(path: Path, file: BinaryIO) -> dict[str, Shape]:
    """The shape of every sheet of a workbook that may be opened, by the name of its part.

    Args:
        path: the workbook, for messages.
        file: the workbook, open; it is left at any place.

    Raises:
        InputError: too large, hostile, damaged or no workbook.
        StoreUnreachable: it may not be read.
    """
    try:
        _check_file(path, file)
        file.seek(0)
        with ZipFile(file) as archive:
            infos = archive.infolist()
            _check_entries(path, infos)
            _check_sizes(path, infos)
            shapes = {}
            for info in infos:
                found = _scanned(path, archive, info)
                if found is not None:
                    shapes[info.filename] = found
            return shapes
    except DAMAGED:
        raise damaged(path) from None
    except OSError as error:
        raise unreadable(path, error) from error


def damaged(path: Path) -> InputError:
    """The error about a workbook that cannot be read.

    Args:
        path: the workbook.
    """
    return InputError(
        f"'{path}' is damaged or no workbook; open it in a spreadsheet program and {_SAVE_AS}"
    )


def unreadable(path: Path, error: OSError) -> StoreUnreachable:
    """The error about a workbook that the system does not let us read.

    Args:
        path: the workbook.
        error: what the system says.
    """
    return StoreUnreachable(
        f"'{path}' cannot be read: {error.strerror or error}; check its permissions"
    )


def _check_file(path: Path, file: BinaryIO) -> None:
    """Refuses what is no zip archive, or too large."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise InputError(f"'{path}' is not a file; put a workbook in its place")
    if status.st_size > LARGEST_FILE:
        raise InputError(
            f"'{path}' is larger than {LARGEST_FILE >> 20} MB; import a folder of CSV files instead"
        )
    head = file.read(4)
    if head == _OLE:
        raise InputError(
            f"'{path}' is protected with a password, or an old .xls; take the password off and "
            f"{_SAVE_AS}"
        )
    if head != _ZIP:
        raise InputError(f"'{path}' is no workbook, whatever its name says; {_SAVE_AS}")


def _check_entries(path: Path, infos: list[ZipInfo]) -> None:
    """Refuses too many parts, and parts that lead elsewhere or hold programs."""
    if len(infos) > MOST_ENTRIES:
        raise InputError(f"'{path}' has more than {MOST_ENTRIES:,} parts; it is no plain workbook")
    seen: set[str] = set()
    for info in infos:
        name = info.orig_filename
        if _LEADS_OUT.search(name):
            shown = shortened(name)
            raise InputError(f"'{path}' holds a part that leads outside of it ('{shown}')")
        if name.lower() in seen:
            raise InputError(f"'{path}' holds the part '{shortened(name)}' twice; it is damaged")
        seen.add(name.lower())
        if info.flag_bits & 1:
            raise InputError(f"'{path}' is protected with a password; take it off and {_SAVE_AS}")
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise damaged(path)
    if any(map(_MACROS.search, seen)):
        raise InputError(f"'{path}' holds macros, which are never read; {_SAVE_AS}")
    if any("externallinks/" in name for name in seen):
        raise _linked(path)


def _linked(path: Path) -> InputError:
    return InputError(
        f"'{path}' is linked to other files; break the links (in Excel: Data, Edit Links) and "
        "save it again"
    )


def _check_sizes(path: Path, infos: list[ZipInfo]) -> None:
    """Refuses archives that are much larger than they look."""
    inflated = sum(info.file_size for info in infos)
    if inflated > LARGEST_INFLATED:
        raise InputError(
            f"'{path}' would unpack to more than {LARGEST_INFLATED >> 20} MB; import a folder of "
            "CSV files instead"
        )
    packed = max(sum(info.compress_size for info in infos), 1)
    if inflated > _HARMLESS and inflated / packed > LARGEST_RATIO:
        raise InputError(
            f"'{path}' would unpack to more than {LARGEST_RATIO} times its size, as no workbook "
            f"of a spreadsheet program does; open it in one and {_SAVE_AS}"
        )


def _scanned(path: Path, archive: ZipFile, info: ZipInfo) -> Shape | None:
    """The shape of a sheet; None for any other part. Refuses XML that declares anything."""
    name = info.filename.lower()
    if name.endswith(".vml"):  # spreadsheet programs write some that is no XML
        if info.file_size > _LARGEST_WHOLE or _DECLARES.search(archive.read(info)):
            raise _declares(path)
        return None
    if not name.endswith((".xml", ".rels")):
        return None
    if name.endswith(_READ_WHOLE) and info.file_size > _LARGEST_WHOLE:
        raise damaged(path)
    scan = _Scan(path)
    with archive.open(info) as part:
        while block := part.read(_BLOCK):
            scan.parser.Parse(block, False)
        scan.parser.Parse(b"", True)
    return scan.done()


def _declares(path: Path) -> InputError:
    return InputError(
        f"'{path}' holds XML with a DOCTYPE or entities, which no spreadsheet program writes; "
        f"open it in one and {_SAVE_AS}"
    )


class _Scan:
    """One XML part, looked through without keeping anything."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.shape = Shape()
        self.is_sheet = False
        self._row = 0
        self._column = 0
        self._formula = False
        self._empty_text = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._declared
        self.parser.EntityDeclHandler = self._declared
        self.parser.StartElementHandler = self._root

    def done(self) -> Shape | None:
        """The shape, where the part is a sheet."""
        self._ends_cell()
        return self.shape if self.is_sheet else None

    def _declared(self, *_: object) -> None:
        raise _declares(self._path)

    def _root(self, name: str, attributes: dict[str, str]) -> None:
        """The first element says what part it is."""
        if name.startswith(_STRICT):
            raise InputError(f"'{self._path}' is a Strict Open XML workbook; {_SAVE_AS}")
        self.is_sheet = name == _SHEET
        if self.is_sheet:
            self.parser.StartElementHandler = self._in_sheet
        else:
            self.parser.StartElementHandler = self._elsewhere
            self._elsewhere(name, attributes)

    def _elsewhere(self, name: str, attributes: dict[str, str]) -> None:
        """Refuses what names macros or other files; links behind a cell's text do no harm."""
        if "macroEnabled" in attributes.get("ContentType", ""):
            raise InputError(f"'{self._path}' holds macros, which are never read; {_SAVE_AS}")
        external = attributes.get("TargetMode") == "External"
        if external and not attributes.get("Type", "").endswith("/hyperlink"):
            raise _linked(self._path)
        if name == f"{_MAIN} externalReference":
            raise _linked(self._path)

    def _in_sheet(self, name: str, attributes: dict[str, str]) -> None:
        """Follows rows and cells; `f` comes before `v`, as the format says."""
        if name in _FILLED:
            self._reaches()
            if self._formula:
                self.parser.CharacterDataHandler = self._computed
        elif name == _CELL:
            self._ends_cell()
            where = attributes.get("r", "")
            column = _column(where.rstrip("0123456789")) if where else self._column + 1
            if not self._column < column <= _LAST_COLUMN:
                raise ValueError("cells out of order")
            self._column = column
            self._empty_text = attributes.get("t") == "str"
        elif name == _FORMULA:
            self._formula = not self._empty_text  # a formula's text may well be empty
        elif name == _ROW:
            self._ends_cell()
            row = int(attributes.get("r", self._row + 1))
            if not self._row < row <= _LAST_ROW:
                raise ValueError("rows out of order")
            self._row, self._column = row, 0

    def _computed(self, text: str) -> None:
        """A formula's value has text, so somebody computed it."""
        if text.strip():
            self._formula = False
            self.parser.CharacterDataHandler = None

    def _ends_cell(self) -> None:
        """Notes a formula without a value."""
        if self._formula:
            self._formula = False
            self.parser.CharacterDataHandler = None
            self._reaches()
            if len(self.shape.hollow) < _MOST_HOLLOW:
                self.shape.hollow.add((self._row, self._column))

    def _reaches(self) -> None:
        """Takes note of a cell with a value; those with a format alone may be anywhere."""
        if self._row > self.shape.rows:
            if self._row > MOST_ROWS + 1:
                raise InputError(
                    f"'{self._path}' has a sheet of more than {MOST_ROWS:,} rows; import a folder "
                    "of CSV files instead"
                )
            self.shape.rows = self._row
        if self._column > self.shape.columns:
            if self._column > MOST_COLUMNS:
                raise InputError(
                    f"'{self._path}' has a sheet of more than {MOST_COLUMNS} columns; remove what "
                    "stands far to the right"
                )
            self.shape.columns = self._column


@lru_cache(maxsize=MOST_COLUMNS)
def _column(letters: str) -> int:
    """The number of a column, as its letters say: A is 1."""
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z" or len(letters) > 3:
            raise ValueError("no column")
        number = number * 26 + ord(letter) - 64
    return number
