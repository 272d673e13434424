// RUN: %tocsin %s
// STD: c++17
// The time of a copy is that of what was copied.
#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>

struct Lease {
  long disk;
  long expires;
  int holders;
};

class Leases {
  mutable std::mutex M;
  std::map<int, Lease> leases;

public:
  std::optional<Lease> of(int Id) const {
    std::lock_guard<std::mutex> L(M);
    auto I = leases.find(Id);
    if (I == leases.end())
      return std::nullopt;
    return I->second;
  }
};

static long ticks() {
  return std::chrono::steady_clock::now().time_since_epoch().count();
}

void wipe(Leases &All, int Id) {
  auto L = All.of(Id);
  if (!L || L->expires > ticks())
    return;
  std::filesystem::remove_all("/srv/disks/" + std::to_string(L->disk)); // EXPECT: timestamp-cleanup
}

void wipeUnheld(Leases &All, int Id) {
  auto L = All.of(Id);
  if (!L || L->holders > 0 || L->expires > ticks())
    return;
  std::filesystem::remove_all("/srv/disks/" + std::to_string(L->disk));
}
