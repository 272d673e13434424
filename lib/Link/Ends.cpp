//===- Ends.cpp - Where an age may decide the end of something ------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Nearly every function frees something or is called by one that does. Only
// those are worth following that also see a time and compare it, or ask a
// small helper that does; and of what they call, what leads to the end. One
// pass over the instructions, without values.
//
//===----------------------------------------------------------------------===//

#include "Link/Kept.h"
#include "Link/Program.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::link {

/// Calls between the function that compares and the one that destroys.
static constexpr unsigned MaxDistance = 3;
/// Helpers that answer about an age are small; they call each other this deep.
static constexpr size_t MaxVerdictBlocks = 24;
static constexpr unsigned MaxVerdictDepth = 3;
/// Callers that may have looked whether the thing is in use.
static constexpr unsigned MaxCallerDepth = 2;

static constexpr WordClasses TimeWords =
    bit(WordClass::Birth) | bit(WordClass::AccessTime) | bit(WordClass::Lease) |
    bit(WordClass::Age) | bit(WordClass::Generation);

/// What one function does, as far as it shows without values.
namespace {
struct Glance {
  bool Time = false; // sees a point in time or an age
  bool Compares = false;
  bool Reads = false; // reads a clock itself
  bool Wraps = false; // subtracts in unsigned arithmetic from a reading
  bool Destroys = false;
  bool Enqueues = false;
  bool Sorts = false;            // puts something in order
  bool Answers = false;          // small, and gives something back
  bool FillsIn = false;          // ... or may, through a parameter
  SmallVector<uint64_t, 2> Kept; // members and globals that it puts things in
  SmallVector<uint64_t, 2> KeptOwn; // ... but none that it was given
  SmallVector<ProgFunc, 2> Bodies;  // closures and callbacks that it makes
};

class Scanner {
public:
  Scanner(Program &P, const Unit &U, uint32_t Index)
      : P(P), U(U), Index(Index), Words(U.Strings.size(), Unasked),
        Times(U.Types.size(), 2) {}

  Glance scan(ProgFunc Self, const Function &F);
  /// Members and globals that the function speaks of.
  void places(const Function &F, function_ref<void(uint64_t)> Do);

private:
  static constexpr WordClasses Unasked = ~WordClasses(0);

  WordClasses words(StrId S) {
    WordClasses &W = Words[S];
    if (W == Unasked)
      W = P.models().wordClasses(U.str(S)) & ~(1u << 31);
    return W;
  }

  bool isTime(TypeId Id) {
    uint8_t &Known = Times[Id];
    if (Known != 2)
      return Known;
    const Type &T = U.Types[Id];
    Known = 0;
    auto Named = [&](StrId S) {
      return S && (P.models().wordClasses(U.str(S)) & bit(WordClass::TimeType));
    };
    bool R = Named(T.Sugar) || (T.Kind == TypeKind::Record && Named(T.Name));
    Times[Id] = R;
    return R;
  }

  /// `made.isElapsed(limit)`: a time that compares itself with the clock.
  bool isPast(const Function &F) {
    return F.Owner && words(F.Owner) & bit(WordClass::TimeType) &&
           P.models().wordClasses(lastName(U.str(F.Name))) &
               (bit(WordClass::Age) | bit(WordClass::Lease));
  }

  bool speaksOfTime(const Function &F, const Place &X) {
    if (isTime(X.Type))
      return true;
    for (const Step &S : X.Steps)
      if (S.Kind == StepKind::Field &&
          (words(S.Name) & TimeWords ||
           P.stamp(P.name(Index, S.Owner), P.name(Index, S.Name))))
        return true;
    switch (X.Base) {
    case BaseKind::Local:
      return words(F.Locals[X.Index].Name) & TimeWords;
    case BaseKind::Param:
      return words(F.Params[X.Index].Name) & TimeWords;
    case BaseKind::Global:
      return words(U.Globals[X.Index].Name) & TimeWords;
    default:
      return false;
    }
  }

  /// A member or global as one number, across units; 0: neither.
  uint64_t keyOf(const Place &X) {
    for (const Step &S : reverse(X.Steps))
      if (S.Kind == StepKind::Field)
        return uint64_t(P.name(Index, S.Owner)) << 32 | P.name(Index, S.Name);
    if (X.Base == BaseKind::Global)
      return uint64_t(~0u) << 32 | P.global(Index, X.Index);
    return 0;
  }

