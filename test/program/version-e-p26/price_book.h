#pragma once
#include <cstdint>
#include <iosfwd>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace shop {

struct PriceRow {
  std::string sku;
  int64_t net_cents = 0;
  int64_t floor_cents = 0;
  std::string currency = "EUR";
  uint64_t version = 0;
};

class VersionConflict : public std::exception {
 public:
  const char* what() const noexcept override { return "price row was changed"; }
};

class PriceBook {
 public:
  explicit PriceBook(std::ostream& audit) : audit_(audit) {}

  std::optional<PriceRow> get(const std::string& sku) const;
  void add(const PriceRow& row);
  void setNet(const std::string& sku, int64_t cents, uint64_t expected_version);
  void setFloor(const std::string& sku, int64_t cents, uint64_t expected_version);
  void convert(const std::string& sku, const std::string& currency, double rate,
               uint64_t expected_version);

 private:
  mutable std::mutex mutex_;
  std::unordered_map<std::string, PriceRow> rows_;
  std::ostream& audit_;
};

}  // namespace shop
