//===- SharedCollect.cpp - Facts about memory from one function -----------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What one function does to memory, put in terms that all functions share.
//
//===----------------------------------------------------------------------===//

#include "Link/AccessCases.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::link {

/// Facts of one function; what lies beyond is not kept.
static constexpr size_t MaxFacts = 2048;

LockFacts Shared::locksOf(FunctionFlow &W, LockSetId L, TermId CellBase,
                          bool Part) {
  LockFacts R;
  for (const HeldLock &H : W.lockSets()[L]) {
    CellName Name = nameOf(W, H.Lock, false);
    LockFact F;
    bool Named =
        Name.Key && !P.names()[Name.Key].ltrim('*').starts_with("param ");
    F.Key = Named ? Name.Key : P.names().intern("?");
    if (W.terms().kind(H.Lock) == TermKind::Str &&
        flow::isSignalMask(P.names()[W.terms()[H.Lock].A]))
      F.Key = W.terms()[H.Lock].A;
    if (Named)
      LockKeys.insert(Name.Key);
    F.Mode = H.Mode;
    F.SameObject = CellBase && Name.Base == CellBase && (!Part || Name.Part);
    F.Apart = areApart(W.terms(), Name.Base, CellBase);
    F.Chosen = isStripe(W, H.Lock, CellBase);
    F.Within = CellBase && leadsTo(W.terms(), H.Lock, CellBase);
    auto Known = find(R, F);
    if (Known == R.end()) {
      R.push_back(F);
    } else {
      Known->SameObject |= F.SameObject;
      Known->Apart &= F.Apart;
      Known->Chosen &= F.Chosen;
    }
  }
  return R;
}

/// The operand of a call that a row places; 0 if there is none.
static TermId operandOf(FunctionFlow &W, const CallSite &C, const Row &R,
                        Slot S) {
  bool Method = W.function().Instrs[C.Site].Flags & FlagReceiver;
  const Position *P = R.arg(S);
  size_t I = P && P->Where != Position::Kind::This ? P->Index + 2 * Method : 0;
  return P && I < C.Args.size() ? C.Args[I] : 0;
}

static BlockId blockOf(const Function &F, ValueId Site) {
  return BlockId(
      find_if(F.Blocks,
              [&](const Block &B) { return B.Begin <= Site && Site < B.End; }) -
      F.Blocks.begin());
}

void Shared::findTakenOver(FunctionFlow &W) {
  FromCaller.clear();
  auto Held = [&](LockSetId L, TermId Lock) {
    return any_of(W.lockSets()[L], [&](auto &H) { return H.Lock == Lock; });
  };
  auto Takes = [&](const CallSite &C, TermId Lock) {
    return C.Callee != ~0u && any_of(P.rows(C.Callee), [&](const Row *R) {
             return R->Is == Role::LockAcquire &&
                    operandOf(W, C, *R, Slot::Lock) == Lock;
           });
  };
  for (const CallSite &C : W.calls()) {
    if (C.Callee == ~0u)
      continue;
    for (const Row *R : P.rows(C.Callee)) {
      TermId Lock =
          R->Is == Role::LockRelease ? operandOf(W, C, *R, Slot::Lock) : 0;
      BlockId B = blockOf(W.function(), C.Site);
      if (Lock && B < W.function().Blocks.size() &&
          none_of(
              W.calls(),
              [&](auto &O) { return Held(O.Held, Lock) || Takes(O, Lock); }) &&
          none_of(
              W.accesses(),
              [&](auto &A) { return A.Happens && Held(A.Held, Lock); }))
        FromCaller.push_back({Lock, B, C.Site});
    }
  }
}

/// Up to where it gives them back.
void Shared::addTakenOver(FunctionFlow &W, const Access &A, TermId Base,
                          AccessFact &F) {
  for (const TakenOver &X : FromCaller) {
    bool Before = A.Block == X.Block ? A.Site < X.Site
                                     : W.graph().reaches(A.Block, X.Block) &&
                                           !W.graph().reaches(X.Block, A.Block);
    CellName Name = nameOf(W, X.Lock, false);
    if (!Name.Key)
      continue;
    if (!Before) {
      if (A.Block == X.Block || W.graph().dominates(X.Block, A.Block))
        F.GivenBack.push_back(Name.Key);
      continue;
    }
    // Where only one of the ways gives it back, it need not be held.
    SmallVector<BlockId, 4> Ends;
    for (const TakenOver &O : FromCaller)
      if (O.Lock == X.Lock)
        Ends.push_back(O.Block);
    if (A.Block != X.Block &&
        getsPast(W.function(), A.Block, W.function().Blocks.size() - 1, Ends))
      continue;
    F.Held.push_back({Name.Key, LockMode::Exclusive, Name.Base == Base});
    for (ReadFact &R : F.Reads)
      R.Covered = true;
  }
}

