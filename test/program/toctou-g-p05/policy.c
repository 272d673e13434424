// STD: gnu17
#include "mnt.h"
#include <mntent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void fatal(int code, const char *fmt, ...)
{
    va_list ap;
    fputs("usermnt: ", stderr);
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
    exit(code);
}

int point_belongs_to(const char *point, uid_t uid)
{
    struct stat sb;

    if (lstat(point, &sb) != 0)
        return 0;
    if (!S_ISDIR(sb.st_mode))
        return 0;
    return sb.st_uid == uid && (sb.st_mode & S_IWUSR) != 0;
}

int device_listed(const char *device)
{
    FILE *tab = setmntent("/etc/usermnt.tab", "r");
    struct mntent *e;
    int found = 0;

    if (!tab)
        return 0;
    while (!found && (e = getmntent(tab)) != NULL)
        found = strcmp(e->mnt_fsname, device) == 0;
    endmntent(tab);
    return found;
}
