// RUN: %tocsin %s
// STD: gnu17
// Control channel of the mixer daemon (mixctl connects here).
#define _GNU_SOURCE
#include <errno.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

struct control {
    struct sockaddr_un addr;
    int listener;
    gid_t audio;
};

static volatile sig_atomic_t stopping;

static void on_term(int sig)
{
    (void)sig;
    stopping = 1;
}

static bool clear_leftover(const char *path)
{
    struct stat st;

    if (lstat(path, &st) < 0)
        return errno == ENOENT;
    if (!S_ISSOCK(st.st_mode)) {
        fprintf(stderr, "mixd: %s exists and is not a socket\n", path);
        return false;
    }
    return unlink(path) == 0; // EXPECT: file-toctou
}

static int control_open(struct control *c, const char *path)
{
    memset(&c->addr, 0, sizeof c->addr);
    c->addr.sun_family = AF_UNIX;
    if (strlen(path) >= sizeof c->addr.sun_path)
        return -ENAMETOOLONG;
    strcpy(c->addr.sun_path, path);

    if (!clear_leftover(path))
        return -EEXIST;

    c->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (c->listener < 0)
        return -errno;
    if (bind(c->listener, (struct sockaddr *)&c->addr, sizeof c->addr) < 0)
        goto fail;
    if (chown(c->addr.sun_path, (uid_t)-1, c->audio) < 0) // EXPECT: create-then-name
        goto fail;
    if (chmod(c->addr.sun_path, 0660) < 0) // EXPECT: create-then-name
        goto fail;
    if (listen(c->listener, 8) < 0)
        goto fail;
    return 0;

fail:
    {
        int e = errno;
        close(c->listener);
        c->listener = -1;
        return -e;
    }
}

static void serve(struct control *c)
{
    struct pollfd p = { .fd = c->listener, .events = POLLIN };

    while (!stopping) {
        if (poll(&p, 1, 1000) <= 0)
            continue;
        int peer = accept4(c->listener, NULL, NULL, SOCK_CLOEXEC);
        if (peer < 0)
            continue;
        static const char banner[] = "mixd 2\n";
        if (write(peer, banner, sizeof banner - 1) < 0)
            perror("write");
        close(peer);
    }
}

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "/tmp/.mixd/control";
    struct group *gr = getgrnam("audio");
    struct control c = { .listener = -1, .audio = gr ? gr->gr_gid : 0 };
    int rc;

    signal(SIGTERM, on_term);
    signal(SIGPIPE, SIG_IGN);
    rc = control_open(&c, path);
    if (rc < 0) {
        fprintf(stderr, "mixd: %s: %s\n", path, strerror(-rc));
        return EXIT_FAILURE;
    }
    serve(&c);
    close(c.listener);
    return EXIT_SUCCESS;
}
