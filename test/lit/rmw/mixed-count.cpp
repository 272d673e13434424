// RUN: %tocsin %s
// STD: c++20
// Counted by builtins and atomic_ref here, plainly there.
#include <atomic>
#include <thread>
#include <vector>
struct Node {
  int refs = 1;
  long hits = 0;
};
void retain(Node *n) { __atomic_add_fetch(&n->refs, 1, __ATOMIC_RELAXED); }
void release(Node *n) {
  if (__atomic_sub_fetch(&n->refs, 1, __ATOMIC_ACQ_REL) == 0)
    delete n;
}
void badRelease(Node *n) {
  n->refs--; // EXPECT: lost-update
}
void hit(Node *n) { std::atomic_ref<long>(n->hits).fetch_add(1); }
void badHit(Node *n) { n->hits += 5; } // EXPECT: lost-update
void goodHit(Node *n) { std::atomic_ref<long>(n->hits).fetch_add(5); }
int main() {
  Node *n = new Node;
  std::vector<std::thread> v;
  for (int i = 0; i < 4; i++) {
    retain(n);
    v.emplace_back([n, i] {
      hit(n);
      badHit(n);
      if (i == 7)
        badRelease(n);
      goodHit(n);
      release(n);
    });
  }
  for (auto &t : v)
    t.join();
  release(n);
}
