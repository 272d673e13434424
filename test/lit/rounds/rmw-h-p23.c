// RUN: %tocsin %s
// STD: gnu17
/* Resolver cache shared by the worker threads of a mail relay. */
#include <netdb.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#define NBUCKET 128

struct rr {
	struct rr *next;
	char name[128];
	struct in_addr addr;
	time_t expires;
	unsigned uses;
};

static struct {
	pthread_rwlock_t lock;
	struct rr *bucket[NBUCKET];
	unsigned entries;
	unsigned max_entries;
} rc = { .lock = PTHREAD_RWLOCK_INITIALIZER, .max_entries = 1000 };

static unsigned slot_of(const char *s)
{
	unsigned h = 0;
	for (; *s; s++)
		h = h * 31 + (unsigned char)*s;
	return h % NBUCKET;
}

static struct rr *lookup(const char *name)
{
	for (struct rr *r = rc.bucket[slot_of(name)]; r; r = r->next)
		if (strcmp(r->name, name) == 0)
			return r;
	return NULL;
}

static int query(const char *name, struct in_addr *out)
{
	struct addrinfo hints = { .ai_family = AF_INET }, *res;
	if (getaddrinfo(name, NULL, &hints, &res) != 0)
		return -1;
	*out = ((struct sockaddr_in *)res->ai_addr)->sin_addr;
	freeaddrinfo(res);
	return 0;
}

int rcache_resolve(const char *name, struct in_addr *out)
{
	struct rr *r, *n;
	int found = 0;

	pthread_rwlock_rdlock(&rc.lock);
	r = lookup(name);
	if (r && r->expires > time(NULL)) { // EXPECT-NOISE: wall-clock-interval
		*out = r->addr;
		found = 1;
	}
	pthread_rwlock_unlock(&rc.lock);
	if (found)
		return 0;

	if (query(name, out) < 0)
		return -1;

	pthread_rwlock_wrlock(&rc.lock);
	r = lookup(name);
	if (r) {
		r->addr = *out;
		r->expires = time(NULL) + 60;
	} else if ((n = calloc(1, sizeof *n)) != NULL) {
		snprintf(n->name, sizeof n->name, "%s", name);
		n->addr = *out;
		n->expires = time(NULL) + 60;
		n->next = rc.bucket[slot_of(name)];
		rc.bucket[slot_of(name)] = n;
		rc.entries++;
	}
	pthread_rwlock_unlock(&rc.lock);
	return 0;
}

static unsigned count_expired(time_t now)
{
	unsigned n = 0;
	for (int i = 0; i < NBUCKET; i++)
		for (struct rr *r = rc.bucket[i]; r; r = r->next)
			if (r->expires <= now)
				n++;
	return n;
}

unsigned rcache_trim(void)
{
	time_t now = time(NULL);
	unsigned before, gone = 0;

	pthread_rwlock_rdlock(&rc.lock);
	before = rc.entries;
	if (before < rc.max_entries || count_expired(now) == 0) {
		pthread_rwlock_unlock(&rc.lock);
		return 0;
	}
	pthread_rwlock_unlock(&rc.lock);

	pthread_rwlock_wrlock(&rc.lock);
	for (int i = 0; i < NBUCKET; i++) {
		struct rr **pp = &rc.bucket[i];
		while (*pp) {
			struct rr *r = *pp;
			if (r->expires <= now) {
				*pp = r->next;
				free(r);
				gone++;
			} else {
				pp = &r->next;
			}
		}
	}
	rc.entries = before - gone; // EXPECT: lost-update
	pthread_rwlock_unlock(&rc.lock);
	return gone;
}

static void *resolver_main(void *arg)
{
	const char *const *names = arg;
	struct in_addr a;
	for (; *names; names++)
		if (rcache_resolve(*names, &a) < 0)
			fprintf(stderr, "%s: no address\n", *names);
	rcache_trim();
	return NULL;
}

int rcache_warm(const char *const *names, int n)
{
	pthread_t t[8];
	int i, made = 0;
	for (i = 0; i < n && i < 8; i++)
		if (pthread_create(&t[made], NULL, resolver_main, (void *)names) == 0)
			made++;
	for (i = 0; i < made; i++)
		pthread_join(t[i], NULL);
	return made;
}
