"""Broken and hostile files through the command line: one sentence, or every row accounted for."""

import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ecograph.cli import main
from tests.loaders.robustness import broken
from tests.loaders.robustness.broken import (
    OLD,
    RECORDS,
    ROWS,
    TEXT,
    Maker,
    archive,
    half,
    lines,
    named,
    rewritten,
    whole,
    workbook,
    zipped,
)

RECIPE = """
id = "firms"
title = "Firms"
[source]
id = "firms"
[[tables]]
files = "{files}"
[[tables.nodes]]
kind = "SME"
[tables.nodes.properties]
id = "id"
name = "name"
"""
SMALL = 1 << 20
"""Files above are read once, by a load: it is the same reader."""
SHEET = "xl/worksheets/sheet1.xml"
DAMAGED = r"damaged|cut off"
THAI = "id,name\nF1,กาแฟดอย\n"

REFUSED: dict[str, tuple[Maker, str]] = {
    "a workbook cut off": (half(workbook()), DAMAGED),
    "an old workbook cut off": (half(whole("a.xls", OLD)), DAMAGED),
    "Parquet cut off": (half(broken.parquet), r"cannot be read as Parquet"),
    "a database cut off": (half(broken.database), r"cannot be read as an SQLite database"),
    "an archive cut off": (half(archive("a.zip", ("a.csv", TEXT.encode() * 9))), DAMAGED),
    "JSON cut off": (half(whole("a.json", json.dumps(RECORDS))), r"cut off, at line 1, column"),
    "text cut off within a letter": (whole("a.csv", THAI.encode()[:-2]), DAMAGED),
    "UTF-16 cut off within a letter": (whole("a.csv", TEXT.encode("utf-16")[:-1]), DAMAGED),
    "text called a workbook": (whole("a.xlsx", TEXT), r"delimited or other text.*Rename it to \.csv"),
    "a workbook called text": (named(workbook(), "a.csv"), r"an Excel workbook.*Rename it to \.xlsx"),
    "Parquet called text": (named(broken.parquet, "a.csv"), r"a Parquet file.*Rename it to \.parquet"),
    "a database called text": (named(broken.database, "a.csv"), r"an SQLite database.*Rename it to \.sqlite"),
    "text called Parquet": (whole("a.parquet", TEXT), r"delimited or other text.*Rename it to \.csv"),
    "text called JSON": (whole("a.json", TEXT), r"is not JSON"),
    "JSON called text": (whole("a.csv", json.dumps(RECORDS)), r"is JSON.*Rename it to \.json"),
    "JSON over lines called JSON Lines": (
        whole("a.jsonl", json.dumps(RECORDS, indent=1)),
        r"not JSON Lines.*format = \"json\"",
    ),
    "all bytes there are": (whole("a.csv", bytes(range(256)) * 400), r"no format that is known"),
    "an empty text": (whole("a.csv", ""), r"is empty"),
    "an empty workbook": (whole("a.xlsx", ""), r"is empty"),
    "an empty database": (whole("a.sqlite", ""), r"is empty"),
    "white space alone": (whole("a.csv", "\n\n \n"), r"is empty"),
    "zero bytes alone": (whole("a.csv", bytes(10_000)), r"is empty"),
    "a workbook without cells": (workbook(change=lambda sheet: sheet.delete_rows(1, 99)), r"no column 'id'"),
    "a quotation mark never closed": (whole("a.csv", 'id,name\nF1,"abc\nF2,b\n'), r"row 2: a quotation mark"),
    "two encodings": (whole("a.csv", THAI.encode() + b"F2," + "ร้าน\n".encode("cp874")), r"mixes encodings"),
    "a line of 70 MB": (whole("a.csv", f"id,name\nF1,{'x' * 70_000_000}\n"), r"a line of more than 64 MB"),
    "a cell of 70 MB": (whole("a.csv", 'id,name\nF1,"' + "x\n" * 35_000_000), r"a cell of more than 64 MB"),
    "an archive that is a bomb": (
        archive("a.zip", ("a.csv", b"id,name\n" + b"0" * 50_000_000)),
        r"unpacks to more than 200 times",
    ),
    "a workbook that is a bomb": (
        rewritten(workbook(), SHEET, lambda part: part + b" " * 50_000_000),
        r"unpacks to more than 200 times",
    ),
    "an archive in an archive": (archive("a.zip", ("b.zip", zipped(("a.csv", b"")))), r"another archive"),
    "a member that leads out": (archive("a.zip", ("../../etc/a.csv", b"id\n")), r"leads out of it"),
    "a stray cell at the end of the sheet": (
        workbook(change=lambda sheet: sheet.cell(1_048_576, 16_384, "x")),
        r"1,048,576 rows and 16,384 columns.*Delete the stray cells",
    ),
    "a workbook under a password": (broken.protected, r"protected by a password.*Save it without one"),
    "a workbook without its list": (rewritten(workbook(), "xl/workbook.xml", lambda _: b""), DAMAGED),
    "JSON nested very deeply": (whole("a.json", broken.deep(100_000)), r"nested too deeply"),
    "lists nested very deeply": (whole("a.json", "[" * 100_000), r"nested too deeply"),
    "JSON nested deeply": (whole("a.json", broken.deep(900)), r"no column 'id'"),
    "a view that fails on the way": (broken.failing_view, r"integer overflow"),
    "a view of a table that is gone": (broken.broken_view, r"no such table"),
    "a folder called a file": (broken.only_a_folder_named_like_a_file, r"Nothing in .* matches"),
    "a pipe": (broken.pipe, r"not a plain file"),
}  # fmt: skip


