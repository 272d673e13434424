//===- Unit.h - The program form of one translation unit ------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The types of the IR: what capture writes and everything else reads. A unit
// is a set of tables that refer to each other by index, so that it is cheap to
// write, to read and to keep many of in memory. It knows nothing of libraries:
// no roles, no families.
//
// Conventions
//  * Index 0 of Strings is "", of Types is `void`. Other tables start at 0 and
//    use `None` for "no entry".
//  * A value is the index of the instruction that makes it, per function.
//  * A reference is a pointer: an lvalue argument is passed as AddrOf, a
//    variable of reference type is read through a Deref step.
//  * Operands come before their users in some execution order; a value made in
//    a block that does not dominate its use is only used by Select, LAnd, LOr.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_IR_UNIT_H
#define TOCSIN_IR_UNIT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace tocsin::ir {

using StrId = uint32_t;
using TypeId = uint32_t;
using FileId = uint32_t;
using FuncId = uint32_t;   // index into Unit::Functions
using GlobalId = uint32_t; // index into Unit::Globals
using PlaceId = uint32_t;  // index into Function::Places
using ValueId = uint32_t;  // index into Function::Instrs
using BlockId = uint32_t;  // index into Function::Blocks

constexpr uint32_t None = ~0u;

/// A spelling or expansion position; macros are seen at their expansion.
struct Loc {
  FileId File = None;
  uint32_t Line = 0; // 1-based; 0: no position
  uint32_t Col = 0;  // 1-based, in bytes
  bool valid() const { return Line != 0; }
  bool operator==(const Loc &O) const {
    return File == O.File && Line == O.Line && Col == O.Col;
  }
};

struct File {
  StrId Path = 0;   // as given by the compiler, made absolute, `..` removed
  StrId Digest = 0; // hex digest of the content, "" if unread
  bool System = false;
  bool Main = false;
};

enum class TypeKind : uint8_t {
  Void,
  Bool,
  Int,
  Float,
  Pointer,
  Reference,
  Array,
  Record,
  Enum,
  Function,
  Other,
};

enum TypeQuals : uint8_t {
  QualConst = 1,
  QualVolatile = 2,
  QualAtomic = 4, // C11 _Atomic; std::atomic is a Record
  QualUnsigned = 8,
};

struct Type {
  TypeKind Kind = TypeKind::Void;
  uint8_t Quals = 0;
  uint16_t Bits = 0;  // width of Bool, Int, Float, Enum
  StrId Name = 0;     // Record, Enum: qualified name without template
                      // arguments; else the builtin's name
  StrId Sugar = 0;    // the typedef the source spelled: time_t, std::string
  TypeId Pointee = 0; // Pointer, Reference, Array: element; Function: result
  bool operator==(const Type &O) const {
    return Kind == O.Kind && Quals == O.Quals && Bits == O.Bits &&
           Name == O.Name && Sugar == O.Sugar && Pointee == O.Pointee;
  }
};

/// A declared fact: thread-safety attributes and `annotate`.
struct Attribute {
  StrId Name = 0; // acquire_capability, guarded_by, annotate, ...
  StrId Text = 0; // its argument as written
};

struct Field {
  StrId Name = 0;
  TypeId Type = 0;
  std::vector<Attribute> Attrs;
};

struct Record {
  StrId Name = 0; // qualified, without template arguments
  Loc At;
  std::vector<StrId> Bases; // names of base records
  std::vector<Field> Fields;
  std::vector<Attribute> Attrs;
  bool Union = false;
};

/// Functions and variables with static storage. Equal symbols of two units are
/// the same entity: same USR and, with internal linkage, same unit key
/// (measured: `static int counter` in two files of one name gets one USR).
struct Symbol {
  StrId USR = 0;
  bool Internal = false;
};

enum GlobalFlags : uint8_t {
  GlobalConst = 1,
  GlobalThreadLocal = 2,
  GlobalFunctionStatic = 4,
  GlobalMember = 8,
  GlobalExtern = 16, // declared, defined elsewhere
};

struct Global {
  Symbol Sym;
  StrId Name = 0; // qualified
  TypeId Type = 0;
  Loc At;
  uint8_t Flags = 0;
  std::vector<Attribute> Attrs;
};

struct Local {
  StrId Name = 0; // "" for temporaries
  TypeId Type = 0;
  Loc At;
  bool Temporary = false;
  bool Iteration = false; // counts a loop that threads share out
};

