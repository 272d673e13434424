// PACKAGE: libstdc++-12-dev
// ABSENT: std::move_only_function::operator()
// FLAGS:
#include <any>
#include <array>
#include <bitset>
#include <deque>
#include <forward_list>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <set>
#include <stack>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>
// ABSENT: std::operator!=, std::shared_ptr::get
// ABSENT: std::shared_ptr::operator bool, std::shared_ptr::operator*
// ABSENT: std::shared_ptr::operator->, std::shared_ptr::reset
// ABSENT: std::shared_ptr::swap, std::weak_ptr::reset

void of(std::vector<int> &X, std::vector<int> &Other) {
  auto I = X.begin(); // MODEL: memory.read
  X.size(); // MODEL: memory.read
  X.empty(); // MODEL: memory.read
  X.capacity(); // MODEL: memory.read
  X.begin(); // MODEL: memory.read
  X.end(); // MODEL: memory.read
  X.rbegin(); // MODEL: memory.read
  X.rend(); // MODEL: memory.read
  X.front(); // MODEL: memory.read
  X.back(); // MODEL: memory.read
  X.at(1); // MODEL: memory.read
  X[1]; // MODEL: memory.read
  X.push_back(1); // MODEL: memory.write
  X.emplace_back(1); // MODEL: memory.write
  X.pop_back(); // MODEL: memory.write
  X.clear(); // MODEL: memory.write
  X.resize(2); // MODEL: memory.write
  X.assign(2, 1); // MODEL: memory.write
  X.insert(I, 1); // MODEL: memory.write
  X.emplace(I, 1); // MODEL: memory.write
  X.erase(I); // MODEL: memory.write
  X.swap(X); // MODEL: memory.write
  X.reserve(9); // MODEL: memory.write
  X.shrink_to_fit(); // MODEL: memory.write
  X = Other; // MODEL: memory.write
}

void of(std::deque<int> &X, std::deque<int> &Other) {
  auto I = X.begin(); // MODEL: memory.read
  X.size(); // MODEL: memory.read
  X.empty(); // MODEL: memory.read
  X.begin(); // MODEL: memory.read
  X.end(); // MODEL: memory.read
  X.rbegin(); // MODEL: memory.read
  X.rend(); // MODEL: memory.read
  X.front(); // MODEL: memory.read
  X.back(); // MODEL: memory.read
  X.at(1); // MODEL: memory.read
  X[1]; // MODEL: memory.read
  X.push_back(1); // MODEL: memory.write
  X.emplace_back(1); // MODEL: memory.write
  X.pop_back(); // MODEL: memory.write
  X.push_front(1); // MODEL: memory.write
  X.emplace_front(1); // MODEL: memory.write
  X.pop_front(); // MODEL: memory.write
  X.clear(); // MODEL: memory.write
  X.resize(2); // MODEL: memory.write
  X.assign(2, 1); // MODEL: memory.write
  X.insert(I, 1); // MODEL: memory.write
  X.emplace(I, 1); // MODEL: memory.write
  X.erase(I); // MODEL: memory.write
  X.swap(X); // MODEL: memory.write
  X.shrink_to_fit(); // MODEL: memory.write
  X = Other; // MODEL: memory.write
}

void of(std::list<int> &X, std::list<int> &Other) {
  auto I = X.begin(); // MODEL: memory.read
  X.size(); // MODEL: memory.read
  X.empty(); // MODEL: memory.read
  X.begin(); // MODEL: memory.read
  X.end(); // MODEL: memory.read
  X.rbegin(); // MODEL: memory.read
  X.rend(); // MODEL: memory.read
  X.front(); // MODEL: memory.read
  X.back(); // MODEL: memory.read
  X.push_back(1); // MODEL: memory.write
  X.emplace_back(1); // MODEL: memory.write
  X.pop_back(); // MODEL: memory.write
  X.push_front(1); // MODEL: memory.write
  X.emplace_front(1); // MODEL: memory.write
  X.pop_front(); // MODEL: memory.write
  X.clear(); // MODEL: memory.write
  X.resize(2); // MODEL: memory.write
  X.assign(2, 1); // MODEL: memory.write
  X.insert(I, 1); // MODEL: memory.write
  X.emplace(I, 1); // MODEL: memory.write
  X.erase(I); // MODEL: memory.write
  X.swap(X); // MODEL: memory.write
  X.splice(I, X); // MODEL: memory.write
  X.merge(X); // MODEL: memory.write
  X.remove(1); // MODEL: memory.write
  X.remove_if([](int) { return true; }); // MODEL: memory.write
  X.unique(); // MODEL: memory.write
  X.sort(); // MODEL: memory.write
  X.reverse(); // MODEL: memory.write
  X = Other; // MODEL: memory.write
}

