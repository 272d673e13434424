#pragma once

#include <string>
#include <string_view>
#include <sys/types.h>

namespace mirror {

class FilePath {
public:
    FilePath() = default;
    explicit FilePath(std::string text) : text_(std::move(text)) {}

    FilePath operator/(std::string_view leaf) const { return FilePath(text_ + '/' + std::string(leaf)); }
    const std::string& str() const noexcept { return text_; }

    bool exists() const;
    bool isOwnedBy(uid_t uid) const;

    bool writeAll(std::string_view data) const;
    bool createNew(std::string_view data, mode_t mode) const;
    bool setMode(mode_t mode) const;
    bool erase() const;
    int execute() const;
    int executeOwnedBy(uid_t uid) const;

private:
    std::string text_;
};

} // namespace mirror
