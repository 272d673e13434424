// STD: gnu17
#define _GNU_SOURCE
#include "ipcpool.h"
#include <errno.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/shm.h>

struct frame_msg {
    long type;
    int  shmid;
};

int ipc_frame_create(size_t bytes)
{
    return shmget(IPC_PRIVATE, bytes + sizeof(struct frame_hdr), IPC_CREAT | 0660);
}

void *ipc_frame_map(int shmid)
{
    void *p = shmat(shmid, NULL, 0);
    return p == (void *)-1 ? NULL : p;
}

void ipc_frame_unmap(void *p)
{
    shmdt(p);
}

int ipc_queue_open(int key)
{
    return msgget((key_t)key, IPC_CREAT | 0660);
}

int ipc_queue_post(int qid, int shmid)
{
    struct frame_msg m = { 1, shmid };
    return msgsnd(qid, &m, sizeof m.shmid, IPC_NOWAIT);
}

int ipc_queue_take(int qid)
{
    struct frame_msg m;
    ssize_t n;
    do
        n = msgrcv(qid, &m, sizeof m.shmid, 0, 0);
    while (n < 0 && errno == EINTR);
    return n < 0 ? -1 : m.shmid;
}
