// RUN: %tocsin %s
// STD: gnu17
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/shm.h>
#include <time.h>
#include <unistd.h>

/* Housekeeping of frame rings shared by the capture daemon and encoders. */

#define RING_KEY_BASE 0x46520000
#define RING_KEY_MASK 0xffff0000
#define RING_MAX_AGE  1800

struct ring_stats {
	int seen;
	int reclaimed;
	unsigned long bytes;
};

static int is_our_ring(const struct shmid_ds *ds)
{
	return ((unsigned)ds->shm_perm.__key & RING_KEY_MASK) == RING_KEY_BASE &&
	       ds->shm_perm.uid == geteuid();
}

int rings_trim(struct ring_stats *rs)
{
	struct shm_info info;
	int maxidx = shmctl(0, SHM_INFO, (struct shmid_ds *)(void *)&info);
	time_t now = time(NULL);

	if (maxidx < 0)
		return -1;
	for (int i = 0; i <= maxidx; i++) {
		struct shmid_ds ds;
		int id = shmctl(i, SHM_STAT, &ds);

		if (id < 0 || !is_our_ring(&ds))
			continue;
		rs->seen++;
		if (ds.shm_ctime + RING_MAX_AGE < now) {
			if (shmctl(id, IPC_RMID, NULL) == 0) { // EXPECT: timestamp-cleanup
				rs->reclaimed++;
				rs->bytes += ds.shm_segsz;
			}
		}
	}
	return rs->reclaimed;
}

int rings_trim_detached(struct ring_stats *rs)
{
	struct shm_info info;
	int maxidx = shmctl(0, SHM_INFO, (struct shmid_ds *)(void *)&info);
	time_t now = time(NULL);

	for (int i = 0; i <= maxidx; i++) {
		struct shmid_ds ds;
		int id = shmctl(i, SHM_STAT, &ds);

		if (id < 0 || !is_our_ring(&ds) || ds.shm_nattch != 0)
			continue;
		if (now - ds.shm_dtime <= RING_MAX_AGE)
			continue;
		if (shmctl(id, IPC_RMID, NULL) != 0)
			fprintf(stderr, "shm %d: %s\n", id, strerror(errno));
		else
			rs->reclaimed++;
	}
	return rs->reclaimed;
}

/* Control queues between the UI and the capture daemons. */
int ctlq_trim(const int *qids, int n, long max_quiet)
{
	int dropped = 0;

	for (int i = 0; i < n; i++) {
		struct msqid_ds qd;

		if (msgctl(qids[i], IPC_STAT, &qd) != 0)
			continue;
		long quiet = (long)difftime(time(NULL), qd.msg_stime);
		if (quiet < max_quiet)
			continue;
		if (msgctl(qids[i], IPC_RMID, NULL) == 0) // EXPECT: timestamp-cleanup
			dropped++;
	}
	return dropped;
}
