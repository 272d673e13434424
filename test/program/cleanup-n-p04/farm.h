#ifndef FARM_H
#define FARM_H
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <time.h>

struct artifact {
	char path[256];
	char key[65];
	time_t stored;
	time_t fetched;
	off_t bytes;
};

/* policy.c */
bool artifact_outdated(const struct artifact *a, time_t now);
bool sandbox_outdated(const char *dir, time_t now);

/* lease.c: compile slots take a lease while they link against an artifact */
int lease_take(const char *key);
void lease_give(const char *key);
bool lease_active(const char *key);
void lease_lock(void);
void lease_unlock(void);

/* sweep.c */
size_t sweep_artifacts(struct artifact *v, size_t n);
size_t sweep_debuginfo(struct artifact *v, size_t n);
int sweep_sandboxes(const char *root);
int remove_tree(const char *path);
#endif
