//===- Verify.cpp - Whether a unit keeps its own rules --------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Checks what every consumer relies on, so that no consumer checks again. The
// rules, beyond "every index is in its table":
//
//   1. String 0 is "", type 0 is `void`, a type's pointee comes before it.
//   2. Blocks tile the instructions in order; the last block is the exit: empty
//      and without successors.
//   3. An instruction has the operands, Sub and Aux that its shape names
//      (Spelling.cpp); what has no meaning for it is zero.
//   4. Closure has one operand per capture of its function.
//   5. A place has at most MaxSteps steps, and Unknown ends it.
//
//===----------------------------------------------------------------------===//

#include "IR/Verify.h"
#include "IR/Forms.h"
#include "IR/Spelling.h"

using llvm::ArrayRef;
using llvm::StringLiteral;
using llvm::StringRef;
using llvm::Twine;

namespace tocsin::ir {

namespace {
class Verifier {
public:
  explicit Verifier(const Unit &U) : U(U) {}
  std::optional<Fault> run();

private:
  bool fail(const Twine &What);
  bool index(uint32_t I, size_t Size, const char *What);
  bool string(StrId S) { return index(S, U.Strings.size(), "string"); }
  bool type(TypeId T) { return index(T, U.Types.size(), "type"); }
  bool value(ValueId V);
  bool loc(const Loc &L);
  bool flags(uint64_t Set, ArrayRef<StringLiteral> Words);
  bool attrs(const std::vector<Attribute> &Attrs);
  bool types();
  bool tables();
  bool function(const Function &F);
  bool declarations(const Function &F);
  bool place(const Function &F, const Place &P);
  bool step(const Step &S);
  bool blocks(const Function &F);
  bool edge(const Function &F, const Edge &E);
  bool instr(const Function &F, const Instr &I);
  bool aux(const Function &F, const Instr &I, AuxKind Kind);
  bool special(const Function &F, const Instr &I);

