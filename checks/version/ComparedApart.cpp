//===- ComparedApart.cpp - A version compared before the write's lock -----===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A record in memory carries a version. A function compares it with the one
// that its caller has seen, and writes the record if they are equal; but the
// comparison is of no use if the lock under which the record is written was
// taken after it, or given back in between:
//
//   compared in one critical section, written in another,
//   compared in a copy that a getter made under its own lock,
//   compared, waited or suspended, written,
//   compared here, written by a closure that runs later and locks by itself,
//   compared by a helper that tells the outcome, or written by one.
//
// Looking again behind the lock makes it right; such a write is fresh for the
// checks of memory, too.
//
//===----------------------------------------------------------------------===//

#include "Flow/CallTransfer.h"
#include "checks/version/Version.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::flow;
using tocsin::model::Role;

namespace tocsin::version {

/// Larger functions are no helpers that look or tell.
static constexpr size_t MaxHelper = 120;
/// Getters that call getters.
static constexpr unsigned MaxGetters = 2;

namespace {
/// A place in the order of execution.
struct Point {
  BlockId Block = 0;
  ValueId At = 0;
};

/// A comparison of a record's version.
struct Comparison : Point {
  StringRef Record, Field;
  TermId Truth = 0;
  ValueId Seen = None;   // what it is compared with
  bool ByHelper = false; // a call that tells the outcome
  bool Throws = false;   // ... or throws: what follows it was decided by it
  SmallVector<NameId, 4> Through; // fields on the way to the record
};

struct Write : Point {
  StringRef Record;  // written as a whole, or ...
  StringRef Around;  // ... the one that the written field belongs to
  NameId Within = 0; // ... or the field whose elements it is one of
};

class Finder {
public:
  Finder(FunctionFlow &W, const link::Program &P, const Counters &Counted,
         Sink Report)
      : W(W), P(P), F(W.function()), U(W.unit()), T(W.terms()),
        Counted(Counted), Report(Report) {}

  void run(LookedAgain *Again) {
    collect();
    if (Compared.empty())
      return;
    for (const Comparison &C : Compared)
      if (!here(C))
        later(C);
    if (!Again)
      return;
    for (const Write &A : Writes)
      if (any_of(Compared, [&](const Comparison &C) {
            return concerns(A, C) && before(C, A) && decides(C, A.Block) &&
                   !apart(C, A) && locked(C);
          })) {
        Position At =
            window::positionOf(P, SourceAt{W.unitIndex(), F.Instrs[A.At].At});
        Again->insert({At.File, At.Line});
      }
  }

private:
  bool concerns(const Write &A, const Comparison &C) {
    return A.Record == C.Record || A.Around == C.Record ||
           (A.Within && is_contained(C.Through, A.Within));
  }

  /// The fields that a comparison goes through to the record: those of the
  /// value, and those that a getter looks into.
  void noteWay(Comparison &C, ValueId V) {
    while (F.Instrs[V].Kind == ir::Op::Cast)
      V = F.operands(F.Instrs[V])[0];
    if (TermId X = W.valueAt(V))
      W.derivation(X, [&](TermId Y) {
        if (T.kind(Y) == TermKind::FieldAddr)
          C.Through.push_back(T[Y].A);
        return T.kind(Y) != TermKind::Taken;
      });
    if (F.Instrs[V].Kind != ir::Op::Call || F.Instrs[V].Aux == None ||
        CallKind(F.Instrs[V].Sub) == CallKind::Indirect)
      return;
    ProgramView::Body B =
        W.program().body(W.program().function(W.unitIndex(), F.Instrs[V].Aux));
    if (!B.F || !B.F->defined())
      return;
    for (const Place &Pl : B.F->Places)
      for (const Step &S : Pl.Steps)
        if (Pl.Base == BaseKind::This && S.Kind == StepKind::Field)
          C.Through.push_back(
              W.program().names().intern(P.unit(B.Unit).str(S.Name)));
  }

