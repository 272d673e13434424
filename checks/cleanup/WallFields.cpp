//===- WallFields.cpp - Fields that hold times of the calendar ------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A reading that is kept to measure a span goes nowhere. One that is shown,
// written or handed to another program is a time of day, as is what was got
// from there. One pass over the instructions, without values.
//
//===----------------------------------------------------------------------===//

#include "Link/Kept.h"
#include "checks/cleanup/Cleanup.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::cleanup {

static constexpr unsigned MaxDepth = 3;

namespace {
class FieldReader {
  using Field = WallFacts::Field;

public:
  FieldReader(link::Program &P, const std::set<Field> &Asked)
      : P(P), Asked(Asked) {}

  std::set<Field> run() {
    for (ProgFunc G = 0; G < P.functionCount(); ++G)
      if (P.body(G).F->defined())
        if (Field Of = givenBack(P.body(G)); Of.second)
          Gives[G] = Of;
    for (ProgFunc G = 0; G < P.functionCount(); ++G)
      if (P.body(G).F->defined())
        visit(P.body(G));
    for (const Field &Of : Asked)
      if (const link::Program::Stamp *S = P.stamp(Of.first, Of.second))
        if (Stores[Of] > S->Stores)
          Calendar.insert(Of);
    return Calendar;
  }

private:
  Field fieldOf(const ProgramView::Body &B, const ir::Instr &I) {
    const ir::Place &X = B.F->Places[I.Aux];
    const ir::Step *S = X.field();
    Field Of = S ? Field{P.name(B.Unit, S->Owner), P.name(B.Unit, S->Name)}
                 : link::tableAt(P, B.Unit, *B.F, X, X.Steps);
    return Asked.count(Of) ? Of : Field{0, 0};
  }

  /// The field whose value the instruction has, in whatever unit.
  Field valueOf(const ProgramView::Body &B, ir::ValueId V, unsigned Depth) {
    const ir::Instr &I = B.F->Instrs[V];
    if (Depth > 6)
      return {0, 0};
    switch (I.Kind) {
    case ir::Op::Load:
    case ir::Op::AddrOf:
      return fieldOf(B, I);
    case ir::Op::Cast:
      return valueOf(B, B.F->operands(I)[0], Depth + 1);
    case ir::Op::Bin:
      switch (ir::BinOp(I.Sub)) {
      case ir::BinOp::Mul:
      case ir::BinOp::Div:
        return valueOf(B, B.F->operands(I)[0], Depth + 1);
      default:
        return {0, 0};
      }
    case ir::Op::Call: {
      if (I.Aux == ir::None)
        return {0, 0};
      ProgFunc C = P.function(B.Unit, I.Aux);
      if (auto It = Gives.find(C); It != Gives.end())
        return It->second;
      bool Pure = any_of(P.rows(C), [](const Row *R) {
        return R->Is == Role::Pure && !(R->Means & bit(Trait::Difference));
      });
      auto Ops = B.F->operands(I);
      return Pure && Ops.size() == 1 ? valueOf(B, Ops[0], Depth + 1)
                                     : Field{0, 0};
    }
    default:
      return {0, 0};
    }
  }

  /// Not yet a time: a number, or a record of numbers (`timespec seen{}`).
  static bool isConstant(const ir::Function &F, ir::ValueId V) {
    const ir::Instr &X = F.Instrs[V];
    return X.Kind == ir::Op::ConstInt || X.Kind == ir::Op::ConstFloat ||
           (X.Kind == ir::Op::Aggregate &&
            all_of(F.operands(X),
                   [&](ir::ValueId O) { return isConstant(F, O); }));
  }

  /// Whether the value is the same field of another record, whose own stores
  /// tell where it comes from.
  bool copies(const ProgramView::Body &B, ir::ValueId Value, Field Into) {
    return Into.second && valueOf(B, Value, 0) == Into;
  }

