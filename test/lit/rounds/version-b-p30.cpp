// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
#define THREADED
#include <zookeeper/zookeeper.h>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

namespace dns {

struct SerialJob {
    zhandle_t* zh;
    std::string path;
    unsigned step;
};

static std::string zonePath(const std::string& zone) { return "/dns/zones/" + zone + "/serial"; }

static void onWritten(int rc, const Stat*, const void* data)
{
    std::unique_ptr<const SerialJob> job(static_cast<const SerialJob*>(data));
    if (rc != ZOK)
        std::fprintf(stderr, "%s: write failed: %d\n", job->path.c_str(), rc);
}

static void onSerial(int rc, const char* value, int len, const Stat* stat, const void* data)
{
    auto* job = static_cast<const SerialJob*>(data);
    if (rc != ZOK) {
        delete job;
        return;
    }
    unsigned long serial = std::strtoul(std::string(value, len).c_str(), nullptr, 10);
    std::string next = std::to_string(serial + job->step);
    std::printf("%s at v%d\n", job->path.c_str(), stat->version);
    zoo_aset(job->zh, job->path.c_str(), next.data(), static_cast<int>(next.size()), -1, onWritten, job); // EXPECT: unversioned-write
}

static void onRotate(int rc, const char* value, int len, const Stat* stat, const void* data)
{
    auto* job = static_cast<const SerialJob*>(data);
    if (rc != ZOK) {
        delete job;
        return;
    }
    std::string v(value, len);
    if (!v.empty())
        v = v.substr(1) + v[0];
    if (zoo_aset(job->zh, job->path.c_str(), v.data(), static_cast<int>(v.size()), stat->version, onWritten, job) != ZOK)
        delete job;
}

int bumpSerial(zhandle_t* zh, const std::string& zone, unsigned step)
{
    auto* job = new SerialJob{zh, zonePath(zone), step};
    int rc = zoo_aget(zh, job->path.c_str(), 0, onSerial, job);
    if (rc != ZOK)
        delete job;
    return rc;
}

int rotateTargets(zhandle_t* zh, const std::string& zone)
{
    auto* job = new SerialJob{zh, "/dns/zones/" + zone + "/targets", 0};
    int rc = zoo_aget(zh, job->path.c_str(), 0, onRotate, job);
    if (rc != ZOK)
        delete job;
    return rc;
}

int appendRecord(zhandle_t* zh, const std::string& zone, const std::string& rr)
{
    const std::string path = "/dns/zones/" + zone + "/records";
    char buf[8192];
    int len = sizeof buf;
    Stat st;
    int rc = zoo_get(zh, path.c_str(), 0, buf, &len, &st);
    if (rc != ZOK)
        return rc;
    std::string text(buf, len > 0 ? len : 0);
    text += rr + "\n";
    return zoo_set(zh, path.c_str(), text.data(), static_cast<int>(text.size()), st.cversion); // EXPECT: unversioned-write
}

}  // namespace dns
