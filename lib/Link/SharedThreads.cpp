//===- SharedThreads.cpp - Which threads run what, and share what ---------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From where threads start, down the call graph: who runs a function, what was
// handed to it, and whether anybody else is there yet.
//
//===----------------------------------------------------------------------===//

#include "Link/Shared.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::link {

/// Of Spawn::Shared: what pointers in the arguments lead to, where they
/// themselves are not shared.
static constexpr uint64_t Pointees = uint64_t(1) << 62;

std::optional<ProgFunc> Shared::localOwner(NameId Key) const {
  StringRef Name = name(Key);
  ProgFunc F = 0;
  if (!(Name.consume_front("local ") || Name.consume_front("param ")) ||
      Name.consumeInteger(10, F))
    return std::nullopt;
  return F;
}

void Shared::findThreads() {
  size_t N = P.functionCount();
  EntryBody.resize(N);
  Main.resize(N);
  Unknown.resize(N);
  Anytime.resize(N);
  Confined.resize(N);
  ReachedBy.resize(N);
  for (ProgFunc F = 0; F < N; ++F)
    HasMain |= P.isDefined(F) && P.qualifiedName(F) == "main";
  for (ProgFunc F = 0; F < N; ++F)
    if (P.isDefined(F))
      for (const Row *R : P.rows(F))
        if (R->Is == Role::ThreadBody) {
          EntryFact E;
          E.Body = E.Starter = F;
          E.Row = R;
          E.Many = R->Means & bit(Trait::Many);
          E.Shared = ~uint64_t(0);
          ProgramView::Body B = P.body(F);
          E.At = {B.Unit, B.F->At};
          Entries.push_back(E);
        }
  std::vector<SmallVector<ProgFunc, 2>> More(N);
  for (auto [From, To] : InPlace)
    More[From].push_back(To);
  auto Spread = [&](ProgFunc Root, function_ref<bool(ProgFunc)> Enter) {
    SmallVector<ProgFunc, 32> Work{Root};
    while (!Work.empty()) {
      ProgFunc F = Work.pop_back_val();
      if (!P.isDefined(F) || !Enter(F))
        continue;
      for (ProgFunc C : P.callees(F))
        Work.push_back(C);
      for (ProgFunc C : More[F])
        Work.push_back(C);
    }
  };
  // What each program of the units reaches.
  InProgram.assign(N, 0);
  FromMain.resize(N);
  SmallVector<ProgFunc, 4> Mains;
  for (ProgFunc F = 0; F < N; ++F)
    if (P.isDefined(F) && P.qualifiedName(F) == "main")
      Mains.push_back(F);
  for (unsigned I = 0; I < Mains.size() && I < 64; ++I)
    Spread(Mains[I], [&](ProgFunc F) {
      if (InProgram[F] >> I & 1)
        return false;
      InProgram[F] |= uint64_t(1) << I;
      FromMain.set(F);
      return true;
    });
  if (Mains.size() > 64)
    InProgram.assign(N, 0);
  for (ProgFunc F = 0; F < N; ++F)
    if (P.addressTaken(F))
      InProgram[F] = 0;
  // A body that several places start is run by several threads.
  std::map<std::pair<ProgFunc, const Row *>, unsigned> Started;
  for (const EntryFact &E : Entries) {
    ++Started[{E.Body, nullptr}];
    Starts |= E.Row->Is != Role::SignalHandler;
  }
  for (EntryFact &E : Entries) {
    if (Started[{E.Body, nullptr}] > 1 && E.Row->Is == Role::ThreadStart &&
        !(E.Row->Means & bit(Trait::Confined)))
      E.Many = true;
    EntryBody.set(E.Body);
  }
  findStartedAgain();
  // A thread that starts another of its kind, or a starter called from several
  // places, makes many.
  for (unsigned I = 0; I < Entries.size() && I < 256; ++I)
    Spread(Entries[I].Body, [&](ProgFunc F) {
      if (is_contained(ReachedBy[F], I))
        return false;
      ReachedBy[F].push_back(I);
      return true;
    });
  BitVector Called(N);
  for (ProgFunc F = 0; F < N; ++F) {
    for (ProgFunc C : P.callees(F))
      if (C != F)
        Called.set(C);
    for (ProgFunc C : More[F])
      Called.set(C);
  }
  // Closures that are not called where they are made, and functions that
  // somebody knows the address of: who knows when.
  BitVector Here(N);
  for (auto [From, To] : InPlace)
    Here.set(To);
  for (ProgFunc F = 0; F < N; ++F) {
    if (!P.isDefined(F) || EntryBody.test(F) || Here.test(F) ||
        !(P.body(F).F->Flags & FuncLambda || P.addressTaken(F)))
      continue;
    Spread(F, [&](ProgFunc G) {
      if (Anytime.test(G))
        return false;
      Anytime.set(G);
      return true;
    });
  }
  for (ProgFunc F = 0; F < N; ++F) {
    if (!P.isDefined(F) || Called.test(F) || EntryBody.test(F))
      continue;
    ProgramView::Body B = P.body(F);
    // What a library does not know of it does not hold either.
    bool Free = P.isRegistered(F) && !GivenLocked.contains(F);
    // Who calls a method that is not for everybody is a template that nothing
    // makes, or another program.
    bool Hidden = B.F->Flags & FuncHidden && !(B.F->Flags & FuncVirtual);
    if ((P.addressTaken(F) && !Free) || B.F->Flags & FuncLambda || Hidden)
      Unknown.set(F);
    Spread(F, [&](ProgFunc G) {
      if (Main.test(G))
        return false;
      Main.set(G);
      return true;
    });
  }
}

