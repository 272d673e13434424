// STD: c++20
// Vehicle records: the gateways of all regions report distance and trips.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "async_zk.hpp"

namespace fleet {

class Odometer {
 public:
  explicit Odometer(AsyncZk& zk) : zk_(zk) {}

  void add_distance(const std::string& vin, long metres) {
    const std::string path = "/fleet/" + vin + "/odometer";
    zk_.get(path, [this, path, metres](int rc, std::string value, Stat) {
      if (rc != ZOK) return fail(rc);
      const long total = std::strtol(value.c_str(), nullptr, 10) + metres;
      zk_.set(path, std::to_string(total), -1, [this](int rc2) { if (rc2 != ZOK) fail(rc2); }); // EXPECT-MISS: unversioned-write
    });
  }

  void add_trip(const std::string& vin) {
    const std::string path = "/fleet/" + vin + "/trips";
    zk_.get(path, [this, path, vin](int rc, std::string value, Stat st) {
      if (rc != ZOK) return fail(rc);
      const long n = std::strtol(value.c_str(), nullptr, 10) + 1;
      zk_.set(path, std::to_string(n), st.version, [this, vin](int rc2) {
        if (rc2 == ZBADVERSION) return add_trip(vin);
        if (rc2 != ZOK) fail(rc2);
      });
    });
  }

  void fail(int rc) { std::fprintf(stderr, "odometer: %s\n", zerror(rc)); }

 private:
  AsyncZk& zk_;
};

void report(AsyncZk& zk, const std::string& vin) {
  static Odometer odo(zk);
  odo.add_distance(vin, 1200);
  odo.add_trip(vin);
}

}  // namespace fleet
