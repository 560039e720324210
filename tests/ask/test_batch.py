"""Reading questions: CSV and JSON lines, and a clear word for what is wrong with a line."""

from __future__ import annotations

import pytest

from bot.ask.batch import BadQuestions, Row, read_rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("id,text\n1,hallo\n", [Row("1", ("hallo",))]),
        ('id,text,today\n1,"een, twee",2027-01-02\n2,x,\n', [Row("1", ("een, twee",), "2027-01-02"), Row("2", ("x",))]),
        ("\ufeffid,text\n1,met bom\n", [Row("1", ("met bom",))]),
        ('{"id": "a", "turns": ["een", "twee"]}\n\n{"id": 2, "turns": ["x"], "today": "2027-01-02"}',
         [Row("a", ("een", "twee")), Row("2", ("x",), "2027-01-02")]),
        ('id,text\n1,"regel een\nregel twee"\n', [Row("1", ("regel een\nregel twee",))]),
    ],
)  # fmt: skip
def test_questions_are_read(tmp_path, text, rows):
    path = tmp_path / "vragen"
    path.write_text(text, encoding="utf-8")
    assert read_rows(path) == rows


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("vraag\nhallo\n", ":1:"),
        ("id,text\n1,\n", ":2:"),
        ("id,text,today\n1,x,morgen\n", ":2:"),
        ('{"id": "a"}', ":1:"),
        ('{"id": "a", "turns": "geen lijst"}', ":1:"),
        ('{"id": "a", "turns": []}', ":1:"),
        ('{"id": "a", "turns": ["x"]}\n{kapot', ":2:"),
        ('{"id": "a", "turns": ["x"], "today": "2 januari"}', ":1:"),
        ("id,text\n", "geen vragen"),
    ],
)
def test_a_bad_line_is_named(tmp_path, text, part):
    path = tmp_path / "vragen"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadQuestions) as refused:
        read_rows(path)
    assert part in str(refused.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BadQuestions, match="niet te lezen"):
        read_rows(tmp_path / "weg.csv")
