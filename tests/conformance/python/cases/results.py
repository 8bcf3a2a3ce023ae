"""Files of results, read back by readers that nobody here wrote: openpyxl, and Python's csv and json."""

import csv
import datetime
import html.parser
import json

import openpyxl
import results
from case import Case


class Files(Case):
    @classmethod
    def setUpClass(cls):
        _, files = results.hello_world(["json"])
        rows = json.loads(files["json"].read_text("utf-8"))
        cls.nasty = [row["id"] for row in rows[: len(results.NASTY)]]
        results.write_nasty_texts(cls.nasty)
        cls.document, cls.files = results.hello_world(["json", "ndjson", "csv", "xlsx", "html"])
        cls.rows = json.loads(cls.files["json"].read_text("utf-8"))

    def _table(self):
        with self.files["csv"].open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, strict=True))

    def _book(self):
        return openpyxl.load_workbook(self.files["xlsx"])

    def _of_excel(self):
        """Heading and rows of the first sheet."""
        heading, *rows = self._book().worksheets[0].iter_rows()
        return [cell.value for cell in heading], rows

    def the_lines_are_the_same_rows_as_the_array(self):
        lines = self.files["ndjson"].read_text("utf-8").split("\n")
        self.assertEqual(lines.pop(), "")
        self.assertEqual([json.loads(line) for line in lines], self.rows)

    def the_table_has_a_row_for_each_incident_under_stable_names(self):
        table = self._table()
        self.assertEqual([row["id"] for row in table], [row["id"] for row in self.rows])
        self.assertEqual([row["title"] for row in table], [row["displayName"] for row in self.rows])
        self.assertEqual({row["severity"] for row in table}, {row["severity"] for row in self.rows})
        self.assertNotIn(None, table[0], "a row with more fields than the heading")

    def the_table_begins_with_its_heading_and_not_with_a_mark(self):
        self.assertTrue(self.files["csv"].read_bytes().startswith(b"severity,"))

    def a_formula_is_text_in_the_table_and_control_characters_are_numbers(self):
        assigned = {row["id"]: row["assigned_to"] for row in self._table()}
        formula, quoted, bell = (assigned[incident] for incident in self.nasty)
        self.assertEqual(formula, "'" + results.FORMULA)
        self.assertEqual(quoted, results.NASTY[1])
        self.assertEqual(bell, "bell\u2039U+0007\u203a and escape\u2039U+001B\u203a[2J")

    def the_workbook_has_typed_columns(self):
        heading, rows = self._of_excel()
        by_name = {name: [row[at] for row in rows] for at, name in enumerate(heading)}
        self.assertEqual(len(rows), len(self.rows))
        for cell in by_name["Updated (UTC)"]:
            self.assertIsInstance(cell.value, datetime.datetime)
        for cell in by_name["Alerts"]:
            self.assertIn(cell.data_type, ("n",), cell.value)
        for cell, row in zip(by_name["Updated (UTC)"], self.rows):
            sent = datetime.datetime.fromisoformat(row["lastUpdateDateTime"].rstrip("Z")[:19])
            self.assertLess(abs(cell.value - sent), datetime.timedelta(seconds=1.5))

    def the_workbook_keeps_its_heading_in_sight_and_filters_all_rows(self):
        sheet = self._book().worksheets[0]
        self.assertEqual(sheet.freeze_panes, "A2")
        self.assertEqual(sheet.auto_filter.ref, sheet.dimensions)

    def no_text_is_a_formula_in_the_workbook(self):
        heading, rows = self._of_excel()
        assigned = heading.index("Assigned to")
        ids = heading.index("ID")
        found = {row[ids].value: row[assigned] for row in rows}
        formula, quoted, bell = (found[incident] for incident in self.nasty)
        self.assertEqual((formula.data_type, formula.value), ("s", results.FORMULA))
        self.assertEqual(quoted.value, results.NASTY[1])
        self.assertEqual(bell.value, "bell\u2039U+0007\u203a and escape\u2039U+001B\u203a[2J")
        for sheet in self._book().worksheets:
            for row in sheet.iter_rows():
                self.assertTrue(all(cell.data_type != "f" for cell in row))

    def severities_have_colours_and_words(self):
        heading, rows = self._of_excel()
        cells = [row[heading.index("Severity")] for row in rows]
        colours = {cell.value: cell.fill.fgColor.rgb for cell in cells}
        self.assertIn("High", colours)
        self.assertEqual(len(set(colours.values())), len(colours), colours)

    def the_workbook_says_how_its_rows_were_asked_for(self):
        sheet = self._book().worksheets[-1]
        said = {row[0].value: row[1].value for row in sheet.iter_rows()}
        self.assertEqual(said["Permission"], "SecurityIncident.Read.All")
        self.assertEqual(said["Rows"], str(len(self.rows)))
        self.assertIn("lastUpdateDateTime ge ", said["Filter"])

    def the_workbook_speaks_the_language_of_the_person(self):
        _, files = results.hello_world(["xlsx"], "--lang", "fr")
        heading = [cell.value for cell in next(openpyxl.load_workbook(files["xlsx"]).worksheets[0].iter_rows())]
        self.assertIn("Gravité", heading)


class References(html.parser.HTMLParser):
    """Collects what a page is made of: its elements, and what its attributes point at."""

    def __init__(self):
        super().__init__()
        self.elements, self.links, self.others = set(), set(), set()

    def handle_starttag(self, tag, attributes):
        self.elements.add(tag)
        for name, value in attributes:
            if (tag, name) == ("a", "href"):
                self.links.add(value)
            elif "//" in (value or "") or name in ("src", "href", "srcset", "xlink:href") or name.startswith("on"):
                self.others.add((tag, name, value))


class Brief(Case):
    def the_brief_stands_alone(self):
        _, files = results.hello_world(["html"])
        page = files["html"].read_text("utf-8")
        found = References()
        found.feed(page)
        self.assertEqual(found.others, set())
        self.assertFalse(found.elements & {"script", "iframe", "img", "link", "object", "embed", "form", "base"})
        for reference in ("url(", "@import", "@font-face"):
            self.assertNotIn(reference, page)
