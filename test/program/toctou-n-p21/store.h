#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace exam {

// Submissions of an examination, one file per candidate and task.
class Store {
public:
    explicit Store(std::filesystem::path root);

    bool has(const std::string &candidate, const std::string &task) const;
    void save(const std::string &candidate, const std::string &task, std::string_view text);
    bool save_first(const std::string &candidate, const std::string &task, std::string_view text);

private:
    std::filesystem::path root_;
};

} // namespace exam
