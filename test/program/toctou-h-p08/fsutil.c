// STD: gnu17
#include "pkg.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int pkg_join(char *out, size_t cap, const char *a, const char *b)
{
    int n = snprintf(out, cap, "%s/%s", a, b);

    return n > 0 && (size_t)n < cap ? 0 : -1;
}

bool dir_present(const char *path)
{
    struct stat sb;

    return stat(path, &sb) == 0 && S_ISDIR(sb.st_mode);
}

bool script_trusted(const char *path)
{
    struct stat sb;

    if (stat(path, &sb) != 0)
        return false;
    if (sb.st_uid != 0 && sb.st_uid != geteuid())
        return false;
    return S_ISREG(sb.st_mode) && !(sb.st_mode & (S_IWGRP | S_IWOTH));
}
