# ===- manifest.py - Reads and writes checks/checks.yaml ------------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""The manifest of checks, for the scripts and the structure tests.

The file uses a small part of YAML, which is read here so that nothing needs to
be installed: a list `checks:` of flat rows, scalars without quotes, lists in
brackets, comments on lines of their own.
"""

import re

FAMILIES = ("rmw", "toctou", "version", "cleanup")
SEVERITIES = ("note", "warning", "error")
PRECISIONS = ("high", "medium", "low")
KEYS = ("id", "family", "severity", "precision", "cwe", "cert", "summary")
DEFAULTS = {"precision": "medium"}


class ManifestError(Exception):
    """FILE:LINE: error: what is wrong."""


def read_manifest(path):
    """The rows, each a dict with all KEYS, in the order of the file."""
    rows = []
    starts = []

    def fail(number, why):
        raise ManifestError("%s:%d: error: %s" % (path, number, why))

    with open(path, encoding="utf-8") as f:
        lines = f.read().splitlines()
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#") or line == "checks:":
            continue
        match = re.fullmatch(r"(  - |    )(\w+): (.+)", line)
        if not match:
            fail(number, "expected '  - id: ...' or '    key: value'")
        lead, key, value = match.groups()
        if lead == "  - ":
            rows.append({})
            starts.append(number)
        if not rows:
            fail(number, "a row starts with '  - id: ...'")
        if key not in KEYS:
            fail(number, "unknown key '%s'; there are %s"
                 % (key, ", ".join(KEYS)))
        if key in rows[-1]:
            fail(number, "second '%s' in one row" % key)
        if key in ("cwe", "cert"):
            rows[-1][key] = read_list(value) if value[0] == "[" else fail(
                number, "'%s' is a list: [a, b]" % key)
        else:
            rows[-1][key] = value
    seen = set()
    for row, number in zip(rows, starts):
        for key, value in DEFAULTS.items():
            row.setdefault(key, value)
        if missing := [k for k in KEYS if k not in row]:
            fail(number, "missing: " + ", ".join(missing))
        if not re.fullmatch(r"tocsin(-[a-z0-9]+)+", row["id"]):
            fail(number, "an id is tocsin-lower-case-words")
        if row["id"] in seen:
            fail(number, "second row for " + row["id"])
        seen.add(row["id"])
        if row["family"] not in FAMILIES:
            fail(number, "family is one of " + ", ".join(FAMILIES))
        if row["severity"] not in SEVERITIES:
            fail(number, "severity is one of " + ", ".join(SEVERITIES))
        if row["precision"] not in PRECISIONS:
            fail(number, "precision is one of " + ", ".join(PRECISIONS))
        if not all(c.isdigit() for c in row["cwe"]):
            fail(number, "cwe is a list of numbers")
        if re.search(r'["\\]', row["summary"]):
            fail(number, "no quotes or backslashes in a summary")
    return rows


def read_list(text):
    return [part.strip() for part in text.strip("[]").split(",")
            if part.strip()]


def row_text(row):
    """A row as it stands in the file."""
    lead = "  - "
    text = ""
    for key in KEYS:
        if key not in row:
            continue
        value = row[key]
        if isinstance(value, list):
            value = "[%s]" % ", ".join(value)
        text += "%s%s: %s\n" % (lead, key, value)
        lead = "    "
    return text
