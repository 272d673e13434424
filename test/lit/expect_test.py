#!/usr/bin/env python3
# ===- expect_test.py - Tests the checker of labels with made-up hosts ----=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""Each test writes a source and says what the hosts report; expect.py must
pass what is right and, more important, fail what is wrong."""

import os
import subprocess
import sys
import tempfile
import textwrap
import unittest

EXPECT = os.path.join(os.path.dirname(os.path.realpath(__file__)), "expect.py")

# A host that prints given lines and ends with a given status; it
# leaves its command line for the test to look at.
HOST = """\
#!/usr/bin/env python3
import sys
open({args!r}, "w").write("\\n".join(sys.argv))
print({text!r})
sys.exit({status})
"""


class ExpectTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = os.path.realpath(folder.name)
        self.write("checks.yaml",
                   "checks:\n  - id: tocsin-aa\n  - id: tocsin-bb\n")

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "w", encoding="utf-8") as f:
            f.write(textwrap.dedent(text))

    def host(self, name, findings, status, level="warning"):
        """`findings` are (file, line, check)."""
        text = "\n".join("%s:%d:3: %s: text [%s]" % (self.path(f), l, level, c)
                         for f, l, c in findings)
        self.write(name, HOST.format(text=text, status=status,
                                     args=self.path(name + ".args")))
        os.chmod(self.path(name), 0o755)

    def args_of(self, name):
        with open(self.path(name + ".args"), encoding="utf-8") as f:
            return f.read().split("\n")

    def expect(self, target="a.cpp", tidy=False, program=False):
        command = [sys.executable, EXPECT, "--tocsin", self.path("tocsin"),
                   "--manifest", self.path("checks.yaml"), self.path(target)]
        if tidy:
            self.write("plugin.so", "")
            command += ["--plugin", self.path("plugin.so"),
                        "--clang-tidy", self.path("tidy")]
        if program:
            command += ["--program"]
        done = subprocess.run(command, text=True, capture_output=True)
        return done.returncode, done.stdout + done.stderr

    def one_file(self, source, findings, status=None):
        self.write("a.cpp", source)
        self.host("tocsin", [("a.cpp", l, c) for l, c in findings],
                  (1 if findings else 0) if status is None else status)
        return self.expect()

    def test_right_label_passes(self):
        self.assertEqual(self.one_file("f(); // EXPECT: aa\n",
                                       [(1, "tocsin-aa")]), (0, ""))

    def test_silent_file_passes(self):
        self.assertEqual(self.one_file("f();\n", []), (0, ""))

    def test_missing_finding_fails_and_shows_the_line(self):
        status, out = self.one_file("\nguilty(); // EXPECT: aa\n", [])
        self.assertEqual(status, 1)
        self.assertRegex(out, r"missing +a\.cpp:2: tocsin-aa\n +guilty\(\);")

    def test_unlabelled_finding_fails(self):
        status, out = self.one_file("f();\n", [(1, "tocsin-aa")])
        self.assertEqual(status, 1)
        self.assertIn("unexpected   a.cpp:1: tocsin-aa", out)

    def test_wrong_line_fails(self):
        status, out = self.one_file("f(); // EXPECT: aa\ng();\n",
                                    [(2, "tocsin-aa")])
        self.assertEqual(status, 1)
        self.assertIn("missing", out)
        self.assertIn("unexpected", out)

    def test_wrong_check_fails(self):
        self.assertEqual(self.one_file("f(); // EXPECT: aa\n",
                                       [(1, "tocsin-bb")])[0], 1)

    def test_several_labels_all_count(self):
        source = "f(); // EXPECT: aa, tocsin-bb\n"
        both = [(1, "tocsin-aa"), (1, "tocsin-bb")]
        self.assertEqual(self.one_file(source, both)[0], 0)
        self.assertEqual(self.one_file(source, both[:1])[0], 1)
        self.assertEqual(self.one_file(source, [(1, "tocsin-aa,tocsin-bb")])[0],
                         0)

    def test_known_miss_fails_once_found(self):
        source = "f(); // EXPECT-MISS: aa\n"
        self.assertEqual(self.one_file(source, [])[0], 0)
        status, out = self.one_file(source, [(1, "tocsin-aa")])
        self.assertEqual(status, 1)
        self.assertIn("miss found", out)

    def test_known_noise_fails_once_silent(self):
        source = "f(); // EXPECT-NOISE: aa\n"
        self.assertEqual(self.one_file(source, [(1, "tocsin-aa")])[0], 0)
        status, out = self.one_file(source, [])
        self.assertEqual(status, 1)
        self.assertIn("noise gone", out)

    def test_misspelt_labels_are_errors(self):
        for label in ("EXPECTED: aa", "EXPECT: zz", "EXPECT:", "EXPECT-MIS: aa"):
            self.assertEqual(self.one_file("f(); // %s\n" % label, [])[0], 2,
                             label)

    def test_status_must_fit_the_findings(self):
        self.assertEqual(self.one_file("f();\n", [], status=1)[0], 2)
        self.assertEqual(self.one_file("f(); // EXPECT: aa\n",
                                       [(1, "tocsin-aa")], status=0)[0], 2)
        self.assertEqual(self.one_file("f();\n", [], status=3)[0], 2)

    def test_compile_error_is_an_error(self):
        self.write("a.cpp", "f();\n")
        self.host("tocsin", [("a.cpp", 1, "clang-diagnostic-error")], 0,
                  level="error")
        status, out = self.expect()
        self.assertEqual(status, 2)
        self.assertIn("could not compile", out)

    def test_missing_program_is_an_error(self):
        self.write("a.cpp", "f();\n")
        self.assertEqual(self.expect()[0], 2)

    def test_labels_in_local_headers_count(self):
        self.write("sub/h.h", "inline void f() { g(); } // EXPECT: aa\n")
        self.write("a.cpp", '#include "sub/h.h"\n')
        self.host("tocsin", [("sub/h.h", 1, "tocsin-aa")], 1)
        self.assertEqual(self.expect()[0], 0)
        self.host("tocsin", [], 0)
        self.assertEqual(self.expect()[0], 1)

    def test_both_hosts_must_agree(self):
        self.write("a.cpp", "f(); // EXPECT: aa\n")
        self.host("tocsin", [("a.cpp", 1, "tocsin-aa")], 1)
        self.host("tidy", [("a.cpp", 1, "tocsin-aa")], 0)
        self.assertEqual(self.expect(tidy=True)[0], 0)
        self.host("tidy", [], 0)
        status, out = self.expect(tidy=True)
        self.assertEqual(status, 1)
        self.assertIn("the hosts disagree", out)
        self.assertIn("only tocsin  a.cpp:1: tocsin-aa", out)

    def test_hosts_may_not_differ_on_a_known_miss(self):
        self.write("a.cpp", "f(); // EXPECT-MISS: aa\n")
        self.host("tocsin", [], 0)
        self.host("tidy", [("a.cpp", 1, "tocsin-aa")], 0)
        self.assertEqual(self.expect(tidy=True)[0], 1)

    def test_settings_reach_both_hosts(self):
        self.write("a.cpp", "// STD: c++20\n// OPTIONS: -DX -fno-y\n"
                            "// OPTIONS: tocsin-aa.Key: v\n")
        self.host("tocsin", [], 0)
        self.host("tidy", [], 0)
        self.assertEqual(self.expect(tidy=True)[0], 0)
        for host in ("tocsin", "tidy"):
            args = self.args_of(host)
            flags = args[args.index("--") + 1:]
            self.assertEqual(flags[:3], ["-std=c++20", "-DX", "-fno-y"])
            self.assertIn('--config={"CheckOptions": {"tocsin-aa.Key": "v"}}',
                          args)

    def test_default_standards(self):
        for name, std in (("a.c", "-std=gnu11"), ("a.cpp", "-std=c++17")):
            self.write(name, "int x;\n")
            self.host("tocsin", [], 0)
            self.assertEqual(self.expect(name)[0], 0)
            self.assertIn(std, self.args_of("tocsin"))

    def test_malformed_option_is_an_error(self):
        self.assertEqual(self.one_file("// OPTIONS: what is this\n", [])[0], 2)

    def test_program_reads_every_file_of_the_folder(self):
        self.write("p/a.cpp", "f(); // EXPECT: aa\n")
        self.write("p/sub/b.c", "g(); // EXPECT: bb\n")
        self.write("p/c.h", "h(); // EXPECT: aa\n")
        found = [("p/a.cpp", 1, "tocsin-aa"), ("p/sub/b.c", 1, "tocsin-bb"),
                 ("p/c.h", 1, "tocsin-aa")]
        self.host("tocsin", found, 1)
        self.assertEqual(self.expect("p", program=True)[0], 0)
        for gone in range(3):
            self.host("tocsin", found[:gone] + found[gone + 1:], 1)
            self.assertEqual(self.expect("p", program=True)[0], 1)

    def test_empty_program_is_an_error(self):
        self.write("p/readme.txt", "nothing\n")
        self.host("tocsin", [], 0)
        self.assertEqual(self.expect("p", program=True)[0], 2)


if __name__ == "__main__":
    unittest.main()