  /// What an accessor gives back.
  Field givenBack(const ProgramView::Body &B) {
    Field Of{0, 0};
    for (const ir::Instr &I : B.F->Instrs)
      if (I.Kind == ir::Op::Return && I.NumOps)
        if (Field X = valueOf(B, B.F->operands(I)[0], 0); X.second)
          Of = X;
    return Of;
  }

  /// Whether an address is only looked at.
  static bool looksOnly(const ir::Unit &U, const ir::Instr &Call,
                        unsigned Operand) {
    if (Call.Aux == ir::None)
      return false;
    const ir::Function &C = U.Functions[Call.Aux];
    bool Method = Call.Flags & ir::FlagReceiver;
    if (Method && Operand == 0)
      return C.Flags & (ir::FuncConst | ir::FuncCtor | ir::FuncDtor) ||
             StringRef(U.str(C.Name)).ends_with("operator=");
    unsigned I = Operand - (Method ? 1 : 0);
    if (I >= C.Params.size())
      return false;
    const ir::Type &T = U.Types[C.Params[I].Type];
    return T.Kind != ir::TypeKind::Pointer && T.Kind != ir::TypeKind::Reference
               ? true
               : (U.Types[T.Pointee].Quals & ir::QualConst) != 0;
  }

  /// Whether the operand of a call is put into a text, a file, a message, or
  /// handed to a function nobody knows. Of bytes (`AsBytes`), a copy in memory
  /// is none of these.
  bool shows(const ProgramView::Body &B, const ir::Instr &Call, unsigned Op,
             unsigned Depth, bool AsBytes = false) {
    if (Call.Aux == ir::None)
      return false;
    const ir::Unit &U = P.unit(B.Unit);
    const ir::Function &Callee = U.Functions[Call.Aux];
    ProgFunc C = P.function(B.Unit, Call.Aux);
    bool Known = false;
    for (const Row *R : P.rows(C)) {
      switch (R->Is) {
      case Role::Fill:
        if (AsBytes)
          break;
        return true;
      case Role::Output:
      case Role::Append:
      case Role::FdUse:
      case Role::SqlBind:
      case Role::SqlRun:
      case Role::StoreWrite:
      case Role::StoreCreate:
      case Role::StoreCommand:
        return true;
      case Role::Pure: {
        ir::TypeKind K = U.Types[Callee.Result].Kind;
        if (!AsBytes &&
            (R->Means & (bit(Trait::Printf) | bit(Trait::Braces)) ||
             (K == ir::TypeKind::Record && isText(U, Callee.Result))))
          return true;
        break;
      }
      default:
        break;
      }
      Known = true;
    }
    if (Known)
      return false;
    unsigned I = Op - (Call.Flags & ir::FlagReceiver ? 1 : 0);
    if (Callee.Flags & ir::FuncVariadic && I >= Callee.Params.size())
      return true;
    ProgramView::Body To = P.body(C);
    if (To.F->defined())
      return Depth < MaxDepth && paramShown(To, I, Depth + 1, AsBytes);
    // A function of C without a body; templates of C++ only keep things.
    return !StringRef(U.str(Callee.Name)).contains("::") &&
           !(Call.Flags & ir::FlagReceiver);
  }

  /// `seen.emplace(key, time)`
  bool isPut(const ProgramView::Body &B, const ir::Instr &Call) {
    return any_of(P.rows(P.function(B.Unit, Call.Aux)), [](const Row *R) {
      return R->Is == Role::MemoryWrite && !(R->Means & bit(Trait::Element));
    });
  }

  bool readsClock(const ProgramView::Body &B, const ir::Instr &Call) {
    return Call.Aux != ir::None &&
           any_of(P.rows(P.function(B.Unit, Call.Aux)),
                  [](const Row *R) { return R->Is == Role::ClockRead; });
  }

  bool isText(const ir::Unit &U, ir::TypeId T) {
    return lastName(U.str(U.Types[T].Name)).contains("string");
  }

