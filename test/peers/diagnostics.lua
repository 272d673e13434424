-- ===- diagnostics.lua - What Neovim shows of a file --------------------=== --
--
-- Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
-- SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
--
-- ===--------------------------------------------------------------------=== --
--
-- Starts the server $LSP_CMD for the open file, waits until it has shown
-- diagnostics, and prints one line each. Status 1: no server or none in time.

local ready = false
vim.api.nvim_create_autocmd('DiagnosticChanged', {
  callback = function() ready = true end,
})
local server = vim.lsp.start_client({
  name = 'tocsin-clangd',
  cmd = vim.split(vim.env.LSP_CMD, ' '),
  root_dir = vim.fn.getcwd(),
  on_init = function(client)
    vim.bo.filetype = 'c'
    vim.lsp.buf_attach_client(0, client.id)
  end,
})

if not server or not vim.wait(60000, function() return ready end, 20) then
  vim.cmd('cquit 1')
end
for _, d in ipairs(vim.diagnostic.get(0)) do
  io.stdout:write(string.format('%d:%d: %s [%s]\n', d.lnum + 1, d.col + 1,
    d.message:match('[^\n]*'), d.code or ''))
end
vim.cmd('quitall!')
