/* newsq: append an article to the outgoing queue, one writer at a time */
#include "spool.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int add_article(spool_t *sp, unsigned long id, FILE *from)
{
    char dest[PATH_MAX], buf[4096];
    struct stat st;
    FILE *fp = NULL;
    size_t n;
    int ret = -1;

    if (spool_lock(sp) != 0) {
        perror("lock");
        return -1;
    }

    snprintf(dest, sizeof dest, "%s/%010lu", sp->dir, id);
    if (stat(dest, &st) == 0) {
        fprintf(stderr, "%s: duplicate article, %lld bytes\n", dest, (long long)st.st_size);
        ret = 1;
        goto out;
    }

    fp = fopen(dest, "w");
    if (!fp) {
        perror(dest);
        goto out;
    }
    while ((n = fread(buf, 1, sizeof buf, from)) > 0)
        if (fwrite(buf, 1, n, fp) != n)
            goto out;
    ret = 0;
out:
    if (fp && fclose(fp) != 0)
        ret = -1;
    spool_unlock(sp);
    return ret;
}

int main(int argc, char **argv)
{
    spool_t sp = {"/var/spool/news/out.going", -1};

    if (argc != 2) {
        fprintf(stderr, "usage: newsq ID < article\n");
        return 2;
    }
    errno = 0;
    unsigned long id = strtoul(argv[1], NULL, 10);
    if (errno != 0) {
        fprintf(stderr, "newsq: %s\n", strerror(errno));
        return 2;
    }
    return add_article(&sp, id, stdin) < 0;
}
