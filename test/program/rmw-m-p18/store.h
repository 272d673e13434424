#pragma once

#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <map>
#include <mutex>
#include <string>

namespace kv {

struct Batch {
    std::map<std::string, std::string> puts;
    size_t count() const { return puts.size(); }
};

class Log {
public:
    explicit Log(const char *path);
    ~Log();
    bool append(uint64_t firstSeq, const Batch &b);

private:
    std::FILE *f_;
    uint64_t offset_ = 0;
};

class Store {
public:
    explicit Store(const char *path) : log_(path) {}

    bool write(const Batch &b);
    bool get(const std::string &key, std::string *out) const;
    uint64_t lastSequence() const;

private:
    struct Writer {
        explicit Writer(const Batch *b) : batch(b) {}
        const Batch *batch;
        bool done = false;
        bool ok = false;
        std::condition_variable cv;
    };

    // Merges the front writers into *merged; the caller holds mutex_.
    Writer *buildGroup(Batch *merged);

    mutable std::mutex mutex_;
    std::deque<Writer *> writers_;
    std::map<std::string, std::string> mem_;
    Log log_;
    uint64_t lastSequence_ = 0;
    uint64_t groups_ = 0;
};

} // namespace kv
