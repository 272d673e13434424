// STD: gnu17
#include "tree.h"
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int report(const char *what, const char *path)
{
    fprintf(stderr, "%s %s: %s\n", what, path, strerror(errno));
    return -1;
}

int restore_attrs(const char *top, const struct attr_rec *v, size_t n)
{
    char path[PATH_MAX];
    int bad = 0;

    for (size_t i = 0; i < n; i++) {
        snprintf(path, sizeof path, "%s/%s", top, v[i].rel);
        switch (node_kind(path)) {
        case NODE_FILE:
        case NODE_DIR:
            if (chmod(path, v[i].mode & 07777) < 0) // EXPECT: file-toctou
                bad |= report("chmod", path);
            break;
        case NODE_LINK:
            break;      /* links carry no mode */
        case NODE_NONE:
            fprintf(stderr, "%s: vanished\n", path);
            bad = -1;
            break;
        case NODE_OTHER:
            printf("%s: special file skipped\n", path);
            break;
        }
    }
    return bad;
}
