#include "fsutil.h"
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

/* true when the name denotes a regular file with one link, not a symlink */
bool path_is_plain(const char *path)
{
    struct stat st;
    if (lstat(path, &st) != 0)
        return false;
    return S_ISREG(st.st_mode) && st.st_nlink == 1;
}

int write_all(int fd, const void *buf, size_t len)
{
    const char *p = buf;
    while (len > 0) {
        ssize_t n = write(fd, p, len);
        if (n < 0) {
            if (errno == EINTR)
                continue;
            return -1;
        }
        p += n;
        len -= (size_t)n;
    }
    return 0;
}