/// What a read of the write's place knows of it.
ReadFact Shared::readFact(FunctionFlow &W, const Access &Read, LockSetId Kept,
                          LockSetId Held, TermId Base) {
  ReadFact X;
  X.Kind = Read.Kind;
  X.Atomic = Read.Atomic;
  X.Object = Read.Object;
  X.Volatile = Read.Volatile;
  X.Relaxed = Read.Relaxed;
  X.Step = W.countsByOne(Read);
  X.Sized = Read.Sized;
  X.Locked = Read.Locked;
  X.Claims = Read.Kind == AccessKind::Compare ||
             (Read.Kind == AccessKind::Update && Read.Plain);
  X.At = Read.At;
  X.Via = Read.Via;
  X.Callee = Read.Callee;
  X.Held = locksOf(W, Read.Held, Base);
  X.Kept = locksOf(W, Kept, Base);
  LockSetId Common = W.lockSets().common(Kept, Held);
  X.Covered = any_of(W.lockSets()[Common], [](const HeldLock &H) {
    return H.Mode != LockMode::Shared;
  });
  X.SharedOnly = Common && !X.Covered;
  return X;
}

/// What was done or asked before a read.
void Shared::collectBefore(FunctionFlow &W, AccessId Id, AccessFact &F) {
  const Access &A = W.access(Id);
  TaintId Control = W.controlTaint(A.Block);
  for (auto [R, Kept] : A.Same) {
    const Access &Before = W.access(R);
    bool Asked = A.Checks || A.Element;
    if (Asked && !W.taints().contains(Control, R))
      continue;
    if (Asked && isKeptThisTurn(W, R, A))
      Kept = W.lockSets().common(Before.Held, A.Held);
    ReadFact X = readFact(W, Before, Kept, A.Held, 0);
    X.Control = Asked;
    X.Data = !Asked && Before.Discarded;
    if (!Asked) {
      X.Covered = W.lockSets().common(Kept, A.Held) != 0;
      X.Looped = looksAnew(W, Before, A);
    }
    F.Reads.push_back(std::move(X));
  }
}

/// Whether what was read goes to others: to the caller, or to other memory.
bool Shared::handsOut(FunctionFlow &W, AccessId Read, AccessId Act) {
  return W.taints().contains(W.returnTaint(), Read) ||
         any_of(enumerate(W.accesses()), [&](auto X) {
           const Access &O = X.value();
           return X.index() != Act && O.Happens && O.writes() &&
                  O.Cell != W.access(Act).Cell &&
                  W.taints().contains(O.Data, Read);
         });
}

/// `1 << n`, or all bits but that one, where `n` is a variable.
static bool isChosenBit(const TermTable &T, TermId X) {
  if (X && T.kind(X) == TermKind::BitNot)
    X = T.op(X, 0);
  return X && T.kind(X) == TermKind::Bin && BinOp(T[X].A) == BinOp::Shl &&
         T.constant(T.op(X, 0)) && !T.constant(T.op(X, 1));
}

/// Part of an element that a variable tells from the others.
static bool isElement(const TermTable &T, TermId Cell) {
  for (; T.kind(Cell) == TermKind::FieldAddr; Cell = T.op(Cell, 0))
    ;
  return T.kind(Cell) == TermKind::ElemAddr && T[Cell].NumOps > 1 &&
         !T.constant(T.op(Cell, 1));
}

