// STD: c++20
#include "price_book.h"

#include <cmath>
#include <ostream>
#include <stdexcept>

namespace shop {

std::optional<PriceRow> PriceBook::get(const std::string& sku) const {
  std::lock_guard lock(mutex_);
  auto it = rows_.find(sku);
  if (it == rows_.end()) return std::nullopt;
  return it->second;
}

void PriceBook::add(const PriceRow& row) {
  std::lock_guard lock(mutex_);
  if (!rows_.emplace(row.sku, row).second) throw VersionConflict();
}

void PriceBook::setNet(const std::string& sku, int64_t cents, uint64_t expected_version) {
  std::lock_guard lock(mutex_);
  auto it = rows_.find(sku);
  if (it == rows_.end()) throw std::out_of_range(sku);
  if (it->second.version != expected_version) throw VersionConflict();
  it->second.net_cents = cents;
  it->second.version++;
}

void PriceBook::setFloor(const std::string& sku, int64_t cents, uint64_t expected_version) {
  std::lock_guard lock(mutex_);
  auto it = rows_.find(sku);
  if (it == rows_.end()) throw std::out_of_range(sku);
  PriceRow& row = it->second;
  audit_ << "floor " << sku << " v" << expected_version << ' ' << row.floor_cents << " -> " << cents
         << '\n';
  row.floor_cents = cents;  // EXPECT: unchecked-version
  row.version++;
}

void PriceBook::convert(const std::string& sku, const std::string& currency, double rate,
                        uint64_t expected_version) {
  std::optional<PriceRow> row = get(sku);
  if (!row) throw std::out_of_range(sku);
  if (row->version != expected_version) throw VersionConflict();
  row->net_cents = std::llround(static_cast<double>(row->net_cents) * rate);
  row->floor_cents = std::llround(static_cast<double>(row->floor_cents) * rate);
  row->currency = currency;
  row->version = expected_version + 1;

  std::lock_guard lock(mutex_);
  rows_[sku] = *row;  // EXPECT: unchecked-version
}

}  // namespace shop
