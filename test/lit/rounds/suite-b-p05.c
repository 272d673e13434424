// RUN: %tocsin %s
// STD: gnu17
/* p05: scratch files; what is done with the generated name and where the flags come from. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* standard output into a scratch file */
int t01(void)
{
    char *name = tempnam("/tmp", "out");

    if (!name)
        return -1;
    if (!freopen(name, "w", stdout)) { // EXPECT: temp-name
        free(name);
        return -1;
    }
    free(name);
    return 0;
}

/* scratch directory */
int t02(char *where, size_t cap)
{
    char tpl[] = "/tmp/unpackXXXXXX";

    if (*mktemp(tpl) == '\0')
        return -1;
    if (mkdir(tpl, 0700) != 0)
        return -1;
    snprintf(where, cap, "%s", tpl);
    return 0;
}

/* search for a free name */
int t03(void)
{
    char name[L_tmpnam];
    int tries;

    for (tries = 0; tries < 20; tries++) {
        if (!tmpnam(name))
            return -1;
        if (access(name, F_OK) != 0)
            return open(name, O_RDWR | O_CREAT | O_TRUNC, 0600); // EXPECT: file-toctou, temp-name
    }
    return -1;
}

int t04(void)
{
    char name[L_tmpnam];
    int tries, fd;

    for (tries = 0; tries < 20; tries++) {
        if (!tmpnam(name))
            return -1;
        fd = open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
        if (fd >= 0)
            return fd;
    }
    return -1;
}

/* flags in a local variable */
int t05(void)
{
    char tpl[64];
    int flags = O_RDWR | O_CREAT;

    strcpy(tpl, "/var/tmp/mergeXXXXXX");
    flags |= O_EXCL | O_CLOEXEC;
    if (*mktemp(tpl) == '\0')
        return -1;
    return open(tpl, flags, 0600);
}

int t06(void)
{
    char tpl[64];
    int flags = O_RDWR | O_CREAT;

    strcpy(tpl, "/var/tmp/mergeXXXXXX");
    flags |= O_TRUNC | O_CLOEXEC;
    if (*mktemp(tpl) == '\0')
        return -1;
    return open(tpl, flags, 0600); // EXPECT: temp-name
}

/* a file below a directory of one's own */
FILE *t07(void)
{
    char dir[] = "/tmp/sheetXXXXXX";
    char name[128];

    if (!mkdtemp(dir))
        return NULL;
    snprintf(name, sizeof name, "%s/page", dir);
    return fopen(name, "w+");
}

/* mode of fopen */
FILE *t08(char name[L_tmpnam])
{
    if (tmpnam(name) == NULL)
        return NULL;
    return fopen(name, "wx");
}

FILE *t09(char name[L_tmpnam])
{
    if (tmpnam(name) == NULL)
        return NULL;
    return fopen(name, "w+e"); // EXPECT: temp-name
}
