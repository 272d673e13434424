//===- OwnThreads.cpp - Threads that only their names tell of -------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A project's own way to start a thread is known by its body. Where the body is
// in no unit, two things together have to do: a function is handed over, and
// the names say that a thread is started with it or a pool is to run it.
//
//===----------------------------------------------------------------------===//

#include "Link/Program.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::ir;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::link {

/// Whether a parameter takes a function to run.
static bool takesFunction(const Unit &U, const Param &P) {
  const Type *T = &U.Types[P.Type];
  if (T->Kind == TypeKind::Pointer || T->Kind == TypeKind::Reference)
    T = &U.Types[T->Pointee];
  if (T->Kind == TypeKind::Pointer) // a reference to a pointer
    T = &U.Types[T->Pointee];
  return T->Kind == TypeKind::Function ||
         (T->Kind == TypeKind::Record &&
          is_contained({"function", "move_only_function", "AnyInvocable",
                        "unique_function"},
                       lastName(U.str(T->Name))));
}

/// Whether a parameter takes what the function is to get.
static bool takesContext(const Unit &U, const Param &P) {
  const Type &T = U.Types[P.Type];
  return T.Kind == TypeKind::Pointer &&
         U.Types[T.Pointee].Kind == TypeKind::Void;
}

const Row *Program::inferredThread(ProgFunc F) {
  const Entry &E = Functions[F];
  const Unit &U = *Units[E.Unit];
  const Function &X = U.Functions[E.Index];
  if (E.Defined || X.Params.empty() ||
      X.Flags & (FuncSystem | FuncDtor | FuncSkipped) || !E.Overriders.empty())
    return nullptr;
  auto Classes = [&](StringRef Name) {
    WordClasses R = 0;
    for (const std::string &W : splitWords(Name))
      R |= Models.wordClasses(W);
    return R | Models.wordClasses(Name);
  };
  WordClasses Verb = Classes(lastName(U.str(X.Name)));
  WordClasses Noun = Verb;
  if (X.Flags & FuncMethod)
    Noun |= Classes(lastName(U.str(X.Owner)));
  bool Thread = Noun & bit(WordClass::NamesThread),
       Pool = Noun & bit(WordClass::NamesPool);
  if (!Thread && !Pool)
    return nullptr;
  auto Made = [&](Row R) {
    R.Means = bit(Trait::Inferred);
    InferredRows.push_back(std::make_unique<Row>(std::move(R)));
    return InferredRows.back().get();
  };
  using Kind = Position::Kind;
  bool Static = !(X.Flags & FuncMethod) || X.Flags & FuncStatic;
  size_t At = 0;
  while (At < X.Params.size() && !takesFunction(U, X.Params[At]))
    ++At;
  if (At == X.Params.size()) {
    if (!Thread || !(Verb & bit(WordClass::Awaits)))
      return nullptr;
    Row R;
    R.Names = {"(own thread)"};
    R.Is = Role::ThreadJoin;
    R.Args = {{Slot::Object, {Static ? Kind::Arg : Kind::This, 0, ""}}};
    return Made(std::move(R));
  }
  WordClasses Starts = (Thread ? bit(WordClass::Starts) : 0) |
                       (Pool ? bit(WordClass::Hands) : 0);
  if (!(X.Flags & FuncCtor && Thread) && !(Verb & Starts))
    return nullptr;
  Row R;
  R.Names = {"(own thread)"};
  R.Is = Role::ThreadStart;
  R.Args = {{Slot::Callback, {Kind::Arg, int(At), ""}}};
  // Behind the function as a rule, else before it.
  for (size_t I = 1; I < X.Params.size(); ++I) {
    size_t P = (At + I) % X.Params.size();
    if (!takesContext(U, X.Params[P]))
      continue;
    R.Args.push_back({Slot::Argument, {Kind::Arg, int(P), ""}});
    break;
  }
  return Made(std::move(R));
}

} // namespace tocsin::link
