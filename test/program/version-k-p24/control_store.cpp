// STD: c++20
#include "control_store.h"

#include <cstdlib>

namespace sched {

std::optional<std::string> ControlStore::get(const std::string& key) {
    std::string reply;
    if (rpc_.call("get", key, "", &reply) != 0) return std::nullopt;
    return reply;
}

PutResult ControlStore::put(const std::string& key, const std::string& value) {
    std::string reply;
    return rpc_.call("put", key, value, &reply) == 0 ? PutResult::Done : PutResult::Unreachable;
}

PutResult ControlStore::putFenced(const std::string& key, const std::string& value, uint64_t epoch) {
    std::string reply;
    if (rpc_.call("putf", key, std::to_string(epoch) + "\n" + value, &reply) != 0) return PutResult::Unreachable;
    return reply == "fenced" ? PutResult::Fenced : PutResult::Done;
}

bool Election::isLeader() {
    std::string reply;
    if (rpc_.call("leader", "/election", "", &reply) != 0) return false;
    auto sep = reply.find(' ');
    if (sep == std::string::npos || reply.substr(0, sep) != self_) return false;
    epoch_ = std::strtoull(reply.c_str() + sep + 1, nullptr, 10);
    return true;
}

}  // namespace sched
