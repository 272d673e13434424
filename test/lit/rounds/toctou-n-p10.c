// RUN: %tocsin %s
// STD: gnu17
/* Single-instance lock of the sync daemon. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct instance {
    char path[256];
    int fd;
};

static volatile sig_atomic_t quit;

static void on_term(int sig)
{
    (void)sig;
    quit = 1;
}

static int still_named(int fd, const char *path)
{
    struct stat mine, named;

    if (fstat(fd, &mine) != 0)
        return 0;
    if (stat(path, &named) != 0)
        return 0;
    return mine.st_dev == named.st_dev && mine.st_ino == named.st_ino;
}

static int instance_acquire(struct instance *in, const char *path)
{
    snprintf(in->path, sizeof in->path, "%s", path);
    for (;;) {
        in->fd = open(in->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
        if (in->fd < 0)
            return -1;
        if (flock(in->fd, LOCK_EX | LOCK_NB) != 0) {
            int err = errno;
            close(in->fd);
            in->fd = -1;
            errno = err;
            return -1;
        }
        /* The holder before us may have removed the file on its way out. */
        if (still_named(in->fd, in->path))
            return 0;
        close(in->fd);
    }
}

static int instance_publish(struct instance *in)
{
    char text[32];
    int n = snprintf(text, sizeof text, "%ld\n", (long)getpid());

    if (ftruncate(in->fd, 0) != 0)
        return -1;
    return pwrite(in->fd, text, (size_t)n, 0) == n ? 0 : -1;
}

static void instance_release(struct instance *in)
{
    if (in->fd < 0)
        return;
    if (still_named(in->fd, in->path) && unlink(in->path) != 0)
        fprintf(stderr, "syncd: unlink %s: %s\n", in->path, strerror(errno));
    close(in->fd);
    in->fd = -1;
}

static long instance_holder(const char *path)
{
    char text[32] = "";
    long pid = -1;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return -1;
    if (read(fd, text, sizeof text - 1) > 0)
        pid = strtol(text, NULL, 10);
    close(fd);
    return pid;
}

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "/run/syncd/syncd.pid";
    struct instance self;
    struct sigaction sa = {.sa_handler = on_term};

    if (instance_acquire(&self, path) != 0) {
        if (errno == EWOULDBLOCK)
            fprintf(stderr, "syncd: already running (pid %ld)\n", instance_holder(path));
        else
            fprintf(stderr, "syncd: %s: %s\n", path, strerror(errno));
        return 1;
    }
    if (instance_publish(&self) != 0)
        fprintf(stderr, "syncd: cannot record pid: %s\n", strerror(errno));
    sigaction(SIGTERM, &sa, NULL);
    sigaction(SIGINT, &sa, NULL);
    while (!quit)
        sleep(1);
    instance_release(&self);
    return 0;
}
