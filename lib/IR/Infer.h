//===- Infer.h - What the text form leaves out ----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The text form omits a type or the owner of a field where they follow from
// what stands beside them. Writer and reader ask the same questions here, so
// that what the one leaves out the other puts back.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_IR_INFER_H
#define TOCSIN_IR_INFER_H

#include "IR/Unit.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include <unordered_map>

namespace tocsin::ir {

/// Interns strings and types of a unit and infers types from its tables.
/// Types are compared by what they say, not by index: `canonical` gives the
/// first of equal ones.
class Infer {
public:
  explicit Infer(Unit &U);

  StrId string(llvm::StringRef S);
  TypeId type(const Type &T); // T's strings and pointee are canonical
  TypeId canonical(TypeId T) const { return T < Canon.size() ? Canon[T] : T; }

  /// To be called when the records are complete.
  void indexRecords();

  /// The type of a place without steps; of one step more; the record that a
  /// field of that type belongs to. 0: not known.
  TypeId base(const Function &F, BaseKind Base, uint32_t Index);
  TypeId after(TypeId Prefix, const Step &S);
  StrId owner(TypeId Prefix) const;

  /// The type of an instruction whose places and earlier operands have theirs.
  TypeId instr(const Function &F, ValueId V);

private:
  TypeId builtin(llvm::StringRef Word);
  TypeId pointerTo(TypeId T);
  TypeId record(StrId Name);

  struct TypeHash {
    size_t operator()(const Type &T) const;
  };
  Unit &U;
  llvm::StringMap<StrId> StringIds;
  std::unordered_map<Type, TypeId, TypeHash> TypeIds;
  std::vector<TypeId> Canon;
  llvm::DenseMap<std::pair<StrId, StrId>, TypeId> FieldTypes;
};

} // namespace tocsin::ir

#endif // TOCSIN_IR_INFER_H
