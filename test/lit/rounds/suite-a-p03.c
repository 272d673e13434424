// RUN: %tocsin %s
// STD: gnu17
/* One pair of calls, the way from the first to the second varies. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const int kFive = 5;
static const int kNever = 0;
int g_five = 5;

static int five(void) { return 5; }

static void emit(FILE *f) { if (f) { fputs("ok\n", f); fclose(f); } }

void flow_01(const char *name)
{
    if (1) {
        if (access(name, W_OK) == 0)
            emit(fopen(name, "w")); // EXPECT: file-toctou
    }
}

void flow_02(const char *name)
{
    int ok = 0;
    if (kFive == 5)
        ok = access(name, W_OK) == 0;
    if (kFive == 5) {
        if (ok)
            emit(fopen(name, "w")); // EXPECT: file-toctou
    }
}

void flow_03(const char *name)
{
    struct stat st;
    if (g_five == 5) {
        if (stat(name, &st) != 0)
            return;
        if (!S_ISREG(st.st_mode))
            return;
    }
    emit(fopen(name, "w")); // EXPECT: file-toctou
}

void flow_04(const char *name)
{
    if (five() == 5 && access(name, W_OK) != 0)
        return;
    emit(fopen(name, "a")); // EXPECT: file-toctou
}

void flow_05(const char *name)
{
    struct stat st;
    if (lstat(name, &st) != 0)
        return;
    switch (st.st_mode & S_IFMT) {
    case S_IFREG:
        emit(fopen(name, "w")); // EXPECT: file-toctou
        break;
    case S_IFLNK:
        fprintf(stderr, "%s is a link\n", name);
        break;
    default:
        break;
    }
}

void flow_06(const char *name)
{
    int i, writable = 0;
    for (i = 0; i < 1; i++)
        writable = !access(name, W_OK);
    for (i = 0; i < 1; i++)
        if (writable)
            emit(fopen(name, "w")); // EXPECT: file-toctou
}

void flow_07(const char *name)
{
    struct stat st;
    if (lstat(name, &st) != 0)
        goto out;
    if (st.st_uid != getuid())
        goto out;
    goto use;
out:
    return;
use:
    emit(fopen(name, "w")); // EXPECT: file-toctou
}

void flow_08(const char *name)
{
    FILE *f = access(name, W_OK) == 0 ? fopen(name, "w") : NULL; // EXPECT: file-toctou
    emit(f);
}

void flow_09(const char *name)
{
    int done = 0;
    while (!done) {
        done = 1;
        if (access(name, W_OK) != 0)
            break;
        emit(fopen(name, "w")); // EXPECT: file-toctou
    }
}

void flow_10(const char *name)
{
    struct stat st;
    FILE *f;
    if (kNever) {
        if (access(name, W_OK) == 0)
            emit(fopen(name, "w"));
        return;
    }
    f = fopen(name, "r+");
    if (!f)
        return;
    if (fstat(fileno(f), &st) != 0 || !S_ISREG(st.st_mode)) {
        fclose(f);
        return;
    }
    emit(f);
}

void flow_11(const char *name, const char *other)
{
    switch (6) {
    case 6:
        if (access(name, R_OK) == 0)
            puts("readable");
        break;
    }
    emit(fopen(other, "w"));
}
