#!/usr/bin/env python3
# ===- sarif_test.py - The SARIF that the program writes ------------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""sarif_test.py TOCSIN: the program's document passes sarif_rules.py, and each
kind of damage to it does not."""

import copy
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
import sarif_rules  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
TOCSIN = None
RACY = """#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
int openIfThere(const char *Path) {
  if (access(Path, W_OK) == 0)
    return /* \u00e9\U0001F600 */ open(Path, O_RDWR | O_CREAT, 0600);
  return -1;
}
int scratch(void) {
  char Name[] = "/tmp/xXXXXXX";
  return open(mktemp(Name), O_RDWR | O_CREAT, 0600);
}
int publish(const char *Path) {
  int Fd = creat(Path, 0600);
  return Fd < 0 ? -1 : chmod(Path, 0644);
}
int quiet(const char *Path) {
  return access(Path, W_OK) == 0
             ? open(Path, O_RDWR | O_CREAT, 0600) // NOLINT
             : -1;
}
"""


def document(files, *options):
    """What the program writes about a folder; every file is compiled."""
    with tempfile.TemporaryDirectory() as top:
        top = pathlib.Path(top).resolve()
        rows = []
        for name, text in files.items():
            path = top / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            rows.append({"directory": str(top), "file": str(path),
                         "arguments": ["cc", "-c", str(path)]})
        (top / "compile_commands.json").write_text(json.dumps(rows))
        done = subprocess.run(
            [TOCSIN, "--format=sarif", "--quiet", "-p", str(top), *options],
            cwd=top, text=True, capture_output=True, stdin=subprocess.DEVNULL)
        if done.returncode not in (0, 1, 3):
            raise AssertionError(done.stderr)
        return json.loads(done.stdout), str(top)


def results(doc):
    return doc["runs"][0]["results"]


class Written(unittest.TestCase):
    def check(self, files, *options):
        doc, top = document(files, *options)
        self.assertEqual(sarif_rules.faults(doc), [])
        return doc, top

    def test_findings_of_every_check(self):
        doc, _ = self.check({"a.c": RACY})
        self.assertEqual({r["ruleId"] for r in results(doc)},
                         {"tocsin-file-toctou", "tocsin-temp-name",
                          "tocsin-create-then-name"})
        self.assertEqual(len({r["partialFingerprints"]["tocsin/v1"]
                              for r in results(doc)}), len(results(doc)))

    def test_columns_are_utf16(self):
        doc, _ = self.check({"a.c": RACY})
        line = RACY.splitlines()[6]
        want = len(line[:line.index("open(")].encode("utf-16-le")) // 2 + 1
        regions = [r["locations"][0]["physicalLocation"]["region"]
                   for r in results(doc)]
        self.assertIn((7, want, want + 4),
                      [(r["startLine"], r["startColumn"], r["endColumn"])
                       for r in regions])

    def test_odd_names(self):
        doc, _ = self.check({"a b/\u00e4#%[1].c": RACY})
        uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
                for r in results(doc)}
        self.assertEqual(uris, {"a%20b/%C3%A4%23%25%5B1%5D.c"})

    def test_suppressed_only_on_request(self):
        doc, _ = self.check({"a.c": RACY})
        self.assertFalse([r for r in results(doc) if "suppressions" in r])
        doc, _ = self.check({"a.c": RACY}, "--show-suppressed")
        self.assertEqual([r["suppressions"] for r in results(doc)
                          if "suppressions" in r], [[{"kind": "inSource"}]])

    def test_nothing_found(self):
        doc, _ = self.check({"a.c": "int X;\n"})
        self.assertEqual(results(doc), [])

    def test_file_that_does_not_parse(self):
        doc, _ = self.check({"a.c": "no program [here](9)\n", "b.c": RACY})
        run = doc["runs"][0]["invocations"][0]
        self.assertFalse(run["executionSuccessful"])
        self.assertEqual(len(run["toolExecutionNotifications"]), 1)
        self.assertTrue(results(doc))

    def test_no_folder_of_this_run_but_the_base(self):
        doc, top = self.check({"a.c": RACY})
        del doc["runs"][0]["originalUriBaseIds"]
        self.assertNotIn(top, json.dumps(doc))

    def test_precision_is_that_of_the_manifest(self):
        sys.path.insert(0, str(HERE.parent.parent / "scripts"))
        import manifest
        rows = manifest.read_manifest(HERE.parent.parent / "checks/checks.yaml")
        doc, _ = self.check({"a.c": "int X;\n"})
        self.assertEqual(
            {r["id"]: r["properties"]["precision"]
             for r in doc["runs"][0]["tool"]["driver"]["rules"]
             # of the report, not of the manifest
             if r["id"] != "tocsin-unused-nolint"},
            {row["id"]: row["precision"] for row in rows})


class Damaged(unittest.TestCase):
    """The rules can fail: each change to a good document is a fault."""

    @classmethod
    def setUpClass(cls):
        cls.good, _ = document({"a.c": RACY})

    def test_each_required_member(self):
        for path in ("$schema", "version", "runs", "runs.0.tool.driver.name",
                     "runs.0.tool.driver.version", "runs.0.columnKind",
                     "runs.0.automationDetails", "runs.0.originalUriBaseIds",
                     "runs.0.results", "runs.0.invocations",
                     *("runs.0.tool.driver.rules.0." + key for key in (
                         "id", "shortDescription", "fullDescription", "help",
                         "help.markdown", "properties.precision",
                         "properties.problem.severity", "properties.tags")),
                     *("runs.0.results.0." + key for key in (
                         "ruleId", "ruleIndex", "message", "locations",
                         "partialFingerprints", "relatedLocations")),
                     *("runs.0.results.0.locations.0.physicalLocation." + key
                       for key in ("artifactLocation.uri", "region.startLine",
                                   "region.startColumn", "region.endLine",
                                   "region.endColumn"))):
            with self.subTest(path):
                doc = copy.deepcopy(self.good)
                holder, key = self.find(doc, path)
                del holder[key]
                self.assertNotEqual(sarif_rules.faults(doc), [])

    def test_each_wrong_value(self):
        result = "runs.0.results.0."
        place = result + "locations.0.physicalLocation."
        for path, value in (("version", "2.0"),
                            ("runs.0.tool.driver.version", "next"),
                            ("runs.0.automationDetails.id", "tocsin"),
                            (result + "ruleId", "other"),
                            (result + "level", "bad"),
                            (result + "message.text", "no link"),
                            (place + "region.endLine", 999),
                            (place + "region.endColumn", 0),
                            (place + "artifactLocation.uri", "a b.c"),
                            (place + "artifactLocation.uri", "../b.c")):
            with self.subTest(path):
                doc = copy.deepcopy(self.good)
                holder, key = self.find(doc, path)
                holder[key] = value
                self.assertNotEqual(sarif_rules.faults(doc), [])

    @staticmethod
    def find(holder, path):
        path = path.replace("problem.severity", "problem/severity").split(".")
        path = [part.replace("/", ".") if part == "problem/severity" else part
                for part in path]
        for part in path[:-1]:
            holder = holder[int(part) if part.isdigit() else part]
        return holder, path[-1]


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: sarif_test.py TOCSIN [unittest arguments]")
    TOCSIN = os.path.abspath(sys.argv.pop(1))
    unittest.main()
