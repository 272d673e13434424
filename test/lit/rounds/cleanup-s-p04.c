// RUN: %tocsin %s
// STD: gnu17
/* framebusd: housekeeping for the SysV segments through which capture
 * processes hand video frames to encoders. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/types.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

enum seg_kind { SEG_FRAME, SEG_AUDIO, SEG_FOREIGN };

struct seg_stats {
	unsigned scanned;
	unsigned removed;
	unsigned skipped;
};

static enum seg_kind classify(const struct shmid_ds *ds)
{
	key_t k = ds->shm_perm.__key;

	if (ds->shm_perm.cuid != geteuid())
		return SEG_FOREIGN;
	switch ((unsigned)k >> 16) {
	case 0x4642:
		return SEG_FRAME;
	case 0x4155:
		return SEG_AUDIO;
	default:
		return SEG_FOREIGN;
	}
}

static time_t last_change(const struct shmid_ds *ds)
{
	time_t t = ds->shm_ctime;

	if (ds->shm_dtime > t)
		t = ds->shm_dtime;
	return t;
}

static int for_each_segment(int (*fn)(int id, struct shmid_ds *ds, struct seg_stats *s, time_t now),
			    struct seg_stats *s)
{
	struct shm_info info;
	struct shmid_ds ds;
	int i, max, id;
	time_t now = time(NULL);

	max = shmctl(0, SHM_INFO, (struct shmid_ds *)&info);
	if (max < 0)
		return -1;
	for (i = 0; i <= max; i++) {
		id = shmctl(i, SHM_STAT, &ds);
		if (id < 0)
			continue;
		s->scanned++;
		if (fn(id, &ds, s, now) < 0)
			return -1;
	}
	return 0;
}

static int reap_frames(int id, struct shmid_ds *ds, struct seg_stats *s, time_t now)
{
	if (classify(ds) != SEG_FRAME)
		return 0;
	if (difftime(now, last_change(ds)) < 900.0) {
		s->skipped++;
		return 0;
	}
	if (ds->shm_nattch > 0)
		syslog(LOG_NOTICE, "segment %d: %lu attached", id, (unsigned long)ds->shm_nattch);
	if (shmctl(id, IPC_RMID, NULL) < 0) { // EXPECT: timestamp-cleanup
		if (errno == EIDRM || errno == EINVAL)
			return 0;
		syslog(LOG_ERR, "segment %d: %s", id, strerror(errno));
		return -1;
	}
	s->removed++;
	return 0;
}

static int reap_audio(int id, struct shmid_ds *ds, struct seg_stats *s, time_t now)
{
	if (classify(ds) != SEG_AUDIO)
		return 0;
	if (ds->shm_nattch != 0 || difftime(now, last_change(ds)) < 900.0) {
		s->skipped++;
		return 0;
	}
	if (shmctl(id, IPC_RMID, NULL) == 0)
		s->removed++;
	return 0;
}

int main(void)
{
	openlog("framebusd", LOG_PID, LOG_DAEMON);
	for (;;) {
		struct seg_stats s = {0};

		if (for_each_segment(reap_frames, &s) < 0 || for_each_segment(reap_audio, &s) < 0)
			return 1;
		if (s.removed)
			syslog(LOG_INFO, "removed %u of %u segments", s.removed, s.scanned);
		sleep(60);
	}
}
