//===- SharedConclude.cpp - What all facts about memory say together ------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Entry locks, threads, making and guards: fixpoints over the call graph.
//
//===----------------------------------------------------------------------===//

#include "Link/Shared.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <deque>

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::link {

/// Rounds over the call graph before entry locks count as unknown (none).
static constexpr unsigned MaxRounds = 32;

/// A lock as an attribute names it: a member of the same record.
NameId Shared::declaredLock(StringRef Record, StringRef Text) {
  Text = Text.trim();
  if (Text.consume_front("&"))
    Text = Text.ltrim();
  if (Text.consume_front("this->"))
    Text = Text.ltrim();
  bool Plain = !Record.empty() && !Text.empty() &&
               all_of(Text, [](char C) { return isAlnum(C) || C == '_'; });
  return Plain ? P.names().intern((Record + "." + Text).str()) : 0;
}

/// Thread-safety attributes are facts that somebody has written down.
void Shared::readDeclared() {
  for (uint32_t I = 0; I < P.unitCount(); ++I) {
    const Unit &U = P.unit(I);
    for (const Record &R : U.Records)
      for (const Field &F : R.Fields)
        for (const Attribute &A : F.Attrs)
          if (U.str(A.Name) == "guarded_by")
            if (NameId L = declaredLock(U.str(R.Name), U.str(A.Text)))
              Declared[P.names().intern(
                  (U.str(R.Name) + "." + U.str(F.Name)).str())] = L;
  }
  Required.resize(P.functionCount());
  for (ProgFunc F = 0; F < P.functionCount(); ++F) {
    ProgramView::Body B = P.body(F);
    const Unit &U = P.unit(B.Unit);
    for (const Attribute &A : B.F->Attrs) {
      StringRef Name = U.str(A.Name);
      bool Shared = Name == "requires_shared_capability";
      if (Name != "requires_capability" && !Shared)
        continue;
      SmallVector<StringRef, 2> Locks;
      U.str(A.Text).split(Locks, ',');
      for (StringRef L : Locks)
        if (NameId Key = declaredLock(U.str(B.F->Owner), L))
          Required[F].push_back(
              {Key, Shared ? LockMode::Shared : LockMode::Exclusive, true});
    }
  }
}

bool Shared::isExempt(ProgFunc F) const {
  ProgramView::Body B = P.body(F);
  const Unit &U = P.unit(B.Unit);
  return any_of(B.F->Attrs, [&](const Attribute &A) {
    StringRef Name = U.str(A.Name);
    return Name == "no_thread_safety_analysis" ||
           (Name == "no_sanitize" && U.str(A.Text).contains("thread"));
  });
}

void Shared::findEntryLocks() {
  size_t N = P.functionCount();
  CallsTo.resize(N);
  for (unsigned I = 0; I < Calls.size(); ++I)
    CallsTo[Calls[I].Callee].push_back(I);
  // Callers that were not analysed take no lock; their callers may.
  for (ProgFunc F = 0; F < N; ++F)
    if (P.isDefined(F) && !P.isAnalysed(F))
      for (ProgFunc C : P.callees(F))
        if (P.isDefined(C)) {
          CallFact X;
          X.Caller = F;
          X.Callee = C;
          X.Known = false;
          CallsTo[C].push_back(Calls.size());
          Calls.push_back(X);
        }
  EntryLocks = Required;
  BitVector Top(N, true);
  for (ProgFunc F = 0; F < N; ++F)
    if (CallsTo[F].empty() || EntryBody.test(F))
      Top.reset(F);
  auto AtCall = [&](const CallFact &C, LockFacts &R) {
    if (C.Known)
      R = C.Held;
    for (LockFact L : EntryLocks[C.Caller]) {
      if (any_of(R, [&](auto &X) { return X.Key == L.Key; }))
        continue;
      L.Foreign |= L.OfThis && !C.handsThis();
      L.OfThis &= C.ReceiverWay.Root == 63 && !C.ReceiverWay.Hops;
      R.push_back(L);
    }
  };
  bool Changed = true;
  for (unsigned Round = 0; Changed && Round < MaxRounds; ++Round) {
    Changed = false;
    for (ProgFunc F = 0; F < N; ++F) {
      if (CallsTo[F].empty() || EntryBody.test(F))
        continue;
      bool First = true;
      LockFacts R;
      for (unsigned I : CallsTo[F]) {
        const CallFact &C = Calls[I];
        if (Top.test(C.Caller) || C.Caller == F || isEarly(C) || isMakerCall(C))
          continue; // not known yet, recursion, or nobody else is there
        LockFacts Here;
        AtCall(C, Here);
        if (First) {
          R = std::move(Here);
          First = false;
          continue;
        }
        llvm::erase_if(R, [&](LockFact &L) {
          auto O = find_if(Here, [&](auto &X) { return X.Key == L.Key; });
          if (O == Here.end())
            return true;
          L.Mode = std::min(L.Mode, O->Mode);
          L.Foreign &= O->Foreign;
          L.OfThis &= O->OfThis;
          return false;
        });
      }
      if (First)
        continue;
      for (const LockFact &L : Required[F])
        if (!is_contained(R, L))
          R.push_back(L);
      if (Top.test(F) || R != EntryLocks[F]) {
        Top.reset(F);
        EntryLocks[F] = std::move(R);
        Changed = true;
      }
    }
  }
}

/// Locks that main makes calls with and neither gives back itself nor is
/// without at a later call.
void Shared::findMainLoop() {
  auto Line = [](const CallFact &C) { return C.At.At.Line; };
  std::map<std::pair<ProgFunc, NameId>, unsigned> Since;
  for (const CallFact &C : Calls)
    if (C.Known && P.qualifiedName(C.Caller) == "main")
      for (const LockFact &L : C.Held) {
        auto [It, New] = Since.try_emplace({C.Caller, L.Key}, Line(C));
        It->second = std::min(It->second, Line(C));
      }
  for (auto &Each : Since) {
    ProgFunc Main = Each.first.first;
    NameId Lock = Each.first.second;
    bool Ends = any_of(Calls, [&](const CallFact &C) {
      return C.Caller == Main && Line(C) > Each.second &&
             none_of(C.Held, [&](auto &L) { return L.Key == Lock; });
    });
    if (!Ends && !MainGivesBack.count(Lock))
      MainHolds.insert(Lock);
  }
}

/// Whether the caller alone knows the object that the callee works on: its
/// receiver, or in C the first argument. What a coroutine was given it has
/// while its caller goes on.
bool Shared::ownsObject(const CallFact &C) const {
  uint32_t Flags = P.body(C.Callee).F->Flags;
  if (Flags & FuncCoroutine)
    return false;
  bool Method = Flags & FuncMethod && !(Flags & FuncStatic);
  return C.OwnArgs & (Method ? uint64_t(1) << 63 : 1);
}

bool Shared::joinsItsThread(ProgFunc F) const {
  auto Joins = [&](ProgFunc G) { return G < Joiner.size() && Joiner.test(G); };
  return P.body(F).F->Flags & FuncDtor &&
         (Joins(F) || any_of(P.callees(F), Joins));
}

/// Whether a constructor or destructor calls a method of its own object, with
/// no thread started or left: it takes no lock because nobody else is there.
bool Shared::isMakerCall(const CallFact &C) const {
  return C.Known && !C.Started &&
         P.body(C.Caller).F->Flags & (FuncCtor | FuncDtor) &&
         (C.Joined || !joinsItsThread(C.Caller)) && C.ReceiverWay.Root == 63 &&
         !C.ReceiverWay.Hops;
}

/// Nobody else is there in constructors and destructors, before the first
/// thread, and in what only they call.
void Shared::findMaking() {
  size_t N = P.functionCount();
  Making.resize(N);
  Starter.resize(N);
  for (const EntryFact &E : Entries)
    if (E.Row->Is == Role::ThreadStart)
      Starter.set(E.Starter);
  BitVector Candidate(N);
  for (ProgFunc F = 0; F < N; ++F) {
    if (!P.isDefined(F))
      continue;
    if (P.body(F).F->Flags & (FuncCtor | FuncDtor | FuncSynthetic))
      Making.set(F);
    else if (!CallsTo[F].empty() && !EntryBody.test(F))
      Candidate.set(F);
  }
  // Called on an object that is being made, by every caller.
  Candidate |= Making;
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (ProgFunc F : Candidate.set_bits()) {
      if (Making.test(F))
        continue;
      bool All = all_of(CallsTo[F], [&](unsigned I) {
        const CallFact &C = Calls[I];
        return C.Caller == F || (Making.test(C.Caller) && !C.Borrowed) ||
               (C.Known && ownsObject(C));
      });
      if (All) {
        Making.set(F);
        Changed = true;
      }
    }
  }
}

