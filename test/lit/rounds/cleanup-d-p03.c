// RUN: %tocsin %s
// STD: gnu17
/* fgd - frame grabber daemon: housekeeping of the frame segments
 *
 * Viewers attach the newest segment of a camera by key.  Segments that a
 * crashed grabber left behind are collected by fgd_gc.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <time.h>

#define FGD_MAGIC   0x46470000
#define FGD_MASK    0xffff0000
#define FGD_MAX_AGE 900

typedef struct fgd_frame {
    uint32_t width, height, stride, format;
    uint64_t pts;
    unsigned char data[];
} fgd_frame_t;

typedef void (*fgd_log_fn)(int level, const char *msg);
static fgd_log_fn fgd_log;

void fgd_set_logger(fgd_log_fn fn) { fgd_log = fn; }

static void logf_id(int level, const char *what, int id)
{
    char line[128];
    if (!fgd_log)
        return;
    snprintf(line, sizeof line, "%s shm id %d: %s", what, id, strerror(errno));
    fgd_log(level, line);
}

fgd_frame_t *fgd_attach(int camera)
{
    int id = shmget((key_t)(FGD_MAGIC | (camera & 0xffff)), 0, 0600);
    void *p;
    if (id < 0)
        return NULL;
    p = shmat(id, NULL, SHM_RDONLY);
    return p == (void *)-1 ? NULL : p;
}

void fgd_detach(fgd_frame_t *f)
{
    if (f)
        shmdt(f);
}

static int is_ours(const struct shmid_ds *ds)
{
    return ((uint32_t)ds->shm_perm.__key & FGD_MASK) == FGD_MAGIC;
}

/* Full pass over the kernel's table. */
int fgd_gc(void)
{
    struct shm_info info;
    struct shmid_ds ds;
    int top, i, n = 0;
    time_t now = time(NULL);

    top = shmctl(0, SHM_INFO, (struct shmid_ds *)&info);
    if (top < 0)
        return -1;
    for (i = 0; i <= top; i++) {
        int id = shmctl(i, SHM_STAT, &ds);
        if (id < 0 || !is_ours(&ds))
            continue;
        if (difftime(now, ds.shm_ctime) > FGD_MAX_AGE) {
            if (shmctl(id, IPC_RMID, NULL) == 0) // EXPECT: timestamp-cleanup
                n++;
            else
                logf_id(3, "remove", id);
        }
    }
    return n;
}

/* Called when the camera is reconfigured and the old size has to go. */
int fgd_gc_camera(int camera, time_t not_before)
{
    struct shmid_ds ds;
    int id = shmget((key_t)(FGD_MAGIC | (camera & 0xffff)), 0, 0600);

    if (id < 0)
        return errno == ENOENT ? 0 : -1;
    if (shmctl(id, IPC_STAT, &ds) < 0)
        return -1;
    if (ds.shm_ctime >= not_before)
        return 0;
    if (ds.shm_nattch != 0) {
        logf_id(4, "still attached", id);
        return 0;
    }
    return shmctl(id, IPC_RMID, NULL);
}
