//===- FunctionFlow.cpp - The forward analysis of one function ------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The solver and the effect of every instruction but calls (CallTransfer.cpp).
//
//===----------------------------------------------------------------------===//

#include "Flow/FunctionFlow.h"
#include "Flow/CallTransfer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallSet.h"

using namespace llvm;
using namespace tocsin::ir;

namespace tocsin::flow {

ProgramView::~ProgramView() = default;

/// Blocks are visited this often on average before the analysis gives up; a
/// reducible function needs two or three.
static constexpr uint64_t VisitsPerBlock = 32;
/// How often the end of an inner loop may be passed over for its next turn.
static constexpr unsigned MaxPassed = 3;
/// Instructions executed in all visits together.
static constexpr uint64_t MaxSteps = 4'000'000;

FunctionFlow::FunctionFlow(ProgramView &P, ProgFunc Self)
    : P(P), Self(Self), UnitIndex(P.body(Self).Unit), U(P.unit(UnitIndex)),
      F(*P.body(Self).F), T(P.takeTerms()),
      CaptureName(P.names().intern("(capture)")),
      RestName(P.names().intern("(rest)")) {}

FunctionFlow::~FunctionFlow() { P.returnTerms(std::move(T)); }

void FunctionFlow::findEnds() {
  Ends.resize(F.Blocks.size());
  for (BlockId B = 0; B < F.Blocks.size(); ++B)
    for (uint32_t I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I) {
      const Instr &X = F.Instrs[I];
      if (X.Kind == Op::Call && CallKind(X.Sub) == CallKind::Direct &&
          !P.returns(P.function(UnitIndex, X.Aux)))
        Ends.set(B);
    }
}

bool FunctionFlow::run() {
  size_t N = F.Blocks.size();
  findEnds();
  G = std::make_unique<Graph>(F, Ends);
  Alive = std::make_unique<Liveness>(F, *G);
  HasRun.resize(F.Instrs.size());
  In.resize(N);
  Out.resize(N);
  Values.assign(F.Instrs.size(), 0);
  Fixed.resize(F.Places.size());
  Track = P.tracksMemory();
  if (Track) {
    // About one for each instruction; to grow moves them all.
    Accesses.reserve(std::min<size_t>(F.Instrs.size(), 1024));
    ValueTaints.assign(F.Instrs.size(), 0);
    BranchTaints.assign(N, 0);
    for (const Instr &X : F.Instrs)
      if (X.Kind == Op::Closure)
        for (ValueId O : F.operands(X))
          if (F.Instrs[O].Kind == Op::AddrOf &&
              F.Places[F.Instrs[O].Aux].Base == BaseKind::Local) {
            CapturedLocals.resize(F.Locals.size());
            CapturedLocals.set(F.Places[F.Instrs[O].Aux].Index);
          }
  }
  Conditions.assign(N, 0);

  // What is in no loop is met once, when all before it has settled, and at once
  // written down; a loop gets one more turn for that.
  ArrayRef<BlockId> Order = G->order();
  auto Loops = G->loops();
  for (unsigned At = 0; At < Order.size();) {
    unsigned End = At + 1;
    if (!Loops.empty() && Loops.front().first == At) {
      End = Loops.front().second;
      Loops = Loops.drop_front();
      if (!settle(At, End))
        return false;
    }
    Recording = true;
    for (BlockId B : Order.slice(At, End - At)) {
      S = join(B);
      if (!S.Reached)
        continue;
      if (G->inLoop(B)) {
        runBlock(B);
        continue;
      }
      In[B] = S;
      runBlock(B);
      Out[B] = std::move(S);
    }
    At = End;
  }
  if (Track)
    addFlags();
  return true;
}

/// Visits the blocks [Begin, End) of the order, which form a loop, until their
/// states stay the same.
bool FunctionFlow::settle(unsigned Begin, unsigned End) {
  Recording = false;
  BitVector Pending(End);
  Pending.set(Begin, End);
  Stale.resize(F.Blocks.size());
  // What a turn leaves behind may change what enters the next, without end.
  std::vector<unsigned> Passed(F.Blocks.size());
  auto Tell = [&](BlockId B) {
    for (const Edge &E : F.Blocks[B].Succs)
      if (unsigned To = G->number(E.To); To >= Begin && To < End)
        Pending.set(To);
  };
  // Round by round: a loop whose blocks lead back to its head one after the
  // other would else be begun anew for each of them.
  auto After = [&](int B) {
    int Next = Pending.find_next(B);
    return Next >= 0 ? Next : Pending.find_first();
  };
  for (int Next = Begin;; Next = After(Next)) {
    if (Next < 0) {
      // What has come to the same end again is no news, but holds.
      if (Stale.none())
        break;
      for (BlockId X : Stale.set_bits())
        Tell(X);
      Stale.reset();
      Next = Begin;
      if (!Pending.test(Next))
        continue;
    }
    Pending.reset(Next);
    BlockId B = G->order()[Next];
    if (++Visits > VisitsPerBlock * G->order().size() + 64 || Steps > MaxSteps)
      return false;
    State New = join(B);
    if (!New.Reached || (In[B].Reached && New == In[B]))
      continue;
    In[B] = New;
    S = std::move(New);
    runBlock(B);
    bool Told = Out[B] == S && !Stale.test(B);
    Stale.reset(B);
    if (Told)
      continue;
    Out[B] = std::move(S);
    if (G->cut(B))
      continue;
    Tell(B);
    // Into an inner loop.
    for (const Edge &E : F.Blocks[B].Succs)
      if (unsigned To = G->number(E.To); To > unsigned(Next) && To < End)
        for (BlockId X : G->preds(E.To))
          if (G->number(X) >= To && Out[X].Reached && Passed[X]++ < MaxPassed)
            Stale.set(X);
  }
  return true;
}

/// Events of the caller that a callback is told of: the name that was found
/// and what was learned of it.
void FunctionFlow::enter(State &R) {
  uint32_t Site = F.Instrs.size();
  for (const model::Row *Row : P.callbackRows(Self)) {
    const model::Position *Name = Row->arg(model::Slot::Result),
                          *Facts = Row->arg(model::Slot::Out);
    if (model::speaksOfStores(Row->Is)) {
      enterStore(R, *Row, Site++);
      continue;
    }
    if (!Name || unsigned(Name->Index) >= F.Params.size())
      continue;
    EventId Id = eventAt(Site, 0);
    Event E;
    E.Row = Row;
    E.At = {UnitIndex, F.At};
    E.Function = Self;
    E.Site = Site++;
    E.Callee = P.names().intern(Row->Names.front());
    E.Slots.push_back(
        {model::Slot::Path, T.init(T.get(TermKind::Param, Name->Index))});
    Events[Id] = E;
    if (Facts && Facts->Where == model::Position::Kind::Callback &&
        unsigned(Facts->Index) < F.Params.size())
      R.set(T.get(TermKind::Param, Facts->Index),
            T.get(TermKind::Out, Id, unsigned(model::Slot::Out)));
    R.Live.write().push_back(Id);
    if (Recording)
      Happens[Id] = true;
  }
}

/// The completion function of an asynchronous read: its parameters are what
/// was read.
void FunctionFlow::enterStore(State &R, const model::Row &Row, uint32_t Site) {
  EventId Id = eventAt(Site, 0);
  Event E;
  E.Row = &Row;
  E.At = {UnitIndex, F.At};
  E.Function = Self;
  E.Site = Site;
  E.Callee = P.names().intern(Row.Names.front());
  Events[Id] = E;
  for (auto &[S, At] : Row.Args) {
    if (At.Where != model::Position::Kind::Callback || At.Index < 0 ||
        unsigned(At.Index) >= F.Params.size())
      continue;
    TermId Given = T.get(TermKind::Out, Id, unsigned(S));
    TypeKind K = U.Types[F.Params[At.Index].Type].Kind;
    if (K == TypeKind::Pointer || K == TypeKind::Reference)
      R.set(T.get(TermKind::Param, At.Index), Given);
    else
      R.set(T.get(TermKind::LocalAddr, F.Locals.size() + At.Index), Given);
  }
  R.Live.write().push_back(Id);
  if (Recording)
    Happens[Id] = true;
}

/// What stands at an address that a state has no entry for: a field may be part
/// of an object that was written as a whole.
static TermId readMissing(TermTable &T, const State &S, TermId Address) {
  return T.kind(Address) == TermKind::FieldAddr ? readMemory(T, S, Address)
                                                : T.init(Address);
}

/// Joins two sorted memories into `Into`. What was a Phi of this block on an
/// earlier visit stays one, so that visits settle.
void FunctionFlow::joinMemory(BlockId B, State &Into, const State &From) {
  if (Into.Memory.sharedWith(From.Memory) &&
      none_of(In[B].Memory, [&](const auto &E) {
        return T.kind(E.second) == TermKind::Phi && T[E.second].A == B &&
               T[E.second].B == E.first;
      }))
    return;
  // Most joins change nothing, or little: copied is from the first change on.
  std::vector<std::pair<TermId, TermId>> R;
  bool Changed = false;
  auto Begin = Into.Memory.begin(), I = Begin, E = Into.Memory.end();
  auto J = From.Memory.begin(), F = From.Memory.end();
  const auto &Old = In[B].Memory;
  auto O = Old.begin();
  for (size_t N = 0; (I != E || J != F) && N < State::MaxMemory; ++N) {
    auto At = I;
    TermId A, X, Y;
    if (J == F || (I != E && I->first < J->first)) {
      A = I->first;
      X = (I++)->second;
      Y = readMissing(T, From, A);
    } else if (I == E || J->first < I->first) {
      A = J->first;
      X = readMissing(T, Into, A);
      Y = (J++)->second;
    } else {
      A = I->first;
      X = (I++)->second;
      Y = (J++)->second;
    }
    while (O != Old.end() && O->first < A)
      ++O;
    auto Meets = [&](TermId V) {
      return T.kind(V) == TermKind::Phi && T[V].A == B && T[V].B == A;
    };
    bool Met = O != Old.end() && O->first == A && Meets(O->second);
    TermId V = X == Y && !Met ? X
               : Met          ? O->second
               : Meets(X)     ? X
                              : T.get(TermKind::Phi, B, A);
    if (!Changed && At != I && At->second == V)
      continue;
    if (!Changed) {
      Changed = true;
      R.reserve(std::max(Into.Memory.size(), From.Memory.size()));
      R.assign(Begin, At);
    }
    R.push_back({A, V});
  }
  if (!Changed && I != E) {
    Changed = true;
    R.assign(Begin, I);
  }
  if (Changed)
    Into.Memory = std::move(R);
}

/// Writes down which values meet in each Phi of the block.
void FunctionFlow::noteWays(BlockId B,
                            ArrayRef<std::pair<BlockId, const State *>> Preds,
                            const State &At) {
  // All memories are sorted: one walk over each.
  SmallVector<const std::pair<TermId, TermId> *, 4> Next;
  for (auto &[X, O] : Preds)
    Next.push_back(O->Memory.read().data());
  for (auto &[A, V] : At.Memory) {
    if (T.kind(V) != TermKind::Phi || T[V].A != B || T[V].B != A)
      continue;
    auto *Ways = PhiRoom.Allocate<PhiWay>(Preds.size());
    for (size_t I = 0; I < Preds.size(); ++I) {
      const State &O = *Preds[I].second;
      const auto *End = O.Memory.read().data() + O.Memory.size();
      while (Next[I] != End && Next[I]->first < A)
        ++Next[I];
      TermId Value =
          Next[I] != End && Next[I]->first == A ? Next[I]->second : 0;
      new (Ways + I)
          PhiWay{Preds[I].first, Value ? Value : readMissing(T, O, A)};
    }
    PhiWays[V] = ArrayRef(Ways, Preds.size());
  }
}

State FunctionFlow::join(BlockId B) {
  State R;
  if (B == 0) {
    R.Reached = true;
    uint32_t At = F.Locals.size();
    for (uint32_t I = 0; I < F.Params.size(); ++I)
      R.set(T.get(TermKind::LocalAddr, At++), T.get(TermKind::Param, I));
    for (uint32_t I = 0; I < F.Captures.size(); ++I)
      R.set(T.get(TermKind::LocalAddr, At++), T.get(TermKind::Captured, I));
    R.set(T.get(TermKind::LocalAddr, At), T.get(TermKind::This));
    enter(R);
    llvm::sort(R.Live.write());
    enterMemory(R);
    return R;
  }
  SmallVector<std::pair<BlockId, const State *>, 4> Preds;
  for (BlockId X : G->preds(B))
    if (Out[X].Reached)
      Preds.push_back({X, &Out[X]});
  if (Preds.empty())
    return R;
  auto IsStale = [&](BlockId X) { return X < Stale.size() && Stale.test(X); };
  auto First = find_if(Preds, [&](const auto &X) { return !IsStale(X.first); });
  if (First != Preds.end())
    std::rotate(Preds.begin(), First, First + 1);
  R = *Preds[0].second;
  refine(Preds[0].first, B, R);
  for (auto &[X, O] : drop_begin(Preds)) {
    if (!std::includes(R.Live.begin(), R.Live.end(), O->Live.begin(),
                       O->Live.end())) {
      std::vector<EventId> Union;
      std::set_union(R.Live.begin(), R.Live.end(), O->Live.begin(),
                     O->Live.end(), std::back_inserter(Union));
      R.Live = std::move(Union);
    }
    if (IsStale(X)) {
      // Its turn is yet to be taken again.
    } else if (!O->Held.empty() || !O->Partly.empty() || !O->Unsure.empty() ||
               AtomicUpdates) {
      State Refined = *O;
      refine(X, B, Refined);
      joinMemoryFacts(B, R, Refined);
    } else {
      joinMemoryFacts(B, R, *O);
    }
    llvm::erase_if(R.Open, [&, Other = O](const Protection &H) {
      return !is_contained(Other->Open, H);
    });
    if (R.Last != O->Last)
      R.Last = NoEvent;
    joinMemory(B, R, *O);
  }
  if (Preds.size() > 1 && Recording)
    noteWays(B, Preds, R);
  uint64_t Mask = TermTable::maskOf(TermKind::Phi, B);
  if (G->inLoop(B))
    R.Live.eraseIf([&](EventId E) {
      return any_of(Events[E].Slots, [&](auto &Slot) {
        return (T[Slot.second].Mask & Mask) &&
               T.any(Slot.second, [&](TermId X) {
                 return T.kind(X) == TermKind::Phi && T[X].A == B;
               });
      });
    });
  return R;
}

void FunctionFlow::runBlock(BlockId B) {
  Current = B;
  const Block &K = F.Blocks[B];
  for (uint32_t I = K.Begin; I < K.End; ++I) {
    ++Steps;
    transfer(I);
  }
  if (K.Cond != None)
    Conditions[B] = Values[K.Cond];
  if (Track && K.Cond != None)
    BranchTaints[B] = ValueTaints[K.Cond];
  bury(B);
  if (Track)
    buryShadow(B);
}

/// Forgets variables that nobody reads any more.
void FunctionFlow::bury(BlockId B) {
  S.Memory.eraseIf([&](const auto &E) {
    TermId Root = T.root(E.first);
    return T.kind(Root) == TermKind::LocalAddr && !Alive->liveOut(B, T[Root].A);
  });
}

TermId FunctionFlow::opaque(ValueId I, uint32_t Tag, ArrayRef<TermId> From) {
  TermId X = T.get(TermKind::Opaque, I, Tag);
  if (Recording && !From.empty()) {
    SmallVector<TermId, 16> O;
    for (TermId Y : From)
      if (Y && !is_contained(O, Y))
        O.push_back(Y);
    Origins.set(X, O);
  }
  return X;
}

bool FunctionFlow::mentions(TermId X, ValueId Site, uint64_t Mask) {
  return T[X].Mask & Mask && T.any(X, [&](TermId Y) {
    switch (T.kind(Y)) {
    case TermKind::Opaque:
      return T[Y].A == Site;
    case TermKind::Ret:
    case TermKind::Out:
      return Events[T[Y].A].Site == Site;
    default:
      return false;
    }
  });
}

/// Instruction `Site` is about to run again: what it made the last time is
/// another value from now on.
void FunctionFlow::retire(ValueId Site) {
  if (!G->inLoop(Current) || !HasRun.test(Site)) {
    HasRun.set(Site);
    return;
  }
  uint64_t Mask = TermTable::maskOf(TermKind::Opaque, Site);
  for (unsigned N = 0;; ++N) {
    auto It = EventIds.find({Site, N});
    if (It == EventIds.end())
      break;
    Mask |= TermTable::maskOf(TermKind::Ret, It->second) |
            TermTable::maskOf(TermKind::Out, It->second);
  }
  S.Live.eraseIf([&](EventId E) {
    return any_of(Events[E].Slots, [&](auto &Slot) {
      return mentions(Slot.second, Site, Mask);
    });
  });
  ArrayRef<std::pair<TermId, TermId>> Memory = S.Memory.read();
  for (size_t I = 0; I < Memory.size(); ++I) {
    auto [A, V] = Memory[I];
    if (!(T[V].Mask & Mask) || !mentions(V, Site, Mask))
      continue;
    auto &Written = S.Memory.write();
    Written[I].second = T.get(TermKind::Opaque, Site, 0x80000000u | A);
    Memory = Written;
  }
  llvm::erase_if(S.Shared, [&](TermId X) { return mentions(X, Site, Mask); });
}

/// A store; text of which a part is written is made from the old text and the
/// new part.
void FunctionFlow::store(ValueId I, TermId Address, TermId Value) {
  SmallVector<TermId, 2> From{Value};
  TermKind K = T.kind(Address);
  if (K == TermKind::ElemAddr && endsText(I, Address, Value))
    return;
  if (Recording && (K == TermKind::ElemAddr || K == TermKind::Bin))
    From.push_back(contentOf(T, S, T.op(Address, 0)));
  writeMemory(T, S, Address, Value, opaque(I, 1, From));
}

void FunctionFlow::transfer(ValueId I) {
  const Instr &X = F.Instrs[I];
  Running = I;
  ImplicitReads = 0;
  TermId Cell = 0;
  auto Ops = F.operands(X);
  auto V = [&](unsigned N) { return N < Ops.size() ? Values[Ops[N]] : 0; };
  auto AllOps = [&] {
    SmallVector<TermId, 4> R;
    for (ValueId O : Ops)
      R.push_back(Values[O]);
    return R;
  };
  TermId R = 0;
  switch (X.Kind) {
  case Op::ConstInt:
    R = Values[I] ? Values[I]
                  : T.integer(X.Imm, X.Aux == None ? 0 : name(X.Aux));
    break;
  case Op::ConstStr:
    R = T.get(TermKind::Str, name(X.Aux));
    break;
  case Op::ConstNull:
    R = T.integer(0);
    break;
  case Op::FuncRef:
    R = T.get(TermKind::Func, P.function(UnitIndex, X.Aux));
    break;
  case Op::AddrOf:
    R = address(F.Places[X.Aux]);
    break;
  case Op::Load: {
    TermId A = Cell = address(F.Places[X.Aux]);
    R = U.Types[X.Type].Kind == TypeKind::Record ? readObject(T, S, A)
                                                 : readMemory(T, S, A);
    // Remember first sights, so that a later change of the place is seen.
    if (T.kind(R) == TermKind::Init)
      S.add(A, R);
    break;
  }
  case Op::Store:
    R = V(0);
    if (!R)
      R = opaque(I);
    store(I, Cell = address(F.Places[X.Aux]), R);
    if (Recording && T.kind(T.root(Cell)) != TermKind::LocalAddr)
      StoredTo[I] = Cell;
    break;
  case Op::Rmw: {
    TermId A = Cell = address(F.Places[X.Aux]);
    TermId Old = readMemory(T, S, A);
    TermId New = T.get(TermKind::Bin, X.Sub, 0, 0, {Old, V(0)});
    store(I, A, New);
    if (Recording && T.kind(T.root(Cell)) != TermKind::LocalAddr)
      StoredTo[I] = Cell;
    R = X.Flags & FlagReturnsOld ? Old : New;
    break;
  }
  case Op::Bin:
    R = T.get(TermKind::Bin, X.Sub, 0, 0, {V(0), V(1)});
    break;
  case Op::Neg:
    if (auto C = T.constant(V(0)))
      R = T.integer(-uint64_t(*C));
    else
      R = T.get(TermKind::Neg, 0, 0, 0, V(0));
    break;
  case Op::BitNot:
    R = T.get(TermKind::BitNot, 0, 0, 0, V(0));
    break;
  case Op::Not:
    R = T.negate(V(0));
    break;
  case Op::Cmp:
    R = T.get(TermKind::Cmp, X.Sub, 0, 0, {V(0), V(1)});
    break;
  case Op::LAnd:
    R = T.get(TermKind::And, 0, 0, 0, {V(0), V(1)});
    break;
  case Op::LOr:
    R = T.get(TermKind::Or, 0, 0, 0, {V(0), V(1)});
    break;
  case Op::Select:
    R = V(1) == V(2) ? V(1)
                     : T.get(TermKind::Select, 0, 0, 0, {V(0), V(1), V(2)});
    break;
  case Op::Cast:
    R = V(0);
    break;
  case Op::Call:
    retire(I);
    call(I);
    return;
  case Op::Closure: {
    retire(I);
    R = opaque(I, 0, AllOps());
    ClosureValue &C = Closures[R];
    C.Body = P.function(UnitIndex, X.Aux);
    C.Captures = AllOps();
    break;
  }
  case Op::Free:
    retire(I);
    CallTransfer(*this, I).free();
    R = opaque(I, 0, AllOps());
    break;
  case Op::Declare:
    retire(I);
    R = opaque(I);
    writeMemory(T, S, address(F.Places[X.Aux]), R, R);
    break;
  case Op::EndScope:
    return;
  case Op::Return:
    if (Recording && !Ops.empty())
      ReturnWays.push_back({Current, V(0)});
    if (!Ops.empty() && F.Instrs[Ops[0]].Kind == Op::Load &&
        U.Types[F.Instrs[Ops[0]].Type].Kind == TypeKind::Record) {
      const Place &From = F.Places[F.Instrs[Ops[0]].Aux];
      if (From.Base == BaseKind::Local && From.Steps.empty()) {
        ReturnedLocal = T.get(TermKind::LocalAddr, From.Index);
        ReturnedIn = Current;
      }
    }
    if (Track)
      memoryOf(I, 0, 0);
    return;
  case Op::Catch:
    retire(I);
    if (X.Aux != None)
      writeMemory(T, S, address(F.Places[X.Aux]), opaque(I), opaque(I));
    R = opaque(I);
    break;
  case Op::ConstFloat: {
    // Whole numbers are numbers: limits are often written as `3600.0`.
    double D = 0;
    if (!U.str(X.Aux).getAsDouble(D) && std::abs(D) < 1e15 &&
        D == double(int64_t(D))) {
      R = T.integer(int64_t(D));
      break;
    }
    retire(I);
    R = opaque(I);
    break;
  }
  case Op::Aggregate:
  case Op::Alloc:
  case Op::Throw:
  case Op::Suspend:
  case Op::Opaque:
    retire(I);
    R = opaque(I, 0, AllOps());
    break;
  }
  Values[I] = R ? R : opaque(I);
  if (Track)
    memoryOf(I, Cell, R);
}

void FunctionFlow::call(ValueId I) { CallTransfer(*this, I).run(); }

EventId FunctionFlow::eventAt(ValueId Site, unsigned Sequence) {
  auto [It, New] = EventIds.try_emplace({Site, Sequence}, Events.size());
  if (New) {
    Events.emplace_back();
    Events.back().Site = Site;
    ImportedFrom.push_back(nullptr);
    LiveAt.emplace_back();
    HeldAt.emplace_back();
    OpenAt.emplace_back();
    Happens.push_back(false);
  }
  return It->second;
}

} // namespace tocsin::flow
