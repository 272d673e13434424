// RUN: %tocsin %s
// STD: gnu17
/*
 * Routing policy table of the edge router daemon. Policies are compiled
 * outside the table lock (this takes up to a second) and then installed if
 * nobody else installed a newer one meanwhile.
 */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NSLOTS 64

struct program {
	size_t len;
	uint32_t code[];
};

struct policy {
	char            name[48];
	uint64_t        generation;
	char           *source;
	struct program *prog;
};

struct policy_table {
	pthread_mutex_t lock;
	struct policy   slot[NSLOTS];
	unsigned        used;
};

static inline void table_lock(struct policy_table *t)   { pthread_mutex_lock(&t->lock); }
static inline void table_unlock(struct policy_table *t) { pthread_mutex_unlock(&t->lock); }

static struct policy *find_locked(struct policy_table *t, const char *name)
{
	for (unsigned i = 0; i < t->used; i++)
		if (strcmp(t->slot[i].name, name) == 0)
			return &t->slot[i];
	return NULL;
}

static int generation_moved(const struct policy *p, uint64_t base_generation)
{
	return p == NULL || p->generation != base_generation;
}

static struct program *compile(const char *src)
{
	size_t n = strlen(src);
	struct program *p = malloc(sizeof(*p) + n * sizeof(uint32_t));

	if (p == NULL)
		return NULL;
	p->len = n;
	for (size_t i = 0; i < n; i++)
		p->code[i] = (uint32_t)src[i] * 2654435761u;
	return p;
}

int policy_update(struct policy_table *t, const char *name, const char *source,
		  uint64_t base_generation, uint64_t *new_generation)
{
	struct policy *p;
	struct program *prog, *old_prog;
	char *src, *old_src;

	/* do not burn CPU for a request that cannot succeed */
	table_lock(t);
	p = find_locked(t, name);
	if (generation_moved(p, base_generation)) {
		table_unlock(t);
		return p ? -ESTALE : -ENOENT;
	}
	table_unlock(t);

	prog = compile(source);
	src = strdup(source);
	if (prog == NULL || src == NULL) {
		free(prog);
		free(src);
		return -ENOMEM;
	}

	table_lock(t);
	p = find_locked(t, name);
	if (generation_moved(p, base_generation)) {
		table_unlock(t);
		free(prog);
		free(src);
		return -ESTALE;
	}
	old_prog = p->prog;
	old_src = p->source;
	p->prog = prog;
	p->source = src;
	*new_generation = ++p->generation;
	table_unlock(t);

	free(old_prog);
	free(old_src);
	return 0;
}

int policy_describe(struct policy_table *t, const char *name, char *out, size_t len,
		    uint64_t *generation)
{
	struct policy *p;
	int rc = -ENOENT;

	table_lock(t);
	p = find_locked(t, name);
	if (p != NULL) {
		snprintf(out, len, "%s", p->source ? p->source : "");
		*generation = p->generation;
		rc = 0;
	}
	table_unlock(t);
	return rc;
}
