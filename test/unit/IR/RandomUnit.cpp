//===- RandomUnit.cpp - Valid units by chance -----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every table, flag, kind and optional part has a chance in every unit, names
// collide on purpose, and strings hold bytes that need quoting.
//
//===----------------------------------------------------------------------===//

#include "IR/Spelling.h"
#include "Tools.h"

namespace tocsin::ir::test {

namespace {
class Generator {
public:
  explicit Generator(std::mt19937 &Random) : Random(Random) {}
  Unit unit();

private:
  uint32_t below(uint32_t N) { return N ? Random() % N : 0; }
  bool chance(uint32_t Percent) { return below(100) < Percent; }
  StrId str() { return below(U.Strings.size()); }
  TypeId type() { return below(U.Types.size()); }
  int64_t integer();
  Loc loc();
  std::string bytes();
  void strings();
  void types();
  std::vector<Attribute> attrs();
  void tables();
  void declaration(Function &F);
  void body(Function &F);
  void places(Function &F);
  Step step(const Function &F, bool Last);
  bool instr(Function &F, Instr &Out);
  void blocks(Function &F);

  std::mt19937 &Random;
  Unit U;
};
} // namespace

int64_t Generator::integer() {
  switch (below(4)) {
  case 0:
    return below(100);
  case 1:
    return -int64_t(below(100));
  case 2:
    return INT64_MIN + below(2);
  default:
    return int64_t(uint64_t(Random()) << 32 | Random());
  }
}

Loc Generator::loc() {
  if (chance(30))
    return {};
  Loc L{None, below(10) ? below(5000) : uint32_t(Random()), below(200)};
  if (!U.Files.empty() && chance(90))
    L.File = below(U.Files.size());
  return L;
}

std::string Generator::bytes() {
  std::string S;
  for (uint32_t N = below(12); N; --N)
    S += char(chance(50) ? 'a' + below(26) : below(256));
  return S;
}

void Generator::strings() {
  for (const char *S : {"",
                        "x",
                        "y",
                        "f",
                        "this",
                        "local",
                        "exit",
                        "int",
                        "Foo",
                        "ns::Foo",
                        "ns::Foo::~Foo",
                        "operator==",
                        "f::(lambda)",
                        "as",
                        "usr",
                        "a\"b\\",
                        "O_CREAT,O_EXCL",
                        "int",
                        "::",
                        "a::",
                        "9",
                        "a;b",
                        "line\nbreak"})
    U.Strings.push_back(S); // some twice: tables may hold doubles
  for (uint32_t N = below(20); N; --N)
    U.Strings.push_back(bytes());
}

void Generator::types() {
  for (const BuiltinType &B : builtinTypes())
    if (chance(50)) {
      U.Strings.push_back(B.Name.str());
      U.Types.push_back(
          {B.Kind, B.Quals, B.Bits, StrId(U.Strings.size() - 1), 0, 0});
    }
  for (uint32_t N = below(40); N; --N) {
    Type T;
    T.Kind = TypeKind(below(typeWords().size()));
    T.Quals = chance(50) ? 0 : below(1u << qualWords().size());
    T.Bits = chance(50) ? 0 : below(1u << 16);
    T.Name = chance(50) ? 0 : str();
    T.Sugar = chance(50) ? 0 : str();
    T.Pointee = chance(30) ? 0 : type();
    U.Types.push_back(T);
  }
}

std::vector<Attribute> Generator::attrs() {
  std::vector<Attribute> A(chance(80) ? 0 : below(4));
  for (Attribute &Each : A)
    Each = {str(), str()};
  return A;
}

void Generator::tables() {
  U.MainFile = str();
  U.Key = str();
  U.Target = str();
  for (uint32_t N = below(4); N; --N)
    U.Files.push_back({str(), str(), chance(50), chance(50)});
  for (uint32_t N = below(5); N; --N) {
    Record R;
    R.Name = str();
    R.At = loc();
    R.Union = chance(30);
    for (uint32_t B = below(3); B; --B)
      R.Bases.push_back(str());
    for (uint32_t F = below(5); F; --F)
      R.Fields.push_back({str(), type(), attrs()});
    R.Attrs = attrs();
    U.Records.push_back(std::move(R));
  }
  for (uint32_t N = below(5); N; --N)
    U.Globals.push_back({{str(), chance(30)},
                         str(),
                         type(),
                         loc(),
                         uint8_t(below(1u << globalWords().size())),
                         attrs()});
  U.Info.Expressions = chance(50) ? 0 : uint32_t(Random());
  U.Info.Errors = chance(50) ? 0 : uint32_t(Random());
  U.Info.FirstError = str();
  for (uint32_t N = below(3); N; --N)
    U.Info.Opaque.push_back({str(), Random()});
}

void Generator::declaration(Function &F) {
  F.Sym = {str(), chance(30)};
  F.Name = str();
  F.Owner = chance(50) ? 0 : str();
  F.Result = type();
  F.At = loc();
  F.End = loc();
  F.Flags = chance(50) ? 0 : below(1u << functionWords().size());
  for (uint32_t N = below(4); N; --N) {
    Param P{str(), type(), chance(30), 0};
    if (P.HasDefaultInt)
      P.DefaultInt = integer();
    F.Params.push_back(P);
  }
  for (uint32_t N = chance(70) ? 0 : below(3); N; --N)
    F.Captures.push_back({str(), type(), chance(50)});
  for (uint32_t N = chance(80) ? 0 : below(3); N; --N)
    F.Overrides.push_back(below(U.Functions.size()));
  F.Attrs = attrs();
}

Step Generator::step(const Function &F, bool Last) {
  Step S;
  S.Kind = StepKind(below(Last ? 5 : 4));
  switch (S.Kind) {
  case StepKind::Field:
    if (!U.Records.empty() && chance(70)) {
      const Record &R = U.Records[below(U.Records.size())];
      if (!R.Fields.empty()) {
        S.Owner = R.Name;
        S.Name = R.Fields[below(R.Fields.size())].Name;
        break;
      }
    }
    S.Name = str();
    S.Owner = str();
    break;
  case StepKind::Base:
    S.Owner = str();
    break;
  case StepKind::Elem:
    if (chance(60) && !F.Instrs.empty())
      S.Index = below(F.Instrs.size());
    break;
  default:
    break;
  }
  return S;
}

/// Places need to know how many values there are, so instructions exist.
void Generator::places(Function &F) {
  for (size_t L = 0; L != F.Locals.size(); ++L)
    F.Places.push_back({BaseKind::Local, uint32_t(L), type(), {}});
  for (uint32_t N = 1 + below(10); N; --N) {
    Place P;
    size_t Sizes[] = {F.Locals.size(),   F.Params.size(),  1,
                      F.Captures.size(), U.Globals.size(), F.Instrs.size()};
    uint32_t Base = below(6);
    if (!Sizes[Base])
      Base = unsigned(BaseKind::This);
    P.Base = BaseKind(Base);
    P.Index = below(Sizes[Base]);
    P.Type = type();
    uint32_t Steps = chance(80) ? below(4) : below(Place::MaxSteps + 1);
    for (uint32_t S = 0; S != Steps; ++S)
      P.Steps.push_back(step(F, S + 1 == Steps));
    F.Places.push_back(std::move(P));
  }
}

/// False if the kind that was drawn found nothing to refer to.
bool Generator::instr(Function &F, Instr &Out) {
  Instr I;
  I.Kind = Op(below(NumOps));
  const OpShape &Shape = shapeOf(I.Kind);
  I.Sub = below(Shape.Subs.size());
  I.Flags = chance(50) ? 0 : below(1u << instrWords().size());
  if (I.Kind != Op::Call)
    I.Flags &= ~FlagReceiver;
  I.Type = type();
  I.At = loc();
  if (I.Kind == Op::ConstInt)
    I.Imm = integer();
  uint32_t Ops = Shape.MinOps == Shape.MaxOps ? Shape.MinOps
                 : Shape.MaxOps == 1          ? below(2)
                                              : below(5);
  switch (Shape.Aux) {
  case AuxKind::None:
    break;
  case AuxKind::MaybeString:
    I.Aux = chance(50) ? None : str();
    break;
  case AuxKind::String:
    I.Aux = str();
    break;
  case AuxKind::Func:
    I.Aux = below(U.Functions.size());
    if (I.Kind == Op::Closure)
      Ops = U.Functions[I.Aux].Captures.size();
    break;
  case AuxKind::Callee:
    if (CallKind(I.Sub) != CallKind::Indirect)
      I.Aux = below(U.Functions.size());
    else
      ++Ops;
    Ops += bool(I.Flags & FlagReceiver);
    break;
  case AuxKind::MaybePlace:
  case AuxKind::Place: {
    bool WholeLocal = I.Kind == Op::Declare || I.Kind == Op::EndScope;
    if (WholeLocal && F.Locals.empty())
      return false;
    // The first places are the whole locals.
    I.Aux = below(WholeLocal ? F.Locals.size() : F.Places.size());
    if (Shape.Aux == AuxKind::MaybePlace && chance(30))
      I.Aux = None;
    break;
  }
  }
  I.OpsBegin = F.Operands.size();
  I.NumOps = Ops;
  for (; Ops; --Ops)
    F.Operands.push_back(below(F.Instrs.size()));
  Out = I;
  return true;
}

void Generator::blocks(Function &F) {
  uint32_t Count = 2 + below(6), At = 0;
  F.Blocks.resize(Count);
  for (uint32_t N = 0; N != Count; ++N) {
    Block &B = F.Blocks[N];
    B.Begin = At;
    bool Exit = N + 1 == Count, Last = N + 2 == Count;
    B.End = At =
        Last || Exit ? F.Instrs.size() : At + below(F.Instrs.size() - At + 1);
    if (Exit)
      continue;
    if (chance(50) && !F.Instrs.empty())
      B.Cond = below(F.Instrs.size());
    for (uint32_t E = below(4); E; --E) {
      Edge X;
      X.To = below(Count);
      X.Kind = EdgeKind(below(edgeWords().size()));
      if (X.Kind == EdgeKind::Case) {
        X.Low = integer();
        X.High = chance(50) ? X.Low : integer();
        X.Spelling = chance(50) ? 0 : str();
      }
      B.Succs.push_back(X);
    }
  }
}

void Generator::body(Function &F) {
  for (uint32_t N = below(5); N; --N)
    F.Locals.push_back({str(), type(), loc(), chance(30), chance(10)});
  F.Instrs.resize(below(40)); // at full size: operands may come later
  places(F);
  for (Instr &I : F.Instrs)
    while (!instr(F, I))
      ;
  blocks(F);
}

Unit Generator::unit() {
  strings();
  types();
  tables();
  U.Functions.resize(below(6));
  for (Function &F : U.Functions)
    declaration(F);
  for (Function &F : U.Functions)
    if (chance(70))
      body(F);
  return std::move(U);
}

Unit randomUnit(std::mt19937 &Random) { return Generator(Random).unit(); }

} // namespace tocsin::ir::test
