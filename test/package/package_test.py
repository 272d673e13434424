#!/usr/bin/env python3
# ===- package_test.py - What cpack and cmake --install make --------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""package_test.py BUILD: the package for Debian holds what it should, lintian
finds no error, and the programs run from where it is unpacked; the archive runs
from any folder with the headers it brings along; a project finds the installed
CMake module."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

BUILD = pathlib.Path(sys.argv.pop(1)).resolve()
WINDOW = """#include <fcntl.h>
#include <stddef.h>
#include <unistd.h>
int openIfThere(const char *Path) {
  if (access(Path, W_OK) == 0)
    return open(Path, O_RDWR | O_CREAT, 0600);
  return -1;
}
int main(void) { return openIfThere("a"); }
"""


def run(*command, status=0, **more):
    done = subprocess.run([str(c) for c in command], text=True,
                          capture_output=True, timeout=900, **more)
    if done.returncode != status:
        raise AssertionError("%s: status %d\n%s%s" % (
            command, done.returncode, done.stdout, done.stderr))
    return done.stdout


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="tocsin-package-")
        cls.addClassCleanup(folder.cleanup)
        cls.top = pathlib.Path(folder.name).resolve()
        run("cpack", "--config", BUILD / "CPackConfig.cmake", "-B", cls.top,
            cwd=cls.top)
        cls.deb, = cls.top.glob("tocsin_*.deb")
        cls.archive, = cls.top.glob("tocsin-*.tar.gz")
        (cls.top / "window.c").write_text(WINDOW)

    def finds(self, prefix):
        out = run(prefix / "bin/tocsin", self.top / "window.c", "--", status=1)
        self.assertIn("window.c:6:12: warning:", out)

    def test_deb(self):
        root = self.top / "root"
        run("dpkg-deb", "-x", self.deb, root)
        self.finds(root / "usr")
        out = run(root / "usr/bin/tocsin-clang-tidy", "--checks=-*,tocsin-*",
                  self.top / "window.c", "--")
        self.assertIn("[tocsin-file-toctou]", out)
        self.assertIn("clangd version 19",
                      run(root / "usr/bin/tocsin-clangd", "--version"))
        for name in ("usr/lib/tocsin/tocsin-clang-tidy.so",
                     "usr/share/man/man1/tocsin.1.gz",
                     "usr/share/bash-completion/completions/tocsin",
                     "usr/share/zsh/vendor-completions/_tocsin",
                     "usr/share/fish/vendor_completions.d/tocsin.fish",
                     "usr/share/tocsin/schemas/tocsin-1.json",
                     "usr/share/doc/tocsin/copyright",
                     "usr/lib/cmake/Tocsin/TocsinConfig.cmake"):
            self.assertTrue((root / name).exists(), name)
        needs = run("dpkg-deb", "-f", self.deb, "Depends")
        for package in ("libclang-cpp19", "libllvm19",
                        "libclang-common-19-dev"):
            self.assertIn(package, needs)
        self.assertNotIn("grpc", needs)
        # What the plugin is loaded into.
        self.assertIn("clang-tidy-19",
                      run("dpkg-deb", "-f", self.deb, "Recommends"))

    @unittest.skipUnless(os.geteuid() == 0 and shutil.which("debootstrap"),
                         "needs root and debootstrap")
    def test_installs_into_a_clean_system(self):
        """apt finds all that the package needs, and nothing else is there."""
        targets = run("apt-get", "indextargets", "--format", "$(REPO_URI)",
                      "Created-By: Packages", "Release: bookworm")
        root = self.top / "system"
        try:
            run("debootstrap", "--variant=minbase", "bookworm", root,
                targets.split()[0])
        except AssertionError as why:
            if "Failed getting release file" in str(why):
                self.skipTest("no archive of Debian is reached")
            raise
        # Where this machine gets its packages from, and how.
        for name in ("sources.list", "sources.list.d", "apt.conf.d",
                     "auth.conf.d", "trusted.gpg.d", "keyrings"):
            here, there = pathlib.Path("/etc/apt") / name, root / "etc/apt" / name
            if here.is_dir():
                shutil.copytree(here, there, dirs_exist_ok=True)
            elif here.exists():
                shutil.copy(here, there)
        shutil.copy(self.deb, root / "tmp/tocsin.deb")
        # Declared by hand: a system without a compiler has no headers.
        (root / "tmp/window.c").write_text(
            "#include <stddef.h>\nint access(const char *, int);\n"
            "int open(const char *, int, ...);\n"
            "int use(const char *p) {\n"
            "  return access(p, 2) == 0 ? open(p, 2) : -1;\n}\n")

        def inside(*command, status=0):
            return run("chroot", root, "env", "DEBIAN_FRONTEND=noninteractive",
                       "LC_ALL=C.UTF-8", *command, status=status)
        inside("apt-get", "-qq", "update")
        inside("apt-get", "-qq", "install", "-y", "--no-install-recommends",
               "/tmp/tocsin.deb")
        out = inside("tocsin", "/tmp/window.c", "--", status=1)
        self.assertIn("window.c:5:30: warning:", out)
        out = inside("tocsin-clang-tidy", "--checks=-*,tocsin-*",
                     "/tmp/window.c", "--")
        self.assertIn("[tocsin-file-toctou]", out)
        self.assertIn("clangd version 19",
                      inside("tocsin-clangd", "--version"))
        inside("apt-get", "-qq", "purge", "-y", "tocsin")
        self.assertEqual(list(root.glob("usr/**/*tocsin*")), [])

    @unittest.skipUnless(shutil.which("lintian"), "no lintian")
    def test_lintian(self):
        out = run("lintian", "--allow-root", "--fail-on", "none",
                  "--suppress-tags", "bogus-mail-host", self.deb)
        self.assertEqual([l for l in out.splitlines() if l.startswith("E:")],
                         [], out)

    def test_archive_runs_anywhere(self):
        place = self.top / "some where"
        place.mkdir()
        run("tar", "xzf", self.archive, "-C", place)
        prefix, = place.iterdir()
        self.finds(prefix)
        # With its own headers, not those of the build.
        out = run(prefix / "bin/tocsin", "--resource-dir",
                  prefix / "lib/tocsin/clang/19", self.top / "window.c", "--",
                  status=1)
        self.assertIn("warning:", out)

    def test_same_bytes_twice(self):
        again = self.top / "again"
        again.mkdir()
        epoch = dict(os.environ, SOURCE_DATE_EPOCH="1700000000")
        sums = []
        for _ in "ab":
            run("cpack", "--config", BUILD / "CPackConfig.cmake", "-G", "DEB",
                "-B", again, cwd=again, env=epoch)
            package, = again.glob("*.deb")
            sums.append(package.read_bytes())
        self.assertTrue(sums[0] == sums[1], "the packages differ")

    def test_cmake_module(self):
        prefix = self.top / "prefix"
        run("cmake", "--install", BUILD, "--prefix", prefix)
        project = self.top / "project"
        (project / ".git").mkdir(parents=True)
        (project / "window.c").write_text(WINDOW)
        (project / "CMakeLists.txt").write_text("""\
cmake_minimum_required(VERSION 3.25)
project(P C)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
find_package(Tocsin 0.1 REQUIRED)
add_executable(window window.c)
tocsin_add_check(race-check OPTIONS --json=races.json)
""")
        run("cmake", "-S", project, "-B", project / "build", "-G", "Ninja",
            "-DCMAKE_PREFIX_PATH=%s" % prefix)
        done = subprocess.run(["cmake", "--build", project / "build",
                               "--target", "race-check"], text=True,
                              capture_output=True)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("window.c:6:12: warning:", done.stdout + done.stderr)
        found = json.loads((project / "races.json").read_text())["findings"]
        self.assertTrue(re.match(r"[0-9a-f]{16}", found[0]["fingerprint"]))


if __name__ == "__main__":
    unittest.main()
