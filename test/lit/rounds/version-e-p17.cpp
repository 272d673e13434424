// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Frequency capping for the ad server: how often has a user seen a campaign.
#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <atomic>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace adserver {

struct Exposure {
  uint32_t impressions = 0;
  uint32_t clicks = 0;
  uint64_t last_seen = 0;

  std::string Pack() const {
    std::string out(sizeof(*this), '\0');
    std::memcpy(out.data(), this, sizeof(*this));
    return out;
  }
  static std::optional<Exposure> Unpack(const std::string& s) {
    if (s.size() != sizeof(Exposure)) return std::nullopt;
    Exposure e;
    std::memcpy(&e, s.data(), sizeof(e));
    return e;
  }
};

class FrequencyCap {
 public:
  explicit FrequencyCap(std::unique_ptr<rocksdb::DB> db) : db_(std::move(db)) {}

  // Called by every delivery worker after the creative went out.
  rocksdb::Status RecordImpression(const std::string& user, uint32_t campaign, uint64_t now) {
    const std::string key = Key(user, campaign);
    std::string raw;
    Exposure e;
    rocksdb::Status s = db_->Get(rocksdb::ReadOptions(), key, &raw);
    if (s.ok()) {
      if (auto old = Exposure::Unpack(raw)) e = *old;
    } else if (!s.IsNotFound()) {
      return s;
    }
    e.impressions++;
    e.last_seen = now;
    return db_->Put(rocksdb::WriteOptions(), key, e.Pack());  // EXPECT: unversioned-write
  }

  bool MayShow(const std::string& user, uint32_t campaign, uint32_t cap) {
    std::string raw;
    if (!db_->Get(rocksdb::ReadOptions(), Key(user, campaign), &raw).ok()) return true;
    auto e = Exposure::Unpack(raw);
    return !e || e->impressions < cap;
  }

  // The campaign was booked anew; history under the old number is kept as a copy.
  rocksdb::Status Archive(const std::string& user, uint32_t campaign, uint32_t archive_id) {
    std::string raw;
    rocksdb::Status s = db_->Get(rocksdb::ReadOptions(), Key(user, campaign), &raw);
    if (!s.ok()) return s;
    return db_->Put(rocksdb::WriteOptions(), "archive/" + std::to_string(archive_id) + "/" + user,
                    raw);
  }

  rocksdb::Status CountDelivered(uint32_t campaign) {
    return db_->Merge(rocksdb::WriteOptions(), "delivered/" + std::to_string(campaign), "1");
  }

  rocksdb::Status SetPaused(uint32_t campaign, bool paused) {
    return db_->Put(rocksdb::WriteOptions(), "paused/" + std::to_string(campaign),
                    paused ? "1" : "0");
  }

 private:
  static std::string Key(const std::string& user, uint32_t campaign) {
    return "exp/" + user + "/" + std::to_string(campaign);
  }

  std::unique_ptr<rocksdb::DB> db_;
};

struct Delivery {
  std::string user;
  uint32_t campaign;
  uint64_t at;
};

class DeliveryPool {
 public:
  DeliveryPool(FrequencyCap& cap, std::vector<Delivery> work) : cap_(cap), work_(std::move(work)) {}

  size_t Run(unsigned threads) {
    std::vector<std::thread> pool;
    for (unsigned i = 0; i < threads; ++i) pool.emplace_back([this] { Worker(); });
    for (auto& t : pool) t.join();
    return failed_.load();
  }

 private:
  void Worker() {
    for (size_t i = next_.fetch_add(1); i < work_.size(); i = next_.fetch_add(1)) {
      const Delivery& d = work_[i];
      if (!cap_.MayShow(d.user, d.campaign, 5)) continue;
      if (!cap_.RecordImpression(d.user, d.campaign, d.at).ok() ||
          !cap_.CountDelivered(d.campaign).ok())
        failed_.fetch_add(1);
    }
  }

  FrequencyCap& cap_;
  std::vector<Delivery> work_;
  std::atomic<size_t> next_{0};
  std::atomic<size_t> failed_{0};
};

}  // namespace adserver
