"""The documentation of the format says what the declarations say."""

from __future__ import annotations

from pathlib import Path

from kamgraph.model.entities import SCHEMA
from kamgraph.tables.format_doc import format_markdown
from tests.unit.model.small import GOALS

DOCUMENT = Path(__file__).parents[3] / "docs" / "format.md"


def test_document_is_up_to_date() -> None:
    made = format_markdown(SCHEMA)
    assert DOCUMENT.read_text(encoding="utf-8") == made, (
        "run: python -m kamgraph.tables.format_doc > docs/format.md"
    )


def test_every_column_has_its_line() -> None:
    made = format_markdown(SCHEMA)
    for table in SCHEMA:
        section = made.split(f"\n## `{table.name}`\n")[1].split("\n## ")[0]
        for field in table.fields:
            (line,) = [x for x in section.splitlines() if x.startswith(f"| `{field.name}` |")]
            assert line.endswith(f"| {field.column.privacy.value} |")
            assert ("| yes |" in line) == field.required


def test_ninth_table_is_documented() -> None:
    made = format_markdown(SCHEMA.extended(GOALS))
    section = made.split("\n## `goals`\n")[1]
    assert "- Key: `id`." in section
    assert "- `code` is unique where given." in section
    assert "- `closes` is after `opens`." in section
    assert "| `above` |  | id of `goals` | Goal above. |" in section
