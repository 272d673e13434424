//===- Difference.cpp - Compares units by what they say -------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Written against Unit.h alone and without help from lib/IR, so that a field
// that both forms forget is found here.
//
//===----------------------------------------------------------------------===//

#include "Tools.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include <gtest/gtest.h>

using llvm::StringRef;
using llvm::Twine;

namespace tocsin::ir::test {

namespace {
class Comparison {
public:
  Comparison(const Unit &A, const Unit &B) : A(A), B(B) {}
  std::string run();

private:
  template <class T> void same(StringRef What, const T &X, const T &Y) {
    if (!(X == Y))
      note(What);
  }
  void note(const Twine &What) {
    if (Found.empty())
      Found = Where + What.str();
  }
  void str(StringRef What, StrId X, StrId Y) {
    if (A.str(X) != B.str(Y))
      note(What + ": '" + A.str(X) + "' and '" + B.str(Y) + "'");
  }
  void type(StringRef What, TypeId X, TypeId Y);
  void attrs(const std::vector<Attribute> &X, const std::vector<Attribute> &Y);
  template <class T, class Fn>
  void each(StringRef What, const std::vector<T> &X, const std::vector<T> &Y,
            Fn Each);
  void symbol(const Symbol &X, const Symbol &Y);
  void record(const Record &X, const Record &Y);
  void function(const Function &X, const Function &Y);
  void place(const Place &X, const Place &Y);
  void instr(const Function &F, const Function &G, const Instr &X,
             const Instr &Y);

