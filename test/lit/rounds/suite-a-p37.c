// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Things removed after a while: files, segments, rows. */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int too_far(const struct stat *st, time_t now, long limit)
{
    return difftime(now, st->st_mtime) > (double)limit;
}

void o01(const char *dir, long limit)
{
    char full[1024];
    struct dirent *e;
    struct stat st;
    time_t now = time(NULL);
    DIR *d = opendir(dir);
    if (!d)
        return;
    while ((e = readdir(d)) != NULL) {
        snprintf(full, sizeof full, "%s/%s", dir, e->d_name);
        if (stat(full, &st) == 0 && now - st.st_mtime > limit)
            unlink(full); // EXPECT: timestamp-cleanup
    }
    closedir(d);
}

void o02(int dfd, const char *name, long limit)
{
    struct stat st;
    if (fstatat(dfd, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    if (!too_far(&st, time(NULL), limit))
        return;
    unlinkat(dfd, name, 0); // EXPECT: timestamp-cleanup
}

void o03(const char *file, long limit)
{
    struct stat st;
    time_t edge = time(NULL) - limit;
    if (stat(file, &st) != 0)
        return;
    if (st.st_mtime >= edge)
        return;
    remove(file); // EXPECT: timestamp-cleanup
}

void o04(const char *lock)
{
    struct stat st;
    if (stat(lock, &st) == 0 && st.st_mtime + 300 < time(NULL))
        unlink(lock); // EXPECT: timestamp-cleanup
}

void o05(int id, long limit)
{
    struct shmid_ds ds;
    if (shmctl(id, IPC_STAT, &ds) != 0)
        return;
    if (time(NULL) - ds.shm_ctime > limit)
        shmctl(id, IPC_RMID, NULL); // EXPECT: timestamp-cleanup
}

void o06(sqlite3 *db, long limit)
{
    char q[160];
    snprintf(q, sizeof q, "DELETE FROM jobs WHERE created_at < %ld", (long)time(NULL) - limit);
    sqlite3_exec(db, q, NULL, NULL, NULL); // EXPECT: timestamp-cleanup
}

void o07(int id, long limit)
{
    struct shmid_ds ds;
    if (shmctl(id, IPC_STAT, &ds) != 0)
        return;
    if (ds.shm_nattch == 0 && time(NULL) - ds.shm_ctime > limit)
        shmctl(id, IPC_RMID, NULL);
}

void o08(int dfd, const char *name, long limit)
{
    struct stat st;
    int fd = openat(dfd, name, O_RDONLY | O_NOFOLLOW);
    if (fd < 0)
        return;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &st) == 0 && too_far(&st, time(NULL), limit))
        unlinkat(dfd, name, 0);
    close(fd);
}

void o09(sqlite3 *db, long limit)
{
    char q[200];
    snprintf(q, sizeof q, "DELETE FROM jobs WHERE state IN ('done','failed') AND created_at < %ld", (long)time(NULL) - limit);
    sqlite3_exec(db, q, NULL, NULL, NULL);
}

int o10(const char *dir, long limit)
{
    char full[1024];
    struct dirent *e;
    struct stat st;
    int n = 0;
    DIR *d = opendir(dir);
    if (!d)
        return -1;
    while ((e = readdir(d)) != NULL) {
        snprintf(full, sizeof full, "%s/%s", dir, e->d_name);
        if (stat(full, &st) == 0 && too_far(&st, time(NULL), limit))
            n++;
    }
    closedir(d);
    return n;
}
