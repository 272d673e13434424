//===- Wording.cpp - How the checks of stores say what they found ---------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Findings, notes and names.
//
//===----------------------------------------------------------------------===//

#include "Flow/TextShape.h"
#include "Window/Way.h"
#include "checks/version/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::version {

static std::string spellAt(FunctionFlow &W, TermId X, unsigned Depth) {
  TermTable &T = W.terms();
  Names &N = W.program().names();
  const ir::Function &F = W.function();
  if (!X || Depth > 6)
    return "...";
  const Term A = T[X];
  auto Op = [&](unsigned I) { return spellAt(W, T.op(X, I), Depth + 1); };
  switch (A.Kind) {
  case TermKind::Str:
    return "\"" + N[A.A].str() + "\"";
  case TermKind::Int:
    return std::to_string(A.Imm);
  case TermKind::Param:
    return A.A < F.Params.size() ? W.unit().str(F.Params[A.A].Name).str()
                                 : "...";
  case TermKind::Captured:
    return A.A < F.Captures.size() ? W.unit().str(F.Captures[A.A].Name).str()
                                   : "...";
  case TermKind::This:
    return "this";
  case TermKind::LocalAddr:
    if (A.A < F.Locals.size())
      return W.unit().str(F.Locals[A.A].Name).str();
    return "...";
  case TermKind::Init:
  case TermKind::Text:
    return Op(0);
  case TermKind::FieldAddr:
  case TermKind::FieldOf: {
    std::string Of = Op(0);
    if (Of == "...")
      return Of;
    bool Pointer = T.kind(T.op(X, 0)) == TermKind::This;
    return Of == "this" ? N[A.A].str()
                        : Of + (Pointer ? "->" : ".") + N[A.A].str();
  }
  case TermKind::Pure: {
    TextShape Shape = shapeOf(W, X);
    std::string R;
    for (const TextPiece &P : Shape) {
      if (P.Hole == X)
        return "...";
      R += P.Hole ? "<" + spellAt(W, P.Hole, Depth + 1) + ">" : P.Text;
    }
    return "\"" + R + "\"";
  }
  case TermKind::Select:
    return Op(1) + " or " + Op(2);
  default:
    return "...";
  }
}

std::string spell(FunctionFlow &W, TermId X) { return spellAt(W, X, 0); }

std::string recordName(Records &R, const Op &O) {
  if (O.Sql)
    return "a row of '" + O.Sql->Text.Table + "'";
  std::string Key = O.Key ? spell(R.flow(), O.Key) : "...";
  if (Key.find("...") != std::string::npos)
    return "the record";
  return "record " + Key;
}

/// The write as the function that read the record does it: the helper below may
/// write any record, for anybody.
static SourceAt reportAt(const Event &E) {
  return E.Via.empty() ? E.At : E.Via[0].At;
}

Finding startFinding(Records &R, StringRef Check, StringRef Pattern,
                     const Op &Act, Confidence Sure) {
  const link::Program &P = R.program();
  const Event &E = R.flow().event(Act.E);
  Finding F;
  F.Check = Check.str();
  F.Pattern = Pattern.str();
  F.Level = Sure == Confidence::Low ? Severity::Note : Severity::Warning;
  F.Sure = Sure;
  F.At = window::positionOf(P, reportAt(E));
  F.Act = window::positionOf(P, E.At);
  F.Function = P.qualifiedName(E.Function).str();
  F.FunctionUSR = P.usr(E.Function).str();
  F.Object =
      Act.Sql ? Act.Sql->Text.Table : (Act.Key ? spell(R.flow(), Act.Key) : "");
  return F;
}

void addRead(Finding &F, Records &R, const Op &Read, StringRef Text) {
  FunctionFlow &W = R.flow();
  const Event &E = W.event(Read.E);
  F.Notes.push_back(
      {window::positionOf(W.program(), E.At), Text.str(), NoteKind::Decision});
  for (const Frame &C : reverse(E.Via))
    F.Notes.push_back(window::calledHere(W.program(), C));
}

void addWayToAct(Finding &F, Records &R, const Op &Act) {
  const link::Program &P = R.program();
  const Event &E = R.flow().event(Act.E);
  if (E.Via.empty())
    return;
  SourceAt At = reportAt(E);
  for (const Frame &C : E.Via)
    if (!(C.At == At))
      F.Notes.push_back(window::calledHere(P, C));
  if (!(E.At == At))
    F.Notes.push_back(
        {window::positionOf(P, E.At), "written here", NoteKind::Step});
}

void addAdvice(Finding &F, StringRef Text) {
  F.Notes.push_back({F.At, Text.str(), NoteKind::Advice});
}

std::string tokenAtHand(Records &R, const Op &Read, EventId At) {
  FunctionFlow &W = R.flow();
  const model::Position *P = W.event(Read.E).Row->arg(Slot::Token);
  if (!P || !W.event(Read.E).Via.empty())
    return "";
  TermId Token =
      P->Where == model::Position::Kind::Ret
          ? W.terms().get(TermKind::Ret, Read.E)
          : W.terms().get(TermKind::Out, Read.E, unsigned(Slot::Token));
  std::string Name = W.localHolding(Token, Read.E).str();
  if (Name.empty())
    Name = W.localHolding(Token, At).str();
  if (Name.empty())
    return "";
  return P->Member.empty() ? Name : Name + "." + P->Member;
}

} // namespace tocsin::version
