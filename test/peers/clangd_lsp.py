#!/usr/bin/env python3
# ===- clangd_lsp.py - tocsin-clangd through its protocol -----------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""An editor sees our findings without configuration, and can turn them off."""

import os
import re
import shutil

import lsp
import peer

SAFE = """\
#include <fcntl.h>
#include <stdio.h>

int append(const char *Path, const char *Text) {
  FILE *F = fopen(Path, "a");
  if (!F)
    return -1;
  fputs(Text, F);
  return fclose(F);
}
"""


class Editor(peer.Case):
    def start(self, *args, env=None):
        return lsp.Client([peer.CLANGD, "--log=error", *args], self.dir,
                          dict(self.env, **(env or {})))

    def ours(self, diagnostics):
        return [d for d in diagnostics
                if d.get("code", "").startswith("tocsin-")]

    def opened(self, name="window.c", text=None, **more):
        """Our diagnostics of one file in a fresh server."""
        path = self.put(name, text)
        with self.start(**more) as client:
            return self.ours(client.open(path, self.get(name)))

    def test_shown_without_configuration(self):
        for name, (line, column) in peer.PLACE.items():
            found = self.opened(name)
            self.assertEqual(len(found), 1)
            self.assertEqual(found[0]["code"], peer.CHECK)
            self.assertEqual(found[0]["source"], "clang-tidy")
            self.assertEqual(found[0]["severity"], 2)
            self.assertEqual(found[0]["range"]["start"],
                             {"line": line - 1, "character": column - 1})

    def test_notes_are_related_information(self):
        notes = self.opened()[0]["relatedInformation"]
        self.assertEqual(notes[0]["location"]["range"]["start"],
                         {"line": 5, "character": 6})
        self.assertTrue(notes[0]["location"]["uri"].endswith("/window.c"))

    def test_edit_removes_and_brings_back(self):
        path = self.put("window.c")
        with self.start() as client:
            text = self.get("window.c")
            self.assertEqual(len(self.ours(client.open(path, text))), 1)
            self.assertEqual(self.ours(client.edit(path, SAFE)), [])
            again = self.ours(client.edit(path, "\n" + text))
            self.assertEqual([d["range"]["start"]["line"] for d in again], [8])
            # Half-typed code is no reason to fall over.
            client.edit(path, text.replace("return fclose(F);\n}", "retur"))
            client.edit(path, "")
            self.assertEqual(len(self.ours(client.edit(path, text))), 1)

    def test_several_files_at_once(self):
        paths = [self.put("%d/%s" % (number, name), peer.source(name))
                 for number in range(6) for name in peer.PLACE]
        with self.start("-j=4") as client:
            for path, found in client.open_all(paths).items():
                self.assertEqual(len(self.ours(found)), 1, path)

    def test_nolint(self):
        text = peer.source("window.c")
        self.assertEqual(self.opened("quiet.c", text.replace(
            'fopen(Path, "w");',
            'fopen(Path, "w"); // NOLINT(tocsin-file-toctou)')), [])

    def test_function_in_a_header(self):
        # Bodies of headers are unknown in clangd, until the header is opened.
        header = "#pragma once\n" + peer.source("window.c").replace(
            "int append", "static inline int append")
        path = self.put("append.h", header)
        self.assertEqual(self.opened("main.c", '#include "append.h"\n'
                                     "int f(void) { return append(0, 0); }\n"),
                         [])
        with self.start() as client:
            self.assertEqual(len(self.ours(client.open(path, header))), 1)

    def test_only_includes(self):
        self.assertEqual(self.opened("empty.c", "#include <stdio.h>\n"), [])
        self.assertEqual(self.opened("nothing.c", ""), [])

    def test_fix_is_offered(self):
        found = self.opened("fixable.c")
        self.assertEqual([d["code"] for d in found],
                         ["tocsin-create-then-name"])
        edits = [edit for action in found[0]["codeActions"]
                 for change in action["edit"]["changes"].values()
                 for edit in change]
        self.assertEqual(sorted(e["newText"] for e in edits), ["Fd", "fchmod"])

    def test_clang_tidy_file_decides(self):
        self.put(".clang-tidy", "Checks: '-*,bugprone-*'\n")
        self.assertEqual(self.opened(), [])
        self.put(".clang-tidy", "Checks: '-*,tocsin-temp-name'\n")
        self.assertEqual(self.opened(), [])
        self.put(".clang-tidy", "Checks: '-*,tocsin-*'\n"
                                "WarningsAsErrors: 'tocsin-*'\n")
        found = self.opened()
        self.assertEqual([d["severity"] for d in found], [1])

    def test_clangd_file_decides(self):
        for text in ("Diagnostics: {Suppress: [tocsin-file-toctou]}\n",
                     "Diagnostics: {ClangTidy: {Remove: [tocsin-*]}}\n"):
            self.put(".clangd", text)
            self.assertEqual(self.opened(), [], text)
        self.put(".clang-tidy", "Checks: '-*,bugprone-*'\n")
        self.put(".clangd", "Diagnostics: {ClangTidy: {Add: [tocsin-*]}}\n")
        self.assertEqual(len(self.opened()), 1)

    def test_options(self):
        text = ("#include <stdio.h>\n#include <unistd.h>\n"
                "int f(const char *p) {\n  if (access(p, F_OK) != 0)\n"
                "    return 0;\n  return fopen(p, \"r\") != 0;\n}\n")
        self.assertEqual(self.opened("exists.c", text), [])
        self.put(".clangd", "Diagnostics: {ClangTidy: {CheckOptions: "
                            "{tocsin-file-toctou.StrictExistence: true}}}\n")
        self.assertEqual(len(self.opened("exists.c", text)), 1)

    def test_other_checks_still_work(self):
        path = self.put("ratio.c", "double f(int a, int b) {\n"
                                   "  return a / b;\n}\n")
        with self.start() as client:
            codes = [d.get("code") for d in client.open(
                path, self.get("ratio.c"))]
        self.assertIn("bugprone-integer-division", codes)

    def test_own_headers(self):
        text = "#include <stddef.h>\nsize_t n;\n"
        moved = os.path.join(self.dir, "opt", "bin", "tocsin-clangd")
        os.makedirs(os.path.dirname(moved))
        shutil.copy(peer.CLANGD, moved)
        path = self.put("size.c", text)
        fake = os.path.dirname(os.path.dirname(self.put(
            "given/include/stddef.h", "#error these headers\n")))

        def said(program, *args, env=None):
            with lsp.Client([program, "--log=error", *args], self.dir,
                            dict(self.env, **(env or {}))) as client:
                return [d["message"] for d in client.open(path, text)]

        self.assertEqual(said(peer.CLANGD), [])
        self.assertEqual(said(moved), [])
        for way in (dict(env={"TOCSIN_RESOURCE_DIR": fake}),
                    dict(env={"CLANGD_FLAGS": "--resource-dir=" + fake})):
            self.assertIn("these headers", " ".join(said(moved, **way)))
        self.assertIn("these headers",
                      " ".join(said(moved, "--resource-dir=" + fake)))


