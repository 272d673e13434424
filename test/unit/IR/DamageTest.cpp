//===- DamageTest.cpp - Damaged units are refused -------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Cut off, altered and forged input gives an error or a unit that keeps every
// rule: never a crash. The checksum hides the decoder from accidents, so most
// of this goes past it by computing it anew.
//
//===----------------------------------------------------------------------===//

#include "Tools.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/xxhash.h"
#include <gtest/gtest.h>

using namespace tocsin::ir;
using namespace tocsin::ir::test;
using llvm::StringRef;

static constexpr size_t HeaderSize = 20, ChecksumSize = 8;

/// A payload with a header and checksum that fit it.
static std::string sealed(StringRef Payload) {
  std::string Bytes = binary(Unit()).substr(0, HeaderSize);
  llvm::support::endian::write64le(&Bytes[12], Payload.size());
  Bytes += Payload;
  Bytes.resize(Bytes.size() + ChecksumSize);
  llvm::support::endian::write64le(&Bytes[Bytes.size() - ChecksumSize],
                                   llvm::xxh3_64bits(Payload));
  return Bytes;
}

static std::string payload(const Unit &U) {
  std::string Bytes = binary(U);
  return Bytes.substr(HeaderSize, Bytes.size() - HeaderSize - ChecksumSize);
}

/// A valid unit with bodies, always the same.
static Unit sample(unsigned Seed = 7) {
  for (;; ++Seed) {
    std::mt19937 Random(Seed);
    Unit U = randomUnit(Random);
    size_t Instrs = 0;
    for (const Function &F : U.Functions)
      Instrs += F.Instrs.size();
    if (Instrs > 40)
      return U;
  }
}

/// What a reader lets through keeps the rules and can be written again.
static void useIfValid(llvm::Expected<Unit> U) {
  if (!U)
    return llvm::consumeError(U.takeError());
  ASSERT_EQ(llvm::toString(verify(*U)), "");
  ASSERT_EQ(difference(*U, parsed(text(*U))), "");
}

TEST(Damage, SealedPayloadIsWhatTheWriterWrites) {
  Unit U = sample();
  EXPECT_TRUE(sealed(payload(U)) == binary(U));
}

TEST(Damage, BinaryCutOffAnywhereIsRefused) {
  std::string Bytes = binary(sample());
  for (size_t N = 0; N != Bytes.size(); ++N)
    ASSERT_NE(message(fromBinary(StringRef(Bytes).take_front(N))), "") << N;
}

TEST(Damage, PayloadCutOffAnywhereIsRefused) {
  std::string Payload = payload(sample());
  for (size_t N = 0; N != Payload.size(); ++N)
    ASSERT_NE(message(fromBinary(sealed(StringRef(Payload).take_front(N)))), "")
        << N;
}

TEST(Damage, BytesAfterTheEndAreRefused) {
  EXPECT_NE(message(fromBinary(binary(Unit()) + "x")), "");
  EXPECT_NE(message(fromBinary(sealed(payload(Unit()) + '\0')))
                .find("bytes are left over"),
            std::string::npos);
}

TEST(Damage, AnyFlippedByteIsNoticed) {
  std::string Bytes = binary(sample());
  for (size_t N = 0; N != Bytes.size(); ++N) {
    std::string Bad = Bytes;
    Bad[N] ^= 0x10;
    ASSERT_NE(message(fromBinary(Bad)), "") << N;
  }
}

TEST(Damage, HeaderFaultsAreNamed) {
  std::string Bytes = binary(Unit()), Bad = Bytes;
  Bad[0] = 'X';
  EXPECT_EQ(message(fromBinary(Bad)),
            "t.unit: error: this is no unit, it does not start with "
            "'TOCSIN-U'; capture the unit again");
  Bad = Bytes;
  Bad[8] = 4;
  EXPECT_EQ(message(fromBinary(Bad)),
            "t.unit: error: this is version 4 of the form, expected 3; capture "
            "the unit again");
  EXPECT_EQ(message(fromBinary(StringRef(Bytes).take_front(12))),
            "t.unit: error: the unit is cut off in its header; capture the "
            "unit again");
  Bad = Bytes;
  Bad.back() ^= 1;
  EXPECT_EQ(message(fromBinary(Bad)),
            "t.unit: error: the unit is damaged, its checksum differs; capture "
            "the unit again");
}

TEST(Damage, LongTablesAreNotBelieved) {
  // A count of 2^63 strings, functions by the same token: the memory asked for
  // is bounded by the bytes that are left.
  std::string Huge(9, '\xff');
  Huge += '\0';
  EXPECT_NE(message(fromBinary(sealed(Huge))), "");
  std::string Overlong(11, '\x80');
  EXPECT_NE(message(fromBinary(sealed(Overlong))), "");
}

TEST(Damage, FlippedBytesOfThePayloadDoNoHarm) {
  std::mt19937 Random(1);
  unsigned Refused = 0;
  constexpr unsigned Rounds = 20000;
  std::vector<std::string> Payloads;
  for (unsigned Seed = 0; Seed != 20; ++Seed)
    Payloads.push_back(payload(sample(Seed * 50)));
  for (unsigned Round = 0; Round != Rounds; ++Round) {
    std::string Bad = Payloads[Round % Payloads.size()];
    for (unsigned Flips = 1 + Random() % 3; Flips; --Flips)
      Bad[Random() % Bad.size()] = char(Random());
    std::string Bytes = sealed(Bad);
    llvm::Expected<Unit> U = fromBinary(Bytes);
    if (!U)
      ++Refused;
    useIfValid(std::move(U));
    if (HasFatalFailure())
      return;
  }
  // Most flips hit strings and numbers that may be anything; a fair share must
  // be seen.
  EXPECT_GT(Refused, Rounds / 10);
}

TEST(Damage, TextCutOffAnywhereIsRefused) {
  std::string Text = text(sample());
  ASSERT_EQ(StringRef(Text).take_back(4), "end\n");
  for (size_t N = 0; N != Text.size() - 1; ++N)
    ASSERT_NE(message(fromText(StringRef(Text).take_front(N))), "") << N;
}

TEST(Damage, FlippedBytesOfTheTextDoNoHarm) {
  std::mt19937 Random(2);
  std::vector<std::string> Texts;
  for (unsigned Seed = 0; Seed != 20; ++Seed)
    Texts.push_back(text(sample(Seed * 50)));
  for (unsigned Round = 0; Round != 20000; ++Round) {
    std::string Bad = Texts[Round % Texts.size()];
    for (unsigned Flips = 1 + Random() % 3; Flips; --Flips) {
      // Half of the time a byte of the text itself, which gets further.
      char New = Random() % 2 ? Bad[Random() % Bad.size()] : char(Random());
      Bad[Random() % Bad.size()] = New;
    }
    useIfValid(fromText(Bad));
    if (HasFatalFailure())
      return;
  }
}

TEST(Damage, ErrorsOfTextNameTheirPlace) {
  std::string Text = text(sample());
  std::mt19937 Random(3);
  for (unsigned Round = 0; Round != 2000; ++Round) {
    std::string Bad = Text;
    Bad[Random() % Bad.size()] = '$';
    std::string Says = message(fromText(Bad));
    if (Says.empty())
      continue; // within a string
    unsigned Line = 0, Col = 0;
    ASSERT_EQ(sscanf(Says.c_str(), "t.ir:%u:%u: error: ", &Line, &Col), 2)
        << Says;
    ASSERT_GE(Line, 1u);
    ASSERT_GE(Col, 1u);
  }
}
