#ifndef COORD_H
#define COORD_H
#define THREADED 1
#include <zookeeper/zookeeper.h>
#include <stdint.h>

struct coord {
	zhandle_t *zh;
	const char *root;
};

int coord_path(const struct coord *c, const char *kind, const char *name, char *buf, int len);
int64_t coord_now_ms(void);
int coord_take_shard(struct coord *c, const char *shard, const char *worker);

int janitor_assignments(struct coord *c, int64_t max_age_ms);
int janitor_offers(struct coord *c, int64_t max_age_ms);
#endif
