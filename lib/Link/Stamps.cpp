//===- Stamps.cpp - Where readings of clocks are kept ---------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A plain integer is a time if somebody stores a reading of a clock in it,
// whatever it is called. One pass over the instructions, without values:
// readings are followed through locals, helpers that give one back, and
// parameters that are handed one.
//
//===----------------------------------------------------------------------===//

#include "Link/Kept.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::link {

/// Helpers and parameters that a reading goes through, one after the other.
static constexpr unsigned MaxRounds = 3;
/// A local may be set after it is used, in a loop.
static constexpr unsigned MaxPasses = 2;

namespace {
using Clocks = uint8_t; // set of Program::Stamp kinds

class StampFinder {
public:
  using Stamps = DenseMap<std::pair<NameId, NameId>, Program::Stamp>;
  using Handed = DenseMap<std::pair<ProgFunc, uint32_t>, Clocks>;

  StampFinder(Program &P, Handed &Params)
      : P(P), Gives(P.functionCount()), Interesting(P.functionCount()),
        Params(Params) {}

  void run(Stamps &Fields) {
    this->Fields = &Fields;
    for (ProgFunc F = 0; F < P.functionCount(); ++F)
      if (P.body(F).F->defined() && any_of(P.callees(F), [&](ProgFunc C) {
            return any_of(P.rows(C), [](const Row *R) {
              return R->Is == Role::ClockRead;
            });
          }))
        Interesting.set(F);
    for (unsigned Round = 0; Round < MaxRounds && Interesting.any(); ++Round) {
      BitVector Now = std::exchange(Interesting, BitVector(P.functionCount()));
      BitVector Before = Gives;
      for (unsigned F : Now.set_bits())
        visit(F);
      // Those who call a new giver are worth a look.
      Before.flip();
      Before &= Gives;
      if (size_t Known = P.cachedClocks(); Known != Cached) {
        Cached = Known;
        for (ProgFunc F = 0; F < P.functionCount(); ++F) {
          ProgramView::Body B = P.body(F);
          if (any_of(B.F->Places, [&](const Place &X) {
                return X.Base == BaseKind::Global &&
                       P.cachedClock(P.global(B.Unit, X.Index));
              }))
            Interesting.set(F);
        }
      }
      if (Before.any())
        for (ProgFunc F = 0; F < P.functionCount(); ++F)
          if (P.body(F).F->defined() &&
              any_of(P.callees(F), [&](ProgFunc C) { return Before.test(C); }))
            Interesting.set(F);
    }
  }

private:
  bool isNow(const Unit &U, StrId Name) {
    return P.models().wordClasses(U.str(Name)) & bit(WordClass::Now);
  }

  /// The way to the time that a place is or is a part of: `t.tv_sec` is `t`.
  ArrayRef<Step> toTime(const Unit &U, const Place &X) {
    ArrayRef<Step> Steps = X.Steps;
    while (!Steps.empty() && Steps.back().Kind == StepKind::Base)
      Steps = Steps.drop_back();
    while (!Steps.empty() && Steps.back().Kind == StepKind::Field) {
      StringRef Owner = lastName(U.str(Steps.back().Owner));
      if (!(P.models().wordClasses(Owner) & bit(WordClass::TimeType)))
        break;
      Steps = Steps.drop_back();
    }
    return Steps;
  }

  static bool hasField(ArrayRef<Step> Steps) {
    return any_of(Steps,
                  [](const Step &S) { return S.Kind == StepKind::Field; });
  }

  /// The field that a time is kept in, a table of times counts as one; {0, 0}
  /// if it is kept elsewhere.
  KeptIn fieldOf(const Unit &U, const Function &F, const Place &X) {
    ArrayRef<Step> Steps = toTime(U, X);
    // A part of the pair that an iterator leads to says not of which table.
    if (!Steps.empty() && Steps.back().Kind == StepKind::Field)
      return P.models().isMapped(U.str(Steps.back().Owner),
                                 U.str(Steps.back().Name))
                 ? KeptIn{0, 0}
                 : KeptIn{P.name(Index, Steps.back().Owner),
                          P.name(Index, Steps.back().Name)};
    return tableAt(P, Index, F, X, Steps);
  }