/// The reads that a write rests on.
void Shared::collectReads(FunctionFlow &W, AccessId Id, TermId Base,
                          AccessFact &F) {
  const Access &A = W.access(Id);
  // What an assertion looks at decides nothing.
  TaintId Control = W.controlTaint(A.Block, /*Soft=*/true);
  for (auto [R, Kept] : A.Same) {
    const Access &Read = W.access(R);
    bool Data = W.taints().contains(A.Data, R);
    bool Decides =
        (W.taints().contains(Control, R) && !decidesNextTurn(W, A, R)) ||
        W.taints().contains(A.Control, R);
    // `if (n != last) last = n;` has stored `n` either way.
    if (Decides && !Data && A.Value && A.Kind == AccessKind::Write &&
        savesStore(W, A, R, Id))
      Decides = false;
    bool Sibling = Read.Cell != A.Cell && !Read.Object && !A.Object &&
                   Read.Kind != AccessKind::Count && !A.Through;
    // A copy of the container says what to take out of it, or to put there:
    // only an assignment writes the copy back.
    if (A.Object && !Read.Object && Read.Kind == AccessKind::Read &&
        !P.names()[A.Callee].ends_with("::operator="))
      continue;
    // What is put beside the others overwrites none of them.
    if (Data && F.Puts && A.Object) {
      Data = false;
      Decides = false;
    }
    // What is added to the current value loses nothing of it.
    // But for a bit that was found free: whoever found it too takes it as well.
    if (Data && A.Kind == AccessKind::Update && !A.Plain) {
      Data = false;
      Decides = !A.Via.empty() ||
                (A.Atomic && A.Discarded && isChosenBit(W.terms(), A.Value));
    }
    if (Read.Kind == AccessKind::Count && Decides && W.othersOwn(A.Block, R))
      continue;
    bool FindsItself = A.Via.size() && looksUpItself(W, A);
    Data &= !(FindsItself && A.Object);
    Decides &= !(FindsItself && !A.Object);
    // Copied unless nobody else had it, then changed.
    if (Read.Kind == AccessKind::Count && !Decides)
      Decides =
          W.choosesBy(A.Cell, R) || (A.Through && W.choosesBy(A.Through, R));
    bool Found = Read.Cell == A.Cell && Read.Kind == AccessKind::Read &&
                 isElement(W.terms(), A.Cell);
    bool Chosen =
        (Sibling || Found) && (W.choosesBy(A.Cell, R) ||
                               (Sibling && W.taints().contains(A.Address, R)));
    // Taken out, and set back for the next to begin with.
    bool Taken = !Data && Read.Kind == AccessKind::Read &&
                 Read.Cell == A.Cell && !A.Object && A.Constant &&
                 A.Kind == AccessKind::Write && handsOut(W, R, Id);
    bool Waits = !Data && !Decides && waitsOnce(W, R, A);
    if (!Data && !Decides && !Chosen && !Taken && !Waits)
      continue;
    if (areExclusive(W, Read.Block, A.Block) || areOfOtherTurns(W, Read, A))
      continue;
    // The number that its own step has just given decides on another try.
    bool Own =
        A.Kind == AccessKind::Update && !A.Plain && !A.Object &&
        (A.Block == Read.Block ? A.Site < Read.Site
                               : W.graph().dominates(A.Block, Read.Block));
    if (Own && !Data && Read.Cell == A.Cell)
      continue;
    if (!Data && !Taken && isKeptThisTurn(W, R, A))
      Kept = W.lockSets().common(Read.Held, A.Held);
    ReadFact X = readFact(W, Read, Kept, A.Held, Base);
    X.Data = (Data || Taken) && !Sibling;
    X.Taken = Taken;
    X.Control = Decides || Chosen || Waits;
    X.Early = A.Started && !Read.Started;
    X.One = Read.Atomic && Decides && W.asksForOne(A.Block, R);
    X.Sibling = Sibling;
    X.Chosen = Chosen;
    X.Looped = W.graph().reaches(A.Block, Read.Block);
    X.Spent = isSpent(W, R, Id) || (!X.Covered && isRenewed(W, R, Id)) ||
              (Read.Kind == AccessKind::Update && !Read.Atomic &&
               !Read.Object && (Read.Held || Read.Locked));
    AccessId This = R;
    // That an index lies inside does not say what is there.
    X.Compared = any_of(A.Same, [&](auto &O) {
      return O.first != This && W.taints().contains(Control, O.first) &&
             (Read.Sized || !W.access(O.first).Sized) &&
             W.lockSets().common(O.second, A.Held) &&
             W.comparedBefore(A.Block, This, O.first);
    });
    X.Compared |= !X.Covered && W.versionChecked(A.Block, A.Held);
    X.Spent |= !X.Covered && !A.Atomic && W.hasTurn(Read, A);
    F.Reads.push_back(std::move(X));
  }
  // The pointer is set anew in each turn, before the object is used.
  bool Set = any_of(A.Pointers, [&](auto &X) {
    BlockId B = W.access(X.first).Block;
    return B != ir::None && W.graph().dominates(B, A.Block);
  });
  for (auto [R, Kept] : A.Pointers) {
    const Access &Read = W.access(R);
    if (!Read.Atomic && !Read.Held && !Read.Locked)
      continue;
    if (Set && isKeptThisTurn(W, R, A, /*Pointer=*/true))
      Kept = W.lockSets().common(Read.Held, A.Held);
    ReadFact X = readFact(W, Read, Kept, A.Held, Base);
    X.Key = nameOf(W, Read).Key;
    // Taken out of where others find it, it is the taker's own.
    if (X.Key && !X.Covered && !isSpent(W, R, Id))
      F.Pointers.push_back(std::move(X));
  }
}

