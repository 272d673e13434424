// STD: c++20
#include "counter_db.h"
#include <iostream>
#include <thread>
#include <vector>

using usage::UsageDb;

static bool admit(UsageDb &db, const std::string &tenant, int64_t cost, int64_t quota) {
  UsageDb::Session s(db);
  const std::string key = "used/" + tenant;
  int64_t used = s.read(key);
  if (used + cost > quota)
    return false;
  return s.write(key, used + cost);
}

static void rollMonth(UsageDb &db, const std::string &tenant) {
  UsageDb::Session s(db);
  int64_t used = s.read("used/" + tenant);
  int64_t total = s.read("total/" + tenant);
  if (s.write("total/" + tenant, total + used))
    s.drop("used/" + tenant);
}

int main(int argc, char **argv) {
  if (argc < 2)
    return 2;
  auto db = UsageDb::open(argv[1]);
  if (!db)
    return 1;
  std::vector<std::thread> workers;
  for (int n = 0; n < 4; ++n)
    workers.emplace_back([&] {
      for (int i = 0; i < 1000; ++i)
        if (!admit(*db, "acme", 3, 10000))
          break;
    });
  workers.emplace_back([&] { rollMonth(*db, "acme"); });
  for (auto &w : workers)
    w.join();
  std::cout << db->peek("used/acme") + db->peek("total/acme") << '\n';
}
