#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace janitor {

enum class Kind { Log, Directory, Foreign };

struct Candidate {
    std::filesystem::path path;
    Kind kind = Kind::Foreign;
    std::uintmax_t size = 0;
};

class Scanner {
public:
    explicit Scanner(std::filesystem::path top) : top_(std::move(top)) {}
    std::vector<Candidate> scan() const;

private:
    static Candidate classify(const std::filesystem::directory_entry &entry);
    std::filesystem::path top_;
};

} // namespace janitor