  Clocks readingAt(const Unit &U, const Function &F, const Place &X) {
    // A record that holds a reading is none, nor are its other fields. What
    // this function has just put into a field is still there.
    if (hasField(toTime(U, X))) {
      auto It = find_if(Placed, [&](const auto &Y) {
        return Y.first->Base == X.Base && Y.first->Index == X.Index &&
               Y.first->Steps.size() == X.Steps.size() &&
               all_of(zip(Y.first->Steps, X.Steps), [](const auto &Both) {
                 auto &[L, R] = Both;
                 return L.Kind == R.Kind && L.Name == R.Name &&
                        L.Owner == R.Owner && L.Index == R.Index;
               });
      });
      return It == Placed.end() ? 0 : It->second;
    }
    if (X.Base == BaseKind::Local)
      return Locals.lookup(X.Index);
    if (X.Base == BaseKind::Param) {
      Clocks C = Params.lookup({Self, X.Index});
      return C || !X.Steps.empty() || !isNow(U, F.Params[X.Index].Name)
                 ? C
                 : Program::Stamp::Other;
    }
    if (X.Base != BaseKind::Global)
      return 0;
    if (Clocks C = P.cachedClock(P.global(Index, X.Index)))
      return C;
    return X.Steps.empty() && isNow(U, U.Globals[X.Index].Name)
               ? Program::Stamp::Other
               : 0;
  }

  void visit(ProgFunc Func) {
    ProgramView::Body B = P.body(Func);
    Self = Func;
    Index = B.Unit;
    Locals.clear();
    Placed.clear();
    for (unsigned Pass = 0; Pass < MaxPasses; ++Pass) {
      std::vector<Clocks> Reading(B.F->Instrs.size());
      for (ValueId I = 0; I < B.F->Instrs.size(); ++I)
        Reading[Here = I] = step(P.unit(B.Unit), *B.F, B.F->Instrs[I], Reading);
    }
  }

  Clocks step(const Unit &U, const Function &F, const Instr &X,
              const std::vector<Clocks> &Reading) {
    auto Ops = F.operands(X);
    auto Any = [&] {
      Clocks C = 0;
      for (ValueId V : Ops)
        C |= Reading[V];
      return C;
    };
    switch (X.Kind) {
    case Op::Load:
    case Op::AddrOf:
      return readingAt(U, F, F.Places[X.Aux]);
    case Op::Cast:
      return U.Types[X.Type].Kind == TypeKind::Bool ? 0 : Any();
    case Op::Bin:
      switch (BinOp(X.Sub)) {
      case BinOp::Sub: // of two readings it is a span
        return Reading[Ops[1]] ? 0 : Reading[Ops[0]];
      case BinOp::Add: // of two readings it is one in another unit
        return Any() | (Reading[Ops[0]] && Reading[Ops[1]] ? 0 : ahead(Any()));
      case BinOp::Mul:
      case BinOp::Div:
      case BinOp::Shl:
      case BinOp::Shr:
        return Any();
      default:
        return 0;
      }
    case Op::Select:
      return Reading[Ops[1]] | Reading[Ops[2]];
    case Op::Rmw:
      raise(U, F, F.Places[X.Aux], BinOp(X.Sub));
      return 0;
    case Op::Store:
      keep(U, F, F.Places[X.Aux], Reading[Ops[0]], X.At);
      return Reading[Ops[0]];
    case Op::Return:
      if (!Ops.empty() && Reading[Ops[0]] &&
          U.Types[F.Result].Kind != TypeKind::Bool) {
        Gives.set(Self);
        Given[Self] |= Reading[Ops[0]];
      }
      return 0;
    case Op::Call:
      return X.Aux == None ? 0 : call(U, F, X, Reading);
    default:
      return 0;
    }
  }

  /// A moment that something was added to: one to come. Of no clock, none.
  static constexpr Clocks Ahead = 0x80;
  static Clocks ahead(Clocks C) { return C ? Ahead : 0; }

