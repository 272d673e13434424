//===- Wording.cpp - How the cleanup checks say what they found -----------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Says where the time comes from, what is destroyed, who may still use it, and
// where a guard would stand.
//
//===----------------------------------------------------------------------===//

#include "Window/Way.h"
#include "Window/Window.h"
#include "checks/cleanup/Cleanup.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::cleanup {

SourceAt decisionAt(FunctionFlow &W, const Verdict &X) {
  const ir::Function &F = W.function();
  if (X.Sorted != ir::None)
    return {W.unitIndex(), F.Instrs[X.Sorted].At};
  for (ir::BlockId B : W.graph().order()) {
    TermId C = W.condition(B);
    if (!C || F.Blocks[B].Cond == ir::None)
      continue;
    bool Is = C == X.Why.Of.Cond ||
              W.terms().any(C, [&](TermId Y) { return Y == X.Why.Of.Cond; });
    // What a predicate returned, chosen by the ways through it.
    if (!Is && W.terms().kind(C) == TermKind::Phi && W.gated(C) != C)
      Is = W.terms().any(W.gated(C),
                         [&](TermId Y) { return Y == X.Why.Of.Cond; });
    if (Is)
      return {W.unitIndex(), F.Instrs[F.Blocks[B].Cond].At};
  }
  // Inside a callee: where it was asked to look, or the call.
  if (X.Why.Time.By != NoEvent)
    return W.event(X.Why.Time.By).At;
  const Event &A = W.event(X.Act);
  return A.Via.empty() ? A.At : A.Via.back().At;
}

static std::string calleeText(FunctionFlow &W, const Event &E) {
  StringRef N = W.program().names()[E.Callee];
  if (N == "operator delete")
    return "'delete'";
  return ("'" + N + "'").str();
}

/// "its modification time ('st_mtime')".
std::string timeText(const TimeLeaf &T) {
  StringRef What = "its time";
  WordClasses W = T.Words;
  if (W & bit(WordClass::AccessTime))
    What = "the time of its last use";
  else if (W & bit(WordClass::Lease))
    What = "its expiry time";
  else if (W & bit(WordClass::Age) && !(W & bit(WordClass::Birth)))
    What = "its age";
  else if (StringRef(T.Name).contains("mtim") ||
           StringRef(T.Name).contains("write_time"))
    What = "its modification time";
  else if (W & bit(WordClass::Generation) && !(W & bit(WordClass::Birth)))
    What = "its generation";
  else if (W & bit(WordClass::Birth))
    What = "the time it was made";
  return (What + " ('" + T.Name + "')").str();
}

std::string deedText(FunctionFlow &W, const Verdict &X) {
  const Event &E = W.event(X.Act);
  std::string Call = calleeText(W, E);
  switch (X.What) {
  case Matter::File:
    switch (E.Does) {
    case Deed::Rmdir:
      return Call + " removes a directory";
    case Deed::Rmtree:
      return Call + " removes a directory with everything in it";
    default:
      return Call + " removes a file";
    }
  case Matter::Named:
    return Call + " destroys something";
  case Matter::Handle:
    return Call + " closes a descriptor";
  case Matter::Memory:
    return Call + " destroys an object";
  case Matter::Element:
    return Call + " throws out an element";
  }
  return Call;
}

std::string guardText(const Guard &G) {
  std::string Name = "('" + G.Name + "')";
  switch (G.Kind) {
  case GuardKind::Count:
    return "a use count " + Name;
  case GuardKind::Ownership:
    return "how many own it " + Name;
  case GuardKind::Busy:
    return "whether it is in use " + Name;
  case GuardKind::State:
    return "its state " + Name;
  case GuardKind::Lock:
    return "for a lock on it " + Name;
  case GuardKind::Live:
    return "a set of things in use " + Name;
  case GuardKind::Oldest:
    return "who the slowest user is " + Name;
  case GuardKind::Owner:
    return "who holds it " + Name;
  case GuardKind::Version:
    return "for its version " + Name;
  case GuardKind::Dead:
    return "whether its end was decided before " + Name;
  case GuardKind::Access:
    return "when it was last used " + Name;
  case GuardKind::None:
    break;
  }
  return "";
}

static std::string flawText(const Verdict &X) {
  switch (X.Why_Not) {
  case Verdict::Flaw::None:
    break;
  case Verdict::Flaw::OtherThing:
    return "'" + X.Lost.Name + "' is asked of another object";
  case Verdict::Flaw::OrElse:
    return "the in-use check stands on the other side of an 'or'";
  case Verdict::Flaw::Overridden:
    return X.Lost.Name.empty()
               ? "on one way its age overrides the in-use check"
               : "its age overrides the in-use check ('" + X.Lost.Name + "')";
  case Verdict::Flaw::LetGo:
    return "'" + X.Lost.Name +
           "' was read under a lock that is given back before";
  }
  return "nothing shows that nobody is using it";
}

static std::string advice(const Verdict &X) {
  switch (X.Why_Not) {
  case Verdict::Flaw::LetGo:
    return "look again after taking the lock, or mark it as going before the "
           "lock is given back";
  case Verdict::Flaw::OtherThing:
    return "ask the object that is destroyed";
  default:
    break;
  }
  if (X.Queue.At.valid())
    return "look again when it is taken out: a use count, state or lease, "
           "under the lock that users take";
  switch (X.What) {
  case Matter::File:
    return "before this, take a non-blocking flock on it and skip it if that "
           "is held, or consult the set of names in use";
  case Matter::Named:
  case Matter::Handle:
    return "before this, check a use count, state or lease under the lock that "
           "users take, or pass the version you read to the delete";
  case Matter::Memory:
  case Matter::Element:
    return "before this, check a use count or state under the lock that users "
           "take";
  }
  return "";
}