@dataclass(frozen=True)
class Read:
    """A file that can be read: its rows, those that become records, and what is reported."""

    make: Maker
    read: int
    recorded: int
    problem: str = ""


ACCEPTED: dict[str, Read] = {
    "JSON Lines cut off": Read(half(whole("a.jsonl", lines(RECORDS))), 21, 20, "cannot be read"),
    "a workbook of today called an old one": Read(named(workbook(), "a.xls"), 40, 40),
    "a header alone": Read(whole("a.csv", "id,name\n"), 0, 0),
    "a header without a line break": Read(whole("a.csv", "id,name"), 0, 0),
    "two columns of one name": Read(whole("a.csv", "id,name,name,id\nF1,a,b,F9\n"), 1, 1, "2 columns have"),
    "rows of all lengths": Read(whole("a.csv", "id,name\nF1\nF2,b,c,d\n\n,,,\nF3,c\n"), 3, 3),
    "a row of 100,000 cells": Read(
        whole("a.csv", "id,name\nF1,a" + "," * 100_000 + "x\n"), 1, 1, "it has 100002 cells"
    ),
    "zero bytes among letters": Read(whole("a.csv", "id,name\nF1,a\0b\nF\x002,c\n"), 2, 2, "2 zero bytes"),
    "a cell of 10 MB": Read(whole("a.csv", f"id,name\nF1,{'x' * 10_000_000}\nF2,b\n"), 2, 2),
    "carriage returns alone": Read(whole("a.csv", 'id,name\rF1,"a\rb"\rF2,c\r'), 2, 2),
    "UTF-16": Read(whole("a.csv", TEXT.encode("utf-16")), 40, 40),
    "UTF-16 without a mark": Read(whole("a.csv", TEXT.encode("utf-16-le")), 40, 40),
    "UTF-32": Read(whole("a.csv", TEXT.encode("utf-32")), 40, 40),
    "Windows-874": Read(whole("a.csv", TEXT.encode("cp874")), 40, 40),
    "Latin-1": Read(whole("a.csv", "id,name\nF1,Café\n".encode("latin-1")), 1, 1, "neither UTF-8 nor Thai"),
    "control characters": Read(whole("a.csv", "id,name\n\x1b[31mF1,\x07bell\n"), 1, 1),
    "formulas": Read(whole("a.csv", "id,name\n=cmd|'/c calc'!A1,=1+1\n"), 1, 1),
    "a member in a folder": Read(archive("a.zip", ("x/a.csv", TEXT.encode())), 40, 40),
    "cells merged without end": Read(rewritten(workbook(), SHEET, broken.merged_without_end), 40, 40),
    "a hundred thousand merged cells": Read(rewritten(workbook(), SHEET, broken.many_merged), 40, 40),
    "a name twice, and what is no number": Read(
        whole("a.json", '[{"id":"F1","id":"F2","name":NaN},{"id":"F3","name":Infinity},{"id":1e999}]'),
        3, 3, "a name stands twice in it",
    ),
    "half of a letter": Read(whole("a.json", '[{"id":"F1\\ud800","name":"x"}]'), 1, 1, "half of a letter"),
    "features that are none": Read(
        whole("a.geojson", '{"features":[{"properties":{"id":"F1","name":"x"}},null,3,{"properties":[1]}]}'),
        4, 1, "cannot be read",
    ),
    "columns with parts": Read(broken.nested_parquet, 2, 2, "it holds bytes"),
    "a folder with links to itself": Read(broken.loop, 40, 40),
    "a folder that holds a folder called a file": Read(broken.folder_named_like_a_file, 40, 40),
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture
def command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    """Run a command of the application in a home of its own."""
    monkeypatch.setenv("ECOGRAPH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ECOGRAPH_STORE", str(tmp_path / "store"))

    def run(*arguments: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["ecograph", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Said(int(ended.value.code or 0), said.out, said.err)

    return run


def made(make: Maker, folder: Path) -> tuple[Path, Path]:
    """Return a recipe and a file that it can be tried on."""
    (folder / "data").mkdir()
    path = make(folder / "data")
    files = "*.zip" if path.suffix == ".zip" else "*.csv" if path.is_dir() else "*"
    recipe = folder / "recipe.toml"
    recipe.write_text(RECIPE.format(files=files), encoding="utf-8")
    return recipe, path


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_one_sentence(case: str, command: Callable[..., Said], tmp_path: Path) -> None:
    make, why = REFUSED[case]
    recipe, path = made(make, tmp_path)
    said = command("--json", "load", str(recipe), str(path))
    assert (said.code, said.out) == (1, "")
    error = json.loads(said.err)["error"]
    assert error["code"] == "source"
    assert path.name in error["message"]
    assert_matches(why, f"{error['message']} {error['hint']}")
    assert error["hint"]
    assert "\n" not in error["message"]
    assert len(error["message"]) < 400
    if path.stat().st_size < SMALL:
        assert_one_outcome(command("guess", str(path), "--output", str(tmp_path / "guessed.toml")))


@pytest.mark.parametrize("case", ACCEPTED)
def test_every_row_is_accounted_for(case: str, command: Callable[..., Said], tmp_path: Path) -> None:
    file = ACCEPTED[case]
    recipe, path = made(file.make, tmp_path)
    said = command("--json", "load", str(recipe), str(path))
    assert said.code == (3 if file.problem else 0), said.err
    report = json.loads(said.out)
    assert report["adds_up"]
    rows = report["rows"]
    assert (rows["read"], rows["recorded"]) == (file.read, file.recorded)
    assert rows["read"] == rows["recorded"] + rows["rejected"]
    assert file.problem in " ".join(report["problems"]["first"])
    if path.stat().st_size < SMALL:
        assert_one_outcome(command("guess", str(path), "--output", str(tmp_path / "guessed.toml")))


@pytest.mark.skipif(os.geteuid() == 0, reason="whoever is root may read every file")
def test_a_file_that_may_not_be_read(command: Callable[..., Said], tmp_path: Path) -> None:
    recipe, path = made(broken.unreadable, tmp_path)
    said = command("load", str(recipe), str(path))
    assert said.code == 1
    assert_matches(r"cannot be opened: Permission denied", said.err)


def test_the_corpus_holds_the_rows_it_says() -> None:
    assert len(ROWS) == len(RECORDS) + 1 == TEXT.count("\n") == 41


def assert_one_outcome(said: Said) -> None:
    """Check that a command ended in one of the ways it may, and crashed in none."""
    assert said.code in (0, 1, 3)
    assert "Traceback" not in said.err
    assert "nobody foresaw" not in said.err
    if said.code == 1:
        assert said.err.count("\n") == 1


def assert_matches(pattern: str, text: str) -> None:
    """Check that a pattern is found in a text."""
    assert re.search(pattern, text), text
