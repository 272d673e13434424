// RUN: %tocsin %s
// STD: c++20
// Release channel editor: builds are promoted through documents in etcd.
#include <cstdint>
#include <optional>
#include <string>

// etcd-cpp-apiv3
namespace etcd {
class Value {
 public:
  std::string const& as_string() const;
  int64_t created_index() const;
  int64_t modified_index() const;
  int64_t version() const;
};
class Response {
 public:
  bool is_ok() const;
  int error_code() const;
  std::string const& error_message() const;
  Value const& value() const;
};
class SyncClient {
 public:
  explicit SyncClient(std::string const& etcd_url);
  Response get(std::string const& key);
  Response add(std::string const& key, std::string const& value, int64_t leaseId = 0);
  Response put(std::string const& key, std::string const& value);
  Response modify_if(std::string const& key, std::string const& value, int64_t old_index,
                     int64_t leaseId = 0);
};
extern const int ERROR_COMPARE_FAILED;
extern const int ERROR_KEY_NOT_FOUND;
}  // namespace etcd

namespace release {

class Channels {
 public:
  explicit Channels(etcd::SyncClient& c) : client_(c) {}

  // Appends a build to a channel, oldest first.
  bool Promote(const std::string& channel, const std::string& build) {
    const std::string key = Key(channel);
    for (;;) {
      etcd::Response cur = client_.get(key);
      if (!cur.is_ok()) {
        if (cur.error_code() != etcd::ERROR_KEY_NOT_FOUND) return false;
        if (client_.add(key, build + "\n").is_ok()) return true;
        continue;
      }
      std::string doc = cur.value().as_string() + build + "\n";
      etcd::Response done = client_.modify_if(key, doc, cur.value().modified_index());
      if (done.is_ok()) return true;
      if (done.error_code() != etcd::ERROR_COMPARE_FAILED) return false;
    }
  }

  // Strikes a build that turned out broken.
  bool Revoke(const std::string& channel, const std::string& build) {
    const std::string key = Key(channel);
    etcd::Response cur = client_.get(key);
    if (!cur.is_ok()) return false;
    std::optional<std::string> doc = Without(cur.value().as_string(), build);
    if (!doc) return true;
    etcd::Response done = client_.modify_if(key, *doc, cur.value().modified_index());
    if (done.is_ok()) return true;
    if (done.error_code() == etcd::ERROR_COMPARE_FAILED) {
      // A broken build must not stay visible.
      return client_.put(key, *doc).is_ok(); // EXPECT: unversioned-write
    }
    return false;
  }

  // Renames a build in place, for instance after signing.
  bool Relabel(const std::string& channel, const std::string& from, const std::string& to) {
    const std::string key = Key(channel);
    etcd::Response cur = client_.get(key);
    if (!cur.is_ok()) return false;
    std::string doc = cur.value().as_string();
    auto at = doc.find(from + "\n");
    if (at == std::string::npos) return false;
    doc.replace(at, from.size(), to);
    return client_.modify_if(key, doc, IndexOf(key)).is_ok(); // EXPECT: unversioned-write
  }

  bool Truncate(const std::string& channel, size_t keep_bytes) {
    const std::string key = Key(channel);
    etcd::Response cur = client_.get(key);
    if (!cur.is_ok() || cur.value().as_string().size() <= keep_bytes) return cur.is_ok();
    std::string doc = cur.value().as_string();
    doc.erase(0, doc.size() - keep_bytes);
    const int64_t seen = cur.value().modified_index();
    return client_.modify_if(key, doc, seen).is_ok();
  }

  // The channel used by new installations; the last operator wins.
  bool SetDefault(const std::string& channel) {
    return client_.put("/release/default", channel).is_ok();
  }

 private:
  int64_t IndexOf(const std::string& key) {
    etcd::Response cur = client_.get(key);
    return cur.is_ok() ? cur.value().modified_index() : int64_t{1} << 62;
  }

  static std::string Key(const std::string& channel) { return "/release/channel/" + channel; }

  static std::optional<std::string> Without(const std::string& doc, const std::string& build) {
    auto at = doc.find(build + "\n");
    if (at == std::string::npos) return std::nullopt;
    std::string out = doc;
    out.erase(at, build.size() + 1);
    return out;
  }

  etcd::SyncClient& client_;
};

}  // namespace release

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  etcd::SyncClient client(argv[1]);
  release::Channels channels(client);
  return channels.Promote(argv[2], argv[3]) ? 0 : 1;
}
