// STD: gnu17
#include "rec.h"
#include <stdio.h>
#include <sys/statvfs.h>
#include <unistd.h>

void rec_path(char *buf, size_t len, const char *name, const char *ext)
{
    snprintf(buf, len, "%s/%s.%s", REC_ROOT, name, ext);
}

int rec_drop(const char *name)
{
    char path[512];
    int rc;

    rec_path(path, sizeof path, name, "wav");
    rc = unlink(path);
    rec_path(path, sizeof path, name, "meta");
    if (unlink(path) != 0 && rc == 0)
        fprintf(stderr, "recording %s had no metadata\n", name);
    return rc;
}

int rec_disk_percent(void)
{
    struct statvfs v;
    if (statvfs(REC_ROOT, &v) != 0 || v.f_blocks == 0)
        return 0;
    return (int)(100 - v.f_bavail * 100 / v.f_blocks);
}
