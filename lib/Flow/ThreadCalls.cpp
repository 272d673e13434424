//===- ThreadCalls.cpp - Calls that let functions run elsewhere -----------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which function a thread, a handler or a once runs, and which of what it gets
// others have, too.
//
//===----------------------------------------------------------------------===//

#include "Flow/CallTransfer.h"
#include "Flow/ThreadElement.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::model;

namespace tocsin::flow {

/// Bits of Spawn::Shared.
static constexpr unsigned FirstCapture = 32;
static constexpr uint64_t ReceiverRoot = uint64_t(1) << 63;
/// What pointers in the arguments lead to, where they themselves are not.
static constexpr uint64_t PointeeRoots = uint64_t(1) << 62;

const Row *startOfElement(const Model &M, StringRef Usr) {
  size_t At = Usr.find("#$@");
  if (At == StringRef::npos)
    return nullptr;
  std::string Name;
  StringRef Last;
  for (StringRef Rest = Usr.substr(At + 3).split('#').first; !Rest.empty();) {
    auto [Mark, More] = Rest.split('@');
    auto [Word, After] = More.split('@');
    if ((Mark != "N" && Mark != "S") || Word.empty())
      return nullptr;
    Name += (Name.empty() ? "" : "::") + Word.str();
    Last = Word;
    Rest = After;
  }
  for (const Row *R : M.named(Name + "::" + Last.str()))
    if (R->Is == Role::ThreadStart)
      return R;
  return nullptr;
}

/// A function put into a container of threads starts one.
void CallTransfer::emplaceThread(const Unit &CU, const Function &C) {
  if (!W.Track || Args.empty())
    return;
  const Row *R = startOfElement(W.P.models(), CU.str(C.Sym.USR));
  SmallVector<ProgFunc, 2> Bodies;
  if (R)
    bodiesStarted(Args[0], Bodies);
  if (!Bodies.empty())
    startThread(*R);
}

/// The functions that a value may be or hold: a function, a closure, what bind
/// made of one.
void CallTransfer::bodiesIn(TermId V, SmallVectorImpl<ProgFunc> &Into) {
  unsigned Budget = 32;
  SmallVector<TermId, 8> Work{V};
  SmallVector<TermId, 8> Seen;
  while (!Work.empty() && Budget--) {
    TermId X = Work.pop_back_val();
    if (!X || is_contained(Seen, X))
      continue;
    Seen.push_back(X);
    if (T.kind(X) == TermKind::Func) {
      if (!is_contained(Into, T[X].A))
        Into.push_back(T[X].A);
      continue;
    }
    auto C = W.Closures.find(X);
    if (C != W.Closures.end()) {
      if (!is_contained(Into, C->second.Body))
        Into.push_back(C->second.Body);
      continue;
    }
    if (T.isAddress(X) || T.kind(X) == TermKind::Text) {
      Work.push_back(contentOf(T, S, X));
      if (T[X].HasParts) // a struct with the function in a field
        for (auto &[A, V] : S.Memory)
          if (A != X && T.inside(A, X) && T.kind(V) == TermKind::Func)
            Work.push_back(V);
      continue;
    }
    if (T.kind(X) == TermKind::Opaque) {
      ArrayRef<TermId> O = W.Origins[X];
      Work.append(O.begin(), O.end());
    }
    if (T.kind(X) == TermKind::Select || T.kind(X) == TermKind::With)
      for (TermId O : T.ops(X))
        Work.push_back(O);
  }
}

/// Whether a value is another one each time the call runs: made in its loop.
bool CallTransfer::madeAnew(TermId X) {
  if (!W.G->inLoop(W.Current))
    return false;
  BlockId At = None;
  switch (T.kind(X)) {
  case TermKind::Phi:
    At = T[X].A;
    break;
  case TermKind::Ret:
    At = T[X].A < W.Events.size() ? W.Events[T[X].A].Block : None;
    break;
  case TermKind::Opaque:
    for (BlockId B : W.G->order())
      if (W.F.Blocks[B].Begin <= T[X].A && T[X].A < W.F.Blocks[B].End)
        At = B;
    break;
  default:
    return false;
  }
  return At == None || W.G->reaches(W.Current, At);
}

/// Whether the value leads to an object that every run of the call gets: it is
/// not an element, nor made anew each time.
bool CallTransfer::leadsToShared(TermId V) {
  if (!V)
    return false;
  TermId C = T.isAddress(V) ? contentOf(T, S, V) : V;
  for (TermId X : {V, C}) {
    TermKind K = T.kind(X);
    bool Pointer = K == TermKind::This || K == TermKind::Param ||
                   K == TermKind::Init || K == TermKind::FieldAddr ||
                   K == TermKind::GlobalAddr || K == TermKind::Captured ||
                   (K == TermKind::LocalAddr && X == V) ||
                   W.FreshTerms.count(X);
    if (Pointer && !T.any(X, [&](TermId Y) {
          return T.kind(Y) == TermKind::ElemAddr || madeAnew(Y);
        }))
      return true;
  }
  return false;
}

/// Captures of a closure through which it gets to what others have, too.
uint64_t CallTransfer::sharedCaptures(const ClosureValue &C) {
  uint64_t Roots = 0;
  ProgramView::Body B = W.P.body(C.Body);
  const Unit &BU = W.P.unit(B.Unit);
  for (unsigned I = 0; I < C.Captures.size() && I < 30; ++I) {
    if (I >= B.F->Captures.size() || !C.Captures[I])
      continue;
    const Capture &X = B.F->Captures[I];
    const Type &Of = BU.Types[X.Type];
    // An element, or what the loop makes anew, is one thread's own.
    bool Each = X.ByRef && T.any(C.Captures[I], [&](TermId Y) {
      return T.kind(Y) == TermKind::ElemAddr || madeAnew(Y);
    });
    bool Shares = (X.ByRef && !Each) || BU.str(X.Name) == "this";
    if (!Shares && !X.ByRef && Of.Kind == TypeKind::Record) {
      // A copy that owns what it points to takes it along.
      WordClasses Words = W.P.models().wordClasses(lastName(BU.str(Of.Name)));
      Shares = !(Words & bit(WordClass::Owning)) &&
               !T.any(C.Captures[I], [&](TermId Y) { return madeAnew(Y); });
    } else if (!Shares && !X.ByRef) {
      Shares = leadsToShared(C.Captures[I]);
    }
    if (Shares)
      Roots |= uint64_t(1) << (FirstCapture + I);
  }
  return Roots;
}

/// What the function gets and others have, too: see Spawn::Shared.
uint64_t CallTransfer::sharedRoots(TermId Callback, const Row *R,
                                   ArrayRef<TermId> Handed) {
  const uint64_t Given = ((uint64_t(1) << FirstCapture) - 1) | ReceiverRoot;
  uint64_t Roots = 0;
  // A pointer in an object of the run's own may lead to what others have.
  auto KeepsShared = [&](TermId A) {
    return A && T.isAddress(A) && any_of(S.Memory, [&](auto &X) {
             return X.first != A && T.inside(X.first, A) &&
                    leadsToShared(X.second);
           });
  };
  for (TermId A : Handed)
    if (leadsToShared(A))
      Roots |= Given;
    else if (KeepsShared(A))
      Roots |= PointeeRoots;
  if (TermId O = R && !contextAt(*R) ? objectAt(*R) : 0; O && leadsToShared(O))
    Roots |= Given;
  TermId V =
      Callback && T.isAddress(Callback) ? contentOf(T, S, Callback) : Callback;
  for (TermId X : {Callback, V})
    if (auto It = W.Closures.find(X); It != W.Closures.end())
      Roots |= sharedCaptures(It->second);
  return Roots;
}

/// What a pool is made with, and hands to each run behind that run's own.
TermId CallTransfer::contextAt(const Row &R) {
  const Position *At = R.arg(Slot::Object);
  return At && At->Where == Position::Kind::Arg && R.arg(Slot::Callback) &&
                 !R.arg(Slot::Argument)
             ? valueAt(*At)
             : 0;
}

void CallTransfer::spawn(TermId Callback, const Row *R, const ParamRun *By) {
  if (!W.Recording || !Callback)
    return;
  bool Again = W.G->inLoop(W.Current) || (By && By->Many);
  // What is not named as an argument, as the pool itself, is not handed over.
  const Position *At = R ? R->arg(Slot::Argument) : nullptr;
  size_t First = By                     ? By->Given
                 : At && At->Index >= 0 ? At->Index
                                        : Args.size();
  ArrayRef<TermId> Handed =
      ArrayRef(Args).drop_front(std::min<size_t>(First, Args.size()));
  if (By)
    Handed = Handed.take_front(1);
  uint64_t Roots = sharedRoots(Callback, R, Handed);
  if (By)
    Roots |= By->Shared;
  SmallVector<ProgFunc, 2> Bodies;
  if (R)
    bodiesStarted(Callback, Bodies);
  else
    bodiesIn(Callback, Bodies);
  SmallVector<TermId, 1> Given;
  for (TermId A : Handed.take_front(4))
    Given.push_back(R ? givenBy(A) : A);
  TermId Context = R && !By ? contextAt(*R) : 0;
  for (ProgFunc B : Bodies) {
    size_t Last = W.P.body(B).F->Params.size() - 1;
    bool Shares = Context && Last < FirstCapture && leadsToShared(Context);
    W.Spawns.push_back({B,
                        R,
                        Site,
                        {W.UnitIndex, X.At},
                        W.heldNow(),
                        Again,
                        false,
                        Roots | (Shares ? uint64_t(1) << Last : 0),
                        Given,
                        By ? ~uint64_t(0) : S.Started});
  }
  if (!R)
    return;
  // Whether a parameter that is handed on is shared, the caller knows.
  bool ByParam = !Handed.empty() && T.kind(Handed[0]) == TermKind::Param;
  uint64_t Other =
      ByParam ? sharedRoots(Callback, R, Handed.drop_front()) : Roots;
  auto Later = [&](TermId X) {
    if (T.kind(X) == TermKind::Param &&
        none_of(W.ParamRuns, [&](auto &P) { return P.Param == T[X].A; }))
      W.ParamRuns.push_back(
          {T[X].A, R, Again, Other, ByParam ? uint32_t(T[Handed[0]].A) : ~0u});
  };
  Later(Callback);
  if (!T.isAddress(Callback))
    return;
  Later(contentOf(T, S, Callback));
  // A struct with the function in a field.
  if (T[Callback].HasParts)
    for (auto &[A, V] : S.Memory)
      if (A != Callback && T.inside(A, Callback))
        Later(V);
}

void CallTransfer::startThread(const Row &R) {
  // Put off until the one who waits for it runs it himself.
  Event E;
  E.Row = &R;
  if (const Position *At = R.arg(Slot::Flags); At && !R.When.empty())
    E.Slots.push_back({Slot::Flags, valueAt(*At)});
  if (traitsOf(E, W, /*Must=*/true) & bit(Trait::Safe))
    return;
  Elsewhere = true;
  if (!W.Track)
    return;
  if (const Position *At = R.arg(Slot::Callback)) {
    TermId V = valueAt(*At);
    spawn(V, &R);
    W.publish(V);
    if (V && T.isAddress(V))
      W.publish(contentOf(T, S, V));
  }
  if (R.Is == Role::SignalHandler) {
    S.Handlers = true;
    return;
  }
  int From = 0;
  if (const Position *At = R.arg(Slot::Argument))
    From = At->Index;
  for (int I = From; I < int(Args.size()); ++I) {
    W.publish(Args[I]);
    if (Args[I] && T.isAddress(Args[I]))
      W.publish(contentOf(T, S, Args[I]));
  }
  if (TermId O = objectAt(R))
    W.publish(O);
  const Position *Body = R.arg(Slot::Callback);
  uint64_t Bits = Body ? startedBy(valueAt(*Body)) : StartByCaller;
  S.Started |= Bits;
  S.Direct |= Bits;
  S.Joined = false;
  if (W.Recording)
    W.StartBlocks.push_back(W.Current);
}

/// Threads are waited for; a loop does so one by one.
void FunctionFlow::joinThreads(uint64_t Which) {
  S.Started &= ~Which;
  S.Direct &= ~Which;
  S.Joined = !S.Started;
  if (!G->inLoop(Current))
    return;
  for (auto &[Block, Threads] : JoinBlocks)
    if (Block == Current) {
      Threads |= Which;
      return;
    }
  JoinBlocks.push_back({Current, Which});
}

/// What loops that lie behind have waited for.
uint64_t FunctionFlow::joinedBefore(BlockId B) const {
  uint64_t R = 0;
  for (auto [J, Threads] : JoinBlocks)
    for (BranchEdge E : G->loopExits()) {
      BlockId To = F.Blocks[E.Block].Succs[E.Edge].To;
      if (G->reaches(E.Block, J) && G->reaches(J, E.Block) &&
          !G->reaches(To, J) && G->dominates(To, B) &&
          none_of(StartBlocks, [&](BlockId X) {
            return G->dominates(To, X) && (X == B || G->reaches(X, B));
          })) {
        R |= Threads;
        break;
      }
    }
  return R;
}

std::pair<uint64_t, bool> FunctionFlow::runningAt(const State &At,
                                                  BlockId B) const {
  uint64_t Gone = joinedBefore(B);
  uint64_t Running = At.Started & ~Gone;
  return {Running, !Running && (At.Joined || Gone)};
}

/// The bits of the functions that a thread may run.
uint64_t CallTransfer::startedBy(TermId Callback) {
  SmallVector<ProgFunc, 2> Bodies;
  if (Callback)
    bodiesStarted(Callback, Bodies);
  uint64_t Bits = Bodies.empty() ? StartByCaller : 0;
  for (ProgFunc B : Bodies)
    Bits |= startBit(B);
  return Bits;
}

/// The body runs under the flag as under a lock.
void CallTransfer::runOnce(const Row &R) {
  const Position *Flag = R.arg(Slot::Lock), *At = R.arg(Slot::Callback);
  Elsewhere = true;
  if (!W.Track || !At)
    return;
  SmallVector<Protection, 2> Before = S.Held;
  if (TermId L = Flag ? lockAt(*Flag) : 0)
    W.takeLock({L, NoEvent, LockMode::Exclusive, false, false});
  runNowOnce(valueAt(*At), R);
  S.Held = std::move(Before);
}

void CallTransfer::runNowOnce(TermId Callback, const Row &R) {
  SmallVector<ProgFunc, 2> Bodies;
  if (W.Recording && Callback)
    bodiesIn(Callback, Bodies);
  for (ProgFunc B : Bodies)
    W.Spawns.push_back({B,
                        nullptr,
                        Site,
                        {W.UnitIndex, X.At},
                        W.heldNow(),
                        false,
                        true,
                        0,
                        {}});
  if (W.Recording && Callback && T.kind(Callback) == TermKind::Param &&
      none_of(W.ParamRuns, [&](auto &P) { return P.Param == T[Callback].A; }))
    W.ParamRuns.push_back({T[Callback].A, &R, false, 0});
}

} // namespace tocsin::flow
