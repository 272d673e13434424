#ifndef IPCPOOL_H
#define IPCPOOL_H
#include <stddef.h>
#include <sys/types.h>
#include <time.h>

struct frame_hdr {
    unsigned width, height, stride;
    unsigned seq;
};

/* producers */
int   ipc_frame_create(size_t bytes);
void *ipc_frame_map(int shmid);
void  ipc_frame_unmap(void *p);
int   ipc_queue_open(int key);
int   ipc_queue_post(int qid, int shmid);
int   ipc_queue_take(int qid);

/* housekeeping */
int reap_segments(uid_t owner, time_t max_age);
int reap_detached(uid_t owner, time_t max_age);
int reap_queues(uid_t owner, time_t max_age);
#endif