bool Shared::isLate(const AccessFact &A) const {
  return isLate(A.Started | LateCalled[A.Function], A.Key);
}

bool Shared::isLate(uint64_t Running, NameId Cell) const {
  uint64_t There = Reaching.lookup(Cell);
  return There ? Running & (There | StartByCaller) : Running != 0;
}

bool Shared::isElected(const AccessFact &A) const {
  auto Is = [&](const LockFact &L) { return Elections.contains(L.Key); };
  return !Elections.empty() &&
         (any_of(A.Held, Is) || any_of(EntryLocks[A.Function], Is));
}

bool Shared::isMaking(const AccessFact &A) const {
  if (isElected(A))
    return true;
  if (A.Joined || runsOnce(A.Function) ||
      (After.test(A.Function) && !A.Started))
    return true;
  // Before the first thread of a program that starts them itself.
  if (HasMain && Starts && !isLate(A) && inOrder(A.Function))
    return true;
  if (A.Global || A.Local)
    return false;
  // The method that starts the object's thread, before it does.
  // Likewise a function that sets up what it is handed, called by who knows.
  bool SetsUp = A.OfThis || A.Made || (A.Param != ~0u && isOpen(A.Function));
  if (Starter.test(A.Function) && !A.Started && SetsUp &&
      ReachedBy[A.Function].empty())
    return true;
  if (!Making.test(A.Function))
    return false;
  // A destructor that has yet to wait for the object's thread.
  if (Reaching.count(A.Key) && joinsItsThread(A.Function))
    return false;
  // In a constructor after it has started a thread, others are there. What a
  // walk through its lists leads to is the object's as well.
  bool Walked = P.body(A.Function).F->Flags & (FuncCtor | FuncDtor) &&
                A.To.Root == NoRoot && A.Held.empty();
  // What the object under destruction points to others may have, too.
  bool First =
      A.Param == 0 && none_of(CallsTo[A.Function], [&](unsigned I) {
        const CallFact &C = Calls[I];
        return !C.Ways.empty() && C.Ways[0].Root == 63 && C.Ways[0].Hops;
      });
  return !A.Started && (A.OfThis || First || Walked);
}

