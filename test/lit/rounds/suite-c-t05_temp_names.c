// RUN: %tocsin %s
// STD: gnu17
/* Names for scratch files (FIO21-C territory): who makes the name, who makes the file. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#pragma clang diagnostic ignored "-Wdeprecated-declarations"

FILE *tmpnam_fopen(void)
{
    char name[L_tmpnam];
    if (!tmpnam(name))
        return NULL;
    return fopen(name, "w+"); // EXPECT: temp-name
}

int tmpnam_returned(void)
{
    const char *name = tmpnam(NULL);
    return name ? open(name, O_RDWR | O_CREAT | O_TRUNC, 0600) : -1; // EXPECT: temp-name
}

int tempnam_open(const char *dir)
{
    char *name = tempnam(dir, "rly");
    if (!name)
        return -1;
    int fd = open(name, O_RDWR | O_CREAT, 0600); // EXPECT: temp-name
    free(name);
    return fd;
}

int mktemp_creat(char *name, size_t cap)
{
    snprintf(name, cap, "/tmp/relay-%s", "XXXXXX");
    mktemp(name);
    if (name[0] == '\0')
        return -1;
    return creat(name, 0600); // EXPECT: temp-name
}

static char *scratch_name(const char *stem)
{
    size_t n = strlen(stem) + 8;
    char *s = malloc(n);
    if (s) {
        snprintf(s, n, "%s.XXXXXX", stem);
        if (!*mktemp(s)) {
            free(s);
            s = NULL;
        }
    }
    return s;
}

FILE *mktemp_in_helper(const char *stem)
{
    char *s = scratch_name(stem);
    if (!s)
        return NULL;
    FILE *f = fopen(s, "w"); // EXPECT: temp-name
    free(s);
    return f;
}

int tempnam_excl(const char *dir)
{
    for (int i = 0; i < 16; i++) {
        char *name = tempnam(dir, "rly");
        if (!name)
            return -1;
        int fd = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        int e = errno;
        free(name);
        if (fd >= 0 || e != EEXIST)
            return fd;
    }
    return -1;
}

FILE *tmpnam_exclusive_mode(void)
{
    char name[L_tmpnam];
    if (!tmpnam(name))
        return NULL;
    return fopen(name, "w+x");
}

int mkstemp_plain(char *name, size_t cap)
{
    snprintf(name, cap, "/tmp/relay-XXXXXX");
    return mkostemp(name, O_CLOEXEC);
}

FILE *tmpfile_plain(void)
{
    return tmpfile();
}

int unnamed(const char *dir)
{
    return open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
}

int inside_mkdtemp(void)
{
    char dir[] = "/tmp/relay-XXXXXX";
    char name[sizeof dir + 16];
    if (!mkdtemp(dir))
        return -1;
    snprintf(name, sizeof name, "%s/index", dir);
    return open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
}

/* directory made from a generated name; mkdir itself refuses a name in use */
int mktemp_mkdir(char *name, size_t cap)
{
    for (int i = 0; i < 8; i++) {
        snprintf(name, cap, "/tmp/relay-XXXXXX");
        if (!*mktemp(name))
            return -1;
        if (mkdir(name, 0700) == 0)
            return 0;
        if (errno != EEXIST)
            return -1;
    }
    return -1;
}
