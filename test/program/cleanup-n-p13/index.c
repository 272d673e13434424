// STD: gnu17
#include "corestore.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* caller holds s->lock */
struct core *store_find(struct store *s, const char *file)
{
	struct core *c;

	for (c = s->cores; c; c = c->next)
		if (!strcmp(c->file, file))
			return c;
	return NULL;
}

int store_open_core(struct store *s, const char *file)
{
	struct core *c;
	int fd = -ENOENT;

	pthread_mutex_lock(&s->lock);
	c = store_find(s, file);
	if (c && c->state == CORE_READY) {
		fd = openat(s->dirfd, file, O_RDONLY | O_CLOEXEC);
		if (fd < 0)
			fd = -errno;
		else
			c->readers++;
	} else if (c) {
		fd = -EBUSY;
	}
	pthread_mutex_unlock(&s->lock);
	return fd;
}

void store_close_core(struct store *s, const char *file, int fd)
{
	struct core *c;

	close(fd);
	pthread_mutex_lock(&s->lock);
	c = store_find(s, file);
	if (c)
		c->readers--;
	pthread_mutex_unlock(&s->lock);
}

/* caller holds s->lock */
void store_unlink_entry(struct store *s, struct core *c)
{
	struct core **pp = &s->cores;

	while (*pp && *pp != c)
		pp = &(*pp)->next;
	if (*pp)
		*pp = c->next;
	s->total -= c->bytes;
}
