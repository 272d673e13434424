// RUN: %tocsin %s
// STD: c++20
// Link state machine driven by the reader thread, the keepalive thread and the user.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

enum class LinkState : int { Idle, Dialing, Up, Draining, Down };

class Link {
 public:
  bool dial() {
    LinkState expected = LinkState::Idle;
    if (!state_.compare_exchange_strong(expected, LinkState::Dialing)) return false;
    log("dialing");
    return true;
  }

  bool connected() {
    auto expected = LinkState::Dialing;
    return state_.compare_exchange_strong(expected, LinkState::Up);
  }

  // Any live state may go down; only the first caller gets to report it.
  bool fail(const std::string& why) {
    if (state_.exchange(LinkState::Down) == LinkState::Down) return false;
    log("down: " + why);
    return true;
  }

  bool drain() {
    LinkState s = state_.load();
    do {
      if (s != LinkState::Up && s != LinkState::Dialing) return false;
    } while (!state_.compare_exchange_weak(s, LinkState::Draining));
    log("draining");
    return true;
  }

  void heartbeat() {
    if (state_.load(std::memory_order_relaxed) != LinkState::Up) return;
    beats_.fetch_add(1, std::memory_order_relaxed);
  }

  LinkState state() const { return state_.load(); }
  std::uint64_t beats() const { return beats_.load(); }

  void setLabel(const std::string& l) {
    std::lock_guard<std::mutex> g(label_mu_);
    if (label_.empty()) {
      label_ = l;
      label_changes_++;
    }
  }

 private:
  void log(const std::string& text) {
    std::lock_guard<std::mutex> g(label_mu_);
    lines_.push_back(label_ + ": " + text);
  }

  std::atomic<LinkState> state_{LinkState::Idle};
  std::atomic<std::uint64_t> beats_{0};
  std::mutex label_mu_;
  std::string label_;
  unsigned label_changes_ = 0;
  std::vector<std::string> lines_;
};

int main() {
  Link link;
  link.setLabel("uplink");
  std::jthread reader([&link] {
    if (link.dial()) link.connected();
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    link.fail("eof");
  });
  std::jthread keepalive([&link](std::stop_token st) {
    int misses = 0;
    while (!st.stop_requested() && misses < 100) {
      link.heartbeat();
      if (link.state() != LinkState::Up) ++misses;
      std::this_thread::yield();
    }
    link.fail("keepalive");
  });
  std::jthread user([&link] {
    link.setLabel("backup");
    link.drain();
  });
  reader.join();
  user.join();
  keepalive.request_stop();
  keepalive.join();
  std::printf("state %d beats %llu\n", static_cast<int>(link.state()), (unsigned long long)link.beats());
}
