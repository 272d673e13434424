//===- MergedLockTest.cpp - One lock taken by several acquisitions --------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tools.h"

using namespace tocsin;
using namespace tocsin::test;

namespace {

TEST(MergedLock, IsHeldAndNamesNoAcquisition) {
  // if (n) lock(m); else lock(m);  access(p); unlink(p);
  unsigned Held = 0;
  inspect(R"(
    func @pthread_mutex_lock(m: ptr<void>) -> int [system]
    func @f(p: ptr<const char>, m: ptr<void>, n: int) {
      %m = load m
      %n = load n
      %p = load p
      -> %n ? true one, false two
    one:
      call @pthread_mutex_lock(%m)
      -> go
    two:
      call @pthread_mutex_lock(%m)
      -> go
    go:
      %z = const 0
      %r = call @access(%p, %z)
      call @unlink(%p)
    })",
          [&](flow::FunctionFlow &W, link::Program &) {
            flow::EventId A = lastUse(W);
            ASSERT_NE(A, flow::NoEvent);
            for (const flow::Protection &H : W.heldAt(A)) {
              ++Held;
              EXPECT_EQ(W.acquisition(H), nullptr);
            }
          });
  EXPECT_EQ(Held, 1u);
}

} // namespace
