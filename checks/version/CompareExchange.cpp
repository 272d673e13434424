//===- CompareExchange.cpp - Compare-exchange that does not compare -------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Three ways to write an atomic compare-exchange in vain. It compares with the
// expected value, so:
//
//   a refusal that nobody looks at loses the update (if what was to be written
//     was computed from what was read; a one-shot transition loses nothing),
//   a loop that repeats with a value computed before it overwrites what it was
//     refused for, because the refusal puts the newer value into `expected`,
//   for the same reason a loop whose `expected` was a fixed value compares, the
//     second time, with whatever is there.
//
// A fourth compares in vain, too: an index that was taken off a list and given
// back is the same index, with another next (ABA).
//
// The comparison reloads `expected` itself: nobody has to load it again.
//
//===----------------------------------------------------------------------===//

#include "checks/version/Version.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::version {

namespace {
class Exchange {
public:
  Exchange(FunctionFlow &W, const link::Program &P, FreeLists &Lists,
           Sink Report)
      : W(W), P(P), F(W.function()), T(W.terms()), Lists(Lists),
        Report(Report) {}

  void run() {
    for (const CallSite &C : W.calls()) {
      if (C.Callee == ~0u)
        continue;
      for (const Row *R : W.program().rows(C.Callee))
        if (R->Is == Role::AtomicCompare)
          one(C, *R);
    }
  }

private:
  ir::ValueId operand(const CallSite &C, const model::Position *At) const {
    if (!At)
      return ir::None;
    const ir::Instr &X = F.Instrs[C.Site];
    auto Ops = F.operands(X);
    bool Method = X.Flags & ir::FlagReceiver;
    if (At->Where == model::Position::Kind::This)
      return Method && !Ops.empty() ? Ops[0] : ir::None;
    unsigned I = At->Index + (Method ? 1 : 0);
    return At->Index >= 0 && I < Ops.size() ? Ops[I] : ir::None;
  }

  TermId valueOf(ir::ValueId V) const {
    return V == ir::None ? 0 : W.valueAt(V);
  }

  /// What other calls and plain loads read of the cell.
  struct Look {
    TermId Value;
    ir::BlockId Block;
  };
  SmallVector<Look, 4> looksAt(TermId Cell) {
    SmallVector<Look, 4> All;
    for (const CallSite &C : W.calls()) {
      if (C.Callee == ~0u)
        continue;
      for (const Row *R : W.program().rows(C.Callee))
        if (R->Is == Role::AtomicLoad &&
            valueOf(operand(C, R->arg(Slot::Object))) == Cell)
          All.push_back({W.valueAt(C.Site), C.Block});
    }
    for (ir::BlockId B : W.graph().order())
      for (uint32_t I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I)
        if (F.Instrs[I].Kind == ir::Op::Load &&
            T.kind(W.valueAt(I)) == TermKind::Init &&
            T.op(W.valueAt(I), 0) == Cell)
          All.push_back({W.valueAt(I), B});
    return All;
  }

  /// Whether `X` is the value or, of an object, a field of it.
  bool isPartOf(TermId X, TermId Whole) {
    return X == Whole ||
           (T.kind(X) == TermKind::Init && T.kind(Whole) == TermKind::Init &&
            T.inside(T.op(X, 0), T.op(Whole, 0)));
  }

  bool derives(TermId X, function_ref<bool(TermId)> From) {
    bool Found = false;
    W.derivation(X, [&](TermId Y) {
      Found |= From(Y);
      TermKind K = T.kind(Y);
      return !Found && K != TermKind::Taken && K != TermKind::Cmp;
    });
    return Found;
  }

  /// Whether `X` is computed from a look of the function's own. What is found
  /// where the look leads to is not: that helps others on (`tail` to
  /// `tail->next`), and they go on without.
  bool computed(TermId X, const Look &L) {
    if (!L.Value || T.constant(L.Value) || T.kind(L.Value) == TermKind::Param)
      return false;
    bool Found = false;
    W.derivation(X, [&](TermId Y) {
      Found |= isPartOf(Y, L.Value);
      TermKind K = T.kind(Y);
      return !Found && K != TermKind::Taken && K != TermKind::Cmp &&
             K != TermKind::Init && !isLoaded(Y);
    });
    return Found;
  }

