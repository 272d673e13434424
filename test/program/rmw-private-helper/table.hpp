#pragma once
#include <map>
#include <mutex>
#include <string>

class Table {
public:
  void put(const std::string &Key, int N);
  void drop(const std::string &Key);
  long changes();

private:
  void putLocked(const std::string &Key, int N);
  void changed();

  std::mutex M;
  std::map<std::string, int> Rows;
  long Changes = 0;
};
