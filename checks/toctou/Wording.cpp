//===- Wording.cpp - How the toctou checks say what they found ------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Turns a judged window into message, notes and advice.
//
//===----------------------------------------------------------------------===//

#include "Flow/CallTransfer.h"
#include "Window/Way.h"
#include "checks/toctou/Toctou.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace tocsin::flow;
using namespace tocsin::model;
using tocsin::window::quoted;

namespace tocsin::toctou {

static std::string spell(FunctionFlow &W, TermId X, unsigned Depth) {
  TermTable &T = W.terms();
  Names &N = W.program().names();
  const ir::Function &F = W.function();
  if (!X || Depth > 6)
    return "...";
  const Term A = T[X];
  auto Op = [&](unsigned I) { return spell(W, T.op(X, I), Depth + 1); };
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
    return Of + (T.kind(T.op(X, 0)) == TermKind::FieldAddr ? "." : "->") +
           N[A.A].str();
  }
  case TermKind::ElemAddr:
    return Op(0) + "[]";
  case TermKind::Pure: {
    std::string R = lastName(N[A.A]).str();
    R += "(";
    for (unsigned I = 0; I < A.NumOps && I < 4; ++I)
      R += (I ? ", " : "") + Op(I);
    return R + ")";
  }
  case TermKind::Select:
    return Op(1) + " or " + Op(2);
  default:
    return "...";
  }
}

std::string spellPath(FunctionFlow &W, TermId Path) {
  return spell(W, Path, 0);
}

std::string verbOf(const Event &E, Traits T) {
  if (E.role() == Role::PathList)
    return "lists";
  switch (E.Does) {
  case Deed::Open:
    if (T & bit(Trait::Create))
      return "creates or opens";
    return T & (bit(Trait::Write) | bit(Trait::Truncate) | bit(Trait::Append))
               ? "opens for writing"
               : "opens";
  case Deed::Read:
    return "reads";
  case Deed::Write:
    return "writes";
  case Deed::Create:
    return "creates";
  case Deed::Mkdir:
    return "creates";
  case Deed::Mknod:
    return "creates";
  case Deed::Symlink:
    return "creates";
  case Deed::Link:
    return "links";
  case Deed::Bind:
    return "binds";
  case Deed::Connect:
    return "connects to";
  case Deed::Delete:
    return "removes";
  case Deed::Rmdir:
    return "removes";
  case Deed::Rmtree:
    return "removes with everything below it";
  case Deed::Rename:
    return "renames";
  case Deed::Copy:
    return "copies";
  case Deed::Chmod:
    return "changes the mode of";
  case Deed::Chown:
    return "changes the owner of";
  case Deed::Truncate:
    return "truncates";
  case Deed::Utime:
    return "changes the times of";
  case Deed::Attributes:
    return "changes the attributes of";
  case Deed::Exec:
    return "executes";
  case Deed::Load:
    return "loads";
  case Deed::Chdir:
    return "enters";
  case Deed::Mount:
    return "mounts";
  case Deed::List:
    return "lists";
  case Deed::None:
    break;
  }
  return "uses";
}

std::string nounOf(const Event &E) {
  if (E.role() == Role::PathList)
    return "directory";
  switch (E.Does) {
  case Deed::Mkdir:
  case Deed::Rmdir:
  case Deed::Rmtree:
  case Deed::List:
  case Deed::Chdir:
    return "directory";
  case Deed::Symlink:
    return "link";
  case Deed::Bind:
  case Deed::Connect:
    return "socket";
  default:
    return "file";
  }
}

static std::string whatWasSeen(const Look &L, std::optional<bool> Outcome) {
  SmallVector<StringRef, 4> Words;
  auto Add = [&](Property P, StringRef Text) {
    if (L.has(P))
      Words.push_back(Text);
  };
  Add(Property::Canonical, "where it leads");
  Add(Property::IsSymlink, "whether it is a symbolic link");
  Add(Property::Owner, "its owner");
  Add(Property::Mode, "its permissions");
  Add(Property::Access, "who may access it");
  Add(Property::Links, "its link count");
  Add(Property::Identity, "which file it is");
  Add(Property::FileType, "its type");
  Add(Property::IsDirectory, "whether it is a directory");
  Add(Property::Size, "its size");
  Add(Property::Time, "its age");
  Add(Property::Attribute, "its attributes");
  Add(Property::Listing, "what the directory holds");
  if (Words.empty())
    return !Outcome   ? "whether it is there"
           : *Outcome ? "that it is there"
                      : "that it is not there";
  std::string Last = Words.pop_back_val().str();
  return Words.empty() ? Last : join(Words, ", ") + " and " + Last;
}

Finding startFinding(FunctionFlow &W, const link::Program &P, StringRef Check,
                     const Event &Act, TermId Path) {
  Finding F;
  F.Check = Check.str();
  F.At = window::positionOf(P, window::reportAt(P, Act));
  F.Act = window::positionOf(P, Act.At);
  F.Function = P.qualifiedName(Act.Function).str();
  F.FunctionUSR = P.usr(Act.Function).str();
  F.Object = Path ? spellPath(W, Path) : "";
  return F;
}

