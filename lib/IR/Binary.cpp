//===- Binary.cpp - The binary form of a unit -----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// File:     "TOCSIN-U", version (4 bytes), length of payload (8), payload,
//           xxh3 of the payload (8); fixed numbers are little endian.
// Payload:  the tables of Unit in the order of `fields` below, which is both
//           writer and reader, so that the two cannot disagree.
// Numbers:  LEB128; signed ones zigzag; an index that may be None plus one; an
//           operand as its distance to the user; a location as the distance to
//           the one before it.
//
// What an instruction's shape fixes (Spelling.cpp) is not written at all.
//
//===----------------------------------------------------------------------===//

#include "IR/Forms.h"
#include "IR/Spelling.h"
#include "IR/Verify.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/xxhash.h"
#include <limits>
#include <type_traits>

using llvm::ArrayRef;
using llvm::StringRef;
using llvm::Twine;

namespace tocsin::ir {

static constexpr StringRef Magic = "TOCSIN-U";
static constexpr size_t HeaderSize = 8 + 4 + 8;
static constexpr size_t ChecksumSize = 8;

static uint64_t zigzag(int64_t N) {
  return (uint64_t(N) << 1) ^ uint64_t(N >> 63);
}
static int64_t unzigzag(uint64_t N) {
  return int64_t((N >> 1) ^ (~(N & 1) + 1));
}

namespace {

/// Numbers to bytes.
class Encoder {
public:
  static constexpr bool Reading = false;
  template <class T> using Ref = const T &;

  llvm::SmallVector<char, 0> Out;

  void number(uint64_t N) {
    for (; N >= 0x80; N >>= 7)
      Out.push_back(char(N | 0x80));
    Out.push_back(char(N));
  }
  template <class T> void operator()(T N) { number(uint64_t(N)); }
  void signedNumber(int64_t N) { number(zigzag(N)); }
  void bytes(const std::string &S) {
    number(S.size());
    Out.append(S.begin(), S.end());
  }
  template <class T, class Fn>
  void table(const std::vector<T> &Table, size_t, Fn Each) {
    number(Table.size());
    for (const T &E : Table)
      Each(E);
  }

  Loc Last{0, 0, 0};
};

/// Bytes to numbers. After the first fault every number is 0 and every table
/// ends.
class Decoder {
public:
  static constexpr bool Reading = true;
  template <class T> using Ref = T &;

  explicit Decoder(StringRef Bytes)
      : At(Bytes.bytes_begin()), End(Bytes.bytes_end()) {}

  uint64_t number() {
    if (At != End && *At < 0x80) // nearly always
      return *At++;
    uint64_t N = 0;
    for (unsigned Shift = 0; At != End; Shift += 7) {
      uint8_t Byte = *At++;
      // The tenth byte holds one bit only.
      if (Shift == 63 && Byte > 1)
        break;
      N |= uint64_t(Byte & 0x7f) << Shift;
      if (Byte < 0x80)
        return N;
    }
    fail();
    return 0;
  }
  template <class T> void operator()(T &Out) {
    uint64_t N = number();
    if constexpr (std::is_same_v<T, bool>) {
      if (N > 1)
        fail();
    } else if constexpr (std::is_enum_v<T>) {
      if (N > std::numeric_limits<std::underlying_type_t<T>>::max())
        fail();
    } else if (N > std::numeric_limits<T>::max()) {
      fail();
    }
    Out = T(N);
  }
  void signedNumber(int64_t &Out) { Out = unzigzag(number()); }
  void bytes(std::string &Out) {
    uint64_t N = number();
    if (N > left())
      return fail();
    Out.assign(reinterpret_cast<const char *>(At), N);
    At += N;
  }
  /// `Least` is what one entry takes at least, so that a short input cannot ask
  /// for a long table.
  template <class T, class Fn>
  void table(std::vector<T> &Out, size_t Least, Fn Each) {
    uint64_t N = number();
    if (N > left() / Least)
      return fail();
    Out.reserve(Out.size() + N);
    while (N-- && !Failed)
      Each(Out.emplace_back());
  }