  /// `node->next = head`: what is desired was put before what was there.
  bool linksTo(TermId Desired, const Look &L) {
    if (!L.Value || T.constant(L.Value))
      return false;
    for (ir::BlockId B : W.graph().order())
      for (uint32_t I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I)
        if (TermId At = F.Instrs[I].Kind == ir::Op::Store ? W.storedAt(I) : 0;
            At && T.root(At) == Desired &&
            W.valueAt(F.operands(F.Instrs[I])[0]) == L.Value)
          return true;
    return false;
  }

  /// Whether a result is kept in a variable that nothing reads but a cast to
  /// void.
  bool isUnread(ir::ValueId Site) const {
    auto UsersOf = [&](ir::ValueId V) {
      SmallVector<ir::ValueId, 2> Users;
      for (ir::BlockId B : W.graph().order()) {
        const ir::Block &K = F.Blocks[B];
        for (ir::ValueId I = K.Begin; I < K.End; ++I)
          if (is_contained(F.operands(F.Instrs[I]), V))
            Users.push_back(I);
        if (K.Cond == V)
          Users.push_back(V);
      }
      return Users;
    };
    auto Users = UsersOf(Site);
    if (Users.size() != 1 || F.Instrs[Users[0]].Kind != ir::Op::Store)
      return false;
    const ir::Place &Var = F.Places[F.Instrs[Users[0]].Aux];
    if (Var.Base != ir::BaseKind::Local || !Var.Steps.empty())
      return false;
    for (ir::ValueId I = 0; I < F.Instrs.size(); ++I) {
      ir::Op K = F.Instrs[I].Kind;
      if ((K == ir::Op::Load || K == ir::Op::AddrOf) && isVariable(I, Var) &&
          (K == ir::Op::AddrOf || !UsersOf(I).empty()))
        return false;
    }
    return true;
  }

  /// Whether a call loaded the value from an atomic object.
  bool isLoaded(TermId X) {
    return any_of(W.calls(), [&](const CallSite &C) {
      return C.Callee != ~0u && W.valueAt(C.Site) == X &&
             any_of(W.program().rows(C.Callee),
                    [](const Row *R) { return R->Is == Role::AtomicLoad; });
    });
  }

  void one(const CallSite &C, const Row &R) {
    const ir::Instr &X = F.Instrs[C.Site];
    TermId Cell = valueOf(operand(C, R.arg(Slot::Object)));
    TermId Desired = valueOf(operand(C, R.arg(Slot::Value)));
    if (tryAgain(C, R, Cell))
      return;
    if (!Cell || !Desired || T.constant(Desired))
      return loopOverFixed(C, R, Cell, Desired);
    auto Looks = looksAt(Cell);
    const ir::Place *Var = expectedPlace(C, R);
    freeList(C, R, Cell, Desired, Var);
    if (Var)
      addFirst(*Var, C, Looks);
    const Look *From = find_if(Looks, [&](const Look &L) {
      // What is expected may be made of what is desired: who waits for it.
      return L.Value && !T.constant(L.Value) && L.Value != Desired &&
             derives(Desired, [&](TermId Y) { return isPartOf(Y, L.Value); });
    });
    bool Derived = From != Looks.end();
    if (X.Flags & (ir::FlagDiscarded | ir::FlagVoidCast) || isUnread(C.Site)) {
      if (any_of(Looks,
                 [&](const Look &L) {
                   return computed(Desired, L) || linksTo(Desired, L);
                 }) ||
          raises(C, Looks, Desired))
        ignored(C);
      return;
    }
    bool Kept = setBefore(C, operand(C, R.arg(Slot::Value)));
    if (Derived && retries(C) && staleIn(C, Desired, From->Block, Kept) &&
        !(Var && isCompared(*Var, C, Desired)))
      return stale(C);
    if (!Derived)
      loopOverFixed(C, R, Cell, Desired);
  }