  /// The version field that a value was read from.
  bool versionOf(ValueId V, StringRef &Record, StringRef &Field) {
    while (F.Instrs[V].Kind == ir::Op::Cast)
      V = F.operands(F.Instrs[V])[0];
    if (F.Instrs[V].Kind == ir::Op::Load) {
      const Place &Pl = F.Places[F.Instrs[V].Aux];
      if (!Pl.Steps.empty() && Pl.Steps.back().Kind == StepKind::Field) {
        Record = U.str(Pl.Steps.back().Owner);
        Field = U.str(Pl.Steps.back().Name);
        return Counted.isVersion(Record, Field);
      }
    }
    if (F.Instrs[V].Kind == ir::Op::Call && F.Instrs[V].Aux != None &&
        CallKind(F.Instrs[V].Sub) != CallKind::Indirect &&
        given(W.program().function(W.unitIndex(), F.Instrs[V].Aux), Record,
              Field))
      return true;
    TermId X = W.valueAt(V);
    if (T.kind(X) == TermKind::Init)
      X = T.op(X, 0);
    if (T.kind(X) != TermKind::FieldOf && T.kind(X) != TermKind::FieldAddr)
      return false;
    Field = W.program().names()[T[X].A];
    Record = W.program().names()[T[X].B];
    return !Record.empty() && Counted.isVersion(Record, Field);
  }

  /// The version that a body loads for its operand, through casts.
  bool fieldIn(ProgramView::Body B, ValueId V, StringRef &Record,
               StringRef &Field, unsigned Depth = 0) {
    while (B.F->Instrs[V].Kind == ir::Op::Cast)
      V = B.F->operands(B.F->Instrs[V])[0];
    // `found ? it->version : 0`
    if (B.F->Instrs[V].Kind == ir::Op::Select) {
      auto Ops = B.F->operands(B.F->Instrs[V]);
      return fieldIn(B, Ops[1], Record, Field, Depth) ||
             fieldIn(B, Ops[2], Record, Field, Depth);
    }
    if (const Instr &Get = B.F->Instrs[V]; Get.Kind == ir::Op::Call)
      return Depth < MaxGetters && Get.Aux != None &&
             CallKind(Get.Sub) != CallKind::Indirect &&
             given(W.program().function(B.Unit, Get.Aux), Record, Field,
                   Depth + 1);
    if (B.F->Instrs[V].Kind != ir::Op::Load)
      return false;
    const Place &Pl = B.F->Places[B.F->Instrs[V].Aux];
    if (Pl.Steps.empty() || Pl.Steps.back().Kind != StepKind::Field)
      return false;
    Record = P.unit(B.Unit).str(Pl.Steps.back().Owner);
    Field = P.unit(B.Unit).str(Pl.Steps.back().Name);
    return Counted.isVersion(Record, Field);
  }

  /// A getter of a version.
  bool given(ProgFunc Callee, StringRef &Record, StringRef &Field,
             unsigned Depth = 0) {
    ProgramView::Body B = W.program().body(Callee);
    return B.F && B.F->defined() && B.F->Instrs.size() <= MaxHelper &&
           any_of(B.F->Instrs, [&](const Instr &X) {
             return X.Kind == ir::Op::Return && X.NumOps == 1 &&
                    fieldIn(B, B.F->operands(X)[0], Record, Field, Depth);
           });
  }

  /// Whether a body, or what it calls, gives a version a new value.
  bool raisesVersion(ProgFunc Callee, unsigned Depth = 1) {
    ProgramView::Body B = W.program().body(Callee);
    if (!B.F || !B.F->defined())
      return false;
    const ir::Unit &Of = P.unit(B.Unit);
    return any_of(B.F->Instrs, [&](const Instr &X) {
      if (X.Kind == ir::Op::Call)
        return Depth && X.Aux != None &&
               CallKind(X.Sub) != CallKind::Indirect &&
               raisesVersion(W.program().function(B.Unit, X.Aux), Depth - 1);
      if (X.Kind != ir::Op::Store && X.Kind != ir::Op::Rmw)
        return false;
      const Place &Pl = B.F->Places[X.Aux];
      return !Pl.Steps.empty() && Pl.Steps.back().Kind == StepKind::Field &&
             Counted.isVersion(Of.str(Pl.Steps.back().Owner),
                               Of.str(Pl.Steps.back().Name));
    });
  }

