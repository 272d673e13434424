//===- Traits.cpp - What the flags of a call mean -------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Decides which rules of a row hold for a call.
//
//===----------------------------------------------------------------------===//

#include "Model/Model.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace tocsin::model {

static StringRef lastComponent(StringRef Name) {
  return Name.substr(Name.rfind(':') + 1); // npos + 1 is 0
}

/// `NewOnly` in a rule fits `QIODevice::NewOnly` and the other way round; two
/// qualified names must agree.
static bool sameFlag(StringRef Rule, StringRef Spelled) {
  if (Rule == Spelled)
    return true;
  if (Rule.contains("::") && Spelled.contains("::"))
    return false;
  return lastComponent(Rule) == lastComponent(Spelled);
}

namespace {
/// One value against the flags of rules.
class Matcher {
public:
  Matcher(const Model &M, const FlagValue &V) : M(M), V(V) {}

  bool holds(const FlagRule &R) {
    if (!R.Text.empty())
      return V.Text && V.Text->find_first_of(R.Text) != StringRef::npos;
    if (!R.Begins.empty())
      return V.Text && any_of(R.Begins, [&](StringRef Word) {
               StringRef Rest = V.Text->ltrim();
               return Rest.consume_front_insensitive(Word) &&
                      (Rest.empty() || !isAlnum(Rest[0]));
             });
    if (!R.Equals.empty())
      return any_of(R.Equals, [&](StringRef F) { return equals(F); });
    if (!R.Any.empty())
      return any_of(R.Any, [&](StringRef F) { return has(F, R.Any); });
    if (!R.Has.empty())
      return all_of(R.Has, [&](StringRef F) { return has(F, R.Has); });
    if (V.Names.empty() && !V.Number)
      return false;
    return none_of(R.Not,
                   [&](StringRef F) { return has(F, R.Not) || equals(F); });
  }

private:
  bool spelled(StringRef Flag) const {
    return any_of(V.Names, [&](StringRef N) { return sameFlag(Flag, N); });
  }

  /// A spelled name that the rule or the models know: then names decide.
  bool namesSpeak(ArrayRef<std::string> Rule) const {
    return any_of(V.Names, [&](StringRef N) {
      return M.constant(N) ||
             any_of(Rule, [&](StringRef F) { return sameFlag(F, N); });
    });
  }

  bool has(StringRef Flag, ArrayRef<std::string> Rule) const {
    if (spelled(Flag))
      return true;
    if (!V.Number || namesSpeak(Rule))
      return false;
    std::optional<int64_t> Bits = M.constant(Flag);
    return Bits && *Bits != 0 && (*V.Number & *Bits) == *Bits;
  }

  bool equals(StringRef Flag) const {
    int64_t Wanted;
    if (!Flag.getAsInteger(0, Wanted))
      return V.Number == Wanted;
    if (spelled(Flag)) {
      // `A | B` spells A but is not A.
      std::optional<int64_t> Number = M.constant(Flag);
      return V.Names.size() == 1 || !V.Number || !Number || V.Number == Number;
    }
    if (!V.Number || namesSpeak({}))
      return false;
    return M.constant(Flag) == V.Number;
  }

  const Model &M;
  const FlagValue &V;
};
} // namespace

using ValueFn = function_ref<std::optional<FlagValue>(Slot)>;

static void eachHolding(const Row &R, const Model &M, ValueFn ValueOf,
                        function_ref<void(const FlagRule &)> Do) {
  for (const FlagRule &Rule : R.When) {
    std::optional<FlagValue> V = ValueOf(Rule.Arg);
    if (V && Matcher(M, *V).holds(Rule))
      Do(Rule);
  }
}

Traits traitsOf(const Row &R, const Model &M, ValueFn ValueOf) {
  Traits Result = R.Means;
  eachHolding(R, M, ValueOf,
              [&](const FlagRule &Rule) { Result |= Rule.Means; });
  return Result;
}

Properties propertiesOf(const Row &R, const Model &M, ValueFn ValueOf) {
  Properties Told = 0;
  eachHolding(R, M, ValueOf, [&](const FlagRule &Rule) { Told |= Rule.What; });
  return Told ? Told : R.What;
}

Deed deedOf(const Row &R, const Model &M, ValueFn ValueOf) {
  Deed Told = R.Does;
  eachHolding(R, M, ValueOf, [&](const FlagRule &Rule) {
    if (Rule.Does != Deed::None)
      Told = Rule.Does;
  });
  return Told;
}

} // namespace tocsin::model
