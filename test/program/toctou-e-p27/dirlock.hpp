#pragma once
#include <string>

namespace pkg {

// Exclusive lock on the package database, held for the life of the object.
class DatabaseLock {
public:
    explicit DatabaseLock(const std::string& dir);
    ~DatabaseLock();
    DatabaseLock(const DatabaseLock&) = delete;
    DatabaseLock& operator=(const DatabaseLock&) = delete;

private:
    int fd_;
};

} // namespace pkg