namespace {
/// Cells that are changed in one step somewhere in the function.
struct UpdatedCells : PolicyRoom {
  std::optional<DenseSet<TermId>> Known;

  const DenseSet<TermId> &of(FunctionFlow &W) {
    if (Known)
      return *Known;
    Known.emplace();
    for (const Access &X : W.accesses())
      if (X.Happens && X.Atomic && X.Kind == AccessKind::Update)
        Known->insert(X.Cell);
    return *Known;
  }
};
} // namespace

void Shared::collectAccess(FunctionFlow &W, AccessId Id) {
  const Access &A = W.access(Id);
  bool Asks = A.Checks && A.Kind == AccessKind::Read && !A.Same.empty();
  // The first value of a member, while a thread runs already.
  bool Late = A.Init && A.Started && W.function().Flags & FuncCtor;
  if (!A.Happens || A.Kind == AccessKind::Given || (A.Own && !Asks) ||
      (A.Init && !Late))
    return;
  // What a callee does by itself is told there; here only what it rests on.
  bool Here = A.Via.empty() || (A.Bare && !A.Locked);
  bool Sets = A.Atomic && A.writes();
  if (!Here && !Sets && A.Same.empty() && A.Pointers.empty())
    return;
  if (Here && buildsUp(W, A))
    return;
  CellName Name = nameOf(W, A);
  bool Asked = A.Checks && !A.Same.empty();
  if (Asked && P.names()[Name.Key].starts_with("param "))
    Name.Key = 0;
  bool Pointee = !Name.Key && Asked;
  if (Pointee) {
    // A pointer of the function's own to what others own.
    Name.Key = P.names().intern("own");
    Name.Spelled = P.names().intern("the object");
  }
  if (!Name.Key)
    return;
  TermTable &T = W.terms();
  if (anyElement(W, A.Cell, [&](TermId X) {
        return T[X].NumOps > 1 && T.op(X, 1) && isOfOneThread(W, T.op(X, 1));
      }))
    return;
  AccessFact F;
  F.Function = W.self();
  F.Holder = A.Via.empty() ? W.self() : A.Function;
  F.Bare = Here && !A.Via.empty();
  F.Key = Name.Key;
  F.Spelled = Name.Spelled;
  F.Kind = A.Kind;
  F.Atomic = A.Atomic;
  F.Volatile = A.Volatile;
  F.BitField = A.BitField;
  F.Object = A.Object;
  F.Checks = A.Checks;
  F.Plain = A.Plain;
  F.Misplaced = A.Misplaced;
  F.Relaxed = A.Relaxed;
  F.Shows = A.Release;
  noteEnds(W, A, F);
  F.Rechecked = A.Rechecked;
  F.Relooked = A.Relooked;
  F.Discarded = A.Discarded;
  F.Locked = A.Locked;
  F.Element = A.Element;
  F.Init = A.Init;
  F.Constant = A.Constant;
  if (const Function &Own = W.function();
      A.Via.empty() && !A.Constant && A.Site < Own.Instrs.size() &&
      Own.Instrs[A.Site].Kind == Op::Store) {
    TypeKind K = W.unit().Types[Own.Places[Own.Instrs[A.Site].Aux].Type].Kind;
    F.Number = K == TypeKind::Int || K == TypeKind::Float;
  }
  F.Global = Name.Global;
  F.Local = Name.Local;
  F.Indexed = Name.Inside ||
              anyElement(W, A.Cell, [&](TermId X) { return mayBeOwn(W, X); });
  F.OfThis = T.kind(Name.Base) == TermKind::This;
  if (T.kind(Name.Base) == TermKind::Param && !Pointee)
    F.Param = T[Name.Base].A;
  F.Shares = !A.Atomic && W.room<UpdatedCells>().of(W).contains(A.Cell);
  if (const Function &Own = W.function(); A.Via.empty() &&
                                          A.Site < Own.Instrs.size() &&
                                          Own.Instrs[A.Site].Kind == Op::Rmw) {
    BinOp Op = BinOp(Own.Instrs[A.Site].Sub);
    F.Bits = !A.Atomic && (Op == BinOp::Or || Op == BinOp::And);
  }
  F.Falls = A.Falls;
  F.Step = W.countsByOne(A);
  if (A.Value && T.constant(A.Value))
    F.Leap = A.Atomic && A.Kind == AccessKind::Update && !F.Step;
  if (A.Value && T.kind(A.Value) == TermKind::BitNot)
    F.Leap = A.Atomic && A.Kind == AccessKind::Update;
  F.Made = W.isMade(Name.Base);
  F.To = wayTo(W, Name.Base);
  F.Started = A.Started;
  F.Joined = A.Joined;
  F.Handlers = A.Handlers;
  F.At = A.At;
  F.Via = A.Via;
  F.Callee = A.Callee;
  F.Held = locksOf(W, A.Held, Name.Base, Name.Part);
  // An index is no way to an object.
  if (A.Held && A.writes() && T.kind(A.Cell) != TermKind::ElemAddr)
    for (AccessId R : W.taints()[A.Address])
      if (W.lockSets().common(W.access(R).Held, A.Held))
        if (NameId By = nameOf(W, W.access(R)).Key;
            By && !is_contained(F.FoundBy, By))
          F.FoundBy.push_back(By);
  if (A.Via.empty() && A.writes())
    F.Needs = needsOf(W, A.Block);
  F.Alone = F.Constant && A.writes() && W.isAlone(Id);
  if (Sets)
    noteSurroundings(W, Id, F);
  noteClaim(W, Id, F);
  F.Behind = comesBehind(W, Id);
  F.Greater = A.Kind == AccessKind::Write && !A.Object && decidesByOrder(W, A);
  if (A.Kind == AccessKind::Read)
    collectBefore(W, Id, F);
  if (A.writes())
    collectReads(W, Id, Name.Base, F);
  addTakenOver(W, A, Name.Base, F);
  if (!Here && !Sets && F.Reads.empty() && F.Pointers.empty())
    return;
  if (A.Kind == AccessKind::Update)
    F.Decides = W.readDecides(Id);
  if (!F.Reads.empty() && !A.writes())
    F.Decides = W.readDecides(Id, /*Tested=*/A.Checks) ||
                (!A.Checks && any_of(W.accesses(), [&](const Access &X) {
                  return X.Happens && X.writes() &&
                         (Here || X.Site != A.Site) &&
                         (W.taints().contains(X.Data, Id) ||
                          W.taints().contains(X.Control, Id));
                }));
  // What comes of it is refused if it is out of date.
  if (F.Decides && A.Kind == AccessKind::Read)
    F.Decides = none_of(W.accesses(), [&](const Access &X) {
      return X.Happens && X.Kind == AccessKind::Compare && X.Cell == A.Cell &&
             (W.taints().contains(X.Data, Id) ||
              W.taints().contains(X.Expected, Id));
    });
  if (F.Decides && A.Kind == AccessKind::Read && A.Via.empty())
    F.Act = actAfter(W, Id);
  Accesses.push_back(std::move(F));
}

