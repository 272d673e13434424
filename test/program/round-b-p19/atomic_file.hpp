#pragma once

#include <string>
#include <string_view>
#include <sys/types.h>

namespace prefs {

// Replaces a file in one step; the old contents stay until commit().
class AtomicFile {
public:
    explicit AtomicFile(std::string target);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    void write(std::string_view data);
    void commit();

private:
    std::string target_;
    std::string scratch_;
    int fd_ = -1;
};

mode_t modeOr(const std::string& file, mode_t fallback);

} // namespace prefs
