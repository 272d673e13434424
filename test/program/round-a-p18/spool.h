#ifndef SPOOL_H
#define SPOOL_H

#include <stddef.h>

struct spool {
	const char *dir;
	int lock_fd;
};

int spool_lock(struct spool *sp);
void spool_unlock(struct spool *sp);
int spool_taken(const char *path);
int spool_path(const struct spool *sp, const char *id, char *out, size_t len);

#endif
