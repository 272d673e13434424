// RUN: %tocsin %s
// STD: gnu17
/* Expiry of abandoned upload sessions. Each session is a file in the private
 * session directory of the service; the writers hold a shared lock on the
 * directory while they create or touch a session, the expiry an exclusive
 * one. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct sessions {
    int dfd;
    time_t max_age;
    unsigned long expired;
    unsigned long long bytes;
};

static int sessions_open(struct sessions *s, const char *dir)
{
    struct stat st;

    s->dfd = open(dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (s->dfd < 0)
        return -1;
    if (fstat(s->dfd, &st) != 0)
        goto fail;
    if (st.st_uid != geteuid() || (st.st_mode & 077)) {
        errno = EPERM;
        goto fail;
    }
    return 0;
fail:
    close(s->dfd);
    s->dfd = -1;
    return -1;
}

static int session_touch(struct sessions *s, const char *name)
{
    int fd, rc = -1;

    if (strchr(name, '/') || name[0] == '.') {
        errno = EINVAL;
        return -1;
    }
    if (flock(s->dfd, LOCK_SH) != 0)
        return -1;
    fd = openat(s->dfd, name, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd >= 0) {
        rc = futimens(fd, NULL);
        close(fd);
    }
    flock(s->dfd, LOCK_UN);
    return rc;
}

static void expire_one(struct sessions *s, const char *name, time_t now)
{
    struct stat st;

    if (fstatat(s->dfd, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    if (!S_ISREG(st.st_mode) || now - st.st_mtime < s->max_age)
        return;
    if (unlinkat(s->dfd, name, 0) == 0) {
        s->expired++;
        s->bytes += (unsigned long long)st.st_size;
    } else if (errno != ENOENT) {
        fprintf(stderr, "sessions: %s: %s\n", name, strerror(errno));
    }
}

static int sessions_expire(struct sessions *s)
{
    struct dirent *de;
    time_t now;
    DIR *d;
    int copy;

    if (flock(s->dfd, LOCK_EX) != 0)
        return -1;
    now = time(NULL);
    copy = openat(s->dfd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    d = copy >= 0 ? fdopendir(copy) : NULL;
    if (!d) {
        if (copy >= 0)
            close(copy);
        flock(s->dfd, LOCK_UN);
        return -1;
    }
    while ((de = readdir(d)) != NULL)
        if (de->d_name[0] != '.')
            expire_one(s, de->d_name, now);
    closedir(d);
    flock(s->dfd, LOCK_UN);
    return 0;
}

int main(int argc, char **argv)
{
    struct sessions s = {.dfd = -1, .max_age = 3600};

    if (argc < 2) {
        fprintf(stderr, "usage: sessions DIR [NAME]\n");
        return 2;
    }
    if (sessions_open(&s, argv[1]) != 0) {
        perror(argv[1]);
        return 1;
    }
    if (argc > 2)
        return session_touch(&s, argv[2]) == 0 ? 0 : 1;
    if (sessions_expire(&s) != 0) {
        perror("sessions");
        return 1;
    }
    printf("%lu sessions, %llu bytes expired\n", s.expired, s.bytes);
    return 0;
}
