#pragma once
#include "pool.h"
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

struct Batch {
    std::string host;
    std::vector<double> values;
};

class Uploader {
public:
    Uploader(TaskPool &pool, std::string endpoint) : pool_(pool), endpoint_(std::move(endpoint)) {}

    size_t uploadAll(const std::vector<Batch> &batches);
    void enqueue(Batch b);
    void flush();
    uint64_t sent() const;

private:
    bool post(const Batch &b) const;

    TaskPool &pool_;
    const std::string endpoint_;
    mutable std::mutex mu_;
    std::condition_variable done_;
    size_t outstanding_ = 0;
    uint64_t sent_ = 0;
};
