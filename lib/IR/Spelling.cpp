//===- Spelling.cpp - Words and shapes of the IR --------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The tables behind Spelling.h, each in the order of its enumeration.
//
//===----------------------------------------------------------------------===//

#include "IR/Spelling.h"

using llvm::ArrayRef;
using llvm::StringLiteral;

namespace tocsin::ir {

static constexpr StringLiteral BinWords[] = {"add", "sub", "mul", "div", "rem",
                                             "and", "or",  "xor", "shl", "shr"};
static constexpr StringLiteral CmpWords[] = {"eq", "ne", "lt",       "le",
                                             "gt", "ge", "spaceship"};
static constexpr StringLiteral CastWords[] = {"value", "pointer", "decay"};
static constexpr StringLiteral CallWords[] = {"direct", "virtual", "indirect"};

// clang-format off
static const OpShape Shapes[NumOps] = {
    {"const",     AuxKind::MaybeString, {},        0, 0},
    {"str",       AuxKind::String,      {},        0, 0},
    {"null",      AuxKind::None,        {},        0, 0},
    {"float",     AuxKind::String,      {},        0, 0},
    {"fn",        AuxKind::Func,        {},        0, 0},
    {"addr",      AuxKind::Place,       {},        0, 0},
    {"load",      AuxKind::Place,       {},        0, 0},
    {"store",     AuxKind::Place,       {},        1, 1},
    {"rmw",       AuxKind::Place,       BinWords,  1, 1},
    {"bin",       AuxKind::None,        BinWords,  2, 2},
    {"neg",       AuxKind::None,        {},        1, 1},
    {"bitnot",    AuxKind::None,        {},        1, 1},
    {"not",       AuxKind::None,        {},        1, 1},
    {"cmp",       AuxKind::None,        CmpWords,  2, 2},
    {"land",      AuxKind::None,        {},        2, 2},
    {"lor",       AuxKind::None,        {},        2, 2},
    {"select",    AuxKind::None,        {},        3, 3},
    {"cast",      AuxKind::None,        CastWords, 1, 1},
    {"call",      AuxKind::Callee,      CallWords, 0, AnyCount},
    {"closure",   AuxKind::Func,        {},        0, AnyCount},
    {"aggregate", AuxKind::None,        {},        0, AnyCount},
    {"alloc",     AuxKind::None,        {},        0, AnyCount},
    {"free",      AuxKind::None,        {},        1, 1},
    {"declare",   AuxKind::Place,       {},        0, 0},
    {"endscope",  AuxKind::Place,       {},        0, 0},
    {"return",    AuxKind::None,        {},        0, 1},
    {"throw",     AuxKind::None,        {},        0, 1},
    {"catch",     AuxKind::MaybePlace,  {},        0, 0},
    {"suspend",   AuxKind::None,        {},        0, 1},
    {"opaque",    AuxKind::String,      {},        0, AnyCount},
};

static constexpr BuiltinType Builtins[] = {
    {"void",   TypeKind::Void,  0,            0,  ""},
    {"bool",   TypeKind::Bool,  QualUnsigned, 8,  "bool"},
    {"_Bool",  TypeKind::Bool,  QualUnsigned, 8,  "_Bool"},
    {"char",   TypeKind::Int,   0,            8,  "char"},
    {"schar",  TypeKind::Int,   0,            8,  "signed char"},
    {"uchar",  TypeKind::Int,   QualUnsigned, 8,  "unsigned char"},
    {"short",  TypeKind::Int,   0,            16, "short"},
    {"ushort", TypeKind::Int,   QualUnsigned, 16, "unsigned short"},
    {"int",    TypeKind::Int,   0,            32, "int"},
    {"uint",   TypeKind::Int,   QualUnsigned, 32, "unsigned int"},
    {"long",   TypeKind::Int,   0,            64, "long"},
    {"ulong",  TypeKind::Int,   QualUnsigned, 64, "unsigned long"},
    {"llong",  TypeKind::Int,   0,            64, "long long"},
    {"ullong", TypeKind::Int,   QualUnsigned, 64, "unsigned long long"},
    {"float",  TypeKind::Float, 0,            32, "float"},
    {"double", TypeKind::Float, 0,            64, "double"},
};
// clang-format on

static constexpr StringLiteral EdgeWords[] = {"next", "true",    "false",
                                              "case", "default", "exception"};
static constexpr StringLiteral TypeWords[] = {"void", "bool", "int",  "float",
                                              "ptr",  "ref",  "arr",  "rec",
                                              "enum", "fn",   "other"};
static constexpr StringLiteral QualWords[] = {"const", "volatile", "atomic",
                                              "unsigned"};
static constexpr StringLiteral GlobalWords[] = {
    "const", "threadlocal", "functionstatic", "member", "extern"};
static constexpr StringLiteral InstrWords[] = {
    "receiver", "ctor",   "dtor",     "implicit", "discarded",
    "old",      "atomic", "volatile", "macro",    "voidcast",
    "array",    "init",   "bitfield"};
static constexpr StringLiteral FunctionWords[] = {
    "static",   "method",   "const",     "ctor",    "dtor",      "virtual",
    "noreturn", "lambda",   "variadic",  "inline",  "coroutine", "system",
    "nothrow",  "implicit", "synthetic", "skipped", "openmp",    "hidden"};

const OpShape &shapeOf(Op O) { return Shapes[unsigned(O)]; }
ArrayRef<StringLiteral> edgeWords() { return EdgeWords; }
ArrayRef<StringLiteral> typeWords() { return TypeWords; }
ArrayRef<StringLiteral> qualWords() { return QualWords; }
ArrayRef<StringLiteral> globalWords() { return GlobalWords; }
ArrayRef<StringLiteral> instrWords() { return InstrWords; }
ArrayRef<StringLiteral> functionWords() { return FunctionWords; }
ArrayRef<BuiltinType> builtinTypes() { return Builtins; }

} // namespace tocsin::ir
