// RUN: %tocsin %s
// STD: gnu17
/* homefix: repairs file modes below a user's home after migration */
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int fix_tree(const char *top, int depth)
{
    DIR *dp;
    struct dirent *e;
    int rc = 0;

    if (depth > 40 || (dp = opendir(top)) == NULL)
        return -1;
    while ((e = readdir(dp))) {
        char p[PATH_MAX];
        struct stat s;
        if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))
            continue;
        if (snprintf(p, sizeof p, "%s/%s", top, e->d_name) >= (int)sizeof p)
            continue;
        if (lstat(p, &s) < 0) {
            rc = -1;
            continue;
        }
        switch (s.st_mode & S_IFMT) {
        case S_IFREG:
            if (chmod(p, 0600 | (s.st_mode & 0100)) < 0) // EXPECT: file-toctou
                rc = -1;
            break;
        case S_IFLNK:
            printf("link kept: %s\n", p);
            break;
        default:
            printf("ignored: %s\n", p);
            break;
        }
    }
    closedir(dp);
    return rc;
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    return fix_tree(argv[1], 0) ? 1 : 0;
}