enum class StepKind : uint8_t {
  Field,   // Name = field, Owner = record
  Deref,   // through the pointer that the prefix holds
  Elem,    // Index = value of the subscript, or None if unknown
  Base,    // Owner = base record
  Unknown, // the tail beyond the bound; always last
};

struct Step {
  StepKind Kind = StepKind::Unknown;
  StrId Name = 0;
  StrId Owner = 0;
  ValueId Index = None;
};

enum class BaseKind : uint8_t {
  Local,   // Index into Function::Locals
  Param,   // Index into Function::Params
  This,    // the receiver: the place holds the pointer, `*this` is a Deref
  Capture, // Index into Function::Captures
  Global,  // GlobalId
  Value,   // ValueId: the place holds that value
};

/// An access path. `MaxSteps` bounds it; what lies beyond ends in Unknown.
struct Place {
  static constexpr unsigned MaxSteps = 12;
  BaseKind Base = BaseKind::Local;
  uint32_t Index = 0;
  TypeId Type = 0; // of what the whole path denotes
  std::vector<Step> Steps;

  /// The field that the path ends in, or in a base part of which: what an
  /// atomic object of the library is called on. Null if it ends otherwise.
  const Step *field() const {
    size_t N = Steps.size();
    while (N && Steps[N - 1].Kind == StepKind::Base)
      --N;
    return N && Steps[N - 1].Kind == StepKind::Field ? &Steps[N - 1] : nullptr;
  }
};

enum class Op : uint8_t {
  ConstInt,   // Imm; Aux = names of the macros or enumerator it was spelled
              // with, innermost first, joined by ','
  ConstStr,   // Aux = the bytes
  ConstNull,  //
  ConstFloat, // Aux = spelling
  FuncRef,    // Aux = FuncId: the address of a function
  AddrOf,     // Aux = PlaceId
  Load,       // Aux = PlaceId
  Store,      // Aux = PlaceId; operand 0 = value; its own value is that value
  Rmw,        // Aux = PlaceId; Sub = BinOp; operand 0 = right-hand side;
              // ++x, x++, x += v; FlagReturnsOld for postfix
  Bin,        // Sub = BinOp
  Neg,
  BitNot,
  Not, // one operand
  Cmp, // Sub = CmpOp
  LAnd,
  LOr,       // two operands, the value where paths meet again
  Select,    // condition, value if true, value if false
  Cast,      // Sub = CastOp
  Call,      // Sub = CallKind; see FlagReceiver
  Closure,   // Aux = FuncId of operator(); operands = captures, in order
  Aggregate, // braced list whose target is no place; operands = elements
  Alloc,     // operator new: a fresh object of Type's pointee
  Free,      // operator delete of operand 0
  Declare,   // Aux = PlaceId of a local that comes into scope uninitialised
  EndScope,  // Aux = PlaceId of a local that leaves scope (no destructor)
  Return,    // optional operand
  Throw,     // optional operand
  Catch,     // Aux = PlaceId of the caught object or None
  Suspend,   // co_await, co_yield: others run here; operand = awaited value
  Opaque,    // not understood: Aux = AST class; operands kept
};

enum class BinOp : uint8_t {
  Add,
  Sub,
  Mul,
  Div,
  Rem,
  And,
  Or,
  Xor,
  Shl,
  Shr,
};

enum class CmpOp : uint8_t { Eq, Ne, Lt, Le, Gt, Ge, Spaceship };

enum class CastOp : uint8_t {
  Value,   // numeric and to-bool conversions
  Pointer, // bit casts, derived to base and back, qualifiers
  Decay,   // array to pointer: the operand is AddrOf of the array
};

enum class CallKind : uint8_t {
  Direct,   // Aux = FuncId
  Virtual,  // Aux = FuncId of the static callee; dispatches
  Indirect, // operand 0 is the callee value; Aux = None
};

enum InstrFlags : uint16_t {
  FlagReceiver = 1,    // call: the first operand (after an indirect callee)
                       // is the address of the receiver
  FlagCtor = 2,        // call of a constructor; receiver = new object
  FlagDtor = 4,        // call of a destructor
  FlagImplicit = 8,    // not written in the source
  FlagDiscarded = 16,  // the value is dropped by the source
  FlagReturnsOld = 32, // Rmw postfix
  FlagAtomic = 64,     // Load, Store, Rmw of an _Atomic object
  FlagVolatile = 128,  // Load, Store, Rmw of a volatile object
  FlagMacro = 256,     // comes out of a macro expansion
  FlagVoidCast = 512,  // value dropped with an explicit (void)
  FlagArrayNew = 1024, // Alloc, Free of an array
  FlagInit = 2048,     // Store that initialises, not assigns
  FlagBitField = 4096, // Load, Store, Rmw of a bit-field
};

