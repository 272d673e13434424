// RUN: %tocsin %s
// Alive a moment ago is not alive: lock once and look at what it gave.
#include <memory>
#include <thread>

struct Peer {
  void send(int N);
};

void guilty(std::weak_ptr<Peer> &W) {
  if (!W.expired())
    W.lock()->send(1); // EXPECT: check-then-act
}

void guiltyConstruct(std::weak_ptr<Peer> &W) {
  if (W.expired())
    return;
  std::shared_ptr<Peer> P(W); // EXPECT: check-then-act
  P->send(1);
}

void corrected(std::weak_ptr<Peer> &W) {
  if (std::shared_ptr<Peer> P = W.lock())
    P->send(1);
}

// The first look saves the call only, the pointer is looked at again.
void correctedTwice(std::weak_ptr<Peer> &W) {
  if (W.expired())
    return;
  if (std::shared_ptr<Peer> P = W.lock())
    P->send(1);
}

void run(std::shared_ptr<Peer> Owner) {
  std::weak_ptr<Peer> W = Owner;
  std::thread Sender([&W] {
    guilty(W);
    guiltyConstruct(W);
    corrected(W);
    correctedTwice(W);
  });
  Owner.reset();
  Sender.join();
}
