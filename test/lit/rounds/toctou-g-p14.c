// RUN: %tocsin %s
// STD: gnu17
/*
 * quotafix - bring one entry of a shared upload area back into its limits.
 */
#include <sys/types.h>
#include <sys/stat.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LIMIT (64L * 1024 * 1024)

static int nfixed = 0;
static int verbose = 0;
static char *progname;

static void warnx_(what, name)
const char *what;
const char *name;
{
    (void)fprintf(stderr, "%s: %s %s: %s\n", progname, what, name, strerror(errno));
}

static int fix_entry(name, uid)
char *name;
uid_t uid;
{
    struct stat st;

    if (lstat(name, &st) == -1) {
        warnx_("stat", name);
        return -1;
    }

    switch (st.st_mode & S_IFMT) {
    case S_IFREG:
        if (st.st_size > LIMIT) {
            if (truncate(name, LIMIT) == -1) { // EXPECT: file-toctou
                warnx_("truncate", name);
                return -1;
            }
            nfixed++;
        }
        break;
    case S_IFDIR:
        if (st.st_uid != uid) {
            if (chown(name, uid, st.st_gid) == -1) { // EXPECT: file-toctou
                warnx_("chown", name);
                return -1;
            }
            nfixed++;
        }
        break;
    case S_IFLNK:
        if (verbose)
            (void)printf("%s: link, left alone\n", name);
        break;
    default:
        if (verbose)
            (void)printf("%s: special file, mode %lo\n", name, (unsigned long)st.st_mode);
        break;
    }
    return 0;
}

static int fix_area(dir, uid)
char *dir;
uid_t uid;
{
    DIR *dp;
    struct dirent *de;
    char path[1024];
    int bad = 0;

    if ((dp = opendir(dir)) == NULL) {
        warnx_("opendir", dir);
        return -1;
    }
    while ((de = readdir(dp)) != NULL) {
        if (de->d_name[0] == '.')
            continue;
        if (strlen(dir) + strlen(de->d_name) + 2 > sizeof(path))
            continue;
        (void)sprintf(path, "%s/%s", dir, de->d_name);
        if (fix_entry(path, uid) < 0)
            bad++;
    }
    (void)closedir(dp);
    return bad;
}

int main(argc, argv)
int argc;
char **argv;
{
    int rc;

    progname = argv[0];
    if (argc < 3)
        return 64;
    verbose = argc > 3;
    rc = fix_area(argv[1], (uid_t)atoi(argv[2]));
    (void)printf("%d entries fixed\n", nfixed);
    return rc != 0;
}
