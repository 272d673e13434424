// RUN: %tocsin %s
// One helper removes for several: each call of it is judged by what was asked
// before that call, though another call asks too little.
#include <cstdint>
#include <ctime>
#include <filesystem>
#include <mutex>
#include <set>
#include <string>
#include <sys/stat.h>
#include <thread>
#include <vector>

class Outbox {
public:
  explicit Outbox(std::string root) : root_(std::move(root)) {}

  bool begin(const std::string &name) {
    std::lock_guard lk(mu_);
    return sending_.insert(name).second;
  }
  void end(const std::string &name) {
    std::lock_guard lk(mu_);
    sending_.erase(name);
  }

  void dropBounced(const std::vector<std::string> &names, std::int64_t limit) {
    std::lock_guard lk(mu_);
    for (const std::string &name : names) {
      struct stat st {};
      if (::stat(path(name).c_str(), &st) != 0 || sending_.count(name))
        continue;
      if (static_cast<std::int64_t>(::time(nullptr)) - st.st_mtime > limit)
        drop(name);
    }
  }

  void dropDrafts(const std::vector<std::string> &names, std::int64_t limit) {
    std::lock_guard lk(mu_);
    for (const std::string &name : names) {
      struct stat st {};
      if (::stat(path(name).c_str(), &st) != 0)
        continue;
      if (static_cast<std::int64_t>(::time(nullptr)) - st.st_mtime > limit)
        drop(name); // EXPECT: timestamp-cleanup
    }
  }

private:
  std::string path(const std::string &name) const { return root_ + "/" + name; }
  void drop(const std::string &name) {
    std::error_code ec;
    std::filesystem::remove_all(path(name), ec);
  }

  const std::string root_;
  std::mutex mu_;
  std::set<std::string> sending_;
};

int main() {
  Outbox box("/var/spool/outbox");
  std::thread t([&] {
    box.dropBounced({"a"}, 3600);
    box.dropDrafts({"b"}, 3600);
  });
  if (box.begin("a"))
    box.end("a");
  t.join();
}
