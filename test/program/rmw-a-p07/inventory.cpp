// STD: c++20
#include "inventory.h"

void Inventory::adjust(const std::string& sku, int delta) {
  items_[sku].on_hand += delta;
}

void Inventory::receive(const std::string& sku, int quantity) {
  std::lock_guard<std::mutex> g(mu_);
  adjust(sku, quantity);
}

bool Inventory::reserve(const std::string& sku, int quantity) {
  std::lock_guard<std::mutex> g(mu_);
  auto it = items_.find(sku);
  if (it == items_.end()) return false;
  StockItem& item = it->second;
  if (item.on_hand - item.reserved < quantity) return false;
  item.reserved += quantity;
  return true;
}

void Inventory::ship(const std::string& sku, int quantity) {
  std::lock_guard<std::mutex> g(mu_);
  items_[sku].reserved -= quantity;
  adjust(sku, -quantity);
}

int Inventory::writeOffs() const {
  std::lock_guard<std::mutex> g(mu_);
  return write_offs_;
}

int Inventory::onHand(const std::string& sku) const {
  std::lock_guard<std::mutex> g(mu_);
  auto it = items_.find(sku);
  return it == items_.end() ? 0 : it->second.on_hand;
}
