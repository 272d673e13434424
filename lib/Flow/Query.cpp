//===- Query.cpp - Questions to a finished analysis -----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What does a value derive from, what may it be if a call turned out so, under
// which conditions does a block run.
//
//===----------------------------------------------------------------------===//

#include "Flow/CallTransfer.h"
#include "Flow/FunctionFlow.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::model;

namespace tocsin::flow {

/// A Phi of more ways than this, or a way under more conditions, stays a Phi.
static constexpr unsigned MaxWays = 8, MaxWayConditions = 6;

Properties ProgramView::propertiesNamed(NameId Spelling) {
  auto [It, New] = Named.try_emplace(Spelling, 0);
  if (New) {
    SmallVector<StringRef, 4> Names;
    names()[Spelling].split(Names, ',');
    for (StringRef N : Names)
      if (auto P = models().constantProperty(lastName(N)))
        It->second |= bit(*P);
  }
  return It->second;
}

Literal FunctionFlow::literal(BranchEdge E) {
  const Block &B = F.Blocks[E.Block];
  const Edge &X = B.Succs[E.Edge];
  TermId C = Conditions[E.Block];
  if (!C)
    return {};
  auto CaseOf = [&](const Edge &K) -> TermId {
    NameId Spelling = K.Spelling ? name(K.Spelling) : 0;
    if (K.Low == K.High)
      return T.get(TermKind::Cmp, unsigned(CmpOp::Eq), 0, 0,
                   {C, T.integer(K.Low, Spelling)});
    TermId Above = T.get(TermKind::Cmp, unsigned(CmpOp::Ge), 0, 0,
                         {C, T.integer(K.Low, Spelling)});
    TermId Below =
        T.get(TermKind::Cmp, unsigned(CmpOp::Le), 0, 0, {C, T.integer(K.High)});
    return T.get(TermKind::And, 0, 0, 0, {Above, Below});
  };
  switch (X.Kind) {
  case EdgeKind::True:
    return {C, true};
  case EdgeKind::False:
    return {C, false};
  case EdgeKind::Case:
    return {CaseOf(X), true};
  case EdgeKind::Default: {
    TermId AnyCase = 0;
    for (const Edge &K : B.Succs)
      if (K.Kind == EdgeKind::Case) {
        TermId One = CaseOf(K);
        AnyCase = AnyCase ? T.get(TermKind::Or, 0, 0, 0, {AnyCase, One}) : One;
      }
    return {AnyCase, false};
  }
  case EdgeKind::Next:
  case EdgeKind::Exception:
    return {};
  }
  return {};
}

ArrayRef<Literal> FunctionFlow::conditions(BlockId B) {
  if (ConditionMemo.empty())
    ConditionMemo.resize(F.Blocks.size());
  if (ConditionMemo[B])
    return *ConditionMemo[B];
  SmallVector<Literal, 4> R;
  for (BranchEdge E : G->controlClosure(B)) {
    Literal L = literal(E);
    if (L.Cond && !is_contained(R, L))
      R.push_back(L);
  }
  // What follows a loop runs because the loop was left, although it follows in
  // any case where the loop ends.
  for (BranchEdge E : G->loopExits())
    if (G->dominates(F.Blocks[E.Block].Succs[E.Edge].To, B))
      if (Literal L = literal(E); L.Cond && !is_contained(R, L))
        R.push_back(L);
  ConditionMemo[B] = std::move(R);
  return *ConditionMemo[B];
}

SmallVector<Literal, 4> FunctionFlow::eventConditions(EventId E) {
  SmallVector<Literal, 4> R(conditions(Events[E].Block));
  for (Literal L : Events[E].Inner)
    if (!is_contained(R, L))
      R.push_back(L);
  return R;
}

/// What decides that control comes to `At` from `From`, beyond what decides
/// that it comes there at all: 0 if nothing does, none if it cannot be said.
std::optional<TermId> FunctionFlow::wayCondition(BlockId From, BlockId At) {
  if (G->dominates(At, From) && At != From)
    return std::nullopt; // a value that comes round a loop
  TermId Cond = 0;
  auto And = [&](TermId X) {
    Cond = Cond ? T.get(TermKind::And, 0, 0, 0, {Cond, X}) : X;
  };
  auto Truth = [&](Literal L) { return L.Holds ? L.Cond : T.negate(L.Cond); };
  auto Common = G->controlClosure(At), Decide = G->controlClosure(From);
  SmallVector<Literal, 8> Own;
  // Of a name or none that is given back: which of them tells what was asked.
  // Of a verdict, what the function is called says more.
  bool Exact =
      At + 1 == F.Blocks.size() && U.Types[F.Result].Kind == TypeKind::Pointer;
  for (BranchEdge E : Decide)
    if (!std::binary_search(Common.begin(), Common.end(), E)) {
      Own.push_back(literal(E));
      Exact &= !G->inLoop(E.Block);
    }
  // Ways that have met before (`a && b` failed by either) exclude each other:
  // then what they share counts, and the choice between them.
  auto Excluded = [&](Literal L) {
    return is_contained(Own, Literal{L.Cond, !L.Holds});
  };
  if (Exact && (Own.size() > MaxWayConditions || any_of(Own, Excluded))) {
    Own = reasons(From);
    SmallVector<Literal, 8> All = reasons(At);
    llvm::erase_if(Own, [&](Literal L) { return is_contained(All, L); });
  }
  if (Own.size() > MaxWayConditions)
    return std::nullopt;
  for (Literal L : Own)
    if (L.Cond)
      And(Truth(L));
  // The edge from the branch itself, where it leads straight here.
  const auto &Succs = F.Blocks[From].Succs;
  TermId Taken = 0;
  for (uint32_t I = 0; Succs.size() > 1 && I < Succs.size(); ++I)
    if (Succs[I].To == At)
      if (Literal L = literal({From, I}); L.Cond)
        Taken =
            Taken ? T.get(TermKind::Or, 0, 0, 0, {Taken, Truth(L)}) : Truth(L);
  if (Taken)
    And(Taken);
  return Cond;
}

TermId FunctionFlow::gate(ArrayRef<PhiWay> Ways, BlockId At) {
  if (Ways.empty() || Ways.size() > MaxWays)
    return 0;
  struct Way {
    TermId Value, Cond;
  };
  SmallVector<Way, MaxWays> List;
  for (const PhiWay &W : Ways) {
    auto [It, New] = WayConditions.try_emplace({At, W.From});
    if (New)
      It->second = wayCondition(W.From, At);
    if (!It->second)
      return 0;
    List.push_back({W.Value, *It->second});
  }
  if (count_if(List, [](const Way &W) { return !W.Cond; }) > 1)
    return 0;
  // The way that nothing decides is the last resort.
  auto Free = find_if(List, [](const Way &W) { return !W.Cond; });
  if (Free != List.end())
    std::rotate(Free, Free + 1, List.end());
  TermId R = List.back().Value;
  for (unsigned I = List.size() - 1; I-- > 0;)
    if (List[I].Value != R)
      R = T.get(TermKind::Select, 0, 0, 0, {List[I].Cond, List[I].Value, R});
  return R;
}

TermId FunctionFlow::gated(TermId Phi) {
  auto It = GateMemo.find(Phi);
  if (It != GateMemo.end())
    return It->second;
  auto Known = PhiWays.find(Phi);
  if (Known == PhiWays.end())
    return Phi;
  GateMemo[Phi] = Phi; // what a term sees that leads back to itself
  SmallVector<PhiWay, 4> Ways(Known->second.begin(), Known->second.end());
  TermId R = gate(Ways, T[Phi].A);
  if (R)
    GateMemo[Phi] = R;
  return R ? R : Phi;
}

ArrayRef<TermId> FunctionFlow::origins(TermId X) {
  switch (T.kind(X)) {
  case TermKind::Opaque:
    return Origins[X];
  case TermKind::Phi:
  case TermKind::Taken:
    return Origins.has(X) ? Origins[X] : Origins.set(X, computeOrigins(X));
  default:
    return T.ops(X);
  }
}

SmallVector<TermId, 4> FunctionFlow::computeOrigins(TermId X) {
  SmallVector<TermId, 4> R;
  if (T.kind(X) == TermKind::Phi) {
    TermId Gated = gated(X);
    if (Gated != X) {
      R.push_back(Gated);
      return R;
    }
    auto It = PhiWays.find(X);
    if (It == PhiWays.end())
      return R;
    for (const PhiWay &W : It->second) {
      R.push_back(W.Value);
      // Which way was taken: one term a block, shared by all that meet there.
      R.push_back(T.get(TermKind::Taken, W.From));
    }
    return R;
  }
  for (BranchEdge E : G->control(T[X].A)) {
    if (Conditions[E.Block])
      R.push_back(Conditions[E.Block]);
    R.push_back(T.get(TermKind::Taken, E.Block));
  }
  return R;
}

void FunctionFlow::derivation(TermId X, function_ref<bool(TermId)> Visit) {
  SmallVector<TermId, 16> Work{X};
  MarkSet Seen(Marks);
  while (!Work.empty()) {
    TermId Y = Work.pop_back_val();
    if (!Y || !Seen.insert(Y) || !Visit(Y))
      continue;
    for (TermId O : origins(Y))
      Work.push_back(O);
  }
}

/// The set of events in either set. Few sets differ: what is computed from a
/// value mostly derives from the same events.
uint32_t FunctionFlow::unite(uint32_t A, uint32_t B) {
  if (A == B || !B)
    return A;
  if (!A)
    return B;
  if (A > B)
    std::swap(A, B);
  auto [It, New] = Unions.try_emplace({A, B}, 0);
  if (!New)
    return It->second;
  BitVector Both = Sources[A];
  Both |= Sources[B];
  if (Both == Sources[A])
    return It->second = A;
  if (Both == Sources[B])
    return It->second = B;
  Sources.push_back(std::move(Both));
  return It->second = Sources.size() - 1;
}

/// Tarjan's components over "derives from": what derives from each other
/// round a loop shares one answer, and each term is walked once a function.
const FunctionFlow::Ancestry &FunctionFlow::ancestry(TermId Root) {
  auto Known = [&](TermId X) {
    return X < Ancestors.size() && Ancestors[X].State == Ancestry::Done;
  };
  if (Known(Root))
    return Ancestors[Root];
  struct Frame {
    TermId X;
    uint32_t Next, Number, Low;
  };
  SmallVector<TermId, 32> Stack;
  SmallVector<Frame, 32> Work;
  uint32_t Count = 0;
  auto Enter = [&](TermId X) {
    if (X >= Ancestors.size())
      Ancestors.resize(std::max(T.size(), size_t(X) + 1));
    Ancestors[X].State = Ancestry::Open;
    Ancestors[X].Events = Count; // its number, for as long as it is open
    Stack.push_back(X);
    Work.push_back({X, 0, Count, Count});
    ++Count;
  };
  Enter(Root);
  while (!Work.empty()) {
    Frame &Top = Work.back();
    ArrayRef<TermId> Down = origins(Top.X);
    if (Top.Next < Down.size()) {
      TermId O = Down[Top.Next++];
      if (!O || Known(O))
        continue;
      if (O < Ancestors.size() && Ancestors[O].State == Ancestry::Open)
        Top.Low = std::min(Top.Low, Ancestors[O].Events);
      else
        Enter(O);
      continue;
    }
    Frame Done = Top;
    Work.pop_back();
    if (!Work.empty())
      Work.back().Low = std::min(Work.back().Low, Done.Low);
    if (Done.Low != Done.Number)
      continue;
    // Done.X is the root of a component: everything above it belongs to it.
    size_t Begin = Stack.size();
    while (Stack[--Begin] != Done.X)
      ;
    Ancestry All;
    All.State = Ancestry::Done;
    for (TermId X : ArrayRef(Stack).drop_front(Begin)) {
      const Term &A = T[X];
      if (A.Kind == TermKind::Int && A.A)
        All.Named |= P.propertiesNamed(A.A);
      if (A.Kind == TermKind::Ret || A.Kind == TermKind::Out)
        All.Events = unite(All.Events, single(A.A));
      for (TermId O : origins(X))
        if (O && Known(O)) {
          All.Events = unite(All.Events, Ancestors[O].Events);
          All.Named |= Ancestors[O].Named;
        }
    }
    for (TermId X : ArrayRef(Stack).drop_front(Begin))
      Ancestors[X] = All;
    Stack.truncate(Begin);
  }
  return Ancestors[Root];
}

/// The set of one event.
uint32_t FunctionFlow::single(EventId E) {
  if (Singles.size() <= E)
    Singles.resize(Events.size());
  if (!Singles[E]) {
    Singles[E] = Sources.size();
    Sources.emplace_back(Events.size());
    Sources.back().set(E);
  }
  return Singles[E];
}

const BitVector &FunctionFlow::sources(TermId X) {
  return Sources[X ? ancestry(X).Events : 0];
}

bool FunctionFlow::speaksOf(TermId X, EventId E) {
  bool Found = false;
  derivation(X, [&](TermId Y) {
    TermKind K = T.kind(Y);
    Found |= (K == TermKind::Ret || K == TermKind::Out) && T[Y].A == E;
    return !Found && K != TermKind::Opaque && K != TermKind::Taken &&
           (K != TermKind::Phi || gated(Y) != Y);
  });
  return Found;
}

namespace {
/// Interval arithmetic on truth and order; a bounded walk down the term.
class Ranger {
public:
  Ranger(FunctionFlow &W, EventId E, bool Succeeded,
         std::optional<Interval> Failure = std::nullopt)
      : W(W), T(W.terms()), E(E), Succeeded(Succeeded), Failure(Failure) {}

