// RUN: %tocsin %s
// STD: c++20
// Tariff table of a charging-station backend. Tariff edits carry the version
// the operator was looking at.
#include <cstdint>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

namespace tariff {

struct Tariff {
  double perKwh = 0;
  double perMinute = 0;
  std::string currency = "EUR";
  uint64_t version = 1;
};

enum class Outcome { Accepted, VersionMismatch, Unknown };

class TariffStore {
public:
  virtual ~TariffStore() = default;
  virtual Tariff get(const std::string &zone) = 0;
  virtual Outcome put(const std::string &zone, const Tariff &t, uint64_t expectedVersion) = 0;
};

class MemoryTariffStore : public TariffStore {
public:
  using Approver = std::function<bool(const std::string &, const Tariff &)>;
  explicit MemoryTariffStore(Approver a) : approve_(std::move(a)) {}

  Tariff get(const std::string &zone) override {
    std::lock_guard<std::mutex> g(mu_);
    return zones_[zone];
  }

  Outcome put(const std::string &zone, const Tariff &t, uint64_t expectedVersion) override {
    std::unique_lock<std::mutex> lk(mu_);
    if (!current(zone, expectedVersion))
      return Outcome::VersionMismatch;
    lk.unlock();
    // Asks the regulator's web service, may take seconds.
    if (!approve_(zone, t))
      return Outcome::Unknown;
    lk.lock();
    if (!current(zone, expectedVersion))
      return Outcome::VersionMismatch;
    Tariff &slot = zones_[zone];
    slot = t;
    slot.version = expectedVersion + 1;
    return Outcome::Accepted;
  }

private:
  bool current(const std::string &zone, uint64_t v) const {
    auto it = zones_.find(zone);
    return it != zones_.end() && it->second.version == v;
  }

  std::mutex mu_;
  std::map<std::string, Tariff> zones_;
  Approver approve_;
};

class ReplicaTariffStore : public TariffStore {
public:
  explicit ReplicaTariffStore(std::shared_ptr<TariffStore> primary) : primary_(std::move(primary)) {}
  Tariff get(const std::string &zone) override { return primary_->get(zone); }
  Outcome put(const std::string &, const Tariff &, uint64_t /*expectedVersion*/) override {
    throw std::logic_error("replica does not take writes");
  }

private:
  std::shared_ptr<TariffStore> primary_;
};

class AuditedTariffStore : public TariffStore {
public:
  explicit AuditedTariffStore(std::shared_ptr<TariffStore> inner) : inner_(std::move(inner)) {}
  Tariff get(const std::string &zone) override { return inner_->get(zone); }
  Outcome put(const std::string &zone, const Tariff &t, uint64_t expectedVersion) override {
    Outcome o = inner_->put(zone, t, expectedVersion);
    std::clog << zone << " v" << expectedVersion << " -> " << static_cast<int>(o) << '\n';
    return o;
  }

private:
  std::shared_ptr<TariffStore> inner_;
};

inline bool raise(TariffStore &store, const std::string &zone, double percent) {
  for (int i = 0; i < 10; ++i) {
    Tariff t = store.get(zone);
    t.perKwh *= 1 + percent / 100;
    Outcome o = store.put(zone, t, t.version);
    if (o != Outcome::VersionMismatch)
      return o == Outcome::Accepted;
  }
  return false;
}

} // namespace tariff

int main() {
  auto mem = std::make_shared<tariff::MemoryTariffStore>(
      [](const std::string &, const tariff::Tariff &t) { return t.perKwh < 2.0; });
  tariff::AuditedTariffStore store(mem);
  store.get("north");
  std::thread a([&] { tariff::raise(store, "north", 3); });
  std::thread b([&] { tariff::raise(store, "north", 5); });
  a.join();
  b.join();
}
