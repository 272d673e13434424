//===- TextWriter.cpp - The text form of a unit ---------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Writes one line per entity. docs/ir.md is the reference of the form; what a
// reader can infer (Infer.h) is left out. The unit is one that `verify`
// accepts.
//
//===----------------------------------------------------------------------===//

#include "IR/Forms.h"
#include "IR/Infer.h"
#include "IR/Spelling.h"
#include "llvm/ADT/StringExtras.h"

using llvm::ArrayRef;
using llvm::StringLiteral;
using llvm::StringRef;

namespace tocsin::ir {

/// Whether a name can stand without quotes: identifiers joined by "::".
static bool isPlain(StringRef S) {
  if (S.empty())
    return false;
  while (true) {
    if (S.empty() || !(llvm::isAlpha(S[0]) || S[0] == '_' || S[0] == '~'))
      return false;
    S = S.drop_while(
        [](char C) { return llvm::isAlnum(C) || C == '_' || C == '~'; });
    if (S.empty())
      return true;
    if (!S.consume_front("::"))
      return false;
  }
}

namespace {
class Writer {
public:
  Writer(const Unit &Source, llvm::raw_ostream &OS)
      : U(Source), OS(OS), Types(U) {
    Types.indexRecords();
    number(U.Functions, FunctionOrdinals);
    number(U.Globals, GlobalOrdinals);
  }
  void unit();

private:
  template <class T>
  void number(const std::vector<T> &Table, std::vector<int> &Ordinals);

  bool has(StrId S) const { return !U.str(S).empty(); }
  void quoted(StringRef S);
  void name(StringRef S);
  void name(StrId S) { name(U.str(S)); }
  void type(TypeId T);
  void loc(const Loc &L);
  void flags(unsigned Set, ArrayRef<StringLiteral> Words);
  void attrs(const std::vector<Attribute> &Attrs);
  void symbol(const Symbol &S, StrId Name);
  void info();
  void record(const Record &R);
  void functionRef(FuncId F);
  void globalRef(GlobalId G);
  void function(FuncId Id);
  void place(const Function &F, const Place &P);
  TypeId pathType(const Function &F, const Place &P);
  void path(const Function &F, const Place &P);
  void variable(StringRef Table, uint32_t Index, StrId Name);
  void operands(ArrayRef<ValueId> Ops);
  void instr(const Function &F, ValueId V);
  void call(const Function &F, const Instr &I);
  void edges(const Block &B);

