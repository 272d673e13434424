// RUN: %tocsin %s
// STD: gnu17
/* One output routine, eight ways of asking about the name first. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

int put_report_01(const char *name, const char *text)
{
    FILE *out;
    if (access(name, W_OK) != 0)
        return -1;
    out = fopen(name, "w"); // EXPECT: file-toctou
    if (!out)
        return -1;
    fputs(text, out);
    return fclose(out);
}

int put_report_02(const char *name, const char *text)
{
    struct stat sb;
    FILE *out;
    if (stat(name, &sb) != 0 || !S_ISREG(sb.st_mode))
        return -1;
    out = fopen(name, "w"); // EXPECT: file-toctou
    if (!out)
        return -1;
    fputs(text, out);
    return fclose(out);
}

int put_report_03(const char *name, const char *text)
{
    struct stat sb;
    int fd;
    if (lstat(name, &sb) != 0)
        return -1;
    if (S_ISLNK(sb.st_mode))
        return -1;
    fd = open(name, O_WRONLY | O_TRUNC); // EXPECT: file-toctou
    if (fd < 0)
        return -1;
    if (write(fd, text, strlen(text)) < 0)
        perror("write");
    return close(fd);
}

int put_report_04(const char *name, const char *text)
{
    int fd;
    if (faccessat(AT_FDCWD, name, W_OK, AT_EACCESS) == -1) {
        fprintf(stderr, "%s: %s\n", name, strerror(errno));
        return -1;
    }
    fd = open(name, O_WRONLY | O_APPEND); // EXPECT: file-toctou
    if (fd < 0)
        return -1;
    if (write(fd, text, strlen(text)) < 0)
        perror("write");
    return close(fd);
}

int put_report_05(const char *name, const char *text)
{
    struct stat sb;
    int fd;
    if (fstatat(AT_FDCWD, name, &sb, AT_SYMLINK_NOFOLLOW) != 0)
        return -1;
    if (sb.st_uid != getuid() || sb.st_nlink != 1)
        return -1;
    fd = open(name, O_RDWR); // EXPECT: file-toctou
    if (fd < 0)
        return -1;
    if (write(fd, text, strlen(text)) < 0)
        perror("write");
    return close(fd);
}

int put_report_06(const char *name, const char *text)
{
    FILE *out;
    if (euidaccess(name, W_OK) == 0) {
        out = fopen(name, "a"); // EXPECT: file-toctou
        if (out) {
            fputs(text, out);
            return fclose(out);
        }
    }
    return -1;
}

int put_report_07(const char *name, const char *text)
{
    struct statx sx;
    int fd;
    if (statx(AT_FDCWD, name, AT_SYMLINK_NOFOLLOW, STATX_MODE | STATX_UID, &sx) != 0)
        return -1;
    if ((sx.stx_mode & S_IFMT) != S_IFREG || sx.stx_uid != geteuid())
        return -1;
    fd = open(name, O_WRONLY | O_TRUNC); // EXPECT: file-toctou
    if (fd < 0)
        return -1;
    if (write(fd, text, strlen(text)) < 0)
        perror("write");
    return close(fd);
}

int put_report_08(const char *name, const char *text)
{
    struct stat sb;
    int fd = open(name, O_WRONLY | O_APPEND);
    if (fd < 0)
        return -1;
    if (fstat(fd, &sb) != 0 || !S_ISREG(sb.st_mode) || sb.st_uid != getuid()) {
        close(fd);
        return -1;
    }
    if (write(fd, text, strlen(text)) < 0)
        perror("write");
    return close(fd);
}

int put_report_09(const char *name, const char *text)
{
    struct stat before, after;
    int fd;
    if (lstat(name, &before) != 0 || !S_ISREG(before.st_mode))
        return -1;
    fd = open(name, O_WRONLY | O_NOFOLLOW);
    if (fd < 0)
        return -1;
    if (fstat(fd, &after) != 0 || before.st_ino != after.st_ino || before.st_dev != after.st_dev) {
        close(fd);
        return -1;
    }
    if (write(fd, text, strlen(text)) < 0)
        perror("write");
    return close(fd);
}

int put_report_10(const char *name, const char *text)
{
    FILE *out;
    struct stat sb;
    if (stat(name, &sb) == 0)
        printf("%s had %lld bytes\n", name, (long long)sb.st_size);
    out = fopen(name, "w");
    if (!out)
        return -1;
    fputs(text, out);
    return fclose(out);
}
