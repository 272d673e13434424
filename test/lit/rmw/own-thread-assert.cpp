// RUN: %tocsin %s
// A program's own assertion keeps what follows to one thread.
#include <cstdlib>
#include <thread>

class Lane {
  std::thread::id Home = std::this_thread::get_id();

public:
  bool here() const { return std::this_thread::get_id() == Home; }
  void mustBeHere() const {
    if (!here())
      std::abort();
  }
};

struct Desk {
  Lane L;
  int Open = 0, Closed = 0, Seen = 0;

  void take() {
    L.mustBeHere();
    ++Open;
    count();
  }
  void close() { ++Closed; } // EXPECT: lost-update

private:
  void count() { ++Seen; }
};

int main() {
  Desk D;
  auto Work = [&D] {
    D.take();
    D.close();
  };
  std::thread A(Work), B(Work);
  A.join();
  B.join();
  return D.Open;
}