  Unit U; // a copy: inferring adds types
  llvm::raw_ostream &OS;
  Infer Types;
  std::vector<int> FunctionOrdinals, GlobalOrdinals; // -1: the name is unique
  llvm::StringMap<unsigned> Variables; // of the function: name, times used
  FileId HereFile = None;              // of locations without a file
};
} // namespace

template <class T>
void Writer::number(const std::vector<T> &Table, std::vector<int> &Ordinals) {
  llvm::StringMap<int> Count;
  for (const T &E : Table)
    ++Count[U.str(E.Name)];
  llvm::StringMap<int> Next;
  for (const T &E : Table)
    Ordinals.push_back(Count[U.str(E.Name)] == 1 ? -1 : Next[U.str(E.Name)]++);
}

void Writer::quoted(StringRef S) {
  OS << '"';
  for (unsigned char C : S) {
    if (C == '\\' || C == '"')
      OS << '\\' << C;
    else if (C == '\n')
      OS << "\\n";
    else if (C == '\t')
      OS << "\\t";
    else if (C < 0x20 || C >= 0x7f)
      OS << "\\x" << llvm::hexdigit(C >> 4, true)
         << llvm::hexdigit(C & 15, true);
    else
      OS << C;
  }
  OS << '"';
}

void Writer::name(StringRef S) {
  if (isPlain(S))
    OS << S;
  else
    quoted(S);
}

void Writer::type(TypeId Id) {
  const Type &T = U.Types[Id];
  const TypeId Pointee = Types.canonical(T.Pointee);
  const BuiltinType *Short = nullptr;
  for (const BuiltinType &B : builtinTypes())
    if (B.Kind == T.Kind && B.Name == U.str(T.Name) && B.Bits == T.Bits &&
        B.Quals == (T.Quals & QualUnsigned) && Pointee == 0)
      Short = &B;
  unsigned Quals = T.Quals & ~(Short ? Short->Quals : 0);
  for (auto [Bit, Word] : llvm::enumerate(qualWords()))
    if (Quals >> Bit & 1)
      OS << Word << ' ';
  if (Short) {
    OS << Short->Word;
  } else {
    OS << typeWords()[unsigned(T.Kind)];
    switch (T.Kind) {
    case TypeKind::Record:
    case TypeKind::Enum:
    case TypeKind::Other:
      OS << ' ';
      name(T.Name);
      break;
    case TypeKind::Pointer:
    case TypeKind::Reference:
    case TypeKind::Array:
    case TypeKind::Function:
      if (!has(T.Name))
        break;
      [[fallthrough]];
    default:
      OS << ' ';
      quoted(U.str(T.Name));
    }
    if (Pointee || T.Kind == TypeKind::Pointer ||
        T.Kind == TypeKind::Reference || T.Kind == TypeKind::Array ||
        T.Kind == TypeKind::Function) {
      OS << '<';
      type(Pointee);
      OS << '>';
    }
    if (T.Bits)
      OS << ':' << T.Bits;
  }
  if (has(T.Sugar)) {
    OS << " as ";
    name(T.Sugar);
  }
}

void Writer::loc(const Loc &L) {
  if (L == Loc())
    return;
  OS << " !";
  if (L.File == None && HereFile != None)
    OS << "?:";
  else if (L.File != HereFile)
    OS << L.File << ':';
  OS << L.Line << ':' << L.Col;
}

void Writer::flags(unsigned Set, ArrayRef<StringLiteral> Words) {
  if (!Set)
    return;
  OS << " [";
  StringRef Gap = "";
  for (auto [Bit, Word] : llvm::enumerate(Words))
    if (Set >> Bit & 1) {
      OS << Gap << Word;
      Gap = " ";
    }
  OS << ']';
}

void Writer::attrs(const std::vector<Attribute> &Attrs) {
  for (const Attribute &A : Attrs) {
    OS << " attr ";
    name(A.Name);
    if (has(A.Text)) {
      OS << ' ';
      quoted(U.str(A.Text));
    }
  }
}

void Writer::symbol(const Symbol &S, StrId Name) {
  if (U.str(S.USR) != U.str(Name)) {
    OS << " usr ";
    quoted(U.str(S.USR));
  }
  if (S.Internal)
    OS << " internal";
}

void Writer::info() {
  const CaptureInfo &I = U.Info;
  if (I.Expressions)
    OS << "info expressions " << I.Expressions << '\n';
  for (auto [Class, Count] : I.Opaque) {
    OS << "info opaque ";
    name(Class);
    OS << ' ' << Count << '\n';
  }
  if (I.Errors)
    OS << "info errors " << I.Errors << '\n';
  if (has(I.FirstError)) {
    OS << "info first ";
    quoted(U.str(I.FirstError));
    OS << '\n';
  }
}

void Writer::record(const Record &R) {
  OS << "record ";
  name(R.Name);
  if (R.Union)
    OS << " union";
  for (StrId B : R.Bases) {
    OS << " base ";
    name(B);
  }
  loc(R.At);
  attrs(R.Attrs);
  if (R.Fields.empty()) {
    OS << '\n';
    return;
  }
  OS << " {\n";
  for (const Field &F : R.Fields) {
    OS << "  field ";
    name(F.Name);
    OS << ": ";
    type(F.Type);
    attrs(F.Attrs);
    OS << '\n';
  }
  OS << "}\n";
}

void Writer::functionRef(FuncId F) {
  OS << '@';
  name(U.Functions[F].Name);
  if (FunctionOrdinals[F] >= 0)
    OS << '#' << FunctionOrdinals[F];
}

void Writer::globalRef(GlobalId G) {
  OS << '@';
  name(U.Globals[G].Name);
  if (GlobalOrdinals[G] >= 0)
    OS << '#' << GlobalOrdinals[G];
}

void Writer::unit() {
  OS << "tocsin unit " << FormatVersion << '\n';
  OS << "main ";
  quoted(U.str(U.MainFile));
  OS << "\nkey ";
  quoted(U.str(U.Key));
  OS << '\n';
  if (has(U.Target)) {
    OS << "target ";
    quoted(U.str(U.Target));
    OS << '\n';
  }
  for (auto [Id, F] : llvm::enumerate(U.Files)) {
    OS << "file " << Id << ' ';
    quoted(U.str(F.Path));
    if (F.Main)
      OS << " main";
    if (F.System)
      OS << " system";
    if (has(F.Digest)) {
      OS << " digest ";
      quoted(U.str(F.Digest));
    }
    OS << '\n';
  }
  HereFile = U.Files.empty() ? None : 0;
  info();
  for (const Record &R : U.Records)
    record(R);
  for (GlobalId G = 0; G != U.Globals.size(); ++G) {
    const Global &V = U.Globals[G];
    OS << "global ";
    globalRef(G);
    OS << ": ";
    type(V.Type);
    flags(V.Flags, globalWords());
    loc(V.At);
    symbol(V.Sym, V.Name);
    attrs(V.Attrs);
    OS << '\n';
  }
  for (FuncId F = 0; F != U.Functions.size(); ++F)
    function(F);
  OS << "end\n";
}

void Writer::function(FuncId Id) {
  const Function &F = U.Functions[Id];
  HereFile = U.Files.empty() ? None : 0;
  if (F.defined())
    OS << '\n';
  OS << "func ";
  functionRef(Id);
  OS << '(';
  for (auto [N, P] : llvm::enumerate(F.Params)) {
    if (N)
      OS << ", ";
    if (has(P.Name))
      name(P.Name);
    OS << ": ";
    type(P.Type);
    if (P.HasDefaultInt)
      OS << " = " << P.DefaultInt;
  }
  OS << ')';
  if (Types.canonical(F.Result)) {
    OS << " -> ";
    type(F.Result);
  }
  flags(F.Flags, functionWords());
  loc(F.At);
  if (!(F.At == Loc()))
    HereFile = F.At.File;
  if (!(F.End == Loc())) {
    OS << " end";
    loc(F.End);
  }
  if (has(F.Owner)) {
    OS << " owner ";
    name(F.Owner);
  }
  symbol(F.Sym, F.Name);
  for (FuncId O : F.Overrides) {
    OS << " overrides ";
    functionRef(O);
  }
  attrs(F.Attrs);
  if (!F.defined() && F.Captures.empty() && F.Locals.empty()) {
    OS << '\n';
    return;
  }
  OS << " {\n";

  Variables.clear();
  for (const Local &L : F.Locals)
    ++Variables[U.str(L.Name)];
  for (const Param &P : F.Params)
    ++Variables[U.str(P.Name)];
  for (const Capture &C : F.Captures)
    ++Variables[U.str(C.Name)];

  for (const Capture &C : F.Captures) {
    OS << "  capture ";
    if (has(C.Name))
      name(C.Name);
    OS << ": ";
    type(C.Type);
    if (C.ByRef)
      OS << " byref";
    OS << '\n';
  }
  for (const Local &L : F.Locals) {
    OS << (L.Temporary ? "  temp " : "  local ");
    if (has(L.Name))
      name(L.Name);
    OS << ": ";
    type(L.Type);
    if (L.Iteration)
      OS << " iteration";
    loc(L.At);
    OS << '\n';
  }
  for (auto [N, B] : llvm::enumerate(F.Blocks)) {
    OS << "bb" << N << ":\n";
    for (ValueId V = B.Begin; V != B.End; ++V)
      instr(F, V);
    edges(B);
  }
  OS << "}\n";
}

/// The type that a reader will infer for the path.
TypeId Writer::pathType(const Function &F, const Place &P) {
  TypeId T = Types.base(F, P.Base, P.Index);
  for (const Step &S : P.Steps)
    T = Types.after(T, S);
  return T;
}

void Writer::place(const Function &F, const Place &P) {
  bool Typed = pathType(F, P) != Types.canonical(P.Type);
  if (Typed)
    OS << '(';
  path(F, P);
  if (Typed) {
    OS << ": ";
    type(P.Type);
    OS << ')';
  }
}

void Writer::variable(StringRef Table, uint32_t Index, StrId Name) {
  StringRef N = U.str(Name);
  if (!N.empty() && N != "this" && Variables.lookup(N) == 1)
    name(N);
  else
    OS << Table << '#' << Index;
}

void Writer::path(const Function &F, const Place &P) {
  switch (P.Base) {
  case BaseKind::Local:
    variable("local", P.Index, F.Locals[P.Index].Name);
    break;
  case BaseKind::Param:
    variable("param", P.Index, F.Params[P.Index].Name);
    break;
  case BaseKind::Capture:
    variable("capture", P.Index, F.Captures[P.Index].Name);
    break;
  case BaseKind::This:
    OS << "this";
    break;
  case BaseKind::Global:
    globalRef(P.Index);
    break;
  case BaseKind::Value:
    OS << '%' << P.Index;
    break;
  }
  TypeId T = Types.base(F, P.Base, P.Index);
  for (const Step &S : P.Steps) {
    switch (S.Kind) {
    case StepKind::Field:
      OS << '.';
      if (U.str(S.Owner) == U.str(Types.owner(T))) {
        name(S.Name);
        break;
      }
      OS << '(';
      name(S.Owner);
      OS << ' ';
      name(S.Name);
      OS << ')';
      break;
    case StepKind::Deref:
      OS << "->";
      break;
    case StepKind::Elem:
      OS << '[';
      if (S.Index == None)
        OS << '?';
      else
        OS << '%' << S.Index;
      OS << ']';
      break;
    case StepKind::Base:
      OS << '^';
      name(S.Owner);
      break;
    case StepKind::Unknown:
      OS << "...";
      break;
    }
    T = Types.after(T, S);
  }
}

void Writer::operands(ArrayRef<ValueId> Ops) {
  llvm::interleave(
      Ops, [&](ValueId V) { OS << '%' << V; }, [&] { OS << ", "; });
}

void Writer::call(const Function &F, const Instr &I) {
  ArrayRef<ValueId> Ops = F.operands(I);
  if (CallKind(I.Sub) == CallKind::Indirect) {
    OS << " indirect %" << Ops.front();
    Ops = Ops.drop_front();
  } else {
    OS << (CallKind(I.Sub) == CallKind::Virtual ? " virtual " : " ");
    functionRef(I.Aux);
  }
  OS << (I.Flags & FlagReceiver ? "(on " : "(");
  operands(Ops);
  OS << ')';
}

void Writer::instr(const Function &F, ValueId V) {
  const Instr &I = F.Instrs[V];
  const OpShape &Shape = shapeOf(I.Kind);
  ArrayRef<ValueId> Ops = F.operands(I);
  OS << "  %" << V << " = " << Shape.Word;
  unsigned Flags = I.Flags;
  if (I.Kind == Op::Call) {
    call(F, I);
    Flags &= ~FlagReceiver;
  } else {
    if (!Shape.Subs.empty())
      OS << ' ' << Shape.Subs[I.Sub];
    if (I.Kind == Op::ConstInt)
      OS << ' ' << I.Imm;
    bool Unsaid =
        Shape.Aux == AuxKind::MaybeString && (I.Aux == None || !has(I.Aux));
    if (I.Aux != None && !Unsaid) {
      OS << ' ';
      switch (Shape.Aux) {
      case AuxKind::String:
      case AuxKind::MaybeString:
        quoted(U.str(I.Aux));
        break;
      case AuxKind::Func:
        functionRef(I.Aux);
        break;
      case AuxKind::Place:
      case AuxKind::MaybePlace:
        place(F, F.Places[I.Aux]);
        break;
      case AuxKind::None:
      case AuxKind::Callee:
        break;
      }
    }
    bool Listed = Shape.MaxOps == AnyCount;
    if (!Ops.empty()) {
      OS << (Listed ? "(" : I.Aux != None ? ", " : " ");
      operands(Ops);
      OS << (Listed ? ")" : "");
    }
  }
  if (Types.instr(F, V) != Types.canonical(I.Type)) {
    OS << " : ";
    type(I.Type);
  }
  flags(Flags, instrWords());
  loc(I.At);
  OS << '\n';
}

void Writer::edges(const Block &B) {
  if (B.Cond == None && B.Succs.empty())
    return;
  OS << "  ->";
  if (B.Cond != None)
    OS << " %" << B.Cond << " ?";
  StringRef Gap = " ";
  for (const Edge &E : B.Succs) {
    OS << Gap;
    if (E.Kind != EdgeKind::Next)
      OS << edgeWords()[unsigned(E.Kind)] << ' ';
    if (E.Kind == EdgeKind::Case) {
      OS << E.Low;
      if (E.High != E.Low)
        OS << ".." << E.High;
      OS << ' ';
      if (has(E.Spelling)) {
        quoted(U.str(E.Spelling));
        OS << ' ';
      }
    }
    OS << "bb" << E.To;
    Gap = ", ";
  }
  OS << '\n';
}

void writeText(const Unit &U, llvm::raw_ostream &OS) { Writer(U, OS).unit(); }

} // namespace tocsin::ir
