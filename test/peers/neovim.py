#!/usr/bin/env python3
# ===- neovim.py - tocsin-clangd in Neovim --------------------------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""Neovim's own language client starts the server and shows the finding."""

import os

import peer


class Neovim(peer.Case):
    def shown(self, name, server=peer.CLANGD, status=0):
        self.put(name)
        return self.run_in(
            "nvim", "--headless", "-u", "NONE", "-i", "NONE", "-n", "-c",
            "luafile " + os.path.join(peer.HERE, "diagnostics.lua"), name,
            status=status, env={"LSP_CMD": server + " --log=error"}).stdout

    def test_shows_the_finding(self):
        lines = self.shown("window.c").splitlines()
        self.assertEqual(len(lines), 1, lines)
        self.assertRegex(lines[0], r"^8:13: .*\[%s\]$" % peer.CHECK)

    def test_server_is_needed(self):
        self.shown("window.c", server="/nowhere/tocsin-clangd", status=1)


if __name__ == "__main__":
    peer.main("nvim")
