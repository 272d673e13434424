//===- TermTest.cpp - Equal values get equal numbers ----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Flow/Term.h"
#include "Flow/State.h"
#include <gtest/gtest.h>

using namespace tocsin::flow;

namespace {

TEST(Term, SameShapeIsOneNumber) {
  TermTable T;
  TermId P = T.get(TermKind::Param, 0);
  EXPECT_EQ(T.field(P, 1, 2), T.field(P, 1, 2));
  EXPECT_NE(T.field(P, 1, 2), T.field(P, 3, 2));
  EXPECT_NE(P, T.get(TermKind::Param, 1));
}

TEST(Term, FieldOfWhatWasThereIsWhatWasInTheField) {
  TermTable T;
  TermId A = T.get(TermKind::Param, 0);
  EXPECT_EQ(T.fieldOf(T.init(A), 1, 2), T.init(T.field(A, 1, 2)));
}

TEST(Term, FirstElementIsTheArray) {
  TermTable T;
  TermId A = T.get(TermKind::LocalAddr, 0);
  EXPECT_EQ(T.element(A, T.integer(0)), A);
  EXPECT_NE(T.element(A, T.integer(1)), A);
}

TEST(Term, DoubleNegationVanishes) {
  TermTable T;
  TermId P = T.get(TermKind::Param, 0);
  EXPECT_EQ(T.negate(T.negate(P)), P);
}

TEST(Term, DepthIsBounded) {
  TermTable T;
  TermId X = T.get(TermKind::Param, 0);
  for (int I = 0; I < 1000; ++I)
    X = T.get(TermKind::Bin, 0, 0, 0, {X, T.integer(1)});
  EXPECT_LT(T.size(), 200u);
}

TEST(State, WritingAnObjectForgetsItsParts) {
  TermTable T;
  State S;
  TermId Obj = T.get(TermKind::LocalAddr, 0), F = T.field(Obj, 1, 2);
  writeMemory(T, S, F, T.integer(7), 0);
  EXPECT_EQ(readMemory(T, S, F), T.integer(7));
  TermId V = T.get(TermKind::Opaque, 9);
  writeMemory(T, S, Obj, V, 0);
  EXPECT_EQ(readMemory(T, S, F), T.fieldOf(V, 1, 2));
}

TEST(State, WritingACharacterChangesTheText) {
  TermTable T;
  State S;
  TermId Buf = T.get(TermKind::LocalAddr, 0);
  TermId Text = T.get(TermKind::Str, 1), Mixed = T.get(TermKind::Opaque, 5);
  writeMemory(T, S, Buf, Text, 0);
  EXPECT_EQ(contentOf(T, S, Buf), Text);
  writeMemory(T, S, T.element(Buf, T.integer(3)), T.integer('x'), Mixed);
  EXPECT_EQ(contentOf(T, S, Buf), Mixed);
}

TEST(State, TextLeadsToItsCharacters) {
  TermTable T;
  State S;
  TermId Content = T.init(T.get(TermKind::Param, 0));
  EXPECT_EQ(contentOf(T, S, T.text(Content)), Content);
}

} // namespace