  bool paramShown(const ProgramView::Body &B, unsigned Param, unsigned Depth,
                  bool AsBytes) {
    for (const ir::Instr &I : B.F->Instrs) {
      if (I.Kind != ir::Op::Call)
        continue;
      auto Ops = B.F->operands(I);
      for (unsigned N = 0; N < Ops.size(); ++N) {
        const ir::Instr *A = &B.F->Instrs[Ops[N]];
        while (A->Kind == ir::Op::Cast)
          A = &B.F->Instrs[B.F->operands(*A)[0]];
        if (A->Kind != ir::Op::Load && A->Kind != ir::Op::AddrOf)
          continue;
        const ir::Place &X = B.F->Places[A->Aux];
        if (X.Base == ir::BaseKind::Param && X.Index == Param &&
            none_of(X.Steps,
                    [](const ir::Step &S) {
                      return S.Kind == ir::StepKind::Field;
                    }) &&
            shows(B, I, N, Depth, AsBytes))
          return true;
      }
    }
    return false;
  }

  void visit(const ProgramView::Body &B) {
    for (ir::ValueId V = 0; V < B.F->Instrs.size(); ++V) {
      const ir::Instr &I = B.F->Instrs[V];
      auto Ops = B.F->operands(I);
      if (I.Kind == ir::Op::Cast)
        bytes(B, V);
      if (I.Kind == ir::Op::Call) {
        if (readsClock(B, I))
          continue; // into the field
        for (unsigned N = 0; N < Ops.size(); ++N) {
          const ir::Instr &A = B.F->Instrs[Ops[N]];
          Field Of = valueOf(B, Ops[N], 0);
          if (!Of.second)
            continue;
          // What is put into a table comes from elsewhere, or is stamped there.
          bool Into = N == 0 && link::memberOf(P, B.Unit, *B.F, I) == Of &&
                      !P.rows(P.function(B.Unit, I.Aux)).empty();
          if (Into && Ops.size() == 3 && isPut(B, I))
            ++Stores[Of];
          else if (Into)
            continue;
          else if ((A.Kind == ir::Op::AddrOf &&
                    !looksOnly(P.unit(B.Unit), I, N)) ||
                   shows(B, I, N, 0))
            Calendar.insert(Of);
        }
        // By assignment of an object.
        if (!Ops.empty() && I.Flags & ir::FlagReceiver &&
            B.F->Instrs[Ops[0]].Kind == ir::Op::AddrOf && I.Aux != ir::None) {
          const ir::Function &C = P.unit(B.Unit).Functions[I.Aux];
          Field Into = fieldOf(B, B.F->Instrs[Ops[0]]);
          if ((StringRef(P.unit(B.Unit).str(C.Name)).ends_with("operator=") ||
               (C.Flags & ir::FuncCtor && Ops.size() > 1)) &&
              !copies(B, Ops.back(), Into))
            ++Stores[Into];
        }
      } else if (I.Kind == ir::Op::Rmw) {
        Calendar.insert(fieldOf(B, I));
      } else if (I.Kind == ir::Op::Store) {
        Field Into = fieldOf(B, I);
        if (!isConstant(*B.F, Ops[0]) && !copies(B, Ops[0], Into))
          ++Stores[Into];
      }
    }
  }

  /// Whether a pointer is stored beside a constant, its size.
  static bool isSized(const ir::Function &F, ir::ValueId Pointer) {
    auto Stored = [&](auto Is) {
      SmallVector<const ir::Place *, 4> At;
      for (const ir::Instr &X : F.Instrs)
        if (X.Kind == ir::Op::Store && Is(F.operands(X)[0]) &&
            F.Places[X.Aux].Steps.size() == 1 && F.Places[X.Aux].field())
          At.push_back(&F.Places[X.Aux]);
      return At;
    };
    auto Pointers = Stored([&](ir::ValueId V) { return V == Pointer; });
    auto Sizes = Stored(
        [&](ir::ValueId V) { return F.Instrs[V].Kind == ir::Op::ConstInt; });
    return any_of(Pointers, [&](const ir::Place *P) {
      return any_of(Sizes, [&](const ir::Place *S) {
        return S->Base == P->Base && S->Index == P->Index;
      });
    });
  }

