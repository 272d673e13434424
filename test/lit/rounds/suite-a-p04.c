// RUN: %tocsin %s
// STD: gnu17
/* The name takes different roads between the two calls. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct job { int id; const char *target; };
struct outer { struct job in; };
union slot { const char *s; void *p; };

static const char *g_name;

static int own(const struct stat *s) { return s->st_uid == getuid(); }

int way_copy(const char *p)
{
    struct stat st;
    const char *q = p;
    if (lstat(p, &st) != 0 || !own(&st))
        return -1;
    return chmod(q, 0600); // EXPECT: file-toctou
}

int way_member(struct job *j)
{
    struct stat st;
    if (lstat(j->target, &st) != 0 || !own(&st))
        return -1;
    return chmod(j->target, 0600); // EXPECT: file-toctou
}

int way_nested(const char *p)
{
    struct outer o;
    struct stat st;
    o.in.id = 1;
    o.in.target = p;
    if (lstat(o.in.target, &st) != 0 || !own(&st))
        return -1;
    return chmod(o.in.target, 0600); // EXPECT: file-toctou
}

int way_array(char **argv)
{
    struct stat st;
    if (lstat(argv[2], &st) != 0 || !own(&st))
        return -1;
    return chmod(argv[2], 0600); // EXPECT: file-toctou
}

int way_double(const char *p)
{
    const char **pp = &p;
    struct stat st;
    if (lstat(*pp, &st) != 0 || !own(&st))
        return -1;
    return chmod(*pp, 0600); // EXPECT: file-toctou
}

int way_global(void)
{
    struct stat st;
    if (g_name == NULL || lstat(g_name, &st) != 0 || !own(&st))
        return -1;
    return chmod(g_name, 0600); // EXPECT: file-toctou
}

int way_union(const char *p)
{
    union slot u;
    struct stat st;
    u.s = p;
    if (lstat(u.s, &st) != 0 || !own(&st))
        return -1;
    return chmod(u.s, 0600); // EXPECT: file-toctou
}

int way_buffer(const char *dir, const char *leaf)
{
    char full[512];
    struct stat st;
    snprintf(full, sizeof full, "%s/%s", dir, leaf);
    if (lstat(full, &st) != 0 || !own(&st))
        return -1;
    return chmod(full, 0600); // EXPECT: file-toctou
}

int way_dup(const char *p)
{
    struct stat st;
    int rc = -1;
    char *d = strdup(p);
    if (!d)
        return -1;
    if (lstat(p, &st) == 0 && own(&st))
        rc = chmod(d, 0600); // EXPECT: file-toctou
    free(d);
    return rc;
}

int way_two_buffers(const char *dir, const char *leaf)
{
    char one[512], two[512];
    struct stat st;
    snprintf(one, sizeof one, "%s/%s", dir, leaf);
    if (lstat(one, &st) != 0 || !own(&st))
        return -1;
    snprintf(two, sizeof two, "%s/%s", dir, leaf);
    return chmod(two, 0600); // EXPECT: file-toctou
}

int way_refill(const char *dir, const char *leaf)
{
    char full[512];
    struct stat st;
    int fd, rc;
    snprintf(full, sizeof full, "%s/enabled", dir);
    if (stat(full, &st) != 0 || !own(&st))
        return -1;
    snprintf(full, sizeof full, "%s/%s", dir, leaf);
    fd = open(full, O_WRONLY | O_NOFOLLOW);
    if (fd < 0)
        return -1;
    rc = fchmod(fd, 0600);
    close(fd);
    return rc;
}

int way_refill_plain(const char *src, const char *dst)
{
    const char *cur = src;
    struct stat st;
    if (stat(cur, &st) != 0 || st.st_size == 0)
        return -1;
    cur = dst;
    return chmod(cur, 0600);
}

int way_slots(char **argv)
{
    struct stat st;
    if (stat(argv[1], &st) != 0 || !S_ISDIR(st.st_mode))
        return -1;
    return chmod(argv[2], 0600);
}

void way_set(const char *p) { g_name = p; }