  static bool throws(const Function &In) {
    return any_of(In.Instrs,
                  [](const Instr &X) { return X.Kind == ir::Op::Throw; });
  }

  /// A helper that compares a version with what it is handed, or has another do
  /// so, changes nothing and tells the outcome, or throws.
  bool asks(ProgFunc Callee, StringRef &Record, StringRef &Field,
            unsigned Depth = 1) {
    ProgramView::Body B = W.program().body(Callee);
    if (!B.F || !B.F->defined() || B.F->Instrs.size() > MaxHelper ||
        (P.unit(B.Unit).Types[B.F->Result].Kind == TypeKind::Void &&
         !throws(*B.F)) ||
        raisesVersion(Callee))
      return false;
    bool Found = false;
    for (const Instr &X : B.F->Instrs) {
      StringRef Of, Name;
      if (Depth && !Found && X.Kind == ir::Op::Call && X.Aux != None &&
          CallKind(X.Sub) != CallKind::Indirect)
        Found = asks(W.program().function(B.Unit, X.Aux), Record, Field, 0);
      if (X.Kind != ir::Op::Cmp || X.NumOps != 2 ||
          (CmpOp(X.Sub) != CmpOp::Eq && CmpOp(X.Sub) != CmpOp::Ne))
        continue;
      auto Ops = B.F->operands(X);
      for (unsigned I : {0, 1})
        if (fieldIn(B, Ops[I], Of, Name) && isParam(*B.F, Ops[1 - I])) {
          Record = Of;
          Field = Name;
          Found = true;
        }
    }
    return Found;
  }

  static bool isParam(const Function &In, ValueId V) {
    while (In.Instrs[V].Kind == ir::Op::Cast)
      V = In.operands(In.Instrs[V])[0];
    return In.Instrs[V].Kind == ir::Op::Load &&
           In.Places[In.Instrs[V].Aux].Base == BaseKind::Param;
  }

  void compare(ValueId V, BlockId B) {
    const Instr &X = F.Instrs[V];
    auto Op = CmpOp(X.Sub);
    if (Op != CmpOp::Eq && Op != CmpOp::Ne)
      return;
    auto Ops = F.operands(X);
    for (unsigned I : {0, 1}) {
      Comparison C;
      if (!versionOf(Ops[I], C.Record, C.Field) ||
          T.constant(W.valueAt(Ops[1 - I])))
        continue;
      // What a request brings along is called a version, too.
      if (I == 1 && !Compared.empty() && Compared.back().At == V &&
          Compared.back().Record == C.Record)
        return;
      C.Block = B;
      C.At = V;
      C.Truth = W.valueAt(V);
      C.Seen = Ops[1 - I];
      noteWay(C, Ops[I]);
      Compared.push_back(C);
    }
  }

  /// Whether others may know what stands at the address.
  bool isShared(TermId Address) {
    return Address && T.kind(T.root(Address)) != TermKind::LocalAddr;
  }

  StringRef recordOf(TypeId Id) const {
    const Type &Ty = U.Types[Id];
    return Ty.Kind == TypeKind::Record ? U.str(Ty.Name) : StringRef();
  }

  void store(ValueId V, BlockId B) {
    const Place &Pl = F.Places[F.Instrs[V].Aux];
    bool Known =
        Pl.Base == BaseKind::Local && none_of(Pl.Steps, [](const Step &S) {
          return S.Kind == StepKind::Deref;
        });
    if (Known)
      return;
    Write X;
    X.Block = B;
    X.At = V;
    if (!Pl.Steps.empty() && Pl.Steps.back().Kind == StepKind::Field)
      X.Record = U.str(Pl.Steps.back().Owner);
    if (StringRef Whole = recordOf(Pl.Type); !Whole.empty())
      X.Record = Whole;
    if (Pl.Base == BaseKind::Value && !isShared(W.valueAt(Pl.Index)))
      return;
    if (!X.Record.empty())
      Writes.push_back(X);
  }

