#pragma once
#include <map>
#include <mutex>
#include <string>
#include <vector>

struct StockItem {
  int on_hand = 0;
  int reserved = 0;
};

struct ReturnLine {
  std::string sku;
  int quantity = 0;
  bool damaged = false;
};

class Inventory {
 public:
  void receive(const std::string& sku, int quantity);
  bool reserve(const std::string& sku, int quantity);
  void ship(const std::string& sku, int quantity);
  void acceptReturns(const std::vector<ReturnLine>& lines);
  int writeOffs() const;
  int onHand(const std::string& sku) const;

 private:
  void adjust(const std::string& sku, int delta);

  mutable std::mutex mu_;
  std::map<std::string, StockItem> items_;
  int write_offs_ = 0;
};
