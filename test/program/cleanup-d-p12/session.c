// STD: gnu17
#include "session.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct session_head	sess_all = TAILQ_HEAD_INITIALIZER(sess_all);
pthread_mutex_t		sess_lock = PTHREAD_MUTEX_INITIALIZER;

int64_t
mono_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

struct session *
session_new(uint32_t sid, int fd, const char *user)
{
	struct session *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return NULL;
	s->sid = sid;
	s->fd = fd;
	strncpy(s->user, user, sizeof(s->user) - 1);
	s->last_active = mono_ms();
	pthread_mutex_lock(&sess_lock);
	TAILQ_INSERT_TAIL(&sess_all, s, link);
	pthread_mutex_unlock(&sess_lock);
	return s;
}

struct session *
session_find(uint32_t sid)
{
	struct session *s;

	pthread_mutex_lock(&sess_lock);
	TAILQ_FOREACH(s, &sess_all, link)
		if (s->sid == sid)
			break;
	if (s != NULL)
		s->last_active = mono_ms();
	pthread_mutex_unlock(&sess_lock);
	return s;
}

int
session_queue(struct session *s, const void *data, size_t len)
{
	char *nb = realloc(s->outbuf, s->outlen + len);

	if (nb == NULL)
		return -1;
	memcpy(nb + s->outlen, data, len);
	s->outbuf = nb;
	s->outlen += len;
	return 0;
}

void
session_destroy(struct session *s)
{
	TAILQ_REMOVE(&sess_all, s, link);
	close(s->fd);
	free(s->outbuf);
	free(s);
}
