// RUN: %tocsin %s
// The check is lost in a default argument of a wrapper, the key is made by a
// helper.
#include "zookeeper.h"
#include <cstdlib>
#include <string>

class Session {
public:
  std::string get(const std::string &path, Stat *stat) {
    char buf[256];
    int len = sizeof buf;
    if (zoo_get(zh, path.c_str(), 0, buf, &len, stat) != ZOK)
      return "";
    return std::string(buf, len);
  }
  int set(const std::string &path, const std::string &data, int version = -1) {
    return zoo_set(zh, path.c_str(), data.data(), data.size(), version);
  }

private:
  zhandle_t *zh;
};

static std::string quotaPath(const std::string &tenant) {
  return "/quota/" + tenant;
}

int guilty(Session &s, const std::string &tenant, int amount) {
  Stat stat;
  int used = std::atoi(s.get(quotaPath(tenant), &stat).c_str());
  return s.set(quotaPath(tenant), // EXPECT: unversioned-write
               std::to_string(used + amount));
}

int corrected(Session &s, const std::string &tenant, int amount) {
  Stat stat;
  int used = std::atoi(s.get(quotaPath(tenant), &stat).c_str());
  return s.set(quotaPath(tenant), std::to_string(used + amount), stat.version);
}

int elsewhere(Session &s, const std::string &tenant) {
  Stat stat;
  int used = std::atoi(s.get(quotaPath(tenant), &stat).c_str());
  return s.set("/copy/" + tenant, std::to_string(used));
}
