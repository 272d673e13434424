// STD: gnu17
#include "depot.h"

#include <stdlib.h>

struct cpu_cache {
	struct magazine *loaded;
};

static __thread struct cpu_cache tl_cache;

void *obj_alloc(struct depot *d)
{
	struct cpu_cache *c = &tl_cache;

	while (c->loaded == NULL || c->loaded->rounds == 0) {
		struct magazine *m = depot_exchange(d, c->loaded);

		if (m != NULL) {
			c->loaded = m;
			continue;
		}
		if (depot_grow(d) != 0)
			return NULL;
	}
	return c->loaded->round[--c->loaded->rounds];
}

void obj_free(struct depot *d, void *obj)
{
	struct cpu_cache *c = &tl_cache;

	(void)d;
	if (c->loaded != NULL && c->loaded->rounds < MAG_ROUNDS)
		c->loaded->round[c->loaded->rounds++] = obj;
	else
		free(obj);
}
