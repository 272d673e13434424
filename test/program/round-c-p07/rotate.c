/* Log trimming of the accounting daemon, runs as root over user-writable directories. */
#include "fsutil.h"
#include <errno.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

int rotate_log(const char *path, off_t limit, off_t current)
{
    int kind;

    if (current <= limit)
        return 0;
    kind = is_plain_file(path);
    if (kind < 0) {
        syslog(LOG_WARNING, "%s: %s", path, strerror(-kind));
        return kind;
    }
    if (kind == 0) {
        syslog(LOG_WARNING, "%s: refusing links and special files", path);
        return -EPERM;
    }
    if (truncate(path, 0) < 0) { // EXPECT: file-toctou
        int e = errno;
        syslog(LOG_ERR, "truncate %s: %m", path);
        return -e;
    }
    syslog(LOG_INFO, "%s emptied", path);
    return 1;
}
