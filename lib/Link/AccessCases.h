//===- AccessCases.h - Questions about single accesses ----------*- C++ -*-===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What sets an access apart that looks like part of a lost update: questions
// that one function's finished analysis answers by itself.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_LINK_ACCESSCASES_H
#define TOCSIN_LINK_ACCESSCASES_H

#include "Link/Shared.h"

namespace tocsin::link {

/// Whether two ways lead to different objects, as far as one function tells.
bool areApart(const flow::TermTable &T, flow::TermId A, flow::TermId B);

/// Whether the way to an address goes over an object, be it by pointers.
bool leadsTo(const flow::TermTable &T, flow::TermId Address,
             flow::TermId Object);

/// Whether the act's function gets from one block to another past some.
bool getsPast(const ir::Function &F, ir::BlockId From, ir::BlockId To,
              llvm::ArrayRef<ir::BlockId> Past);

/// Whether a look after an update is none about that update: it waits for
/// others, turn by turn, or is the first look of a loop's next turn.
bool looksAnew(flow::FunctionFlow &W, const flow::Access &Update,
               const flow::Access &Look);

/// Whether what one block needs to run is what another must not have: `if (f)
/// read(); ... if (!f) write();`.
/// Whether a branch that decides about a write asks which is greater, what was
/// read of the cell or something else.
bool decidesByOrder(flow::FunctionFlow &W, const flow::Access &A);

/// Whether an access puts something into a container, at its far end, or takes
/// one element out by its place.
void noteEnds(flow::FunctionFlow &W, const flow::Access &A, AccessFact &F);

/// Whether both are of an element that the loop chooses anew in each turn, and
/// the act comes after the read only in another turn.
bool areOfOtherTurns(flow::FunctionFlow &W, const flow::Access &Read,
                     const flow::Access &Act);

/// Whether the lock of both is kept from the look to the act in each turn of a
/// loop that takes it anew. On a way past the look, the act rests on what other
/// turns have seen only in that they went on.
bool isKeptThisTurn(flow::FunctionFlow &W, flow::AccessId Read,
                    const flow::Access &Act, bool Pointer = false);

/// Whether a read decided on the act only in an earlier turn of a loop: each
/// branch that rests on it comes before the next turn's read.
bool decidesNextTurn(flow::FunctionFlow &W, const flow::Access &Act,
                     flow::AccessId Read);

bool areExclusive(flow::FunctionFlow &W, ir::BlockId A, ir::BlockId B);

/// Whether a store is only left out where it would change nothing.
bool savesStore(flow::FunctionFlow &W, const flow::Access &A,
                flow::AccessId Read, flow::AccessId Id);

/// Whether a wait was begun because of the read, and on some way from there to
/// the act nobody looks again: who was woken first may have been served.
bool waitsOnce(flow::FunctionFlow &W, flow::AccessId Read,
               const flow::Access &Act);

/// Whether a constant is written last of all that is done because of what stood
/// there: what others put there meanwhile is taken for done.
bool comesBehind(flow::FunctionFlow &W, flow::AccessId Id);

/// What the parameters have to be for a block to run: each a condition of its
/// own, none of them one of several ways.
llvm::SmallVector<ParamIs, 0> needsOf(flow::FunctionFlow &W, ir::BlockId B);

/// What is done beside a write to an atomic object, and instead of it.
void noteSurroundings(flow::FunctionFlow &W, flow::AccessId Id, AccessFact &F);

/// Whether a constant is stored to claim what was found free, and whether it
/// has a reason of its own.
void noteClaim(flow::FunctionFlow &W, flow::AccessId Id, AccessFact &F);

/// Whether a value is put together in its place: a constant was stored there
/// before, with no lock since, and no call but for numbers. That store is what
/// others see.
bool buildsUp(flow::FunctionFlow &W, const flow::Access &A);

/// Whether a callee that changes a container, or a figure by what it finds in
/// one, has looked for it by itself under its lock: a key says what to look
/// for.
bool looksUpItself(flow::FunctionFlow &W, const flow::Access &A);

/// What comes first of what is done because of a value that was read: a call,
/// a store, a delete. Nothing where it only tells what is returned.
flow::SourceAt actAfter(flow::FunctionFlow &W, flow::AccessId Read);

} // namespace tocsin::link

#endif // TOCSIN_LINK_ACCESSCASES_H
