// RUN: %tocsin %s
// STD: gnu17
/* RTSP session table of the camera relay.  The accept thread creates sessions,
 * media threads look them up and push packets, the reaper thread drops the
 * ones nobody talks to any more. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAX_SESS 256
#define IDLE_MS  45000u

struct rtsp_sess {
    char     id[17];
    int      rtp_fd;
    int      rtcp_fd;
    uint64_t last_seen;
    uint64_t packets;
};

struct sess_table {
    pthread_mutex_t   lock;
    struct rtsp_sess *slot[MAX_SESS];
    volatile int      stop;
};

static struct sess_table table = { .lock = PTHREAD_MUTEX_INITIALIZER };

static uint64_t now_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint64_t)ts.tv_sec * 1000u + (uint64_t)ts.tv_nsec / 1000000u;
}

struct rtsp_sess *sess_find(const char *id)
{
    struct rtsp_sess *s = NULL;

    pthread_mutex_lock(&table.lock);
    for (int i = 0; i < MAX_SESS; i++) {
        if (table.slot[i] && strcmp(table.slot[i]->id, id) == 0) {
            s = table.slot[i];
            s->last_seen = now_ms();
            break;
        }
    }
    pthread_mutex_unlock(&table.lock);
    return s;
}

int sess_push(const char *id, const void *pkt, size_t len)
{
    struct rtsp_sess *s = sess_find(id);

    if (!s)
        return -1;
    if (send(s->rtp_fd, pkt, len, MSG_DONTWAIT) < 0)
        return -1;
    s->packets++;
    return 0;
}

static void sess_destroy(struct rtsp_sess *s)
{
    close(s->rtp_fd);
    close(s->rtcp_fd);
    free(s);
}

static void reap_once(void)
{
    uint64_t now = now_ms();

    pthread_mutex_lock(&table.lock);
    for (int i = 0; i < MAX_SESS; i++) {
        struct rtsp_sess *s = table.slot[i];

        if (!s)
            continue;
        if (now - s->last_seen > IDLE_MS) { // EXPECT: unsigned-age
            table.slot[i] = NULL;
            sess_destroy(s); // EXPECT: timestamp-cleanup
        }
    }
    pthread_mutex_unlock(&table.lock);
}

void *sess_reaper(void *arg)
{
    (void)arg;
    while (!table.stop) {
        reap_once();
        sleep(5);
    }
    return NULL;
}
