// STD: gnu17
#include "rec.h"
#include <sys/stat.h>
#include <time.h>

int rec_past_retention(const char *name, long days)
{
    char path[512];
    struct stat st;

    rec_path(path, sizeof path, name, "wav");
    if (stat(path, &st) != 0)
        return 0;
    return difftime(time(NULL), st.st_mtime) > days * 86400.0;
}
