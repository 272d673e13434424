//===- Infer.cpp - What the text form leaves out --------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A type follows from a declaration (local, parameter, field, result) or from
// the operation; nothing is inferred across instructions that come later.
//
//===----------------------------------------------------------------------===//

#include "IR/Infer.h"
#include "IR/Spelling.h"
#include "llvm/ADT/Hashing.h"

using llvm::StringRef;

namespace tocsin::ir {

size_t Infer::TypeHash::operator()(const Type &T) const {
  return llvm::hash_combine(unsigned(T.Kind), T.Quals, T.Bits, T.Name, T.Sugar,
                            T.Pointee);
}

Infer::Infer(Unit &U) : U(U) {
  for (StrId S = 0; S != U.Strings.size(); ++S)
    StringIds.try_emplace(U.Strings[S], S);
  Canon.reserve(U.Types.size());
  for (TypeId I = 0; I != U.Types.size(); ++I) {
    Type T = U.Types[I];
    T.Name = string(U.str(T.Name));
    T.Sugar = string(U.str(T.Sugar));
    T.Pointee = T.Pointee < I ? Canon[T.Pointee] : 0;
    Canon.push_back(TypeIds.try_emplace(T, I).first->second);
  }
}

StrId Infer::string(StringRef S) {
  auto [It, New] = StringIds.try_emplace(S, StrId(U.Strings.size()));
  if (New)
    U.Strings.push_back(S.str());
  return It->second;
}

TypeId Infer::type(const Type &T) {
  auto [It, New] = TypeIds.try_emplace(T, TypeId(U.Types.size()));
  if (New) {
    U.Types.push_back(T);
    Canon.push_back(It->second);
  }
  return It->second;
}

void Infer::indexRecords() {
  for (const Record &R : U.Records)
    for (const Field &F : R.Fields)
      FieldTypes.try_emplace({string(U.str(R.Name)), string(U.str(F.Name))},
                             canonical(F.Type));
}

TypeId Infer::builtin(StringRef Word) {
  for (const BuiltinType &B : builtinTypes())
    if (B.Word == Word)
      return type({B.Kind, B.Quals, B.Bits, string(B.Name), 0, 0});
  return 0;
}

TypeId Infer::pointerTo(TypeId T) {
  return type({TypeKind::Pointer, 0, 0, 0, 0, T});
}

TypeId Infer::record(StrId Name) {
  return type({TypeKind::Record, 0, 0, string(U.str(Name)), 0, 0});
}

TypeId Infer::base(const Function &F, BaseKind Base, uint32_t Index) {
  switch (Base) {
  case BaseKind::Local:
    return canonical(F.Locals[Index].Type);
  case BaseKind::Param:
    return canonical(F.Params[Index].Type);
  case BaseKind::Capture:
    return canonical(F.Captures[Index].Type);
  case BaseKind::Global:
    return canonical(U.Globals[Index].Type);
  case BaseKind::This:
    return U.str(F.Owner).empty() ? 0 : pointerTo(record(F.Owner));
  case BaseKind::Value:
    return 0;
  }
  return 0;
}

TypeId Infer::after(TypeId Prefix, const Step &S) {
  const Type &T = U.Types[Prefix];
  switch (S.Kind) {
  case StepKind::Field:
    return FieldTypes.lookup({string(U.str(S.Owner)), string(U.str(S.Name))});
  case StepKind::Deref:
    return T.Kind == TypeKind::Pointer || T.Kind == TypeKind::Reference
               ? canonical(T.Pointee)
               : 0;
  case StepKind::Elem:
    return T.Kind == TypeKind::Pointer || T.Kind == TypeKind::Array
               ? canonical(T.Pointee)
               : 0;
  case StepKind::Base:
    return record(S.Owner);
  case StepKind::Unknown:
    return 0;
  }
  return 0;
}

StrId Infer::owner(TypeId Prefix) const {
  const Type &T = U.Types[Prefix];
  return T.Kind == TypeKind::Record ? T.Name : 0;
}

TypeId Infer::instr(const Function &F, ValueId V) {
  const Instr &I = F.Instrs[V];
  auto OfOperand = [&](unsigned N) -> TypeId {
    ValueId O = F.operands(I)[N];
    return O < V ? canonical(F.Instrs[O].Type) : 0;
  };
  switch (I.Kind) {
  case Op::ConstInt:
    return builtin("int");
  case Op::ConstStr: {
    Type Char = U.Types[builtin("char")];
    Char.Quals |= QualConst;
    return pointerTo(type(Char));
  }
  case Op::ConstFloat:
    return builtin("double");
  case Op::AddrOf:
    return pointerTo(canonical(F.Places[I.Aux].Type));
  case Op::Load:
  case Op::Store:
  case Op::Rmw:
    return canonical(F.Places[I.Aux].Type);
  case Op::Bin:
  case Op::Neg:
  case Op::BitNot:
    return OfOperand(0);
  case Op::Not:
  case Op::Cmp:
  case Op::LAnd:
  case Op::LOr:
    return builtin("bool");
  case Op::Select:
    return OfOperand(1);
  case Op::Call:
    return I.Aux == None ? 0 : canonical(U.Functions[I.Aux].Result);
  default:
    return 0;
  }
}

} // namespace tocsin::ir