  /// A helper that takes no lock, compares no version, and raises that of the
  /// record which it is handed in a parameter.
  bool writesParam(ProgFunc Callee, unsigned &Param, StringRef &Record) {
    ProgramView::Body B = W.program().body(Callee);
    if (!B.F || !B.F->defined() || B.F->Instrs.size() > MaxHelper)
      return false;
    const ir::Unit &Of = P.unit(B.Unit);
    bool Found = false;
    StringRef Field;
    for (const Instr &X : B.F->Instrs) {
      if (X.Kind == ir::Op::Call && X.Aux != None &&
          any_of(W.program().rows(W.program().function(B.Unit, X.Aux)),
                 [](const model::Row *R) {
                   return R->Is == Role::LockAcquire ||
                          R->Is == Role::LockRelease;
                 }))
        return false;
      if (Found || (X.Kind != ir::Op::Store && X.Kind != ir::Op::Rmw))
        continue;
      const Place &Pl = B.F->Places[X.Aux];
      if (Pl.Base != BaseKind::Param || Pl.Steps.empty() ||
          Pl.Steps.back().Kind != StepKind::Field ||
          !Counted.isVersion(Of.str(Pl.Steps.back().Owner),
                             Of.str(Pl.Steps.back().Name)))
        continue;
      Param = Pl.Index;
      Record = Of.str(Pl.Steps.back().Owner);
      Field = Of.str(Pl.Steps.back().Name);
      Found = true;
    }
    return Found && !compares(Callee, Field);
  }

  /// An assignment of the record, or a call that fills one of its fields.
  void call(ValueId V, BlockId B) {
    const Instr &X = F.Instrs[V];
    if (X.Aux == None || CallKind(X.Sub) == CallKind::Indirect)
      return;
    const Function &C = U.Functions[X.Aux];
    auto Ops = F.operands(X);
    Write A;
    A.Block = B;
    A.At = V;
    if (X.Flags & FlagReceiver && !(X.Flags & (FlagCtor | FlagDtor)) &&
        U.str(C.Name).ends_with("::operator=") && isShared(W.valueAt(Ops[0]))) {
      A.Record = U.str(C.Owner);
      if (TermId To = W.valueAt(Ops[0]); T.kind(To) == TermKind::FieldAddr)
        A.Around = W.program().names()[T[To].B];
    }
    ProgFunc Callee = W.program().function(W.unitIndex(), X.Aux);
    if (P.isDefined(Callee)) {
      Helpers.push_back({Point{B, V}, Callee});
      Comparison C;
      C.Throws = U.Types[U.Functions[X.Aux].Result].Kind == TypeKind::Void;
      if ((C.Throws || !(X.Flags & (FlagDiscarded | FlagVoidCast))) &&
          asks(Callee, C.Record, C.Field)) {
        C.Block = B;
        C.At = V;
        C.Truth = W.valueAt(V);
        C.ByHelper = true;
        Compared.push_back(C);
      }
    }
    if (unsigned Param = 0; writesParam(Callee, Param, A.Record)) {
      unsigned First = X.Flags & FlagReceiver ? 1 : 0;
      if (First + Param < Ops.size() && isShared(W.valueAt(Ops[First + Param])))
        Writes.push_back(A);
      A.Record = StringRef();
    }
    bool Fills = any_of(W.program().rows(Callee), [](const model::Row *R) {
      return R->Is == Role::Fill || R->Is == Role::Append ||
             R->Is == Role::MemoryWrite;
    });
    for (ValueId O : Ops) {
      while (F.Instrs[O].Kind == ir::Op::Cast)
        O = F.operands(F.Instrs[O])[0];
      TermId At = W.valueAt(O);
      if (Fills && A.Record.empty() && T.kind(At) == TermKind::FieldAddr &&
          isShared(At))
        A.Record = W.program().names()[T[At].B];
      if (Fills)
        break; // the target comes first
    }
    // An element is taken out of a container.
    if (X.Flags & FlagReceiver && Ops.size() >= 2 &&
        any_of(W.program().rows(Callee), [](const model::Row *R) {
          const model::Position *Of = R->arg(model::Slot::Container);
          return R->Is == Role::Destroy && Of &&
                 Of->Where == model::Position::Kind::This;
        }))
      if (TermId On = W.valueAt(Ops[0]); T.kind(On) == TermKind::FieldAddr)
        A.Within = T[On].A;
    if (!A.Record.empty() || A.Within)
      Writes.push_back(A);
  }

