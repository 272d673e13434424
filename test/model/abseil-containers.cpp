// PACKAGE: libabsl-dev
// FLAGS:
#include <absl/container/btree_map.h>
#include <absl/container/btree_set.h>
#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>
#include <absl/container/inlined_vector.h>
#include <absl/container/node_hash_map.h>
#include <absl/container/node_hash_set.h>

void of(absl::flat_hash_map<int, int> &M) {
  M.size(); // MODEL: memory.read
  M.empty(); // MODEL: memory.read
  M.count(1); // MODEL: memory.read
  M.contains(1); // MODEL: memory.read
  M.find(1); // MODEL: memory.read
  M.begin(); // MODEL: memory.read
  M.end(); // MODEL: memory.read
  M.equal_range(1); // MODEL: memory.read
  M.clear(); // MODEL: memory.write
  M.reserve(9); // MODEL: memory.write
  M.rehash(9); // MODEL: memory.write
  M.swap(M); // MODEL: memory.write
  M.merge(M); // MODEL: memory.write
  M.erase(1); // MODEL: memory.write
  M.extract(1); // MODEL: memory.write
  M = M; // MODEL: memory.write
  M.emplace(1, 2); // MODEL: memory.write
  M.insert({1, 2}); // MODEL: memory.write
  M.at(1); // MODEL: memory.read
  M[1]; // MODEL: memory.write
  M.try_emplace(1, 2); // MODEL: memory.write
  M.insert_or_assign(1, 2); // MODEL: memory.write
  auto I = M.begin(); // MODEL: memory.read
  M.erase(I); // MODEL: memory.write
  auto C = M.cbegin();
  M.erase(C); // MODEL: memory.write
  M.extract(C); // MODEL: memory.write
}

void of(absl::flat_hash_set<int> &M) {
  M.size(); // MODEL: memory.read
  M.empty(); // MODEL: memory.read
  M.count(1); // MODEL: memory.read
  M.contains(1); // MODEL: memory.read
  M.find(1); // MODEL: memory.read
  M.begin(); // MODEL: memory.read
  M.end(); // MODEL: memory.read
  M.equal_range(1); // MODEL: memory.read
  M.clear(); // MODEL: memory.write
  M.reserve(9); // MODEL: memory.write
  M.rehash(9); // MODEL: memory.write
  M.swap(M); // MODEL: memory.write
  M.merge(M); // MODEL: memory.write
  M.erase(1); // MODEL: memory.write
  M.extract(1); // MODEL: memory.write
  M = M; // MODEL: memory.write
  M.emplace(1); // MODEL: memory.write
  M.insert(1); // MODEL: memory.write
  auto I = M.begin(); // MODEL: memory.read
  M.erase(I); // MODEL: memory.write
  auto C = M.cbegin();
  M.erase(C); // MODEL: memory.write
  M.extract(C); // MODEL: memory.write
}

void of(absl::node_hash_map<int, int> &M) {
  M.size(); // MODEL: memory.read
  M.empty(); // MODEL: memory.read
  M.count(1); // MODEL: memory.read
  M.contains(1); // MODEL: memory.read
  M.find(1); // MODEL: memory.read
  M.begin(); // MODEL: memory.read
  M.end(); // MODEL: memory.read
  M.equal_range(1); // MODEL: memory.read
  M.clear(); // MODEL: memory.write
  M.reserve(9); // MODEL: memory.write
  M.rehash(9); // MODEL: memory.write
  M.swap(M); // MODEL: memory.write
  M.merge(M); // MODEL: memory.write
  M.erase(1); // MODEL: memory.write
  M.extract(1); // MODEL: memory.write
  M = M; // MODEL: memory.write
  M.emplace(1, 2); // MODEL: memory.write
  M.insert({1, 2}); // MODEL: memory.write
  M.at(1); // MODEL: memory.read
  M[1]; // MODEL: memory.write
  M.try_emplace(1, 2); // MODEL: memory.write
  M.insert_or_assign(1, 2); // MODEL: memory.write
  auto I = M.begin(); // MODEL: memory.read
  M.erase(I); // MODEL: memory.write
  auto C = M.cbegin();
  M.erase(C); // MODEL: memory.write
  M.extract(C); // MODEL: memory.write
}

