#pragma once
#ifndef THREADED
#define THREADED
#endif
#include <zookeeper/zookeeper.h>

#include <cstdint>
#include <string>
#include <vector>

namespace coord {

class ZkTree {
public:
    ZkTree(zhandle_t *zh, std::string base) : zh_(zh), base_(std::move(base)) {}

    std::vector<std::string> children() const;
    int statNode(const std::string &name, Stat *out) const;
    std::string full(const std::string &name) const { return base_ + "/" + name; }
    zhandle_t *handle() const { return zh_; }

private:
    zhandle_t *zh_;
    std::string base_;
};

class TaskSweeper {
public:
    TaskSweeper(ZkTree tasks, ZkTree results, std::int64_t retentionMs)
        : tasks_(std::move(tasks)), results_(std::move(results)), retentionMs_(retentionMs) {}

    int sweepTasks();
    int sweepResults();

private:
    ZkTree tasks_;
    ZkTree results_;
    std::int64_t retentionMs_;
};

std::int64_t wallMillis();

} // namespace coord
