//===- Wording.cpp - How the rmw checks say what they found ---------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One sentence for what happens, notes for the read, the evidence and the way
// out. What the bug is and why it is believed are two different sentences.
//
//===----------------------------------------------------------------------===//

#include "checks/rmw/Rmw.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::link;
using tocsin::model::lastName;

namespace tocsin::rmw {

namespace {
struct Text {
  const char *Check, *Pattern;
  const char *Message; // %c cell, %w weak pointer, %l lock, %f called function
  const char *Advice;
};
} // namespace

/// One row a kind: the table is the specification of the wording.
static const Text &textOf(Kind K) {
  static const Text Table[] = {
      {"", "", "", ""},
      {"tocsin-lost-update", "no-lock",
       "'%c' is updated without '%l', which guards it elsewhere; another "
       "thread's update in between is lost",
       "hold '%l' over the read and the write"},
      {"tocsin-lost-update", "no-lock-at-all",
       "'%c' is updated by more than one thread with no lock; an update in "
       "between is lost",
       "hold one lock over the read and the write, or make it atomic and use "
       "one atomic operation"},
      {"tocsin-lost-update", "blind-write",
       "'%c' is written without '%l', which guards it elsewhere; an update "
       "under the lock may be overwritten",
       "hold '%l' while writing"},
      {"tocsin-lost-update", "split-section",
       "'%c' is written from a value that was read in an earlier critical "
       "section; what others wrote in between is lost",
       "keep '%l' from the read to the write, or read again under the lock"},
      {"tocsin-lost-update", "early-unlock",
       "'%c' is written after '%l' was given back, from what was read under "
       "it; what others wrote in between is lost",
       "move the unlock below this write"},
      {"tocsin-lost-update", "late-lock",
       "'%c' is written under '%l' from a value that was read before the lock "
       "was taken; what others wrote in between is lost",
       "take the lock before the read, or read again under it"},
      {"tocsin-lost-update", "wrong-lock",
       "'%c' is written under another lock than '%l', which guards it "
       "elsewhere; the two do not exclude each other",
       "hold '%l' here"},
      {"tocsin-lost-update", "shared-lock",
       "'%c' is written while '%l' is held in shared mode, which lets other "
       "threads in",
       "take the lock in exclusive mode"},
      {"tocsin-lost-update", "caller-without-lock",
       "'%f' changes '%c' and is called here without '%l', which its other "
       "callers hold",
       "take '%l' around this call"},
      {"tocsin-lost-update", "signal-handler",
       "'%c' is updated in more than one step, and a signal handler writes it, "
       "too; an update in between is lost",
       "block the signal around the update, or only set a flag of type "
       "'volatile sig_atomic_t' in the handler"},
      {"tocsin-split-atomic", "load-store",
       "atomic '%c' is loaded and stored in two steps; an update in between is "
       "lost",
       "use one operation: fetch_add, exchange, or a compare-exchange loop"},
      {"tocsin-split-atomic", "check-set",
       "atomic '%c' is tested and then set in two steps; two threads may both "
       "pass the test",
       "use exchange or compare_exchange_strong and act on its result"},
      {"tocsin-split-atomic", "update-reread",
       "atomic '%c' is read again after it was updated; the decision may be "
       "about another thread's update",
       "use the value that the update itself returns"},
      {"tocsin-split-atomic", "order-as-operand",
       "a memory order is passed where '%c' takes its operand",
       "pass the operand first, then the memory order"},
      {"tocsin-check-then-act", "composite",
       "'%c' is looked at by one call and changed by the next, each under its "
       "own lock; another thread may come in between",
       "do both inside one call that holds the lock"},
      {"tocsin-check-then-act", "container",
       "'%c' is changed because of what it held a moment ago, with no lock "
       "held over both",
       "hold one lock over the look and the change"},
      {"tocsin-check-then-act", "split-decision",
       "'%c' is changed because of what it was in an earlier critical section; "
       "another thread may have changed it in between",
       "keep '%l' from the look to the change, or look again under it"},
      {"tocsin-check-then-act", "expired",
       "%w was asked whether its object is alive, and is then taken to be; the "
       "last owner may let go in between",
       "lock once, and test the pointer that it gives"},
      {"tocsin-check-then-act", "sole-owner",
       "the object is changed because a count of its owners was one a moment "
       "ago; another owner may come in between",
       "hold one lock over the question and the change, the same under which "
       "copies are made"},
      {"tocsin-check-then-act", "lazy-init",
       "'%c' is set because it was found unset, with no lock held over both; "
       "two threads may both do it",
       "use std::call_once, a local static, or hold one lock over both"},
      {"tocsin-check-then-act", "double-checked",
       "'%c' is tested before the lock is taken and set under it, but it is a "
       "plain variable; a thread that passes the first test may see a half "
       "made object",
       "make it atomic (acquire at the first test, release at the store), or "
       "use std::call_once"},
      {"tocsin-lost-update", "mixed-access",
       "'%c' is updated in more than one step here, but by one atomic "
       "operation "
       "elsewhere, which may fall in between and be lost",
       "use an atomic operation here, too"},
      {"tocsin-lost-update", "lost-wake-up",
       "'%c' is written without '%l', under which others look at it before "
       "they "
       "wait; a waiter that has just looked sleeps on",
       "hold '%l' while writing, then notify"},
      {"tocsin-check-then-act", "late-reference",
       "a reference is taken through '%c' after the pointer to the object was "
       "copied; the last owner may let go in between",
       "take the reference under the lock that replaces the pointer, or use "
       "std::atomic<std::shared_ptr>"},
      {"tocsin-lost-update", "late-init",
       "'%c' gets its first value after a thread that uses it was started; "
       "what "
       "the thread did before is lost",
       "start the thread last: declare it below the members that it uses"},
      {"tocsin-lost-update", "other-objects-lock",
       "'%c' is written under '%l' of another object; its own is not held, and "
       "an update under that one may be lost",
       "hold '%l' of the object that is changed"},
      {"tocsin-check-then-act", "late-decision",
       "'%c' is written under '%l' because of what it was before the lock was "
       "taken; others may have acted on the same",
       "look again under '%l', or take it before the look"},
      {"tocsin-check-then-act", "compare-then-set",
       "'%c' is compared and then set, with no lock held over both; another "
       "thread may have set it in between",
       "hold one lock over both, or make it atomic and repeat a "
       "compare-exchange"},
      {"tocsin-lost-update", "one-of-many-locks",
       "'%c' is common to all, but is updated under one of many locks "
       "('%l'); threads that hold two of them do not exclude each other",
       "hold one lock that is the same for all, or make it atomic"},
  };
  return Table[unsigned(K)];
}

/// "Pool::Lock" for a key, without the marks of the key.
static std::string spellLock(const Shared &S, const Program &P, NameId Key) {
  if (!Key)
    return "the lock";
  StringRef K = S.name(Key);
  if (K.consume_front("@")) {
    uint32_t G = 0;
    if (K.consumeInteger(10, G))
      return "the lock";
    auto [Unit, Id] = P.globalAt(G);
    const ir::Unit &U = P.unit(Unit);
    return (lastName(U.str(U.Globals[Id].Name)) + K).str();
  }
  if (K == "?" || K.starts_with("local ") || K.starts_with("capture ") ||
      K.starts_with("param "))
    return "the lock";
  auto [Record, Path] = K.split('.');
  std::string Stars;
  while (Record.consume_front("*"))
    Stars += "*";
  StringRef Class = Record.rsplit("::").second;
  if (Path.empty())
    return Stars + K.str();
  return Stars + (Class.empty() ? Record : Class).str() + "::" + Path.str();
}

static std::string fill(StringRef Pattern, StringRef Cell, StringRef Lock,
                        StringRef Callee) {
  std::string R;
  for (size_t I = 0; I < Pattern.size(); ++I) {
    if (Pattern[I] != '%' || I + 1 == Pattern.size()) {
      R += Pattern[I];
      continue;
    }
    switch (Pattern[++I]) {
    case 'c':
      R += Cell;
      break;
    case 'w':
      R += Cell == "the object" ? "a weak pointer" : ("'" + Cell + "'").str();
      break;
    case 'l':
      R += Lock;
      break;
    case 'f':
      R += Callee;
      break;
    }
  }
  // What has no name is not quoted.
  for (StringRef Nameless : {"the lock", "the object"}) {
    std::string Quoted = ("'" + Nameless + "'").str();
    for (size_t At; (At = R.find(Quoted)) != std::string::npos;)
      R.replace(At, Quoted.size(), Nameless);
  }
  return R;
}

/// Whether every single access is ordered, so that a race detector has nothing
/// to say.
static bool noDataRace(const Verdict &V) {
  switch (V.Is) {
  case Kind::SplitSection:
  case Kind::AtomicPair:
  case Kind::AtomicCheck:
  case Kind::AtomicReread:
  case Kind::Composite:
    return true;
  default:
    return false;
  }
}

static bool isWrite(const AccessFact &A) {
  return A.Kind == AccessKind::Write || A.Kind == AccessKind::Update ||
         A.Kind == AccessKind::Compare;
}

static void addGuard(Finding &F, const Shared &S, const Program &P,
                     const Verdict &V) {
  const Guard &G = S.guardOf(V.Act->Key);
  if (!G.Lock || V.Is == Kind::Composite || V.Is == Kind::Caller)
    return;
  unsigned With = G.Writes + G.Reads, All = G.AllWrites + G.AllReads;
  if (With < 1 || V.Act->Atomic)
    return;
  // One of them to look at: best a write by somebody else, which is what may
  // come in between.
  const AccessFact *Best = nullptr;
  auto Rank = [&](const AccessFact &O) {
    return (O.Spelled == V.Act->Spelled) + 2 * (O.Function != V.Act->Function) +
           4 * isWrite(O);
  };
  for (unsigned I : S.accessesOf(V.Act->Key)) {
    const AccessFact &O = S.accesses()[I];
    if (S.holds(O, G.Lock) && !(O.At == V.Act->At) && !S.isMaking(O) &&
        window::positionOf(P, O.At).Line && (!Best || Rank(O) > Rank(*Best)))
      Best = &O;
  }
  if (!Best)
    return;
  std::string Lock = "'" + spellLock(S, P, G.Lock) + "'";
  std::string Text = "'" + S.name(Best->Spelled).str() +
                     (isWrite(*Best) ? "' is written" : "' is read") +
                     " under " + Lock + " here";
  if (All > 1)
    Text += ", which is held in " + std::to_string(With) + " of " +
            std::to_string(All) + " places that access it";
  F.Notes.push_back(
      {window::positionOf(P, Best->At), Text, NoteKind::Evidence});
}

/// A name in quotes; what has none is described.
static std::string named(StringRef Name) {
  return Name.starts_with("(") ? "a lambda" : ("'" + Name + "'").str();
}

/// What the handler does, and how it gets there.
static std::string byHandler(const Shared &S, const Program &P,
                             const Verdict &V) {
  if (S.onSignal(V.Act->Function))
    return "interrupts this access";
  ThreadWay Way = S.handlerOf(V.Other->Function);
  if (Way.Chain.size() < 2)
    return "the handler writes it here";
  std::string Text =
      "the handler " + named(lastName(P.qualifiedName(Way.Entry->Body)));
  for (ProgFunc X : drop_begin(Way.Chain))
    Text += ", which calls " + named(lastName(P.qualifiedName(X)));
  return Text + ", writes it here";
}

static void addThreads(Finding &F, const Shared &S, const Program &P,
                       const Verdict &V) {
  if (V.Is != Kind::NoLockAtAll && V.Is != Kind::LazyInit &&
      V.Is != Kind::Greater && V.Is != Kind::ContainerAct &&
      V.Is != Kind::NoLock)
    return;
  ThreadWay Way = S.threadOf(V.Act->Function);
  if (!Way.Entry && V.Other)
    Way = S.threadOf(V.Other->Function);
  if (!Way.Entry)
    return;
  std::string Text =
      Way.Entry->Many ? "several threads run " : "another thread runs ";
  if (P.body(Way.Entry->Body).F->Flags & ir::FuncOpenMP)
    Text += "this region";
  else
    Text += named(lastName(P.qualifiedName(Way.Entry->Body)));
  for (ProgFunc X : drop_begin(Way.Chain))
    Text += ", which calls " + named(lastName(P.qualifiedName(X)));
  Position At = window::positionOf(P, Way.Entry->At);
  if (At.Line)
    F.Notes.push_back({At, Text, NoteKind::Evidence});
  if (V.Other)
    if (Position O = window::positionOf(P, V.Other->At); O.Line)
      F.Notes.push_back({O,
                         isWrite(*V.Other) ? "it is written here as well"
                                           : "it is read here as well",
                         NoteKind::Evidence});
}

Finding word(const Shared &S, const Program &P, const Verdict &V) {
  const Text &T = textOf(V.Is);
  const AccessFact &A = *V.Act;
  Finding F;
  F.Check = T.Check;
  F.Pattern = T.Pattern;
  F.Sure = V.Sure;
  F.Level = V.Sure == Confidence::Low ? Severity::Note : Severity::Warning;
  F.Act = window::positionOf(P, A.At);
  F.At = V.Call          ? window::positionOf(P, V.Call->At)
         : A.Via.empty() ? F.Act
                         : window::positionOf(P, A.Via.front().At);
  // Read once more, and then acted upon: there it goes wrong.
  if (V.Is == Kind::AtomicReread && A.Via.empty())
    if (Position Act = window::positionOf(P, A.Act); Act.Line) {
      F.Notes.push_back({F.Act, "read again here", NoteKind::Step});
      F.Act = F.At = Act;
    }
  std::string Cell = S.name(A.Spelled).str();
  std::string Lock = spellLock(S, P, V.Lock);
  F.Message =
      fill(T.Message, Cell, Lock, lastName(P.qualifiedName(A.Function)));
  F.Function = P.qualifiedName(V.Call ? V.Call->Caller : A.Function).str();
  F.FunctionUSR = P.usr(V.Call ? V.Call->Caller : A.Function).str();
  F.Object = S.name(A.Key).starts_with("@") ? Cell : S.name(A.Key).str();

  if (V.Read) {
    const ReadFact &R = *V.Read;
    SourceAt At = R.Via.empty() ? R.At : R.Via.front().At;
    StringRef What = V.Is == Kind::AtomicReread ? "updated here"
                     : R.Data                   ? "the value was read here"
                                                : "decided here";
    F.Notes.push_back(
        {window::positionOf(P, At), What.str(), NoteKind::Decision});
    if (!R.Via.empty())
      if (Position Inner = window::positionOf(P, R.At); Inner.Line)
        F.Notes.push_back({Inner, "by way of this read", NoteKind::Step});
  }
  if (V.Call || !A.Via.empty())
    F.Notes.push_back({F.Act, "the write happens here", NoteKind::Step});
  if (V.Is == Kind::Signal && V.Other)
    F.Notes.push_back({window::positionOf(P, V.Other->At), byHandler(S, P, V),
                       NoteKind::Evidence});
  if (V.Is == Kind::AtomicPair && V.Other)
    F.Notes.push_back({window::positionOf(P, V.Other->At),
                       "changed here without '" + Lock + "'",
                       NoteKind::Evidence});
  addGuard(F, S, P, V);
  addThreads(F, S, P, V);
  if (noDataRace(V))
    F.Notes.push_back({F.At,
                       "this is no data race, each access is ordered by "
                       "itself; ThreadSanitizer stays silent",
                       NoteKind::Evidence});
  F.Notes.push_back({F.At, fill(T.Advice, Cell, Lock, ""), NoteKind::Advice});
  return F;
}

} // namespace tocsin::rmw
