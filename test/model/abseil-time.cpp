// PACKAGE: libabsl-dev
// FLAGS:
// ABSENT: absl::flat_hash_map::erase, absl::node_hash_map::erase
// ABSENT: absl::flat_hash_set::erase, absl::node_hash_set::erase
// ABSENT: absl::btree_map::erase, absl::btree_set::erase
// ABSENT: absl::container_internal::raw_hash_map::erase
// ABSENT: absl::container_internal::btree_set_container::erase
#include <absl/container/btree_map.h>
#include <absl/container/flat_hash_map.h>
#include <absl/time/clock.h>
#include <absl/time/time.h>

void of(absl::Time A, absl::Time B, absl::Duration D, time_t T,
        std::chrono::system_clock::time_point P,
        absl::flat_hash_map<int, int> &M, absl::btree_map<int, int> &Tree) {
  absl::Now(); // MODEL: clock.read
  absl::GetCurrentTimeNanos(); // MODEL: clock.read
  (void)(A - B); // MODEL: pure
  (void)(A + D); // MODEL: pure
  (void)(D * 2); // MODEL: pure
  (void)(D / 2); // MODEL: pure
  (void)(A < B); // MODEL: pure
  (void)(A <= B); // MODEL: pure
  (void)(A > B); // MODEL: pure
  (void)(A >= B); // MODEL: pure
  (void)(A == B); // MODEL: pure
  (void)(A != B); // MODEL: pure
  absl::ToUnixSeconds(A); // MODEL: path.same
  absl::ToUnixMillis(A); // MODEL: path.same
  absl::ToUnixMicros(A); // MODEL: path.same
  absl::ToUnixNanos(A); // MODEL: path.same
  absl::ToTimeT(A); // MODEL: path.same
  absl::FromUnixSeconds(1); // MODEL: pure
  absl::FromUnixMillis(1); // MODEL: pure
  absl::FromUnixMicros(1); // MODEL: pure
  absl::FromUnixNanos(1); // MODEL: pure
  absl::FromTimeT(T); // MODEL: pure
  absl::FromChrono(P); // MODEL: path.same
  (void)absl::ToChronoTime(A); // MODEL: path.same
  absl::ToInt64Seconds(D); // MODEL: path.same
  absl::ToInt64Milliseconds(D); // MODEL: path.same
  absl::ToDoubleSeconds(D); // MODEL: path.same
  absl::Seconds(1); // MODEL: pure
  absl::Minutes(1); // MODEL: pure
  absl::Hours(1); // MODEL: pure
  absl::Milliseconds(1); // MODEL: pure
  absl::erase_if(M, [](auto &) { return true; }); // MODEL: destroy
  M.erase(1); // MODEL: destroy
  Tree.erase(1); // MODEL: destroy
}
