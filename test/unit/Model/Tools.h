//===- Tools.h - Models and functions for the tests of Model --------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Loads YAML texts and builds the few declarations that matching looks at.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TEST_UNIT_MODEL_TOOLS_H
#define TOCSIN_TEST_UNIT_MODEL_TOOLS_H

#include "Model/Model.h"
#include "gtest/gtest.h"

namespace tocsin::model {

/// What is wrong with a text, "" if nothing; errors are of the file "m".
inline std::string errorsOf(Model &M, llvm::StringRef Text) {
  return llvm::toString(M.add(llvm::MemoryBufferRef(Text, "m")));
}

inline std::string errorsOf(llvm::StringRef Text) {
  Model M;
  return errorsOf(M, Text);
}

inline const std::string Head = "format: 1\nlibrary: l\nfunctions:\n";

/// A model of these rows, which must be well-formed.
inline Model rows(llvm::StringRef Rows) {
  Model M;
  EXPECT_EQ("", errorsOf(M, Head + Rows.str()));
  return M;
}

/// A unit made by hand.
struct Maker {
  ir::Unit U;

  ir::StrId str(llvm::StringRef S) {
    for (size_t I = 0; I < U.Strings.size(); ++I)
      if (U.Strings[I] == S)
        return I;
    U.Strings.push_back(S.str());
    return U.Strings.size() - 1;
  }

  ir::TypeId type(ir::TypeKind Kind, llvm::StringRef Name, uint16_t Bits = 0,
                  ir::TypeId Pointee = 0, llvm::StringRef Sugar = "") {
    ir::Type T;
    T.Kind = Kind;
    T.Name = str(Name);
    T.Sugar = str(Sugar);
    T.Bits = Bits;
    T.Pointee = Pointee;
    U.Types.push_back(T);
    return U.Types.size() - 1;
  }
  ir::TypeId integer(llvm::StringRef Name = "int", uint16_t Bits = 32) {
    return type(ir::TypeKind::Int, Name, Bits);
  }
  ir::TypeId record(llvm::StringRef Name) {
    return type(ir::TypeKind::Record, Name);
  }
  ir::TypeId pointer(ir::TypeId To) {
    return type(ir::TypeKind::Pointer, "", 64, To);
  }
  ir::TypeId reference(ir::TypeId To) {
    return type(ir::TypeKind::Reference, "", 64, To);
  }
  ir::TypeId text() { return pointer(integer("char", 8)); }

  ir::FuncId function(llvm::StringRef Name, std::vector<ir::TypeId> Params,
                      uint32_t Flags = 0) {
    ir::Function F;
    F.Name = str(Name);
    F.Flags = Flags;
    for (ir::TypeId T : Params) {
      ir::Param P;
      P.Type = T;
      F.Params.push_back(P);
    }
    U.Functions.push_back(F);
    return U.Functions.size() - 1;
  }

  void annotate(ir::FuncId F, llvm::StringRef Text) {
    U.Functions[F].Attrs.push_back({str("annotate"), str(Text)});
  }

  /// The roles that a model knows of a function, in order.
  std::vector<std::string> roles(const Model &M, ir::FuncId F) {
    std::vector<std::string> Names;
    for (const Row *R : M.match(U, U.Functions[F]))
      Names.push_back(roleName(R->Is).str());
    return Names;
  }
};

using Roles = std::vector<std::string>;

} // namespace tocsin::model

#endif // TOCSIN_TEST_UNIT_MODEL_TOOLS_H