void Shared::findGuards() {
  readArrays();
  for (unsigned I = 0; I < Accesses.size(); ++I)
    if (Accesses[I].here() && !Accesses[I].Init)
      ByKey[Accesses[I].Key].push_back(I);
  for (auto &[Key, List] : ByKey) {
    Guard Best;
    struct Count {
      unsigned Writes = 0, Reads = 0, Own = 0;
      bool Same = false;
      bool Alone = false; // some have it to themselves
    };
    std::map<NameId, Count> Locks;
    for (unsigned I : List) {
      const AccessFact &A = Accesses[I];
      // Who takes a lock when nobody else is there shows what it is for.
      if (Unknown.test(A.Function) || isElected(A) ||
          (isMaking(A) && A.Held.empty()))
        continue;
      (A.writes() ? Best.AllWrites : Best.AllReads) += 1;
      auto Add = [&](const LockFact &L) {
        if (isMask(L.Key) || isOneOf(L.Key, Key))
          return; // of the thread, of an element: not of the cell
        Count &C = Locks[L.Key];
        (A.writes() ? C.Writes : C.Reads) += 1;
        C.Same |= L.SameObject;
        C.Own += L.SameObject;
        C.Alone |= L.Mode != LockMode::Shared;
      };
      SmallVector<NameId, 4> Seen;
      for (const LockFact &L : A.Held)
        if (!is_contained(Seen, L.Key)) {
          Seen.push_back(L.Key);
          Add(L);
        }
      for (const LockFact &L : EntryLocks[A.Function])
        if (!is_contained(Seen, L.Key)) {
          Seen.push_back(L.Key);
          Add(L);
        }
    }
    NameId Some = P.names().intern("?");
    for (auto &[Lock, C] : Locks) {
      // What all writers share keeps none of them out: it is for what they read
      // beside.
      if (Lock == Some || guardsNothing(Lock) ||
          (C.Writes && !C.Alone && !C.Same))
        continue;
      auto Rank = std::tuple(C.Writes * 2 + C.Reads, C.Same);
      if (!Best.Lock ||
          Rank > std::tuple(Best.Writes * 2 + Best.Reads, Best.SameObject)) {
        Best.Lock = Lock;
        Best.Writes = C.Writes;
        Best.Reads = C.Reads;
        Best.SameObject = C.Same;
        Best.Own = C.Own;
      }
    }
    NameId Plain = P.names().intern(P.names()[Key].split(PartMark).first);
    if (auto D = Declared.find(Plain); D != Declared.end()) {
      const Count &C = Locks[D->second];
      Best.Lock = D->second;
      Best.Writes = C.Writes;
      Best.Reads = C.Reads;
      Best.SameObject = Best.Declared = true;
    }
    if (Best.Lock) {
      StringRef L = P.names()[Best.Lock];
      LockRecords.insert(P.names().intern(
          L.take_front(L.find('.') == StringRef::npos ? 0 : L.find('.'))));
    }
    if (Best.SameObject && Best.Writes)
      ++Guarded[Best.Lock];
    Guards[Key] = Best;
  }
}

