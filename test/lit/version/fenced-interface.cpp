// RUN: %tocsin %s
// Nobody calls the fenced forms here, but the interface offers them.
#include <cstdint>
#include <string>

struct Plan {
  virtual ~Plan() = default;
  virtual bool put(const std::string &Key, const std::string &Value) = 0;
  virtual bool putFenced(const std::string &Key, const std::string &Value,
                         std::uint64_t Epoch) = 0;
  virtual bool remove(const std::string &Key) = 0;
  virtual bool removeFenced(const std::string &Key, std::uint64_t Epoch) = 0;
};
struct Lease {
  virtual ~Lease() = default;
  virtual bool held() const = 0;
  virtual std::uint64_t epoch() const = 0;
};

bool guilty(Plan &P, const Lease &L) {
  return L.held() && P.put("north", "seven"); // EXPECT: unversioned-write
}
bool guiltyRemoval(Plan &P, const Lease &L) {
  if (!L.held())
    return false;
  return P.remove("north"); // EXPECT: unversioned-write
}
bool blind(Plan &P) { return P.remove("north"); }
bool corrected(Plan &P, const Lease &L) {
  return L.held() && P.putFenced("north", "seven", L.epoch());
}