void of(absl::node_hash_set<int> &M) {
  M.size(); // MODEL: memory.read
  M.empty(); // MODEL: memory.read
  M.count(1); // MODEL: memory.read
  M.contains(1); // MODEL: memory.read
  M.find(1); // MODEL: memory.read
  M.begin(); // MODEL: memory.read
  M.end(); // MODEL: memory.read
  M.equal_range(1); // MODEL: memory.read
  M.clear(); // MODEL: memory.write
  M.reserve(9); // MODEL: memory.write
  M.rehash(9); // MODEL: memory.write
  M.swap(M); // MODEL: memory.write
  M.merge(M); // MODEL: memory.write
  M.erase(1); // MODEL: memory.write
  M.extract(1); // MODEL: memory.write
  M = M; // MODEL: memory.write
  M.emplace(1); // MODEL: memory.write
  M.insert(1); // MODEL: memory.write
  auto I = M.begin(); // MODEL: memory.read
  M.erase(I); // MODEL: memory.write
  auto C = M.cbegin();
  M.erase(C); // MODEL: memory.write
  M.extract(C); // MODEL: memory.write
}

void of(absl::btree_map<int, int> &M) {
  M.size(); // MODEL: memory.read
  M.empty(); // MODEL: memory.read
  M.count(1); // MODEL: memory.read
  M.contains(1); // MODEL: memory.read
  M.find(1); // MODEL: memory.read
  M.begin(); // MODEL: memory.read
  M.end(); // MODEL: memory.read
  M.equal_range(1); // MODEL: memory.read
  M.clear(); // MODEL: memory.write
  M.swap(M); // MODEL: memory.write
  M.merge(M); // MODEL: memory.write
  M.erase(1); // MODEL: memory.write
  M.extract(1); // MODEL: memory.write
  M = M; // MODEL: memory.write
  M.emplace(1, 2); // MODEL: memory.write
  M.insert({1, 2}); // MODEL: memory.write
  M.at(1); // MODEL: memory.read
  M[1]; // MODEL: memory.write
  M.try_emplace(1, 2); // MODEL: memory.write
  M.insert_or_assign(1, 2); // MODEL: memory.write
  auto I = M.begin(); // MODEL: memory.read
  M.erase(I); // MODEL: memory.write
  auto C = M.cbegin();
  M.erase(C); // MODEL: memory.write
  M.extract(C); // MODEL: memory.write
  M.rbegin(); // MODEL: memory.read
  M.rend(); // MODEL: memory.read
  M.lower_bound(1); // MODEL: memory.read
  M.upper_bound(1); // MODEL: memory.read
}

void of(absl::btree_set<int> &M) {
  M.size(); // MODEL: memory.read
  M.empty(); // MODEL: memory.read
  M.count(1); // MODEL: memory.read
  M.contains(1); // MODEL: memory.read
  M.find(1); // MODEL: memory.read
  M.begin(); // MODEL: memory.read
  M.end(); // MODEL: memory.read
  M.equal_range(1); // MODEL: memory.read
  M.clear(); // MODEL: memory.write
  M.swap(M); // MODEL: memory.write
  M.merge(M); // MODEL: memory.write
  M.erase(1); // MODEL: memory.write
  M.extract(1); // MODEL: memory.write
  M = M; // MODEL: memory.write
  M.emplace(1); // MODEL: memory.write
  M.insert(1); // MODEL: memory.write
  auto I = M.begin(); // MODEL: memory.read
  M.erase(I); // MODEL: memory.write
  auto C = M.cbegin();
  M.erase(C); // MODEL: memory.write
  M.extract(C); // MODEL: memory.write
  M.rbegin(); // MODEL: memory.read
  M.rend(); // MODEL: memory.read
  M.lower_bound(1); // MODEL: memory.read
  M.upper_bound(1); // MODEL: memory.read
}

void of(absl::InlinedVector<int, 4> &V) {
  V.size(); // MODEL: memory.read
  V.empty(); // MODEL: memory.read
  V.at(0); // MODEL: memory.read
  V[0]; // MODEL: memory.read
  V.front(); // MODEL: memory.read
  V.back(); // MODEL: memory.read
  V.end(); // MODEL: memory.read
  auto I = V.begin(); // MODEL: memory.read
  V.push_back(1); // MODEL: memory.write
  V.emplace_back(1); // MODEL: memory.write
  V.pop_back(); // MODEL: memory.write
  V.clear(); // MODEL: memory.write
  V.resize(2); // MODEL: memory.write
  V.insert(I, 1); // MODEL: memory.write
  V.emplace(I, 1); // MODEL: memory.write
  V.erase(I); // MODEL: memory.write
  V.assign(1, 2); // MODEL: memory.write
  V.reserve(9); // MODEL: memory.write
  V.swap(V); // MODEL: memory.write
  V = V; // MODEL: memory.write
}
