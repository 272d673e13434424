// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Range allocator for object ids: the next free id of a bucket is a znode.
#define THREADED
#include <zookeeper/zookeeper.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>

namespace objstore {

struct Range {
  uint64_t first;
  uint64_t count;
};

using RangeCallback = std::function<void(int rc, Range)>;

class IdAllocator {
 public:
  IdAllocator(zhandle_t* zh, std::string root) : zh_(zh), root_(std::move(root)) {}

  // Fetch `count` ids of a bucket without blocking the I/O thread.
  int AllocateAsync(const std::string& bucket, uint64_t count, RangeCallback done) {
    auto* p = new Pending{zh_, root_ + "/ids/" + bucket, {0, count}, std::move(done)};
    const int rc = zoo_aget(zh_, p->path.c_str(), 0, &IdAllocator::OnValue, p);
    if (rc != ZOK) delete p;
    return rc;
  }

  // The blocking form used by the bulk loader.
  int Allocate(const std::string& bucket, uint64_t count, Range* out) {
    const std::string path = root_ + "/ids/" + bucket;
    for (int i = 0; i < 10; ++i) {
      char buf[32];
      int len = sizeof(buf) - 1;
      Stat st;
      int rc = zoo_get(zh_, path.c_str(), 0, buf, &len, &st);
      if (rc != ZOK) return rc;
      buf[len < 0 ? 0 : len] = '\0';
      *out = {std::strtoull(buf, nullptr, 10), count};
      const std::string next = std::to_string(out->first + count);
      rc = zoo_set(zh_, path.c_str(), next.data(), static_cast<int>(next.size()), st.version);
      if (rc != ZBADVERSION) return rc;
    }
    return ZBADVERSION;
  }

  // Ids of a crashed loader are handed out again if nothing was taken since.
  int GiveBack(const std::string& bucket, const Range& r) {
    const std::string path = root_ + "/ids/" + bucket;
    char buf[32];
    int len = sizeof(buf) - 1;
    Stat st;
    int rc = zoo_get(zh_, path.c_str(), 0, buf, &len, &st);
    if (rc != ZOK) return rc;
    buf[len < 0 ? 0 : len] = '\0';
    const uint64_t next = std::strtoull(buf, nullptr, 10);
    if (next != r.first + r.count) return ZOK;
    const std::string back = std::to_string(next - r.count);
    rc = zoo_set(zh_, path.c_str(), back.data(), static_cast<int>(back.size()), st.version);
    if (rc == ZBADVERSION) {
      std::fprintf(stderr, "%s: version %d is gone, writing again\n", path.c_str(), st.version);
      rc = zoo_set(zh_, path.c_str(), back.data(), static_cast<int>(back.size()), -1);  // EXPECT: unversioned-write
    }
    return rc;
  }

 private:
  struct Pending {
    zhandle_t* zh;
    std::string path;
    Range range;
    RangeCallback done;
  };

  static void OnValue(int rc, const char* value, int len, const Stat*, const void* data) {
    std::unique_ptr<Pending> p(static_cast<Pending*>(const_cast<void*>(data)));
    if (rc != ZOK || len <= 0) {
      p->done(rc != ZOK ? rc : ZMARSHALLINGERROR, p->range);
      return;
    }
    p->range.first = std::strtoull(std::string(value, static_cast<size_t>(len)).c_str(), nullptr, 10);
    const std::string next = std::to_string(p->range.first + p->range.count);
    Pending* raw = p.release();
    rc = zoo_aset(raw->zh, raw->path.c_str(), next.data(), static_cast<int>(next.size()), -1, &IdAllocator::OnStored, raw);  // EXPECT: unversioned-write
    if (rc != ZOK) {
      raw->done(rc, raw->range);
      delete raw;
    }
  }

  static void OnStored(int rc, const Stat*, const void* data) {
    std::unique_ptr<Pending> p(static_cast<Pending*>(const_cast<void*>(data)));
    p->done(rc, p->range);
  }

  zhandle_t* zh_;
  std::string root_;
};

}  // namespace objstore
