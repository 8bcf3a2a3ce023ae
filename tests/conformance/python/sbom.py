"""Is a file a bill of materials of CycloneDX 1.6? Judged by its schema, which comes with the project's own library."""

import sys

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

with open(sys.argv[1], encoding="utf-8") as file:
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(file.read())
sys.exit(None if wrong is None else f"{sys.argv[1]}: {wrong}")
