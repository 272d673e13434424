//===- Assembly.cpp - What inline assembler does to memory ----------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An instruction with a lock prefix is an atomic update of its operand in
// memory (Intel 64 and IA-32 Architectures SDM, vol. 2, LOCK). All other
// assembler stays opaque.
//
//===----------------------------------------------------------------------===//

#include "Lower/Body.h"
#include "clang/Basic/CharInfo.h"

using namespace clang;
using llvm::StringRef;

namespace tocsin::lower {

/// What `lock subl %1, %0` does to its operand in memory.
static std::optional<ir::BinOp> lockedOp(StringRef Code) {
  Code = Code.ltrim();
  if (!Code.consume_front("lock"))
    return std::nullopt;
  Code = Code.ltrim("; \t\n");
  StringRef Name = Code.take_while(clang::isLetter);
  if (Code.drop_front(Name.size()).find_first_of("\n;") <
      Code.drop_front(Name.size()).rtrim("; \t\n").size())
    return std::nullopt; // more than one instruction
  for (auto [Mnemonic, Op] : {std::pair(StringRef("xadd"), ir::BinOp::Add),
                              std::pair(StringRef("add"), ir::BinOp::Add),
                              std::pair(StringRef("inc"), ir::BinOp::Add),
                              std::pair(StringRef("sub"), ir::BinOp::Sub),
                              std::pair(StringRef("dec"), ir::BinOp::Sub),
                              std::pair(StringRef("and"), ir::BinOp::And),
                              std::pair(StringRef("or"), ir::BinOp::Or),
                              std::pair(StringRef("xor"), ir::BinOp::Xor)}) {
    StringRef Size = Name;
    if (Size.consume_front(Mnemonic) &&
        (Size.empty() ||
         (Size.size() == 1 && StringRef("bwlq").contains(Size))))
      return Op;
  }
  return std::nullopt;
}

/// The update; false if the statement is something else.
bool Body::lowerLocked(const GCCAsmStmt *S) {
  std::optional<ir::BinOp> Op = lockedOp(S->getAsmString()->getString());
  if (!Op)
    return false;
  const Expr *Memory = nullptr, *Old = nullptr;
  for (unsigned I = 0; I != S->getNumOutputs(); ++I) {
    StringRef Constraint = S->getOutputConstraint(I);
    bool Both = Constraint.contains('+');
    if (Constraint.contains('m') && Both && !Memory)
      Memory = S->getOutputExpr(I);
    else if (!Constraint.contains('m') && !Old)
      Old = S->getOutputExpr(I);
    else
      return false;
  }
  if (!Memory || S->getNumInputs() > 1)
    return false;
  SourceLocation L = S->getBeginLoc();
  ir::ValueId By =
      S->getNumInputs() ? value(S->getInputExpr(0)) : constant(1, Ctx.IntTy, L);
  ir::PlaceId Id = intern(place(Memory));
  ir::ValueId V =
      emit(ir::Op::Rmw, T.type(Memory->getType().getUnqualifiedType()), By, L);
  instr(V).Aux = Id;
  instr(V).Sub = uint8_t(*Op);
  instr(V).Flags |= ir::FlagAtomic | (Old ? ir::FlagReturnsOld : 0);
  if (!Old)
    return true;
  // What was there is not what was seen before.
  ir::ValueId Was = emit(ir::Op::Opaque, T.type(Old->getType()), V, L);
  instr(Was).Aux = T.className(S);
  store(place(Old), Was, Old->getType(), L, 0);
  return true;
}

void Body::lowerAsm(const AsmStmt *S) {
  if (const auto *G = dyn_cast<GCCAsmStmt>(S); G && lowerLocked(G))
    return;
  llvm::SmallVector<ir::ValueId, 8> Ops;
  for (unsigned I = 0; I != S->getNumOutputs(); ++I)
    Ops.push_back(value(S->getOutputExpr(I)));
  for (unsigned I = 0; I != S->getNumInputs(); ++I)
    Ops.push_back(value(S->getInputExpr(I)));
  ir::ValueId V = emit(ir::Op::Opaque, 0, Ops, S->getBeginLoc());
  ir::StrId Class = T.className(S);
  instr(V).Aux = Class;
  T.countOpaque(Class);
}

} // namespace tocsin::lower
