#pragma once
#include "winlite.h"
#include <string>
#include <vector>

namespace updater {

class FileHandle {
public:
    explicit FileHandle(HANDLE h = INVALID_HANDLE_VALUE) : h_(h) {}
    ~FileHandle() { reset(); }
    FileHandle(const FileHandle &) = delete;
    FileHandle &operator=(const FileHandle &) = delete;
    bool valid() const { return h_ != INVALID_HANDLE_VALUE; }
    HANDLE get() const { return h_; }
    void reset() { if (valid()) CloseHandle(h_); h_ = INVALID_HANDLE_VALUE; }
private:
    HANDLE h_;
};

using Blob = std::vector<unsigned char>;

class Stager {
public:
    explicit Stager(std::wstring installDir) : dir_(std::move(installDir)) {}
    DWORD stage(const Blob &data, std::wstring &staged);
    DWORD publishDefaults(const std::wstring &staged, const std::wstring &name);
    DWORD writeMarker(const std::wstring &version);
private:
    std::wstring dir_;
};

} // namespace updater