  void collect() {
    for (BlockId B : W.graph().order())
      for (uint32_t I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I)
        switch (F.Instrs[I].Kind) {
        case ir::Op::Cmp:
          compare(I, B);
          break;
        case ir::Op::Store:
        case ir::Op::Rmw:
          if (!(F.Instrs[I].Flags & FlagInit))
            store(I, B);
          break;
        case ir::Op::Call:
          call(I, B);
          break;
        case ir::Op::Suspend:
          Breaks.push_back({B, I});
          break;
        default:
          break;
        }
    for (EventId E = 0; E < W.events().size(); ++E) {
      if (!W.happens(E))
        continue;
      const Event &X = W.event(E);
      if (X.role() == Role::LockWait)
        Breaks.push_back({X.Block, X.Site});
      if (X.role() == Role::LockAcquire)
        Taken.push_back(E);
    }
  }

  bool before(const Point &A, const Point &B) {
    return A.Block == B.Block ? A.At < B.At
                              : W.graph().reaches(A.Block, B.Block);
  }

  /// Whether the block runs because the versions differ: a refresh.
  bool differs(const Comparison &C, BlockId B) {
    return any_of(W.conditions(B), [&](Literal L) {
      while (T.kind(L.Cond) == TermKind::Not)
        L = {T.op(L.Cond, 0), !L.Holds};
      return L.Cond == C.Truth && T.kind(L.Cond) == TermKind::Cmp &&
             L.Holds == (CmpOp(T[L.Cond].A) == CmpOp::Ne);
    });
  }

  bool decides(const Comparison &C, BlockId B) {
    if (!C.ByHelper && differs(C, B))
      return false;
    if (C.Throws)
      return W.graph().dominates(C.Block, B);
    return any_of(W.graph().controlClosure(B), [&](BranchEdge E) {
      bool Found = false;
      if (TermId Cond = W.condition(E.Block))
        W.derivation(Cond, [&](TermId Y) {
          Found |= Y == C.Truth;
          return !Found && T.kind(Y) != TermKind::Taken;
        });
      return Found;
    });
  }

  /// Something between the comparison and the write after which others may
  /// have written, and no comparison after it.
  bool apart(const Comparison &C, const Write &A) {
    auto Looked = [&](const Point &From) {
      return any_of(Compared,
                    [&](const Comparison &D) {
                      return D.At != C.At && D.Record == C.Record &&
                             before(From, D) && before(D, A);
                    }) ||
             any_of(Helpers, [&](auto &H) {
               return before(From, H.first) && before(H.first, A) &&
                      compares(H.second, C.Field);
             });
    };
    for (const Point &X : Breaks)
      if (before(C, X) && before(X, A) && !before(X, C) && !Looked(X))
        return true;
    for (EventId E : Taken) {
      const Event &X = W.event(E);
      Point At{X.Block, X.Site};
      if (!before(C, At) || !before(At, A) || before(At, C) || Looked(At))
        continue;
      // One lock inside another, which was there before the comparison.
      bool Covered = any_of(W.heldAt(E), [&](const Protection &H) {
        const Event *By = W.acquisition(H);
        return !By || before({By->Block, By->Site}, C);
      });
      if (!Covered)
        return true;
    }
    return false;
  }

  /// Whether a lock was taken before the comparison.
  bool locked(const Comparison &C) {
    return any_of(Taken, [&](EventId E) {
      return before({W.event(E).Block, W.event(E).Site}, C);
    });
  }

