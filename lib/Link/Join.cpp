//===- Join.cpp - Which functions and globals of units are one ------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A compile database may hold several programs, each with its own `usage()`,
// and files that two of them compile, each with its own macros. Definitions at
// different places are different functions, and so are those of a file in two
// targets, as far as commands name the target. A unit that has a definition
// means its own, any other the one of its target, or the nearest in the
// directory tree.
//
//===----------------------------------------------------------------------===//

#include "Link/Program.h"
#include "llvm/ADT/EquivalenceClasses.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::flow;

namespace tocsin::link {

/// The key under which units agree on an entity.
static std::string keyOf(const Unit &U, const Symbol &S, StringRef Fallback) {
  std::string K = U.str(S.USR).str();
  if (K.empty())
    K = ("?" + Fallback).str();
  if (S.Internal || U.str(S.USR).empty())
    (K += '\n') += U.str(U.Key);
  return K;
}

/// Whether two units of one file are the same code, whatever their commands.
static bool haveSameShape(const Unit &A, const Unit &B) {
  if (A.Functions.size() != B.Functions.size() ||
      A.Globals.size() != B.Globals.size())
    return false;
  for (auto [X, Y] : zip_equal(A.Functions, B.Functions)) {
    if (A.str(X.Name) != B.str(Y.Name) || X.Instrs.size() != Y.Instrs.size() ||
        X.Blocks.size() != Y.Blocks.size())
      return false;
    for (auto [I, J] : zip_equal(X.Instrs, Y.Instrs))
      if (I.Kind != J.Kind ||
          (I.Kind == Op::Call && I.Aux != None && J.Aux != None &&
           A.str(A.Functions[I.Aux].Name) != B.str(B.Functions[J.Aux].Name)))
        return false;
  }
  return true;
}

/// Targets of the same code, as a static and a shared library of one name are.
bool Program::areTwins(ArrayRef<uint32_t> A, ArrayRef<uint32_t> B) const {
  if (A.size() > B.size())
    std::swap(A, B);
  return all_of(A, [&](uint32_t X) {
    return any_of(B, [&](uint32_t Y) {
      return Units[X]->str(Units[X]->MainFile) ==
                 Units[Y]->str(Units[Y]->MainFile) &&
             haveSameShape(*Units[X], *Units[Y]);
    });
  });
}

/// Numbers the targets, twins with one number; 0 where it is not known.
void Program::findTargets() {
  StringMap<unsigned> Known;
  std::vector<SmallVector<uint32_t, 8>> Of(1);
  TargetOf.assign(Units.size(), 0);
  for (uint32_t I = 0; I < Units.size(); ++I) {
    StringRef Name = Units[I]->str(Units[I]->Target);
    if (Name.empty())
      continue;
    TargetOf[I] = Known.try_emplace(Name, Of.size()).first->second;
    if (TargetOf[I] == Of.size())
      Of.emplace_back();
    Of[TargetOf[I]].push_back(I);
  }
  // Units are in the order of their main files.
  for (uint32_t I = 1; I < Units.size(); ++I) {
    unsigned A = TargetOf[I - 1], B = TargetOf[I];
    if (!A || !B || A == B ||
        Units[I - 1]->str(Units[I - 1]->MainFile) !=
            Units[I]->str(Units[I]->MainFile) ||
        !areTwins(Of[A], Of[B]))
      continue;
    for (uint32_t U : Of[B])
      TargetOf[U] = A;
    Of[A].append(Of[B]);
    Of[B].clear();
  }
}

/// Which targets end up in one program, as far as calls tell: parts that no
/// call connects are programs of their own.
void Program::findParts(ArrayRef<std::pair<unsigned, unsigned>> Calls) {
  EquivalenceClasses<unsigned> Together;
  for (unsigned T : TargetOf)
    Together.insert(T);
  for (auto [From, To] : Calls)
    Together.unionSets(From, To);
  DenseMap<unsigned, unsigned> Size;
  for (unsigned T : TargetOf)
    ++Size[Together.getLeaderValue(T)];
  // The largest is the one that names stand for by themselves.
  unsigned Main = 0;
  for (unsigned T : TargetOf)
    if (unsigned L = Together.getLeaderValue(T);
        !Size.count(Main) || Size[L] > Size[Main])
      Main = L;
  for (unsigned T : TargetOf) {
    unsigned L = Together.getLeaderValue(T);
    PartOf.push_back(L == Main ? 0 : L + 1);
  }
}

/// Of several units, the one whose definition another means: of its target or
/// program, or the nearest in the directory tree.
uint32_t Program::nearest(ArrayRef<uint32_t> Candidates, uint32_t Whose) const {
  // Of equals, one that is no program by itself: what stands beside a main
  // function is a stand-in for a test as likely as not.
  auto HasMain = [](const Unit &U) {
    return any_of(U.Functions, [&](const Function &F) {
      return F.defined() && U.str(F.Name) == "main";
    });
  };
  unsigned Target = TargetOf[Whose];
  StringRef MainFile = Units[Whose]->str(Units[Whose]->MainFile);
  size_t Best = 0;
  std::tuple<bool, bool, size_t, bool> Most;
  for (auto [I, C] : enumerate(Candidates)) {
    const Unit &U = *Units[C];
    StringRef Other = U.str(U.MainFile);
    size_t Same = 0, End = std::min(Other.size(), MainFile.size());
    while (Same < End && Other[Same] == MainFile[Same])
      ++Same;
    // The file's own name tells nothing.
    Same = Other.take_front(Same).rfind('/') + 1;
    std::tuple<bool, bool, size_t, bool> Rank(Target && TargetOf[C] == Target,
                                              PartOf[C] == PartOf[Whose], Same,
                                              !HasMain(U));
    if (Rank > Most) {
      Most = Rank;
      Best = I;
    }
  }
  return Best;
}

/// Where something is defined; each target has its own of a file's own code.
std::string Program::placeOf(uint32_t Unit, const Loc &At) const {
  const ir::Unit &U = *Units[Unit];
  if (!At.valid() || At.File >= U.Files.size())
    return "@";
  const File &F = U.Files[At.File];
  std::string R = "@" + U.str(F.Path).str() + ":" + std::to_string(At.Line);
  if (F.Main && TargetOf[Unit])
    R += "#" + std::to_string(TargetOf[Unit]);
  return R;
}

void Program::joinFunctions() {
  struct Known {
    SmallVector<ProgFunc, 1> Defined;
    SmallVector<unsigned, 1> Targets; // that define it
    ProgFunc Declared = ~0u;
  };
  StringMap<Known> ByKey;
  StringMap<ProgFunc> ByPlace;
  FunctionOf.resize(Units.size());
  std::vector<std::vector<Known *>> KnownOf(Units.size());
  for (uint32_t I = 0; I < Units.size(); ++I) {
    const Unit &U = *Units[I];
    FunctionOf[I].assign(U.Functions.size(), ~0u);
    KnownOf[I].reserve(U.Functions.size());
    for (FuncId F = 0; F < U.Functions.size(); ++F) {
      const Function &X = U.Functions[F];
      std::string Key = keyOf(U, X.Sym, U.str(X.Name));
      if (U.str(X.Sym.USR).empty())
        Key += "#" + std::to_string(F);
      Known &K = ByKey[Key];
      KnownOf[I].push_back(&K);
      if (!X.defined())
        continue;
      if (!is_contained(K.Targets, TargetOf[I]))
        K.Targets.push_back(TargetOf[I]);
      Key += placeOf(I, X.At);
      auto [It, New] = ByPlace.try_emplace(Key, Functions.size());
      if (New) {
        Functions.emplace_back();
        Functions.back().Unit = I;
        Functions.back().Index = F;
        Functions.back().Defined = true;
        K.Defined.push_back(It->second);
      }
      FunctionOf[I][F] = It->second;
    }
  }
  // What only one target defines is what another means by it.
  SmallVector<std::pair<unsigned, unsigned>, 16> Across;
  for (uint32_t I = 0; I < Units.size(); ++I)
    for (const Known *K : KnownOf[I])
      if (K->Targets.size() == 1 && K->Targets[0] != TargetOf[I])
        Across.push_back({TargetOf[I], K->Targets[0]});
  findParts(Across);
  for (uint32_t I = 0; I < Units.size(); ++I) {
    const Unit &U = *Units[I];
    for (FuncId F = 0; F < U.Functions.size(); ++F) {
      if (FunctionOf[I][F] != ~0u)
        continue;
      Known &K = *KnownOf[I][F];
      if (K.Defined.size() == 1) {
        FunctionOf[I][F] = K.Defined[0];
      } else if (!K.Defined.empty()) {
        SmallVector<uint32_t, 4> In;
        for (ProgFunc D : K.Defined)
          In.push_back(Functions[D].Unit);
        FunctionOf[I][F] = K.Defined[nearest(In, I)];
      } else {
        if (K.Declared == ~0u) {
          K.Declared = Functions.size();
          Functions.emplace_back();
          Functions.back().Unit = I;
          Functions.back().Index = F;
        }
        FunctionOf[I][F] = K.Declared;
      }
    }
  }
}

/// A global that two targets define is one of each. Where a target is not
/// known, all that has one name is one.
void Program::joinGlobals() {
  struct Known {
    StringMap<uint32_t> ByPlace;
    SmallVector<uint32_t, 2> Ids, In; // and the unit of the definition
  };
  StringMap<Known> ByKey;
  GlobalOf.resize(Units.size());
  auto Add = [&](Known &K, uint32_t Unit, GlobalId G) {
    K.Ids.push_back(GlobalHome.size());
    K.In.push_back(Unit);
    GlobalHome.push_back({Unit, G});
    return K.Ids.back();
  };
  for (bool Definitions : {true, false})
    for (uint32_t I = 0; I < Units.size(); ++I) {
      const Unit &U = *Units[I];
      GlobalOf[I].resize(U.Globals.size(), ~0u);
      for (GlobalId G = 0; G < U.Globals.size(); ++G) {
        const Global &X = U.Globals[G];
        if (Definitions == ((X.Flags & GlobalExtern) != 0))
          continue;
        Known &K = ByKey[keyOf(U, X.Sym, U.str(X.Name))];
        bool Own = Definitions && TargetOf[I];
        std::string Place = Own ? placeOf(I, X.At) : "";
        auto It = K.ByPlace.find(Place);
        if (Own && It == K.ByPlace.end())
          It = K.ByPlace.try_emplace(Place, Add(K, I, G)).first;
        if (It != K.ByPlace.end())
          GlobalOf[I][G] = It->second;
        else if (!K.Ids.empty())
          GlobalOf[I][G] = K.Ids[nearest(K.In, I)];
        else
          GlobalOf[I][G] = Add(K, I, G);
      }
    }
}

} // namespace tocsin::link
