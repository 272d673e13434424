// STD: gnu17
#include "session.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* "DRAIN <user>": send what is queued for a slow client, at most 16 messages. */
static int admin_drain(struct session *s)
{
    struct outmsg *m;
    long sent = 0;
    int i;

    for (i = 0; i < 16; i++) {
        m = outq_pop(&s->q);
        if (!m)
            break;
        if (write(s->fd, m->text, m->len) < 0) {
            free(m);
            break;
        }
        sent += (long)m->len;
        free(m);
    }
    session_charge(&g_sessions, -sent); // EXPECT: lost-update
    return i;
}

/* "PEEK <user>": move the oldest message to the log. */
static void admin_spill(struct session *s, FILE *log)
{
    if (outq_len(&s->q) > 0) {
        struct outmsg *m = outq_pop(&s->q); // EXPECT: check-then-act
        size_t n = m->len;

        fwrite(m->text, 1, n, log);
        free(m);
        pthread_mutex_lock(&g_sessions.lock);
        session_charge(&g_sessions, -(long)n);
        pthread_mutex_unlock(&g_sessions.lock);
    }
}

static struct session *by_user(const char *user)
{
    struct session *s;

    pthread_mutex_lock(&g_sessions.lock);
    for (s = g_sessions.list; s; s = s->next)
        if (strcmp(s->user, user) == 0)
            break;
    pthread_mutex_unlock(&g_sessions.lock);
    return s;
}

static void *admin_main(void *arg)
{
    int fd = (int)(intptr_t)arg;
    char line[128], cmd[16], user[32];
    ssize_t n;

    while ((n = read(fd, line, sizeof line - 1)) > 0) {
        struct session *s;

        line[n] = '\0';
        if (sscanf(line, "%15s %31s", cmd, user) != 2)
            continue;
        s = by_user(user);
        if (!s)
            continue;
        if (strcmp(cmd, "DRAIN") == 0)
            admin_drain(s);
        else if (strcmp(cmd, "PEEK") == 0)
            admin_spill(s, stderr);
    }
    return NULL;
}

int admin_start(int fd, int nthreads)
{
    pthread_t t;
    int i;

    for (i = 0; i < nthreads; i++) {
        if (pthread_create(&t, NULL, admin_main, (void *)(intptr_t)fd) != 0)
            return -1;
        pthread_detach(t);
    }
    return 0;
}
