// STD: gnu17
#include "mbox.h"
#include <errno.h>
#include <sys/stat.h>
#include <syslog.h>

enum mbox_state mbox_examine(const char *path, uid_t owner)
{
    struct stat sb;

    if (lstat(path, &sb) < 0)
        return errno == ENOENT ? MBOX_ABSENT : MBOX_REFUSED;
    if (!S_ISREG(sb.st_mode) || sb.st_nlink != 1) {
        syslog(LOG_ALERT, "%s: linked or special file", path);
        return MBOX_REFUSED;
    }
    if (sb.st_uid != owner) {
        syslog(LOG_ALERT, "%s: wrong owner %u", path, (unsigned)sb.st_uid);
        return MBOX_REFUSED;
    }
    return MBOX_GOOD;
}