  /// What the function compares the cell with, by what it says at its turns.
  SmallVector<TermId, 4> expectedValues(const CallSite &C, const Row &R,
                                        const ir::Place *Var) {
    SmallVector<TermId, 4> All;
    if (!Var) {
      if (TermId V = valueOf(operand(C, R.arg(Slot::Expected))))
        All.push_back(V);
      return All;
    }
    for (ir::BlockId B : W.graph().order())
      for (uint32_t I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I)
        if (F.Instrs[I].Kind == ir::Op::Load && isVariable(I, *Var) &&
            (B == C.Block || sameLoop(B, C.Block)))
          All.push_back(W.valueAt(I));
    return All;
  }

  /// The head of a list of indices, without a count of changes beside it: taken
  /// off here, `next = node[top].next`, or given back.
  void freeList(const CallSite &C, const Row &R, TermId Cell, TermId Desired,
                const ir::Place *Var) {
    if (T.kind(Cell) != TermKind::FieldAddr &&
        T.kind(Cell) != TermKind::GlobalAddr)
      return;
    const Names &N = W.program().names();
    std::string Name = N[T[Cell].A].str();
    if (T.kind(Cell) == TermKind::FieldAddr)
      Name = (N[T[Cell].B] + "::" + Name).str();
    auto Expected = expectedValues(C, R, Var);
    auto IsNext = [&](TermId Y) {
      return T.kind(Y) == TermKind::Init && T.any(T.op(Y, 0), [&](TermId Z) {
        return T.kind(Z) == TermKind::ElemAddr &&
               is_contained(Expected, T.op(Z, 1));
      });
    };
    if (IsNext(Desired)) {
      if (retries(C))
        Lists.Taken.emplace_back(Name, comesBack(C));
      return;
    }
    if (T.kind(Desired) != TermKind::Param)
      return;
    // `node[mine].next = top`
    for (ir::BlockId B : W.graph().order())
      for (uint32_t I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I)
        if (F.Instrs[I].Kind == ir::Op::Store &&
            !F.Places[F.Instrs[I].Aux].Steps.empty() &&
            is_contained(Expected, W.valueAt(I)))
          Lists.Given.insert(Name);
  }

  /// `if (value > seen) cell.compare_exchange(seen, value)`
  bool raises(const CallSite &C, ArrayRef<Look> Looks, TermId Desired) {
    return any_of(W.conditions(C.Block), [&](Literal L) {
      TermId X = L.Cond;
      if (T.kind(X) == TermKind::Not)
        X = T.op(X, 0);
      if (T.kind(X) != TermKind::Cmp)
        return false;
      auto Op = ir::CmpOp(T[X].A);
      if (Op == ir::CmpOp::Eq || Op == ir::CmpOp::Ne)
        return false;
      TermId A = T.op(X, 0), B = T.op(X, 1);
      if (B == Desired)
        std::swap(A, B);
      return A == Desired && any_of(Looks, [&](const Look &K) {
               return derives(B, [&](TermId Y) { return Y == K.Value; });
             });
    });
  }

  /// What the expected variable holds before the first turn.
  void addFirst(const ir::Place &Var, const CallSite &C,
                SmallVectorImpl<Look> &Looks) {
    if (Var.Base == ir::BaseKind::Param)
      Looks.push_back({T.get(TermKind::Param, Var.Index), 0});
    for (ir::BlockId B : W.graph().order())
      for (uint32_t I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I)
        if (F.Instrs[I].Kind == ir::Op::Store && isVariable(I, Var) &&
            !sameLoop(B, C.Block))
          Looks.push_back({W.valueAt(I), B});
  }

