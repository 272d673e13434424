// STD: gnu17
#include "pathutil.h"

#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

bool path_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

long path_age(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 ? (long)(time(NULL) - st.st_mtime) : -1;
}
