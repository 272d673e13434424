// RUN: %tocsin %s
// STD: gnu17
/* Prefork finger server: children share a scoreboard with the parent. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_CHILDREN 16

struct child_slot {
    uint64_t served;
    uint64_t errors;
};

struct scoreboard {
    pthread_mutex_t mu;
    uint64_t served;
    uint64_t bytes;
    uint64_t refused;
    struct child_slot slot[MAX_CHILDREN];
};

static struct scoreboard *board;
static volatile sig_atomic_t live_children;
static volatile sig_atomic_t stopping;

static void on_sigchld(int sig)
{
    int saved = errno;
    (void)sig;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        live_children--;
    errno = saved;
}

static void on_sigterm(int sig)
{
    (void)sig;
    stopping = 1;
}

static int board_open(void)
{
    pthread_mutexattr_t attr;
    board = mmap(NULL, sizeof *board, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (board == MAP_FAILED)
        return -1;
    memset(board, 0, sizeof *board);
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&board->mu, &attr);
    pthread_mutexattr_destroy(&attr);
    return 0;
}

static void note_refused(void)
{
    pthread_mutex_lock(&board->mu);
    board->refused++;
    pthread_mutex_unlock(&board->mu);
}

static void serve(int listener, unsigned idx)
{
    struct child_slot *mine = &board->slot[idx];
    char line[512];

    for (unsigned n = 0; n < 1000; n++) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0) {
            mine->errors++;
            continue;
        }
        ssize_t got = read(fd, line, sizeof line);
        if (got <= 0) {
            note_refused();
        } else {
            ssize_t put = write(fd, line, (size_t)got);
            mine->served++;
            board->served++; // EXPECT-MISS: lost-update
            if (put > 0)
                __atomic_fetch_add(&board->bytes, (uint64_t)put, __ATOMIC_RELAXED);
        }
        close(fd);
    }
    _exit(0);
}

static void spawn_initial(int listener, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        pid_t pid = fork();
        if (pid == 0)
            serve(listener, i);
        if (pid > 0)
            live_children++; // EXPECT: lost-update
    }
}

static void respawn(int listener, unsigned idx)
{
    sigset_t block, old;
    sigemptyset(&block);
    sigaddset(&block, SIGCHLD);
    sigprocmask(SIG_BLOCK, &block, &old);
    pid_t pid = fork();
    if (pid == 0) {
        sigprocmask(SIG_SETMASK, &old, NULL);
        serve(listener, idx);
    }
    if (pid > 0)
        live_children++;
    sigprocmask(SIG_SETMASK, &old, NULL);
}

int main(int argc, char **argv)
{
    struct sigaction sa = {.sa_handler = on_sigchld, .sa_flags = SA_RESTART};
    unsigned want = argc > 1 ? (unsigned)atoi(argv[1]) : 4, next = 0;

    if (want == 0 || want > MAX_CHILDREN || board_open() != 0)
        return 1;
    sigaction(SIGCHLD, &sa, NULL);
    sa.sa_handler = on_sigterm;
    sigaction(SIGTERM, &sa, NULL);
    spawn_initial(STDIN_FILENO, want);
    while (!stopping) {
        sleep(1);
        if (live_children == 0)
            respawn(STDIN_FILENO, next++ % MAX_CHILDREN);
    }
    printf("served %llu\n", (unsigned long long)board->served);
    return 0;
}
