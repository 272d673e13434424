// RUN: %tocsin %s
// STD: gnu17
/* Pre-forking HTTP server: scoreboard in shared memory, accept serialised by a
 * file lock, one single-threaded process per slot. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MAX_WORKERS 64

struct slot {
    volatile pid_t pid;
    volatile unsigned long served;
    volatile unsigned long bytes;
    volatile int busy;
};

struct scoreboard {
    pthread_mutex_t lock;           /* PTHREAD_PROCESS_SHARED */
    unsigned long total_errors;
    struct slot slot[MAX_WORKERS];
};

static struct scoreboard *sb;
static unsigned long requests;      /* of this process */
static int nlive;
static volatile sig_atomic_t got_child, got_term;

static void on_signal(int sig)
{
    if (sig == SIGCHLD)
        got_child = 1;
    else
        got_term = 1;
}

static int accept_lock(int fd, int type)
{
    struct flock fl = { .l_type = (short)type, .l_whence = SEEK_SET };
    int rc;

    do {
        rc = fcntl(fd, F_SETLKW, &fl);
    } while (rc < 0 && errno == EINTR && !got_term);
    return rc;
}

static long serve_one(int client)
{
    char buf[4096];
    static const char reply[] = "HTTP/1.0 204 No Content\r\n\r\n";
    ssize_t n = read(client, buf, sizeof buf);

    if (n <= 0 || write(client, reply, sizeof reply - 1) < 0)
        return -1;
    return n;
}

static void note_error(void)
{
    if (pthread_mutex_lock(&sb->lock) == EOWNERDEAD)
        pthread_mutex_consistent(&sb->lock);
    sb->total_errors++;
    pthread_mutex_unlock(&sb->lock);
}

static void worker_main(int id, int lfd, int lockfd, unsigned long max)
{
    struct slot *me = &sb->slot[id];

    while (!got_term && requests < max) {
        int client;
        long n;

        if (accept_lock(lockfd, F_WRLCK) < 0)
            break;
        client = accept(lfd, NULL, NULL);
        accept_lock(lockfd, F_UNLCK);
        if (client < 0)
            continue;
        me->busy = 1;
        requests++;
        n = serve_one(client);
        if (n < 0) {
            note_error();
        } else {
            me->served++;
            me->bytes += (unsigned long)n;
        }
        close(client);
        me->busy = 0;
    }
    _exit(0);
}

static int spawn(int id, int lfd, int lockfd)
{
    pid_t pid = fork();

    if (pid < 0)
        return -1;
    if (pid == 0)
        worker_main(id, lfd, lockfd, 10000);
    sb->slot[id].pid = pid;
    nlive++;
    return 0;
}

static void reap(void)
{
    pid_t pid;

    while ((pid = waitpid(-1, NULL, WNOHANG)) > 0) {
        for (int i = 0; i < MAX_WORKERS; i++)
            if (sb->slot[i].pid == pid) {
                sb->slot[i].pid = 0;
                if (sb->slot[i].busy) {
                    sb->slot[i].busy = 0;
                    note_error();
                }
                nlive--;
            }
    }
}

int serve_forever(int lfd, int lockfd, int want)
{
    pthread_mutexattr_t at;
    struct sigaction sa = { .sa_handler = on_signal };

    sb = mmap(NULL, sizeof *sb, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (sb == MAP_FAILED || want > MAX_WORKERS)
        return -1;
    pthread_mutexattr_init(&at);
    pthread_mutexattr_setpshared(&at, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&at, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&sb->lock, &at);
    sigaction(SIGCHLD, &sa, NULL);
    sigaction(SIGTERM, &sa, NULL);
    while (!got_term) {
        struct timespec ts = { 1, 0 };

        got_child = 0;
        reap();
        for (int i = 0; i < MAX_WORKERS && nlive < want; i++)
            if (sb->slot[i].pid == 0 && spawn(i, lfd, lockfd) < 0)
                break;
        if (!got_child)
            nanosleep(&ts, NULL);
    }
    return 0;
}
