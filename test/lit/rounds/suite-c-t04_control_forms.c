// RUN: %tocsin %s
// STD: gnu17
/* "Create unless there": the shape of the condition is what varies. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define ABSENT(p) (access((p), F_OK) != 0)

FILE *early_return(const char *path)
{
    if (access(path, F_OK) == 0)
        return NULL;
    return fopen(path, "w"); // EXPECT: file-toctou
}

FILE *in_macro(const char *path)
{
    FILE *f = NULL;
    if (ABSENT(path))
        f = fopen(path, "w"); // EXPECT: file-toctou
    return f;
}

FILE *kept_in_variable(const char *path, FILE *log)
{
    bool there = access(path, F_OK) == 0;
    fprintf(log, "%s: %s\n", path, there ? "kept" : "made");
    FILE *f = NULL;
    if (!there)
        f = fopen(path, "w"); // EXPECT: file-toctou
    return f;
}

FILE *and_condition(const char *path, bool enabled)
{
    if (enabled && access(path, F_OK) != 0 && errno == ENOENT)
        return fopen(path, "w"); // EXPECT: file-toctou
    return NULL;
}

FILE *or_condition(const char *path, bool disabled)
{
    if (disabled || access(path, F_OK) == 0)
        return NULL;
    return fopen(path, "w"); // EXPECT: file-toctou
}

FILE *ternary(const char *path)
{
    return ABSENT(path) ? fopen(path, "w") : NULL; // EXPECT: file-toctou
}

int goto_form(const char *path)
{
    int fd = -1;
    struct stat st;
    if (stat(path, &st) == 0)
        goto out;
    if (errno != ENOENT)
        goto out;
    fd = creat(path, 0600); // EXPECT: file-toctou
out:
    return fd;
}

int switch_form(const char *path)
{
    struct stat st;
    switch (stat(path, &st)) {
    case 0:
        return -1;
    default:
        return open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600); // EXPECT: file-toctou
    }
}

int switch_on_type(const char *path)
{
    struct stat st;
    if (lstat(path, &st) != 0)
        return -1;
    switch (st.st_mode & S_IFMT) {
    case S_IFREG:
        return truncate(path, 0); // EXPECT: file-toctou
    case S_IFDIR:
        errno = EISDIR;
        return -1;
    default:
        errno = EINVAL;
        return -1;
    }
}

FILE *free_name_loop(const char *stem, char *name, size_t cap)
{
    int i;
    for (i = 0; i < 100; i++) {
        snprintf(name, cap, "%s.%d", stem, i);
        if (access(name, F_OK) != 0)
            break;
    }
    if (i == 100)
        return NULL;
    return fopen(name, "w"); // EXPECT: file-toctou
}

int free_name_loop_excl(const char *stem, char *name, size_t cap)
{
    for (int i = 0; i < 100; i++) {
        snprintf(name, cap, "%s.%d", stem, i);
        if (access(name, F_OK) == 0)
            continue;
        int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

/* the outcome is printed; the file is opened either way */
FILE *printed_only(const char *path)
{
    printf("%s %s\n", ABSENT(path) ? "making" : "appending to", path);
    return fopen(path, "a");
}

FILE *exclusive_mode(const char *path)
{
    if (!ABSENT(path))
        return NULL;
    return fopen(path, "wxe");
}

int mkdir_then_look(const char *dir)
{
    struct stat st;
    if (mkdir(dir, 0755) == 0)
        return 0;
    if (errno == EEXIST && stat(dir, &st) == 0 && S_ISDIR(st.st_mode))
        return 0;
    return -1;
}
