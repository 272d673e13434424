#!/usr/bin/env python3
# ===- cache_test.py - What a second run does not do again ----------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""The cache saves work and never changes a result: cache_test.py TOCSIN."""

import glob
import os
import signal
import subprocess
import sys
import time

sys.dont_write_bytecode = True
from project import FOUND, Project, main  # noqa: E402


class CacheTest(Project):
    def entries(self, folder=".cache/tocsin"):
        """Those that are whole; one that is being written has a suffix."""
        return sorted(glob.glob(self.path(folder) + "/llvmcache-" + "[!.]" * 32))

    def finds(self, *args, **env):
        _, out, err = self.run_it(*args, code=1, **env)
        self.assertRegex(out, FOUND)
        return err

    def test_second_run_captures_nothing(self):
        self.assertEqual(self.captured(), 3)
        self.assertEqual(self.captured(), 0)

    def test_second_run_reports_the_same(self):
        first = self.run_it("--sarif=a.sarif", code=1)
        second = self.run_it("--sarif=b.sarif", "--verbose", code=1)
        self.assertEqual(first[1], second[1])
        self.assertIn("nothing has changed", second[2])
        self.assertEqual(self.read("a.sarif"), self.read("b.sarif"))

    def test_header_captures_its_users(self):
        self.captured()
        self.write("look.h", "int isThere(const char *Path); /* new */\n")
        self.assertEqual(self.captured(), 2)
        self.write("flags.h", "#define FLAGS (02 | 0100 | 0200)\n")
        self.assertEqual(self.captured(), 2)
        _, out, _ = self.run_it(code=0)  # O_EXCL
        self.assertEqual(out, "")

    def test_source_captures_itself(self):
        self.captured()
        self.write("look.c", "int isThere(const char *Path) { return 0; }\n")
        self.assertEqual(self.captured(), 1)
        self.run_it(code=0)

    def test_touched_file_is_not_changed(self):
        self.captured()
        os.utime(self.path("look.h"))
        self.assertEqual(self.captured(), 0)

    def test_flags_capture_their_file(self):
        self.captured()
        self.database(["look.c", "use.c", "other.c"], ["-DNEW"])
        self.assertEqual(self.captured(), 3)

    def test_options_checks_models_capture_nothing(self):
        self.captured()
        self.write("m.yaml", "format: 1\nlibrary: mine\nsummary: Mine\n"
                   "cite: look.h\n")
        self.assertEqual(self.captured("--model=m.yaml"), 0)
        self.assertEqual(self.captured("--checks=tocsin-temp-name"), 0)
        self.assertEqual(self.captured("--confidence=low"), 0)
        self.write(".clang-tidy", "CheckOptions:\n"
                   "  tocsin-file-toctou.StrictExistence: true\n")
        self.assertEqual(self.captured(), 0)

    def test_options_count_for_findings(self):
        self.finds()
        self.run_it("--checks=tocsin-temp-name", code=0)
        self.finds()
        self.write(".clang-tidy", "Checks: '-tocsin-file-toctou'\n")
        self.run_it(code=0)

    def test_suppression_counts_at_once(self):
        self.finds()
        text = self.read("use.c").decode()
        self.write("use.c", text.replace("0600);", "0600); // NOLINT"))
        self.run_it(code=0)
        self.write("use.c", text)
        self.finds()

    def test_filters_count_at_once(self):
        self.finds()
        self.run_it("--line-filter=[{\"name\":\"look.c\"}]", code=0)
        self.finds()

    def test_missing_header_appears(self):
        self.write("new.c", "#include \"late.h\"\nint X = LATE;\n")
        self.database(["new.c"])
        self.run_it(code=3)
        self.assertEqual(self.captured(), 0)
        self.run_it(code=3)
        self.write("late.h", "#define LATE 1\n")
        self.assertEqual(self.captured(), 1)
        self.run_it(code=0)

    def test_header_appears_earlier_in_the_search(self):
        self.write("b/f.h", "int FromB;\n")
        self.write("s.c", "#include <f.h>\n#if __has_include(<g.h>)\n"
                   "#error g\n#endif\n")
        os.mkdir(self.path("a"))
        self.database(["s.c"], ["-Ia", "-Ib"])
        self.captured()
        self.assertEqual(self.captured(), 0)
        self.write("a/f.h", "int FromA;\n")
        self.assertIn("a/f.h is new", self.run_it("--verbose")[2])
        self.write("a/f.h", "int FromA; /* other */\n")
        self.assertIn("a/f.h has changed", self.run_it("--verbose")[2])
        self.write("b/g.h", "")
        self.assertEqual(self.captured(), 1)
        self.run_it(code=3)

    def test_search_folder_appears(self):
        self.write("b/sub/f.h", "int FromB;\n")
        self.write("s.c", "#include <sub/f.h>\n")
        self.database(["s.c"], ["-Ia", "-Ib"])
        self.captured()
        self.write("a/sub/f.h", "int FromA;\n")
        self.assertEqual(self.captured(), 1)

    def test_environment_counts(self):
        self.captured()
        self.assertEqual(self.captured(CPATH=self.path("x")), 3)

    def test_broken_entries_are_discarded(self):
        def cut(data):
            return data[:len(data) // 2]

        def flip(data):
            return data[:-20] + bytes([data[-20] ^ 1]) + data[-19:]

        def longer(data):
            return data + b"x"

        for harm in (cut, flip, longer, lambda _: b"", lambda _: b"hello",
                     lambda data: data[:30], lambda data: b"\xff" * len(data)):
            self.finds()
            for entry in self.entries():
                with open(entry, "rb") as f:
                    data = f.read()
                with open(entry, "wb") as f:
                    f.write(harm(data))
            err = self.finds()
            # Three units and the findings.
            self.assertEqual(err.count("cache entry is discarded"), 4, err)
            self.assertNotIn("discarded", self.finds())

    def test_broken_findings_are_discarded(self):
        self.finds()
        for entry in self.entries():
            with open(entry, "rb") as f:
                data = f.read()
            if b"tocsin-file-toctou" in data:
                with open(entry, "wb") as f:
                    f.write(data[:-1])
        self.assertIn("cache entry is discarded", self.finds())
        self.assertNotIn("discarded", self.finds())

    def test_foreign_entry_is_discarded(self):
        self.finds()
        entries = self.entries()
        texts = []
        for entry in entries:
            with open(entry, "rb") as f:
                texts.append(f.read())
        for entry, text in zip(entries, texts[1:] + texts[:1]):
            with open(entry, "wb") as f:
                f.write(text)
        self.assertIn("belongs to", self.finds())

    def test_two_runs_at_once(self):
        for _ in range(3):
            runs = [self.start() for _ in range(4)]
            for run in runs:
                out, err = run.communicate(timeout=300)
                self.assertEqual(run.returncode, 1, err)
                self.assertRegex(out, FOUND)
                self.assertNotIn("discarded", err)
            self.write("look.h", self.read("look.h").decode() + "\n")

    def many(self):
        names = []
        for i in range(12):
            names.append("n%d.c" % i)
            self.write(names[-1], "#include <stdio.h>\nint f%d;\n" % i)
        # The last one keeps the run busy.
        self.write("slow.cpp", "constexpr int f(int N) { return N < 2 ? 1 : "
                   "f(N - 1) + f(N - 2); }\nstatic_assert(f(60), \"\");\n")
        self.database(names + ["slow.cpp"],
                      ["-fconstexpr-steps=4294967295"])
        return len(names)

    def stopped(self, how):
        count = self.many()
        run = self.start("-j2")
        for _ in range(600):
            if len(self.entries()) == count:
                break
            time.sleep(0.1)
        os.killpg(run.pid, how)
        out, err = run.communicate(timeout=60)
        os.remove(self.path("slow.cpp"))
        self.write("slow.cpp", "int X;\n")
        self.assertEqual(self.captured(), 1)
        return run.returncode

    def test_interrupted_run_keeps_what_is_done(self):
        self.assertEqual(self.stopped(signal.SIGINT), 130)

    def test_killed_run_keeps_what_is_done(self):
        self.assertEqual(self.stopped(signal.SIGKILL), -signal.SIGKILL)

    def test_place_that_cannot_be_written(self):
        self.write(".cache", "a file, not a folder\n")
        self.finds()
        self.assertIn("cache is not written", self.finds("--verbose"))

    def test_where_it_is(self):
        self.finds("--no-cache")
        self.assertFalse(os.path.exists(self.path(".cache")))
        self.finds("--cache-dir=one")
        self.assertEqual(len(self.entries("one")), 4)
        self.finds(TOCSIN_CACHE_DIR=self.path("two"))
        self.assertEqual(len(self.entries("two")), 4)
        self.assertFalse(os.path.exists(self.path(".cache")))
        self.run_it("look.c", "--", code=0)
        self.assertFalse(os.path.exists(self.path(".cache")))
        self.finds()
        self.assertEqual(len(self.entries()), 4)

    def test_it_is_not_for_git(self):
        self.finds()
        try:
            subprocess.run(["git", "init", "-q", self.folder], check=True)
        except OSError:
            self.skipTest("no git")
        out = subprocess.run(["git", "status", "--short"], cwd=self.folder,
                             text=True, capture_output=True, check=True).stdout
        self.assertIn("use.c", out)
        self.assertNotIn(".cache", out)

    def test_old_entries_go(self):
        self.finds("--cache-policy=prune_interval=0s:cache_size_files=2")
        self.assertEqual(len(self.entries()), 2)
        _, _, err = self.run_it("--cache-policy=nonsense", code=2)
        self.assertIn("--cache-policy", err)

    def test_failed_capture_is_tried_again(self):
        self.database(["look.c", "none.c"])
        self.write("none.c", "")
        os.remove(self.path("none.c"))
        self.run_it(code=3)
        self.write("none.c", "int X;\n")
        self.run_it(code=0)

    def test_profile(self):
        for _ in range(2):
            _, out, err = self.run_it("--profile", code=1)
            self.assertRegex(out, FOUND)
            for word in ("flow", "summarise", "tocsin-file-toctou", "capture",
                         "gave up on 0", "slowest functions", "use.c"):
                self.assertIn(word, err)

    def test_link_to_another_file(self):
        self.write("v1/t.h", "#define T 1\n")
        self.write("v2/t.h", "#define T 2\n")
        os.symlink("v1", self.path("now"))
        self.write("s.c", "#include \"now/t.h\"\nint X = T;\n")
        self.database(["s.c"])
        self.captured()
        os.remove(self.path("now"))
        os.symlink("v2", self.path("now"))
        self.assertEqual(self.captured(), 1)


if __name__ == "__main__":
    main()