  /// Whether the bytes that a pointer leads to leave the program: by a call, or
  /// by a record that holds the pointer.
  bool leaves(const ProgramView::Body &B, ir::ValueId V, unsigned Depth) {
    const ir::Function &F = *B.F;
    if (Depth > MaxDepth)
      return false;
    for (ir::ValueId I = 0; I < F.Instrs.size(); ++I) {
      const ir::Instr &X = F.Instrs[I];
      auto Ops = F.operands(X);
      const auto *At = find(Ops, V);
      if (At == Ops.end())
        continue;
      switch (X.Kind) {
      case ir::Op::Cast:
        if (leaves(B, I, Depth + 1))
          return true;
        break;
      case ir::Op::Call:
        if (shows(B, X, At - Ops.begin(), 0, true))
          return true;
        break;
      case ir::Op::Return:
        return true;
      case ir::Op::Store: {
        const ir::Place &Into = F.Places[X.Aux];
        if (!Into.Steps.empty() || Into.Base != ir::BaseKind::Local)
          return true;
        for (ir::ValueId J = 0; J < F.Instrs.size(); ++J)
          if (F.Instrs[J].Kind == ir::Op::Load) {
            const ir::Place &From = F.Places[F.Instrs[J].Aux];
            if (From.Base == Into.Base && From.Index == Into.Index &&
                From.Steps.empty() && leaves(B, J, Depth + 1))
              return true;
          }
        break;
      }
      default:
        break;
      }
    }
    return false;
  }

  /// Whether an operand of a call that is known to write goes there.
  bool isWritten(const ProgramView::Body &B, ir::ValueId V) {
    return any_of(B.F->Instrs, [&](const ir::Instr &X) {
      if (X.Kind != ir::Op::Call || X.Aux == ir::None ||
          !is_contained(B.F->operands(X), V))
        return false;
      ProgFunc C = P.function(B.Unit, X.Aux);
      if (P.rows(C).empty() && !P.body(C).F->defined())
        return false;
      return shows(B, X, find(B.F->operands(X), V) - B.F->operands(X).begin(),
                   0, true);
    });
  }

  /// `d.ptr = (char *)&lease`: the record leaves the program as bytes, with all
  /// that is in it. What is added to the pointer only leads behind the record.
  void bytes(const ProgramView::Body &B, ir::ValueId V) {
    const ir::Unit &U = P.unit(B.Unit);
    const ir::Instr &I = B.F->Instrs[V];
    auto Pointee = [&](ir::TypeId T) -> const ir::Type * {
      return U.Types[T].Kind == ir::TypeKind::Pointer
                 ? &U.Types[U.Types[T].Pointee]
                 : nullptr;
    };
    const ir::Type *To = Pointee(I.Type);
    const ir::Type *From = Pointee(B.F->Instrs[B.F->operands(I)[0]].Type);
    if (!To || !From || From->Kind != ir::TypeKind::Record)
      return;
    NameId Record = P.name(B.Unit, From->Name);
    if (none_of(Asked, [&](const Field &Of) { return Of.first == Record; }))
      return;
    bool Moved = any_of(B.F->Instrs, [&](const ir::Instr &X) {
      return X.Kind == ir::Op::Bin && is_contained(B.F->operands(X), V);
    });
    bool Goes = To->Kind == ir::TypeKind::Void
                    ? isSized(*B.F, V) || isWritten(B, V)
                    : To->Kind == ir::TypeKind::Int && To->Bits == 8 &&
                          !Moved && leaves(B, V, 0);
    for (const Field &Of : Asked)
      if (Goes && Of.first == Record)
        Calendar.insert(Of);
  }

  link::Program &P;
  const std::set<Field> &Asked;
  std::set<Field> Calendar;
  std::map<Field, unsigned> Stores;
  DenseMap<ProgFunc, Field> Gives;
};
} // namespace

std::set<WallFacts::Field>
calendarFields(link::Program &P, const std::set<WallFacts::Field> &Of) {
  return Of.empty() ? std::set<WallFacts::Field>() : FieldReader(P, Of).run();
}

} // namespace tocsin::cleanup
