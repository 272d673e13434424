// RUN: %tocsin %s
// STD: c++20
// p03: the Windows calls; disposition, flags and last arguments vary.
#include <string>

using DWORD = unsigned long;
using BOOL = int;
using UINT = unsigned int;
using HANDLE = void*;
struct SECURITY_ATTRIBUTES;
extern "C" {
DWORD GetFileAttributesA(const char* lpFileName);
DWORD GetFileAttributesW(const wchar_t* lpFileName);
BOOL PathFileExistsA(const char* pszPath);
HANDLE CreateFileA(const char* lpFileName, DWORD dwDesiredAccess, DWORD dwShareMode, SECURITY_ATTRIBUTES* sa,
                   DWORD dwCreationDisposition, DWORD dwFlagsAndAttributes, HANDLE hTemplateFile);
HANDLE CreateFileW(const wchar_t* lpFileName, DWORD dwDesiredAccess, DWORD dwShareMode, SECURITY_ATTRIBUTES* sa,
                   DWORD dwCreationDisposition, DWORD dwFlagsAndAttributes, HANDLE hTemplateFile);
BOOL CopyFileA(const char* from, const char* to, BOOL bFailIfExists);
BOOL MoveFileA(const char* from, const char* to);
BOOL MoveFileExA(const char* from, const char* to, DWORD dwFlags);
UINT GetTempFileNameA(const char* lpPathName, const char* lpPrefixString, UINT uUnique, char* lpTempFileName);
}

constexpr DWORD INVALID_FILE_ATTRIBUTES = 0xFFFFFFFFul;
constexpr DWORD FILE_ATTRIBUTE_NORMAL = 0x80;
constexpr DWORD FILE_ATTRIBUTE_REPARSE_POINT = 0x400;
constexpr DWORD GENERIC_WRITE = 0x40000000ul;
constexpr DWORD CREATE_NEW = 1, CREATE_ALWAYS = 2, OPEN_EXISTING = 3;
constexpr DWORD FILE_FLAG_OPEN_REPARSE_POINT = 0x00200000ul;
constexpr DWORD MOVEFILE_REPLACE_EXISTING = 1, MOVEFILE_WRITE_THROUGH = 8;

// a report that is written once
HANDLE report_a(const std::wstring& file)
{
    if (GetFileAttributesW(file.c_str()) != INVALID_FILE_ATTRIBUTES)
        return nullptr;
    return CreateFileW(file.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr); // EXPECT: file-toctou
}

HANDLE report_b(const std::wstring& file)
{
    if (GetFileAttributesW(file.c_str()) != INVALID_FILE_ATTRIBUTES)
        return nullptr;
    return CreateFileW(file.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr);
}

// a configuration that must not be replaced
bool seed_a(const char* defaults, const char* config)
{
    if (PathFileExistsA(config))
        return true;
    return CopyFileA(defaults, config, 0) != 0; // EXPECT: file-toctou
}

bool seed_b(const char* defaults, const char* config)
{
    if (PathFileExistsA(config))
        return true;
    return CopyFileA(defaults, config, 1) != 0;
}

// no junctions or links
HANDLE journal_a(const char* name)
{
    const DWORD attr = GetFileAttributesA(name);
    if (attr == INVALID_FILE_ATTRIBUTES || (attr & FILE_ATTRIBUTE_REPARSE_POINT) != 0)
        return nullptr;
    return CreateFileA(name, GENERIC_WRITE, 0, nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr); // EXPECT: file-toctou
}

HANDLE journal_b(const char* name)
{
    const DWORD attr = GetFileAttributesA(name);
    if (attr == INVALID_FILE_ATTRIBUTES || (attr & FILE_ATTRIBUTE_REPARSE_POINT) != 0)
        return nullptr;
    return CreateFileA(name, GENERIC_WRITE, 0, nullptr, OPEN_EXISTING,
                       FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OPEN_REPARSE_POINT, nullptr);
}

// publishing under a final name
bool publish_a(const std::string& draft, const std::string& final_name)
{
    bool taken = GetFileAttributesA(final_name.c_str()) != INVALID_FILE_ATTRIBUTES;
    if (taken)
        return false;
    return MoveFileExA(draft.c_str(), final_name.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) != 0; // EXPECT: file-toctou
}

bool publish_b(const std::string& draft, const std::string& final_name)
{
    bool taken = GetFileAttributesA(final_name.c_str()) != INVALID_FILE_ATTRIBUTES;
    if (taken)
        return false;
    return MoveFileA(draft.c_str(), final_name.c_str()) != 0;
}

// scratch
HANDLE scratch(const char* dir, bool numbered, UINT number)
{
    char name[260];
    if (!numbered) {
        if (GetTempFileNameA(dir, "rep", 0, name) == 0)
            return nullptr;
        return CreateFileA(name, GENERIC_WRITE, 0, nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
    }
    if (GetTempFileNameA(dir, "rep", number | 1u, name) == 0)
        return nullptr;
    return CreateFileA(name, GENERIC_WRITE, 0, nullptr, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr); // EXPECT: temp-name
}