  bool isVariable(ir::ValueId Access, const ir::Place &Var) const {
    const ir::Place &Pl = F.Places[F.Instrs[Access].Aux];
    return Pl.Base == Var.Base && Pl.Index == Var.Index && Pl.Steps.empty();
  }

  /// Whether each turn asks if the variable still is what it was, or how the
  /// new value compares with it.
  bool isCompared(const ir::Place &Var, const CallSite &C, TermId Desired) {
    for (ir::BlockId B : W.graph().order())
      for (uint32_t I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I) {
        if (F.Instrs[I].Kind != ir::Op::Cmp || !sameLoop(B, C.Block))
          continue;
        auto Ops = F.operands(F.Instrs[I]);
        bool Same =
            ir::CmpOp(F.Instrs[I].Sub) == ir::CmpOp::Eq ||
            ir::CmpOp(F.Instrs[I].Sub) == ir::CmpOp::Ne ||
            any_of(Ops, [&](ir::ValueId O) { return W.valueAt(O) == Desired; });
        if (Same && any_of(Ops, [&](ir::ValueId O) {
              return F.Instrs[O].Kind == ir::Op::Load && isVariable(O, Var);
            }))
          return true;
      }
    return false;
  }

  bool sameLoop(ir::BlockId A, ir::BlockId B) {
    return W.graph().reaches(A, B) && W.graph().reaches(B, A);
  }

  /// Whether a refusal leads back to the call.
  bool retries(const CallSite &C) {
    if (!W.graph().inLoop(C.Block))
      return false;
    TermId Result = W.valueAt(C.Site);
    return any_of(W.graph().order(), [&](ir::BlockId B) {
      TermId Cond = W.condition(B);
      if (Cond && T.kind(Cond) == TermKind::Not)
        Cond = T.op(Cond, 0);
      if (!Cond || !sameLoop(B, C.Block))
        return false;
      // What was there, compared with what should have been.
      bool Told = T.kind(Cond) == TermKind::Cmp
                      ? is_contained(T.ops(Cond), Result)
                      : derives(Cond, [&](TermId Y) { return Y == Result; });
      if (!Told)
        return false;
      return any_of(F.Blocks[B].Succs, [&](const ir::Edge &E) {
        return E.To == C.Block || W.graph().reaches(E.To, C.Block);
      });
    });
  }

  /// Whether the value is that of a variable which no turn sets.
  bool setBefore(const CallSite &C, ir::ValueId V) {
    while (V != ir::None && F.Instrs[V].Kind == ir::Op::Cast)
      V = F.operands(F.Instrs[V])[0];
    if (V == ir::None || F.Instrs[V].Kind != ir::Op::Load)
      return false;
    const ir::Place &Var = F.Places[F.Instrs[V].Aux];
    if (Var.Base != ir::BaseKind::Local || !Var.Steps.empty())
      return false;
    for (ir::BlockId B : W.graph().order())
      for (uint32_t I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I) {
        ir::Op K = F.Instrs[I].Kind;
        bool Sets =
            (K == ir::Op::Store || K == ir::Op::Rmw) && sameLoop(B, C.Block);
        if (!Sets && K != ir::Op::AddrOf)
          continue;
        const ir::Place &Pl = F.Places[F.Instrs[I].Aux];
        if (Pl.Base == Var.Base && Pl.Index == Var.Index)
          return false; // the whole or a part
      }
    return true;
  }

  /// Nothing that the loop changes has a part in the value, and the look that
  /// it was computed from stands before the loop.
  bool staleIn(const CallSite &C, TermId Desired, ir::BlockId Seen, bool Kept) {
    if (sameLoop(Seen, C.Block))
      return false;
    // Ways that meet in the head of the loop may have come from before it.
    return Kept || !derives(Desired, [&](TermId Y) {
             const Term &A = T[Y];
             if (A.Kind == TermKind::Phi)
               return sameLoop(A.A, C.Block);
             if (A.Kind != TermKind::Opaque || A.A >= F.Instrs.size())
               return false;
             // A value that is made anew in each turn.
             return any_of(W.graph().order(), [&](ir::BlockId B) {
               return F.Blocks[B].Begin <= A.A && A.A < F.Blocks[B].End &&
                      sameLoop(B, C.Block);
             });
           });
  }

