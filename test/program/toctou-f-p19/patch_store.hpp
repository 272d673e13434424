#pragma once
#include "win32_min.h"

#include <string>
#include <vector>

namespace launcher {

class PatchStore {
public:
    explicit PatchStore(std::wstring dir) : dir_(std::move(dir)) {}

    bool writeReceipt(const std::wstring& version, const std::vector<char>& body);
    bool claim(const std::wstring& version);
    bool install(const std::wstring& staged, const std::wstring& name);
    bool keepOriginal(const std::wstring& name);
    std::wstring stage(const std::vector<char>& body);

private:
    std::wstring at(const std::wstring& name) const { return dir_ + L"\\" + name; }
    std::wstring dir_;
};

bool writeAll(HANDLE h, const std::vector<char>& body);

} // namespace launcher
