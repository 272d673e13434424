// RUN: %tocsin %s
// STD: gnu17
/* Prefork echo workers with a scoreboard in shared memory. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define NWORKERS 4

struct worker_slot {
    pid_t pid;
    uint64_t handled;
};

struct scoreboard {
    uint64_t accepted;
    uint64_t failed;
    uint64_t bytes_in;
    uint32_t busy;
    struct worker_slot slots[NWORKERS];
};

static struct scoreboard *sb;

static struct scoreboard *scoreboard_map(void)
{
    void *p = mmap(NULL, sizeof(struct scoreboard), PROT_READ | PROT_WRITE,
                   MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (p == MAP_FAILED)
        return NULL;
    memset(p, 0, sizeof(struct scoreboard));
    return p;
}

static void mark_busy(int delta)
{
    if (delta > 0)
        __atomic_add_fetch(&sb->busy, 1, __ATOMIC_SEQ_CST);
    else
        __atomic_sub_fetch(&sb->busy, 1, __ATOMIC_SEQ_CST);
}

static ssize_t read_request(int fd, char *buf, size_t cap)
{
    ssize_t n;

    do {
        n = recv(fd, buf, cap, 0);
    } while (n < 0 && errno == EINTR);
    if (n < 0) {
        __atomic_fetch_add(&sb->failed, 1, __ATOMIC_RELAXED);
        return -1;
    }
    __atomic_fetch_add(&sb->bytes_in, (uint64_t)n, __ATOMIC_RELAXED);
    return n;
}

static int write_reply(int fd, const char *buf, size_t len)
{
    while (len > 0) {
        ssize_t n = send(fd, buf, len, MSG_NOSIGNAL);

        if (n < 0) {
            if (errno == EINTR)
                continue;
            sb->failed++; // EXPECT: lost-update
            return -1;
        }
        buf += n;
        len -= (size_t)n;
    }
    return 0;
}

static void worker_main(int slot, int lfd)
{
    struct worker_slot *me = &sb->slots[slot];
    char buf[2048];

    for (;;) {
        int fd = accept(lfd, NULL, NULL);

        if (fd < 0) {
            if (errno == EINTR)
                continue;
            _exit(1);
        }
        __atomic_fetch_add(&sb->accepted, 1, __ATOMIC_RELAXED);
        mark_busy(1);
        ssize_t n = read_request(fd, buf, sizeof buf);
        if (n > 0 && write_reply(fd, buf, (size_t)n) == 0)
            me->handled++;
        mark_busy(-1);
        close(fd);
    }
}

static void print_board(void)
{
    printf("accepted %llu failed %llu in %llu busy %u\n",
           (unsigned long long)__atomic_load_n(&sb->accepted, __ATOMIC_RELAXED),
           (unsigned long long)__atomic_load_n(&sb->failed, __ATOMIC_RELAXED),
           (unsigned long long)__atomic_load_n(&sb->bytes_in, __ATOMIC_RELAXED),
           __atomic_load_n(&sb->busy, __ATOMIC_RELAXED));
    fflush(stdout);
}

int main(void)
{
    struct sockaddr_un addr = { .sun_family = AF_UNIX };
    int lfd = socket(AF_UNIX, SOCK_STREAM, 0);

    strcpy(addr.sun_path + 1, "echo-pool");
    if (lfd < 0 || bind(lfd, (struct sockaddr *)&addr, sizeof addr) < 0 || listen(lfd, 64) < 0)
        return 1;
    sb = scoreboard_map();
    if (!sb)
        return 1;
    for (int i = 0; i < NWORKERS; i++) {
        pid_t pid = fork();

        if (pid < 0)
            break;
        if (pid == 0)
            worker_main(i, lfd);
        sb->slots[i].pid = pid;
    }
    for (int i = 0; i < 60; i++) {
        sleep(1);
        print_board();
    }
    while (wait(NULL) > 0)
        ;
    return 0;
}