  /// Whether a body compares a field of that name.
  bool compares(ProgFunc Body, StringRef Field) {
    ProgramView::Body B = W.program().body(Body);
    for (const Instr &X : B.F->Instrs)
      if (X.Kind == ir::Op::Cmp)
        for (ValueId V : B.F->operands(X)) {
          while (B.F->Instrs[V].Kind == ir::Op::Cast)
            V = B.F->operands(B.F->Instrs[V])[0];
          if (B.F->Instrs[V].Kind != ir::Op::Load)
            continue;
          const Place &Pl = B.F->Places[B.F->Instrs[V].Aux];
          if (!Pl.Steps.empty() && Pl.Steps.back().Kind == StepKind::Field &&
              P.unit(B.Unit).str(Pl.Steps.back().Name) == Field)
            return true;
        }
    return false;
  }

  /// Whether a body takes a lock and then writes such a record, without a look
  /// at its version.
  const Instr *writesLocked(ProgFunc Callee, const Comparison &C,
                            bool Locks = false) {
    ProgramView::Body B = W.program().body(Callee);
    if (!B.F || !B.F->defined() || B.F->Instrs.size() > MaxHelper ||
        compares(Callee, C.Field))
      return nullptr;
    const ir::Unit &Of = P.unit(B.Unit);
    auto IsField = [&](const Place &Pl) {
      return !Pl.Steps.empty() && Pl.Steps.back().Kind == StepKind::Field &&
             Of.str(Pl.Steps.back().Owner) == C.Record &&
             Pl.Base != BaseKind::Local && Pl.Base != BaseKind::Param;
    };
    for (const Instr &X : B.F->Instrs) {
      if (X.Kind == ir::Op::Call && X.Aux != None &&
          CallKind(X.Sub) != CallKind::Indirect) {
        Locks |= any_of(
            W.program().rows(W.program().function(B.Unit, X.Aux)),
            [](const model::Row *R) { return R->Is == Role::LockAcquire; });
        const Function &To = Of.Functions[X.Aux];
        if (Locks && !(X.Flags & FlagCtor) && Of.str(To.Owner) == C.Record &&
            Of.str(To.Name).ends_with("::operator=") &&
            !isParam(*B.F, B.F->operands(X)[0]))
          return &X;
        // A member that is an object: `n->text = text`.
        if (Locks && X.Flags & FlagReceiver &&
            Of.str(To.Name).ends_with("::operator=")) {
          const Instr &At = B.F->Instrs[B.F->operands(X)[0]];
          if (At.Kind == ir::Op::AddrOf && IsField(B.F->Places[At.Aux]))
            return &X;
        }
      }
      if (!Locks || (X.Kind != ir::Op::Store && X.Kind != ir::Op::Rmw) ||
          X.Flags & FlagInit)
        continue;
      const Place &Pl = B.F->Places[X.Aux];
      const Type &Ty = Of.Types[Pl.Type];
      // What is put where the caller says is a copy, and so is a local.
      bool Own =
          Pl.Base == BaseKind::Local && none_of(Pl.Steps, [](const Step &S) {
            return S.Kind == StepKind::Deref;
          });
      if (!Pl.Steps.empty() && !Own && Pl.Base != BaseKind::Param &&
          ((Ty.Kind == TypeKind::Record && Of.str(Ty.Name) == C.Record) ||
           Of.str(Pl.Steps.back().Owner) == C.Record))
        return &X;
    }
    return nullptr;
  }

  bool here(const Comparison &C) {
    for (auto &[At, Callee] : Helpers)
      if (At.At != C.At && before(C, At) && decides(C, At.Block) &&
          !locked(C) && writesLocked(Callee, C)) {
        report(C, F.Instrs[At.At].At);
        return true;
      }
    for (const Write &A : Writes)
      if (concerns(A, C) && before(C, A) && decides(C, A.Block) &&
          apart(C, A)) {
        report(C, F.Instrs[A.At].At);
        return true;
      }
    return false;
  }

