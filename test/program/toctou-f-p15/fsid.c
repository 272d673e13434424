// STD: gnu17
#include "fsid.h"

int same_object(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

int acceptable(const struct stat *st, uid_t owner)
{
    return S_ISREG(st->st_mode) && st->st_uid == owner && st->st_nlink == 1 &&
           (st->st_mode & (S_IWGRP | S_IWOTH)) == 0;
}