class Hooks(peer.Case):
    """The names that the linker hooks replace are in this clangd at all. When
    LLVM renames one, the wrapper would silently never be called."""

    NAMES = {"_ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE":
             "libclangDaemon.a",
             "_ZN5clang6clangd20provideDefaultChecksEv": "libclangDaemon.a",
             "_ZN5clang6clangd6remote9getClientEN4llvm9StringRefES3_": None}

    def symbols(self, path):
        """(kind, name) of an archive or a program."""
        listed = self.run_in("llvm-nm-19", path).stdout
        return set(re.findall(r"([A-Za-z]) (\S+)$", listed, re.M))

    def test_names_exist(self):
        libraries = self.run_in("llvm-config-19", "--libdir").stdout.strip()
        daemon, start = (self.symbols(os.path.join(libraries, name)) for name
                         in ("libclangDaemon.a", "libclangdMain.a"))
        for name, archive in self.NAMES.items():
            if archive:
                # Defined in one object, used in another: `--wrap` sees that.
                self.assertIn(("T", name), daemon)
            self.assertIn(("U", name), daemon | start)

    def test_names_are_bound(self):
        program = self.symbols(peer.CLANGD)
        for name, archive in self.NAMES.items():
            self.assertIn(("T", ("__wrap_" if archive else "") + name), program)
            self.assertNotIn(("U", name), program)

    def test_no_grpc(self):
        dynamic = self.run_in("llvm-readelf-19", "-dW", peer.CLANGD).stdout
        self.assertNotRegex(dynamic, "grpc|protobuf|absl")
        self.assertEqual(dynamic.count("libLLVM"), 1)


if __name__ == "__main__":
    peer.main("llvm-nm-19", "llvm-config-19", "llvm-readelf-19")
