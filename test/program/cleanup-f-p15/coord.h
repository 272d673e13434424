#ifndef COORD_H
#define COORD_H

#include <stdint.h>
#ifndef THREADED
#define THREADED
#endif
#include <zookeeper/zookeeper.h>

struct coord {
	zhandle_t *zh;
	char root[128];
	int64_t task_ttl_ms;
	int64_t probe_ttl_ms;
};

int64_t coord_now_ms(void);
int coord_claim_task(struct coord *c, const char *task, const char *worker);
int coord_trim_tasks(struct coord *c);
int coord_trim_probes(struct coord *c);

#endif