void Shared::collectCalls(FunctionFlow &W) {
  // Addresses that go to a call which no row about locks describes.
  for (const CallSite &C : W.calls()) {
    if (C.Callee == ~0u || any_of(P.rows(C.Callee), [](const Row *R) {
          return R->Is >= Role::LockAcquire && R->Is <= Role::LockSwap;
        }))
      continue;
    if (P.isDefined(C.Callee) && !P.rows(C.Callee).empty())
      continue;
    const Instr &X = W.function().Instrs[C.Site];
    uint32_t Index = ~0u;
    for (TermId A : C.Args) {
      ++Index;
      if (X.Flags & FlagReceiver ||
          (P.isDefined(C.Callee) && !HandsOn.count({C.Callee, Index})))
        continue;
      if (A && W.terms().kind(A) == TermKind::Param)
        HandsOn.insert({W.self(), W.terms()[A].A});
      else if (A && (W.terms().kind(A) == TermKind::FieldAddr ||
                     W.terms().kind(A) == TermKind::GlobalAddr))
        if (CellName Name = nameOf(W, A, false); Name.Key)
          HandedOver.insert({W.self(), Name.Key});
    }
  }
  for (const CallSite &C : W.calls()) {
    if (C.Callee == ~0u)
      continue;
    SmallVector<ProgFunc, 4> Callees;
    if (P.isDefined(C.Callee))
      Callees.push_back(C.Callee);
    const Instr &X = W.function().Instrs[C.Site];
    if (CallKind(X.Sub) == CallKind::Virtual)
      for (ProgFunc O : P.overriders(C.Callee))
        if (O != C.Callee)
          Callees.push_back(O);
    if (Callees.empty())
      continue;
    CallFact F;
    F.Caller = W.self();
    F.At = {W.unitIndex(), X.At};
    F.Held = locksOf(W, C.Held, 0);
    markForeign(W, C, F.Held);
    F.OwnArgs = C.OwnArgs;
    ArrayRef<TermId> Args = C.Args;
    if (X.Flags & FlagReceiver && !Args.empty()) {
      F.ReceiverWay = wayTo(W, Args[0]);
      F.Borrowed = isBorrowed(W, Args[0]);
      Args = Args.drop_front(2); // the receiver and what it holds
    } else if (!Args.empty()) {
      F.Borrowed = isBorrowed(W, Args[0]);
    }
    for (TermId A : Args) {
      F.Ways.push_back(wayTo(W, A));
      F.Constants.push_back(A ? W.terms().constant(A) : std::nullopt);
    }
    F.InLoop = W.graph().inLoop(C.Block);
    F.Started = C.Started;
    F.Joined = C.Joined;
    F.Handlers = C.Handlers;
    for (ProgFunc To : Callees) {
      F.Callee = To;
      Calls.push_back(F);
    }
  }
}

