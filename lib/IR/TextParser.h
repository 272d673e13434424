//===- TextParser.h - The parser of the text form -------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Recursive descent over the tokens of Lexer.h into a Unit. Every function
// returns false after the first error, which it has noted. Names of functions,
// values and blocks may be used before they are defined; they are resolved at
// the end of the unit or of the function. What the text leaves out is marked
// with None while parsing and filled in by Infer at the very end.
//
// TextReader.cpp holds tokens, types and declarations, TextBody.cpp function
// bodies.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_IR_TEXTPARSER_H
#define TOCSIN_IR_TEXTPARSER_H

#include "IR/Infer.h"
#include "IR/Lexer.h"
#include "IR/Spelling.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"

namespace tocsin::ir {

class TextParser {
public:
  explicit TextParser(llvm::MemoryBufferRef Buffer);
  llvm::Expected<Unit> run();

private:
  using Words = llvm::ArrayRef<llvm::StringLiteral>;

  // Tokens.
  void advance();
  bool fail(const llvm::Twine &What) { return failAt(Tok.Text, What); }
  bool failAt(llvm::StringRef Where, const llvm::Twine &What);
  llvm::Error error() const;
  bool at(llvm::StringRef P) const { return Tok.is(P); }
  bool accept(llvm::StringRef P);
  bool expect(llvm::StringRef P, const llvm::Twine &Why);
  bool endOfLine();
  bool nextLine();
  bool name(std::string &Out, const llvm::Twine &What);
  bool name(StrId &Out, const llvm::Twine &What);
  bool string(StrId &Out, const llvm::Twine &What);
  template <class Int> bool number(Int &Out, const llvm::Twine &What);
  template <class Set> bool flags(Set &Out, Words Known);
  bool word(unsigned &Out, Words Known, const llvm::Twine &What);

  // Pieces and declarations.
  bool type(TypeId &Out, unsigned Depth = 0);
  bool typeAfterColon(TypeId &Out);
  bool loc(Loc &Out);
  bool attr(std::vector<Attribute> &Out);
  bool symbol(Symbol &Out);
  bool reference(std::string &Name, int64_t &Ordinal);
  bool ordinal(int64_t Given, size_t Actual, llvm::StringRef Where);
  bool header();
  bool file();
  bool info();
  bool record();
  bool field(Record &R);
  bool global();
  bool function();
  bool params(Function &F);
  bool functionClauses(Function &F, bool &HasBody);

  // Bodies.
  struct Label {
    uint32_t Index = None;
    llvm::StringRef FirstUse;
  };
  struct Labels {
    llvm::StringMap<uint32_t> Ids;
    std::vector<Label> Table;
    uint32_t use(llvm::StringRef Name, llvm::StringRef Where);
  };
  bool body();
  bool bodyLine();
  bool capture();
  bool local(bool Temporary);
  bool block(llvm::StringRef Where, const std::string &Name);
  void openBlock();
  bool edges();
  bool edge();
  bool instr();
  bool aux(Instr &I, const OpShape &Shape);
  bool callee(Instr &I);
  bool operands(const OpShape &Shape, bool AfterPlace);
  bool operandList();
  bool value(ValueId &Out);
  bool operand();
  bool place(PlaceId &Out);
  bool path(Place &P);
  bool variable(Place &P);
  bool step(Place &P, bool &More);
  bool startsPlace() const;
  PlaceId intern(const Place &P);
  bool finishBody();
  bool resolve(const Labels &L, llvm::StringRef What);

  // The end of the unit.
  struct FunctionUse {
    FuncId User = 0;
    uint32_t Index = 0; // of the instruction or of the override
    bool Override = false;
    std::string Name;
    int64_t Ordinal = -1;
    llvm::StringRef Where;
  };
  bool resolveFunctions();
  void inferTypes();
  void noteFunctionUse(uint32_t Index, bool Override, llvm::StringRef Where,
                       const std::string &Name, int64_t Ordinal);

  llvm::MemoryBufferRef Buffer;
  Lexer Lex;
  Token Tok;
  Unit U;
  Infer Types;
  bool NeedsEnd = false;  // a header asks for an `end`: nothing is cut off
  FileId HereFile = None; // of locations that name none
  std::vector<FunctionUse> FunctionUses;
  llvm::StringMap<llvm::SmallVector<uint32_t, 1>> Functions, Globals;
  std::vector<llvm::StringRef> FunctionAt;
  std::vector<std::vector<llvm::StringRef>> InstrAt;

  // Of the function being read.
  Function *F = nullptr;
  Labels Values, Blocks;
  llvm::StringMap<llvm::SmallVector<std::pair<BaseKind, uint32_t>, 1>>
      Variables;
  llvm::StringMap<PlaceId> Places;
  std::vector<bool> BlockWasClosed; // by block: "->" was seen

  llvm::StringRef ErrorAt;
  std::string ErrorText;
};

template <class Int>
bool TextParser::number(Int &Out, const llvm::Twine &What) {
  if (Tok.Kind != TokenKind::Number)
    return fail("expected " + What + ", a number");
  if (Tok.Text.getAsInteger(0, Out))
    return fail("'" + Tok.Text + "' is no number or out of range for " + What);
  advance();
  return true;
}

template <class Set> bool TextParser::flags(Set &Out, Words Known) {
  while (!accept("]")) {
    unsigned Bit = 0;
    if (!word(Bit, Known, "flag"))
      return false;
    Out |= Set(1) << Bit;
    accept(",");
  }
  return true;
}

} // namespace tocsin::ir

#endif // TOCSIN_IR_TEXTPARSER_H