  void keep(const Unit &U, const Function &F, const Place &X, Clocks C,
            Loc At) {
    if (!C)
      return;
    ArrayRef<Step> Steps = toTime(U, X);
    if (X.Base == BaseKind::Local && !hasField(Steps) &&
        none_of(Steps,
                [](const Step &S) { return S.Kind == StepKind::Deref; })) {
      Locals[X.Index] |= C;
      return;
    }
    if (X.Base == BaseKind::Global && Steps.empty())
      P.cacheClock(P.global(Index, X.Index), C & ~Ahead);
    if (hasField(Steps))
      Placed.push_back({&X, C & ~Ahead});
    if (KeptIn Of = fieldOf(U, F, X); Of.second)
      note(Of, C, At);
  }

  void note(KeptIn Of, Clocks C, Loc At) {
    Program::Stamp &S = (*Fields)[Of];
    if (!S.From)
      S.At = {Index, At};
    S.From |= C & ~Ahead;
    S.Ahead |= (C & Ahead) != 0;
    S.Stores += Counted.insert({Self, Here}).second;
    if (!is_contained(S.By, Self))
      S.By.push_back(Self);
  }

  /// `due.tv_sec += 10` of a field that a reading was stored in.
  void raise(const Unit &U, const Function &F, const Place &X, BinOp Op) {
    KeptIn Of = Op == BinOp::Add ? fieldOf(U, F, X) : KeptIn{0, 0};
    auto It = Of.second ? Fields->find(Of) : Fields->end();
    if (It != Fields->end())
      It->second.Ahead = true;
  }

  /// The parameter that an operand is; none if it is something else.
  static std::optional<uint32_t> paramAt(const Function &F, ValueId V) {
    const Instr *X = &F.Instrs[V];
    while (X->Kind == Op::Cast)
      X = &F.Instrs[F.operands(*X)[0]];
    if (X->Kind != Op::Load || F.Places[X->Aux].Base != BaseKind::Param ||
        !F.Places[X->Aux].Steps.empty())
      return std::nullopt;
    return F.Places[X->Aux].Index;
  }

  /// Which clock a helper reads is said by the one who calls it.
  void askCaller(const Row &R, const Function &F, ArrayRef<ValueId> Ops) {
    const model::Position *At = R.arg(Slot::Flags);
    if (!At || At->Index < 0 || size_t(At->Index) >= Ops.size())
      return;
    if (auto Param = paramAt(F, Ops[At->Index]))
      Told[Self] = {&R, *Param};
  }

  /// The clock that a helper reads for this call.
  Clocks givenBy(ProgFunc C, const Unit &U, const Function &F,
                 ArrayRef<ValueId> Ops) {
    Clocks K = Given[C];
    auto It = Told.find(C);
    if (It == Told.end() || It->second.second >= Ops.size())
      return K;
    ValueId V = Ops[It->second.second];
    return (K & ~Program::Stamp::Other) | clockOf(*It->second.first, U, F, V);
  }

  Clocks clockOf(const Row &R, const Unit &U, const Function &F,
                 ArrayRef<ValueId> Ops) {
    const model::Position *At = R.arg(Slot::Flags);
    bool Said = At && At->Index >= 0 && size_t(At->Index) < Ops.size();
    return clockOf(R, U, F, Said ? Ops[At->Index] : ValueId(None));
  }

  /// The clock by what is said of it, if anything is.
  Clocks clockOf(const Row &R, const Unit &U, const Function &F, ValueId Said) {
    Traits Means =
        traitsOf(R, P.models(), [&](Slot S) -> std::optional<FlagValue> {
          if (Said == None || !R.arg(S))
            return std::nullopt;
          const Instr &X = F.Instrs[Said];
          if (X.Kind != Op::ConstInt)
            return std::nullopt;
          FlagValue V;
          V.Number = X.Imm;
          if (X.Aux != None) {
            SmallVector<StringRef, 4> Spelled;
            U.str(X.Aux).split(Spelled, ',');
            V.Names.assign(Spelled.begin(), Spelled.end());
          }
          return V;
        });
    return Means & bit(Trait::Wall)        ? Program::Stamp::Wall
           : Means & bit(Trait::Monotonic) ? Program::Stamp::Monotonic
                                           : Program::Stamp::Other;
  }

