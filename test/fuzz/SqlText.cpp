//===- SqlText.cpp - Fuzzer of the SQL reader -----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// No text in pieces crashes the tokenizer or the parser. A zero byte in the
// input stands for a value of the program.
//
//===----------------------------------------------------------------------===//

#include "Support/Sql.h"
#include "Support/SqlTokens.h"
#include "llvm/ADT/StringRef.h"

using namespace tocsin;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  llvm::StringRef Input(reinterpret_cast<const char *>(Data), Size);
  std::vector<sql::Piece> Pieces;
  for (int Hole = 0; !Input.empty(); ++Hole) {
    auto [Text, Rest] = Input.split('\0');
    if (!Text.empty())
      Pieces.push_back({Text.str(), -1});
    if (Text.size() != Input.size())
      Pieces.push_back({"", Hole});
    Input = Rest;
  }
  for (const sql::Statement &S : sql::parse(Pieces)) {
    S.reads("id");
    S.set("version");
  }
  return 0;
}