void of(std::forward_list<int> &X, std::forward_list<int> &Other) {
  auto I = X.begin(); // MODEL: memory.read
  X.empty(); // MODEL: memory.read
  X.begin(); // MODEL: memory.read
  X.end(); // MODEL: memory.read
  X.front(); // MODEL: memory.read
  X.push_front(1); // MODEL: memory.write
  X.emplace_front(1); // MODEL: memory.write
  X.pop_front(); // MODEL: memory.write
  X.clear(); // MODEL: memory.write
  X.resize(2); // MODEL: memory.write
  X.assign(2, 1); // MODEL: memory.write
  X.insert_after(I, 1); // MODEL: memory.write
  X.emplace_after(I, 1); // MODEL: memory.write
  X.erase_after(I); // MODEL: memory.write
  X.splice_after(I, X); // MODEL: memory.write
  X.swap(X); // MODEL: memory.write
  X.merge(X); // MODEL: memory.write
  X.remove(1); // MODEL: memory.write
  X.remove_if([](int) { return true; }); // MODEL: memory.write
  X.unique(); // MODEL: memory.write
  X.sort(); // MODEL: memory.write
  X.reverse(); // MODEL: memory.write
  X = Other; // MODEL: memory.write
}

void of(std::array<int, 4> &X) {
  X.size(); // MODEL: memory.read
  X.empty(); // MODEL: memory.read
  X.begin(); // MODEL: memory.read
  X.end(); // MODEL: memory.read
  X.rbegin(); // MODEL: memory.read
  X.rend(); // MODEL: memory.read
  X.front(); // MODEL: memory.read
  X.back(); // MODEL: memory.read
  X.at(1); // MODEL: memory.read
  X[1]; // MODEL: memory.read
  X.fill(1); // MODEL: memory.write
  X.swap(X); // MODEL: memory.write
}

void of(std::map<int, int> &X, std::map<int, int> &Other) {
  auto I = X.begin(); // MODEL: memory.read
  auto C = X.cbegin();
  X.size(); // MODEL: memory.read
  X.empty(); // MODEL: memory.read
  X.begin(); // MODEL: memory.read
  X.end(); // MODEL: memory.read
  X.rbegin(); // MODEL: memory.read
  X.rend(); // MODEL: memory.read
  X.count(1); // MODEL: memory.read
  X.contains(1); // MODEL: memory.read
  X.find(1); // MODEL: memory.read
  X.lower_bound(1); // MODEL: memory.read
  X.upper_bound(1); // MODEL: memory.read
  X.equal_range(1); // MODEL: memory.read
  X.at(1); // MODEL: memory.read
  X.clear(); // MODEL: memory.write
  X.swap(X); // MODEL: memory.write
  X.merge(X); // MODEL: memory.write
  X = Other; // MODEL: memory.write
  X.insert(std::pair(1, 2)); // MODEL: memory.write
  X.insert(I, std::pair(1, 2)); // MODEL: memory.write
  X.emplace(1, 2); // MODEL: memory.write
  X.emplace_hint(I, 1, 2); // MODEL: memory.write
  X[1]; // MODEL: memory.write
  X.try_emplace(1, 2); // MODEL: memory.write
  X.insert_or_assign(1, 2); // MODEL: memory.write
  X.erase(1); // MODEL: memory.write
  X.erase(I); // MODEL: memory.write
  X.erase(C); // MODEL: memory.write
  X.erase(I, I); // MODEL: memory.write
  X.extract(1); // MODEL: memory.write
  X.extract(C); // MODEL: memory.write
}

void of(std::set<int> &X, std::set<int> &Other) {
  auto I = X.begin(); // MODEL: memory.read
  auto C = X.cbegin();
  X.size(); // MODEL: memory.read
  X.empty(); // MODEL: memory.read
  X.begin(); // MODEL: memory.read
  X.end(); // MODEL: memory.read
  X.rbegin(); // MODEL: memory.read
  X.rend(); // MODEL: memory.read
  X.count(1); // MODEL: memory.read
  X.contains(1); // MODEL: memory.read
  X.find(1); // MODEL: memory.read
  X.lower_bound(1); // MODEL: memory.read
  X.upper_bound(1); // MODEL: memory.read
  X.equal_range(1); // MODEL: memory.read
  X.clear(); // MODEL: memory.write
  X.swap(X); // MODEL: memory.write
  X.merge(X); // MODEL: memory.write
  X = Other; // MODEL: memory.write
  X.insert(1); // MODEL: memory.write
  X.insert(I, 1); // MODEL: memory.write
  X.emplace(1); // MODEL: memory.write
  X.emplace_hint(I, 1); // MODEL: memory.write
  X.erase(1); // MODEL: memory.write
  X.erase(I); // MODEL: memory.write
  X.erase(C); // MODEL: memory.write
  X.erase(I, I); // MODEL: memory.write
  X.extract(1); // MODEL: memory.write
  X.extract(C); // MODEL: memory.write
}

