#pragma once
#include "worker.h"
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace telemetry {

struct Span {
    std::string name;
    uint64_t startNs = 0, endNs = 0;
};

class Exporter : public rt::Worker {
public:
    explicit Exporter(size_t capacity);
    ~Exporter() override;

    // Called from request threads, never blocks.
    bool push(Span s);
    uint64_t flushed() const;

protected:
    void run() override;

private:
    size_t flushOnce();

    mutable std::mutex mu_;
    std::vector<Span> buffer_;
    size_t capacity_;
    uint64_t dropped_ = 0;
    uint64_t flushed_ = 0;
};

bool shipBatch(const std::vector<Span>& batch, uint64_t dropped);

} // namespace telemetry