  Program &P;
  const Unit &U;
  uint32_t Index;
  std::vector<WordClasses> Words;
  std::vector<uint8_t> Times;
};
} // namespace

static bool isEnd(const Row &R) {
  switch (R.Is) {
  case Role::Destroy:
  case Role::FdClose:
    return true;
  case Role::PathUse:
    return R.Does == Deed::Delete || R.Does == Deed::Rmdir ||
           R.Does == Deed::Rmtree;
  default:
    return false;
  }
}

static bool isOrder(StringRef Name) {
  size_t At = Name.rfind("operator");
  return At != StringRef::npos &&
         (Name[Name.size() - 1] == '<' || Name[Name.size() - 1] == '>' ||
          Name.ends_with("<=") || Name.ends_with(">=") || Name.ends_with("-"));
}

Glance Scanner::scan(ProgFunc Self, const Function &F) {
  Glance G;
  bool Handed = false;
  for (const Param &X : F.Params) {
    G.Time |= isTime(X.Type) || (words(X.Name) & TimeWords);
    Handed |= P.handedClock(Self, &X - F.Params.data()) != 0;
  }
  for (const Instr &I : F.Instrs) {
    switch (I.Kind) {
    case Op::Cmp:
      G.Compares |= true;
      break;
    case Op::Bin:
      G.Wraps |= BinOp(I.Sub) == BinOp::Sub && Handed &&
                 U.Types[I.Type].Kind == TypeKind::Int &&
                 U.Types[I.Type].Quals & QualUnsigned;
      break;
    case Op::Free:
      G.Destroys = true;
      break;
    case Op::Load:
    case Op::AddrOf:
      if (!G.Time)
        G.Time = speaksOfTime(F, F.Places[I.Aux]);
      break;
    case Op::Closure:
    case Op::FuncRef:
      G.Bodies.push_back(P.function(Index, I.Aux));
      break;
    case Op::Call: {
      std::optional<ProgFunc> Callee;
      if (I.Aux != None) {
        const Function &C = U.Functions[I.Aux];
        G.Time |= isTime(I.Type) || (words(C.Name) & TimeWords);
        G.Sorts |= (P.models().wordClasses(lastName(U.str(C.Name))) &
                    bit(WordClass::Sorts)) != 0;
        G.Compares |= isOrder(U.str(C.Name)) || isPast(C);
        Callee = P.function(Index, I.Aux);
      } else if (CallKind(I.Sub) == CallKind::Indirect && I.NumOps) {
        Callee = P.calledThrough(Index, F, F.operands(I)[0]);
      }
      if (!Callee)
        break;
      for (const Row *R : P.rows(*Callee)) {
        G.Reads |= R->Is == Role::ClockRead;
        G.Time |= R->Is == Role::ClockRead || R->What & bit(Property::Time);
        G.Destroys |= isEnd(*R);
        if (R->Is != Role::Enqueue || I.NumOps == 0)
          continue;
        G.Enqueues = true;
        const Instr &Into = F.Instrs[F.operands(I)[0]];
        if (Into.Kind == Op::AddrOf || Into.Kind == Op::Load)
          if (uint64_t K = keyOf(F.Places[Into.Aux]))
            G.Kept.push_back(K);
      }
      break;
    }
    default:
      break;
    }
  }
  // `q->ids[n++] = id`
  for (const Keeping &K : keptBy(P, Self)) {
    G.Enqueues = true;
    if (paramOf(F, K.Value))
      G.Kept.push_back(uint64_t(K.In.first) << 32 | K.In.second);
    else
      G.KeptOwn.push_back(uint64_t(K.In.first) << 32 | K.In.second);
  }
  G.FillsIn =
      F.Blocks.size() <= MaxVerdictBlocks &&
      any_of(F.Params, [&](const Param &X) {
        const Type &T = U.Types[X.Type];
        return (T.Kind == TypeKind::Pointer || T.Kind == TypeKind::Reference) &&
               !(U.Types[T.Pointee].Quals & QualConst);
      });
  G.Answers = F.Blocks.size() <= MaxVerdictBlocks &&
              U.Types[F.Result].Kind != TypeKind::Void;
  return G;
}

