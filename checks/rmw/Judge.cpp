//===- Judge.cpp - Which updates of shared memory are bugs ----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One question per function, in the order in which a reviewer would ask: is
// the pair covered, what does it rest on, who else is there.
//
//===----------------------------------------------------------------------===//

#include "checks/rmw/Judgement.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::link;

namespace tocsin::rmw {

/// Cells of an object that are under its lock before that is the lock for all.
static constexpr unsigned OwnCells = 3;

/// One exclusive lock, held from the read to the write: here, or by all who
/// call.
bool Judgement::covered(const ReadFact &R) const {
  return R.Covered || exclusive(Entry);
}

/// Whether somebody adds to what is there, which setting it back would lose.
bool Judgement::addedTo() const {
  return any_of(S.accessesOf(A.Key), [&](unsigned I) {
    const AccessFact &O = S.accesses()[I];
    return O.Kind == AccessKind::Update && !O.Plain && !S.isMaking(O) &&
           O.Function != A.Function;
  });
}

/// The nearest read that the write depends on and that nothing covers. What a
/// count of owners decides is another question.
const ReadFact *Judgement::uncovered(bool Data) const {
  for (const ReadFact &R : reverse(A.Reads))
    if ((Data ? R.Data : R.Control) && !R.Spent && !R.Sibling && !R.Early &&
        R.Kind != AccessKind::Count && !covered(R) &&
        (!R.Taken || (A.Claims && !Data) || addedTo()))
      return &R;
  return nullptr;
}

/// The cell was looked at again under the lock of the write.
bool Judgement::rechecked() const {
  return any_of(A.Reads,
                [&](const ReadFact &R) { return R.Control && covered(R); });
}

/// Whether a lock is made for the cell, by where it stands: in the same object
/// or record, or both are globals. What else is held at a cell's accesses may
/// be there for another reason.
bool Judgement::related(NameId Lock, bool SameObject) const {
  StringRef L = S.name(Lock), C = S.name(A.Key);
  if (SameObject)
    return true;
  auto Record = [](StringRef Key) { return Key.split('.').first; };
  bool LockGlobal = L.starts_with("@") || S.isGlobal(Lock);
  if (!L.starts_with("@") && Record(L) == Record(C))
    return true;
  if (A.Local)
    return true;
  return LockGlobal && A.Global;
}

/// Whether one of the locks has to do with the cell: by its place, or because
/// it is held at most of the accesses.
bool Judgement::relevant(ArrayRef<LockFact> L) const {
  unsigned With = G.Writes + G.Reads, All = G.AllWrites + G.AllReads;
  return any_of(L, [&](const LockFact &X) {
    return X.Key == S.someLock() || related(X.Key, X.SameObject) ||
           (X.Key == G.Lock && With >= 3 && With * 3 >= All * 2);
  });
}

/// Evidence that a lock belongs to the cell: it is held elsewhere.
std::optional<Confidence> Judgement::guarded() const {
  unsigned With = G.Writes + G.Reads, All = G.AllWrites + G.AllReads;
  if (G.Declared)
    return Confidence::High;
  if (!G.Lock || !G.Writes || handed() ||
      S.heldUnlessByPointer(A.Function, G.Lock) ||
      (S.onMainLoop(G.Lock) && !S.onThread(A.Function)))
    return std::nullopt;
  // Volatile says the same: others are there.
  unsigned Least = A.Volatile ? 2 : 3;
  // The function itself holds it before and after.
  auto Around = [&] {
    return All == With + 1 && count_if(S.accessesOf(A.Key), [&](unsigned I) {
                                const AccessFact &O = S.accesses()[I];
                                return O.Function == A.Function &&
                                       S.holds(O, G.Lock);
                              }) >= 2;
  };
  if (!related(G.Lock, G.SameObject) && (With < Least || All > With + 1) &&
      !Around())
    return std::nullopt;
  if (With >= 2 && With * 3 >= All * 2)
    return Confidence::High;
  if (With * 2 >= All || G.Writes * 2 >= G.AllWrites)
    return Confidence::Medium;
  return Confidence::Low;
}

/// Whether a closure that knows the local runs on a thread of its own. Each
/// call of the function has its own local.
bool Judgement::runsApart() const {
  return any_of(S.accessesOf(A.Key), [&](unsigned I) {
    ThreadWay Way = S.threadOf(S.accesses()[I].Function);
    if (std::optional<ProgFunc> Owner = S.localOwner(A.Key))
      return Way.Entry && !is_contained(Way.Chain, *Owner);
    auto Closure = [&](ProgFunc F) { return S.isClosure(F); };
    return Way.Entry && Closure(Way.Entry->Body) && all_of(Way.Chain, Closure);
  });
}

/// Evidence that two threads meet at the cell.
std::optional<Confidence> Judgement::concurrent() {
  ProgFunc F = A.Function;
  if (A.Indexed)
    return std::nullopt; // each may have its own element
  bool Thread = S.onThread(F);
  if (A.Local && !runsApart())
    return std::nullopt;
  // A member of some object: only what the thread was given is known to be the
  // one that others have.
  if (!A.Global && !A.Local && !(A.OfThis || A.Param != ~0u) &&
      A.To.Root == link::NoRoot)
    return std::nullopt;
  if (Thread && !S.isHandedOver(A))
    return std::nullopt;
  // A helper that its threads only call under a lock. Who calls it without may
  // have an object of its own.
  if (Thread && !S.onThreadUnlocked(F)) {
    if (!S.onMain(F) || !(A.Global || A.Local))
      return std::nullopt;
    Thread = false;
  }
  if (S.runsTwice(A) && S.isHandedOver(A) && S.onThreadUnlocked(F))
    return Confidence::High;
  bool Late = S.isLate(A) || (S.isOpen(F) && A.OfThis);
  for (unsigned I : S.accessesOf(A.Key)) {
    const AccessFact &O = S.accesses()[I];
    if (O.Function == F || S.isMaking(O))
      continue;
    bool Both =
        (Thread && S.onMain(O.Function) && S.isLate(O)) ||
        (S.onThread(O.Function) && S.onMain(F) && Late) ||
        (Thread && S.onThread(O.Function) && S.differentThreads(F, O.Function));
    // Two programs of one compile database do not meet.
    if (!Both || (Thread ? !S.threadMeets(F, O.Function)
                         : !S.threadMeets(O.Function, F)))
      continue;
    if (!A.Global && !A.Local && S.onThread(O.Function) && !S.isHandedOver(O))
      continue;
    // A function that either side calls may work on an object of each.
    if (!A.Global && !A.Local && S.onThread(O.Function) == S.onThread(F) &&
        !S.differentThreads(F, O.Function))
      continue;
    if (!A.Global && !A.Local && S.onMain(O.Function) && S.onMain(F))
      continue;
    Other = &O;
    return Confidence::Medium;
  }
  return std::nullopt;
}

/// All writes are made by one thread, so that a load and a store are enough.
bool Judgement::singleWriter() const {
  if (!S.onThread(A.Function) || S.runsTwice(A) || S.onMain(A.Function))
    return false;
  return all_of(S.accessesOf(A.Key), [&](unsigned I) {
    const AccessFact &O = S.accesses()[I];
    return !O.writes() || !O.here() || S.isMaking(O) ||
           (S.onThread(O.Function) && !S.onMain(O.Function) &&
            !S.differentThreads(A.Function, O.Function));
  });
}

/// ... or by main, before and beside the threads that only look.
bool Judgement::oneWriter() const {
  if (singleWriter())
    return true;
  return all_of(S.accessesOf(A.Key), [&](unsigned I) {
    const AccessFact &O = S.accesses()[I];
    return !O.writes() || !O.here() || S.isMaking(O) ||
           S.onlyFromMain(O.Function);
  });
}

/// Only the thread that the object has started for itself writes: what it reads
/// without the lock of its writes stays true.
bool Judgement::ownWriter() const {
  if (!A.OfThis || !singleWriter())
    return false;
  const EntryFact *E = S.threadOf(A.Function).Entry;
  return E && S.owner(E->Starter) == S.name(A.Key).split('.').first;
}

/// One thread takes out of the container, and the others add at the far end:
/// what it has found first stays there.
bool Judgement::onlyTaker() const {
  if (!A.Takes || !S.onThread(A.Function) || S.runsTwice(A.Function) ||
      S.onMain(A.Function))
    return false;
  return all_of(S.accessesOf(A.Key), [&](unsigned I) {
    const AccessFact &O = S.accesses()[I];
    return !O.writes() || O.Adds || S.isMaking(O) ||
           (S.onThread(O.Function) && !S.onMain(O.Function) &&
            !S.differentThreads(A.Function, O.Function));
  });
}

/// The pointer was copied, and the reference is taken later: who lets go in
/// between frees the object.
Verdict Judgement::judgeReference() {
  if (A.Kind != AccessKind::Update || A.Decides || A.Plain || A.Leap ||
      A.Falls || S.isLock(A.Key))
    return {};
  bool Frees = false;
  for (unsigned I : S.accessesOf(A.Key)) {
    const AccessFact &O = S.accesses()[I];
    if (O.Kind != AccessKind::Update || !O.Decides)
      continue;
    if (O.At == A.At)
      return {}; // gives back, in a callee
    Frees = true;
  }
  if (!Frees)
    return {};
  // By a method of the pointer's own class, its cell has a name here only.
  for (const ReadFact &R : A.Pointers)
    if (!covered(R) && R.Via.size() + A.Via.size() <= 2 &&
        any_of(S.accesses(), [&](const AccessFact &O) {
          return O.Key == R.Key && O.writes() && !S.isMaking(O);
        }))
      return give(Kind::Reference, Confidence::Medium, &R);
  return {};
}

/// One step here, several there: an atomic update does not wait for a lock, and
/// falls between the read and the write of a plain one.
Verdict Judgement::judgeMixed() {
  const ReadFact *R = uncovered(true);
  // Each may have its own element, but for one on a thread that others share.
  bool Own = A.Indexed && !A.Shares &&
             (!S.onThread(A.Function) || S.onMain(A.Function));
  if (A.Atomic || (A.Kind != AccessKind::Update && !R))
    return {};
  for (unsigned I : S.accessesOf(A.Key)) {
    const AccessFact &O = S.accesses()[I];
    // ... but for a thread that goes over all of them.
    if (Own && (S.onThread(A.Function) || !S.onThread(O.Function)))
      continue;
    if (!O.Atomic || O.Kind != AccessKind::Update || S.isMaking(O) ||
        any_of(O.Held, [&](auto &L) { return S.holds(A, L.Key); }))
      continue;
    Other = &O;
    return give(Kind::Mixed, Confidence::High, R);
  }
  return {};
}

/// The object's thread runs already, and its member gets the first value.
Verdict Judgement::judgeInit() {
  if (!A.here() || !A.OfThis || A.Atomic || locked() ||
      !(S.reaching(A.Key) & A.Started & ~StartByCaller) || !S.startsOwn(A))
    return {};
  return give(Kind::LateInit, Confidence::High);
}

/// The way to the cell led over what one of the held locks is for.
bool Judgement::found() const {
  return any_of(A.FoundBy, [&](NameId By) {
    const Guard &Its = S.guardOf(By);
    return any_of(A.Held, [&](const LockFact &L) {
      if (S.isMereLock(L.Key))
        return false;
      StringRef Lock = S.name(L.Key), Cell = S.name(By);
      bool Global = Lock.starts_with("@") || S.isGlobal(L.Key);
      return Lock.split('.').first == Cell.split('.').first ||
             (Global && (Cell.starts_with("@") || S.isGlobal(By))) ||
             (Its.Lock == L.Key && (Its.Writes + Its.Reads) * 3 >=
                                       (Its.AllWrites + Its.AllReads) * 2);
    });
  });
}

/// Somebody else holds the lock in exclusive mode to write the cell.
bool Judgement::writtenAlone(NameId Lock) const {
  return !S.isMereLock(Lock) && any_of(S.accessesOf(A.Key), [&](unsigned I) {
    const AccessFact &O = S.accesses()[I];
    auto Is = [&](const LockFact &L) {
      return L.Key == Lock && L.Mode != LockMode::Shared;
    };
    return O.writes() && O.Function != A.Function &&
           (any_of(O.Held, Is) || any_of(S.entryLocks(O.Function), Is));
  });
}

/// A lock is held, but it does not keep others out.
Verdict Judgement::judgeMode() {
  bool Depends = A.Kind == AccessKind::Update || !A.Reads.empty();
  unsigned Under = G.Writes + G.Reads;
  bool Most = G.Lock && under(A.Held, G.Lock) &&
              Under * 2 >= G.AllWrites + G.AllReads &&
              (Under >= 3 || A.OfThis || A.Param == ~0u || A.To.Hops ||
               related(G.Lock, G.SameObject)); // not the caller's own object
  // What is exclusive may be a lock of something else.
  auto Guards = [&](const LockFact &L) {
    return related(L.Key, L.SameObject) || L.Key == S.someLock() ||
           (isOfProgram(L.Key) && any_of(S.accessesOf(A.Key), [&](unsigned I) {
              const AccessFact &O = S.accesses()[I];
              return O.Function != A.Function && S.holds(O, L.Key);
            }));
  };
  bool Shared = any_of(A.Held, [&](const LockFact &L) {
    return L.Key == G.Lock && L.Mode == LockMode::Shared;
  });
  bool Alone = any_of(A.Held, [&](const LockFact &L) {
    return L.Mode != LockMode::Shared && (!Most || !Shared || Guards(L));
  });
  // A lock of something else, which hardly anybody holds who touches the cell.
  bool Few = G.Lock && under(A.Held, G.Lock) && !G.SameObject &&
             Under * 3 < G.AllWrites + G.AllReads;
  auto MayBeFor = [&](const LockFact &L) {
    return S.mayKeep(L.Key, A.Key) || writtenAlone(L.Key);
  };
  if (!A.Held.empty() && !Alone && !exclusive(Entry) && !A.Rechecked &&
      (found() ||
       (!Few && (Most || relevant(A.Held)) && any_of(A.Held, MayBeFor))))
    return give(Kind::SharedLock,
                Depends ? Confidence::High : Confidence::Medium, nullptr,
                A.Held[0].Key);
  // The right lock, but of another object than the one that is changed.
  if (G.Own >= 2 && G.Own * 3 >= (G.Writes + G.Reads) * 2 &&
      !under(Entry, G.Lock) && any_of(A.Held, [&](const LockFact &L) {
        return L.Key == G.Lock && L.Apart && !L.SameObject &&
               S.name(L.Key).split('.').first == S.name(A.Key).split('.').first;
      }))
    return give(Kind::OtherObject, Confidence::Medium, nullptr, G.Lock);
  // Another lock than where the cell is touched else.
  if (!G.Lock || A.Held.empty() || S.holds(A, G.Lock) ||
      under(A.Held, S.someLock()) || under(Entry, S.someLock()))
    return {};
  unsigned Here = 0;
  for (unsigned I : S.accessesOf(A.Key)) {
    const AccessFact &O = S.accesses()[I];
    Here += !S.isMaking(O) && any_of(A.Held, [&](const LockFact &L) {
      return S.holds(O, L.Key) && !S.isOneOf(L.Key, A.Key);
    });
  }
  unsigned With = G.Writes + G.Reads;
  // One place may be enough where the lock is the object's own, as the other
  // members show, and what is held here is not.
  bool Own = G.SameObject && S.guards(G.Lock) >= OwnCells && Here == 1 &&
             none_of(A.Held, [](auto &L) { return L.SameObject; });
  // Or all others only read, and none of them under what is held here.
  bool Reads = !G.Writes && G.SameObject && G.Reads >= 2 && Here == 1 &&
               G.Reads == G.AllReads && G.AllWrites == 1;
  // Locks of the program: most write under the one, this under another.
  bool Global = G.Writes >= 2 && With * 2 >= G.AllWrites + G.AllReads &&
                isOfProgram(G.Lock) &&
                all_of(A.Held, [&](auto &L) { return isOfProgram(L.Key); });
  if ((Own ? With < Here : With < 2 || With <= Here) || (!G.Writes && !Reads) ||
      !(Global || related(G.Lock, G.SameObject)))
    return {};
  return give(Kind::WrongLock,
              With >= 3 && Here == 1 ? Confidence::High : Confidence::Medium,
              nullptr, G.Lock);
}

/// Two threads, each under a lock of its own, and nothing tells which is the
/// right one.
Verdict Judgement::judgeApart() {
  // A bit-field is written with those beside it.
  bool Depends = A.Kind == AccessKind::Update || A.BitField ||
                 any_of(A.Reads, [](const ReadFact &R) { return R.Data; });
  auto Known = [&](ArrayRef<LockFact> L) {
    return exclusive(L) && !under(L, S.someLock());
  };
  if (G.Writes + G.Reads > 1 || !Depends || !Known(A.Held) ||
      under(Entry, S.someLock()) || !relevant(A.Held))
    return {};
  for (unsigned I : S.accessesOf(A.Key)) {
    const AccessFact &O = S.accesses()[I];
    if (!O.writes() || O.Atomic || !Known(O.Held) || S.isMaking(O) ||
        any_of(O.Held, [&](auto &L) { return S.holds(A, L.Key); }) ||
        any_of(A.Held, [&](auto &L) { return S.holds(O, L.Key); }))
      continue;
    // Neighbours in one word, each under a lock of their object: that they are
    // locked says that threads meet there.
    bool Neighbours = A.BitField && A.Held[0].SameObject &&
                      O.Held[0].SameObject && S.isOpen(A.Function) &&
                      S.isOpen(O.Function);
    if (!Neighbours && !concurrent())
      return {};
    Other = &O;
    return give(Kind::WrongLock, Confidence::Medium, nullptr, O.Held[0].Key);
  }
  return {};
}

/// Under one lock of many, which a number chooses, and of no element: who holds
/// another of them is not kept out.
Verdict Judgement::judgeStripe() {
  bool Depends = A.Kind == AccessKind::Update || uncovered(true) ||
                 any_of(A.Reads, [](const ReadFact &R) { return R.Data; });
  if (!Depends || !A.here() || A.Object || A.Indexed || A.Held.empty() ||
      !Entry.empty() || S.name(A.Key).contains("[]") ||
      !all_of(A.Held, [](const LockFact &L) { return L.Chosen; }))
    return {};
  // The locks and the cell are of one object, or many threads are here.
  bool Own = all_of(A.Held, [](const LockFact &L) { return L.Within; }) &&
             (A.OfThis || A.Param != ~0u || A.Global);
  if (!Own && concurrent() != Confidence::High)
    return {};
  return give(Kind::OneOfMany, Confidence::Medium, nullptr, A.Held[0].Key);
}

/// No lock at the read and none at the write.
Verdict Judgement::judgeLockless() {
  if (locked())
    return {};
  // A change that looks itself, as an insert does, looks at what others change
  // if they do so under a lock.
  auto Guarded = guarded();
  bool Update = A.Kind == AccessKind::Update &&
                (!A.Checks || (A.Object && Guarded == Confidence::High));
  const ReadFact *Data = Update && !A.Plain ? nullptr : uncovered(true);
  const ReadFact *Control = uncovered(false);
  if (A.Checks && Control && (Control->Locked || !Control->Held.empty()))
    Control = nullptr;
  if (!Update && !Data && !Control)
    return {};
  if (!Update && !Data && A.Constant && A.Alone)
    return {};
  if (Control && Control->Atomic)
    Control = nullptr;
  auto Threads = concurrent();
  if (!Guarded && (!Threads || oneWriter()))
    return {};
  Confidence C = std::max(Guarded.value_or(Confidence::Low),
                          Threads.value_or(Confidence::Low));
  if (Guarded == Confidence::Low && Threads)
    C = Confidence::Medium;
  NameId Lock = Guarded ? G.Lock : 0;
  if ((Update && !(A.Checks && Control)) || Data)
    return give(Lock ? Kind::NoLock : Kind::NoLockAtAll, C, Data, Lock);
  if (!Control)
    return {};
  // A known value is stored: a state, not something made on first use. But for
  // what several threads find clear and set.
  bool Claims = A.Claims && !A.Sticky && Threads == Confidence::High;
  if (A.Constant && Guarded != Confidence::High && !A.Object && !Claims)
    return {};
  // Who locks other members of the object keeps this one to one thread.
  if (!A.Global && !A.Local && !Guarded && !Claims &&
      S.ownsLock(S.name(A.Key).split('.').first))
    return {};
  if (A.Object || Control->Object)
    return give(Kind::ContainerAct, C, Control, Lock);
  return give(A.Greater ? Kind::Greater : Kind::LazyInit, C, Control, Lock);
}

/// Written without a look, and without the lock that others hold.
Verdict Judgement::judgeBlind() {
  if (locked() || A.Kind != AccessKind::Write || A.Atomic)
    return {};
  unsigned With = G.Writes + G.Reads;
  if (!G.Lock || With < 2 || G.AllWrites > G.Writes + 1 || A.Indexed ||
      !related(G.Lock, G.SameObject) || handed())
    return {};
  // What hardly anybody holds who reads it, is held for another reason.
  if (With * 2 < G.AllWrites + G.AllReads)
    return {};
  // Where all reads are under the lock, it is meant for the only write, too;
  // who takes it before it wakes the others makes up for that.
  if (!G.Writes &&
      (G.Reads < G.AllReads || !G.SameObject || S.takes(A.Function, G.Lock)))
    return {};
  // Who looks before it waits may miss it.
  bool Waited = any_of(S.accessesOf(A.Key), [&](unsigned I) {
    const AccessFact &O = S.accesses()[I];
    return !O.writes() && S.waits(O.Function) && S.holds(O, G.Lock);
  });
  if (Waited)
    return give(Kind::LostWake, Confidence::Medium, nullptr, G.Lock);
  if (!G.Writes)
    return {};
  // A single step that readers see before or after: a flag.
  if (A.Constant && !A.Object && G.Writes < 2)
    return {};
  return give(Kind::BlindWrite, Confidence::Medium, nullptr, G.Lock);
}

/// Some callers hold a lock around the helper, one does not.
Verdict Judgement::judgeCaller() {
  if (!A.here() || !A.Held.empty() || !Entry.empty())
    return {};
  SmallVector<unsigned, 8> Calls;
  copy_if(S.callsTo(A.Function), std::back_inserter(Calls),
          [&](unsigned I) { return S.call(I).mayMake(A); });
  if (Calls.size() < 2)
    return {};
  std::map<NameId, unsigned> With;
  for (unsigned I : Calls) {
    const CallFact &C = S.call(I);
    SmallVector<NameId, 4> Keys;
    // The lock of another object of the kind is for that object; one that is
    // shared keeps no other writer out.
    for (ArrayRef<LockFact> Held :
         {ArrayRef<LockFact>(C.Held), S.entryLocks(C.Caller)})
      for (const LockFact &L : Held)
        if (L.Mode != LockMode::Shared && !is_contained(Keys, L.Key) &&
            !(L.Foreign && related(L.Key, /*SameObject=*/false)))
          Keys.push_back(L.Key);
    for (NameId K : Keys)
      ++With[K];
  }
  for (auto &[Lock, Count] : With)
    if (S.onMainLoop(Lock))
      Count = count_if(Calls, [&, Key = Lock](unsigned I) {
        const CallFact &C = S.call(I);
        return !S.onThread(C.Caller) ||
               !is_contained(S.callersWithout(A.Function, Key), &C);
      });
  for (auto [Lock, Count] : With) {
    if (Lock == S.someLock() || S.guardsNothing(Lock) ||
        Count * 2 < Calls.size() || !related(Lock, /*SameObject=*/false))
      continue;
    for (const CallFact *C : S.callersWithout(A.Function, Lock)) {
      if (!C->Known || !C->mayMake(A) ||
          S.heldUnlessByPointer(C->Caller, Lock) || S.isMakingCall(*C, A.Key) ||
          S.handsOver(C->Caller, Lock) ||
          (S.onMainLoop(Lock) && !S.onThread(C->Caller)))
        continue;
      Verdict V =
          give(Kind::Caller, Count >= 2 ? Confidence::High : Confidence::Medium,
               nullptr, Lock);
      V.Call = C;
      return V;
    }
  }
  return {};
}

/// How many own an object is known only for the moment.
Verdict Judgement::judgeCount() {
  if (!S.startsThreads() && !G.Lock && !S.isOpen(A.Function))
    return {};
  for (const ReadFact &R : reverse(A.Reads)) {
    if (R.Kind != AccessKind::Count || !R.Control)
      continue;
    if (!A.writes())
      return A.Decides ? Verdict()
                       : give(Kind::Expired, Confidence::Medium, &R);
    if (!covered(R))
      return give(Kind::SoleOwner, Confidence::Medium, &R);
  }
  return {};
}

/// A signal handler writes the same memory.
Verdict Judgement::judgeSignal() {
  bool Depends = A.Kind == AccessKind::Update || uncovered(true);
  // Set back when the work is done, which a signal since has asked for anew.
  const ReadFact *Asked = A.Behind ? uncovered(false) : nullptr;
  LockFacts Held(A.Held);
  append_range(Held, Entry);
  // A member of some object need not be the one that the handler has.
  if (!(Depends || Asked) || A.Atomic || !A.Global || A.Locked ||
      any_of(Held, [&](auto &L) { return !S.isMask(L.Key); }))
    return {};
  // The handler itself is not interrupted by what it interrupts.
  if (S.onSignal(A.Function))
    return {};
  if (!A.Handlers && S.beforeHandlers(A.Function))
    return {};
  for (unsigned I : S.accessesOf(A.Key)) {
    const AccessFact &O = S.accesses()[I];
    if (O.Function == A.Function || !S.onSignal(O.Function) || !O.writes() ||
        S.isMasked(O.Function, Held))
      continue;
    Other = &O;
    return give(Kind::Signal, Depends ? Confidence::High : Confidence::Medium,
                Depends ? uncovered(true) : Asked);
  }
  return {};
}

Verdict Judgement::run() {
  if (S.isExempt(A.Holder) || S.unknownCallers(A.Function) ||
      S.confined(A.Function))
    return {};
  if (A.Init || (A.Kind == AccessKind::Write && S.isConstructor(A.Function)))
    if (Verdict V = judgeInit(); V.Is != Kind::None || A.Init)
      return V;
  // Before the first thread a handler may come all the same.
  if (S.isMaking(A))
    return A.writes() ? judgeSignal() : Verdict();
  if (Verdict V = judgeReference(); V.Is != Kind::None)
    return V;
  if (A.Atomic)
    return A.writes() ? judgeAtomic() : judgeReread();
  if (Verdict V = judgeCount(); V.Is != Kind::None)
    return V;
  if (!A.writes())
    return A.Element ? judgeElement() : judgeReread();
  using Step = Verdict (Judgement::*)();
  for (Step Try :
       {&Judgement::judgeMixed, &Judgement::judgeSections,
        &Judgement::judgeMode, &Judgement::judgeStripe, &Judgement::judgeApart,
        &Judgement::judgeCaller, &Judgement::judgeLockless,
        &Judgement::judgeSignal, &Judgement::judgeBlind})
    if (Verdict V = (this->*Try)(); V.Is != Kind::None)
      return V;
  return {};
}

Verdict judge(const Shared &S, const AccessFact &A) {
  return Judgement(S, A).run();
}

void checkMemory(const Shared &S, const Program &P, Sink Report) {
  std::vector<Verdict> Verdicts;
  for (const AccessFact &A : S.accesses()) {
    // What a callee does by itself is judged there.
    if (!A.here() && A.Reads.empty() && A.Pointers.empty())
      continue;
    Verdict V = judge(S, A);
    if (V.Is == Kind::None)
      continue;
    if (!A.here() && !V.Read)
      continue;
    Verdicts.push_back(V);
  }
  demoteCrowds(S, Verdicts);
  for (const Verdict &V : Verdicts)
    Report(word(S, P, V));
}

} // namespace tocsin::rmw
