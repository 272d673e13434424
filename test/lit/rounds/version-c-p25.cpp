// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Worker pool membership; everything here runs on the ZooKeeper event thread.
#ifndef THREADED
#define THREADED
#endif
#include <zookeeper/zookeeper.h>

#include <cstdio>
#include <functional>
#include <memory>
#include <string>

namespace pool {

using Done = std::function<void(int rc)>;

struct Edit {
    zhandle_t* zh;
    std::string path;
    std::string item;
    Done done;
    int attempts = 0;
};

static void startRemove(Edit* e);

static std::string withItem(const char* value, int len, const std::string& item) {
    std::string list(value ? value : "", value && len > 0 ? len : 0);
    if (!list.empty()) list += ';';
    return list + item;
}

static std::string withoutItem(const char* value, int len, const std::string& item) {
    std::string list(value ? value : "", value && len > 0 ? len : 0);
    const auto at = list.find(item);
    if (at != std::string::npos) list.erase(at, item.size() + 1);
    return list;
}

static void finish(Edit* e, int rc) {
    std::unique_ptr<Edit> owned(e);
    if (owned->done) owned->done(rc);
}

static void onAddStored(int rc, const struct Stat*, const void* data) {
    finish(const_cast<Edit*>(static_cast<const Edit*>(data)), rc);
}

static void onAddLoaded(int rc, const char* value, int len, const struct Stat* stat, const void* data) {
    Edit* e = const_cast<Edit*>(static_cast<const Edit*>(data));
    if (rc != ZOK) return finish(e, rc);
    std::printf("%s: %d bytes at %d\n", e->path.c_str(), len, stat->version);
    const std::string next = withItem(value, len, e->item);
    rc = zoo_aset(e->zh, e->path.c_str(), next.data(), static_cast<int>(next.size()), -1, onAddStored, e); // EXPECT: unversioned-write
    if (rc != ZOK) finish(e, rc);
}

static void onRemoveStored(int rc, const struct Stat*, const void* data) {
    Edit* e = const_cast<Edit*>(static_cast<const Edit*>(data));
    if (rc == ZBADVERSION && ++e->attempts < 10) return startRemove(e);
    finish(e, rc);
}

static void onRemoveLoaded(int rc, const char* value, int len, const struct Stat* stat, const void* data) {
    Edit* e = const_cast<Edit*>(static_cast<const Edit*>(data));
    if (rc != ZOK) return finish(e, rc);
    const std::string next = withoutItem(value, len, e->item);
    rc = zoo_aset(e->zh, e->path.c_str(), next.data(), static_cast<int>(next.size()), stat->version,
                  onRemoveStored, e);
    if (rc != ZOK) finish(e, rc);
}

static void startRemove(Edit* e) {
    int rc = zoo_aget(e->zh, e->path.c_str(), 0, onRemoveLoaded, e);
    if (rc != ZOK) finish(e, rc);
}

void addWorker(zhandle_t* zh, const std::string& pool, const std::string& worker, Done done) {
    auto* e = new Edit{zh, "/pools/" + pool, worker, std::move(done)};
    int rc = zoo_aget(zh, e->path.c_str(), 0, onAddLoaded, e);
    if (rc != ZOK) finish(e, rc);
}

void removeWorker(zhandle_t* zh, const std::string& pool, const std::string& worker, Done done) {
    startRemove(new Edit{zh, "/pools/" + pool, worker, std::move(done)});
}

static void onStatusStored(int rc, const struct Stat*, const void*) {
    if (rc != ZOK) std::fprintf(stderr, "status: %s\n", zerror(rc));
}

void publishStatus(zhandle_t* zh, const std::string& worker, const std::string& status) {
    const std::string path = "/workers/" + worker;
    zoo_aset(zh, path.c_str(), status.data(), static_cast<int>(status.size()), -1, onStatusStored, nullptr);
}

}  // namespace pool
