#ifndef DEVCFG_H
#define DEVCFG_H

#include <pthread.h>
#include <stdint.h>

#define DEVCFG_EOK        0
#define DEVCFG_ENOENT    -1
#define DEVCFG_ECONFLICT -2
#define DEVCFG_EINVAL    -3

struct devcfg {
	char     id[32];
	uint32_t gen;
	int      mtu;
	int      admin_up;
	char     descr[64];
};

struct devcfg_db {
	pthread_rwlock_t lock;
	struct devcfg    dev[128];
	int              ndev;
};

int devcfg_get(struct devcfg_db *db, const char *id, struct devcfg *out);
int devcfg_set_mtu(struct devcfg_db *db, const char *id, int mtu, uint32_t expected_gen);
int devcfg_set_admin(struct devcfg_db *db, const char *id, int up, uint32_t expected_gen);
int devcfg_set_descr(struct devcfg_db *db, const char *id, const char *descr,
		     uint32_t expected_gen);

int netlink_probe_mtu(const char *id, int mtu);

#endif
