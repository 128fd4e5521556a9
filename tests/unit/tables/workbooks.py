"""Workbooks for tests: sheets as rows of values, and archives changed part by part."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl

SHEETS: dict[str, list[list[Any]]] = {
    "organizations": [["id", "name", "kind"], ["us", "Us", "own"], ["acme", "Acme", "customer"]],
    "people": [
        ["id", "organization", "name", "level"],
        ["o1", "us", "Olga", 3],
        ["c1", "acme", "Carla", 2],
    ],
    "contacts": [["own", "person", "level", "since"], ["o1", "c1", 3, None]],
}


def book(path: Path, **changed: list[list[Any]]) -> Path:
    """A workbook of a few sound sheets, some changed."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in {**SHEETS, **changed}.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def repacked(path: Path, parts: dict[str, bytes]) -> Path:
    """The workbook with parts added, or put in the place of those of the same name."""
    with zipfile.ZipFile(path) as archive:
        there = {name: archive.read(name) for name in archive.namelist()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**there, **parts}.items():
            archive.writestr(name, content)
    path.write_bytes(file.getvalue())
    return path


def part(path: Path, name: str) -> bytes:
    """A part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)
