// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
#define THREADED
#include <zookeeper/zookeeper.h>
#include <functional>
#include <string>
#include <optional>
#include <vector>
#include <sstream>
struct Snapshot { std::string text; int version; };
class Node {
public:
  Node(zhandle_t *h, std::string p) : h_(h), path_(std::move(p)) {}
  std::optional<Snapshot> read() const {
    std::vector<char> buf(1 << 16); int n = (int)buf.size(); Stat st{};
    if (zoo_get(h_, path_.c_str(), 0, buf.data(), &n, &st) != ZOK) return std::nullopt;
    return Snapshot{std::string(buf.data(), (size_t)n), st.version};
  }
  int write(const std::string &t, int version) { return zoo_set(h_, path_.c_str(), t.c_str(), (int)t.size(), version); }
  void update(const std::function<std::string(const std::string &)> &f) {
    for (;;) {
      auto s = read();
      if (!s) return;
      if (write(f(s->text), s->version) != ZBADVERSION) return;
    }
  }
  void updateFast(const std::function<std::string(const std::string &)> &f) {
    auto s = read();
    if (!s) return;
    write(f(s->text), -1); // EXPECT: unversioned-write
  }
private:
  zhandle_t *h_; std::string path_;
};
class Members {
public:
  explicit Members(zhandle_t *h) : n_(h, "/members") {}
  void add(const std::string &m) {
    auto s = n_.read();
    if (!s) return;
    std::ostringstream os;
    os << s->text << '\n' << m;
    n_.write(os.str(), s->version); // EXPECT: ignored-conflict
  }
  bool addOk(const std::string &m) {
    auto s = n_.read();
    if (!s) return false;
    return n_.write(s->text + "\n" + m, s->version) == ZOK;
  }
  bool evict(const std::string &m) {
    auto s = n_.read();
    if (!s) return false;
    std::string out; std::istringstream in(s->text);
    for (std::string l; std::getline(in, l);) if (l != m) out += l + "\n";
    return n_.write(out, -1) == ZOK; // EXPECT: unversioned-write
  }
private:
  Node n_;
};