struct Instr {
  Op Kind = Op::Opaque;
  uint8_t Sub = 0;
  uint16_t Flags = 0;
  TypeId Type = 0;
  uint32_t Aux = None;
  uint32_t OpsBegin = 0; // into Function::Operands
  uint32_t NumOps = 0;
  int64_t Imm = 0;
  Loc At;
};

enum class EdgeKind : uint8_t {
  Next, // unconditional
  True,
  False,
  Case, // Low..High of the block's condition
  Default,
  Exception, // to a handler
};

struct Edge {
  BlockId To = None;
  EdgeKind Kind = EdgeKind::Next;
  int64_t Low = 0, High = 0;
  StrId Spelling = 0; // Case: enumerator or macro names, as in ConstInt
};

struct Block {
  uint32_t Begin = 0, End = 0; // instructions [Begin, End)
  ValueId Cond = None;         // what True/False/Case edges test
  std::vector<Edge> Succs;
};

struct Param {
  StrId Name = 0;
  TypeId Type = 0;
  bool HasDefaultInt = false;
  int64_t DefaultInt = 0;
};

struct Capture {
  StrId Name = 0; // "this" for the enclosing object
  TypeId Type = 0;
  bool ByRef = false; // the captured value is an address
};

enum FunctionFlags : uint32_t {
  FuncStatic = 1, // internal linkage or static member
  FuncMethod = 2, // has a receiver
  FuncConst = 4,  // const method
  FuncCtor = 8,
  FuncDtor = 16,
  FuncVirtual = 32,
  FuncNoReturn = 64,
  FuncLambda = 128, // operator() of a closure; Captures are set
  FuncVariadic = 256,
  FuncInline = 512,
  FuncCoroutine = 1024,
  FuncSystem = 2048, // declared in a system header
  FuncNoThrow = 4096,
  FuncImplicit = 8192,   // made by the compiler (defaulted members)
  FuncSynthetic = 16384, // made by capture: initialisers of globals
  FuncSkipped = 32768,   // has a body that was not seen: unknown, not empty
  FuncOpenMP = 65536,    // outlined body of a parallel region
  FuncHidden = 131072,   // private or protected: not for everybody to call
};

/// A declared or defined function. Without blocks it is a declaration.
struct Function {
  Symbol Sym;
  StrId Name = 0;  // qualified, without template arguments; for a lambda the
                   // enclosing function's name + "::(lambda)"
  StrId Owner = 0; // record of a method
  TypeId Result = 0;
  Loc At;  // of the name
  Loc End; // of the closing brace, if defined
  uint32_t Flags = 0;
  std::vector<Param> Params;
  std::vector<Capture> Captures;
  std::vector<FuncId> Overrides;
  std::vector<Attribute> Attrs;

  std::vector<Local> Locals;
  std::vector<Place> Places;
  std::vector<Instr> Instrs;
  std::vector<ValueId> Operands;
  std::vector<Block> Blocks; // entry first, exit (empty, no successor) last

  bool defined() const { return !Blocks.empty(); }
  llvm::ArrayRef<ValueId> operands(const Instr &I) const {
    return llvm::ArrayRef(Operands).slice(I.OpsBegin, I.NumOps);
  }
};

/// What capture says about its own work.
struct CaptureInfo {
  uint64_t Expressions = 0;                       // lowered
  std::vector<std::pair<StrId, uint64_t>> Opaque; // AST class, count
  uint32_t Errors = 0;  // of the front end: the unit is partial if not 0
  StrId FirstError = 0; // "FILE:LINE:COL: error: TEXT"
};

struct Unit {
  StrId MainFile = 0;
  StrId Key = 0; // tells units apart for internal linkage: digest of main file
                 // path and command
  StrId Target = 0; // what the build makes of it, as far as the command tells:
                    // units of one target are linked together
  std::vector<std::string> Strings{std::string()};
  std::vector<Type> Types{Type()};
  std::vector<File> Files;
  std::vector<Record> Records;
  std::vector<Global> Globals;
  std::vector<Function> Functions;
  CaptureInfo Info;

  llvm::StringRef str(StrId S) const { return Strings[S]; }
};

} // namespace tocsin::ir

#endif // TOCSIN_IR_UNIT_H
