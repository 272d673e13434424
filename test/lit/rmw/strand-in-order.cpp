// RUN: %tocsin %s
// STD: c++20
// REQUIRES: boost
// What one strand runs never overlaps, however many threads run its context.
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <thread>

namespace asio = boost::asio;

struct Desk {
  explicit Desk(asio::io_context &Io)
      : Front(asio::make_strand(Io)), Back(asio::make_strand(Io)) {}

  void order() {
    asio::post(Front, [this] { Orders = Orders + 1; });
  }
  void cancel() {
    asio::post(Front, [this] { Orders = Orders - 1; });
  }
  void deliver() {
    asio::post(Front, [this] {
      Crates = Crates + 1; // EXPECT: lost-update
    });
  }
  void collect() {
    asio::post(Back, [this] {
      Crates = Crates - 1; // EXPECT: lost-update
    });
  }

  asio::strand<asio::io_context::executor_type> Front, Back;
  int Orders = 0;
  int Crates = 0;
};

int main() {
  asio::io_context Io;
  Desk D(Io);
  D.order();
  D.cancel();
  D.deliver();
  D.collect();
  std::thread A([&] { Io.run(); });
  std::thread B([&] { Io.run(); });
  A.join();
  B.join();
}
