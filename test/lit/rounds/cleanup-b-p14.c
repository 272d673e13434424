// RUN: %tocsin %s
// STD: gnu17
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define FRAME_PREFIX "vframe-"

static int drop_sysv(uid_t uid, long max_secs)
{
    struct shm_info info;
    struct shmid_ds ds;
    time_t now = time(NULL);
    int dropped = 0;
    int top = shmctl(0, SHM_INFO, (struct shmid_ds *)&info);

    for (int i = 0; i <= top; i++) {
        int id = shmctl(i, SHM_STAT, &ds);
        if (id < 0)
            continue;
        if (ds.shm_perm.uid != uid || ds.shm_segsz == 0)
            continue;
        if (now - ds.shm_ctime <= max_secs)
            continue;
        if (shmctl(id, IPC_RMID, NULL) == 0) // EXPECT: timestamp-cleanup
            dropped++;
        else
            fprintf(stderr, "shm %d: %s\n", id, strerror(errno));
    }
    return dropped;
}

static int drop_posix(long max_secs)
{
    char name[300], full[300];
    struct dirent *de;
    struct stat st;
    int dropped = 0;
    DIR *d = opendir("/dev/shm");

    if (!d)
        return 0;
    while ((de = readdir(d)) != NULL) {
        if (strncmp(de->d_name, FRAME_PREFIX, strlen(FRAME_PREFIX)) != 0)
            continue;
        snprintf(full, sizeof full, "/dev/shm/%s", de->d_name);
        if (stat(full, &st) != 0)
            continue;
        long secs = (long)(time(NULL) - st.st_mtime);
        snprintf(name, sizeof name, "/%s", de->d_name);
        if (secs > max_secs && shm_unlink(name) == 0) // EXPECT: timestamp-cleanup
            dropped++;
    }
    closedir(d);
    return dropped;
}

int main(int argc, char **argv)
{
    long secs = argc > 1 ? strtol(argv[1], NULL, 10) : 3600;
    if (secs < 60)
        return 2;
    int a = drop_sysv(getuid(), secs);
    int b = drop_posix(secs);
    printf("sysv %d posix %d\n", a, b);
    return 0;
}
