// STD: gnu17
#include "trust.h"

#include <sys/stat.h>

enum trust_verdict module_trust(const char *path)
{
    struct stat st;

    if (lstat(path, &st) != 0)
        return TRUST_MISSING;
    if (!S_ISREG(st.st_mode))
        return TRUST_TYPE;
    if (st.st_uid != 0)
        return TRUST_OWNER;
    if (st.st_mode & (S_IWGRP | S_IWOTH))
        return TRUST_MODE;
    return TRUST_YES;
}

const char *trust_text(enum trust_verdict v)
{
    static const char *const text[] = {"trusted", "missing", "not owned by root",
                                       "writable by others", "not a regular file"};
    return text[v];
}
