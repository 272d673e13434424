//===- OwnLocks.cpp - Locks that only their names tell of -----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A project's own lock is known by its body. Where the body is in no unit, as
// in a run over one file, a pair of names has to do: `lock` and `unlock` of one
// class, or of one kind of object in C. And an assertion that a lock is held
// says so, whatever its body is in this build.
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
/// argument, and the words of its name but for the one that locks.
std::string Program::lockFamily(const Unit &U, const Function &X) const {
  std::string R;
  if (X.Flags & FuncMethod)
    R = U.str(X.Owner).str();
  else if (!X.Params.empty())
    R = U.str(U.Types[U.Types[X.Params[0].Type].Pointee].Name).str();
  for (const std::string &W : splitWords(lastName(U.str(X.Name))))
    if (!(Models.wordClasses(W) &
          (bit(WordClass::TakesLock) | bit(WordClass::GivesLock))))
      R += " " + W;
  return R;
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
  // The common case first, and without memory.
  if (!Name.contains_insensitive("lock") && !Name.contains_insensitive("held"))
    return nullptr;
  if (!Fits(U, X) || splitWords(Name).size() > MaxWords)
    return nullptr;
  bool Arg = !(X.Flags & FuncMethod);
  WordClasses Words = Models.wordClasses(Name);
  if (Words & bit(WordClass::AssertsLock))
    return &LockRows[Arg][2];
  bool Takes = Words & bit(WordClass::TakesLock),
       Gives = Words & bit(WordClass::GivesLock);
  if (E.Defined || Takes == Gives)
    return nullptr;
  if (!LockPairs) {
    LockPairs.emplace();
    for (const Entry &O : Functions) {
      const Unit &OU = *Units[O.Unit];
      const Function &Y = OU.Functions[O.Index];
      StringRef Other = lastName(OU.str(Y.Name));
      if (O.Defined || !Other.contains_insensitive("lock") || !Fits(OU, Y) ||
          splitWords(Other).size() > MaxWords)
        continue;
      WordClasses W = Models.wordClasses(Other);
      unsigned Side = (W & bit(WordClass::TakesLock) ? 1 : 0) |
                      (W & bit(WordClass::GivesLock) ? 2 : 0);
      if (Side != 3)
        (*LockPairs)[lockFamily(OU, Y)] |= Side;
    }
  }
  if (LockPairs->lookup(lockFamily(U, X)) != 3)
    return nullptr;
  return &LockRows[Arg][Gives];
}

} // namespace tocsin::link
