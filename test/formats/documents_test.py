#!/usr/bin/env python3
# ===- documents_test.py - JSON, GitLab, GitHub, several at once ----------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""documents_test.py TOCSIN: each document is what its reader takes."""

import json
import pathlib
import re
import sys
import unittest

sys.dont_write_bytecode = True
import project  # noqa: E402

try:
    import jsonschema
except ImportError:
    jsonschema = None

HERE = pathlib.Path(__file__).resolve().parent
SCHEMA = HERE.parent.parent / "docs/schemas/tocsin-1.json"
FILES = {"src/a,b:c.c": project.OPENING, "src/count.cpp": project.COUNTING,
         "src/bad.c": "no program\n",
         "src/meant.c": project.OPENING.replace(
             "0600);", "0600); // NOLINT: ours alone")}
needs_schema = unittest.skipUnless(jsonschema, "no python3-jsonschema")


def schema(path):
    validator = jsonschema.Draft7Validator(json.loads(path.read_text()))
    validator.check_schema(validator.schema)
    return validator


class Documents(project.Case):
    def setUp(self):
        super().setUp()
        self.project(FILES)

    @needs_schema
    def test_json_fits_its_schema(self):
        for options in ([], ["--show-suppressed"], ["--confidence=low"]):
            done = self.tocsin("--format=json", *options, status=1)
            document = json.loads(done.stdout)
            schema(SCHEMA).validate(document)
            self.assertGreaterEqual(len(document["findings"]), 2)

    @needs_schema
    def test_schema_refuses(self):
        document = json.loads(self.tocsin("--format=json", status=1).stdout)
        for damage in (lambda d: d.pop("root"),
                       lambda d: d["findings"][0].pop("known"),
                       lambda d: d["findings"][0].update(severity="bad"),
                       lambda d: d["findings"][0]["notes"][0].pop("line"),
                       lambda d: d.update(version=2)):
            copy = json.loads(json.dumps(document))
            damage(copy)
            self.assertTrue(list(schema(SCHEMA).iter_errors(copy)))

    @needs_schema
    def test_gitlab(self):
        document = json.loads(self.tocsin("--format=gitlab", status=1).stdout)
        schema(HERE / "gitlab.json").validate(document)
        prints = [f["fingerprint"] for f in document]
        self.assertEqual(len(set(prints)), len(prints))
        self.assertEqual({f["location"]["path"] for f in document},
                         {"src/a,b:c.c", "src/count.cpp"})

    def test_github(self):
        done = self.tocsin("--format=github", status=1)
        lines = done.stdout.splitlines()
        self.assertEqual(len(lines), 2)
        for line in lines:
            self.assertRegex(line, r"^::warning file=[^,:]+,line=\d+,"
                                   r"col=\d+,title=tocsin-[a-z-]+::.+$")
        self.assertIn("file=src/a%2Cb%3Ac.c,line=5,col=12,", lines[0])

    def test_github_beside_text(self):
        out = self.tocsin("--github", status=1).stdout
        self.assertEqual(len(re.findall("^::warning ", out, re.M)), 2)
        self.assertEqual(len(re.findall(r"\d+: warning: ", out)), 2)

    def test_github_cuts(self):
        many = "\n".join(project.OPENING.replace("openIfThere", "f%d" % i)
                         for i in range(60))
        self.project({"many.c": many})
        lines = self.tocsin("--format=github", status=1).stdout.splitlines()
        self.assertEqual(len(lines), 51)
        self.assertIn("10 more findings", lines[-1])

    def test_several_at_once(self):
        out = self.top / "out"
        out.mkdir()
        done = self.tocsin(
            "--sarif", out / "s", "--json", out / "j", "--gitlab", out / "g",
            "--github=%s" % (out / "a"), "--html", out / "h", "-o", out / "t",
            status=1)
        self.assertEqual(done.stdout, "")
        text = self.tocsin(status=1).stdout
        self.assertEqual((out / "t").read_text(), text)
        self.assertEqual(len(json.loads((out / "j").read_text())["findings"]),
                         2)
        self.assertEqual(len(json.loads((out / "g").read_text())), 2)
        self.assertEqual(
            len(json.loads((out / "s").read_text())["runs"][0]["results"]), 2)
        self.assertIn("</html>", (out / "h").read_text())

    def test_the_same_twice(self):
        for name in ("sarif", "json", "gitlab", "github", "html"):
            first, second = (self.tocsin("--format=" + name, "-j2",
                                         status=1).stdout for _ in "ab")
            self.assertEqual(first, second)

    def test_unknown_format(self):
        error = self.tocsin("--format=xml", status=2).stderr
        self.assertIn("--format=xml: not a format", error)


if __name__ == "__main__":
    project.main()