void of(std::multimap<int, int> &X, std::multimap<int, int> &Other) {
  auto I = X.begin(); // MODEL: memory.read
  auto C = X.cbegin();
  X.size(); // MODEL: memory.read
  X.empty(); // MODEL: memory.read
  X.begin(); // MODEL: memory.read
  X.end(); // MODEL: memory.read
  X.rbegin(); // MODEL: memory.read
  X.rend(); // MODEL: memory.read
  X.count(1); // MODEL: memory.read
  X.contains(1); // MODEL: memory.read
  X.find(1); // MODEL: memory.read
  X.lower_bound(1); // MODEL: memory.read
  X.upper_bound(1); // MODEL: memory.read
  X.equal_range(1); // MODEL: memory.read
  X.clear(); // MODEL: memory.write
  X.swap(X); // MODEL: memory.write
  X.merge(X); // MODEL: memory.write
  X = Other; // MODEL: memory.write
  X.insert(std::pair(1, 2)); // MODEL: memory.write
  X.insert(I, std::pair(1, 2)); // MODEL: memory.write
  X.emplace(1, 2); // MODEL: memory.write
  X.emplace_hint(I, 1, 2); // MODEL: memory.write
  X.erase(1); // MODEL: memory.write
  X.erase(I); // MODEL: memory.write
  X.erase(C); // MODEL: memory.write
  X.erase(I, I); // MODEL: memory.write
  X.extract(1); // MODEL: memory.write
  X.extract(C); // MODEL: memory.write
}

void of(std::multiset<int> &X, std::multiset<int> &Other) {
  auto I = X.begin(); // MODEL: memory.read
  auto C = X.cbegin();
  X.size(); // MODEL: memory.read
  X.empty(); // MODEL: memory.read
  X.begin(); // MODEL: memory.read
  X.end(); // MODEL: memory.read
  X.rbegin(); // MODEL: memory.read
  X.rend(); // MODEL: memory.read
  X.count(1); // MODEL: memory.read
  X.contains(1); // MODEL: memory.read
  X.find(1); // MODEL: memory.read
  X.lower_bound(1); // MODEL: memory.read
  X.upper_bound(1); // MODEL: memory.read
  X.equal_range(1); // MODEL: memory.read
  X.clear(); // MODEL: memory.write
  X.swap(X); // MODEL: memory.write
  X.merge(X); // MODEL: memory.write
  X = Other; // MODEL: memory.write
  X.insert(1); // MODEL: memory.write
  X.insert(I, 1); // MODEL: memory.write
  X.emplace(1); // MODEL: memory.write
  X.emplace_hint(I, 1); // MODEL: memory.write
  X.erase(1); // MODEL: memory.write
  X.erase(I); // MODEL: memory.write
  X.erase(C); // MODEL: memory.write
  X.erase(I, I); // MODEL: memory.write
  X.extract(1); // MODEL: memory.write
  X.extract(C); // MODEL: memory.write
}

void of(std::unordered_map<int, int> &X, std::unordered_map<int, int> &Other) {
  auto I = X.begin(); // MODEL: memory.read
  auto C = X.cbegin();
  X.size(); // MODEL: memory.read
  X.empty(); // MODEL: memory.read
  X.begin(); // MODEL: memory.read
  X.end(); // MODEL: memory.read
  X.count(1); // MODEL: memory.read
  X.contains(1); // MODEL: memory.read
  X.find(1); // MODEL: memory.read
  X.equal_range(1); // MODEL: memory.read
  X.at(1); // MODEL: memory.read
  X.clear(); // MODEL: memory.write
  X.swap(X); // MODEL: memory.write
  X.merge(X); // MODEL: memory.write
  X.reserve(9); // MODEL: memory.write
  X.rehash(9); // MODEL: memory.write
  X = Other; // MODEL: memory.write
  X.insert(std::pair(1, 2)); // MODEL: memory.write
  X.insert(I, std::pair(1, 2)); // MODEL: memory.write
  X.emplace(1, 2); // MODEL: memory.write
  X.emplace_hint(I, 1, 2); // MODEL: memory.write
  X[1]; // MODEL: memory.write
  X.try_emplace(1, 2); // MODEL: memory.write
  X.insert_or_assign(1, 2); // MODEL: memory.write
  X.erase(1); // MODEL: memory.write
  X.erase(I); // MODEL: memory.write
  X.erase(C); // MODEL: memory.write
  X.erase(I, I); // MODEL: memory.write
  X.extract(1); // MODEL: memory.write
  X.extract(C); // MODEL: memory.write
}

