// RUN: %tocsin %s
// STD: gnu17
/* framebroker - SysV shared memory segments for camera frames, one per stream. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <time.h>
#include <unistd.h>

#define STREAM_MAX 32
#define FRAME_BYTES (1920u * 1080u * 2u)

enum seg_kind { SEG_LIVE, SEG_STILL };

struct seg {
    key_t key;
    int id;
    enum seg_kind kind;
};

struct broker {
    pthread_mutex_t lock;
    struct seg segs[STREAM_MAX];
    int nsegs;
    long live_max_s;
    long still_max_s;
};

static int broker_open(struct broker *b, key_t key, enum seg_kind kind)
{
    int id = -1;

    pthread_mutex_lock(&b->lock);
    for (int i = 0; i < b->nsegs; i++)
        if (b->segs[i].key == key)
            id = b->segs[i].id;
    if (id < 0 && b->nsegs < STREAM_MAX) {
        id = shmget(key, FRAME_BYTES, IPC_CREAT | 0660);
        if (id >= 0)
            b->segs[b->nsegs++] = (struct seg){ key, id, kind };
    }
    pthread_mutex_unlock(&b->lock);
    return id;
}

static int publish(struct broker *b, key_t key, enum seg_kind kind, const void *px, size_t len)
{
    int id = broker_open(b, key, kind);
    void *at;

    if (id < 0)
        return -ENOSPC;
    at = shmat(id, NULL, 0);
    if (at == (void *)-1)
        return -errno;
    memcpy(at, px, len < FRAME_BYTES ? len : FRAME_BYTES);
    shmdt(at);
    return 0;
}

static void forget_at(struct broker *b, int i)
{
    b->segs[i] = b->segs[--b->nsegs];
}

static void reap_live(struct broker *b)
{
    struct shmid_ds ds;
    time_t now = time(NULL);

    pthread_mutex_lock(&b->lock);
    for (int i = 0; i < b->nsegs; ) {
        if (b->segs[i].kind != SEG_LIVE || shmctl(b->segs[i].id, IPC_STAT, &ds) < 0) {
            i++;
            continue;
        }
        double age = difftime(now, ds.shm_ctime);
        if (age > (double)b->live_max_s &&
            shmctl(b->segs[i].id, IPC_RMID, NULL) == 0) { // EXPECT: timestamp-cleanup
            forget_at(b, i);
            continue;
        }
        i++;
    }
    pthread_mutex_unlock(&b->lock);
}

static bool nobody_attached(const struct shmid_ds *ds)
{
    return ds->shm_nattch == 0;
}

static void reap_stills(struct broker *b)
{
    struct shmid_ds ds;

    pthread_mutex_lock(&b->lock);
    for (int i = 0; i < b->nsegs; ) {
        struct seg *s = &b->segs[i];

        if (s->kind == SEG_STILL && shmctl(s->id, IPC_STAT, &ds) == 0 &&
            time(NULL) - ds.shm_ctime > b->still_max_s && nobody_attached(&ds)) {
            shmctl(s->id, IPC_RMID, NULL);
            forget_at(b, i);
        } else {
            i++;
        }
    }
    pthread_mutex_unlock(&b->lock);
}

static void *camera_main(void *arg)
{
    static char px[4096];
    struct broker *b = arg;

    for (unsigned n = 0;; n++) {
        memset(px, (int)(n & 0xff), sizeof px);
        if (publish(b, 0x43410001, SEG_LIVE, px, sizeof px) < 0)
            fprintf(stderr, "framebroker: frame %u lost\n", n);
        if (n % 250 == 0)
            publish(b, 0x43410100, SEG_STILL, px, sizeof px);
        usleep(40000);
    }
    return NULL;
}

int main(void)
{
    static struct broker b = { .lock = PTHREAD_MUTEX_INITIALIZER, .live_max_s = 6 * 3600, .still_max_s = 900 };
    pthread_t cam;

    if (pthread_create(&cam, NULL, camera_main, &b))
        return 1;
    for (;;) {
        reap_live(&b);
        reap_stills(&b);
        sleep(30);
    }
}
