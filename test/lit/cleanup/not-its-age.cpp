// RUN: %tocsin %s
// A number that counts up, and what it says nothing of.
#include <mutex>
#include <string>
#include <unistd.h>

struct Version {
  int level;
};

struct Node {
  unsigned long epoch = 0;
  Version *version = nullptr;
  char *leader = nullptr;
};

std::mutex mu;

// The text is replaced; the node lives on.
void vote(Node *n, unsigned long epoch, char *leader) {
  std::lock_guard<std::mutex> hold(mu);
  if (n->epoch < epoch) {
    delete[] n->leader;
    n->leader = leader;
    n->epoch = epoch;
  }
}

// A pointer called `version` is no number.
void leave(Node *n, Version *last) {
  std::lock_guard<std::mutex> hold(mu);
  if (n->version < last)
    delete n;
}
