//===- SharedCaptures.cpp - What closures and threads got, by its owner ---===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A closure knows a local of its maker as a capture, a thread as a parameter.
// All of them have one name afterwards: the maker's.
//
//===----------------------------------------------------------------------===//

#include "Link/Shared.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::flow;

namespace tocsin::link {

/// What the closures of a function share with it, and what that is there.
void Shared::collectCaptures(FunctionFlow &W) {
  for (auto &[Term, C] : W.closures()) {
    ProgramView::Body B = P.body(C.Body);
    uint64_t Own = 0;
    for (uint32_t I = 0; I < B.F->Captures.size() && I < 30; ++I)
      if (B.F->Captures[I].ByRef ||
          P.unit(B.Unit).str(B.F->Captures[I].Name) == "this")
        Own |= uint64_t(1) << (32 + I);
    Kept.push_back({C.Body, Own});
    for (uint32_t I = 0; I < C.Captures.size(); ++I) {
      // Each closure of a loop gets an element of its own.
      if (C.Captures[I] && anyElement(W, C.Captures[I],
                                      [&](TermId X) { return mayBeOwn(W, X); }))
        CapturedElements.insert({C.Body, I});
      TermKind K =
          C.Captures[I] ? W.terms().kind(C.Captures[I]) : TermKind::None;
      if (K != TermKind::LocalAddr && K != TermKind::FieldAddr &&
          K != TermKind::GlobalAddr && K != TermKind::Captured &&
          K != TermKind::Param)
        continue;
      CellName Name = nameOf(W, C.Captures[I], false);
      if (Name.Key)
        Captures[{C.Body, I}] = {Name.Key, Name.Spelled};
    }
  }
}

/// "capture F:I.path" becomes what F's maker captured. Closures in closures
/// take more than one step. False for what a parameter leads to and nobody
/// knows more of.
bool Shared::resolveKey(NameId &Key, NameId *Spelled, bool *Element) {
  Names &N = P.names();
  for (unsigned Steps = 0; Steps < 4; ++Steps) {
    StringRef Name = N[Key];
    size_t Star = Name.find_first_not_of('*');
    StringRef Rest = Name.substr(Star);
    bool Param = Rest.consume_front("param ");
    if (!Param && !Rest.consume_front("capture "))
      return true;
    ProgFunc F = 0;
    uint32_t I = 0;
    if (Rest.consumeInteger(10, F) || !Rest.consume_front(":") ||
        Rest.consumeInteger(10, I))
      return true;
    if (Element && !Param)
      *Element |= CapturedElements.contains({F, I});
    const auto &Known = Param ? Given : Captures;
    auto It = Known.find({F, I});
    if (It == Known.end() || !It->second.first)
      return !Param || CapturedParams.contains({F, I});
    auto [To, Shown] = It->second;
    Key = N.intern((Name.take_front(Star) + N[To] + Rest).str());
    if (Param && Spelled)
      *Spelled = N.intern((N[Shown] + (Rest.empty() ? "" : "[]")).str());
  }
  return true;
}

bool Shared::resolveName(AccessFact &A) {
  NameId Before = A.Key;
  if (!resolveKey(A.Key, &A.Spelled, &A.Indexed))
    return false;
  StringRef Name = P.names()[A.Key];
  Name = Name.drop_while([](char C) { return C == '*'; });
  if (A.Key != Before) {
    A.Global = Name.starts_with("@");
    A.Local = Name.starts_with("local ") || Name.starts_with("capture ");
  }
  A.Local |= Name.starts_with("param ");
  return true;
}

/// Cells of one name in two programs are two.
void Shared::nameByPart(AccessFact &A) {
  unsigned Part = P.partOf(P.body(A.Function).Unit);
  if (!Part)
    return;
  Names &N = P.names();
  auto Rename = [&](NameId &Key) {
    if (Key)
      Key = N.intern((N[Key] + Twine(PartMark) + Twine(Part)).str());
  };
  if (GlobalParts.count(A.Key)) {
    Rename(A.Key);
    GlobalParts.insert(A.Key);
  } else {
    Rename(A.Key);
  }
  for (ReadFact &R : A.Reads)
    Rename(R.Key);
  for (ReadFact &R : A.Pointers)
    Rename(R.Key);
}

/// Two closures hold one lock if it is one of their maker's.
void Shared::resolveLocks() {
  auto Resolve = [&](NameId Lock) {
    return resolveKey(Lock, nullptr) ? Lock : someLock();
  };
  auto All = [&](LockFacts &L) {
    for (LockFact &X : L)
      X.Key = Resolve(X.Key);
  };
  for (AccessFact &A : Accesses) {
    All(A.Held);
    for (auto *Reads : {&A.Reads, &A.Pointers})
      for (ReadFact &R : *Reads) {
        All(R.Held);
        All(R.Kept);
      }
    for (NameId &L : A.GivenBack)
      L = Resolve(L);
  }
  for (CallFact &C : Calls)
    All(C.Held);
  for (auto &[Call, Count] : Runners)
    All(Call.Held);
  for (DenseSet<NameId> *Of :
       {&Marks, &Claims, &GivenBack, &LockKeys, &Elections}) {
    DenseSet<NameId> Named;
    for (NameId L : *Of)
      Named.insert(Resolve(L));
    *Of = std::move(Named);
  }
  for (auto *Of : {&HandedOver, &Takes}) {
    DenseSet<std::pair<ProgFunc, NameId>> Named;
    for (auto [F, L] : *Of)
      Named.insert({F, Resolve(L)});
    *Of = std::move(Named);
  }
}

void Shared::resolveCaptures() {
  for (auto &[Where, To] : Captures) {
    StringRef Name = P.names()[To.first];
    ProgFunc F = 0;
    uint32_t I = 0;
    if (Name.consume_front("param ") && !Name.consumeInteger(10, F) &&
        Name.consume_front(":") && !Name.consumeInteger(10, I))
      CapturedParams.insert({F, I});
  }
  resolveLocks();
  // What a parameter points to is a cell of whoever handed it over, and has a
  // name for others there.
  // That it is atomic says that others have it, unless all who call have one of
  // their own.
  std::vector<SourceAt> Known;
  for (const AccessFact &A : Accesses)
    if (A.Atomic && !A.Via.empty() && !A.Indexed &&
        (A.Global || A.OfThis || A.Local))
      Known.push_back(A.At);
  llvm::erase_if(Accesses, [&](AccessFact &A) {
    return !resolveName(A) && !(A.Atomic && (!P.callSites(A.Function) ||
                                             is_contained(Known, A.At)));
  });
  for (AccessFact &A : Accesses)
    nameByPart(A);
}

} // namespace tocsin::link
