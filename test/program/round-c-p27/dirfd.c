#include "sweep.h"
#include <fcntl.h>
#include <sys/stat.h>

int open_dir_strict(const char *path)
{
    return open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

int expired(int dfd, const char *name, const struct sweep_opts *o)
{
    struct stat st;

    if (fstatat(dfd, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
        return 0;
    return S_ISREG(st.st_mode) && st.st_atime < o->older_than;
}
