#!/usr/bin/env python3
# ===- steps_test.py - Capture and link as steps of a build ---------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""`capture` is a function of its inputs, `link` of the set of its units:
steps_test.py TOCSIN."""

import os
import random
import shutil
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True
import project  # noqa: E402
from project import FILES, FOUND, Project, main  # noqa: E402

SOURCES = ("look.c", "use.c", "other.c")


class StepsTest(Project):
    def capture(self, name, *flags, out=None, code=0, options=()):
        out = out or name + ".tsum"
        self.run_it("capture", "-o", out, *options, name, "--", *flags,
                    code=code)
        return out

    def capture_all(self):
        return [self.capture(name) for name in SOURCES]

    def link(self, *units, code=1, options=()):
        return self.run_it("link", *options, *units, code=code)[1]

    def test_link_finds_what_check_finds(self):
        _, whole, _ = self.run_it("--no-cache", code=1)
        self.assertRegex(whole, FOUND)
        self.assertEqual(self.link(*self.capture_all()), whole)

    def test_order_grouping_and_duplicates_do_not_count(self):
        units = self.capture_all()
        expected = self.link(*units, options=["--format=sarif"])
        dice = random.Random(7)
        for turn in range(8):
            given = units + [dice.choice(units) for _ in range(turn % 3)]
            dice.shuffle(given)
            files = []
            while given:
                size = dice.randint(1, len(given))
                files.append("group%d" % len(files))
                with open(self.path(files[-1]), "wb") as f:
                    for unit in given[:size]:
                        f.write(self.read(unit))
                given = given[size:]
            self.assertEqual(self.link(*files, options=["--format=sarif"]),
                             expected)

    def test_capture_is_the_same_everywhere(self):
        elsewhere = self.path("deep/er")
        for name, text in FILES.items():
            self.write("deep/er/" + name, text)
        self.write("bad.c", "#include \"none.h\"\nstruct { int A; } S;\n"
                   "const char *F = __FILE__;\n")
        shutil.copy(self.path("bad.c"), elsewhere)
        for name in SOURCES + ("bad.c",):
            unit = self.read(self.capture(name, "-I."))
            self.assertNotIn(self.folder.encode(), unit)
            subprocess.run([project.PROGRAM, "capture", "-o", name + ".tsum",
                            name, "--", "-I."], cwd=elsewhere, check=True,
                           stderr=subprocess.DEVNULL)
            self.assertEqual(self.read("deep/er/" + name + ".tsum"), unit)

    def test_root_is_where_names_begin(self):
        self.write("sub/a.c", "#include \"../look.h\"\n")
        self.run_it("capture", "-o", "one", "sub/a.c", "--", code=0)
        subprocess.run([project.PROGRAM, "capture", "-o", "../two", "--root=..",
                        "a.c", "--"], cwd=self.path("sub"), check=True)
        self.assertIn(b"sub/a.c", self.read("one"))
        self.assertIn(b"sub/a.c", self.read("two"))

    def test_output_untouched_when_unchanged(self):
        unit = self.capture("look.c")
        os.utime(self.path(unit), (1, 1))
        self.write("look.c", FILES["look.c"] + "/* a comment */\n")
        self.capture("look.c")
        self.assertEqual(os.stat(self.path(unit)).st_mtime, 1)
        self.write("look.c", FILES["look.c"] + "int New(void) { return 1; }\n")
        self.capture("look.c")
        self.assertNotEqual(os.stat(self.path(unit)).st_mtime, 1)

    def test_depfile(self):
        self.write("with blank.h", "")
        self.write("use.c", FILES["use.c"] + "#include \"with blank.h\"\n")
        self.capture("use.c", options=["--depfile=use.d"])
        text = self.read("use.d").decode()
        self.assertTrue(text.startswith("use.c.tsum:"), text)
        words = text.replace("\\\n", "").replace("\\ ", "?").split()
        for name in ("use.c", "look.h", "flags.h", "with?blank.h"):
            self.assertIn(name, words)
        self.assertTrue(any(w.endswith("fcntl.h") for w in words), text)

    def test_source_that_cannot_be_captured(self):
        self.write("hang.cpp", "constexpr int f(int N) { return N < 2 ? 1 : "
                   "f(N - 1) + f(N - 2); }\nstatic_assert(f(60), \"\");\n")
        flags = ["-fconstexpr-steps=4294967295"]
        self.capture("hang.cpp", *flags, options=["--timeout=1"])
        self.capture("hang.cpp", *flags, code=3,
                     options=["--timeout=1", "--strict"])
        units = self.capture_all()
        out = self.run_it("link", "hang.cpp.tsum", *units, code=1)
        self.assertRegex(out[1], FOUND)
        self.assertIn("1 of 4 translation units incomplete", out[2])
        self.assertIn("took longer than 1 s", out[2])

    def test_what_is_no_unit(self):
        units = self.capture_all()
        whole = self.read(units[0])
        cases = {
            "text": (b"hello\n", "this is no unit"),
            "cut": (whole[:-9], "it says that it has|the unit says"),
            "old": (whole[:8] + b"\x63" + whole[9:], "version 99"),
            "flip": (whole[:40] + bytes([whole[40] ^ 1]) + whole[41:],
                     "checksum"),
            "tail": (whole + b"x", "this is no unit"),
        }
        for name, (data, why) in cases.items():
            with open(self.path(name), "wb") as f:
                f.write(data)
            _, out, err = self.run_it("link", *units, name, code=2)
            self.assertRegex(err, why)
            self.assertIn(name + ": error", err)
        self.assertIn("No such file", self.run_it("link", "gone", code=2)[2])
        self.assertIn("needs units", self.run_it("link", code=2)[2])
        self.run_it("capture", "look.c", "--", code=2)
        self.run_it("capture", "-o", "x", "gone.c", "--", code=2)

    def test_two_versions_of_one_unit(self):
        self.capture("look.c", out="old")
        self.write("look.c", "int isThere(const char *Path) { return 1; }\n")
        self.capture("look.c", out="new")
        for units in (["old", "new"], ["new", "old"]):
            _, _, err = self.run_it("link", *units, code=2)
            self.assertIn("two units of one command differ", err)

    def test_link_takes_what_check_takes(self):
        units = self.capture_all()
        self.link(*units, code=0, options=["--checks=tocsin-temp-name"])
        self.link(*units, code=0, options=["--exit-zero"])
        self.link(*units, options=["-o", "r.txt", "--sarif=r.sarif",
                                   "--json=r.json"])
        self.assertRegex(self.read("r.txt").decode(), FOUND)
        self.assertIn(b"tocsin-file-toctou", self.read("r.sarif"))
        self.assertIn(b"tocsin-file-toctou", self.read("r.json"))
        self.write("list", "\n".join(units))
        self.assertRegex(self.link("@list"), FOUND)

    def test_shards(self):
        _, whole, _ = self.run_it("--no-cache", code=1)
        for count in (1, 2, 5):
            names = []
            for part in range(1, count + 1):
                names.append("shard%d" % part)
                self.run_it("capture", "--shard=%d/%d" % (part, count), "-o",
                            names[-1], code=0)
            self.assertEqual(self.link(*names), whole)
        self.run_it("capture", "--shard=3/2", "-o", "x", code=2)
        self.run_it("capture", "--shard=a", "-o", "x", code=2)

    def test_as_a_compiler(self):
        os.symlink(project.PROGRAM, self.path("tocsin-cc"))
        for words in (["-c", "use.c", "-o", "u.o", "-MD", "-MF", "u.d"],
                      ["cc", "-DX", "-I", ".", "-MMD", "-ou.o", "-MFu.d",
                       "-c", "use.c"]):
            subprocess.run(["./tocsin-cc", *words], cwd=self.folder, check=True)
            self.assertIn(b"look.h", self.read("u.d"))
            self.assertTrue(self.read("u.o").startswith(b"TOCSIN-U"))
            os.remove(self.path("u.o"))
        bad = subprocess.run(["./tocsin-cc", "-v"], cwd=self.folder,
                             capture_output=True, text=True)
        self.assertEqual(bad.returncode, 2)
        self.assertIn("-c FILE -o OUT", bad.stderr)

    @unittest.skipUnless(shutil.which("ninja"), "no ninja")
    def test_ninja(self):
        self.run_it("--emit=ninja", "-o", "out/t.ninja", code=0)

        def build():
            done = subprocess.run(["ninja", "-f", "out/t.ninja", "-v"],
                                  cwd=self.folder, capture_output=True,
                                  text=True)
            return done.returncode, done.stdout + done.stderr

        code, out = build()
        self.assertNotEqual(code, 0)
        self.assertEqual(out.count("tocsin capture"), 3, out)
        self.assertRegex(self.read("out/tocsin.txt").decode(), FOUND)
        self.write("flags.h", "#define FLAGS (02 | 0100 | 0200)\n")
        code, out = build()
        self.assertEqual(code, 0, out)
        self.assertEqual(out.count("tocsin capture"), 2, out)
        self.assertEqual(self.read("out/tocsin.txt"), b"")
        self.assertIn("no work to do", build()[1])
        # Early cut-off: nothing that matters has changed.
        self.write("other.c", FILES["other.c"] + "/* a comment */\n")
        code, out = build()
        self.assertEqual(out.count("tocsin capture"), 1, out)
        self.assertEqual(out.count("tocsin link"), 0, out)
        before = self.read("out/t.ninja")
        self.run_it("--emit=ninja", "-o", "out/t.ninja", code=0)
        self.assertEqual(self.read("out/t.ninja"), before)


if __name__ == "__main__":
    main()
