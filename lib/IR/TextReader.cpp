//===- TextReader.cpp - Reads the text form: declarations -----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tokens, types and the declarations of a unit, and what happens at its end.
// The only recursion is over types and is bounded; every table grows by at
// most one entry per token, so memory is bounded by the text.
//
//===----------------------------------------------------------------------===//

#include "IR/Forms.h"
#include "IR/TextParser.h"
#include "IR/Verify.h"
#include "llvm/ADT/StringExtras.h"

using llvm::StringRef;
using llvm::Twine;

namespace tocsin::ir {

TextParser::TextParser(llvm::MemoryBufferRef Buffer)
    : Buffer(Buffer), Lex(Buffer.getBuffer()), Types(U) {
  advance();
}

//===-- Tokens ------------------------------------------------------------===//

void TextParser::advance() {
  Tok = Lex.next();
  if (Tok.Kind == TokenKind::Bad)
    failAt(Tok.Text, Tok.Value);
}

/// Only the first error counts: what follows is its consequence.
bool TextParser::failAt(StringRef Where, const Twine &What) {
  if (ErrorText.empty()) {
    ErrorAt = Where;
    ErrorText = What.str();
  }
  return false;
}

llvm::Error TextParser::error() const {
  StringRef Before = Buffer.getBuffer().take_front(
      ErrorAt.data() ? ErrorAt.data() - Buffer.getBufferStart() : 0);
  size_t LineStart = Before.rfind('\n') + 1; // npos + 1 is 0
  return llvm::createStringError(
      Buffer.getBufferIdentifier() + ":" + Twine(Before.count('\n') + 1) + ":" +
      Twine(Before.size() - LineStart + 1) + ": error: " + ErrorText);
}

bool TextParser::accept(StringRef P) {
  if (!at(P))
    return false;
  advance();
  return true;
}

bool TextParser::expect(StringRef P, const Twine &Why) {
  return accept(P) || fail("expected '" + P + "' " + Why);
}

bool TextParser::endOfLine() {
  return Tok.Kind == TokenKind::Newline || Tok.Kind == TokenKind::End;
}

/// Requires the end of the line and skips empty ones.
bool TextParser::nextLine() {
  if (!endOfLine())
    return fail("unexpected '" + Tok.Text + "', expected the end of the line");
  while (Tok.Kind == TokenKind::Newline)
    advance();
  return ErrorText.empty();
}

bool TextParser::name(std::string &Out, const Twine &What) {
  if (Tok.Kind != TokenKind::Word && Tok.Kind != TokenKind::String)
    return fail("expected " + What + ", a name or a quoted string");
  Out = std::move(Tok.Value);
  advance();
  return true;
}

bool TextParser::name(StrId &Out, const Twine &What) {
  std::string S;
  if (!name(S, What))
    return false;
  Out = Types.string(S);
  return true;
}

bool TextParser::string(StrId &Out, const Twine &What) {
  if (Tok.Kind != TokenKind::String)
    return fail("expected " + What + ", a quoted string");
  return name(Out, What);
}

static std::string listOf(llvm::ArrayRef<llvm::StringLiteral> Known) {
  return llvm::join(Known, ", ");
}

bool TextParser::word(unsigned &Out, Words Known, const Twine &What) {
  const auto *It = llvm::find(Known, Tok.Text);
  if (It == Known.end())
    return fail("unknown " + What + " '" + Tok.Text + "', expected one of " +
                listOf(Known));
  Out = It - Known.begin();
  advance();
  return true;
}

//===-- Pieces ------------------------------------------------------------===//

bool TextParser::type(TypeId &Out, unsigned Depth) {
  if (Depth > MaxTypeDepth)
    return fail("type nests deeper than " + Twine(MaxTypeDepth));
  Type T;
  auto Quals = qualWords();
  for (const auto *Q = llvm::find(Quals, Tok.Text); Q != Quals.end();
       Q = llvm::find(Quals, Tok.Text)) {
    T.Quals |= 1u << (Q - Quals.begin());
    advance();
  }
  const auto *Short = llvm::find_if(
      builtinTypes(), [&](const BuiltinType &B) { return Tok.is(B.Word); });
  const auto *Kind = llvm::find(typeWords(), Tok.Text);
  if (Short == builtinTypes().end() && Kind == typeWords().end())
    return fail("unknown type '" + Tok.Text + "', expected one of " +
                listOf(typeWords()) +
                ", or char, short, long, double with u, s or l before it");
  advance();
  // `int "NAME"` is the kind, `int` alone the builtin type.
  bool Named = Tok.Kind == TokenKind::String;
  if (Short != builtinTypes().end() && !(Named && Kind != typeWords().end())) {
    T.Kind = Short->Kind;
    T.Quals |= Short->Quals;
    T.Bits = Short->Bits;
    T.Name = Types.string(Short->Name);
  } else {
    T.Kind = TypeKind(Kind - typeWords().begin());
    bool Required = T.Kind == TypeKind::Record || T.Kind == TypeKind::Enum ||
                    T.Kind == TypeKind::Other;
    if ((Named || Required) && !name(T.Name, "the name of the type"))
      return false;
  }
  if (accept("<") && (!type(T.Pointee, Depth + 1) ||
                      !expect(">", "after the type pointed to")))
    return false;
  if (at(":")) {
    advance();
    if (!number(T.Bits, "the width of the type"))
      return false;
  }
  if (accept("as") && !name(T.Sugar, "the name that the source spelled"))
    return false;
  Out = Types.type(T);
  return true;
}

bool TextParser::typeAfterColon(TypeId &Out) {
  return !accept(":") || type(Out);
}

/// !LINE, !LINE:COL, !FILE:LINE:COL; FILE is a number or '?'.
bool TextParser::loc(Loc &Out) {
  Out = {HereFile, 0, 1};
  bool Nowhere = accept("?");
  uint32_t Parts[3];
  unsigned N = 0;
  if (Nowhere && !expect(":", "after '?'"))
    return false;
  do {
    if (!number(Parts[N++], "a line or column"))
      return false;
  } while (N != (Nowhere ? 2 : 3) && accept(":"));
  if (Nowhere || N == 3)
    Out.File = Nowhere ? None : Parts[0];
  unsigned First = N == 3 ? 1 : 0;
  Out.Line = Parts[First];
  if (N > First + 1)
    Out.Col = Parts[First + 1];
  return true;
}

bool TextParser::attr(std::vector<Attribute> &Out) {
  Attribute A;
  if (!name(A.Name, "an attribute"))
    return false;
  if (Tok.Kind == TokenKind::String && !string(A.Text, "its argument"))
    return false;
  Out.push_back(A);
  return true;
}

/// The name after '@', with '#N' if others are called the same.
bool TextParser::reference(std::string &Name, int64_t &Ordinal) {
  Ordinal = -1;
  if (!expect("@", "before the name of a function or global") ||
      !name(Name, "the name of a function or global"))
    return false;
  return !accept("#") || number(Ordinal, "the number after '#'");
}

bool TextParser::ordinal(int64_t Given, size_t Actual, StringRef Where) {
  return Given == -1 || uint64_t(Given) == Actual ||
         failAt(Where, "this one is #" + Twine(Actual) +
                           " of its name, counted from the start of the unit");
}

//===-- Declarations ------------------------------------------------------===//

bool TextParser::header() {
  unsigned Version = 0;
  StringRef Where;
  if (!expect("unit", "after 'tocsin'"))
    return false;
  Where = Tok.Text;
  if (!number(Version, "the version of the form"))
    return false;
  NeedsEnd = true;
  return Version == FormatVersion ||
         failAt(Where, "this is version " + Twine(Version) +
                           " of the form, expected " + Twine(FormatVersion) +
                           "; capture the unit again");
}

bool TextParser::file() {
  unsigned Id = 0;
  StringRef Where = Tok.Text;
  if (!number(Id, "the number of the file"))
    return false;
  if (Id != U.Files.size())
    return failAt(Where, "files are numbered in order, expected " +
                             Twine(U.Files.size()));
  File New;
  if (!string(New.Path, "the path of the file"))
    return false;
  while (!endOfLine()) {
    if (accept("main"))
      New.Main = true;
    else if (accept("system"))
      New.System = true;
    else if (!accept("digest"))
      return fail("unknown word '" + Tok.Text +
                  "', expected main, system or digest");
    else if (!string(New.Digest, "the digest of the file"))
      return false;
  }
  U.Files.push_back(New);
  HereFile = 0;
  return true;
}

bool TextParser::info() {
  if (accept("expressions"))
    return number(U.Info.Expressions, "the number of expressions");
  if (accept("errors"))
    return number(U.Info.Errors, "the number of errors");
  if (accept("first"))
    return string(U.Info.FirstError, "the first error");
  if (!accept("opaque"))
    return fail("unknown word '" + Tok.Text +
                "', expected expressions, opaque, errors or first");
  std::pair<StrId, uint64_t> P;
  if (!name(P.first, "a class of the syntax tree") ||
      !number(P.second, "its count"))
    return false;
  U.Info.Opaque.push_back(P);
  return true;
}

bool TextParser::field(Record &R) {
  Field New;
  if (!name(New.Name, "the name of the field") || !typeAfterColon(New.Type))
    return false;
  while (!endOfLine())
    if (!expect("attr", "or the end of the line") || !attr(New.Attrs))
      return false;
  R.Fields.push_back(std::move(New));
  return true;
}

bool TextParser::record() {
  Record R;
  bool HasFields = false;
  if (!name(R.Name, "the name of the record"))
    return false;
  while (!endOfLine() && !HasFields) {
    if (accept("union")) {
      R.Union = true;
    } else if (accept("base")) {
      if (!name(R.Bases.emplace_back(), "the name of a base record"))
        return false;
    } else if (accept("attr")) {
      if (!attr(R.Attrs))
        return false;
    } else if (accept("!")) {
      if (!loc(R.At))
        return false;
    } else if (accept("{")) {
      HasFields = true;
    } else {
      return fail("unknown word '" + Tok.Text +
                  "', expected union, base, attr, a location or '{'");
    }
  }
  if (HasFields) {
    if (!nextLine())
      return false;
    while (!accept("}"))
      if (!expect("field", "or '}'") || !field(R) || !nextLine())
        return false;
  }
  U.Records.push_back(std::move(R));
  return true;
}

/// `usr "..."` and `internal`, among other clauses.
bool TextParser::symbol(Symbol &Out) {
  if (accept("internal")) {
    Out.Internal = true;
    return true;
  }
  return expect("usr", "") && string(Out.USR, "the symbol's USR");
}

bool TextParser::global() {
  Global G;
  std::string Name;
  int64_t Ordinal = 0;
  StringRef Where = Tok.Text;
  if (!reference(Name, Ordinal))
    return false;
  auto &Same = Globals[Name];
  if (!ordinal(Ordinal, Same.size(), Where))
    return false;
  Same.push_back(U.Globals.size());
  G.Name = G.Sym.USR = Types.string(Name);
  if (!typeAfterColon(G.Type))
    return false;
  while (!endOfLine()) {
    bool Ok = true;
    if (accept("["))
      Ok = flags(G.Flags, globalWords());
    else if (accept("!"))
      Ok = loc(G.At);
    else if (at("usr") || at("internal"))
      Ok = symbol(G.Sym);
    else if (accept("attr"))
      Ok = attr(G.Attrs);
    else
      return fail("unknown word '" + Tok.Text +
                  "', expected flags in [], a location, usr, internal or attr");
    if (!Ok)
      return false;
  }
  U.Globals.push_back(std::move(G));
  return true;
}

bool TextParser::params(Function &F) {
  if (!accept("("))
    return true;
  while (!accept(")")) {
    Param P;
    if (!F.Params.empty() && !expect(",", "or ')' after a parameter"))
      return false;
    if (!at(":") && !name(P.Name, "a parameter"))
      return false;
    if (!typeAfterColon(P.Type))
      return false;
    if (accept("=")) {
      P.HasDefaultInt = true;
      if (!number(P.DefaultInt, "the default value"))
        return false;
    }
    F.Params.push_back(P);
  }
  return true;
}

bool TextParser::functionClauses(Function &F, bool &HasBody) {
  while (!endOfLine()) {
    bool Ok = true;
    if (accept("{")) {
      HasBody = true;
      return true;
    }
    if (accept("->")) {
      Ok = type(F.Result);
    } else if (accept("[")) {
      Ok = flags(F.Flags, functionWords());
    } else if (accept("!")) {
      Ok = loc(F.At);
      HereFile = F.At.File;
    } else if (accept("end")) {
      Ok = expect("!", "before a location") && loc(F.End);
    } else if (accept("owner")) {
      Ok = name(F.Owner, "the record that owns the function");
    } else if (at("usr") || at("internal")) {
      Ok = symbol(F.Sym);
    } else if (accept("attr")) {
      Ok = attr(F.Attrs);
    } else if (accept("overrides")) {
      std::string Name;
      int64_t Ordinal = 0;
      StringRef Where = Tok.Text;
      Ok = reference(Name, Ordinal);
      noteFunctionUse(F.Overrides.size(), true, Where, Name, Ordinal);
      F.Overrides.push_back(None);
    } else {
      return fail("unknown word '" + Tok.Text +
                  "', expected '->', flags in [], a location, end, owner, "
                  "usr, internal, overrides, attr or '{'");
    }
    if (!Ok)
      return false;
  }
  return true;
}

bool TextParser::function() {
  Function New;
  std::string Name;
  int64_t Ordinal = 0;
  bool HasBody = false;
  StringRef Where = Tok.Text;
  FileId UnitFile = HereFile;
  if (!reference(Name, Ordinal))
    return false;
  auto &Same = Functions[Name];
  if (!ordinal(Ordinal, Same.size(), Where))
    return false;
  Same.push_back(U.Functions.size());
  FunctionAt.push_back(Where);
  InstrAt.emplace_back();
  New.Name = New.Sym.USR = Types.string(Name);
  if (!params(New) || !functionClauses(New, HasBody))
    return false;
  F = &New;
  if (HasBody && !body())
    return false;
  HereFile = UnitFile;
  U.Functions.push_back(std::move(New));
  return true;
}

llvm::Expected<Unit> TextParser::run() {
  while (Tok.Kind == TokenKind::Newline)
    advance();
  if (Tok.Kind == TokenKind::End)
    fail("there is no unit here, the text is empty");
  while (Tok.Kind != TokenKind::End && ErrorText.empty()) {
    bool Ok = true;
    if (accept("end")) {
      NeedsEnd = false;
      if (nextLine() && Tok.Kind != TokenKind::End)
        fail("text after the end of the unit");
      break;
    }
    if (accept("tocsin"))
      Ok = header();
    else if (accept("main"))
      Ok = string(U.MainFile, "the main file");
    else if (accept("key"))
      Ok = string(U.Key, "the key of the unit");
    else if (accept("target"))
      Ok = string(U.Target, "the target of the unit");
    else if (accept("file"))
      Ok = file();
    else if (accept("info"))
      Ok = info();
    else if (accept("record"))
      Ok = record();
    else if (accept("global"))
      Ok = global();
    else if (accept("func"))
      Ok = function();
    else
      fail("unknown word '" + Tok.Text +
           "', expected tocsin, main, key, target, file, info, record, global, "
           "func or end");
    if (!Ok || !nextLine())
      break;
  }
  if (NeedsEnd)
    fail("the unit is cut off, expected 'end' as its last line");
  if (!ErrorText.empty() || !resolveFunctions())
    return error();
  inferTypes();
  if (std::optional<Fault> Fault = findFault(U)) {
    StringRef Where;
    if (Fault->Function != None)
      Where = Fault->Instr == None ? FunctionAt[Fault->Function]
                                   : InstrAt[Fault->Function][Fault->Instr];
    failAt(Where, Fault->Text);
    return error();
  }
  return std::move(U);
}

llvm::Expected<Unit> readText(llvm::MemoryBufferRef Buffer) {
  return TextParser(Buffer).run();
}

} // namespace tocsin::ir
