// STD: c++20
#include "async_zk.hpp"

#include <memory>

namespace fleet {

namespace {

void on_data(int rc, const char* value, int len, const struct Stat* stat, const void* data) {
  std::unique_ptr<AsyncZk::GetDone> done(const_cast<AsyncZk::GetDone*>(static_cast<const AsyncZk::GetDone*>(data)));
  (*done)(rc, value && len > 0 ? std::string(value, static_cast<size_t>(len)) : std::string(), stat ? *stat : Stat{});
}

void on_stat(int rc, const struct Stat*, const void* data) {
  std::unique_ptr<AsyncZk::SetDone> done(const_cast<AsyncZk::SetDone*>(static_cast<const AsyncZk::SetDone*>(data)));
  (*done)(rc);
}

}  // namespace

int AsyncZk::get(const std::string& path, GetDone done) {
  auto* d = new GetDone(std::move(done));
  const int rc = zoo_aget(zh_, path.c_str(), 0, on_data, d);
  if (rc != ZOK) delete d;
  return rc;
}

int AsyncZk::exists(const std::string& path, Stat* stat) {
  return zoo_exists(zh_, path.c_str(), 0, stat);
}

int AsyncZk::set(const std::string& path, const std::string& value, int version, SetDone done) {
  auto* d = new SetDone(std::move(done));
  const int rc = zoo_aset(zh_, path.c_str(), value.data(), static_cast<int>(value.size()), version, on_stat, d);
  if (rc != ZOK) delete d;
  return rc;
}

}  // namespace fleet