/// The lock that keeps the handler away, if the signal is known.
NameId Shared::signalOf(FunctionFlow &W, const Spawn &X) {
  for (const CallSite &C : W.calls())
    if (TermId Of = C.Site == X.Site ? operandOf(W, C, *X.Row, Slot::Index) : 0)
      if (std::optional<int64_t> N = W.terms().constant(Of))
        return P.names().intern(flow::blockedSignal(*N));
  return 0;
}

/// What the function was handed to, where that runs one thing at a time.
NameId Shared::queueOf(FunctionFlow &W, const Spawn &X) {
  for (const CallSite &C : W.calls())
    if (TermId Of = C.Site == X.Site ? operandOf(W, C, *X.Row, Slot::Lock) : 0)
      return nameOf(W, Of, false).Key;
  return 0;
}

void Shared::collectSpawns(FunctionFlow &W) {
  for (const Spawn &X : W.spawns()) {
    if (!X.Row) {
      CallFact F;
      F.Caller = W.self();
      F.Callee = X.Body;
      F.At = X.At;
      F.Held = locksOf(W, X.Held, 0);
      Calls.push_back(F);
      InPlace.push_back({W.self(), X.Body});
      if (X.Once) {
        Once.resize(P.functionCount());
        Once.set(X.Body);
      }
      continue;
    }
    EntryFact E;
    E.Body = X.Body;
    E.Starter = W.self();
    E.Row = X.Row;
    E.At = X.At;
    E.Running = X.Running;
    E.Site = X.Site;
    // One that is waited for in each turn of a loop runs alone.
    E.Many = (X.InLoop && X.Running & (startBit(X.Body) | StartByCaller)) ||
             X.Row->Means & bit(Trait::Many);
    if (X.Row->Means & bit(Trait::Confined)) {
      E.Many = false;
      E.Queue = queueOf(W, X);
    }
    E.Shared = X.Shared;
    if (E.Row->Is == Role::SignalHandler)
      E.Signal = signalOf(W, X);
    Entries.push_back(E);
    const TermTable &T = W.terms();
    if (!(P.body(X.Body).F->Flags & FuncMethod))
      for (auto [I, V] : enumerate(X.Args))
        if (V && W.terms().isAddress(V)) {
          // Each thread may be given an element, or an object, of its own.
          CellName Name = nameOf(W, V, false);
          if (anyElement(W, V, [](TermId) { return true; }))
            Name.Key = 0;
          // `&pool[n % size]` comes round again.
          if (anyElement(W, V, [&](TermId E) {
                return T.op(E, 1) && !T.any(T.op(E, 1), [&](TermId Y) {
                  return T.kind(Y) == TermKind::Bin &&
                         (BinOp(T[Y].A) == BinOp::Rem ||
                          BinOp(T[Y].A) == BinOp::And);
                });
              }))
            GivenOwn.insert(X.Body);
          auto [It, New] =
              Given.try_emplace({X.Body, uint32_t(I)}, Name.Key, Name.Spelled);
          if (!New && It->second.first != Name.Key)
            It->second.first = 0;
        }
  }
  collectCaptures(W);
}

