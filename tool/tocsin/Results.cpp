//===- Results.cpp - Findings that outlive a run --------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One list of fields per type, read and written by the same code, so that the
// two cannot disagree.
//
//===----------------------------------------------------------------------===//

#include "Results.h"
#include "Packing.h"

using namespace tocsin;
using namespace tocsin::tool;
using llvm::StringRef;

namespace {

struct Writing {
  Packer P;
  void text(std::string &S) { P.text(S); }
  void path(std::string &S) { P.path(S); }
  template <class T> void number(T &N) { P.number(uint64_t(N)); }
  template <class T, class Fn>
  void table(std::vector<T> &Table, size_t, Fn Each) {
    P.number(Table.size());
    for (T &Entry : Table)
      Each(Entry);
  }
};

struct Reading {
  Unpacker U;
  void text(std::string &S) { S = U.text(); }
  void path(std::string &S) { S = U.path(); }
  template <class T> void number(T &N) { N = T(U.number()); }
  template <class T, class Fn>
  void table(std::vector<T> &Table, size_t Least, Fn Each) {
    Table.resize(U.count(Least));
    for (T &Entry : Table)
      Each(Entry);
  }
};

} // namespace

template <class Form> static void fields(Form &IO, Position &P) {
  IO.path(P.File);
  IO.number(P.Line);
  IO.number(P.Col);
}

template <class Form> static void fields(Form &IO, Finding &F) {
  IO.text(F.Check);
  IO.text(F.Pattern);
  IO.number(F.Level);
  IO.number(F.Sure);
  fields(IO, F.At);
  fields(IO, F.Act);
  IO.text(F.Message);
  IO.table(F.Notes, 6, [&](Note &N) {
    fields(IO, N.At);
    IO.text(N.Text);
    IO.number(N.Kind);
  });
  IO.table(F.Fixes, 2, [&](Fix &X) {
    IO.text(X.Title);
    IO.table(X.Edits, 6, [&](Edit &E) {
      fields(IO, E.At);
      IO.text(E.Old);
      IO.text(E.New);
    });
  });
  IO.text(F.Function);
  IO.text(F.FunctionUSR);
  IO.text(F.Object);
}

template <class Form>
static void fields(Form &IO, std::vector<Finding> &Findings) {
  IO.table(Findings, 18, [&](Finding &F) { fields(IO, F); });
}

void tool::storeFindings(Cache &Store, const Digest &Key,
                         llvm::ArrayRef<Finding> Findings) {
  std::vector<Finding> Copy = Findings.vec();
  Writing Out;
  fields(Out, Copy);
  std::string Sealed;
  llvm::raw_string_ostream OS(Sealed);
  seal(Key, Out.P.bytes(), OS);
  Store.store(Key, Sealed);
}

std::optional<std::vector<Finding>>
tool::loadFindings(const Cache &Store, const Digest &Key, std::string &Note) {
  auto Buffer = Store.load(Key);
  if (!Buffer)
    return std::nullopt;
  auto Bytes = unseal(Key, Buffer->getBuffer());
  std::vector<Finding> Findings;
  if (!Bytes) {
    Note = llvm::toString(Bytes.takeError());
  } else {
    Reading In{Unpacker(*Bytes)};
    fields(In, Findings);
    if (!In.U.failed())
      return Findings;
    Note = "it is damaged";
  }
  Store.discard(Key);
  return std::nullopt;
}