/// An access that happens for some arguments only is under what those callers
/// hold that may give them.
void Shared::addCallerLocks() {
  for (AccessFact &A : Accesses) {
    ProgFunc F = A.Function;
    if (A.Needs.empty() || EntryBody.test(F) || P.addressTaken(F))
      continue;
    bool First = true;
    LockFacts Common;
    for (unsigned I : CallsTo[F]) {
      const CallFact &C = Calls[I];
      if (!C.mayMake(A) || C.Caller == F || isEarly(C))
        continue;
      LockFacts Here;
      if (C.Known)
        Here = C.Held;
      append_range(Here, EntryLocks[C.Caller]);
      if (First)
        Common = Here;
      llvm::erase_if(Common, [&](auto &L) {
        return !is_contained(Here, L) || L.Key == someLock();
      });
      First = false;
    }
    for (const LockFact &L : Common)
      if (!holds(A, L.Key) && !is_contained(A.GivenBack, L.Key) &&
          (!isMask(L.Key) || inHandler(A.Key))) {
        A.Held.push_back(L);
        for (ReadFact &R : A.Reads)
          R.Covered |= L.Mode != LockMode::Shared;
      }
  }
}

/// What is held of a counting semaphore keeps nobody out.
void Shared::dropCounting() {
  if (Counting.empty())
    return;
  auto Drop = [&](LockFacts &L) {
    llvm::erase_if(L, [&](auto &X) { return Counting.count(X.Key) != 0; });
  };
  for (CallFact &C : Calls)
    Drop(C.Held);
  for (AccessFact &A : Accesses) {
    Drop(A.Held);
    for (ReadFact &R : A.Reads) {
      Drop(R.Held);
      Drop(R.Kept);
      R.Covered &= any_of(R.Kept, [&](auto &K) {
        return K.Mode != LockMode::Shared && is_contained(A.Held, K);
      });
    }
  }
}

/// Who stores a constant into a word that others lock makes the lock, as one
/// who hands a mutex to its initialiser.
void Shared::findMadeLocks() {
  for (const AccessFact &A : Accesses)
    if (A.Kind == AccessKind::Write && A.Constant && !A.Atomic && A.here() &&
        A.Held.empty() && isLock(A.Key))
      HandedOver.insert({A.Function, A.Key});
}

void Shared::conclude() {
  resolveCaptures();
  findMadeLocks();
  dropCounting();
  Waiter.resize(P.functionCount());
  for (auto [From, To] : InPlace)
    if (Waiter.test(From))
      Waiter.set(To);
  readDeclared();
  findPosted();
  findThreads();
  dropMasks();
  findLate();
  findUnlocked();
  findEntryLocks();
  addCallerLocks();
  findConfined();
  findMainLoop();
  findHandedOver();
  findMaking();
  findAfter();
  findGuards();
}