/// A semaphore that more or less than one may hold is no lock.
void Shared::noteCount(FunctionFlow &W, const CallSite &C, const Row &R) {
  TermId Lock = operandOf(W, C, R, Slot::Lock),
         Value = operandOf(W, C, R, Slot::Value);
  std::optional<int64_t> N = Value ? W.terms().constant(Value) : std::nullopt;
  if (!Lock || !N || *N == 1)
    return;
  if (NameId Key = nameOf(W, Lock, false).Key)
    Counting.insert(Key);
}

void Shared::collect(FunctionFlow &W) {
  if (!P.tracksMemory())
    return;
  findTakenOver(W);
  for (TermId C : W.markedCells())
    Marks.insert(nameOf(W, C, false).Key);
  for (TermId C : W.claimedCells())
    Claims.insert(nameOf(W, C, false).Key);
  for (TermId C : W.givenCells())
    GivenBack.insert(nameOf(W, C, false).Key);
  size_t Before = Accesses.size();
  for (AccessId A = 0; A < W.accesses().size(); ++A)
    if (Accesses.size() - Before < MaxFacts)
      collectAccess(W, A);
  collectCalls(W);
  collectSpawns(W);
  for (const CallSite &C : W.calls()) {
    if (C.Callee == ~0u)
      continue;
    if (C.Held && !P.isDefined(C.Callee) && P.rows(C.Callee).empty())
      for (TermId V : C.Args)
        if (V && W.terms().kind(V) == TermKind::Func)
          GivenLocked.insert(W.terms()[V].A);
    for (const Row *R : P.rows(C.Callee)) {
      if (R->Is == Role::LockCount) {
        noteCount(W, C, *R);
      } else if (R->Is == Role::LockRelease) {
        TermId Lock = operandOf(W, C, *R, Slot::Lock);
        if (Lock && P.qualifiedName(W.self()) == "main")
          MainGivesBack.insert(nameOf(W, Lock, false).Key);
        if (Lock && R->Means & bit(Trait::Idempotent))
          Elections.insert(nameOf(W, Lock, false).Key);
      } else if (R->Means & bit(Trait::Runs)) {
        CallFact F;
        F.Caller = W.self();
        F.At = {W.unitIndex(), W.function().Instrs[C.Site].At};
        F.Held = locksOf(W, C.Held, 0);
        F.Started = C.Started;
        F.Joined = C.Joined;
        Runners.push_back({std::move(F), C.Args.size() - 2});
      } else if (R->Is == Role::LockAcquire) {
        if (TermId Lock = operandOf(W, C, *R, Slot::Lock))
          Takes.insert({W.self(), nameOf(W, Lock, false).Key});
      } else if (R->Is == Role::LockWait) {
        Waiter.resize(P.functionCount());
        Waiter.set(W.self());
      } else if (R->Is == Role::ThreadJoin) {
        Joiner.resize(P.functionCount());
        Joiner.set(W.self());
      } else if (R->Is == Role::ThreadConfine) {
        Confined.resize(P.functionCount());
        Confined.set(W.self());
      }
    }
  }
}

} // namespace tocsin::link
