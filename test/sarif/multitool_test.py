#!/usr/bin/env python3
# ===- multitool_test.py - The SARIF before Microsoft's Multitool ---------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""multitool_test.py TOCSIN MULTITOOL: the program's document passes the SARIF
Multitool with its GitHub rules, without error or warning, and the line hashes
are those that the Multitool computes. Skipped (77) if MULTITOOL is not there:
`scripts/install-deps.sh peers` installs it where npm is."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
import sarif_test  # noqa: E402

TOCSIN = MULTITOOL = None
COUNTER = """#include <mutex>
#include <thread>
struct Meter { std::mutex M; long Total = 0; };
static Meter Shared;
void add(Meter &A, long N) {
  A.M.lock();
  long Seen = A.Total;
  A.M.unlock();
  std::lock_guard<std::mutex> L(A.M);
  A.Total = Seen + N;
}
void serve() { add(Shared, 1); }
int main() {
  std::thread One(serve), Two(serve);
  One.join();
  Two.join();
}
"""
# Lines whose hash is hard to get right: equal lines, blanks and tabs only,
# carriage returns, two units for one character, a short end without newline.
ODD = """#include <fcntl.h>\r
#include <unistd.h>\r
int one(const char *P) { return access(P, W_OK) ? -1 : open(P, O_RDWR | O_CREAT, 0600); }
\t \t
int two(const char *P) { return access(P, W_OK) ? -1 : open(P, O_RDWR | O_CREAT, 0600); }
/* \u00e9\U0001F600 */ int three(const char *P) {
  if (access(P, W_OK) == 0)
    return open(P, O_RDWR | O_CREAT, 0600);
  return 1;
}
int four(const char *P) {
  if (access(P, W_OK) == 0)
    return open(P, O_RDWR | O_CREAT, 0600);
  return 1;
}"""
FILES = {"src/a b.c": sarif_test.RACY, "src/counter.cpp": COUNTER,
         "odd.c": ODD}


def multitool(*arguments):
    done = subprocess.run([MULTITOOL, *arguments], text=True,
                          capture_output=True, timeout=300,
                          env=dict(os.environ,
                                   DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="1"))
    if done.returncode != 0:
        raise AssertionError(done.stdout + done.stderr)


def github_rules(where):
    """A configuration with the rules of GitHub switched on. GH1004 is left
    out: its limits are not GitHub's any more."""
    multitool("export-validation-config", str(where))
    text, count = re.subn(
        r'(<Properties Key="GH(?!AzDO|1004)\d+\.[^"]*">\s*'
        r'<Property Key="RuleEnabled" Value=")Default',
        r"\1Error", where.read_text(encoding="utf-8-sig"))
    assert count > 10, "the rules of GitHub have other names now"
    where.write_text(text, encoding="utf-8")


class Multitool(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="tocsin-sarif-")
        self.addCleanup(folder.cleanup)
        self.top = pathlib.Path(folder.name).resolve()
        for name, text in FILES.items():
            path = self.top / "project" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        (self.top / "project/.git").mkdir()

    def document(self, *options):
        project = self.top / "project"
        rows = [{"directory": str(project), "file": name,
                 "arguments": ["clang", "-c", name]} for name in FILES]
        (project / "compile_commands.json").write_text(json.dumps(rows))
        out = self.top / "out.sarif"
        done = subprocess.run(
            [TOCSIN, "--quiet", "-p", str(project), "--sarif", str(out),
             *options], cwd=project, text=True, capture_output=True)
        self.assertEqual(done.returncode, 1, done.stderr)
        return out

    def complaints(self, path):
        config, result = self.top / "rules.xml", self.top / "result.sarif"
        github_rules(config)
        # The status says nothing of what was found; the document does.
        multitool("validate", str(path), "--rule-kind", "Sarif;Ghas",
                  "--level", "Error;Warning", "-c", str(config), "-q", "true",
                  "-o", str(result), "--log", "ForceOverwrite")
        run = json.loads(result.read_text(encoding="utf-8-sig"))["runs"][0]
        return ["%s: %s" % (r["ruleId"], r["message"].get("arguments"))
                for r in run.get("results", [])]

    def test_no_complaint(self):
        for options in ([], ["--show-suppressed"]):
            self.assertEqual(self.complaints(self.document(*options)), [])

    def test_it_would_complain(self):
        path = self.document()
        doc = json.loads(path.read_text())
        result = doc["runs"][0]["results"][0]
        del result["locations"][0]["physicalLocation"]["region"]["startColumn"]
        del doc["runs"][0]["tool"]["driver"]["rules"][0]["help"]
        path.write_text(json.dumps(doc))
        self.assertTrue(any(c.startswith("GH")
                            for c in self.complaints(path)))

    def test_line_hashes(self):
        path = self.document()
        doc = json.loads(path.read_text())
        ours = []
        for result in doc["runs"][0]["results"]:
            prints = result.pop("partialFingerprints")
            ours.append(prints["primaryLocationLineHash"])
        self.assertGreater(len(ours), 5)
        path.write_text(json.dumps(doc))
        rewritten = self.top / "rewritten.sarif"
        multitool("rewrite", str(path), "--insert",
                  "RollingHashPartialFingerprints", "-o", str(rewritten))
        doc = json.loads(rewritten.read_text(encoding="utf-8-sig"))
        theirs = [r["partialFingerprints"]["primaryLocationLineHash"]
                  for r in doc["runs"][0]["results"]]
        self.assertEqual(ours, theirs)

    def test_threads_in_order(self):
        doc = json.loads(self.document().read_text())
        result = next(r for r in doc["runs"][0]["results"]
                      if r["ruleId"] == "tocsin-lost-update")
        here, there = result["codeFlows"][0]["threadFlows"]
        self.assertEqual((here["id"], there["id"]),
                         ("this thread", "another thread"))
        orders = [[step["executionOrder"] for step in flow["locations"]]
                  for flow in (here, there)]
        self.assertEqual(sorted(orders[0] + orders[1]),
                         list(range(1, len(orders[0] + orders[1]) + 1)))
        # Whoever comes in between does so after the first, before the last.
        self.assertTrue(all(orders[0][0] < o < orders[0][-1]
                            for o in orders[1]), orders)


if __name__ == "__main__":
    TOCSIN = sarif_test.TOCSIN = os.path.abspath(sys.argv.pop(1))
    MULTITOOL = shutil.which(sys.argv.pop(1))
    if not MULTITOOL:
        print("skipped: no SARIF Multitool (scripts/install-deps.sh peers "
              "installs it where npm is)")
        sys.exit(77)
    unittest.main(verbosity=2)
