// RUN: %tocsin %s
// STD: gnu17
/* chatd: room membership and fan-out */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ROOM_LOCK(r)   pthread_mutex_lock(&(r)->mtx)
#define ROOM_UNLOCK(r) pthread_mutex_unlock(&(r)->mtx)

#define MAX_MEMBERS 128

struct member {
	int  fd;
	char nick[24];
};

struct room {
	pthread_mutex_t mtx;
	char            topic[120];
	struct member   members[MAX_MEMBERS];
	int             n_members;
	unsigned long   sent;
	unsigned long   dropped;
	unsigned        epoch;
};

struct client {
	struct room *room;
	int          fd;
	char         nick[24];
	unsigned long lines_in;
	int          strikes;
};

extern int read_line(int fd, char *buf, size_t len);

static void member_remove_at(struct room *r, int i)
{
	r->members[i] = r->members[r->n_members - 1];
	r->n_members--;
	r->epoch++;
}

static int member_index(const struct room *r, int fd)
{
	for (int i = 0; i < r->n_members; i++)
		if (r->members[i].fd == fd)
			return i;
	return -1;
}

static void fan_out(struct room *r, int from, const char *line, size_t len)
{
	for (int i = 0; i < r->n_members; ) {
		ssize_t w;

		w = r->members[i].fd == from ? (ssize_t)len
					     : write(r->members[i].fd, line, len);
		if (w == (ssize_t)len) {
			r->sent++;
			i++;
		} else if (w < 0 && errno == EPIPE) {
			member_remove_at(r, i);
		} else {
			r->dropped++;
			i++;
		}
	}
}

static void say(struct client *c, const char *line, size_t len)
{
	ROOM_LOCK(c->room);
	fan_out(c->room, c->fd, line, len);
	ROOM_UNLOCK(c->room);
}

static int join_room(struct client *c)
{
	struct room *r = c->room;
	int rc = -ENOSPC;

	ROOM_LOCK(r);
	if (member_index(r, c->fd) >= 0) {
		rc = -EEXIST;
	} else if (r->n_members < MAX_MEMBERS) {
		struct member *m = &r->members[r->n_members++];
		m->fd = c->fd;
		memcpy(m->nick, c->nick, sizeof m->nick);
		r->epoch++;
		rc = 0;
	}
	ROOM_UNLOCK(r);
	return rc;
}

static void *client_main(void *arg)
{
	struct client *c = arg;
	char line[512];
	int n, i;

	if (join_room(c) < 0)
		goto done;
	while ((n = read_line(c->fd, line, sizeof line)) > 0) {
		c->lines_in++;
		if (n > 400 && ++c->strikes > 3)
			break;
		say(c, line, (size_t)n);
	}
	ROOM_LOCK(c->room);
	i = member_index(c->room, c->fd);
	if (i >= 0)
		member_remove_at(c->room, i);
	ROOM_UNLOCK(c->room);
done:
	close(c->fd);
	free(c);
	return NULL;
}

struct room *room_create(const char *topic)
{
	struct room *r = calloc(1, sizeof *r);

	if (!r || pthread_mutex_init(&r->mtx, NULL))
		return NULL;
	snprintf(r->topic, sizeof r->topic, "%s", topic);
	r->epoch++;
	return r;
}

int room_accept(struct room *r, int fd, const char *nick)
{
	struct client *c = calloc(1, sizeof *c);
	pthread_t t;

	if (!c)
		return -ENOMEM;
	c->room = r;
	c->fd = fd;
	snprintf(c->nick, sizeof c->nick, "%s", nick);
	if (pthread_create(&t, NULL, client_main, c)) {
		free(c);
		return -EAGAIN;
	}
	return pthread_detach(t);
}
