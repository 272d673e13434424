// RUN: %tocsin %s
// STD: gnu17
/* Resolver daemon: the loop owns all state, worker threads only look up and answer by pipe. */
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_PENDING 64

struct query {
    char name[128];
    int result;
    int reply_fd;
};

struct daemon_state {
    unsigned pending;
    unsigned answered;
    unsigned failed;
    int reply_rd, reply_wr;
    bool accepting;
};

static struct daemon_state st;

static sem_t log_sem;
static unsigned log_lines;

static volatile sig_atomic_t reload_requested;
static unsigned reloads;

static void on_hup(int sig)
{
    (void)sig;
    reload_requested = 1;
}

static void log_line(const char *what, const char *name)
{
    while (sem_wait(&log_sem) != 0 && errno == EINTR)
        ;
    fprintf(stderr, "%u %s %s\n", log_lines, what, name);
    log_lines = log_lines + 1;
    sem_post(&log_sem);
}

static void *lookup_main(void *arg)
{
    struct query *q = arg;
    struct addrinfo *ai = NULL;

    q->result = getaddrinfo(q->name, NULL, NULL, &ai);
    if (ai)
        freeaddrinfo(ai);
    log_line(q->result ? "failed" : "resolved", q->name);
    if (write(q->reply_fd, &q, sizeof q) != (ssize_t)sizeof q)
        abort();
    return NULL;
}

static int start_query(struct daemon_state *d, const char *name)
{
    pthread_t th;
    struct query *q;

    if (!d->accepting || d->pending >= MAX_PENDING)
        return -EAGAIN;
    q = calloc(1, sizeof *q);
    if (!q)
        return -ENOMEM;
    snprintf(q->name, sizeof q->name, "%s", name);
    q->reply_fd = d->reply_wr;
    if (pthread_create(&th, NULL, lookup_main, q) != 0) {
        free(q);
        return -EAGAIN;
    }
    pthread_detach(th);
    d->pending = d->pending + 1;
    return 0;
}

static void on_reply(struct daemon_state *d)
{
    struct query *q;

    if (read(d->reply_rd, &q, sizeof q) != (ssize_t)sizeof q)
        return;
    d->pending--;
    if (q->result == 0)
        d->answered++;
    else
        d->failed++;
    free(q);
}

static void on_line(struct daemon_state *d)
{
    char line[128];
    ssize_t n = read(STDIN_FILENO, line, sizeof line - 1);

    if (n <= 0) {
        d->accepting = false;
        return;
    }
    line[n] = '\0';
    line[strcspn(line, "\r\n")] = '\0';
    if (start_query(d, line) != 0)
        d->failed++;
}

int main(void)
{
    int p[2];
    struct sigaction sa = {.sa_handler = on_hup};

    if (pipe(p) != 0 || sem_init(&log_sem, 0, 1) != 0)
        return 1;
    st = (struct daemon_state){.reply_rd = p[0], .reply_wr = p[1], .accepting = true};
    sigaction(SIGHUP, &sa, NULL);
    while (st.accepting || st.pending > 0) {
        struct pollfd fds[2] = {{.fd = st.reply_rd, .events = POLLIN},
                                {.fd = st.accepting ? STDIN_FILENO : -1, .events = POLLIN}};
        if (poll(fds, 2, 1000) < 0 && errno != EINTR)
            break;
        if (reload_requested) {
            reload_requested = 0;
            reloads++;
        }
        if (fds[0].revents & POLLIN)
            on_reply(&st);
        if (fds[1].revents & (POLLIN | POLLHUP))
            on_line(&st);
    }
    printf("answered %u failed %u reloads %u\n", st.answered, st.failed, reloads);
    return 0;
}