/// The position of the instruction that made or read a value.
static SourceAt valueAt(FunctionFlow &W, TermId X) {
  const ir::Function &F = W.function();
  for (ir::ValueId I = 0; I < F.Instrs.size(); ++I)
    if (W.valueAt(I) == X && F.Instrs[I].At.valid())
      return {W.unitIndex(), F.Instrs[I].At};
  return {};
}

SourceAt siteOf(const Event &Act) {
  return Act.Via.empty() ? Act.At : Act.Via.front().At;
}

Finding wordCleanup(FunctionFlow &W, const link::Program &P, Survey &S,
                    Vocabulary &V, const Verdict &X) {
  const Event &A = W.event(X.Act);
  Finding F;
  F.Check = "tocsin-timestamp-cleanup";
  F.At = window::positionOf(P, siteOf(A));
  F.Act = window::positionOf(P, A.At);
  F.Function = P.qualifiedName(A.Function).str();
  F.FunctionUSR = P.usr(A.Function).str();
  for (TermId T : victims(A))
    if (F.Object.empty())
      F.Object = spell(W, T);
  switch (X.What) {
  case Matter::File:
    F.Pattern = "file";
    break;
  case Matter::Named:
    F.Pattern = "resource";
    break;
  case Matter::Handle:
    F.Pattern = "handle";
    break;
  case Matter::Memory:
    F.Pattern = "object";
    break;
  case Matter::Element:
    F.Pattern = "element";
    break;
  }
  F.Message = deedText(W, X) + " because " + timeText(X.Why.Time) +
              (X.Sorted != ir::None ? " puts it behind newer ones; "
                                    : " says it is old; ") +
              flawText(X);
  Position Decided = window::positionOf(P, decisionAt(W, X));
  for (const TimeLeaf &T : X.Why.All.Leaves)
    if (T.Now) {
      Position At = window::positionOf(P, valueAt(W, T.X));
      bool Wall = T.Clock & bit(Trait::Wall);
      if (At.Line && At.Line != Decided.Line)
        F.Notes.push_back({At,
                           Wall ? "the time now, from a clock that may be set"
                                : "the time now",
                           NoteKind::Step});
      break;
    }
  if (X.Why.Time.By != NoEvent) {
    const Event &L = W.event(X.Why.Time.By);
    Position At = window::positionOf(P, L.At);
    if (At.Line && At.Line != Decided.Line)
      F.Notes.push_back({At, "the time is looked up here", NoteKind::Step});
  }
  F.Notes.push_back({Decided,
                     (X.Sorted != ir::None ? "put in order here by "
                                           : "judged by age here: ") +
                         timeText(X.Why.Time),
                     NoteKind::Decision});
  if (X.Queue.At.valid())
    F.Notes.push_back({window::positionOf(P, X.Queue),
                       "put aside here; much may happen before it is destroyed",
                       NoteKind::Step});
  SourceAt At = siteOf(A);
  for (const Frame &C : A.Via)
    if (!(C.At == At))
      F.Notes.push_back(window::calledHere(P, C));
  if (!(A.At == At))
    F.Notes.push_back({F.Act, "destroyed here", NoteKind::Step});
  const Term &T = W.terms()[X.Why.Time.X];
  std::string Name;
  bool Member = T.Kind == TermKind::FieldAddr || T.Kind == TermKind::FieldOf;
  auto Counter = Member ? V.usage().counterIn(T.B, W.self())
                        : std::pair<NameId, const FieldUse *>();
  const auto *By = Counter.second
                       ? find_if(Counter.second->Up,
                                 [&](auto &U) { return U.first != W.self(); })
                       : nullptr;
  if (By && X.Why_Not == Verdict::Flaw::None) {
    Name = P.qualifiedName(By->first).str();
    F.Notes.push_back({window::positionOf(P, By->second),
                       "'" + Name + "' counts its users in '" +
                           W.program().names()[Counter.first].str() +
                           "'; this does not ask",
                       NoteKind::Evidence});
  } else if ((T.Kind == TermKind::FieldAddr || T.Kind == TermKind::FieldOf) &&
             X.Why.Time.By == NoEvent)
    if (auto U = S.userOf(T.B, W.self(), Name))
      F.Notes.push_back({window::positionOf(P, *U),
                         "'" + Name + "' may be using it at this moment",
                         NoteKind::Evidence});
  bool Unsigned = X.Why.All.Difference && X.Why.Time.Unsigned;
  if (Unsigned)
    F.Notes.push_back({Decided,
                       "the difference is unsigned: a time in the future makes "
                       "everything old",
                       NoteKind::Evidence});
  if (A.role() == Role::Destroy && X.What == Matter::Element &&
      X.Why_Not == Verdict::Flaw::None && V.words(Name) == 0)
    F.Notes.push_back({F.At,
                       "references to the element that were handed out dangle",
                       NoteKind::Evidence});
  F.Notes.push_back({F.At, advice(X), NoteKind::Advice});
  return F;
}

} // namespace tocsin::cleanup