  size_t left() const { return End - At; }
  bool failed() const { return Failed; }
  void fail() {
    Failed = true;
    At = End;
  }

  Loc Last{0, 0, 0};

private:
  const uint8_t *At, *End;
  bool Failed = false;
};

} // namespace

/// `const T &` for the encoder, `T &` for the decoder.
template <class C, class T> using Ref = typename C::template Ref<T>;

/// An index or None.
template <class C> static void maybe(C &Code, Ref<C, uint32_t> Index) {
  uint32_t Shifted = 0;
  if constexpr (C::Reading) {
    Code(Shifted);
    Index = Shifted - 1;
  } else {
    Shifted = Index + 1;
    Code(Shifted);
  }
}

/// 0 for no location, else the distance to the last one and whether the file
/// changes.
template <class C> static void location(C &Code, Ref<C, Loc> L) {
  if constexpr (C::Reading) {
    uint64_t Head = Code.number();
    L = Loc();
    if (!Head)
      return;
    uint64_t Line = Code.Last.Line + uint64_t(unzigzag((Head - 1) >> 1));
    if (Line > None)
      return Code.fail();
    L.File = Code.Last.File;
    L.Line = uint32_t(Line);
    if ((Head - 1) & 1)
      maybe(Code, L.File);
    Code(L.Col);
    Code.Last = L;
  } else {
    if (L == Loc())
      return Code.number(0);
    bool NewFile = L.File != Code.Last.File;
    Code.number(1 + (zigzag(int64_t(L.Line) - Code.Last.Line) << 1 | NewFile));
    if (NewFile)
      maybe(Code, L.File);
    Code(L.Col);
    Code.Last = L;
  }
}

/// A value, written as the distance to the instruction that uses it.
template <class C>
static void operand(C &Code, Ref<C, ValueId> Value, ValueId User) {
  if constexpr (C::Reading) {
    uint64_t V = User - uint64_t(unzigzag(Code.number()));
    if (V >= None)
      return Code.fail();
    Value = ValueId(V);
  } else {
    Code.number(zigzag(int64_t(User) - int64_t(Value)));
  }
}

template <class C> static void fields(C &Code, Ref<C, Type> T) {
  Code(T.Kind);
  Code(T.Quals);
  Code(T.Bits);
  Code(T.Name);
  Code(T.Sugar);
  Code(T.Pointee);
}

template <class C> static void fields(C &Code, Ref<C, File> F) {
  Code(F.Path);
  Code(F.Digest);
  Code(F.System);
  Code(F.Main);
}

template <class C>
static void attributes(C &Code, Ref<C, std::vector<Attribute>> Attrs) {
  Code.table(Attrs, 2, [&](Ref<C, Attribute> A) {
    Code(A.Name);
    Code(A.Text);
  });
}

template <class C> static void fields(C &Code, Ref<C, Record> R) {
  Code(R.Name);
  location(Code, R.At);
  Code(R.Union);
  Code.table(R.Bases, 1, [&](Ref<C, StrId> B) { Code(B); });
  Code.table(R.Fields, 3, [&](Ref<C, Field> F) {
    Code(F.Name);
    Code(F.Type);
    attributes(Code, F.Attrs);
  });
  attributes(Code, R.Attrs);
}

template <class C> static void fields(C &Code, Ref<C, Global> G) {
  Code(G.Sym.USR);
  Code(G.Sym.Internal);
  Code(G.Name);
  Code(G.Type);
  location(Code, G.At);
  Code(G.Flags);
  attributes(Code, G.Attrs);
}

template <class C> static void fields(C &Code, Ref<C, Param> P) {
  Code(P.Name);
  Code(P.Type);
  Code(P.HasDefaultInt);
  if (P.HasDefaultInt)
    Code.signedNumber(P.DefaultInt);
}

template <class C> static void fields(C &Code, Ref<C, Capture> X) {
  Code(X.Name);
  Code(X.Type);
  Code(X.ByRef);
}

template <class C> static void fields(C &Code, Ref<C, Local> L) {
  Code(L.Name);
  Code(L.Type);
  location(Code, L.At);
  Code(L.Temporary);
  Code(L.Iteration);
}

template <class C> static void fields(C &Code, Ref<C, Place> P) {
  Code(P.Base);
  Code(P.Index);
  Code(P.Type);
  Code.table(P.Steps, 1, [&](Ref<C, Step> S) {
    Code(S.Kind);
    if (S.Kind == StepKind::Field)
      Code(S.Name);
    if (S.Kind == StepKind::Field || S.Kind == StepKind::Base)
      Code(S.Owner);
    if (S.Kind == StepKind::Elem)
      maybe(Code, S.Index);
  });
}

template <class C> static void fields(C &Code, Ref<C, Edge> E) {
  Code(E.To);
  Code(E.Kind);
  if (E.Kind != EdgeKind::Case)
    return;
  Code.signedNumber(E.Low);
  Code.signedNumber(E.High);
  Code(E.Spelling);
}

template <class C>
static void instruction(C &Code, Ref<C, Function> F, ValueId User,
                        Ref<C, Instr> I) {
  Code(I.Kind);
  if constexpr (C::Reading)
    if (unsigned(I.Kind) >= NumOps)
      return Code.fail();
  const OpShape &Shape = shapeOf(I.Kind);
  if (!Shape.Subs.empty())
    Code(I.Sub);
  Code(I.Flags);
  Code(I.Type);
  if (Shape.Aux != AuxKind::None)
    maybe(Code, I.Aux);
  if (I.Kind == Op::ConstInt)
    Code.signedNumber(I.Imm);
  if constexpr (C::Reading) {
    I.OpsBegin = F.Operands.size();
    I.NumOps = Shape.MinOps;
  }
  if (Shape.MinOps != Shape.MaxOps)
    Code(I.NumOps);
  if constexpr (C::Reading) {
    if (I.NumOps > Code.left())
      return Code.fail();
    for (uint32_t N = 0; N != I.NumOps; ++N)
      operand(Code, F.Operands.emplace_back(), User);
  } else {
    for (ValueId V : F.operands(I))
      operand(Code, V, User);
  }
  location(Code, I.At);
}

template <class C> static void fields(C &Code, Ref<C, Function> F) {
  Code(F.Sym.USR);
  Code(F.Sym.Internal);
  Code(F.Name);
  Code(F.Owner);
  Code(F.Result);
  location(Code, F.At);
  location(Code, F.End);
  Code(F.Flags);
  Code.table(F.Params, 3, [&](Ref<C, Param> P) { fields(Code, P); });
  Code.table(F.Captures, 3, [&](Ref<C, Capture> X) { fields(Code, X); });
  Code.table(F.Overrides, 1, [&](Ref<C, FuncId> O) { Code(O); });
  attributes(Code, F.Attrs);
  Code.table(F.Locals, 4, [&](Ref<C, Local> L) { fields(Code, L); });
  Code.table(F.Places, 4, [&](Ref<C, Place> P) { fields(Code, P); });
  ValueId User = 0;
  Code.table(F.Instrs, 4,
             [&](Ref<C, Instr> I) { instruction<C>(Code, F, User++, I); });
  uint32_t Begin = 0;
  Code.table(F.Blocks, 3, [&](Ref<C, Block> B) {
    uint32_t Size = B.End - B.Begin;
    Code(Size);
    if constexpr (C::Reading) {
      B.Begin = Begin;
      B.End = Begin += Size;
    }
    maybe(Code, B.Cond);
    Code.table(B.Succs, 2, [&](Ref<C, Edge> E) { fields(Code, E); });
  });
}

template <class C> static void fields(C &Code, Ref<C, Unit> U) {
  Code.table(U.Strings, 1, [&](Ref<C, std::string> S) { Code.bytes(S); });
  Code.table(U.Types, 6, [&](Ref<C, Type> T) { fields(Code, T); });
  Code(U.MainFile);
  Code(U.Key);
  Code(U.Target);
  Code.table(U.Files, 4, [&](Ref<C, File> F) { fields(Code, F); });
  Code.table(U.Records, 6, [&](Ref<C, Record> R) { fields(Code, R); });
  Code.table(U.Globals, 7, [&](Ref<C, Global> G) { fields(Code, G); });
  Code.table(U.Functions, 16, [&](Ref<C, Function> F) { fields(Code, F); });
  Code(U.Info.Expressions);
  using Count = std::pair<StrId, uint64_t>;
  Code.table(U.Info.Opaque, 2, [&](Ref<C, Count> X) {
    Code(X.first);
    Code(X.second);
  });
  Code(U.Info.Errors);
  Code(U.Info.FirstError);
}

void writeBinary(const Unit &U, llvm::raw_ostream &OS) {
  assert(!findFault(U) && "only a verified unit has a binary form");
  Encoder Code;
  fields(Code, U);
  StringRef Payload(Code.Out.data(), Code.Out.size());
  char Header[HeaderSize], Checksum[ChecksumSize];
  llvm::copy(Magic, Header);
  llvm::support::endian::write32le(Header + 8, FormatVersion);
  llvm::support::endian::write64le(Header + 12, Payload.size());
  llvm::support::endian::write64le(Checksum, llvm::xxh3_64bits(Payload));
  OS.write(Header, sizeof Header);
  OS << Payload;
  OS.write(Checksum, sizeof Checksum);
}

std::vector<StringRef> splitBinary(StringRef Bytes) {
  std::vector<StringRef> Pieces;
  do {
    uint64_t Size = Bytes.size();
    if (Bytes.starts_with(Magic) && Size >= HeaderSize + ChecksumSize) {
      uint64_t Length = llvm::support::endian::read64le(Bytes.data() + 12);
      if (Length < Size - HeaderSize - ChecksumSize)
        Size = HeaderSize + Length + ChecksumSize;
    }
    Pieces.push_back(Bytes.take_front(Size));
    Bytes = Bytes.drop_front(Size);
  } while (!Bytes.empty());
  return Pieces;
}

llvm::Expected<Unit> readBinary(llvm::MemoryBufferRef Buffer) {
  StringRef Bytes = Buffer.getBuffer();
  auto Refuse = [&](const Twine &Why) {
    return llvm::createStringError(Buffer.getBufferIdentifier() + ": error: " +
                                   Why + "; capture the unit again");
  };
  if (!Bytes.starts_with(Magic))
    return Refuse("this is no unit, it does not start with '" + Magic + "'");
  if (Bytes.size() < HeaderSize + ChecksumSize)
    return Refuse("the unit is cut off in its header");
  uint32_t Version = llvm::support::endian::read32le(Bytes.data() + 8);
  if (Version != FormatVersion)
    return Refuse("this is version " + Twine(Version) +
                  " of the form, expected " + Twine(FormatVersion));
  uint64_t Length = llvm::support::endian::read64le(Bytes.data() + 12);
  if (Length != Bytes.size() - HeaderSize - ChecksumSize)
    return Refuse("the unit says that it has " + Twine(Length) +
                  " bytes, but there are " +
                  Twine(Bytes.size() - HeaderSize - ChecksumSize));
  StringRef Payload = Bytes.substr(HeaderSize, Length);
  if (llvm::xxh3_64bits(Payload) !=
      llvm::support::endian::read64le(Payload.end()))
    return Refuse("the unit is damaged, its checksum differs");

  Unit U;
  U.Strings.clear();
  U.Types.clear();
  Decoder Code(Payload);
  fields(Code, U);
  if (Code.failed())
    return Refuse("the unit is damaged, a table is cut off or a number is out "
                  "of range");
  if (Code.left())
    return Refuse("the unit is damaged, bytes are left over");
  if (std::optional<Fault> Fault = findFault(U))
    return Refuse("the unit is faulty: " + Fault->Text);
  return U;
}

} // namespace tocsin::ir
