#include "note.h"
#include <stdio.h>
#include <unistd.h>

int caller_may_write(const char *path)
{
    int rc = access(path, W_OK);
    if (rc != 0)
        perror(path);
    return rc == 0;
}