/// Whose starter is called when the thread that it has started before may run.
void Shared::findStartedAgain() {
  std::map<std::pair<ProgFunc, ProgFunc>, unsigned> Times;
  for (const CallFact &C : Calls)
    Times[{C.Caller, C.Callee}] += C.InLoop ? 2 : 1;
  for (EntryFact &E : Entries)
    E.Again = E.Row->Is == Role::ThreadStart &&
              !(E.Row->Means & bit(Trait::Confined)) &&
              any_of(Calls, [&](const CallFact &C) {
                return C.Callee == E.Starter && C.Started & startBit(E.Body) &&
                       Times[{C.Caller, C.Callee}] > 1;
              });
}

bool Shared::runsTwice(const AccessFact &A) const {
  return runsTwice(A.Function) ||
         (A.Global && any_of(ReachedBy[A.Function],
                             [&](unsigned E) { return Entries[E].Again; }));
}

bool Shared::startsOwn(const AccessFact &A) const {
  StringRef Own = owner(A.Function);
  auto IsBase = [&](StringRef Of) {
    SmallVector<StringRef, 4> Work{Own};
    for (size_t I = 0; I < Work.size() && I < 16; ++I) {
      if (Work[I] == Of)
        return true;
      const Unit &U = P.unit(P.body(A.Function).Unit);
      for (const Record &R : U.Records)
        if (U.str(R.Name) == Work[I])
          for (StrId B : R.Bases)
            Work.push_back(U.str(B));
    }
    return false;
  };
  return any_of(Entries, [&](const EntryFact &E) {
    return startBit(E.Body) & A.Started & reaching(A.Key) &&
           (E.Starter == A.Function ||
            (!owner(E.Starter).empty() && IsBase(owner(E.Starter))));
  });
}

bool Shared::threadMeets(ProgFunc F, ProgFunc G) const {
  return any_of(ReachedBy[F],
                [&](unsigned E) { return meet(Entries[E].Starter, G); });
}

/// Who calls a function object may call any closure that was kept in one: the
/// jobs of a pool, listeners. Told apart by the number of arguments.
void Shared::findPosted() {
  BitVector Known(P.functionCount());
  for (auto [From, To] : InPlace)
    Known.set(To);
  for (const EntryFact &E : Entries)
    Known.set(E.Body);
  for (const CallFact &C : Calls)
    Known.set(C.Callee);
  for (auto &[Body, Shared] : Kept) {
    if (Known.test(Body))
      continue;
    for (auto &[Call, Count] : Runners)
      if (P.body(Body).F->Params.size() == Count) {
        InPlace.push_back({Call.Caller, Body});
        Calls.push_back(Call);
        Calls.back().Callee = Body;
      }
  }
}

