// RUN: %tocsin %s
// CREATE_NEW is the exclusive disposition; the other ones take what is there.
#include <windows.h>

HANDLE guilty(const char *path) {
  if (GetFileAttributesA(path) != INVALID_FILE_ATTRIBUTES)
    return INVALID_HANDLE_VALUE;
  return CreateFileA(path, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, // EXPECT: file-toctou
                     FILE_ATTRIBUTE_NORMAL, NULL);
}

HANDLE corrected(const char *path) {
  return CreateFileA(path, GENERIC_WRITE, 0, NULL, CREATE_NEW,
                     FILE_ATTRIBUTE_NORMAL, NULL);
}

BOOL guiltyCopy(const char *from, const char *to) {
  if (PathFileExistsA(to))
    return FALSE;
  return CopyFileA(from, to, FALSE); // EXPECT: file-toctou
}

BOOL correctedCopy(const char *from, const char *to) {
  return CopyFileA(from, to, TRUE);
}

BOOL existenceOnly(const char *path) {
  if (PathFileExistsA(path))
    return DeleteFileA(path);
  return TRUE;
}

HANDLE guiltyLink(const char *path) {
  DWORD is = GetFileAttributesA(path);
  if (is & FILE_ATTRIBUTE_REPARSE_POINT)
    return INVALID_HANDLE_VALUE;
  return CreateFileA(path, GENERIC_WRITE, 0, NULL, OPEN_EXISTING, // EXPECT: file-toctou
                     FILE_ATTRIBUTE_NORMAL, NULL);
}

HANDLE correctedLink(const char *path) {
  DWORD is = GetFileAttributesA(path);
  if (is & FILE_ATTRIBUTE_REPARSE_POINT)
    return INVALID_HANDLE_VALUE;
  return CreateFileA(path, GENERIC_WRITE, 0, NULL, OPEN_EXISTING,
                     FILE_FLAG_OPEN_REPARSE_POINT, NULL);
}
