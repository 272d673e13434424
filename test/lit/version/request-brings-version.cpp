// RUN: %tocsin %s
// STD: c++20
// What the caller has seen comes in a request, whose field is called a version
// like the record's own.
#include <coroutine>
#include <string>

struct Task {
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
struct Logged {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h);
  void await_resume() const noexcept {}
};
struct Edit {
  unsigned base_revision;
  std::string text;
};

class Page {
public:
  Task guilty(Edit e) {
    if (e.base_revision != revision)
      co_return;
    co_await Logged{};
    text = e.text; // EXPECT: unchecked-version
    ++revision;
  }
  Task corrected(Edit e) {
    co_await Logged{};
    if (e.base_revision != revision)
      co_return;
    text = e.text;
    ++revision;
  }

private:
  std::string text;
  unsigned revision = 0;
};