  const Unit &U;
  const Function *Here = nullptr;
  Fault Found;
};
} // namespace

bool Verifier::fail(const Twine &What) {
  std::string Where;
  if (Here)
    Where = ("function '" +
             (Here->Name < U.Strings.size() ? U.str(Here->Name) : "?") + "'")
                .str();
  if (Found.Instr != None) {
    const Instr &I = Here->Instrs[Found.Instr];
    Where += (", instruction %" + Twine(Found.Instr)).str();
    if (unsigned(I.Kind) < NumOps)
      Where += (" (" + shapeOf(I.Kind).Word + ")").str();
  }
  Found.Text = (Where + (Where.empty() ? "" : ": ") + What).str();
  return false;
}

bool Verifier::index(uint32_t I, size_t Size, const char *What) {
  return I < Size || fail(Twine(What) + " " + Twine(I) +
                          " does not exist, there are " + Twine(Size));
}

bool Verifier::value(ValueId V) {
  return V < Here->Instrs.size() ||
         fail("value %" + Twine(V) + " does not exist, there are " +
              Twine(Here->Instrs.size()) + " instructions");
}

bool Verifier::loc(const Loc &L) {
  return L.File == None || index(L.File, U.Files.size(), "file");
}

bool Verifier::flags(uint64_t Set, ArrayRef<StringLiteral> Words) {
  return (Set >> Words.size()) == 0 || fail("unknown flag bits are set");
}

bool Verifier::attrs(const std::vector<Attribute> &Attrs) {
  for (const Attribute &A : Attrs)
    if (!string(A.Name) || !string(A.Text))
      return false;
  return true;
}

bool Verifier::types() {
  if (U.Strings.empty() || !U.Strings[0].empty())
    return fail("string 0 must be \"\"");
  if (U.Types.empty() || !(U.Types[0] == Type()))
    return fail("type 0 must be void");
  std::vector<uint16_t> Depth{0};
  for (TypeId I = 1; I < U.Types.size(); ++I) {
    const Type &T = U.Types[I];
    if (!string(T.Name) || !string(T.Sugar) || !flags(T.Quals, qualWords()))
      return false;
    if (unsigned(T.Kind) >= typeWords().size())
      return fail("type " + Twine(I) + " is of no known kind");
    if (T.Pointee >= I)
      return fail("type " + Twine(I) + " must come after its pointee");
    Depth.push_back(T.Pointee ? Depth[T.Pointee] + 1 : 1);
    if (Depth.back() > MaxTypeDepth)
      return fail("type " + Twine(I) + " nests deeper than " +
                  Twine(MaxTypeDepth));
  }
  return true;
}

bool Verifier::tables() {
  if (!types() || !string(U.MainFile) || !string(U.Key) || !string(U.Target) ||
      !string(U.Info.FirstError))
    return false;
  for (const auto &[Class, Count] : U.Info.Opaque)
    if (!string(Class))
      return false;
  for (const File &F : U.Files)
    if (!string(F.Path) || !string(F.Digest))
      return false;
  for (const Record &R : U.Records) {
    if (!string(R.Name) || !loc(R.At) || !attrs(R.Attrs))
      return false;
    for (StrId B : R.Bases)
      if (!string(B))
        return false;
    for (const Field &F : R.Fields)
      if (!string(F.Name) || !type(F.Type) || !attrs(F.Attrs))
        return false;
  }
  for (const Global &G : U.Globals)
    if (!string(G.Sym.USR) || !string(G.Name) || !type(G.Type) || !loc(G.At) ||
        !flags(G.Flags, globalWords()) || !attrs(G.Attrs))
      return false;
  return true;
}

bool Verifier::declarations(const Function &F) {
  if (!string(F.Name) || !string(F.Sym.USR) || !string(F.Owner) ||
      !type(F.Result) || !loc(F.At) || !loc(F.End) ||
      !flags(F.Flags, functionWords()) || !attrs(F.Attrs))
    return false;
  for (const Param &P : F.Params) {
    if (!string(P.Name) || !type(P.Type))
      return false;
    if (!P.HasDefaultInt && P.DefaultInt)
      return fail("a parameter without a default has a default value");
  }
  for (const Capture &C : F.Captures)
    if (!string(C.Name) || !type(C.Type))
      return false;
  for (FuncId O : F.Overrides)
    if (!index(O, U.Functions.size(), "function"))
      return false;
  for (const Local &L : F.Locals)
    if (!string(L.Name) || !type(L.Type) || !loc(L.At))
      return false;
  return true;
}

bool Verifier::step(const Step &S) {
  bool Named = false, Owned = false;
  switch (S.Kind) {
  case StepKind::Field:
    Named = Owned = true;
    break;
  case StepKind::Base:
    Owned = true;
    break;
  case StepKind::Elem:
    return (S.Index == None || value(S.Index)) &&
           ((!S.Name && !S.Owner) || fail("an element step has a name"));
  case StepKind::Deref:
  case StepKind::Unknown:
    break;
  default:
    return fail("a step is of no known kind");
  }
  if ((!Named && S.Name) || (!Owned && S.Owner) || S.Index != None)
    return fail("a step has parts that its kind does not have");
  return string(S.Name) && string(S.Owner);
}

bool Verifier::place(const Function &F, const Place &P) {
  if (!type(P.Type))
    return false;
  switch (P.Base) {
  case BaseKind::Local:
    if (!index(P.Index, F.Locals.size(), "local"))
      return false;
    break;
  case BaseKind::Param:
    if (!index(P.Index, F.Params.size(), "parameter"))
      return false;
    break;
  case BaseKind::This:
    if (P.Index)
      return fail("a place based on 'this' has an index");
    break;
  case BaseKind::Capture:
    if (!index(P.Index, F.Captures.size(), "capture"))
      return false;
    break;
  case BaseKind::Global:
    if (!index(P.Index, U.Globals.size(), "global"))
      return false;
    break;
  case BaseKind::Value:
    if (!value(P.Index))
      return false;
    break;
  default:
    return fail("a place has a base of no known kind");
  }
  bool Open = !P.Steps.empty() && P.Steps.back().Kind == StepKind::Unknown;
  if (P.Steps.size() > Place::MaxSteps + Open)
    return fail("a place has more than " + Twine(unsigned(Place::MaxSteps)) +
                " steps");
  for (const Step &S : P.Steps) {
    if (!step(S))
      return false;
    if (S.Kind == StepKind::Unknown && &S != &P.Steps.back())
      return fail("a place goes on after an unknown step");
  }
  return true;
}

bool Verifier::edge(const Function &F, const Edge &E) {
  if (unsigned(E.Kind) >= edgeWords().size())
    return fail("an edge is of no known kind");
  if (!index(E.To, F.Blocks.size(), "block") || !string(E.Spelling))
    return false;
  if (E.Kind != EdgeKind::Case && (E.Low || E.High || E.Spelling))
    return fail("an edge that is no case has case values");
  return true;
}

bool Verifier::blocks(const Function &F) {
  if (!F.defined())
    return (F.Instrs.empty() && F.Operands.empty()) ||
           fail("a function without blocks has instructions");
  uint32_t At = 0;
  for (const Block &B : F.Blocks) {
    if (B.Begin != At || B.End < B.Begin || B.End > F.Instrs.size())
      return fail("block bb" + Twine(&B - F.Blocks.data()) + " holds [" +
                  Twine(B.Begin) + ", " + Twine(B.End) +
                  "), but blocks must tile the instructions in order");
    At = B.End;
    if (B.Cond != None && !value(B.Cond))
      return false;
    for (const Edge &E : B.Succs)
      if (!edge(F, E))
        return false;
  }
  if (At != F.Instrs.size())
    return fail("instructions from %" + Twine(At) + " are in no block");
  const Block &Exit = F.Blocks.back();
  if (Exit.Begin != Exit.End || Exit.Cond != None || !Exit.Succs.empty())
    return fail("the last block is the exit and must be empty, without "
                "successors");
  return true;
}

bool Verifier::aux(const Function &F, const Instr &I, AuxKind Kind) {
  switch (Kind) {
  case AuxKind::None:
    return I.Aux == None || fail("Aux has no meaning here and must be None");
  case AuxKind::MaybeString:
    return I.Aux == None || string(I.Aux);
  case AuxKind::String:
    return string(I.Aux);
  case AuxKind::Func:
    return index(I.Aux, U.Functions.size(), "function");
  case AuxKind::MaybePlace:
    return I.Aux == None || index(I.Aux, F.Places.size(), "place");
  case AuxKind::Place:
    return index(I.Aux, F.Places.size(), "place");
  case AuxKind::Callee:
    if (CallKind(I.Sub) != CallKind::Indirect)
      return index(I.Aux, U.Functions.size(), "function");
    return I.Aux == None || fail("an indirect call names a function");
  }
  return false;
}

/// What the shape does not say.
bool Verifier::special(const Function &F, const Instr &I) {
  if (I.Imm && I.Kind != Op::ConstInt)
    return fail("Imm has no meaning here and must be 0");
  if (I.Kind == Op::Call) {
    unsigned Callee = CallKind(I.Sub) == CallKind::Indirect;
    unsigned Receiver = I.Flags & FlagReceiver ? 1 : 0;
    if (I.NumOps < Callee + Receiver)
      return fail("the operand for callee or receiver is missing");
  } else if (I.Flags & FlagReceiver) {
    return fail("only a call has a receiver");
  }
  if (I.Kind == Op::Closure && I.NumOps != U.Functions[I.Aux].Captures.size())
    return fail("has " + Twine(I.NumOps) + " operands, but the function has " +
                Twine(U.Functions[I.Aux].Captures.size()) + " captures");
  if (I.Kind == Op::Declare || I.Kind == Op::EndScope) {
    const Place &P = F.Places[I.Aux];
    if (P.Base != BaseKind::Local || !P.Steps.empty())
      return fail("the place must be a whole local");
  }
  return true;
}

bool Verifier::instr(const Function &F, const Instr &I) {
  if (unsigned(I.Kind) >= NumOps)
    return fail("is of no known operation");
  const OpShape &Shape = shapeOf(I.Kind);
  if (I.Sub >= std::max<size_t>(Shape.Subs.size(), 1))
    return fail("Sub " + Twine(unsigned(I.Sub)) + " has no meaning here");
  if (!flags(I.Flags, instrWords()) || !type(I.Type) || !loc(I.At))
    return false;
  if (I.NumOps < Shape.MinOps || I.NumOps > Shape.MaxOps)
    return fail("has " + Twine(I.NumOps) + " operands, but takes " +
                Twine(Shape.MinOps) +
                (Shape.MaxOps == AnyCount       ? " or more"
                 : Shape.MaxOps != Shape.MinOps ? " to 1"
                                                : ""));
  if (uint64_t(I.OpsBegin) + I.NumOps > F.Operands.size())
    return fail("operands lie outside the operand table");
  for (ValueId V : F.operands(I))
    if (!value(V))
      return false;
  return aux(F, I, Shape.Aux) && special(F, I);
}

bool Verifier::function(const Function &F) {
  Here = &F;
  if (!declarations(F))
    return false;
  for (const Place &P : F.Places)
    if (!place(F, P))
      return false;
  if (!blocks(F))
    return false;
  for (ValueId V = 0; V != F.Instrs.size(); ++V) {
    Found.Instr = V;
    if (!instr(F, F.Instrs[V]))
      return false;
  }
  Found.Instr = None;
  return true;
}

std::optional<Fault> Verifier::run() {
  if (!tables())
    return Found;
  for (FuncId F = 0; F != U.Functions.size(); ++F) {
    Found.Function = F;
    if (!function(U.Functions[F]))
      return Found;
  }
  return std::nullopt;
}

std::optional<Fault> findFault(const Unit &U) { return Verifier(U).run(); }

llvm::Error verify(const Unit &U) {
  if (std::optional<Fault> F = findFault(U))
    return llvm::createStringError(F->Text);
  return llvm::Error::success();
}

} // namespace tocsin::ir
