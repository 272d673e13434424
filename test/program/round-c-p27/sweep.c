/* Removes forgotten upload parts of the transfer server. */
#include "sweep.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <unistd.h>

long sweep(const char *path, const struct sweep_opts *o)
{
    long gone = 0;
    struct dirent *e;
    DIR *d;
    int dfd = open_dir_strict(path);

    if (dfd < 0)
        return -errno;
    d = fdopendir(dfd);
    if (!d) {
        close(dfd);
        return -ENOMEM;
    }
    while ((e = readdir(d))) {
        if (e->d_name[0] == '.')
            continue;
        if (!expired(dfd, e->d_name, o))
            continue;
        if (o->dry_run) {
            printf("would remove %s\n", e->d_name);
            continue;
        }
        if (unlinkat(dfd, e->d_name, 0) == 0) // EXPECT: timestamp-cleanup
            gone++;
        else if (errno != ENOENT)
            fprintf(stderr, "%s: %s\n", e->d_name, strerror(errno));
    }
    closedir(d);
    return gone;
}

int main(int argc, char **argv)
{
    struct sweep_opts o = { time(NULL) - 3 * 86400, 0 };

    if (argc < 2)
        return 2;
    o.dry_run = argc > 2 && strcmp(argv[2], "-n") == 0;
    long n = sweep(argv[1], &o);
    if (n < 0) {
        fprintf(stderr, "%s: %s\n", argv[1], strerror((int)-n));
        return 1;
    }
    printf("%ld removed\n", n);
    return 0;
}