void Scanner::places(const Function &F, function_ref<void(uint64_t)> Do) {
  for (const Place &X : F.Places) {
    for (const Step &S : X.Steps)
      if (S.Kind == StepKind::Field)
        Do(uint64_t(P.name(Index, S.Owner)) << 32 | P.name(Index, S.Name));
    if (X.Base == BaseKind::Global)
      Do(uint64_t(~0u) << 32 | P.global(Index, X.Index));
  }
}

/// A function without a body whose name says that it ends what it is given.
const Row *Program::inferredEnd(ProgFunc F) const {
  const Entry &E = Functions[F];
  const Unit &U = *Units[E.Unit];
  const Function &X = U.Functions[E.Index];
  if (E.Defined || X.Flags & (FuncSystem | FuncCtor | FuncDtor | FuncSkipped) ||
      !E.Overriders.empty())
    return nullptr;
  StringRef Name = lastName(U.str(X.Name));
  SmallVector<std::string, 6> Split = splitWords(Name);
  auto Ends = [&](StringRef Word) {
    return (Models.wordClasses(Word) & bit(WordClass::Destroys)) != 0;
  };
  if (Split.empty() || !(Ends(Split.front()) || Ends(Split.back())))
    return nullptr;
  if (!X.Params.empty())
    return &EndsArgument;
  return X.Flags & FuncMethod && !(X.Flags & FuncStatic) ? &EndsThis : nullptr;
}

