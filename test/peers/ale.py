#!/usr/bin/env python3
# ===- ale.py - Tocsin in Vim through ALE ---------------------------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""ALE runs the programs that docs/hosts.md tells it to, and lists what they
find."""

import json

import peer

ALE = "/usr/share/vim-ale"
# A linter's answer is there when the queue of its jobs is empty.
VIMRC = """set nocompatible nomore
set runtimepath^=%s
filetype plugin on
%s
let g:ale_lint_on_enter = 1
function! Tell()
  let l:turns = 0
  while empty(ale#engine#GetLoclist(bufnr(''))) && l:turns < %d
    sleep 100m
    let l:turns += 1
  endwhile
  let l:lines = []
  for l:item in ale#engine#GetLoclist(bufnr(''))
    call add(l:lines, l:item.lnum . ':' . l:item.col . ': ' . l:item.type
          \\ . ' ' . l:item.text . ' [' . get(l:item, 'code', '') . ']')
  endfor
  call writefile(l:lines, 'shown.txt')
  qall!
endfunction
autocmd VimEnter * call Tell()
"""


class Ale(peer.Case):
    def shown(self, name, settings, turns=600):
        self.put(name)
        # Also how ALE finds the project's root, without which no server runs.
        self.put("compile_commands.json", json.dumps([
            {"directory": self.dir, "file": name,
             "arguments": ["clang", "-c", name]}]))
        self.put("vimrc", VIMRC % (ALE, settings, turns))
        # ALE is a plugin for a Vim that is not compatible with vi: no `-es`.
        self.run_in("vim", "--not-a-term", "-T", "dumb", "-i", "NONE", "-n",
                    "-u", "vimrc", name)
        return self.get("shown.txt").splitlines()

    def clang_tidy(self, language, program=peer.TIDY):
        return """let g:ale_linters = {'%s': ['clangtidy']}
let g:ale_%s_clangtidy_executable = '%s'
let g:ale_%s_clangtidy_checks = ['-*', 'tocsin-*']
""" % (language, language, program, language)

    def clangd(self, language):
        return """let g:ale_linters = {'%s': ['clangd']}
let g:ale_%s_clangd_executable = '%s'
""" % (language, language, peer.CLANGD)

    def one_finding(self, lines, name):
        found = [x for x in lines if peer.CHECK in x]
        self.assertEqual(len(found), 1, lines)
        self.assertTrue(found[0].startswith("%d:%d: W" % peer.PLACE[name]),
                        found)

    def test_clang_tidy(self):
        for name, language in (("window.c", "c"), ("window.cpp", "cpp")):
            with self.subTest(name):
                self.one_finding(self.shown(name, self.clang_tidy(language)),
                                 name)

    def test_clangd(self):
        self.one_finding(self.shown("window.c", self.clangd("c")), "window.c")

    def test_silent_on_sound_code(self):
        lines = self.shown("clean.c", self.clang_tidy("c"), turns=50)
        self.assertEqual([x for x in lines if "tocsin" in x], [])

    def test_program_is_needed(self):
        lines = self.shown("window.c", self.clang_tidy("c", "/nowhere/tidy"),
                           turns=30)
        self.assertEqual([x for x in lines if "tocsin" in x], [])


if __name__ == "__main__":
    peer.main("vim", ALE)