void addEarlier(Finding &F, FunctionFlow &W, const Event &E, StringRef Text) {
  F.Notes.push_back(
      {window::positionOf(W.program(), E.At), Text.str(), NoteKind::Decision});
  for (const Frame &C : reverse(E.Via))
    F.Notes.push_back(window::calledHere(W.program(), C));
}

void addWayToAct(Finding &F, FunctionFlow &W, const link::Program &P,
                 const Event &Act) {
  if (Act.Via.empty())
    return;
  SourceAt At = window::reportAt(P, Act);
  for (const Frame &C : Act.Via)
    if (!(C.At == At))
      F.Notes.push_back(window::calledHere(P, C));
  if (!(Act.At == At))
    F.Notes.push_back(
        {window::positionOf(P, Act.At), "used by name here", NoteKind::Step});
}

void addAdvice(Finding &F, StringRef Text) {
  F.Notes.push_back({F.At, Text.str(), NoteKind::Advice});
}

void setGrade(Finding &F, Grade G) {
  F.Level = G == Grade::Low ? Severity::Note : Severity::Warning;
  F.Sure = G == Grade::High     ? Confidence::High
           : G == Grade::Medium ? Confidence::Medium
                                : Confidence::Low;
}

static std::string advice(const Event &D, const Event &A, const Verdict &V) {
  if (V.Outcome == false)
    switch (A.Does) {
    case Deed::Mkdir:
    case Deed::Mknod:
    case Deed::Symlink:
    case Deed::Link:
    case Deed::Bind:
      return "call it without the check and treat \"already exists\" as the "
             "answer";
    default:
      return A.Row->Instead.empty()
                 ? "create it exclusively (O_CREAT | O_EXCL, mode \"x\", "
                   "RENAME_NOREPLACE, link) and treat failure as \"it exists\""
                 : "use " + A.Row->Instead;
    }
  switch (A.role() == Role::PathList ? Deed::List : A.Does) {
  case Deed::Open:
  case Deed::Read:
  case Deed::Write:
    return "open first, with O_NOFOLLOW where links are unwanted, and check "
           "the open file with fstat";
  case Deed::Chmod:
  case Deed::Chown:
  case Deed::Truncate:
  case Deed::Utime:
  case Deed::Attributes:
    return "open the file once, check it with fstat and change it through the "
           "descriptor";
  case Deed::Exec:
    return "open the program, check it with fstat and run it with fexecve";
  case Deed::Delete:
  case Deed::Rmdir:
  case Deed::Rmtree:
  case Deed::Rename:
    return "hold the directory open and use the *at calls below it, or act "
           "without the check and look at the error";
  default:
    return "act without the check and look at the error";
  }
}

Finding wordWindow(FunctionFlow &W, const link::Program &P,
                   const window::Window &X, const Verdict &V) {
  const Event &D = W.event(X.Decision), &A = W.event(X.Act);
  TermId Path = X.Name ? X.Name : actPath(W, D, A);
  Finding F = startFinding(W, P, "tocsin-file-toctou", A, Path);
  StringRef Did = A.role() == Role::PathList ? "list" : deedName(A.Does);
  F.Pattern = (V.ByAge              ? "age-then-"
               : V.Outcome == false ? "missing-then-"
                                    : "check-then-") +
              Did.str();
  std::string Seen = whatWasSeen(V.Saw, V.Outcome);
  // The name that was looked at is the one that the file is moved onto.
  bool Target = (A.Does == Deed::Rename || A.Does == Deed::Copy) &&
                Path == A.slot(Slot::Path2) && Path != A.slot(Slot::Path);
  F.Message =
      quoted(W, A) + " " +
      (Target ? "replaces" : verbOf(A, flow::traitsOf(A, W, false))) + " the " +
      nounOf(A) + " that " + quoted(W, D) + " checked before (" + Seen +
      "), again by name; " +
      (V.Outcome == false ? "another process may have created it in between"
                          : "the name may lead to another file by now");
  addEarlier(F, W, D, "checked here: " + Seen);
  if (X.Control && D.Via.empty())
    for (Literal L : X.Deciding)
      for (ir::BlockId B : W.graph().order())
        if (W.condition(B) == L.Cond &&
            W.function().Blocks[B].Cond != ir::None) {
          SourceAt At{W.unitIndex(),
                      W.function().Instrs[W.function().Blocks[B].Cond].At};
          Position Where = window::positionOf(P, At);
          // A condition that stands before the check belongs to the next turn
          // of a loop.
          if (Where.Line > F.Notes[0].At.Line &&
              none_of(F.Notes,
                      [&](const Note &N) { return N.At.Line == Where.Line; }))
            F.Notes.push_back(
                {Where, "the outcome decides here", NoteKind::Step});
        }
  addWayToAct(F, W, P, A);
  if (V.Public)
    F.Notes.push_back({F.At, "the path lies where anybody can create files",
                       NoteKind::Evidence});
  if (V.Gap)
    F.Notes.push_back({F.At, "a slow step lies between the check and the use",
                       NoteKind::Evidence});
  addAdvice(F, advice(D, A, V));
  setGrade(F, V.Level);
  return F;
}

} // namespace tocsin::toctou
