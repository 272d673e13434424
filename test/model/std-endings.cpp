// PACKAGE: libstdc++-12-dev
// FLAGS:
// ABSENT: std::experimental::erase_if
#include <algorithm>
#include <deque>
#include <forward_list>
#include <iterator>
#include <list>
#include <map>
#include <queue>
#include <ranges>
#include <set>
#include <stack>
#include <unordered_map>
#include <unordered_set>
#include <vector>

bool old(int);

void of(std::map<int, int> &M, std::multimap<int, int> &MM, std::set<int> &S,
        std::multiset<int> &MS, std::unordered_map<int, int> &U,
        std::unordered_multimap<int, int> &UM, std::unordered_set<int> &US,
        std::unordered_multiset<int> &UMS, std::vector<int> &V,
        std::deque<int> &D, std::list<int> &L, std::forward_list<int> &F,
        std::queue<int> &Q, std::priority_queue<int> &P, std::stack<int> &K,
        int *P0) {
  M.erase(1); // MODEL: destroy
  MM.erase(1); // MODEL: destroy
  S.erase(1); // MODEL: destroy
  MS.erase(1); // MODEL: destroy
  U.erase(1); // MODEL: destroy
  UM.erase(1); // MODEL: destroy
  US.erase(1); // MODEL: destroy
  UMS.erase(1); // MODEL: destroy
  V.erase(V.begin()); // MODEL: destroy
  D.erase(D.begin()); // MODEL: destroy
  L.erase(L.begin()); // MODEL: destroy
  M.extract(1); // MODEL: destroy
  MM.extract(1); // MODEL: destroy
  S.extract(1); // MODEL: destroy
  U.extract(1); // MODEL: destroy
  US.extract(1); // MODEL: destroy
  L.remove(1); // MODEL: destroy
  F.remove(1); // MODEL: destroy
  V.pop_back(); // MODEL: destroy
  D.pop_back(); // MODEL: destroy
  D.pop_front(); // MODEL: destroy
  L.pop_back(); // MODEL: destroy
  L.pop_front(); // MODEL: destroy
  Q.pop(); // MODEL: destroy
  P.pop(); // MODEL: destroy
  K.pop(); // MODEL: destroy
  L.remove_if(old); // MODEL: destroy
  F.remove_if(old); // MODEL: destroy
  std::remove_if(P0, P0 + 1, old); // MODEL: destroy
  std::partition(P0, P0 + 1, old); // MODEL: enqueue
  std::stable_partition(P0, P0 + 1, old); // MODEL: enqueue
  std::erase_if(M, [](auto &) { return true; }); // MODEL: destroy
  std::vector<int> Numbers;
  std::erase(Numbers, 1); // MODEL: destroy
  std::copy_if(P0, P0 + 1, std::back_inserter(V), old); // MODEL: enqueue
  std::ranges::copy_if(V, P0, old); // MODEL: enqueue
  std::ranges::copy_if(P0, P0 + 1, P0, old); // MODEL: enqueue
  (void)std::views::filter(old); // MODEL: enqueue
  (void)std::views::filter(V, old); // MODEL: enqueue
  (void)std::views::take_while(V, old); // MODEL: enqueue
  std::ranges::filter_view F1(std::views::all(V), old); // MODEL: enqueue
  std::ranges::take_while_view F2(std::views::all(V), old); // MODEL: enqueue
  V.push_back(1); // MODEL: enqueue
  V.emplace_back(1); // MODEL: enqueue
  D.push_back(1); // MODEL: enqueue
  D.emplace_back(1); // MODEL: enqueue
  D.push_front(1); // MODEL: enqueue
  L.push_back(1); // MODEL: enqueue
  L.push_front(1); // MODEL: enqueue
  L.emplace_back(1); // MODEL: enqueue
  L.emplace_front(1); // MODEL: enqueue
  Q.push(1); // MODEL: enqueue
  Q.emplace(1); // MODEL: enqueue
  K.push(1); // MODEL: enqueue
  P.push(1); // MODEL: enqueue
  S.insert(1); // MODEL: enqueue
  S.emplace(1); // MODEL: enqueue
  US.insert(1); // MODEL: enqueue
  US.emplace(1); // MODEL: enqueue
  M.insert({1, 1}); // MODEL: enqueue
  M.emplace(1, 1); // MODEL: enqueue
  U.insert({1, 1}); // MODEL: enqueue
  U.emplace(1, 1); // MODEL: enqueue
}