  const Unit &A, &B;
  std::string Where, Found;
};
} // namespace

template <class T, class Fn>
void Comparison::each(StringRef What, const std::vector<T> &X,
                      const std::vector<T> &Y, Fn Each) {
  if (X.size() != Y.size())
    return note(What + ": " + Twine(X.size()) + " and " + Twine(Y.size()));
  std::string Outer = Where;
  for (size_t I = 0; I != X.size(); ++I) {
    Where = Outer + What.str() + " " + std::to_string(I) + ", ";
    Each(X[I], Y[I]);
  }
  Where = Outer;
}

void Comparison::type(StringRef What, TypeId X, TypeId Y) {
  const Type &S = A.Types[X], &T = B.Types[Y];
  same("kind of type", S.Kind, T.Kind);
  same("qualifiers of type", S.Quals, T.Quals);
  same("width of type", S.Bits, T.Bits);
  str("name of type", S.Name, T.Name);
  str("sugar of type", S.Sugar, T.Sugar);
  if (S.Pointee || T.Pointee)
    type(What, S.Pointee, T.Pointee);
}

void Comparison::attrs(const std::vector<Attribute> &X,
                       const std::vector<Attribute> &Y) {
  each("attribute", X, Y, [&](const Attribute &S, const Attribute &T) {
    str("name", S.Name, T.Name);
    str("text", S.Text, T.Text);
  });
}

void Comparison::symbol(const Symbol &X, const Symbol &Y) {
  str("USR", X.USR, Y.USR);
  same("internal", X.Internal, Y.Internal);
}

void Comparison::record(const Record &X, const Record &Y) {
  str("name", X.Name, Y.Name);
  same("location", X.At, Y.At);
  same("union", X.Union, Y.Union);
  each("base", X.Bases, Y.Bases, [&](StrId S, StrId T) { str("", S, T); });
  each("field", X.Fields, Y.Fields, [&](const Field &S, const Field &T) {
    str("name", S.Name, T.Name);
    type("type", S.Type, T.Type);
    attrs(S.Attrs, T.Attrs);
  });
  attrs(X.Attrs, Y.Attrs);
}

void Comparison::place(const Place &X, const Place &Y) {
  same("base", X.Base, Y.Base);
  same("index", X.Index, Y.Index);
  type("type of place", X.Type, Y.Type);
  each("step", X.Steps, Y.Steps, [&](const Step &S, const Step &T) {
    same("kind", S.Kind, T.Kind);
    str("name", S.Name, T.Name);
    str("owner", S.Owner, T.Owner);
    same("index", S.Index, T.Index);
  });
}

void Comparison::instr(const Function &F, const Function &G, const Instr &X,
                       const Instr &Y) {
  same("kind", X.Kind, Y.Kind);
  same("sub", X.Sub, Y.Sub);
  same("flags", X.Flags, Y.Flags);
  type("type", X.Type, Y.Type);
  same("imm", X.Imm, Y.Imm);
  same("location", X.At, Y.At);
  if (F.operands(X) != G.operands(Y))
    note("operands");
  if (X.Kind == Op::ConstInt) // None and "" both say: no name
    return str("spelling", X.Aux == None ? 0 : X.Aux,
               Y.Aux == None ? 0 : Y.Aux);
  same("aux given", X.Aux == None, Y.Aux == None);
  if (!Found.empty() || X.Aux == None)
    return;
  switch (X.Kind) {
  case Op::ConstStr:
  case Op::ConstFloat:
  case Op::Opaque:
    return str("aux string", X.Aux, Y.Aux);
  case Op::FuncRef:
  case Op::Call:
  case Op::Closure:
    return same("function", X.Aux, Y.Aux);
  default:
    return place(F.Places[X.Aux], G.Places[Y.Aux]);
  }
}

void Comparison::function(const Function &X, const Function &Y) {
  symbol(X.Sym, Y.Sym);
  str("name", X.Name, Y.Name);
  str("owner", X.Owner, Y.Owner);
  type("result", X.Result, Y.Result);
  same("location", X.At, Y.At);
  same("end", X.End, Y.End);
  same("flags", X.Flags, Y.Flags);
  same("overrides", X.Overrides, Y.Overrides);
  attrs(X.Attrs, Y.Attrs);
  each("parameter", X.Params, Y.Params, [&](const Param &S, const Param &T) {
    str("name", S.Name, T.Name);
    type("type", S.Type, T.Type);
    same("has default", S.HasDefaultInt, T.HasDefaultInt);
    same("default", S.DefaultInt, T.DefaultInt);
  });
  each("capture", X.Captures, Y.Captures,
       [&](const Capture &S, const Capture &T) {
         str("name", S.Name, T.Name);
         type("type", S.Type, T.Type);
         same("by reference", S.ByRef, T.ByRef);
       });
  each("local", X.Locals, Y.Locals, [&](const Local &S, const Local &T) {
    str("name", S.Name, T.Name);
    type("type", S.Type, T.Type);
    same("location", S.At, T.At);
    same("temporary", S.Temporary, T.Temporary);
    same("iteration", S.Iteration, T.Iteration);
  });
  each("instruction", X.Instrs, Y.Instrs,
       [&](const Instr &S, const Instr &T) { instr(X, Y, S, T); });
  each("block", X.Blocks, Y.Blocks, [&](const Block &S, const Block &T) {
    same("begin", S.Begin, T.Begin);
    same("end", S.End, T.End);
    same("condition", S.Cond, T.Cond);
    each("edge", S.Succs, T.Succs, [&](const Edge &P, const Edge &Q) {
      same("target", P.To, Q.To);
      same("kind", P.Kind, Q.Kind);
      same("low", P.Low, Q.Low);
      same("high", P.High, Q.High);
      str("spelling", P.Spelling, Q.Spelling);
    });
  });
}

std::string Comparison::run() {
  str("main file", A.MainFile, B.MainFile);
  str("key", A.Key, B.Key);
  str("target", A.Target, B.Target);
  each("file", A.Files, B.Files, [&](const File &S, const File &T) {
    str("path", S.Path, T.Path);
    str("digest", S.Digest, T.Digest);
    same("system", S.System, T.System);
    same("main", S.Main, T.Main);
  });
  each("record", A.Records, B.Records,
       [&](const Record &S, const Record &T) { record(S, T); });
  each("global", A.Globals, B.Globals, [&](const Global &S, const Global &T) {
    symbol(S.Sym, T.Sym);
    str("name", S.Name, T.Name);
    type("type", S.Type, T.Type);
    same("location", S.At, T.At);
    same("flags", S.Flags, T.Flags);
    attrs(S.Attrs, T.Attrs);
  });
  each("function", A.Functions, B.Functions,
       [&](const Function &S, const Function &T) { function(S, T); });
  same("expressions", A.Info.Expressions, B.Info.Expressions);
  each("opaque", A.Info.Opaque, B.Info.Opaque,
       [&](const auto &S, const auto &T) {
         str("class", S.first, T.first);
         same("count", S.second, T.second);
       });
  same("errors", A.Info.Errors, B.Info.Errors);
  str("first error", A.Info.FirstError, B.Info.FirstError);
  return Found;
}

std::string difference(const Unit &A, const Unit &B) {
  return Comparison(A, B).run();
}

std::string text(const Unit &U) {
  std::string S;
  llvm::raw_string_ostream OS(S);
  writeText(U, OS);
  return S;
}

std::string binary(const Unit &U) {
  std::string S;
  llvm::raw_string_ostream OS(S);
  writeBinary(U, OS);
  return S;
}

llvm::Expected<Unit> fromText(StringRef Text) {
  return readText(llvm::MemoryBufferRef(Text, "t.ir"));
}

llvm::Expected<Unit> fromBinary(StringRef Bytes) {
  return readBinary(llvm::MemoryBufferRef(Bytes, "t.unit"));
}

Unit parsed(StringRef Text) {
  llvm::Expected<Unit> U = fromText(Text);
  if (U)
    return std::move(*U);
  ADD_FAILURE() << llvm::toString(U.takeError());
  return Unit();
}

} // namespace tocsin::ir::test
