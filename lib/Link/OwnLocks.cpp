//===- OwnLocks.cpp - Locks that only their names tell of -----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A project's own lock is known by its body. Where the body is in no unit, as
// in a run over one file, a pair of names has to do: `lock` and `unlock` of one
// class, or of one kind of object in C; `acquire` and `release` of what is a
// mutex by name. And an assertion that a lock is held says so, whatever its
// body is in this build.
//
//===----------------------------------------------------------------------===//

#include "Link/Program.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::link {

/// Words of a name that says nothing but that it locks: `q_lock`, not
/// `lock_free_list_init`.
static constexpr size_t MaxWords = 4;

static constexpr WordClasses LockWords =
    bit(WordClass::TakesLock) | bit(WordClass::GivesLock) |
    bit(WordClass::NamesLock) | bit(WordClass::Takes) | bit(WordClass::Gives);

void Program::makeLockRows() {
  using Kind = Position::Kind;
  auto Set = [](Row &R, Role Is, Kind Where) {
    R.Names = {"(own lock)"};
    R.Is = Is;
    R.Means = bit(Trait::Inferred);
    R.Args = {{Slot::Lock, {Where, 0, ""}}};
  };
  for (bool Arg : {false, true}) {
    Kind Where = Arg ? Kind::Arg : Kind::This;
    Set(LockRows[Arg][0], Role::LockAcquire, Where);
    Set(LockRows[Arg][1], Role::LockRelease, Where);
    Set(LockRows[Arg][2], Role::LockHeld, Where);
  }
}

/// What a function is the lock operation of: the class or the type of its
/// argument.
static StringRef lockType(const Unit &U, const Function &X) {
  if (X.Flags & FuncMethod)
    return U.str(X.Owner);
  if (X.Params.empty())
    return "";
  const Type &T = U.Types[X.Params[0].Type];
  StringRef Name = U.str(U.Types[T.Pointee].Name);
  return Name.empty() ? U.str(T.Sugar) : Name; // a handle: void *
}

/// ... and the words of its name but for those that lock.
std::string Program::lockFamily(const Unit &U, const Function &X) const {
  std::string R = lockType(U, X).str();
  for (const std::string &W : splitWords(lastName(U.str(X.Name))))
    if (!(Models.wordClasses(W) & LockWords))
      R += " " + W;
  return R;
}

/// Which side of a pair a name is: 1 takes, 2 gives, 0 neither or both.
unsigned Program::lockSide(const Unit &U, const Function &X) const {
  StringRef Name = lastName(U.str(X.Name));
  WordClasses All = 0, Of = Models.wordClasses(lastName(lockType(U, X)));
  for (const std::string &W : splitWords(Name))
    All |= Models.wordClasses(W);
  if (All & bit(WordClass::GivesLock))
    return All & bit(WordClass::TakesLock) ? 0 : 2;
  bool OfLock = (All | Of) & bit(WordClass::NamesLock);
  bool Gives = OfLock && All & bit(WordClass::Gives);
  // `lock` is a verb or a thing: lock_release gives.
  if (Gives)
    return 2;
  return All & bit(WordClass::TakesLock) ||
                 (OfLock && All & bit(WordClass::Takes))
             ? 1
             : 0;
}

const Row *Program::inferredLock(ProgFunc F) {
  const Entry &E = Functions[F];
  const Unit &U = *Units[E.Unit];
  auto Fits = [](const Unit &U, const Function &X) {
    if (X.Flags & (FuncSystem | FuncCtor | FuncDtor | FuncSkipped | FuncStatic))
      return false;
    if (X.Flags & FuncMethod)
      return X.Params.empty();
    return X.Params.size() == 1 &&
           U.Types[X.Params[0].Type].Kind == TypeKind::Pointer;
  };
  const Function &X = U.Functions[E.Index];
  StringRef Name = lastName(U.str(X.Name));
  if (!Fits(U, X) || splitWords(Name).size() > MaxWords)
    return nullptr;
  bool Arg = !(X.Flags & FuncMethod);
  if (Models.wordClasses(Name) & bit(WordClass::AssertsLock))
    return &LockRows[Arg][2];
  unsigned Is = E.Defined ? 0 : lockSide(U, X);
  if (!Is)
    return nullptr;
  if (!LockPairs) {
    LockPairs.emplace();
    for (const Entry &O : Functions) {
      const Unit &OU = *Units[O.Unit];
      const Function &Y = OU.Functions[O.Index];
      if (O.Defined || !Fits(OU, Y) ||
          splitWords(lastName(OU.str(Y.Name))).size() > MaxWords)
        continue;
      if (unsigned Side = lockSide(OU, Y))
        (*LockPairs)[lockFamily(OU, Y)] |= Side;
    }
  }
  if (LockPairs->lookup(lockFamily(U, X)) != 3)
    return nullptr;
  return &LockRows[Arg][Is == 2];
}

} // namespace tocsin::link
