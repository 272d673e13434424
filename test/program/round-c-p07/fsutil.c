#include "fsutil.h"
#include <errno.h>
#include <sys/stat.h>

int is_plain_file(const char *path)
{
    struct stat st;

    if (lstat(path, &st) < 0)
        return -errno;
    if (!S_ISREG(st.st_mode))
        return 0;
    return st.st_nlink == 1;
}