  /// A closure made after the comparison that locks and then writes the record
  /// without a look.
  void later(const Comparison &C) {
    for (BlockId B : W.graph().order())
      for (uint32_t I = F.Blocks[B].Begin; I < F.Blocks[B].End; ++I) {
        if (F.Instrs[I].Kind != ir::Op::Closure || !before(C, {B, I}) ||
            !decides(C, B))
          continue;
        ProgFunc Closure = W.program().function(W.unitIndex(), F.Instrs[I].Aux);
        if (compares(Closure, C.Field))
          return;
        if (const Instr *Writes = writesLocked(Closure, C, postponed(B, I)))
          return report(C, Writes->At);
      }
  }

  /// Whether the closure is handed to somebody who keeps it and does not call
  /// it: it runs later, when anybody may have been there.
  bool postponed(BlockId B, ValueId Closure) {
    for (uint32_t I = Closure + 1; I < F.Blocks[B].End; ++I) {
      const Instr &X = F.Instrs[I];
      if (X.Kind != ir::Op::Call || X.Aux == None ||
          CallKind(X.Sub) == CallKind::Indirect)
        continue;
      auto Ops = F.operands(X);
      auto At = find_if(Ops, [&](ValueId V) {
        return closureIn(F, V, 2) == F.Instrs[Closure].Aux;
      });
      if (At == Ops.end() || X.Flags & (FlagCtor | FlagDtor))
        continue;
      return keepsFunction(W.program().function(W.unitIndex(), X.Aux), 2);
    }
    return false;
  }

  /// Whether a body hands on or keeps what it is handed, and calls nothing
  /// that is not known by name.
  bool keepsFunction(ProgFunc Callee, unsigned Depth) {
    ProgramView::Body Body = W.program().body(Callee);
    if (!Body.F || !Body.F->defined() || Body.F->Instrs.size() > MaxHelper)
      return false;
    const ir::Unit &Of = P.unit(Body.Unit);
    bool Keeps = false;
    for (const Instr &X : Body.F->Instrs) {
      if (X.Kind != ir::Op::Call)
        continue;
      if (X.Aux == None || CallKind(X.Sub) == CallKind::Indirect ||
          Of.str(Of.Functions[X.Aux].Name).ends_with("::operator()"))
        return false;
      ProgFunc Next = W.program().function(Body.Unit, X.Aux);
      Keeps |= any_of(W.program().rows(Next), [](const model::Row *R) {
        return R->Is == Role::Enqueue || R->Is == Role::Append ||
               R->Is == Role::MemoryWrite || R->Is == Role::ThreadStart;
      });
      Keeps |= Depth && keepsFunction(Next, Depth - 1);
    }
    return Keeps;
  }

  void report(const Comparison &C, Loc At) {
    Finding R;
    R.Check = "tocsin-unchecked-version";
    R.Pattern = "compared-apart";
    R.Sure = Confidence::Medium;
    R.At = R.Act = window::positionOf(P, SourceAt{W.unitIndex(), At});
    R.Function = P.qualifiedName(W.self()).str();
    R.FunctionUSR = P.usr(W.self()).str();
    R.Object = (C.Record + "." + C.Field).str();
    R.Message = "writes '" + C.Record.str() + "' whose '" + C.Field.str() +
                "' was compared before the lock of this write was taken, so "
                "others may have changed it since";
    R.Notes.push_back(
        {window::positionOf(P, SourceAt{W.unitIndex(), F.Instrs[C.At].At}),
         "'" + C.Field.str() + "' is compared here", NoteKind::Decision});
    R.Notes.push_back(
        {R.At, "compare again under the lock of this write", NoteKind::Advice});
    Report(std::move(R));
  }

  FunctionFlow &W;
  const link::Program &P;
  const Function &F;
  const Unit &U;
  TermTable &T;
  const Counters &Counted;
  Sink Report;
  SmallVector<Comparison, 4> Compared;
  SmallVector<Write, 8> Writes;
  SmallVector<std::pair<Point, ProgFunc>, 8> Helpers; // calls, callees
  SmallVector<Point, 4> Breaks;
  SmallVector<EventId, 4> Taken;
};
} // namespace

void comparedApart(FunctionFlow &W, const link::Program &P,
                   const Counters &Counted, Sink Report, LookedAgain *Again) {
  Finder(W, P, Counted, Report).run(Again);
}

} // namespace tocsin::version
