#pragma once
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

struct Result {
    std::uint64_t generation = 0;
    std::vector<std::string> rows;
};

class ResultCache {
public:
    const Result* lookup(const std::string& key) const;
    void store(const std::string& key, std::uint64_t generation, std::vector<std::string> rows);
    std::uint64_t generation(const std::string& key) const;
    void erase(const std::string& key);
    std::size_t size() const;

private:
    mutable std::mutex mu_;
    std::unordered_map<std::string, std::unique_ptr<Result>> slots_;
};
