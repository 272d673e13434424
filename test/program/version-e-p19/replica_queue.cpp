// STD: c++20
#include <algorithm>
#include <mutex>
#include <sstream>
#include <vector>

#include "zk_session.h"

namespace coord {

// Mutations waiting for a replica: one znode with one mutation number per line.
class ReplicaQueue {
 public:
  ReplicaQueue(ZkSession& zk, std::string table) : zk_(zk), root_("/tables/" + std::move(table)) {}

  void enqueue(const std::string& replica, long mutation) {
    const std::string path = root_ + "/queue/" + replica;
    for (;;) {
      Stat st{};
      std::string cur;
      if (!zk_.tryGet(path, cur, &st)) {
        if (zk_.tryCreate(path, std::to_string(mutation) + "\n")) return;
        continue;
      }
      if (zk_.trySet(path, cur + std::to_string(mutation) + "\n", st.version)) return;
    }
  }

  // The replica has applied everything up to and including `upto`.
  size_t acknowledge(const std::string& replica, long upto) {
    std::lock_guard<std::mutex> guard(ack_mutex_);
    const std::string path = root_ + "/queue/" + replica;
    std::vector<long> pending = parse(zk_.get(path));
    pending.erase(std::remove_if(pending.begin(), pending.end(),
                                 [upto](long m) { return m <= upto; }),
                  pending.end());
    zk_.set(path, join(pending));  // EXPECT: unversioned-write
    return pending.size();
  }

  void publishSchema(const std::string& ddl) { zk_.set(root_ + "/schema", ddl); }

  bool dropColumn(const std::string& column) {
    Stat st{};
    const std::string ddl = zk_.get(root_ + "/schema", &st);
    std::istringstream in(ddl);
    std::string out, line;
    while (std::getline(in, line))
      if (line.rfind(column + " ", 0) != 0) out += line + "\n";
    if (out == ddl) return false;
    zk_.set(root_ + "/schema", out, st.version);
    return true;
  }

 private:
  static std::vector<long> parse(const std::string& text) {
    std::vector<long> v;
    std::istringstream in(text);
    for (long m; in >> m;) v.push_back(m);
    return v;
  }
  static std::string join(const std::vector<long>& v) {
    std::string s;
    for (long m : v) s += std::to_string(m) + "\n";
    return s;
  }

  ZkSession& zk_;
  std::string root_;
  std::mutex ack_mutex_;
};

}  // namespace coord