  Interval of(TermId X, unsigned Depth = 0) {
    if (!X || Depth > 40)
      return {};
    auto [It, New] = Known.try_emplace(X, Interval());
    if (!New)
      return It->second;
    Interval I = compute(X, Depth);
    Known[X] = I;
    return I;
  }

  Interval compute(TermId X, unsigned Depth) {
    constexpr Interval Truth{0, 1}, Anything;
    const Term A = T[X];
    switch (A.Kind) {
    case TermKind::Int:
      return {A.Imm, A.Imm};
    case TermKind::Str:
    case TermKind::Text:
    case TermKind::Func:
    case TermKind::LocalAddr:
    case TermKind::GlobalAddr:
      return {1, INT64_MAX};
    case TermKind::Ret:
      return A.A == E ? outcome() : Anything;
    case TermKind::Not:
      return negated(of(T.op(X, 0), Depth + 1));
    case TermKind::Neg: {
      Interval I = of(T.op(X, 0), Depth + 1);
      if (I.Low == I.High && I.Low != INT64_MIN)
        return {-I.Low, -I.Low};
      return Anything;
    }
    case TermKind::And: {
      Interval L = of(T.op(X, 0), Depth + 1), R = of(T.op(X, 1), Depth + 1);
      if (isFalse(L) || isFalse(R))
        return {0, 0};
      return isTrue(L) && isTrue(R) ? Interval{1, 1} : Truth;
    }
    case TermKind::Or: {
      Interval L = of(T.op(X, 0), Depth + 1), R = of(T.op(X, 1), Depth + 1);
      if (isTrue(L) || isTrue(R))
        return {1, 1};
      return isFalse(L) && isFalse(R) ? Interval{0, 0} : Truth;
    }
    case TermKind::Select: {
      Interval C = of(T.op(X, 0), Depth + 1);
      if (isTrue(C))
        return of(T.op(X, 1), Depth + 1);
      if (isFalse(C))
        return of(T.op(X, 2), Depth + 1);
      Interval L = of(T.op(X, 1), Depth + 1), R = of(T.op(X, 2), Depth + 1);
      return {std::min(L.Low, R.Low), std::max(L.High, R.High)};
    }
    case TermKind::Cmp:
      return compare(CmpOp(A.A), of(T.op(X, 0), Depth + 1),
                     of(T.op(X, 1), Depth + 1));
    case TermKind::Phi: {
      TermId G = W.gated(X);
      return G == X ? Anything : of(G, Depth + 1);
    }
    case TermKind::Pure:
      return asked(X);
    default:
      return Anything;
    }
  }