  /// The variable whose address is passed as `expected`.
  const ir::Place *expectedPlace(const CallSite &C, const Row &R) {
    const model::Position *At = R.arg(Slot::Expected);
    if (!At || At->Where != model::Position::Kind::Out)
      return nullptr;
    ir::ValueId V = operand(C, At);
    while (V != ir::None && F.Instrs[V].Kind == ir::Op::Cast)
      V = F.operands(F.Instrs[V])[0];
    if (V == ir::None || F.Instrs[V].Kind != ir::Op::AddrOf)
      return nullptr;
    const ir::Place &Pl = F.Places[F.Instrs[V].Aux];
    bool Own =
        (Pl.Base == ir::BaseKind::Local || Pl.Base == ir::BaseKind::Param) &&
        Pl.Steps.empty();
    return Own ? &Pl : nullptr;
  }

  void loopOverFixed(const CallSite &C, const Row &R, TermId Cell,
                     TermId Desired) {
    const ir::Place *Var = expectedPlace(C, R);
    if (!Var || !Cell || !retries(C))
      return;
    bool Fixed = false;
    for (ir::BlockId B : W.graph().order())
      for (uint32_t I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I) {
        const ir::Instr &X = F.Instrs[I];
        bool Touches = X.Kind == ir::Op::Store || X.Kind == ir::Op::Load ||
                       X.Kind == ir::Op::Rmw || X.Kind == ir::Op::AddrOf;
        if (!Touches)
          continue;
        const ir::Place &Pl = F.Places[X.Aux];
        if (Pl.Base != Var->Base || Pl.Index != Var->Index)
          continue;
        if (X.Kind == ir::Op::AddrOf) {
          bool Passed = is_contained(F.operands(F.Instrs[C.Site]), I);
          if (!Passed)
            return; // somebody else may set it
          continue;
        }
        if (X.Kind != ir::Op::Store || sameLoop(B, C.Block))
          return; // looked at, or set again in each turn
        TermId V = W.valueAt(I);
        if (!T.constant(V) && T.kind(V) != TermKind::Param)
          return;
        Fixed = true;
      }
    if (Var->Base == ir::BaseKind::Param)
      Fixed = true;
    if (Fixed)
      clobbered(C);
  }

  /// A second call with the expected value that the refusal of a first one has
  /// overwritten, where it was meant to be a fixed one.
  bool tryAgain(const CallSite &C, const Row &R, TermId Cell) {
    const ir::Place *Var = expectedPlace(C, R);
    if (!Var || !Cell)
      return false;
    for (const CallSite &E : W.calls()) {
      if (E.Callee == ~0u || E.Site == C.Site || sameLoop(E.Block, C.Block) ||
          !(E.Block == C.Block ? E.Site < C.Site
                               : W.graph().reaches(E.Block, C.Block)))
        continue;
      for (const Row *First : W.program().rows(E.Callee)) {
        const ir::Place *Other = First->Is == Role::AtomicCompare
                                     ? expectedPlace(E, *First)
                                     : nullptr;
        if (!Other || Other->Base != Var->Base || Other->Index != Var->Index ||
            valueOf(operand(E, First->arg(Slot::Object))) != Cell ||
            !isFixedUntil(*Var, E, C))
          continue;
        TermId Told = W.valueAt(E.Site);
        if (any_of(W.conditions(C.Block),
                   [&](Literal L) { return L.Cond == Told && L.Holds; }))
          continue;
        clobbered(C);
        return true;
      }
    }
    return false;
  }

