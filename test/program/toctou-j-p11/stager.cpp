// STD: c++20
#include "stager.h"

namespace updater {

static DWORD writeAll(HANDLE h, const void *p, DWORD n)
{
    DWORD done = 0;
    if (!WriteFile(h, p, n, &done, nullptr) || done != n)
        return GetLastError();
    return FlushFileBuffers(h) ? 0 : GetLastError();
}

DWORD Stager::stage(const Blob &data, std::wstring &staged)
{
    wchar_t base[MAX_PATH + 1];
    wchar_t name[MAX_PATH + 1];

    if (!GetTempPathW(MAX_PATH, base))
        return GetLastError();
    UINT tag = (GetTickCount() & 0x7fff) | 1;
    if (!GetTempFileNameW(base, L"upd", tag, name))
        return GetLastError();
    FileHandle h(CreateFileW(name, GENERIC_WRITE, FILE_SHARE_READ, nullptr, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr)); // EXPECT: temp-name
    if (!h.valid())
        return GetLastError();
    DWORD rc = writeAll(h.get(), data.data(), static_cast<DWORD>(data.size()));
    if (rc == 0)
        staged = name;
    return rc;
}

// Default settings go in only where the user has none yet.
DWORD Stager::publishDefaults(const std::wstring &staged, const std::wstring &name)
{
    const std::wstring target = dir_ + L"\\" + name;
    const DWORD attr = GetFileAttributesW(target.c_str());
    if (attr != INVALID_FILE_ATTRIBUTES) {
        DeleteFileW(staged.c_str());
        return 0;
    }
    if (!MoveFileExW(staged.c_str(), target.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH)) // EXPECT: file-toctou
        return GetLastError();
    return 0;
}

DWORD Stager::writeMarker(const std::wstring &version)
{
    const std::wstring marker = dir_ + L"\\.installed-" + version;
    if (GetFileAttributesW(marker.c_str()) != INVALID_FILE_ATTRIBUTES)
        return 0;
    FileHandle h(CreateFileW(marker.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr));
    if (!h.valid()) {
        const DWORD e = GetLastError();
        return e == ERROR_FILE_EXISTS ? 0 : e;
    }
    return writeAll(h.get(), version.data(), static_cast<DWORD>(version.size() * sizeof(wchar_t)));
}

} // namespace updater
