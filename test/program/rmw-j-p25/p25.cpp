// STD: c++20
// Harbour pilot dispatcher: every vessel movement goes through the roster's strand.
#include <boost/asio.hpp>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace asio = boost::asio;

struct Pilot {
  std::string name;
  bool aboard = false;
  unsigned trips = 0;
};

class Roster : public std::enable_shared_from_this<Roster> {
 public:
  explicit Roster(asio::io_context& io) : strand_(asio::make_strand(io)), tide_(io) {
    for (const char* n : {"Aalto", "Brandt", "Cruz", "Dijk"}) pilots_.push_back({n});
  }

  void request(uint32_t imo, std::function<void(bool)> done) {
    asio::post(strand_, [self = shared_from_this(), imo, done = std::move(done)] {
      self->assign(imo, done);
    });
  }

  void release(uint32_t imo) {
    asio::dispatch(strand_, [self = shared_from_this(), imo] { self->disembark(imo); });
  }

  void start_tide(int ticks) {
    tide_.expires_after(std::chrono::milliseconds(10));
    tide_.async_wait(asio::bind_executor(
        strand_, [self = shared_from_this(), ticks](const boost::system::error_code& ec) {
          if (ec || ticks == 0) return;
          self->on_tide();
          self->start_tide(ticks - 1);
        }));
  }

  void report(std::function<void(unsigned, unsigned)> cb) {
    asio::post(strand_, [self = shared_from_this(), cb = std::move(cb)] {
      cb(self->served_, self->queued_);
    });
  }

 private:
  void assign(uint32_t imo, const std::function<void(bool)>& done) {
    if (on_ship_.count(imo)) {
      done(true);
      return;
    }
    for (size_t i = 0; i < pilots_.size(); ++i) {
      Pilot& p = pilots_[i];
      if (!p.aboard) {
        p.aboard = true;
        p.trips++;
        on_ship_[imo] = i;
        served_++;
        done(true);
        return;
      }
    }
    queued_++;
    done(false);
  }

  void disembark(uint32_t imo) {
    auto it = on_ship_.find(imo);
    if (it == on_ship_.end()) return;
    pilots_[it->second].aboard = false;
    on_ship_.erase(it);
    if (queued_ > 0) queued_--;
  }

  void on_tide() {
    window_ = window_ * 3 / 4 + 25;
    if (window_ > 90) queued_ = 0;
  }

  asio::strand<asio::io_context::executor_type> strand_;
  asio::steady_timer tide_;
  std::vector<Pilot> pilots_;
  std::map<uint32_t, size_t> on_ship_;
  unsigned served_ = 0;
  unsigned queued_ = 0;
  unsigned window_ = 100;
};

int main() {
  asio::io_context io;
  auto roster = std::make_shared<Roster>(io);
  asio::post(asio::make_strand(io), [] { std::puts("harbour open"); });
  for (uint32_t imo = 9000000; imo < 9000064; ++imo)
    roster->request(imo, [roster, imo](bool got) {
      if (got) roster->release(imo);
    });
  roster->start_tide(5);
  asio::dispatch(io, [roster] { roster->report([](unsigned s, unsigned q) {
    std::printf("served %u queued %u\n", s, q);
  }); });

  std::vector<std::thread> pool;
  for (int i = 0; i < 4; ++i) pool.emplace_back([&io] { io.run(); });
  for (auto& t : pool) t.join();
}
