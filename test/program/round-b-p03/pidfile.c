#include "pidfile.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int pidfile_present(const char *path)
{
    struct stat sb;

    return stat(path, &sb) == 0;
}

int pidfile_store(const char *path, pid_t pid)
{
    FILE *fp;
    int bad;

    fp = fopen(path, "w"); // EXPECT: file-toctou
    if (fp == NULL)
        return -1;
    bad = fprintf(fp, "%ld\n", (long)pid) < 0;
    if (fclose(fp) != 0)
        bad = 1;
    return bad ? -1 : 0;
}

void pidfile_drop(const char *path)
{
    (void)unlink(path);
}
