//===- Statements.cpp - Prepared statements that outlive a function -------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A constructor prepares statements and keeps them in fields, or gives them
// names that the connection knows; methods run them. Constructors are analysed
// before methods.
//
//===----------------------------------------------------------------------===//

#include "checks/version/Records.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;

namespace tocsin::version {

void Statements::keep(const std::string &Key, std::string Text, const Row *By) {
  auto [It, New] = Known.try_emplace(Key);
  if (New)
    It->second = {std::move(Text), By};
  else if (It->second.Text != Text)
    It->second.Text.clear();
}

/// A literal, "" if the text is built.
static std::string literal(FunctionFlow &W, TermId Text) {
  TextShape Shape = shapeOf(W, Text);
  return Shape.size() == 1 && !Shape[0].Hole ? Shape[0].Text : std::string();
}

void Statements::note(FunctionFlow &W) {
  const TermTable &T = W.terms();
  const Names &N = W.program().names();
  bool Any = false;
  for (EventId E = 0; E < W.events().size(); ++E) {
    const Event &X = W.event(E);
    if (!W.happens(E) || X.role() != Role::SqlPrepare)
      continue;
    Any = true;
    TermId Name = X.slot(Slot::Statement);
    if (Name && T.kind(Name) == TermKind::Str)
      keep("'" + N[T[Name].A].str(), literal(W, X.slot(Slot::Text)), X.Row);
  }
  if (!Any)
    return;
  std::unique_ptr<Summary> Sum = W.summarise();
  const TermTable &To = Sum->Terms;
  for (auto [At, Value] : Sum->Effects) {
    TermId Handle = handleOf(To, Value);
    TermKind K = To.kind(Handle);
    if (To.kind(At) != TermKind::FieldAddr ||
        (K != TermKind::Out && K != TermKind::Ret))
      continue;
    const Event &By = Sum->Events[To[Handle].A];
    if (By.role() != Role::SqlPrepare)
      continue;
    TermId Text = By.slot(Slot::Text);
    if (Text && To.kind(Text) == TermKind::Text)
      Text = To.op(Text, 0);
    keep((N[To[At].B] + "::" + N[To[At].A]).str(),
         Text && To.kind(Text) == TermKind::Str ? N[To[Text].A].str() : "",
         By.Row);
  }
}

const Statements::Prepared *Statements::find(const TermTable &T, TermId Handle,
                                             const Names &N) const {
  std::string Key;
  if (T.kind(Handle) == TermKind::Str)
    Key = "'" + N[T[Handle].A].str();
  if (T.kind(Handle) == TermKind::Init)
    Handle = T.op(Handle, 0);
  if (T.kind(Handle) == TermKind::FieldAddr)
    Key = (N[T[Handle].B] + "::" + N[T[Handle].A]).str();
  auto It = Known.find(Key);
  return It == Known.end() || It->second.Text.empty() ? nullptr : &It->second;
}

} // namespace tocsin::version
