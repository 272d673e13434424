/* restore half of a block backup tool */
#include "fsutil.h"
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

struct member {
    const char *target;
    const void *data;
    size_t size;
};

static int restore_member(const struct member *m)
{
    int fd, rc;

    if (!path_is_plain(m->target)) {
        fprintf(stderr, "skip %s: not a plain file\n", m->target);
        return 1;
    }
    fd = open(m->target, O_WRONLY | O_TRUNC | O_CLOEXEC); // EXPECT: file-toctou
    if (fd < 0) {
        perror(m->target);
        return -1;
    }
    rc = write_all(fd, m->data, m->size);
    if (close(fd) != 0)
        rc = -1;
    return rc;
}

int main(int argc, char **argv)
{
    static const char blob[] = "restored contents\n";
    int bad = 0;
    for (int i = 1; i < argc; i++) {
        struct member m = { argv[i], blob, sizeof blob - 1 };
        if (restore_member(&m) < 0)
            bad++;
    }
    return bad ? 1 : 0;
}
