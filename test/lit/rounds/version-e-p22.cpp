// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Device registry of the fleet manager; agent and web UI open the same SQLite file.
#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace fleet {

struct Device {
  std::string serial;
  std::string firmware;
  int reboots = 0;
  int64_t etag = 0;
};

// Unit of work: takes the write lock of the file at once.
class WriteScope {
 public:
  explicit WriteScope(SQLite::Database& db) : tx_(db, SQLite::TransactionBehavior::IMMEDIATE) {}
  void done() { tx_.commit(); }

 private:
  SQLite::Transaction tx_;
};

class DeviceRegistry {
 public:
  explicit DeviceRegistry(const std::string& file)
      : db_(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
    db_.setBusyTimeout(3000);
  }

  std::optional<Device> find(const std::string& serial) {
    SQLite::Statement q(db_, "SELECT firmware, reboots, etag FROM device WHERE serial = ?");
    q.bind(1, serial);
    if (!q.executeStep()) return std::nullopt;
    Device d;
    d.serial = serial;
    d.firmware = q.getColumn(0).getString();
    d.reboots = q.getColumn(1).getInt();
    d.etag = q.getColumn(2).getInt64();
    return d;
  }

  // Telemetry: the counter of the device restarts from zero after a flash.
  void noteReboots(const std::string& serial, int reported) {
    WriteScope scope(db_);
    auto d = find(serial);
    if (!d) return;
    const int total = reported < d->reboots ? d->reboots + reported : reported;
    SQLite::Statement u(db_, "UPDATE device SET reboots = ? WHERE serial = ?");
    u.bind(1, total);
    u.bind(2, serial);
    u.exec();
    scope.done();
  }

  // Firmware change; false asks the caller to look again.
  bool assignFirmware(const std::string& serial,
                      const std::function<std::string(const Device&)>& choose) {
    auto d = find(serial);
    if (!d) return false;
    const std::string fw = choose(*d);
    if (fw == d->firmware) return true;
    SQLite::Statement u(db_,
                        "UPDATE device SET firmware = ?, etag = etag + 1 "
                        "WHERE serial = ? AND etag = ?");
    u.bind(1, fw);
    u.bind(2, serial);
    u.bind(3, d->etag);
    return u.exec() == 1;
  }

  bool registerDevice(const std::string& serial, const std::string& firmware) {
    if (find(serial)) return false;
    SQLite::Statement i(db_,
                        "INSERT OR IGNORE INTO device(serial, firmware, reboots, etag) "
                        "VALUES(?, ?, 0, 1)");
    i.bind(1, serial);
    i.bind(2, firmware);
    return i.exec() == 1;
  }

  // The fleet-wide note is typed by an operator and simply replaces the old text.
  void setNote(const std::string& serial, const std::string& note) {
    if (!find(serial)) return;
    SQLite::Statement u(db_, "UPDATE device SET note = ? WHERE serial = ?");
    u.bind(1, note);
    u.bind(2, serial);
    u.exec();
  }

  int retireAll(const std::vector<std::string>& serials) {
    WriteScope scope(db_);
    int n = 0;
    for (const auto& s : serials) {
      auto d = find(s);
      if (!d || d->reboots < 100) continue;
      SQLite::Statement del(db_, "DELETE FROM device WHERE serial = ?");
      del.bind(1, s);
      n += del.exec();
    }
    scope.done();
    return n;
  }

 private:
  SQLite::Database db_;
};

bool upgrade(DeviceRegistry& reg, const std::string& serial, const std::string& to) {
  for (int i = 0; i < 4; ++i)
    if (reg.assignFirmware(serial, [&](const Device& d) {
          return d.firmware < to ? to : d.firmware;
        }))
      return true;
  return false;
}

}  // namespace fleet
