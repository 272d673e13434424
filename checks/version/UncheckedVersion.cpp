//===- UncheckedVersion.cpp - tocsin-unchecked-version --------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// finds a version or expected value that is not compared with what it should be
//
// Here: a function that writes a versioned record and gets the version which
// the caller has seen, but never reads that parameter. What the names say
// counts only together with what the body does: it changes a field that is a
// version.
//
//===----------------------------------------------------------------------===//

#include "checks/version/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace tocsin::ir;

namespace tocsin::version {

/// Words that may count changes, or number things.
static bool mayCount(StringRef Word) {
  return is_contained(ArrayRef<StringRef>{"seq", "serial", "sequence", "stamp",
                                          "incarnation", "term", "changes",
                                          "counter", "tick", "txid", "ticket"},
                      Word);
}

/// `expectedVersion`, `base_revision`, `if_match`: what the caller has seen.
static bool namesSeenState(StringRef Name) {
  std::string Low = Name.lower();
  StringRef L = Low;
  if (L == "if_match" || L == "ifmatch")
    return true;
  static constexpr StringRef First[] = {
      "expected", "base", "old",      "last",     "prev", "seen", "known",
      "previous", "if",   "observed", "original", "orig", "prior"};
  for (StringRef F : First)
    if (L.consume_front(F)) {
      L.consume_front("_");
      return sql::isVersionName(L) || mayCount(L) ||
             any_of(ArrayRef<StringRef>{"version", "revision", "generation",
                                        "epoch", "etag", "cas"},
                    [&](StringRef W) { return L.ends_with(W); });
    }
  return false;
}

bool namesVersion(StringRef Identifier) {
  return sql::isVersionName(join(model::splitWords(Identifier), "_"));
}

static bool mayNameVersion(StringRef Identifier) {
  auto Words = model::splitWords(Identifier);
  return !Words.empty() && mayCount(Words.back());
}

/// Whether a field gets one more than something.
static bool raises(const Function &F, const Instr &X) {
  if (X.Kind == ir::Op::Rmw)
    return BinOp(X.Sub) == BinOp::Add;
  ValueId V = F.operands(X)[0];
  while (F.Instrs[V].Kind == ir::Op::Cast)
    V = F.operands(F.Instrs[V])[0];
  const Instr &Sum = F.Instrs[V];
  return Sum.Kind == ir::Op::Bin && BinOp(Sum.Sub) == BinOp::Add &&
         any_of(F.operands(Sum), [&](ValueId O) {
           return F.Instrs[O].Kind == ir::Op::ConstInt && F.Instrs[O].Imm == 1;
         });
}

Counters::Counters(const link::Program &P) {
  for (uint32_t N = 0; N < P.unitCount(); ++N) {
    const Unit &U = P.unit(N);
    for (const Function &F : U.Functions)
      for (const Instr &X : F.Instrs) {
        if (X.Kind != ir::Op::Store && X.Kind != ir::Op::Rmw)
          continue;
        const Place &Pl = F.Places[X.Aux];
        if (Pl.Steps.empty() || Pl.Steps.back().Kind != StepKind::Field)
          continue;
        StringRef Field = U.str(Pl.Steps.back().Name);
        if (mayNameVersion(Field) && raises(F, X))
          Raised.insert((U.str(Pl.Steps.back().Owner) + "::" + Field).str());
      }
  }
}

bool Counters::isVersion(StringRef Record, StringRef Field) const {
  return namesVersion(Field) ||
         (mayNameVersion(Field) &&
          Raised.contains((Record + "::" + Field).str()));
}

/// Functions of the program that show by others.
static constexpr unsigned MaxShowers = 3;

static bool isUsed(link::Program &P, uint32_t Unit, const Function &F,
                   uint32_t Param, unsigned Depth);

/// Whether a function of the program does no more with the values than that.
static bool onlyShows(link::Program &P, uint32_t Unit, const Function &F,
                      const Instr &Call, ArrayRef<ValueId> Values,
                      unsigned Depth) {
  auto Body = P.body(P.function(Unit, Call.Aux));
  if (CallKind(Call.Sub) != CallKind::Direct || !Body.F || !Body.F->defined())
    return false;
  auto Ops = F.operands(Call);
  unsigned First = Call.Flags & FlagReceiver ? 1 : 0;
  for (unsigned I = 0; I < Ops.size(); ++I)
    if (is_contained(Values, Ops[I]) &&
        (I < First || I - First >= Body.F->Params.size() ||
         isUsed(P, Body.Unit, *Body.F, I - First, Depth + 1)))
      return false;
  return true;
}

/// Whether the parameter's value is used for anything but to say so: cast to
/// void, shown.
static bool isUsed(link::Program &P, uint32_t Unit, const Function &F,
                   uint32_t Param, unsigned Depth) {
  for (ValueId V = 0; V < F.Instrs.size(); ++V) {
    const Instr &X = F.Instrs[V];
    bool Here = (X.Kind == ir::Op::Load || X.Kind == ir::Op::AddrOf ||
                 X.Kind == ir::Op::Rmw) &&
                F.Places[X.Aux].Base == BaseKind::Param &&
                F.Places[X.Aux].Index == Param;
    if (!Here)
      continue;
    if (X.Flags & (FlagVoidCast | FlagDiscarded))
      continue;
    // Only shown: an operand of a call that shows.
    bool Other = false;
    SmallVector<ValueId, 4> Same{V};
    for (ValueId Next = V + 1; Next < F.Instrs.size(); ++Next) {
      const Instr &Y = F.Instrs[Next];
      if (none_of(F.operands(Y),
                  [&](ValueId O) { return is_contained(Same, O); }) ||
          Y.Flags & FlagVoidCast)
        continue;
      if (Y.Kind == ir::Op::Cast) {
        Same.push_back(Next);
        continue;
      }
      bool Shows =
          Y.Kind == ir::Op::Call && Y.Aux != None &&
          (any_of(P.rows(P.function(Unit, Y.Aux)),
                  [](const model::Row *R) {
                    return R->Is == model::Role::Output;
                  }) ||
           (Depth < MaxShowers && onlyShows(P, Unit, F, Y, Same, Depth)));
      Other |= !Shows;
    }
    if (Other)
      return true;
  }
  return false;
}

/// The first change of the record whose version is raised: what is lost.
static const Instr *firstChange(const Unit &U, const Function &F,
                                const Instr &Bump) {
  const Place &Of = F.Places[Bump.Aux];
  auto IsPart = [&](const Place &Pl) {
    return Pl.Base == Of.Base && Pl.Index == Of.Index && !Pl.Steps.empty() &&
           Pl.Steps.back().Kind == StepKind::Field &&
           U.str(Pl.Steps.back().Owner) == U.str(Of.Steps.back().Owner);
  };
  // `*cur = *r`
  auto IsWhole = [&](const Place &Pl) {
    return Pl.Base == Of.Base && Pl.Index == Of.Index && !Pl.Steps.empty() &&
           Pl.Steps.size() + 1 == Of.Steps.size() &&
           U.Types[Pl.Type].Kind == TypeKind::Record;
  };
  for (const Instr &X : F.Instrs) {
    if (&X == &Bump)
      break;
    bool Stores = X.Kind == ir::Op::Store || X.Kind == ir::Op::Rmw;
    if (Stores && !(X.Flags & FlagInit) &&
        (IsPart(F.Places[X.Aux]) || IsWhole(F.Places[X.Aux])))
      return &X;
    // A member that is an object: `c.owner = who`.
    if (X.Kind == ir::Op::Call && X.Flags & FlagReceiver && X.Aux != None &&
        U.str(U.Functions[X.Aux].Name).ends_with("::operator=")) {
      const Instr &To = F.Instrs[F.operands(X)[0]];
      if (To.Kind == ir::Op::AddrOf && IsPart(F.Places[To.Aux]))
        return &X;
    }
  }
  return &Bump;
}

/// A field that is a version and gets a new value here: the first change of its
/// record.
static const Instr *bumps(const Unit &U, const Function &F,
                          const Counters &Counted) {
  for (const Instr &X : F.Instrs) {
    if ((X.Kind != ir::Op::Store && X.Kind != ir::Op::Rmw) ||
        X.Flags & FlagInit)
      continue;
    const Place &Pl = F.Places[X.Aux];
    if (!Pl.Steps.empty() && Pl.Steps.back().Kind == StepKind::Field &&
        Counted.isVersion(U.str(Pl.Steps.back().Owner),
                          U.str(Pl.Steps.back().Name)))
      return firstChange(U, F, X);
  }
  return nullptr;
}

/// ... or the call of a helper that does it.
static const Instr *bumpsBelow(link::Program &P, uint32_t Unit,
                               const Function &F, const Counters &Counted) {
  const ir::Unit &U = P.unit(Unit);
  if (const Instr *Here = bumps(U, F, Counted))
    return Here;
  for (const Instr &X : F.Instrs) {
    if (X.Kind != ir::Op::Call || X.Aux == None || X.NumOps == 0)
      continue;
    auto Body = P.body(P.function(Unit, X.Aux));
    if (Body.F && Body.F->defined() &&
        !(Body.F->Flags & (FuncCtor | FuncSystem)) &&
        bumps(P.unit(Body.Unit), *Body.F, Counted))
      return &X;
  }
  return nullptr;
}

/// The local that holds a record made here: the object itself, or a pointer to
/// one that was just allocated.
static uint32_t madeHere(link::Program &P, uint32_t Unit, const Function &F,
                         const Place &Of) {
  uint32_t Local = Of.Index;
  if (Of.Base == BaseKind::Value) { // next->version, through a smart pointer
    const Instr &Get = F.Instrs[Of.Index];
    if (Get.Kind != ir::Op::Call || Get.NumOps == 0)
      return None;
    const Instr &On = F.Instrs[F.operands(Get)[0]];
    if (On.Kind != ir::Op::AddrOf || F.Places[On.Aux].Base != BaseKind::Local)
      return None;
    Local = F.Places[On.Aux].Index;
  } else if (Of.Base != BaseKind::Local) {
    return None;
  } else if (!Of.Steps.empty() && Of.Steps[0].Kind != StepKind::Deref) {
    return Local;
  }
  for (const Instr &X : F.Instrs) {
    if (X.Kind != ir::Op::Store || !(X.Flags & FlagInit) ||
        F.Places[X.Aux].Base != BaseKind::Local ||
        F.Places[X.Aux].Index != Local || !F.Places[X.Aux].Steps.empty())
      continue;
    const Instr &By = F.Instrs[F.operands(X)[0]];
    if (By.Kind == ir::Op::Alloc)
      return Local;
    if (By.Kind == ir::Op::Call && By.Aux != None &&
        any_of(P.rows(P.function(Unit, By.Aux)), [](const model::Row *R) {
          return R->Is == model::Role::MemoryAlloc;
        }))
      return Local;
  }
  return None;
}

/// Where a record that was made here takes the place of the one before: what is
/// lost is lost there.
static const Instr *putInPlace(link::Program &P, uint32_t Unit,
                               const Function &F, const Instr *Bump) {
  if (Bump->Kind != ir::Op::Store && Bump->Kind != ir::Op::Rmw)
    return Bump;
  uint32_t Local = madeHere(P, Unit, F, F.Places[Bump->Aux]);
  if (Local == None)
    return Bump;
  for (const Instr *X = Bump + 1; X != F.Instrs.data() + F.Instrs.size(); ++X) {
    bool Elsewhere =
        X->Kind == ir::Op::Store && F.Places[X->Aux].Base != BaseKind::Local;
    bool Calls = X->Kind == ir::Op::Call && X->NumOps >= 2;
    if (!Elsewhere && !Calls)
      continue;
    for (ValueId V : F.operands(*X).drop_front(Calls ? 1 : 0)) {
      const Instr &Y = F.Instrs[V];
      if ((Y.Kind == ir::Op::AddrOf || Y.Kind == ir::Op::Load) &&
          F.Places[Y.Aux].Base == BaseKind::Local &&
          F.Places[Y.Aux].Index == Local && F.Places[Y.Aux].Steps.empty())
        return X;
    }
  }
  return Bump;
}

void unusedVersion(link::Program &P, const Counters &Counted, Sink Report) {
  for (uint32_t N = 0; N < P.unitCount(); ++N) {
    const Unit &U = P.unit(N);
    for (FuncId I = 0; I < U.Functions.size(); ++I) {
      const Function &F = U.Functions[I];
      if (!F.defined() || F.Flags & (FuncCtor | FuncSystem | FuncImplicit))
        continue;
      for (uint32_t A = 0; A < F.Params.size(); ++A) {
        StringRef Name = U.str(F.Params[A].Name);
        if (!namesSeenState(Name) || isUsed(P, N, F, A, 0))
          continue;
        const Instr *Bump = bumpsBelow(P, N, F, Counted);
        if (!Bump)
          continue;
        Bump = putInPlace(P, N, F, Bump);
        Finding R;
        R.Check = "tocsin-unchecked-version";
        R.Pattern = "parameter-unused";
        R.Sure = Confidence::Medium;
        R.At = R.Act = window::positionOf(P, flow::SourceAt{N, Bump->At});
        R.Function = U.str(F.Name).str();
        R.FunctionUSR = U.str(F.Sym.USR).str();
        R.Object = Name.str();
        R.Message = "changes the record without comparing '" + Name.str() +
                    "', the version that the caller has seen";
        R.Notes.push_back({window::positionOf(P, flow::SourceAt{N, F.At}),
                           "'" + Name.str() + "' comes in here and is not read",
                           NoteKind::Evidence});
        R.Notes.push_back(
            {R.At,
             "compare it with the record's version under the lock "
             "of this write, and refuse if they differ",
             NoteKind::Advice});
        Report(std::move(R));
      }
    }
  }
}

} // namespace tocsin::version
