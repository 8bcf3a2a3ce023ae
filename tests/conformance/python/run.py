"""Runs one file of cases: `run.py cases/client_secret.py [part of a name]`.

A case is a public method of a TestCase; its name is a sentence about behaviour.
"""

import importlib.util
import sys
import unittest
from pathlib import Path


class Sentences(unittest.TestLoader):
    """Finds cases by what they are and not by how their names begin."""

    def __init__(self, part):
        super().__init__()
        self._part = part.replace(" ", "_")

    def getTestCaseNames(self, case):
        if case.__module__ == "case":  # What cases build on.
            return []
        return [
            name
            for name, member in vars(case).items()
            if callable(member)
            and not name.startswith("_")
            and not hasattr(unittest.TestCase, name)
            and self._part in name
        ]


class Lines(unittest.TextTestResult):
    """Says each case as the sentence that it is."""

    def getDescription(self, test):
        name, _, rest = str(test).partition(" (")
        return f"{name.replace('_', ' ')} {rest.partition(') ')[2]}".rstrip()


def main(path, part=""):
    path = Path(path)
    spec = importlib.util.spec_from_file_location(path.stem, path)
    cases = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(cases)
    suite = Sentences(part).loadTestsFromModule(cases)
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2, resultclass=Lines).run(suite)
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
