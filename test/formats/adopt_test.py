#!/usr/bin/env python3
# ===- adopt_test.py - Baselines, suppressions, merging -------------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""adopt_test.py TOCSIN: what an old code base needs to start, and a team to
keep going."""

import json
import random
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
import project  # noqa: E402

# Findings of several families, some of them alike.
STATICS = """#include <fcntl.h>
#include <unistd.h>
#include <sys/stat.h>
#include <stdio.h>
static int openIfThere(const char *Path) {
  if (access(Path, W_OK) == 0)
    return open(Path, O_RDWR | O_CREAT, 0600);
  return -1;
}
int twice(const char *Path) {
  if (access(Path, W_OK) == 0)
    return open(Path, O_RDWR | O_CREAT, 0600);
  if (access(Path, W_OK) == 0)
    return open(Path, O_RDWR | O_CREAT, 0600);
  return openIfThere("a name that is long enough to be broken by a formatter, "
                     "twice even");
}
int publish(const char *Path) {
  int Fd = creat(Path, 0600); /* kept */
  return Fd < 0 ? -1 : chmod(Path, 0644); // why not
}
"""
FILES = {"src/statics.c": STATICS, "src/count.cpp": project.COUNTING}


def moved(rng, text):
    """Blank lines and comments before the functions."""
    head, *bodies = re.split(r"(?m)^(?=(?:static )?(?:int|void|long) )", text)
    if rng.random() < .5:
        head += "\n" * rng.randrange(1, 9)
    return "".join([head] + [b + "\n/* %d */\n" % rng.randrange(99)
                             if rng.random() < .6 else b for b in bodies])


def formatted(rng, text):
    style = "{BasedOnStyle: %s, ColumnLimit: %d, IndentWidth: %d}" % (
        rng.choice(["GNU", "LLVM", "Google", "Chromium", "Mozilla", "WebKit"]),
        rng.choice([0, 30, 45, 60, 120]), rng.choice([1, 2, 4, 8]))
    return subprocess.run(["clang-format-19", "--style", style], input=text,
                          text=True, capture_output=True, check=True).stdout


def tabs(rng, text):
    return re.sub(r"(?m)^  ", "\t", text).replace("\n", "\r\n")


class Baseline(project.Case):
    def setUp(self):
        super().setUp()
        self.project(FILES)

    def prints(self):
        return sorted(f["fingerprint"] for f in self.findings())

    def test_round(self):
        done = self.tocsin("--baseline=base.txt", status=2)
        self.assertIn("--update-baseline makes it", done.stderr)
        done = self.tocsin("--baseline=base.txt", "--update-baseline")
        self.assertEqual(done.stdout, "")
        count = len(self.prints())
        self.assertIn("%d findings, %d new, 0 gone" % (count, count),
                      done.stderr)
        text = (self.dir / "base.txt").read_text()
        self.assertNotRegex(text, r":\d+")  # no lines
        self.assertNotIn(str(self.top), text)
        done = self.tocsin("--baseline=base.txt")
        self.assertEqual(done.stdout, "")
        self.assertIn("%d in the baseline" % count, done.stderr)
        # A new finding is told, the old ones are not.
        self.put("src/new.c", project.OPENING)
        self.database([*FILES, "src/new.c"])
        new, = self.findings("--baseline=base.txt")
        self.assertTrue(new["file"].endswith("new.c"))
        shown = self.findings("--baseline=base.txt", "--show-suppressed")
        self.assertEqual([f["known"] for f in shown].count(True), count)

    def test_equal_code_elsewhere_is_new(self):
        self.project({"m.c": project.OPENING})
        self.tocsin("--baseline=base.txt", "--update-baseline")
        self.project({"a.c": project.OPENING, "m.c": project.OPENING})
        new, = self.findings("--baseline=base.txt")
        self.assertTrue(new["file"].endswith("a.c"))
        # The old one under a new name is not.
        self.project({"a.c": project.OPENING})
        self.assertEqual(self.findings("--baseline=base.txt", status=0), [])

    def test_gone_is_told_and_taken_out(self):
        self.tocsin("--baseline=base.txt", "--update-baseline")
        self.put("src/count.cpp", "int main() {}\n")
        done = self.tocsin("--baseline=base.txt")
        self.assertIn("1 of the findings in base.txt are gone", done.stderr)
        # A part of the project says nothing of the rest.
        done = self.tocsin("--baseline=base.txt", "--update-baseline",
                           "src/statics.c")
        self.assertIn("0 gone; nothing is taken out", done.stderr)
        done = self.tocsin("--baseline=base.txt", "--update-baseline")
        self.assertIn("0 new, 1 gone", done.stderr)

    def test_the_file_is_the_same_twice(self):
        self.tocsin("--baseline=base.txt", "--update-baseline")
        text = (self.dir / "base.txt").read_text()
        self.tocsin("--baseline=base.txt", "--update-baseline", "-j2")
        self.assertEqual((self.dir / "base.txt").read_text(), text)

    def test_faults_name_the_place(self):
        self.put("base.txt", "# fine\n\n  oops src/a.c\n")
        done = self.tocsin("--baseline=base.txt", status=2)
        self.assertIn("base.txt:3:3: error: expected a fingerprint",
                      done.stderr)

    def test_sarif_says_what_is_new(self):
        self.tocsin("--baseline=base.txt", "--update-baseline")
        self.put("src/new.c", project.OPENING)
        self.database([*FILES, "src/new.c"])
        done = self.tocsin("--baseline=base.txt", "--format=sarif",
                           "--show-suppressed", status=1)
        states = [(r["baselineState"], "suppressions" in r)
                  for r in json.loads(done.stdout)["runs"][0]["results"]]
        self.assertEqual(states.count(("new", False)), 1)
        self.assertEqual(set(states), {("new", False), ("unchanged", True)})

    def test_fingerprints_survive_edits(self):
        before = self.prints()
        self.assertEqual(len(before), 4)
        edits = [moved, tabs]
        if shutil.which("clang-format-19"):
            edits.append(formatted)
        for seed in range(12):
            rng = random.Random(seed)
            files = {}
            for name, text in FILES.items():
                for edit in rng.sample(edits, rng.randrange(1, len(edits) + 1)):
                    text = edit(rng, text)
                stem, ending = name.rsplit(".", 1)
                files["%s/%s%d.%s" % (rng.choice(["src", "lib/new", "."]),
                                      stem.split("/")[1], seed, ending)] = text
            shutil.rmtree(self.dir / "src", ignore_errors=True)
            with self.subTest(seed=seed, files=files):
                self.project(files)
                self.assertEqual(self.prints(), before)

    def test_fingerprints_see_changes(self):
        before = self.prints()
        for old, new in (("O_RDWR | O_CREAT, 0600", "O_RDWR | O_CREAT, 0644"),
                         ("publish", "announce"), ("chmod(Path, 0644)",
                                                   "chmod(Path, 0600)")):
            self.put("src/statics.c", STATICS.replace(old, new))
            self.assertNotEqual(self.prints(), before, new)

    def test_filters_do_not_change_fingerprints(self):
        all_ = {(f["line"], f["fingerprint"]) for f in self.findings()
                if f["file"].endswith("statics.c")}
        lines = json.dumps([{"name": "statics.c", "lines": [[14, 14]]}])
        part, = self.findings("--line-filter", lines)
        self.assertIn((14, part["fingerprint"]), all_)


class UnusedNoLint(project.Case):
    def told(self, text, *options, status=0):
        self.project({"a.c": text})
        return [(f["line"], f["pattern"])
                for f in self.findings(*options, status=status)
                if f["check"] == "tocsin-unused-nolint"]

    USED = project.OPENING.replace(
        "0600);", "0600); // NOLINT(tocsin-file-toctou): ours")

    def test_used_is_silent(self):
        self.assertEqual(self.told(self.USED), [])
        self.assertEqual(self.told(self.USED.replace("tocsin-file-toctou",
                                                     "tocsin-*")), [])

    def test_unused(self):
        self.assertEqual(self.told("int X; // NOLINT(tocsin-temp-name)\n"),
                         [(1, "hides-nothing")])
        self.assertEqual(self.told(
            "// NOLINTBEGIN(tocsin-temp-name)\nint X;\n"
            "// NOLINTEND(tocsin-temp-name)\n"), [(1, "hides-nothing")])
        self.assertEqual(self.told("int X; // NOLINT(tocsin-typing-eror)\n"),
                         [(1, "no-such-check")])

    def test_of_others_is_none_of_our_business(self):
        self.assertEqual(self.told("int X; // NOLINT\nint Y; // NOLINT(*)\n"
                                   "int Z; // NOLINT(bugprone-a)\n"), [])

    def test_fails_only_on_request(self):
        self.assertEqual(len(self.told("int X; // NOLINT(tocsin-temp-name)\n",
                                       "--fail-on=note", status=1)), 1)

    def test_silent_when_it_cannot_know(self):
        unused = "int X; // NOLINT(tocsin-temp-name)\n"
        self.assertEqual(self.told(
            unused, "--checks=tocsin-*,-tocsin-temp-name"), [])
        self.assertEqual(self.told(
            unused, "--checks=tocsin-*,-tocsin-unused-nolint"), [])
        self.assertEqual(self.told(unused, "a.c"), [])  # a part
        self.assertEqual(self.told(unused + "no program\n", status=3), [])
        self.assertEqual(len(self.told(unused, "a.c", "--")), 1)

    def test_reason_in_sarif(self):
        self.project({"a.c": self.USED})
        done = self.tocsin("--format=sarif", "--show-suppressed")
        result, = json.loads(done.stdout)["runs"][0]["results"]
        self.assertEqual(result["suppressions"],
                         [{"kind": "inSource", "justification": "ours"}])


class Merge(project.Case):
    PARTS = {"a.c": project.OPENING, "b.cpp": project.COUNTING,
             "c.c": '#include "h.h"\n', "d.c": '#include "h.h"\nint More;\n',
             "h.h": project.OPENING.replace("int openIfThere",
                                            "static inline int opened")}

    def setUp(self):
        super().setUp()
        self.project(self.PARTS)
        self.parts = []
        for name in ("a.c", "b.cpp", "c.c", "d.c"):
            self.tocsin("--sarif=%s.sarif" % name, name, status=1)
            self.parts.append(name + ".sarif")

    def merged(self, *parts):
        self.tocsin("merge", "-o", "out.sarif", *parts)
        return (self.dir / "out.sarif").read_text()

    def test_one_run_without_duplicates(self):
        run, = json.loads(self.merged(*self.parts))["runs"]
        uris = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
                for r in run["results"]]
        self.assertEqual(uris, ["a.c", "b.cpp", "h.h"])

    def test_any_order_any_grouping(self):
        want = self.merged(*self.parts)
        for seed in range(5):
            rng = random.Random(seed)
            parts = self.parts + rng.sample(self.parts, 2)
            rng.shuffle(parts)
            self.assertEqual(self.merged(*parts), want)
            first = self.put("first.sarif", self.merged(*parts[:3]))
            self.assertEqual(self.merged(first, *parts[3:]), want)

    def test_to_standard_output(self):
        want = self.merged(*self.parts)
        self.assertEqual(self.tocsin("merge", *self.parts).stdout, want)

    def test_refused(self):
        for text, why in (("{", "no JSON"), ("{}", "no SARIF 2.1.0"),
                          ('{"version": "2.1.0", "runs": []}',
                           "not one run of Tocsin")):
            self.put("bad.sarif", text)
            done = self.tocsin("merge", "a.c.sarif", "bad.sarif", status=2)
            self.assertIn("bad.sarif: error: " + why, done.stderr)
        other = (self.dir / "a.c.sarif").read_text().replace(
            '"version": "0', '"version": "9')
        self.put("other.sarif", other)
        done = self.tocsin("merge", "a.c.sarif", "other.sarif", status=2)
        self.assertIn("another version", done.stderr)
        self.tocsin("merge", status=2)
        self.tocsin("merge", "gone.sarif", status=2)


class Silence(project.Case):
    def test_third_party(self):
        header = project.OPENING.replace("int openIfThere",
                                         "static inline int openIfThere")
        for place in ("third_party", "vendor", "external", "_deps/lib-src"):
            with self.subTest(place):
                self.project({
                    place + "/h.h": header, place + "/own.c": project.OPENING,
                    "a.c": '#include "%s/h.h"\n' % place})
                self.assertEqual(self.findings(status=0), [])
                # Asked for by name it is not silent.
                self.assertEqual(len(self.findings(place + "/own.c")), 1)

    def test_system(self):
        self.project({"inc/h.h": project.OPENING.replace(
            "int openIfThere", "static inline int openIfThere"),
            "a.c": "#include <h.h>\n"})
        for flag, count in (("-isystem", 0), ("-I", 1)):
            self.put("compile_commands.json", json.dumps([
                {"directory": str(self.dir), "file": "a.c",
                 "arguments": ["clang", "-c", flag, "inc", "a.c"]}]))
            self.assertEqual(len(self.findings(status=1 if count else 0)),
                             count)


class ExitCodes(project.Case):
    def setUp(self):
        super().setUp()
        self.project({"a.c": project.OPENING})

    def test_fail_on(self):
        for option, status in (("note", 1), ("warning", 1), ("error", 0),
                               ("never", 0)):
            self.tocsin("--fail-on=" + option, status=status)
        self.tocsin("--fail-on=error", "--warnings-as-errors=*", status=1)

    def test_exit_zero_and_strict(self):
        self.tocsin("--exit-zero")
        self.project({"a.c": project.OPENING, "b.c": "no program\n"})
        self.tocsin(status=1)
        self.tocsin("--exit-zero")
        self.tocsin("--exit-zero", "--strict", status=3)
        self.tocsin("--fail-on=error", status=3)

    def test_statistics(self):
        self.project({"a.c": project.OPENING, "src/b.c": project.OPENING,
                      "src/c.cpp": project.COUNTING})
        error = self.tocsin("--statistics", status=1).stderr
        self.assertIn("     2  tocsin-file-toctou\n", error)
        self.assertIn("     1  tocsin-lost-update\n", error)
        self.assertIn("     2  src\n", error)
        self.assertIn("     1  .\n", error)


if __name__ == "__main__":
    project.main()
