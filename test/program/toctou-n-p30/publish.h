#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace repo {

enum class Outcome { Published, AlreadyThere, Failed };

// A file being written next to its final place; removed unless committed.
class Draft {
public:
    explicit Draft(const std::filesystem::path &dir);
    ~Draft();
    Draft(const Draft &) = delete;
    Draft &operator=(const Draft &) = delete;

    bool write(std::string_view data);
    Outcome commit(const std::filesystem::path &target);

private:
    std::string name_;
    int fd_;
    bool pending_ = true;
};

bool released(const std::filesystem::path &target);

} // namespace repo
