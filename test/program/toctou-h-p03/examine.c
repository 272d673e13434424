// STD: gnu17
#include "mbox.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

int mbox_path(char *buf, size_t len, const struct recipient *rcpt)
{
    int n = snprintf(buf, len, "%s/%s", MAILDROP, rcpt->login);

    return (n < 0 || (size_t)n >= len) ? -1 : 0;
}

enum mbox_verdict mbox_examine(const char *path, uid_t owner)
{
    struct stat sb;

    if (lstat(path, &sb) != 0)
        return MBOX_MISSING;
    if (!S_ISREG(sb.st_mode))
        return MBOX_ODD_TYPE;
    if (sb.st_nlink != 1)
        return MBOX_LINKED;
    if (sb.st_uid != owner)
        return MBOX_FOREIGN;
    return MBOX_FINE;
}

const char *mbox_strverdict(enum mbox_verdict v)
{
    static const char *const text[] = {
        "fine", "missing", "owned by someone else", "has several links",
        "not a regular file"
    };

    return text[v];
}
