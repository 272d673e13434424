// STD: c++20
#include "patch_store.hpp"

namespace launcher {

bool writeAll(HANDLE h, const std::vector<char>& body) {
    DWORD done = 0;
    return WriteFile(h, body.data(), static_cast<DWORD>(body.size()), &done, nullptr) &&
           done == body.size();
}

// Receipts are evidence for support and stay as they were first written.
bool PatchStore::writeReceipt(const std::wstring& version, const std::vector<char>& body) {
    const std::wstring file = at(version + L".receipt");
    const DWORD attrs = GetFileAttributesW(file.c_str());
    if (attrs != INVALID_FILE_ATTRIBUTES)
        return false;

    HANDLE h = CreateFileW(file.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_ALWAYS, // EXPECT: file-toctou
                           FILE_ATTRIBUTE_NORMAL, nullptr);
    if (h == INVALID_HANDLE_VALUE)
        return false;
    const bool written = writeAll(h, body);
    CloseHandle(h);
    return written;
}

// One launcher instance patches a version, the others wait for its receipt.
bool PatchStore::claim(const std::wstring& version) {
    const std::wstring file = at(version + L".claim");
    if (PathFileExistsW(file.c_str()))
        return false;
    HANDLE h = CreateFileW(file.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW,
                           FILE_ATTRIBUTE_NORMAL, nullptr);
    if (h == INVALID_HANDLE_VALUE)
        return false;
    CloseHandle(h);
    return true;
}

bool PatchStore::install(const std::wstring& staged, const std::wstring& name) {
    const std::wstring target = at(name);
    if (PathFileExistsW(target.c_str())) {
        // player has a modified copy
        return false;
    }
    return MoveFileExW(staged.c_str(), target.c_str(), // EXPECT: file-toctou
                       MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) != FALSE;
}

bool PatchStore::keepOriginal(const std::wstring& name) {
    const std::wstring backup = at(name + L".orig");
    if (GetFileAttributesW(backup.c_str()) != INVALID_FILE_ATTRIBUTES)
        return true;
    return CopyFileW(at(name).c_str(), backup.c_str(), TRUE) || GetLastError() == ERROR_FILE_EXISTS;
}

std::wstring PatchStore::stage(const std::vector<char>& body) {
    wchar_t name[MAX_PATH];
    if (!GetTempFileNameW(dir_.c_str(), L"ptc", GetTickCount() | 1u, name))
        return {};
    HANDLE h = CreateFileW(name, GENERIC_WRITE, 0, nullptr, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr); // EXPECT: temp-name
    if (h == INVALID_HANDLE_VALUE)
        return {};
    const bool written = writeAll(h, body);
    CloseHandle(h);
    return written ? std::wstring(name) : std::wstring();
}

} // namespace launcher
