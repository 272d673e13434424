// RUN: %tocsin %s
// STD: c++20
// Game lobby: room settings are edited by clients that send the settings
// revision they have on screen. Runs on one event loop.
#include <coroutine>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <string>

namespace lobby {

struct Task {
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

class EventLoop {
public:
  void post(std::function<void()> fn) { queue_.push_back(std::move(fn)); }
  void run() {
    while (!queue_.empty()) {
      auto fn = std::move(queue_.front());
      queue_.pop_front();
      fn();
    }
  }

private:
  std::deque<std::function<void()>> queue_;
};

// Asks the account service whether a user may use a map.
struct LicenceCheck {
  EventLoop &loop;
  std::string user, map;
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<> h) {
    loop.post([h] { h.resume(); });
  }
  bool await_resume() const { return map.rfind("dlc_", 0) != 0 || user == "owner"; }
};

struct Room {
  std::string mapName;
  int maxPlayers = 8;
  bool ranked = false;
  uint32_t revision = 1;
};

class Lobby {
public:
  explicit Lobby(EventLoop &loop) : loop_(loop) {}

  void open(int id, std::string map) { rooms_[id] = Room{std::move(map)}; }

  Task changeMap(int id, std::string user, std::string map, uint32_t expectedRevision,
                 std::function<void(const char *)> reply) {
    auto it = rooms_.find(id);
    if (it == rooms_.end() || it->second.revision != expectedRevision) {
      reply("stale");
      co_return;
    }
    Room next = it->second;
    next.mapName = map;
    next.revision = expectedRevision + 1;
    if (!co_await LicenceCheck{loop_, user, map}) {
      reply("no licence");
      co_return;
    }
    rooms_[id] = next; // EXPECT: unchecked-version
    reply("done");
  }

  Task makeRanked(int id, std::string user, uint32_t expectedRevision, std::function<void(const char *)> reply) {
    auto it = rooms_.find(id);
    if (it == rooms_.end() || it->second.revision != expectedRevision) {
      reply("stale");
      co_return;
    }
    const bool allowed = co_await LicenceCheck{loop_, user, it->second.mapName};
    it = rooms_.find(id);
    if (!allowed || it == rooms_.end() || it->second.revision != expectedRevision) {
      reply("refused");
      co_return;
    }
    it->second.ranked = true;
    it->second.revision++;
    reply("done");
  }

  void resize(int id, int players, uint32_t expectedRevision, std::function<void(const char *)> reply) {
    auto it = rooms_.find(id);
    if (it == rooms_.end() || it->second.revision != expectedRevision)
      return reply("stale");
    it->second.maxPlayers = players;
    it->second.revision++;
    loop_.post([reply] { reply("done"); });
  }

private:
  EventLoop &loop_;
  std::map<int, Room> rooms_;
};

} // namespace lobby

int main() {
  lobby::EventLoop loop;
  lobby::Lobby lobby(loop);
  int finished = 0;
  auto count = [&](const char *) { ++finished; };
  lobby.open(1, "harbour");
  lobby.changeMap(1, "owner", "dlc_canyon", 1, count);
  lobby.resize(1, 16, 1, count);
  lobby.makeRanked(1, "owner", 2, count);
  loop.run();
  return finished == 3 ? 0 : 1;
}