/// Whether what a way leads to is what a thread was given, or, if `Near`, what
/// that points to. Further away, each may well have its own.
bool Shared::isHandedOver(ProgFunc F, Way To, bool Near) const {
  if (To.Root == NoRoot)
    return false;
  // What one pointer in a global leads to is as good as a global.
  if (To.Root == GlobalRoot)
    return To.Hops <= 1 + Near;
  if (SharedIn[F] >> To.Root & 1)
    return To.Hops <= Near;
  if (SharedIn[F] & Pointees && To.Root < 32 && To.Hops)
    return To.Hops <= 1 + Near;
  return Near && NearIn[F] >> To.Root & 1 && !To.Hops;
}

/// Follows what threads got from argument to parameter.
void Shared::findHandedOver() {
  size_t N = P.functionCount();
  SharedIn.resize(N);
  NearIn.resize(N);
  SmallVector<ProgFunc, 32> Work;
  auto Add = [&](ProgFunc F, uint64_t Own, uint64_t Near) {
    if ((SharedIn[F] | Own) == SharedIn[F] && (NearIn[F] | Near) == NearIn[F])
      return;
    SharedIn[F] |= Own;
    NearIn[F] |= Near;
    Work.push_back(F);
  };
  std::vector<SmallVector<unsigned, 2>> From(N);
  for (unsigned I = 0; I < Calls.size(); ++I)
    From[Calls[I].Caller].push_back(I);
  std::vector<SmallVector<ProgFunc, 2>> Inside(N);
  for (auto [Maker, Body] : InPlace)
    Inside[Maker].push_back(Body);
  for (const EntryFact &E : Entries)
    if (E.Row->Is != Role::SignalHandler)
      Add(E.Body, E.Shared, 0);
  for (auto &[Body, Own] : Kept)
    if (onThread(Body) && !EntryBody.test(Body)) // that one says it itself
      Add(Body, Own, 0);
  // Globals reach everybody who runs on a thread.
  for (ProgFunc F = 0; F < N; ++F)
    if (onThread(F))
      Work.push_back(F);
  const uint64_t Captures = ((uint64_t(1) << 62) - 1) & ~uint64_t(0xffffffff);
  while (!Work.empty()) {
    ProgFunc F = Work.pop_back_val();
    for (unsigned I : From[F]) {
      const CallFact &C = Calls[I];
      uint64_t Own = 0, Near = 0;
      auto Take = [&](Way To, unsigned Bit) {
        if (isHandedOver(F, To, /*Near=*/false))
          Own |= uint64_t(1) << Bit;
        else if (isHandedOver(F, To, /*Near=*/true))
          Near |= uint64_t(1) << Bit;
      };
      for (unsigned A = 0; A < C.Ways.size() && A < 32; ++A)
        Take(C.Ways[A], A);
      Take(C.ReceiverWay, 63);
      // Handed on as it was given.
      if (SharedIn[F] & Pointees &&
          any_of(C.Ways, [](const Way &X) { return X.Root < 32 && !X.Hops; }))
        Own |= Pointees;
      // A caller that was not looked at hands on what it has.
      if (!C.Known && SharedIn[F])
        Own |= uint64_t(1) << 63 | 1;
      Add(C.Callee, Own, Near);
    }
    for (ProgFunc B : Inside[F])
      if (SharedIn[F])
        Add(B, Captures, 0);
  }
}

/// Functions called after a thread was started, or on one, and which threads.
void Shared::findLate() {
  size_t N = P.functionCount();
  LateCalled.resize(N);
  SmallVector<ProgFunc, 32> Work;
  auto Late = [&](ProgFunc F, uint64_t Threads) {
    if ((LateCalled[F] | Threads) != LateCalled[F]) {
      LateCalled[F] |= Threads;
      Work.push_back(F);
    }
  };
  for (const CallFact &C : Calls)
    if (C.Started && !C.Joined)
      Late(C.Callee, C.Started);
  for (ProgFunc F = 0; F < N; ++F)
    if (onThread(F))
      Late(F, ~uint64_t(0));
  while (!Work.empty()) {
    ProgFunc F = Work.pop_back_val();
    for (ProgFunc C : P.callees(F))
      Late(C, LateCalled[F]);
  }
  for (const AccessFact &A : Accesses)
    if (A.here() && !A.Init)
      for (unsigned E : ReachedBy[A.Function])
        if (Entries[E].Row->Is != Role::SignalHandler)
          Reaching[A.Key] |= startBit(Entries[E].Body);
}