void of(std::unordered_set<int> &X, std::unordered_set<int> &Other) {
  auto I = X.begin(); // MODEL: memory.read
  auto C = X.cbegin();
  X.size(); // MODEL: memory.read
  X.empty(); // MODEL: memory.read
  X.begin(); // MODEL: memory.read
  X.end(); // MODEL: memory.read
  X.count(1); // MODEL: memory.read
  X.contains(1); // MODEL: memory.read
  X.find(1); // MODEL: memory.read
  X.equal_range(1); // MODEL: memory.read
  X.clear(); // MODEL: memory.write
  X.swap(X); // MODEL: memory.write
  X.merge(X); // MODEL: memory.write
  X.reserve(9); // MODEL: memory.write
  X.rehash(9); // MODEL: memory.write
  X = Other; // MODEL: memory.write
  X.insert(1); // MODEL: memory.write
  X.insert(I, 1); // MODEL: memory.write
  X.emplace(1); // MODEL: memory.write
  X.emplace_hint(I, 1); // MODEL: memory.write
  X.erase(1); // MODEL: memory.write
  X.erase(I); // MODEL: memory.write
  X.erase(C); // MODEL: memory.write
  X.erase(I, I); // MODEL: memory.write
  X.extract(1); // MODEL: memory.write
  X.extract(C); // MODEL: memory.write
}

void of(std::unordered_multimap<int, int> &X, std::unordered_multimap<int, int> &Other) {
  auto I = X.begin(); // MODEL: memory.read
  auto C = X.cbegin();
  X.size(); // MODEL: memory.read
  X.empty(); // MODEL: memory.read
  X.begin(); // MODEL: memory.read
  X.end(); // MODEL: memory.read
  X.count(1); // MODEL: memory.read
  X.contains(1); // MODEL: memory.read
  X.find(1); // MODEL: memory.read
  X.equal_range(1); // MODEL: memory.read
  X.clear(); // MODEL: memory.write
  X.swap(X); // MODEL: memory.write
  X.merge(X); // MODEL: memory.write
  X.reserve(9); // MODEL: memory.write
  X.rehash(9); // MODEL: memory.write
  X = Other; // MODEL: memory.write
  X.insert(std::pair(1, 2)); // MODEL: memory.write
  X.insert(I, std::pair(1, 2)); // MODEL: memory.write
  X.emplace(1, 2); // MODEL: memory.write
  X.emplace_hint(I, 1, 2); // MODEL: memory.write
  X.erase(1); // MODEL: memory.write
  X.erase(I); // MODEL: memory.write
  X.erase(C); // MODEL: memory.write
  X.erase(I, I); // MODEL: memory.write
  X.extract(1); // MODEL: memory.write
  X.extract(C); // MODEL: memory.write
}

void of(std::unordered_multiset<int> &X, std::unordered_multiset<int> &Other) {
  auto I = X.begin(); // MODEL: memory.read
  auto C = X.cbegin();
  X.size(); // MODEL: memory.read
  X.empty(); // MODEL: memory.read
  X.begin(); // MODEL: memory.read
  X.end(); // MODEL: memory.read
  X.count(1); // MODEL: memory.read
  X.contains(1); // MODEL: memory.read
  X.find(1); // MODEL: memory.read
  X.equal_range(1); // MODEL: memory.read
  X.clear(); // MODEL: memory.write
  X.swap(X); // MODEL: memory.write
  X.merge(X); // MODEL: memory.write
  X.reserve(9); // MODEL: memory.write
  X.rehash(9); // MODEL: memory.write
  X = Other; // MODEL: memory.write
  X.insert(1); // MODEL: memory.write
  X.insert(I, 1); // MODEL: memory.write
  X.emplace(1); // MODEL: memory.write
  X.emplace_hint(I, 1); // MODEL: memory.write
  X.erase(1); // MODEL: memory.write
  X.erase(I); // MODEL: memory.write
  X.erase(C); // MODEL: memory.write
  X.erase(I, I); // MODEL: memory.write
  X.extract(1); // MODEL: memory.write
  X.extract(C); // MODEL: memory.write
}