  /// `stream.good()`: a predicate that tells how its object was made.
  Interval asked(TermId X) const {
    const Term &A = T[X];
    if (!A.A || A.NumOps != 1 || T.kind(T.op(X, 0)) != TermKind::Ret ||
        T[T.op(X, 0)].A != E)
      return {};
    for (const Row *R : W.program().models().named(W.program().names()[A.A]))
      if (R->Is == Role::Pure && R->Succeeds != Success::Unknown)
        return Succeeded == (R->Succeeds == Success::True) ? Interval{1, 1}
                                                           : Interval{0, 0};
    return {};
  }

  static bool isTrue(Interval I) { return I.Low > 0 || I.High < 0; }
  static bool isFalse(Interval I) { return I.Low == 0 && I.High == 0; }

private:
  Interval outcome() const {
    switch (W.event(E).Row->Succeeds) {
    // What C functions give back on failure is -1, and is compared with it.
    case Success::Zero:
      return Succeeded ? Interval{0, 0} : Failure.value_or(Interval{-1, -1});
    case Success::NonNegative:
      return Succeeded ? Interval{0, INT64_MAX} : Interval{-1, -1};
    case Success::Negative:
      return Succeeded ? Interval{-1, -1} : Interval{0, INT64_MAX};
    case Success::NonZero:
    case Success::NonNull:
    case Success::True:
      return Succeeded ? Interval{1, INT64_MAX} : Interval{0, 0};
    case Success::Unknown:
    case Success::Always:
      return {};
    }
    return {};
  }

