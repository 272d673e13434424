#pragma once
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace edge {

struct Object {
    std::uint64_t generation = 0;
    std::filesystem::path body;
};

class ObjectIndex {
public:
    void put(const std::string& key, Object obj);
    std::optional<Object> get(const std::string& key) const;
    std::uint64_t generation(const std::string& key) const;
    bool erase(const std::string& key);
    bool eraseIfOlder(const std::string& key, std::uint64_t bound);

private:
    void dropBody(const Object& o);

    mutable std::mutex mu_;
    std::unordered_map<std::string, Object> objects_;
};

} // namespace edge
