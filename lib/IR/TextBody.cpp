//===- TextBody.cpp - Reads the text form: function bodies ----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Places, instructions, blocks and edges, and the resolution of what was used
// before it was defined. While a function is read, operands, place bases and
// subscripts hold label numbers; finishBody turns them into values.
//
//===----------------------------------------------------------------------===//

#include "IR/TextParser.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using llvm::StringRef;
using llvm::Twine;

namespace tocsin::ir {

uint32_t TextParser::Labels::use(StringRef Name, StringRef Where) {
  auto [It, New] = Ids.try_emplace(Name, uint32_t(Table.size()));
  if (New)
    Table.push_back({None, Where});
  return It->second;
}

//===-- Places ------------------------------------------------------------===//

bool TextParser::startsPlace() const {
  return Tok.Kind == TokenKind::Word || Tok.Kind == TokenKind::String ||
         at("@") || at("%") || at("(");
}

bool TextParser::variable(Place &P) {
  static constexpr std::pair<llvm::StringLiteral, BaseKind> Tables[] = {
      {"local", BaseKind::Local},
      {"param", BaseKind::Param},
      {"capture", BaseKind::Capture}};
  StringRef Where = Tok.Text;
  std::string Name;
  if (!name(Name, "a place: a variable, this, @global or %value"))
    return false;
  if (Where == "this") {
    P.Base = BaseKind::This;
    return true;
  }
  if (accept("#")) {
    size_t Sizes[] = {F->Locals.size(), F->Params.size(), F->Captures.size()};
    const auto *T =
        llvm::find_if(Tables, [&](auto &T) { return T.first == Where; });
    if (T == std::end(Tables))
      return failAt(Where, "expected local, param or capture before '#'");
    P.Base = T->second;
    return number(P.Index, "an index") &&
           (P.Index < Sizes[T - Tables] ||
            failAt(Where,
                   "there are only " + Twine(Sizes[T - Tables]) + " of these"));
  }
  auto It = Variables.find(Name);
  if (It == Variables.end())
    return failAt(Where, "no variable '" + Name +
                             "' here; declare it with `local " + Name +
                             ": TYPE` or as a parameter");
  if (It->second.size() > 1)
    return failAt(Where, Twine(It->second.size()) + " variables are called '" +
                             Name + "'; write local#N, param#N or capture#N");
  std::tie(P.Base, P.Index) = It->second.front();
  return true;
}

bool TextParser::step(Place &P, bool &More) {
  Step S;
  if (accept(".")) {
    S.Kind = StepKind::Field;
    S.Owner = None; // inferred if not given
    if (accept("(")) {
      if (!name(S.Owner, "the record of the field") ||
          !name(S.Name, "a field") || !expect(")", "after the field"))
        return false;
    } else if (!name(S.Name, "a field")) {
      return false;
    }
  } else if (accept("->")) {
    S.Kind = StepKind::Deref;
  } else if (accept("^")) {
    S.Kind = StepKind::Base;
    if (!name(S.Owner, "a base record"))
      return false;
  } else if (accept("...")) {
    S.Kind = StepKind::Unknown;
  } else if (at("[")) {
    // "[" also opens flags, which are words.
    Lexer Ahead = Lex;
    Token Next = Ahead.next();
    if (!Next.is("%") && !Next.is("?")) {
      More = false;
      return true;
    }
    advance();
    S.Kind = StepKind::Elem;
    if (!accept("?") && !value(S.Index))
      return false;
    if (!expect("]", "after the subscript"))
      return false;
  } else {
    More = false;
    return true;
  }
  P.Steps.push_back(S);
  return true;
}

bool TextParser::path(Place &P) {
  if (at("@")) {
    std::string Name;
    int64_t Ordinal = 0;
    StringRef Where = Tok.Text;
    if (!reference(Name, Ordinal))
      return false;
    auto It = Globals.find(Name);
    if (It == Globals.end())
      return failAt(Where, "no global '@" + Name +
                               "' above; declare it with `global @" + Name +
                               ": TYPE`");
    if (Ordinal == -1 && It->second.size() == 1)
      Ordinal = 0;
    if (uint64_t(Ordinal) >= It->second.size())
      return failAt(Where, "globals of this name are @" + Name + "#0 to #" +
                               Twine(It->second.size() - 1));
    P.Base = BaseKind::Global;
    P.Index = It->second[Ordinal];
  } else if (at("%")) {
    P.Base = BaseKind::Value;
    if (!value(P.Index))
      return false;
  } else if (!variable(P)) {
    return false;
  }
  bool More = true;
  while (More)
    if (!step(P, More))
      return false;
  return true;
}

bool TextParser::place(PlaceId &Out) {
  Place P;
  P.Type = None; // inferred if not given
  if (accept("(")) {
    if (!path(P) || !typeAfterColon(P.Type) ||
        !expect(")", "after the type of the place"))
      return false;
  } else if (!path(P)) {
    return false;
  }
  Out = intern(P);
  return true;
}

PlaceId TextParser::intern(const Place &P) {
  std::string Key;
  auto Add = [&](uint32_t N) {
    Key.append(reinterpret_cast<const char *>(&N), sizeof N);
  };
  Add(unsigned(P.Base));
  Add(P.Index);
  Add(P.Type);
  for (const Step &S : P.Steps) {
    Add(unsigned(S.Kind));
    Add(S.Name);
    Add(S.Owner);
    Add(S.Index);
  }
  auto [It, New] = Places.try_emplace(Key, PlaceId(F->Places.size()));
  if (New)
    F->Places.push_back(P);
  return It->second;
}

//===-- Instructions ------------------------------------------------------===//

bool TextParser::value(ValueId &Out) {
  StringRef Where = Tok.Text;
  if (!expect("%", "before a value"))
    return false;
  if (Tok.Kind != TokenKind::Number && Tok.Kind != TokenKind::Word)
    return fail("expected the name or number of a value after '%'");
  Out = Values.use(Tok.Text, Where);
  advance();
  return true;
}

bool TextParser::operand() {
  ValueId V = None;
  if (!value(V))
    return false;
  F->Operands.push_back(V);
  return true;
}

/// From after '(' to after ')'.
bool TextParser::operandList() {
  if (accept(")"))
    return true;
  do {
    if (!operand())
      return false;
  } while (accept(","));
  return expect(")", "or ',' after an operand");
}

bool TextParser::operands(const OpShape &Shape, bool AfterPlace) {
  if (Shape.MaxOps == AnyCount)
    return !accept("(") || operandList();
  for (unsigned N = 0; N != Shape.MaxOps; ++N) {
    if (N >= Shape.MinOps && !at("%") && !at(","))
      return true;
    if ((N || AfterPlace) && !expect(",", "before the next operand"))
      return false;
    if (!operand())
      return false;
  }
  return true;
}

void TextParser::noteFunctionUse(uint32_t Index, bool Override, StringRef Where,
                                 const std::string &Name, int64_t Ordinal) {
  FunctionUses.push_back(
      {FuncId(U.Functions.size()), Index, Override, Name, Ordinal, Where});
}

bool TextParser::callee(Instr &I) {
  if (CallKind(I.Sub) == CallKind::Indirect) {
    if (!operand())
      return false;
  } else {
    std::string Name;
    int64_t Ordinal = 0;
    StringRef Where = Tok.Text;
    if (!reference(Name, Ordinal))
      return false;
    noteFunctionUse(F->Instrs.size(), false, Where, Name, Ordinal);
  }
  if (!expect("(", "before the arguments"))
    return false;
  if (accept("on"))
    I.Flags |= FlagReceiver;
  return operandList();
}

bool TextParser::aux(Instr &I, const OpShape &Shape) {
  switch (Shape.Aux) {
  case AuxKind::None:
    return true;
  case AuxKind::MaybeString:
    return Tok.Kind != TokenKind::String || string(I.Aux, "a spelling");
  case AuxKind::String:
    return string(I.Aux, "the text of the operation");
  case AuxKind::MaybePlace:
    return !startsPlace() || place(I.Aux);
  case AuxKind::Place:
    return place(I.Aux);
  case AuxKind::Callee:
    return callee(I);
  case AuxKind::Func: {
    std::string Name;
    int64_t Ordinal = 0;
    StringRef Where = Tok.Text;
    if (!reference(Name, Ordinal))
      return false;
    noteFunctionUse(F->Instrs.size(), false, Where, Name, Ordinal);
    return true;
  }
  }
  return false;
}

bool TextParser::instr() {
  Instr I;
  StringRef Where = Tok.Text;
  if (at("%")) {
    ValueId Label = None;
    if (!value(Label) || !expect("=", "after the name of the value"))
      return false;
    uint32_t &Index = Values.Table[Label].Index;
    if (Index != None)
      return failAt(Where, "this value is already defined");
    Index = F->Instrs.size();
  }
  unsigned Kind = 0;
  while (Kind != NumOps && !at(shapeOf(Op(Kind)).Word))
    ++Kind;
  if (Kind == NumOps) {
    std::string Known;
    for (unsigned K = 0; K != NumOps; ++K)
      Known += (K ? ", " : "") + shapeOf(Op(K)).Word.str();
    return fail("unknown word '" + Tok.Text +
                "', expected a block label, '->', '}' or one of " + Known);
  }
  advance();
  openBlock();
  I.Kind = Op(Kind);
  const OpShape &Shape = shapeOf(I.Kind);
  unsigned Sub = 0;
  // A direct call is the usual one and may go unsaid.
  if (!Shape.Subs.empty() && !(I.Kind == Op::Call && at("@")) &&
      !word(Sub, Shape.Subs, "kind of " + Shape.Word))
    return false;
  I.Sub = Sub;
  if (I.Kind == Op::ConstInt && !number(I.Imm, "the constant"))
    return false;
  I.OpsBegin = F->Operands.size();
  if (!aux(I, Shape))
    return false;
  if (I.Kind != Op::Call && !operands(Shape, I.Aux != None))
    return false;
  I.NumOps = F->Operands.size() - I.OpsBegin;
  I.Type = None; // inferred if not given
  if (!typeAfterColon(I.Type))
    return false;
  if (accept("[") && !flags(I.Flags, instrWords()))
    return false;
  if (accept("!") && !loc(I.At))
    return false;
  InstrAt.back().push_back(Where);
  F->Instrs.push_back(I);
  return true;
}

//===-- Blocks ------------------------------------------------------------===//

void TextParser::openBlock() {
  if (F->Blocks.empty()) {
    F->Blocks.emplace_back();
    BlockWasClosed.push_back(false);
  }
}

bool TextParser::block(StringRef Where, const std::string &Name) {
  uint32_t &Index = Blocks.Table[Blocks.use(Name, Where)].Index;
  if (Index != None)
    return failAt(Where, "block '" + Name + "' is already defined");
  Index = F->Blocks.size();
  if (!F->Blocks.empty())
    F->Blocks.back().End = F->Instrs.size();
  F->Blocks.emplace_back();
  F->Blocks.back().Begin = F->Blocks.back().End = F->Instrs.size();
  BlockWasClosed.push_back(false);
  return true;
}

bool TextParser::edge() {
  Edge E;
  const auto *Kind = llvm::find(edgeWords(), Tok.Text);
  if (Kind != edgeWords().end()) {
    E.Kind = EdgeKind(Kind - edgeWords().begin());
    advance();
  }
  if (E.Kind == EdgeKind::Case) {
    if (!number(E.Low, "the value of the case"))
      return false;
    E.High = E.Low;
    if (accept("..") && !number(E.High, "the last value of the case"))
      return false;
    if (Tok.Kind == TokenKind::String && !string(E.Spelling, "a spelling"))
      return false;
  }
  if (Tok.Kind != TokenKind::Word)
    return fail("expected a block label, or one of " +
                llvm::join(edgeWords(), ", ") + " before it");
  E.To = Blocks.use(Tok.Text, Tok.Text);
  advance();
  F->Blocks.back().Succs.push_back(E);
  return true;
}

bool TextParser::edges() {
  openBlock();
  BlockWasClosed.back() = true;
  if (at("%") &&
      (!value(F->Blocks.back().Cond) || !expect("?", "after the condition")))
    return false;
  if (endOfLine())
    return true;
  do {
    if (!edge())
      return false;
  } while (accept(","));
  return true;
}

bool TextParser::capture() {
  Capture C;
  if (!at(":") && !name(C.Name, "the name of the capture"))
    return false;
  if (!typeAfterColon(C.Type))
    return false;
  C.ByRef = accept("byref");
  Variables[U.str(C.Name)].push_back({BaseKind::Capture, F->Captures.size()});
  F->Captures.push_back(C);
  return true;
}

bool TextParser::local(bool Temporary) {
  Local L;
  L.Temporary = Temporary;
  if (!at(":") && !name(L.Name, "the name of the local"))
    return false;
  if (!typeAfterColon(L.Type))
    return false;
  L.Iteration = accept("iteration");
  if (accept("!") && !loc(L.At))
    return false;
  Variables[U.str(L.Name)].push_back({BaseKind::Local, F->Locals.size()});
  F->Locals.push_back(L);
  return true;
}

bool TextParser::bodyLine() {
  if (at("%"))
    return !F->Blocks.empty() && BlockWasClosed.back()
               ? fail("expected a block label after '->'")
               : instr();
  if (accept("->"))
    return !F->Blocks.empty() && BlockWasClosed.back()
               ? fail("this block already says where it goes")
               : edges();
  if (Tok.Kind == TokenKind::Word) {
    Lexer Ahead = Lex;
    if (Ahead.next().is(":") && !at("local") && !at("temp") && !at("capture")) {
      StringRef Where = Tok.Text;
      std::string Name = std::move(Tok.Value);
      advance();
      advance();
      return block(Where, Name);
    }
  }
  if (F->Blocks.empty()) {
    if (accept("capture"))
      return capture();
    if (accept("local"))
      return local(false);
    if (accept("temp"))
      return local(true);
  } else if (BlockWasClosed.back()) {
    return fail("expected a block label after '->'");
  }
  return instr();
}

bool TextParser::body() {
  Values = Labels();
  Blocks = Labels();
  Variables.clear();
  Places.clear();
  BlockWasClosed.clear();
  for (auto [N, P] : llvm::enumerate(F->Params))
    Variables[U.str(P.Name)].push_back({BaseKind::Param, uint32_t(N)});
  if (!nextLine())
    return false;
  while (!accept("}")) {
    if (Tok.Kind == TokenKind::End)
      return fail("function without end, expected '}'");
    if (!bodyLine() || !nextLine())
      return false;
  }
  return finishBody();
}

//===-- Ends --------------------------------------------------------------===//

bool TextParser::resolve(const Labels &L, StringRef What) {
  for (const Label &Each : L.Table)
    if (Each.Index == None)
      return failAt(Each.FirstUse,
                    "this " + What + " is not defined in the function");
  return true;
}

bool TextParser::finishBody() {
  if (!F->Blocks.empty()) {
    F->Blocks.back().End = F->Instrs.size();
    const Block &Last = F->Blocks.back();
    bool HasExit = Last.Begin == Last.End && !BlockWasClosed.back();
    if (!HasExit) {
      // The exit is left out: blocks that do not say where they go end there.
      uint32_t Exit = F->Blocks.size();
      for (auto [N, B] : llvm::enumerate(F->Blocks))
        if (!BlockWasClosed[N])
          B.Succs.push_back(
              {Blocks.use("exit", StringRef()), EdgeKind::Next, 0, 0, 0});
      uint32_t &Index = Blocks.Table[Blocks.use("exit", StringRef())].Index;
      if (Index != None)
        return failAt(FunctionAt.back(),
                      "the block 'exit' must be last and empty");
      Index = Exit;
      F->Blocks.emplace_back();
      F->Blocks.back().Begin = F->Blocks.back().End = F->Instrs.size();
    }
  }
  if (!resolve(Values, "value") || !resolve(Blocks, "block"))
    return false;
  auto Value = [&](ValueId &V) {
    if (V != None)
      V = Values.Table[V].Index;
  };
  for (ValueId &V : F->Operands)
    Value(V);
  for (Place &P : F->Places) {
    if (P.Base == BaseKind::Value)
      Value(P.Index);
    for (Step &S : P.Steps)
      Value(S.Index);
  }
  for (Block &B : F->Blocks) {
    Value(B.Cond);
    for (Edge &E : B.Succs)
      E.To = Blocks.Table[E.To].Index;
  }
  return true;
}

bool TextParser::resolveFunctions() {
  for (const FunctionUse &Use : FunctionUses) {
    auto It = Functions.find(Use.Name);
    if (It == Functions.end())
      return failAt(Use.Where, "no function '@" + Use.Name +
                                   "'; declare it with `func @" + Use.Name +
                                   "(...)`");
    int64_t N = Use.Ordinal;
    if (N == -1 && It->second.size() == 1)
      N = 0;
    if (uint64_t(N) >= It->second.size())
      return failAt(Use.Where, "functions of this name are @" + Use.Name +
                                   "#0 to #" + Twine(It->second.size() - 1));
    Function &User = U.Functions[Use.User];
    (Use.Override ? User.Overrides[Use.Index] : User.Instrs[Use.Index].Aux) =
        It->second[N];
  }
  return true;
}

void TextParser::inferTypes() {
  Types.indexRecords();
  for (Function &Each : U.Functions) {
    for (Place &P : Each.Places) {
      TypeId T = Types.base(Each, P.Base, P.Index);
      for (Step &S : P.Steps) {
        if (S.Owner == None)
          S.Owner = Types.owner(T);
        T = Types.after(T, S);
      }
      if (P.Type == None)
        P.Type = T;
    }
    for (ValueId V = 0; V != Each.Instrs.size(); ++V)
      if (Each.Instrs[V].Type == None)
        Each.Instrs[V].Type = Types.instr(Each, V);
  }
}

} // namespace tocsin::ir