  /// Whether a variable is set once, to a constant or a parameter, before the
  /// first call, and nobody asks before the second one if it still is that.
  bool isFixedUntil(const ir::Place &Var, const CallSite &First,
                    const CallSite &Then) {
    TermId Was =
        Var.Base == ir::BaseKind::Param ? T.get(TermKind::Param, Var.Index) : 0;
    for (ir::BlockId B : W.graph().order())
      for (uint32_t I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I) {
        const ir::Instr &X = F.Instrs[I];
        if (X.Kind == ir::Op::Store && isVariable(I, Var)) {
          TermId V = W.valueAt(I);
          if (Was || I > First.Site ||
              !(T.constant(V) || T.kind(V) == TermKind::Param))
            return false;
          Was = V;
        }
        if (X.Kind != ir::Op::Cmp || I < First.Site || I > Then.Site)
          continue;
        auto Ops = F.operands(X);
        bool Looked = any_of(Ops, [&](ir::ValueId O) {
          return F.Instrs[O].Kind == ir::Op::Load && isVariable(O, Var);
        });
        if (Looked && any_of(Ops, [&](ir::ValueId O) {
              return W.valueAt(O) == Was ||
                     (T.constant(W.valueAt(O)) &&
                      T.constant(W.valueAt(O)) == T.constant(Was));
            }))
          return false;
      }
    return Was != 0;
  }

  Finding start(const CallSite &C, StringRef Check, StringRef Pattern,
                Confidence Sure) {
    Finding R;
    R.Check = Check.str();
    R.Pattern = Pattern.str();
    R.Sure = Sure;
    R.At = R.Act =
        window::positionOf(P, SourceAt{W.unitIndex(), F.Instrs[C.Site].At});
    R.Function = P.qualifiedName(W.self()).str();
    R.FunctionUSR = P.usr(W.self()).str();
    return R;
  }

  void ignored(const CallSite &C) {
    Finding R = start(C, "tocsin-ignored-conflict", "exchange-ignored",
                      Confidence::High);
    R.Message = "the compare-exchange is refused if another thread was faster, "
                "but nobody looks at its result, so this update is lost";
    R.Notes.push_back({R.At,
                       "repeat it in a loop until it succeeds; it reloads the "
                       "expected value itself",
                       NoteKind::Advice});
    Report(std::move(R));
  }

  void stale(const CallSite &C) {
    Finding R = start(C, "tocsin-unchecked-version", "exchange-stale",
                      Confidence::High);
    R.Message = "repeats the compare-exchange with a value that was computed "
                "before the loop, over the change that it was refused for";
    R.Notes.push_back(
        {R.At,
         "compute the new value in each turn from the expected one, "
         "which a refusal reloads",
         NoteKind::Advice});
    Report(std::move(R));
  }

  Finding comesBack(const CallSite &C) {
    Finding R = start(C, "tocsin-unchecked-version", "exchange-aba",
                      Confidence::Medium);
    R.Message = "the head may have been taken off and given back since it was "
                "read, with another next: the compare-exchange does not see it";
    R.Notes.push_back({R.At,
                       "keep a count of changes beside the index, in the same "
                       "word",
                       NoteKind::Advice});
    return R;
  }

  void clobbered(const CallSite &C) {
    Finding R = start(C, "tocsin-unchecked-version", "expected-clobbered",
                      Confidence::Medium);
    R.Message = "a refused compare-exchange puts what it found into its "
                "expected value, so the next turn compares with anything";
    R.Notes.push_back(
        {R.At, "set the expected value again in each turn", NoteKind::Advice});
    Report(std::move(R));
  }

  FunctionFlow &W;
  const link::Program &P;
  const ir::Function &F;
  TermTable &T;
  FreeLists &Lists;
  Sink Report;
};
} // namespace

void compareExchange(FunctionFlow &W, const link::Program &P, FreeLists &Lists,
                     Sink Report) {
  Exchange(W, P, Lists, Report).run();
}

void FreeLists::finish(Sink Report) {
  for (auto &[Cell, F] : Taken)
    if (Given.contains(Cell))
      Report(std::move(F));
}

} // namespace tocsin::version