  Clocks call(const Unit &U, const Function &F, const Instr &X,
              const std::vector<Clocks> &Reading) {
    ProgFunc C = P.function(Index, X.Aux);
    auto Ops = F.operands(X);
    bool Plain = false; // arithmetic of times that are objects
    for (const Row *R : P.rows(C)) {
      if (R->Is == Role::ClockRead) {
        Clocks K = clockOf(*R, U, F, Ops);
        askCaller(*R, F, Ops);
        for (ValueId V : Ops)
          if (F.Instrs[V].Kind == Op::AddrOf)
            keep(U, F, F.Places[F.Instrs[V].Aux], K, X.At);
        return K;
      }
      // An atomic object is the receiver or the first operand.
      if ((R->Is == Role::AtomicStore || R->Means & bit(Trait::Plain)) &&
          Ops.size() > 1 && Reading[Ops[1]] &&
          F.Instrs[Ops[0]].Kind == Op::AddrOf) {
        keep(U, F, F.Places[F.Instrs[Ops[0]].Aux], Reading[Ops[1]], X.At);
        return 0;
      }
      // `seen.emplace(key, now)`
      if (R->Is == Role::MemoryWrite && Ops.size() == 3 && Reading[Ops[2]])
        if (KeptIn Of = memberOf(P, Index, F, X); Of.second) {
          note(Of, Reading[Ops[2]], X.At);
          return 0;
        }
      Plain |= R->Is == Role::Pure || R->Is == Role::PathSame;
    }
    if (Gives.test(C))
      return givenBy(C, U, F, Ops.drop_front(X.Flags & FlagReceiver ? 1 : 0));
    const Function &Callee = U.Functions[X.Aux];
    StringRef Name = U.str(Callee.Name);
    if (Plain && !Ops.empty()) {
      bool Span =
          Name.ends_with("operator-") && Ops.size() == 2 && Reading[Ops[1]];
      return Span ? 0
             : Name.ends_with("operator+") || Name.ends_with("operator+=")
                 ? Reading[Ops[0]] | ahead(Reading[Ops[0]])
                 : Reading[Ops[0]];
    }
    unsigned First = X.Flags & FlagReceiver ? 1 : 0;
    // An object is assigned, or made of a reading.
    if (First && Ops.size() == 2 && Reading[Ops[1]] &&
        F.Instrs[Ops[0]].Kind == Op::AddrOf &&
        (Name.ends_with("operator=") || Callee.Flags & FuncCtor)) {
      keep(U, F, F.Places[F.Instrs[Ops[0]].Aux], Reading[Ops[1]], X.At);
      return Reading[Ops[1]];
    }
    // Handed to a function of the program.
    if (P.body(C).F->defined())
      for (unsigned I = First; I < Ops.size(); ++I)
        if (Clocks K = Reading[Ops[I]] & ~Ahead) {
          Clocks &Known = Params[{C, I - First}];
          if ((Known | K) != Known) {
            Known |= K;
            Interesting.set(C);
          }
        }
    return 0;
  }

  Program &P;
  BitVector Gives, Interesting;
  DenseMap<ProgFunc, Clocks> Given;
  Handed &Params;
  DenseMap<ProgFunc, std::pair<const Row *, uint32_t>> Told; // by a parameter
  Stamps *Fields = nullptr;
  size_t Cached = 0; // globals known to hold a reading
  // Of the function at hand:
  DenseMap<uint32_t, Clocks> Locals;
  std::vector<std::pair<const Place *, Clocks>> Placed; // into fields
  ProgFunc Self = 0;
  uint32_t Index = 0;
  ValueId Here = 0;
  DenseSet<std::pair<ProgFunc, ValueId>> Counted; // places that stamp
};
} // namespace

void Program::findStamps() { StampFinder(*this, Handed).run(Stamps); }

} // namespace tocsin::link
