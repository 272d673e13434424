// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Job state table: one znode per job, text encoded. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define THREADED
#include <zookeeper/zookeeper.h>

enum job_state { JOB_QUEUED, JOB_RUNNING, JOB_DONE, JOB_FAILED };

struct job {
    int state;
    int attempts;
    char worker[64];
};

static int job_decode(const char *buf, int len, struct job *j)
{
    char tmp[160];
    if (len < 0 || len >= (int)sizeof(tmp))
        return -EINVAL;
    memcpy(tmp, buf, (size_t)len);
    tmp[len] = '\0';
    return sscanf(tmp, "%d %d %63s", &j->state, &j->attempts, j->worker) == 3 ? 0 : -EINVAL;
}

static int job_encode(const struct job *j, char *buf, size_t cap)
{
    return snprintf(buf, cap, "%d %d %s", j->state, j->attempts, j->worker);
}

int job_finish(zhandle_t *zh, const char *path, int ok)
{
    char buf[160];
    struct Stat st;
    struct job j;
    int len = sizeof(buf);
    int rc = zoo_get(zh, path, 0, buf, &len, &st);
    if (rc != ZOK)
        return -EIO;
    if (job_decode(buf, len, &j) < 0 || j.state != JOB_RUNNING)
        return -EINVAL;
    j.state = ok ? JOB_DONE : JOB_FAILED;
    len = job_encode(&j, buf, sizeof(buf));
    rc = zoo_set(zh, path, buf, len, st.version);
    if (rc == ZBADVERSION)
        return -EAGAIN;
    return rc == ZOK ? 0 : -EIO;
}

int job_record_attempt(zhandle_t *zh, const char *path, const char *worker)
{
    char buf[160];
    struct Stat st;
    struct job j = { JOB_QUEUED, 0, "-" };
    int version = -1;
    int len = sizeof(buf);

    if (zoo_get(zh, path, 0, buf, &len, &st) == ZOK) {
        if (job_decode(buf, len, &j) < 0)
            return -EINVAL;
        version = st.version;
    }
    j.state = JOB_RUNNING;
    j.attempts++;
    snprintf(j.worker, sizeof(j.worker), "%s", worker);
    len = job_encode(&j, buf, sizeof(buf));
    int rc = zoo_set(zh, path, buf, len, version); // EXPECT: unversioned-write
    if (rc == ZBADVERSION)
        return -EAGAIN;
    return rc == ZOK ? 0 : -EIO;
}

int job_requeue(zhandle_t *zh, const char *path)
{
    char buf[160];
    struct Stat st;
    struct job j;
    int len = sizeof(buf);
    int rc = zoo_get(zh, path, 0, buf, &len, &st);
    if (rc != ZOK)
        return -EIO;
    if (job_decode(buf, len, &j) < 0)
        return -EINVAL;
    if (j.state != JOB_FAILED || j.attempts > 8)
        return 0;
    j.state = JOB_QUEUED;
    strcpy(j.worker, "-");
    len = job_encode(&j, buf, sizeof(buf));
    rc = zoo_set(zh, path, buf, len, st.cversion); // EXPECT: unversioned-write
    if (rc == ZBADVERSION)
        return -EAGAIN;
    return rc == ZOK ? 0 : -EIO;
}

int job_purge(zhandle_t *zh, const char *path)
{
    char buf[160];
    struct Stat st;
    struct job j;
    int len = sizeof(buf);
    if (zoo_get(zh, path, 0, buf, &len, &st) != ZOK)
        return -EIO;
    if (job_decode(buf, len, &j) < 0 || j.state != JOB_DONE)
        return -EBUSY;
    int rc = zoo_delete(zh, path, st.version);
    return rc == ZOK || rc == ZNONODE ? 0 : -EAGAIN;
}
