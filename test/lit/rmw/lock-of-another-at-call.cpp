// RUN: %tocsin %s
// STD: c++17
// The caller holds the lock of its own object and calls a method of another
// one: that lock is not what the method needs.
#include <mutex>
#include <string>

class Channel {
public:
  void publish() {
    std::lock_guard<std::mutex> G(M);
    if (Mirror)
      Mirror->rename("copy");
    Sent = Sent + 1;
  }
  void republish() {
    std::lock_guard<std::mutex> G(M);
    if (Mirror)
      Mirror->rename("again");
    Sent = Sent + 2;
  }
  void rename(const char *To) { Name = To; }
  Channel *Mirror = nullptr;

private:
  std::mutex M;
  std::string Name;
  long Sent = 0;
};

// ... or a helper of the caller does, some calls below the lock.
class Socket {
public:
  void watch(Socket *With) {
    std::lock_guard<std::mutex> G(M);
    stop();
    Watcher = With;
  }
  void unwatch() {
    std::lock_guard<std::mutex> G(M);
    stop();
  }
  void close() { Tag = ~Tag; }

private:
  void stop() {
    if (Watcher)
      shut(Watcher);
    Watcher = nullptr;
  }
  static void shut(Socket *S) { S->close(); }
  std::mutex M;
  Socket *Watcher = nullptr;
  int Tag = 0;
};

Socket *connect(const char *Name);
void probe() {
  Socket *S = connect("first");
  S->close();
}
void watch(Socket &S, Socket *With) {
  S.watch(With);
  S.unwatch();
}

Channel *open(const char *Name);
void setUp() {
  Channel *C = open("first");
  C->rename("second");
}

class Ledger {
public:
  void pay(long N) {
    std::lock_guard<std::mutex> G(M);
    add(N);
  }
  void refund(long N) {
    std::lock_guard<std::mutex> G(M);
    add(-N);
  }
  void gift(long N) {
    add(N); // EXPECT: lost-update
  }

private:
  void add(long N) { Sum += N; }
  std::mutex M;
  long Sum = 0;
};

void run(Ledger &L) {
  L.pay(1);
  L.refund(1);
  L.gift(2);
}
