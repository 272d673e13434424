#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace cfg {

struct Entry {
    std::string text;
    std::int64_t version = 0;
};

// Settings of all services on the node, shared by the RPC worker threads.
class Registry {
public:
    static constexpr std::int64_t kWhatever = -1;
    static constexpr std::int64_t kAbsent = 0;

    std::optional<Entry> fetch(const std::string &key) const;

    // Returns false when the entry is not at the expected version.
    bool store(const std::string &key, const std::string &text, std::int64_t expected = kWhatever);
    bool erase(const std::string &key, std::int64_t expected = kWhatever);

private:
    mutable std::mutex mu_;
    std::map<std::string, Entry> entries_;
    std::int64_t last_version_ = 0;
};

} // namespace cfg