BitVector Program::findEnds() {
  size_t N = Functions.size();
  std::vector<std::optional<Scanner>> Scanners(Units.size());
  auto ScannerOf = [&](uint32_t U) -> Scanner & {
    if (!Scanners[U])
      Scanners[U].emplace(*this, *Units[U], U);
    return *Scanners[U];
  };
  std::vector<Glance> Seen(N);
  for (ProgFunc F = 0; F < N; ++F)
    if (Functions[F].Defined)
      Seen[F] =
          ScannerOf(Functions[F].Unit)
              .scan(F, Units[Functions[F].Unit]->Functions[Functions[F].Index]);

  // Who asks a helper about an age sees the age, as does who gets things in
  // order of age.
  auto EachCallee = [&](ProgFunc F, function_ref<void(ProgFunc)> Do) {
    for (ProgFunc C : Functions[F].Callees)
      Do(C);
    for (ProgFunc C : Seen[F].Bodies)
      Do(C);
  };
  for (unsigned Round = 0; Round < MaxVerdictDepth; ++Round) {
    SmallVector<ProgFunc, 32> Time, Compares;
    for (ProgFunc F = 0; F < N; ++F)
      if (Functions[F].Defined && !(Seen[F].Time && Seen[F].Compares))
        EachCallee(F, [&](ProgFunc C) {
          if (!(Seen[C].Answers || Seen[C].Sorts) || !Seen[C].Time)
            return;
          Time.push_back(F);
          if (Seen[C].Compares)
            Compares.push_back(F);
        });
    if (Time.empty())
      break;
    for (ProgFunc F : Time)
      Seen[F].Time = true;
    for (ProgFunc F : Compares)
      Seen[F].Compares = true;
  }

  // How far it is to an end.
  std::vector<uint8_t> Distance(N, MaxDistance + 1);
  for (ProgFunc F = 0; F < N; ++F)
    if (Seen[F].Destroys)
      Distance[F] = 0;
  for (unsigned Round = 1; Round <= MaxDistance; ++Round)
    for (ProgFunc F = 0; F < N; ++F)
      if (Functions[F].Defined && Distance[F] > Round)
        EachCallee(F, [&](ProgFunc C) {
          if (Distance[C] == Round - 1)
            Distance[F] = Round;
        });

  // Who puts something aside by way of a helper puts it aside.
  SmallVector<std::pair<ProgFunc, ProgFunc>, 32> Through;
  for (ProgFunc F = 0; F < N; ++F)
    if (Seen[F].Time && Seen[F].Compares)
      EachCallee(F, [&](ProgFunc C) {
        if (Seen[C].Enqueues && !Seen[C].Kept.empty() && C != F)
          Through.push_back({F, C});
      });
  // ... or has it done by a function that it was given.
  for (ProgFunc F = 0; F < N; ++F)
    for (ProgFunc Given : Seen[F].Bodies)
      if (Seen[Given].Enqueues && !Seen[Given].Kept.empty())
        for (ProgFunc C : Functions[F].Callees)
          if (Seen[C].Time && Seen[C].Compares && C != Given)
            Through.push_back({C, Given});
  for (auto [F, C] : Through) {
    Seen[F].Enqueues = true;
    Seen[F].Kept.append(Seen[C].Kept);
  }

  BitVector Chosen(N);
  SmallVector<ProgFunc, 64> Roots;
  DenseSet<uint64_t> Queues;
  for (ProgFunc F = 0; F < N; ++F) {
    const Glance &G = Seen[F];
    if (!G.Time || !G.Compares)
      continue;
    if (Distance[F] <= MaxDistance)
      Roots.push_back(F);
    if (G.Enqueues) {
      Roots.push_back(F);
      Queues.insert(G.Kept.begin(), G.Kept.end());
      Queues.insert(G.KeptOwn.begin(), G.KeptOwn.end());
    }
  }
  // What was judged in one function and is destroyed in another.
  if (!Queues.empty())
    for (ProgFunc F = 0; F < N; ++F)
      if (Functions[F].Defined && Distance[F] <= 1) {
        bool Drains = false;
        auto Look = [&](ProgFunc G) {
          ScannerOf(Functions[G].Unit)
              .places(Units[Functions[G].Unit]->Functions[Functions[G].Index],
                      [&](uint64_t K) { Drains |= Queues.contains(K); });
        };
        Look(F);
        // By a helper that takes one out.
        for (ProgFunc C : Functions[F].Callees)
          if (!Drains && Functions[C].Defined &&
              (Seen[C].Answers || Seen[C].FillsIn))
            Look(C);
        if (Drains)
          Roots.push_back(F);
      }
  for (ProgFunc F : Roots)
    Chosen.set(F);

  // What a clock said may be kept, and compared later. Programs read it by a
  // helper of their own.
  auto IsClock = [&](ProgFunc C) {
    return Seen[C].Reads && Seen[C].Answers && !Seen[C].Compares;
  };
  for (unsigned Round = 0; Round < MaxVerdictDepth; ++Round)
    for (ProgFunc F = 0; F < N; ++F)
      if (Functions[F].Defined && Seen[F].Answers && !Seen[F].Compares &&
          any_of(Functions[F].Callees, IsClock))
        Seen[F].Reads = true;
  for (ProgFunc F = 0; F < N; ++F)
    if (Seen[F].Reads
            ? !Seen[F].Answers || Seen[F].Compares
            : Seen[F].Compares &&
                  (Seen[F].Wraps || any_of(Functions[F].Callees, IsClock)))
      Chosen.set(F);

  // Down to the end, and up to those who may have asked first.
  SmallVector<ProgFunc, 64> Level(Roots);
  for (unsigned Round = 0; Round < MaxDistance; ++Round) {
    SmallVector<ProgFunc, 64> Next;
    for (ProgFunc F : Level)
      EachCallee(F, [&](ProgFunc C) {
        if (Functions[C].Defined && !Chosen.test(C) &&
            (Distance[C] + Round < MaxDistance ||
             (Round == 0 && Seen[C].Enqueues && !Seen[C].Kept.empty()))) {
          Chosen.set(C);
          Next.push_back(C);
        }
      });
    Level = std::move(Next);
  }
  std::vector<SmallVector<ProgFunc, 4>> Callers(N);
  for (ProgFunc F = 0; F < N; ++F)
    for (ProgFunc C : Functions[F].Callees)
      Callers[C].push_back(F);
  Level = Roots;
  for (unsigned Round = 0; Round < MaxCallerDepth; ++Round) {
    SmallVector<ProgFunc, 64> Next;
    for (ProgFunc F : Level)
      for (ProgFunc C : Callers[F])
        if (!Chosen.test(C)) {
          Chosen.set(C);
          Next.push_back(C);
        }
    Level = std::move(Next);
  }
  return Chosen;
}

} // namespace tocsin::link
