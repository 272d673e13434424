// RUN: %tocsin %s
// STD: gnu17
/* ved: buffer saving */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct line {
    struct line *next;
    char *text;
    size_t len;
} line_t;

typedef struct buffer {
    char path[PATH_MAX - 32];
    line_t *first;
    int dirty;
    int backup_done;
} buffer_t;

static void message(const char *what, const char *path)
{
    fprintf(stderr, "\r%s %s: %s\r\n", what, path, strerror(errno));
}

static int write_lines(int fd, const buffer_t *b)
{
    const line_t *l;

    for (l = b->first; l; l = l->next) {
        if (write(fd, l->text, l->len) != (ssize_t)l->len)
            return -1;
        if (write(fd, "\n", 1) != 1)
            return -1;
    }
    return fsync(fd);
}

/* Keep the very first state of the file in FILE.orig. */
static int keep_original(buffer_t *b)
{
    char name[PATH_MAX], chunk[4096];
    FILE *in, *out;
    size_t n;
    int rc = 0;

    if (b->backup_done)
        return 0;
    snprintf(name, sizeof name, "%s.orig", b->path);
    out = fopen(name, "r");
    if (out != NULL) {
        fclose(out);
        b->backup_done = 1;
        return 0;
    }
    in = fopen(b->path, "r");
    if (in == NULL)
        return errno == ENOENT ? 0 : -1;
    out = fopen(name, "w"); // EXPECT: file-toctou
    if (out == NULL) {
        message("backup", name);
        fclose(in);
        return -1;
    }
    while ((n = fread(chunk, 1, sizeof chunk, in)) > 0)
        if (fwrite(chunk, 1, n, out) != n)
            rc = -1;
    fclose(in);
    if (fclose(out) != 0)
        rc = -1;
    if (rc == 0)
        b->backup_done = 1;
    return rc;
}

int buffer_save(buffer_t *b)
{
    char tmp[PATH_MAX];
    struct stat orig;
    int have, fd;

    if (keep_original(b) < 0)
        return -1;
    have = stat(b->path, &orig) == 0;

    snprintf(tmp, sizeof tmp, "%s.ved~", b->path);
    fd = open(tmp, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0) {
        message("open", tmp);
        return -1;
    }
    if (write_lines(fd, b) < 0) {
        message("write", tmp);
        close(fd);
        unlink(tmp);
        return -1;
    }
    close(fd);
    if (have) {
        if (chown(tmp, orig.st_uid, orig.st_gid) < 0 && errno != EPERM) // EXPECT: create-then-name
            message("chown", tmp);
        if (chmod(tmp, orig.st_mode & 07777) < 0) // EXPECT: create-then-name
            message("chmod", tmp);
    }
    if (rename(tmp, b->path) < 0) {
        message("rename", b->path);
        unlink(tmp);
        return -1;
    }
    b->dirty = 0;
    return 0;
}
