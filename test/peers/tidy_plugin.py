#!/usr/bin/env python3
# ===- tidy_plugin.py - The plugin in clang-tidy-19 -----------------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""What clang-tidy offers its own checks works for a plugin's, too."""

import os
import re

import peer

MANIFEST = os.path.join(peer.HERE, "..", "..", "checks", "checks.yaml")


class Plugin(peer.Case):
    def tidy(self, *args, checks="-*,tocsin-*", status=0):
        return self.run_in("clang-tidy-19", "-load", peer.PLUGIN,
                           "--checks=" + checks, *args, status=status)

    def test_lists_every_check_of_the_manifest(self):
        with open(MANIFEST, encoding="utf-8") as f:
            ids = re.findall(r"^\s*- id: (tocsin-[\w-]+)", f.read(), re.M)
        self.assertTrue(ids)
        listed = self.tidy("-list-checks").stdout.split("\n")[1:]
        self.assertEqual(sorted(n.strip() for n in listed if n.strip()),
                         sorted(ids + ["tocsin-model"]))

    def test_names_no_llvm_library(self):
        dynamic = self.run_in("llvm-readelf-19", "-dW", peer.PLUGIN).stdout
        needed = re.findall(r"NEEDED.*\[(.*)\]", dynamic)
        self.assertTrue(needed)
        self.assertFalse([n for n in needed if "LLVM" in n or "clang" in n])

    def test_reports_with_notes(self):
        self.put("window.c")
        self.put("window.cpp")
        out = self.tidy("window.c", "window.cpp", "--").stdout
        self.assert_found(out, "window.c", "window.cpp")
        notes = [d for d in self.diagnostics(out) if d[3] == "note"]
        # The place of the check comes first.
        self.assertEqual(notes[0][:3], ("window.c", 6, 7))

    def test_clean_file_is_silent(self):
        self.put("clean.c")
        self.assertEqual(self.tidy("clean.c", "--").stdout, "")

    def test_one_of_our_checks_alone(self):
        self.put("window.c")
        self.assert_found(self.tidy("window.c", "--",
                                    checks="-*," + peer.CHECK).stdout,
                          "window.c")
        self.assert_found(self.tidy("window.c", "--",
                                    checks="-*,tocsin-temp-name").stdout)

    def test_beside_checks_of_clang_tidy(self):
        self.put("window.c")
        out = self.tidy("window.c", "--",
                        checks="-*,tocsin-*,readability-identifier-length"
                        ).stdout
        self.assert_found(out, "window.c")
        self.assertIn("[readability-identifier-length]", out)

    def test_nolint(self):
        text = peer.source("window.c")
        act = '  FILE *F = fopen(Path, "w");'
        self.assertIn(act, text)
        for name, better in (
                ("same", act + " // NOLINT(tocsin-file-toctou)"),
                ("glob", act + " // NOLINT(tocsin-*)"),
                ("next", "  // NOLINTNEXTLINE(tocsin-file-toctou)\n" + act),
                ("block", "  // NOLINTBEGIN(tocsin-*)\n" + act
                 + "\n  // NOLINTEND(tocsin-*)")):
            with self.subTest(name):
                self.put("quiet.c", text.replace(act, better))
                self.assert_found(self.tidy("quiet.c", "--").stdout)
        self.put("window.c", text.replace(act, act + " // NOLINT(bugprone-*)"))
        self.assert_found(self.tidy("window.c", "--").stdout, "window.c")

    def test_header_filter(self):
        text = peer.source("window.c")
        self.put("inc/window.c",
                 text.replace("int append", "static inline int append"))
        self.put("main.c", '#include "inc/window.c"\nint main(void) '
                           '{ return append("a", "b"); }\n')
        self.assert_found(self.tidy("main.c", "--").stdout)
        self.assert_found(self.tidy("main.c", "--header-filter=.*/inc/.*",
                                    "--").stdout, "window.c")

    def test_line_filter(self):
        # clang-tidy lets a finding through if any of its notes is in range.
        self.put("window.c")
        for lines, found in (("[8,8]", ["window.c"]), ("[1,5]", [])):
            self.assert_found(self.tidy(
                '--line-filter=[{"name": "window.c", "lines": [%s]}]' % lines,
                "window.c", "--").stdout, *found)

    def test_warnings_as_errors(self):
        self.put("window.c")
        out = self.tidy("--warnings-as-errors=tocsin-*", "window.c", "--",
                        status=1).stdout
        self.assert_found(out, "window.c", level="error")

    def test_fixes(self):
        fixed = peer.source("fixable.c").replace("chmod(Path,", "fchmod(Fd,")
        self.assertNotEqual(fixed, peer.source("fixable.c"))
        self.put("fixable.c")
        self.tidy("--export-fixes=fixes.yaml", "fixable.c", "--")
        exported = self.get("fixes.yaml")
        self.assertIn("DiagnosticName:  tocsin-create-then-name", exported)
        self.assertIn("Notes:", exported)
        self.run_in("clang-apply-replacements-19", ".")
        self.assertEqual(self.get("fixable.c"), fixed)
        # What is fixed is clean.
        self.assertEqual(self.tidy("fixable.c", "--").stdout, "")

        self.put("fixable.c")
        self.tidy("--fix", "fixable.c", "--")
        self.assertEqual(self.get("fixable.c"), fixed)

    def test_no_fix_where_the_source_reads_differently(self):
        text = peer.source("fixable.c").replace(
            "int create", "#define MODE(P, M) chmod(P, M)\nint create"
            ).replace("chmod(Path,", "MODE(Path,")
        self.put("macro.c", text)
        out = self.tidy("--fix", "macro.c", "--").stdout
        self.assertIn("[tocsin-create-then-name]", out)
        self.assertEqual(self.get("macro.c"), text)

    def test_min_confidence(self):
        self.put("window.c")
        key = peer.CHECK + ".MinConfidence"
        for value in ("low", "medium"):
            self.assert_found(self.tidy(
                "--config={CheckOptions: {%s: %s}}" % (key, value),
                "window.c", "--").stdout, "window.c")
        out = self.tidy("--config={CheckOptions: {%s: certain}}" % key,
                        "window.c", "--").stdout
        self.assertIn("invalid configuration value 'certain' for option '%s'"
                      % key, out)

    def test_strict_existence(self):
        self.put("exists.c", """\
#include <stdio.h>
#include <unistd.h>
FILE *readIfThere(const char *Path) {
  if (access(Path, F_OK) != 0)
    return 0;
  return fopen(Path, "r");
}
""")
        self.assertNotIn(peer.CHECK, self.tidy("exists.c", "--").stdout)
        self.assertIn(peer.CHECK, self.tidy(
            "--config={CheckOptions: {%s.StrictExistence: true}}" % peer.CHECK,
            "exists.c", "--").stdout)

    def test_model_file(self):
        self.put("src/own.c", """\
int myLooksFine(const char *Path);
int myRewrite(const char *Path);
int both(const char *Path) {
  if (!myLooksFine(Path))
    return -1;
  return myRewrite(Path);
}
""")
        model = """\
format: 1
library: mine
summary: file functions of this test
functions:
  - fn: myLooksFine
    role: path.check
    args: {path: 0, result: ret}
    success: nonzero
    what: [access]
    cite: this test
  - fn: myRewrite
    role: path.use
    does: open
    means: [write, truncate]
    args: {path: 0, result: ret}
    cite: this test
"""

        def said(*options):
            return self.tidy(*options, "src/own.c", "--").stdout
        self.assertNotIn(peer.CHECK, said())
        self.put("names.yaml", model)
        named = "--config={CheckOptions: {tocsin-model.File: names.yaml}}"
        self.assertIn(peer.CHECK, said(named))
        self.put(".tocsin-model.yaml", model)
        self.assertIn(peer.CHECK, said())
        self.put("names.yaml", model.replace("path.check", "path.chekc"))
        self.assertRegex(said(named), r"names\.yaml:\d+:\d+: error: .*"
                                      r"\[clang-tidy-config\]")
        os.remove(os.path.join(self.dir, "names.yaml"))
        self.assertRegex(said(named), r"no 'names\.yaml' in .*/src or above "
                                      r"\[clang-tidy-config\]")

    def test_config_is_verified_and_dumped(self):
        self.put("window.c")
        self.put(".clang-tidy", """\
Checks: '-*,tocsin-*'
CheckOptions:
  tocsin-file-toctou.StrictExistence: true
  tocsin-temp-name.MinConfidence: high
  tocsin-model.File: .tocsin-model.yaml
""")
        run = ["clang-tidy-19", "-load", peer.PLUGIN]
        done = self.run_in(*run, "--verify-config")
        self.assertIn("No config errors detected.", done.stdout + done.stderr)
        dump = self.run_in(*run, "--dump-config", "window.c", "--").stdout
        for line in ("tocsin-file-toctou.StrictExistence: 'true'",
                     "tocsin-file-toctou.MinConfidence: medium",
                     "tocsin-temp-name.MinConfidence: high",
                     "tocsin-model.File: .tocsin-model.yaml"):
            self.assertIn(line, dump)
        self.put(".clang-tidy", "Checks: 'tocsin-*'\n"
                                "CheckOptions: {tocsin-model.Fiel: x}\n")
        done = self.run_in(*run, "--verify-config", status=1)
        self.assertIn("tocsin-model.Fiel", done.stdout + done.stderr)

    def test_percent_signs_in_names(self):
        self.put("percent.c", """\
#include <stdio.h>
#include <unistd.h>
int save(void) {
  if (access("100%s%d%0", W_OK) != 0)
    return -1;
  return fopen("100%s%d%0", "w") != 0;
}
""")
        out = self.tidy("percent.c", "--").stdout
        self.assertIn("[%s]" % peer.CHECK, out)

    def test_broken_source(self):
        text = peer.source("window.c")
        self.put("broken.c",
                 text + "int f(void) { return nowhere(; }\nstruct {")
        out = self.tidy("broken.c", "--", status=1).stdout
        self.assertIn("[clang-diagnostic-error]", out)


class Agreement(peer.Case):
    """The stand-alone program and clang-tidy say the same."""

    def test_same_text(self):
        for name in peer.PLACE:
            self.put(name)
            tidy = self.run_in("clang-tidy-19", "-load", peer.PLUGIN,
                               "--checks=-*,tocsin-*", name, "--").stdout
            alone = self.run_in(peer.TOCSIN, "--checks=tocsin-*", name, "--",
                                status=1).stdout
            self.assertTrue(self.diagnostics(tidy))
            self.assertEqual(self.diagnostics(tidy), self.diagnostics(alone))


if __name__ == "__main__":
    peer.main("clang-tidy-19", "clang-apply-replacements-19", "llvm-readelf-19")