//===----------------------------------------------------------------------===//
// Questions
//===----------------------------------------------------------------------===//

ArrayRef<unsigned> Shared::accessesOf(NameId Key) const {
  auto It = ByKey.find(Key);
  return It == ByKey.end() ? ArrayRef<unsigned>() : It->second;
}

const Guard &Shared::guardOf(NameId Key) const {
  static const Guard None;
  auto It = Guards.find(Key);
  return It == Guards.end() ? None : It->second;
}

ArrayRef<LockFact> Shared::entryLocks(ProgFunc F) const {
  return F < EntryLocks.size() ? ArrayRef<LockFact>(EntryLocks[F])
                               : ArrayRef<LockFact>();
}

ArrayRef<unsigned> Shared::callsTo(ProgFunc F) const {
  return F < CallsTo.size() ? ArrayRef<unsigned>(CallsTo[F])
                            : ArrayRef<unsigned>();
}

SmallVector<const CallFact *, 2> Shared::callersWithout(ProgFunc F,
                                                        NameId Lock) const {
  SmallVector<const CallFact *, 2> R;
  for (unsigned I : callsTo(F)) {
    const CallFact &C = Calls[I];
    auto Is = [&](const LockFact &L) { return L.Key == Lock; };
    if (none_of(C.Held, Is) && none_of(entryLocks(C.Caller), Is))
      R.push_back(&C);
  }
  return R;
}

bool Shared::holds(const AccessFact &A, NameId Lock) const {
  auto Is = [&](const LockFact &L) { return L.Key == Lock; };
  return any_of(A.Held, Is) || (any_of(entryLocks(A.Function), Is) &&
                                !is_contained(A.GivenBack, Lock));
}

bool Shared::handsOver(ProgFunc F, NameId Lock, unsigned Depth) const {
  if (HandedOver.count({F, Lock}))
    return true;
  if (!Depth || EntryBody.test(F) || P.addressTaken(F))
    return false;
  auto Is = [&](const LockFact &L) { return L.Key == Lock; };
  bool Any = false;
  for (unsigned I : CallsTo[F]) {
    const CallFact &C = Calls[I];
    if (any_of(C.Held, Is) || any_of(entryLocks(C.Caller), Is))
      continue;
    if (!C.Known || (C.Started && !C.Joined) ||
        !handsOver(C.Caller, Lock, Depth - 1))
      return false;
    Any = true;
  }
  return Any;
}

bool Shared::heldUnlessByPointer(ProgFunc F, NameId Lock,
                                 unsigned Depth) const {
  if (unknownCallers(F))
    return true;
  auto Without = callersWithout(F, Lock);
  return Depth && !EntryBody.test(F) && !Without.empty() &&
         all_of(Without, [&](const CallFact *C) {
           if (any_of(C->Held, [&](auto &L) { return L.Key == someLock(); }))
             return true;
           return C->Known && C->Caller != F &&
                  heldUnlessByPointer(C->Caller, Lock, Depth - 1);
         });
}

bool Shared::onThread(ProgFunc F) const {
  return any_of(ReachedBy[F], [&](unsigned E) {
    return Entries[E].Row->Is != Role::SignalHandler;
  });
}

bool Shared::differentThreads(ProgFunc F, ProgFunc G) const {
  // Of those that one function puts in order, none runs beside another.
  auto Queued = [&](unsigned I, unsigned J) {
    return (Entries[I].Starter == Entries[J].Starter ||
            (Entries[I].Queue && Entries[I].Queue == Entries[J].Queue)) &&
           Entries[I].Row->Means & bit(Trait::Confined) &&
           Entries[J].Row->Means & bit(Trait::Confined);
  };
  // Nor one that was waited for before the other was started.
  auto Waited = [&](unsigned I, unsigned J) {
    const EntryFact &First = Entries[I], &Then = Entries[J];
    return First.Starter == Then.Starter && First.Site < Then.Site &&
           !(Then.Running & (startBit(First.Body) | StartByCaller));
  };
  for (unsigned I : ReachedBy[F])
    for (unsigned J : ReachedBy[G])
      if (Entries[I].Many || Entries[J].Many ||
          (Entries[I].Body != Entries[J].Body && !Queued(I, J) &&
           !Waited(I, J) && !Waited(J, I)))
        return true;
  return false;
}

