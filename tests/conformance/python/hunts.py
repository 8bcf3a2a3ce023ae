"""Hunting queries, and an engine for them that nobody here wrote: duckdb-kql, which makes SQL of them for DuckDB."""

import datetime
import json
import re
import tempfile
from pathlib import Path

import duckdb
import duckdb_kql

# What the practice tenant's types are in DuckDB.
TYPES = {
    "DateTime": "TIMESTAMP",
    "Double": "DOUBLE",
    "Int32": "INTEGER",
    "Int64": "BIGINT",
    "Object": "JSON",
    "SByte": "BOOLEAN",
    "String": "VARCHAR",
}


def hunts():
    """The queries of `hunts.kql`, each with the sentence above it."""
    text = Path(__file__).with_name("hunts.kql").read_text(encoding="utf-8")
    blocks = [block.split("\n", 1) for block in text.strip().split("\n\n")]
    return [(sentence.removeprefix("// "), query) for sentence, query in blocks]


def is_ordered(query):
    """Whether the order of the rows is part of the answer: it is lost where rows are put together again."""
    last = re.findall(r"\|\s*(sort|order|top|summarize|distinct|join|count|union)\b", query)[-1:]
    return last in (["sort"], ["order"], ["top"])


class Engine:
    """DuckDB with copies of the practice tenant's tables."""

    def __init__(self):
        self._database = duckdb_kql.connect()

    def copy(self, name, answer):
        """Makes a table of what the practice tenant answered to the table's name."""
        columns = [(column["name"], TYPES[column["type"]]) for column in answer["schema"]]
        # Text is never null there.
        chosen = ", ".join(
            f'coalesce("{column}", \'\') AS "{column}"' if kind == "VARCHAR" else f'"{column}"'
            for column, kind in columns
        )
        fields = ", ".join(f"'{column}': '{kind}'" for column, kind in columns)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "rows.json")
            path.write_text(json.dumps(answer["results"]), encoding="utf-8")
            self._database.execute(
                f'CREATE TABLE "{name}" AS SELECT {chosen} '
                f"FROM read_json('{path}', format = 'array', columns = {{{fields}}})"
            )

    def ask(self, query, now):
        """The names of the columns, and the rows."""
        relation = duckdb_kql.kql(self._database, query, query_now=moment(now))
        return relation.columns, relation.fetchall()


    def agrees(self, query, rows):
        """Whether it knows the query, and answers these rows."""
        try:
            _, answered = self.ask(query, "2030-01-01T00:00:00.0000000Z")
        except (duckdb.Error, duckdb_kql.KqlError):
            return False
        return comparable(answered, query) == comparable(rows, query)


def rows_of(answer):
    """The rows of the practice tenant's answer, in the order of its columns."""
    names = [column["name"] for column in answer["schema"]]
    return [[row[name] for name in names] for row in answer["results"]]


def comparable(rows, query):
    """Rows as texts that are the same where the values are; sorted, unless their order was asked for."""
    texts = [json.dumps([plain(cell) for cell in row]) for row in rows]
    return texts if is_ordered(query) else sorted(texts)


def plain(cell):
    """A value without what is only a matter of how an engine writes it."""
    if cell is None or cell == "":
        return None  # DuckDB has null where a join found no text.
    if isinstance(cell, float):
        return float(f"{cell:.9g}")
    if isinstance(cell, datetime.datetime):
        return cell.replace(tzinfo=None).isoformat()
    if isinstance(cell, datetime.timedelta):
        return timespan(cell)
    if isinstance(cell, (list, tuple)):
        # The order in which a set or a list collects is not defined.
        return sorted((plain(item) for item in cell), key=json.dumps)
    if isinstance(cell, dict):
        return {key: plain(cell[key]) for key in sorted(cell)}
    if isinstance(cell, str):
        return plain_text(cell)
    return cell


def plain_text(text):
    """JSON as what it says, and moments in one spelling."""
    if re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", text):
        return moment(text).replace(tzinfo=None).isoformat()
    if text[0] in "[{":
        try:
            return plain(json.loads(text))
        except ValueError:
            return text
    return text


def timespan(length):
    """A length of time as the practice tenant writes it."""
    seconds = abs(length).seconds
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    fraction = f".{abs(length).microseconds:06}0" if length.microseconds else ""
    days = f"{abs(length).days}." if abs(length).days else ""
    return f"{'-' if length < datetime.timedelta() else ''}{days}{clock}{fraction}"


def moment(text):
    """What `2026-11-21T10:15:30.1234567Z` means, to the microsecond."""
    return datetime.datetime.fromisoformat(re.sub(r"(\.\d{6})\d*Z$", r"\1+00:00", text))