void of(std::stack<int> &X) {
  X.size(); // MODEL: memory.read
  X.empty(); // MODEL: memory.read
  X.top(); // MODEL: memory.read
  X.push(1); // MODEL: memory.write
  X.emplace(1); // MODEL: memory.write
  X.pop(); // MODEL: memory.write
  X.swap(X); // MODEL: memory.write
}

void of(std::queue<int> &X) {
  X.size(); // MODEL: memory.read
  X.empty(); // MODEL: memory.read
  X.front(); // MODEL: memory.read
  X.back(); // MODEL: memory.read
  X.push(1); // MODEL: memory.write
  X.emplace(1); // MODEL: memory.write
  X.pop(); // MODEL: memory.write
  X.swap(X); // MODEL: memory.write
}

void of(std::priority_queue<int> &X) {
  X.size(); // MODEL: memory.read
  X.empty(); // MODEL: memory.read
  X.top(); // MODEL: memory.read
  X.push(1); // MODEL: memory.write
  X.emplace(1); // MODEL: memory.write
  X.pop(); // MODEL: memory.write
  X.swap(X); // MODEL: memory.write
}

void of(std::bitset<8> &X) {
  X.test(1); // MODEL: memory.read
  X.any(); // MODEL: memory.read
  X.all(); // MODEL: memory.read
  X.none(); // MODEL: memory.read
  X.count(); // MODEL: memory.read
  X.set(1); // MODEL: memory.write
  X.reset(1); // MODEL: memory.write
  X.flip(1); // MODEL: memory.write
  X[1]; // MODEL: memory.read
}

void free(std::vector<int> &V, std::variant<int, float> &A) {
  std::begin(V); // MODEL: memory.read
  std::end(V); // MODEL: memory.read
  std::rbegin(V); // MODEL: memory.read
  std::rend(V); // MODEL: memory.read
  std::size(V); // MODEL: memory.read
  std::ssize(V); // MODEL: memory.read
  std::empty(V); // MODEL: memory.read
  std::erase(V, 1); // MODEL: memory.write
  std::erase_if(V, [](int) { return true; }); // MODEL: memory.write
}

struct Node {
  int N;
};
using Held = std::shared_ptr<Node>;

void holders(std::optional<Node> &O, std::unique_ptr<Node> &U, Held &S,
             std::weak_ptr<Node> &W, std::any &A, std::variant<int, Node> &V,
             std::function<void()> &F) {
  O.has_value(); // MODEL: memory.read
  bool(O) || // MODEL: memory.read
      bool(U) || // MODEL: memory.read
      bool(S) || // MODEL: memory.read
      bool(F); // MODEL: memory.read
  U.get(); // MODEL: memory.read
  S.get(); // MODEL: memory.read
  *U; // MODEL: memory.read
  *S; // MODEL: memory.read
  U->N; // MODEL: memory.read
  S->N; // MODEL: memory.read
  F(); // MODEL: memory.read
  A.has_value(); // MODEL: memory.read
  V.index(); // MODEL: memory.read
  V.valueless_by_exception(); // MODEL: memory.read
  O.value(); // MODEL: memory.read
  *O; // MODEL: memory.read
  O->N; // MODEL: memory.read
  O.value_or(Node()); // MODEL: memory.read
  U == nullptr; // MODEL: memory.read
  O == std::nullopt; // MODEL: memory.read
  S == nullptr; // MODEL: memory.read
  std::holds_alternative<int>(V); // MODEL: memory.read
  std::get<0>(V); // MODEL: memory.read
  std::get_if<0>(&V); // MODEL: memory.read
  O.reset(); // MODEL: memory.write
  O.emplace(); // MODEL: memory.write
  O.swap(O); // MODEL: memory.write
  O = Node(); // MODEL: memory.write
  U.reset(); // MODEL: memory.write
  U.release(); // MODEL: memory.write
  U.swap(U); // MODEL: memory.write
  U = nullptr; // MODEL: memory.write
  S.reset(); // MODEL: memory.write
  S.swap(S); // MODEL: memory.write
  S = nullptr; // MODEL: memory.write
  W.reset(); // MODEL: memory.write
  W = S; // MODEL: memory.write
  A.reset(); // MODEL: memory.write
  A.emplace<int>(1); // MODEL: memory.write
  A = 1; // MODEL: memory.write
  V.emplace<0>(1); // MODEL: memory.write
  V = 1; // MODEL: memory.write
  F = nullptr; // MODEL: memory.write
  std::exchange(U, nullptr); // MODEL: memory.write
}
