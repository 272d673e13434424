// RUN: %tocsin %s
// STD: gnu17
/* A new object is made, then it is adjusted. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <string.h>
#include <unistd.h>

int fresh_01(const char *p)
{
    int fd = open(p, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (fd < 0)
        return -1;
    if (chmod(p, 0600) != 0) { // EXPECT: create-then-name
        close(fd);
        return -1;
    }
    return fd;
}

int fresh_02(const char *p, uid_t u, gid_t g)
{
    FILE *f = fopen(p, "w");
    if (!f)
        return -1;
    fputs("[main]\n", f);
    fclose(f);
    return chown(p, u, g); // EXPECT: create-then-name
}

int fresh_03(const char *p, uid_t u)
{
    if (mkdir(p, 0755) != 0)
        return -1;
    return chown(p, u, (gid_t)-1); // EXPECT: create-then-name
}

int fresh_04(const char *p)
{
    int fd = creat(p, 0644);
    if (fd < 0)
        return -1;
    if (write(fd, "k", 1) != 1)
        perror(p);
    close(fd);
    if (chmod(p, S_IRUSR | S_IWUSR)) // EXPECT: create-then-name
        return -1;
    return 0;
}

int fresh_05(const char *p)
{
    struct sockaddr_un a;
    int s = socket(AF_UNIX, SOCK_STREAM, 0);
    if (s < 0)
        return -1;
    memset(&a, 0, sizeof a);
    a.sun_family = AF_UNIX;
    strncpy(a.sun_path, p, sizeof a.sun_path - 1);
    if (bind(s, (struct sockaddr *)&a, sizeof a) != 0) {
        close(s);
        return -1;
    }
    if (chmod(a.sun_path, 0600) != 0) { // EXPECT: create-then-name
        close(s);
        return -1;
    }
    return s;
}

int fresh_06(const char *p)
{
    if (mkfifo(p, 0666) != 0)
        return -1;
    return chmod(p, 0620); // EXPECT: create-then-name
}

int fresh_07(const char *p)
{
    int fd = open(p, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0)
        return -1;
    if (fchmod(fd, 0640) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

int fresh_08(const char *p, uid_t u, gid_t g)
{
    FILE *f = fopen(p, "w");
    if (!f)
        return -1;
    if (fchown(fileno(f), u, g) != 0) {
        fclose(f);
        return -1;
    }
    return fclose(f);
}

int fresh_09(const char *p, uid_t u)
{
    int d;
    if (mkdir(p, 0700) != 0)
        return -1;
    d = open(p, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    if (d < 0)
        return -1;
    if (fchown(d, u, (gid_t)-1) != 0) {
        close(d);
        return -1;
    }
    return close(d);
}

int fresh_10(const char *p, const char *model)
{
    int fd = open(p, O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (fd < 0)
        return -1;
    close(fd);
    return chmod(model, 0444);
}
