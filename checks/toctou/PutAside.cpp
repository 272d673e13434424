//===- PutAside.cpp - Names that are put aside between check and use ------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One loop looks at files and puts their names into a container, those that
// passed or all of them with the verdict beside; a second one goes by the names
// in there. The element stands for what was put in: what decided about it
// stands where that was done.
//
//===----------------------------------------------------------------------===//

#include "checks/toctou/Judge.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::toctou {

static constexpr unsigned MaxNesting = 8;

namespace {
/// What one call put into a container, as elements of it show it again.
class Element {
public:
  Element(FunctionFlow &W, EventId Put, EventId Decision)
      : W(W), T(W.terms()), Put(W.event(Put)), D(Decision) {
    for (auto &[S, X] : this->Put.Slots)
      if (S == Slot::Object)
        Parts.push_back(X);
  }

  bool isNamed(TermId Looked, TermId Used) const;
  TermId verdictIn(TermId Cond, unsigned Depth = 0) const;

private:
  bool isElement(TermId X) const;
  std::optional<TermId> partAt(TermId X) const;
  bool holds(TermId Part, TermId Looked) const;
  bool matches(TermId Looked, TermId Used, bool &Any, unsigned Depth) const;

  FunctionFlow &W;
  TermTable &T;
  const Event &Put;
  EventId D;
  SmallVector<TermId, 2> Parts;
};
} // namespace

/// Whether a value stands for something that lies in the container, be it the
/// one that a helper has filled and given back.
bool Element::isElement(TermId X) const {
  const Term A = T[X];
  switch (A.Kind) {
  case TermKind::Phi:
  case TermKind::Opaque:
  case TermKind::Init:
  case TermKind::FieldOf:
    break;
  case TermKind::Pure:
    if (!A.A)
      break; // an element by its number
    [[fallthrough]];
  default:
    return false;
  }
  return W.isOfContainer(X, Put);
}

/// The part of what was put in that a field of the element shows; none if it
/// shows the whole, 0 if it is not known.
std::optional<TermId> Element::partAt(TermId X) const {
  while (T.kind(X) == TermKind::Init &&
         T.kind(T.op(X, 0)) != TermKind::FieldAddr)
    X = T.op(X, 0);
  const Term A = T[T.kind(X) == TermKind::Init ? T.op(X, 0) : X];
  if (A.Kind != TermKind::FieldOf && A.Kind != TermKind::FieldAddr)
    return std::nullopt;
  bool Together = false;
  for (TermId P : Parts)
    for (; T.kind(P) == TermKind::With; P = T.op(P, 0)) {
      Together = true;
      if (T[P].A == A.A)
        return T.op(P, 1);
    }
  return Together ? std::optional<TermId>(0) : std::nullopt;
}

/// Whether what was put in is the name that was looked at, or has it for a
/// part; a name that was made of it is another.
bool Element::holds(TermId Part, TermId Looked) const {
  for (; Part && Part != Looked; Part = T.op(Part, 0)) {
    TermKind K = T.kind(Part);
    if (K == TermKind::With && holds(T.op(Part, 1), Looked))
      return true;
    if (K != TermKind::With && K != TermKind::Text)
      return false;
  }
  return Part != 0;
}

bool Element::matches(TermId Looked, TermId Used, bool &Any,
                      unsigned Depth) const {
  if (Looked == Used)
    return true;
  if (!Looked || !Used || Depth > MaxNesting)
    return false;
  if (isElement(Used)) {
    auto Has = [&](TermId Part) { return holds(Part, Looked); };
    Any = true;
    if (auto Part = partAt(Used))
      return Has(*Part);
    return any_of(Parts, Has);
  }
  const Term A = T[Looked], B = T[Used];
  if (A.Kind == TermKind::Text || B.Kind == TermKind::Text)
    return matches(A.Kind == TermKind::Text ? T.op(Looked, 0) : Looked,
                   B.Kind == TermKind::Text ? T.op(Used, 0) : Used, Any,
                   Depth + 1);
  if (A.Kind != TermKind::Pure || B.Kind != TermKind::Pure || A.A != B.A ||
      A.NumOps != B.NumOps)
    return false;
  for (unsigned I = 0; I < A.NumOps; ++I)
    if (!matches(T.op(Looked, I), T.op(Used, I), Any, Depth + 1))
      return false;
  return true;
}

/// Whether a name is made of the element as the one that was looked at is made
/// of what was put in.
bool Element::isNamed(TermId Looked, TermId Used) const {
  bool Any = false;
  return matches(Looked, Used, Any, 0) && Any;
}

/// A condition on the element as one on what was put in; 0 if it asks for
/// nothing that came from the decision.
TermId Element::verdictIn(TermId Cond, unsigned Depth) const {
  const Term A = T[Cond];
  if (Depth > MaxNesting || A.Kind == TermKind::Opaque)
    return 0;
  if (isElement(Cond)) {
    if (auto Part = partAt(Cond))
      return *Part && W.derivesFrom(*Part, D) ? *Part : 0;
    // Made of its parts where it is kept.
    TermId Only = 0;
    for (TermId P : Parts)
      if (W.derivesFrom(P, D)) {
        if (Only)
          return 0;
        Only = P;
      }
    return Parts.size() > 1 ? Only : 0;
  }
  switch (A.Kind) {
  case TermKind::Not:
  case TermKind::Cmp:
  case TermKind::And:
  case TermKind::Or: {
    SmallVector<TermId, 2> Ops(T.ops(Cond));
    bool Any = false;
    for (TermId &O : Ops)
      if (TermId X = verdictIn(O, Depth + 1)) {
        // The walk itself compares two ways to an element.
        if (A.Kind == TermKind::Cmp && Any)
          return 0;
        O = X;
        Any = true;
      } else if (A.Kind == TermKind::Cmp && O && isElement(O)) {
        return 0;
      }
    return Any ? T.get(A.Kind, A.A, A.B, A.Imm, Ops) : 0;
  }
  default:
    return 0;
  }
}

std::optional<window::Window> windowThrough(FunctionFlow &W, EventId Put,
                                            EventId Decision, EventId Act) {
  const Event &P = W.event(Put), &A = W.event(Act);
  TermId Looked = W.event(Decision).slot(Slot::Path);
  if (!Looked || (P.Site == A.Site && !A.Via.empty()) ||
      !W.graph().reaches(P.Block, A.Block))
    return std::nullopt;
  Element Of(W, Put, Decision);
  window::Window R;
  for (Slot S : {Slot::Path, Slot::Path2})
    if (TermId Used = A.slot(S); !R.Name && Used && Of.isNamed(Looked, Used))
      R.Name = Used;
  if (!R.Name)
    return std::nullopt;
  R.Decision = Decision;
  R.Act = Act;
  for (Literal L : W.eventReasons(Put))
    if (W.derivesFrom(L.Cond, Decision))
      R.Deciding.push_back(L);
  for (Literal L : W.eventReasons(Act))
    if (TermId Said = Of.verdictIn(L.Cond))
      R.Deciding.push_back({Said, L.Holds});
  R.Control = !R.Deciding.empty();
  if (!R.Control)
    return std::nullopt;
  auto Can = [&](bool Succeeded) {
    return all_of(R.Deciding, [&](Literal L) {
      return W.possible(L, Decision, Succeeded);
    });
  };
  if (bool If = Can(true); If != Can(false))
    R.Outcome = If;
  return R;
}

} // namespace tocsin::toctou
