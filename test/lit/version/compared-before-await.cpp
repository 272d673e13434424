// RUN: %tocsin %s
// STD: c++20
// V11: nothing but a coroutine lets others run here.
#include <coroutine>
#include <map>

struct Task {
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
std::suspend_always flush();

struct Room {
  int Topic = 0;
  unsigned revision = 0;
};
static std::map<int, Room> Rooms;

Task guilty(int Id, unsigned Seen, int Topic) {
  Room &R = Rooms[Id];
  if (R.revision != Seen)
    co_return;
  co_await flush();
  R.Topic = Topic; // EXPECT: unchecked-version
  R.revision++;
}

Task corrected(int Id, unsigned Seen, int Topic) {
  co_await flush();
  Room &R = Rooms[Id];
  if (R.revision != Seen)
    co_return;
  R.Topic = Topic;
  R.revision++;
}
