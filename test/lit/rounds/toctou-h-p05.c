// RUN: %tocsin %s
// STD: gnu17
/*
 * adopt-home: hand over a copied skeleton tree to a freshly provisioned account.
 * Runs as root from the provisioning queue.
 */
#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE
#include <errno.h>
#include <ftw.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct {
    uid_t uid;
    gid_t gid;
    unsigned long changed;
    unsigned long skipped;
    bool verbose;
} job;

static void note(const char *fmt, ...)
{
    va_list ap;

    if (!job.verbose)
        return;
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
}

static int adopt_one(const char *path, const struct stat *sb, int type, struct FTW *pos)
{
    switch (type) {
    case FTW_SL:
    case FTW_SLN:
        note("%*s%s: link left alone\n", pos->level * 2, "", path + pos->base);
        job.skipped++;
        return 0;
    case FTW_DNR:
    case FTW_NS:
        fprintf(stderr, "adopt-home: cannot look at %s\n", path);
        return -1;
    case FTW_F:
        if (sb->st_nlink > 1) {
            note("%s: hard linked, skipped\n", path);
            job.skipped++;
            return 0;
        }
        break;
    }

    if (chown(path, job.uid, job.gid) != 0) { // EXPECT: file-toctou
        fprintf(stderr, "adopt-home: %s: %s\n", path, strerror(errno));
        return -1;
    }
    if (sb->st_mode & (S_IWGRP | S_IWOTH)) {
        mode_t tight = sb->st_mode & 07777 & ~(mode_t)(S_IWGRP | S_IWOTH);
        if (chmod(path, tight) != 0) { // EXPECT: file-toctou
            fprintf(stderr, "adopt-home: %s: %s\n", path, strerror(errno));
            return -1;
        }
    }
    job.changed++;
    return 0;
}

int main(int argc, char **argv)
{
    struct passwd *pw;
    int arg = 1;

    if (arg < argc && strcmp(argv[arg], "-v") == 0) {
        job.verbose = true;
        arg++;
    }
    if (argc - arg != 2) {
        fprintf(stderr, "usage: adopt-home [-v] LOGIN DIRECTORY\n");
        return 2;
    }
    errno = 0;
    pw = getpwnam(argv[arg]);
    if (!pw) {
        fprintf(stderr, "adopt-home: %s: %s\n", argv[arg], errno ? strerror(errno) : "unknown login");
        return 1;
    }
    job.uid = pw->pw_uid;
    job.gid = pw->pw_gid;
    if (nftw(argv[arg + 1], adopt_one, 32, FTW_PHYS | FTW_MOUNT) != 0)
        return 1;
    printf("%lu changed, %lu skipped\n", job.changed, job.skipped);
    return 0;
}