/// Only called when the threads that the caller started were waited for, and
/// none of anybody else's may run there.
void Shared::findAfter() {
  size_t N = P.functionCount();
  After.resize(N);
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (ProgFunc F = 0; F < N; ++F) {
      if (After.test(F) || !inOrder(F) || CallsTo[F].empty())
        continue;
      bool All = all_of(CallsTo[F], [&](unsigned I) {
        const CallFact &C = Calls[I];
        return C.Known && !LateCalled[C.Caller] &&
               (C.Joined || (After.test(C.Caller) && !C.Started));
      });
      if (All) {
        After.set(F);
        Changed = true;
      }
    }
  }
}

/// What no handler touches, a blocked signal does not protect.
void Shared::dropMasks() {
  for (const AccessFact &A : Accesses)
    if (onSignal(A.Function))
      Handled.insert(A.Key);
  auto Drop = [&](LockFacts &L) {
    size_t Before = L.size();
    llvm::erase_if(L, [&](const LockFact &X) { return isMask(X.Key); });
    return L.size() != Before;
  };
  for (AccessFact &A : Accesses) {
    if (inHandler(A.Key))
      continue;
    Drop(A.Held);
    for (auto *Reads : {&A.Reads, &A.Pointers})
      for (ReadFact &R : *Reads) {
        Drop(R.Held);
        if (Drop(R.Kept))
          R.Covered = any_of(R.Kept, [&](const LockFact &L) {
            return L.Mode != LockMode::Shared && is_contained(A.Held, L);
          });
      }
  }
}

bool Shared::isMasked(ProgFunc Handler, ArrayRef<LockFact> Held) const {
  bool Any = any_of(Held, [&](auto &L) { return isMask(L.Key); });
  bool All =
      any_of(Held, [&](auto &L) { return name(L.Key) == BlockedSignals; });
  return All || (Any && all_of(ReachedBy[Handler], [&](unsigned E) {
                   NameId Of = Entries[E].Signal;
                   return Entries[E].Row->Is != Role::SignalHandler || !Of ||
                          any_of(Held, [&](auto &L) { return L.Key == Of; });
                 }));
}

/// Who is called with no lock held, and what threads get to that way.
void Shared::findUnlocked() {
  size_t N = P.functionCount();
  Unlocked.resize(N);
  Bare.resize(N);
  DenseSet<std::pair<ProgFunc, ProgFunc>> Seen;
  for (const CallFact &C : Calls) {
    Seen.insert({C.Caller, C.Callee});
    if (all_of(C.Held, [&](auto &L) { return isMask(L.Key); }))
      Bare[C.Caller].push_back(C.Callee);
  }
  for (auto [Maker, Body] : InPlace)
    Bare[Maker].push_back(Body);
  // Calls of which nothing is known.
  for (ProgFunc F = 0; F < N; ++F)
    for (ProgFunc C : P.callees(F))
      if (!Seen.contains({F, C}))
        Bare[F].push_back(C);
  SmallVector<ProgFunc, 32> Work;
  for (const EntryFact &E : Entries)
    if (E.Row->Is != Role::SignalHandler)
      Work.push_back(E.Body);
  while (!Work.empty()) {
    ProgFunc F = Work.pop_back_val();
    if (Unlocked.test(F))
      continue;
    Unlocked.set(F);
    Work.append(Bare[F].begin(), Bare[F].end());
  }
}

/// Whether the call is made before the first thread that gets to the callee.
bool Shared::isEarly(const CallFact &C) const {
  if (runsOnce(C.Caller))
    return true;
  if (!HasMain || !Starts || !C.Known || !inOrder(C.Caller) ||
      !onThread(C.Callee))
    return false;
  uint64_t There = flow::StartByCaller;
  for (unsigned E : ReachedBy[C.Callee])
    There |= startBit(Entries[E].Body);
  return !((C.Started | LateCalled[C.Caller]) & There);
}

} // namespace tocsin::link