  static Interval negated(Interval I) {
    if (isTrue(I))
      return {0, 0};
    return isFalse(I) ? Interval{1, 1} : Interval{0, 1};
  }

  static Interval compare(CmpOp Op, Interval L, Interval R) {
    auto Tri = [](bool Yes, bool No) {
      return Yes ? Interval{1, 1} : No ? Interval{0, 0} : Interval{0, 1};
    };
    bool Apart = L.High < R.Low || R.High < L.Low;
    bool Point = L.Low == L.High && R.Low == R.High && L.Low == R.Low;
    switch (Op) {
    case CmpOp::Eq:
      return Tri(Point, Apart);
    case CmpOp::Ne:
      return Tri(Apart, Point);
    case CmpOp::Lt:
      return Tri(L.High < R.Low, L.Low >= R.High);
    case CmpOp::Le:
      return Tri(L.High <= R.Low, L.Low > R.High);
    case CmpOp::Gt:
      return Tri(L.Low > R.High, L.High <= R.Low);
    case CmpOp::Ge:
      return Tri(L.Low >= R.High, L.High < R.Low);
    case CmpOp::Spaceship:
      return {};
    }
    return {};
  }

  FunctionFlow &W;
  TermTable &T;
  EventId E;
  bool Succeeded;
  std::optional<Interval> Failure;  // what is given back then, if no -1
  DenseMap<TermId, Interval> Known; // terms are shared; walk each once
};
} // namespace

Interval FunctionFlow::range(TermId X, EventId E, bool Succeeded) {
  return Ranger(*this, E, Succeeded).of(X);
}

bool FunctionFlow::possible(Literal L, EventId E, bool Succeeded) {
  if (!L.Cond)
    return true;
  auto Is = [&](Interval I) {
    return L.Holds ? !Ranger::isFalse(I) : !Ranger::isTrue(I);
  };
  const Row &R = *Events[E].Row;
  bool Minus = Is(range(L.Cond, E, Succeeded)); // -1 and errno
  if (Succeeded || R.Succeeds != Success::Zero ||
      R.Means & bit(Trait::Interrupt))
    return Minus;
  while (T.kind(L.Cond) == TermKind::Not)
    L = {T.op(L.Cond, 0), !L.Holds};
  // Functions of threads give an error number: the one that is asked for.
  // Others that give 0 may do so, too (APR).
  if (T.kind(L.Cond) == TermKind::Cmp && T[L.Cond].NumOps == 2)
    if (auto C = T.constant(T.op(L.Cond, 1)); C && *C > 0)
      return Is(Ranger(*this, E, false, Interval{*C, *C}).of(L.Cond)) ||
             (Minus && R.Is != Role::LockAcquire);
  return Minus;
}

ArrayRef<unsigned> FunctionFlow::callsUsing(EventId E) {
  if (CallsOf.empty()) {
    CallsOf.resize(Events.size());
    for (unsigned I = 0; I < Calls.size(); ++I)
      for (TermId A : Calls[I].Args)
        for (EventId X : sources(A).set_bits())
          if (CallsOf[X].empty() || CallsOf[X].back() != I)
            CallsOf[X].push_back(I);
  }
  return E < CallsOf.size() ? ArrayRef<unsigned>(CallsOf[E])
                            : ArrayRef<unsigned>();
}

/// What becomes of the outcomes of all events, in one go.
const FunctionFlow::Fate &FunctionFlow::fate() {
  if (Known)
    return *Known;
  Known.emplace();
  Fate &R = *Known;
  R.Asked.assign(Events.size(), 0);
  auto Ask = [&](TermId X, Properties What) {
    if (What)
      for (EventId E : sources(X).set_bits())
        R.Asked[E] |= What;
  };
  for (BlockId B : G->order()) {
    if (!Conditions[B] || sources(Conditions[B]).none())
      continue;
    Properties What = 0;
    for (uint32_t I = 0; I < F.Blocks[B].Succs.size(); ++I)
      What |= namedIn(literal({B, I}).Cond);
    Ask(Conditions[B], What);
    if (F.Blocks[B].Succs.size() > 1)
      R.Tested |= sources(Conditions[B]);
  }
  for (const PhiWay &W : ReturnWays) {
    // `return errno == EEXIST ? 0 : -1`: the comparison asks, and only of what
    // it compares.
    if (namedIn(W.Value))
      derivation(W.Value, [&](TermId Y) {
        if (T.kind(Y) == TermKind::Cmp)
          Ask(Y, namedIn(Y));
        return true;
      });
    R.Returned |= sources(W.Value);
  }
  for (auto &[A, V] : In[F.Blocks.size() - 1].Memory)
    if (T.kind(T.root(A)) != TermKind::LocalAddr && V != T.init(A))
      R.Returned |= sources(V);
  return R;
}

bool FunctionFlow::decides(EventId E) {
  auto &Tested = fate().Tested;
  return E < Tested.size() && Tested.test(E);
}

bool FunctionFlow::checked(EventId E) {
  return Events[E].Checked || returned(E) || decides(E);
}

Properties FunctionFlow::asked(EventId E) {
  return Events[E].Asked | fate().Asked[E];
}

bool FunctionFlow::returned(EventId E) {
  auto &Returned = fate().Returned;
  return E < Returned.size() && Returned.test(E);
}

bool FunctionFlow::catches() const {
  return any_of(F.Instrs, [](const Instr &I) { return I.Kind == Op::Catch; });
}

StringRef FunctionFlow::localHolding(TermId Value, EventId At) {
  BlockId B = Events[At].Block;
  for (const State *X : {&In[B], &Out[B]})
    for (auto &[A, V] : X->Memory) {
      if (V != Value || T.kind(A) != TermKind::LocalAddr)
        continue;
      uint32_t I = T[A].A;
      if (I < F.Locals.size() && F.Locals[I].Name)
        return U.str(F.Locals[I].Name);
    }
  return "";
}

} // namespace tocsin::flow