bool Shared::isHandedOver(const AccessFact &A) const {
  return A.Global || A.Local || isHandedOver(A.Function, A.To, /*Near=*/true);
}

bool Shared::isEachOnesOwn(const AccessFact &A) const {
  return A.Param != ~0u && !onMain(A.Function) && !isHandedOver(A) &&
         !ReachedBy[A.Function].empty() &&
         all_of(ReachedBy[A.Function],
                [&](unsigned E) { return GivenOwn.contains(Entries[E].Body); });
}

bool Shared::isMakingCall(const CallFact &C, NameId Cell) const {
  bool Alone = !joinsItsThread(C.Caller) || !Reaching.count(Cell);
  if ((Making.test(C.Caller) && Alone) || ownsObject(C) || C.Joined ||
      runsOnce(C.Caller))
    return true;
  return HasMain && Starts && inOrder(C.Caller) &&
         !isLate(C.Started | LateCalled[C.Caller], Cell);
}

bool Shared::onSignal(ProgFunc F) const {
  return any_of(ReachedBy[F], [&](unsigned E) {
    return Entries[E].Row->Is == Role::SignalHandler;
  });
}

bool Shared::beforeHandlers(ProgFunc F, unsigned Depth) const {
  if (P.qualifiedName(F) == "main")
    return true;
  return Depth && inOrder(F) && !CallsTo[F].empty() &&
         all_of(CallsTo[F], [&](unsigned I) {
           const CallFact &C = Calls[I];
           return C.Known && !C.Handlers && C.Caller != F &&
                  beforeHandlers(C.Caller, Depth - 1);
         });
}

bool Shared::onMain(ProgFunc F) const { return Main.test(F); }

bool Shared::unknownCallers(ProgFunc F) const { return Unknown.test(F); }

bool Shared::runsTwice(ProgFunc F) const {
  ProgFunc Body = ~0u;
  for (unsigned E : ReachedBy[F]) {
    if (Entries[E].Row->Is == Role::SignalHandler)
      continue;
    if (Entries[E].Many || (Body != ~0u && Body != Entries[E].Body))
      return true;
    Body = Entries[E].Body;
  }
  return false;
}

/// The shortest way from the body down; without a lock, if there is one.
ThreadWay Shared::wayFrom(const EntryFact &E, ProgFunc F) const {
  ThreadWay R;
  std::vector<ProgFunc> From(P.functionCount(), ~0u);
  std::deque<ProgFunc> Work{E.Body};
  From[E.Body] = E.Body;
  unsigned Budget = 20000;
  while (!Work.empty() && From[F] == ~0u && Budget--) {
    ProgFunc X = Work.front();
    Work.pop_front();
    auto Go = [&](ProgFunc C) {
      if (From[C] == ~0u) {
        From[C] = X;
        Work.push_back(C);
      }
    };
    for_each(Bare[X], Go);
    if (!Unlocked.test(F) || E.Row->Is == Role::SignalHandler)
      for_each(P.callees(X), Go);
  }
  if (From[F] == ~0u)
    return R;
  R.Entry = &E;
  for (ProgFunc X = F;; X = From[X]) {
    R.Chain.insert(R.Chain.begin(), X);
    if (X == E.Body)
      return R;
  }
}

ThreadWay Shared::threadOf(ProgFunc F) const {
  ThreadWay R;
  for (unsigned E : ReachedBy[F])
    if (!R.Entry && Entries[E].Row->Is != Role::SignalHandler)
      R = wayFrom(Entries[E], F);
  return R.Entry ? R : handlerOf(F);
}

ThreadWay Shared::handlerOf(ProgFunc F) const {
  ThreadWay R;
  for (unsigned E : ReachedBy[F])
    if (!R.Entry && Entries[E].Row->Is == Role::SignalHandler)
      R = wayFrom(Entries[E], F);
  return R;
}

bool Shared::ownsLock(StringRef Record) const {
  return !Record.empty() && LockRecords.count(P.names().intern(Record)) != 0;
}

} // namespace tocsin::link
