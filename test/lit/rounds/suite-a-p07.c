// RUN: %tocsin %s
// STD: gnu17
/* Names for scratch files. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

FILE *scratch_01(void)
{
    char name[L_tmpnam];
    if (tmpnam(name) == NULL)
        return NULL;
    return fopen(name, "w+"); // EXPECT: temp-name
}

int scratch_02(void)
{
    char name[] = "/tmp/sortXXXXXX";
    if (mktemp(name)[0] == '\0')
        return -1;
    return open(name, O_RDWR | O_CREAT, 0600); // EXPECT: temp-name
}

FILE *scratch_03(const char *dir)
{
    FILE *f = NULL;
    char *name = tempnam(dir, "cut");
    if (name != NULL) {
        f = fopen(name, "wb"); // EXPECT: temp-name
        free(name);
    }
    return f;
}

int scratch_04(void)
{
    char *name = tmpnam(NULL);
    int fd;
    if (!name)
        return -1;
    fd = creat(name, 0600); // EXPECT: temp-name
    return fd;
}

int scratch_05(void)
{
    char name[L_tmpnam];
    char *p = tmpnam_r(name);
    if (!p)
        return -1;
    return open(p, O_WRONLY | O_CREAT | O_TRUNC, 0644); // EXPECT: temp-name
}

static char *pick(void)
{
    static char buf[64];
    strcpy(buf, "/var/tmp/rollXXXXXX");
    return mktemp(buf);
}

FILE *scratch_06(void)
{
    char *n = pick();
    return fopen(n, "w"); // EXPECT: temp-name
}

struct spool { char name[64]; FILE *f; };

int scratch_07(struct spool *s)
{
    strcpy(s->name, "/tmp/spoolXXXXXX");
    if (*mktemp(s->name) == 0)
        return -1;
    s->f = fopen(s->name, "w"); // EXPECT: temp-name
    return s->f ? 0 : -1;
}

int scratch_08(void)
{
    char name[] = "/tmp/sortXXXXXX";
    int fd = mkstemp(name);
    if (fd >= 0)
        unlink(name);
    return fd;
}

int scratch_09(void)
{
    char name[L_tmpnam];
    if (!tmpnam(name))
        return -1;
    return open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
}

FILE *scratch_10(void)
{
    return tmpfile();
}

int scratch_11(char *out, size_t n)
{
    char dir[] = "/tmp/workXXXXXX";
    if (!mkdtemp(dir))
        return -1;
    snprintf(out, n, "%s/list", dir);
    return open(out, O_RDWR | O_CREAT, 0600);
}

FILE *scratch_12(void)
{
    char *name = tempnam(NULL, "cut");
    FILE *f;
    if (!name)
        return NULL;
    f = fopen(name, "wx");
    free(name);
    return f;
}
