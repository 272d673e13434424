// RUN: %tocsin %s
// STD: c++20
// A store whose answers are waited for; what a wait gives may be dropped.
#include <coroutine>
#include <cstdint>
#include <optional>
#include <string>

template <class T> struct Task {
  struct promise_type {
    Task get_return_object();
    std::suspend_never initial_suspend() noexcept;
    std::suspend_never final_suspend() noexcept;
    void return_value(T);
    void unhandled_exception();
  };
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};
struct Note {
  std::string body;
  std::uint64_t revision;
};
struct Notes {
  virtual ~Notes() = default;
  virtual Task<std::optional<Note>> get(std::string key) = 0;
  virtual Task<bool> put(std::string key, std::string body) = 0;
  virtual Task<bool> putIf(std::string key, std::string body,
                           std::uint64_t expectedRevision) = 0;
};

Task<bool> guilty(Notes &n, std::string key) {
  auto seen = co_await n.get(key);
  if (!seen)
    co_return false;
  co_return co_await n.put(key, seen->body + "."); // EXPECT: unversioned-write
}

Task<bool> dropped(Notes &n, std::string key) {
  auto seen = co_await n.get(key);
  if (!seen)
    co_return false;
  co_await n.putIf(key, seen->body + ".", seen->revision); // EXPECT: ignored-conflict
  co_return true;
}

Task<bool> corrected(Notes &n, std::string key) {
  for (;;) {
    auto seen = co_await n.get(key);
    if (!seen)
      co_return false;
    if (co_await n.putIf(key, seen->body + ".", seen->revision))
      co_return true;
  }
}
