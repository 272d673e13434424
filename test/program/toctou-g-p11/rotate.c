// STD: gnu17
#include "rotate.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int complain(const char *what, const char *path)
{
    fprintf(stderr, "rotate: %s %s: %s\n", what, path, strerror(errno));
    return -1;
}

int rotate_apply(const log_target *t)
{
    char old[1024], idx[1024];

    if (fsu_make_dir(t->dir) < 0)
        return complain("mkdir", t->dir);
    if (chown(t->dir, t->uid, t->gid) < 0) // EXPECT: create-then-name
        return complain("chown", t->dir);

    snprintf(old, sizeof old, "%s.1", t->file);
    if (rename(t->file, old) < 0 && errno != ENOENT)
        return complain("rename", t->file);

    if (fsu_create_empty(t->file) < 0)
        return complain("create", t->file);
    if (chown(t->file, t->uid, t->gid) < 0) // EXPECT: create-then-name
        return complain("chown", t->file);

    snprintf(idx, sizeof idx, "%s.idx", old);
    if (fsu_create_owned(idx, t->uid, t->gid, t->mode) < 0 && errno != EEXIST)
        return complain("index", idx);
    return 0;
}
