// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* Retention of things that are not files in a spool: segments, queues, rows, nodes, locks, children. */
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* from zookeeper.h (3.8) */
typedef struct _zhandle zhandle_t;
struct Stat {
    int64_t czxid, mzxid, ctime, mtime;
    int32_t version, cversion, aversion;
    int64_t ephemeralOwner;
    int32_t dataLength, numChildren;
    int64_t pzxid;
};
extern int zoo_exists(zhandle_t *, const char *path, int watch, struct Stat *);
extern int zoo_delete(zhandle_t *, const char *path, int version);

int shm_by_change_time(int id)
{
    struct shmid_ds ds;
    if (shmctl(id, IPC_STAT, &ds) != 0 || time(NULL) - ds.shm_ctime < 86400)
        return -1;
    return shmctl(id, IPC_RMID, NULL); // EXPECT: timestamp-cleanup
}

int shm_by_attachments(int id)
{
    struct shmid_ds ds;
    if (shmctl(id, IPC_STAT, &ds) != 0 || time(NULL) - ds.shm_ctime < 86400)
        return -1;
    if (ds.shm_nattch != 0)
        return -1;
    return shmctl(id, IPC_RMID, NULL);
}

/* record of /var/lib/relay/queues, kept across restarts */
struct queue_info { char name[64]; time_t created; int attached; };

int queue_by_birth(const struct queue_info *q)
{
    if (q->created + 86400 < time(NULL))
        return mq_unlink(q->name); // EXPECT: timestamp-cleanup
    return 0;
}

int queue_by_attachment(const struct queue_info *q)
{
    if (q->attached == 0 && q->created + 86400 < time(NULL))
        return mq_unlink(q->name);
    return 0;
}

static int run(sqlite3 *db, const char *sql, sqlite3_int64 limit)
{
    sqlite3_stmt *st;
    int rc = sqlite3_prepare_v2(db, sql, -1, &st, NULL);
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_bind_int64(st, 1, limit);
    rc = sqlite3_step(st);
    sqlite3_finalize(st);
    return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

int rows_by_birth(sqlite3 *db)
{
    return run(db, "DELETE FROM jobs WHERE created_at < ?", time(NULL) - 86400); // EXPECT: timestamp-cleanup
}

int rows_by_birth_formatted(sqlite3 *db)
{
    char sql[96];
    snprintf(sql, sizeof sql, "DELETE FROM jobs WHERE created_at < %ld", (long)time(NULL) - 86400);
    return sqlite3_exec(db, sql, NULL, NULL, NULL); // EXPECT: timestamp-cleanup
}

int rows_by_state(sqlite3 *db)
{
    return run(db, "DELETE FROM jobs WHERE created_at < ? AND state IN ('done', 'failed') AND lease_owner IS NULL",
               time(NULL) - 86400);
}

int node_any_version(zhandle_t *zh, const char *path, int64_t now_ms)
{
    struct Stat st;
    int rc = zoo_exists(zh, path, 0, &st);
    if (rc == 0 && now_ms - st.mtime > 3600000)
        rc = zoo_delete(zh, path, -1); // EXPECT: timestamp-cleanup
    return rc;
}

int node_seen_version(zhandle_t *zh, const char *path, int64_t now_ms)
{
    struct Stat st;
    int rc = zoo_exists(zh, path, 0, &st);
    if (rc == 0 && st.ephemeralOwner == 0 && now_ms - st.mtime > 3600000)
        rc = zoo_delete(zh, path, st.version);
    return rc;
}

int lock_broken_by_age(const char *path)
{
    struct stat st;
    if (stat(path, &st) == 0 && time(NULL) - st.st_mtime > 600)
        unlink(path); // EXPECT: timestamp-cleanup
    return open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
}

int lock_by_kernel(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0) {
        close(fd);
        fd = -1;
    }
    return fd;
}

/* our own child, forked here; nobody else waits for it */
int child_watchdog(char *const argv[])
{
    struct timespec t0, t;
    clock_gettime(CLOCK_MONOTONIC, &t0);
    pid_t pid = fork();
    if (pid == 0) {
        execv("/usr/libexec/relay-hook", argv);
        _exit(127);
    }
    for (int status; pid > 0; usleep(10000)) {
        if (waitpid(pid, &status, WNOHANG) == pid)
            return status;
        clock_gettime(CLOCK_MONOTONIC, &t);
        if (t.tv_sec - t0.tv_sec > 30)
            kill(pid, SIGKILL);
    }
    return -1;
}
