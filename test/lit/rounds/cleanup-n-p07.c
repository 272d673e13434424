// RUN: %tocsin %s
// STD: gnu17
/* address pool of the DHCP relay; times are seconds since boot */
#include <arpa/inet.h>
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define POOL 4096
enum { DEFAULT_LEASE = 3600, OFFER_HOLD = 30 };

struct binding {
	uint8_t mac[6];
	uint8_t active;
	uint8_t offered;
	int64_t expires;
};

static struct {
	pthread_rwlock_t lock;
	uint32_t base;
	struct binding b[POOL];
	unsigned long expired;
} pool = { .lock = PTHREAD_RWLOCK_INITIALIZER };

static int64_t uptime(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_BOOTTIME, &ts);
	return (int64_t)ts.tv_sec;
}

/* the client knows the term it was given and stops using the address */
static void binding_release(struct binding *b)
{
	memset(b, 0, sizeof *b);
}

int pool_offer(const uint8_t mac[6], uint32_t *addr)
{
	const int64_t now = uptime();
	int i, rc = -ENOSPC;

	pthread_rwlock_wrlock(&pool.lock);
	for (i = 0; i < POOL; i++) {
		struct binding *b = &pool.b[i];

		if (b->active || (b->offered && b->expires > now))
			continue;
		memcpy(b->mac, mac, 6);
		b->offered = 1;
		b->expires = now + OFFER_HOLD;
		*addr = pool.base + (uint32_t)i;
		rc = 0;
		break;
	}
	pthread_rwlock_unlock(&pool.lock);
	return rc;
}

int pool_confirm(const uint8_t mac[6], uint32_t addr, int64_t term)
{
	uint32_t i = addr - pool.base;
	int rc = -ENOENT;

	if (i >= POOL)
		return -EINVAL;
	pthread_rwlock_wrlock(&pool.lock);
	if (!memcmp(pool.b[i].mac, mac, 6)) {
		pool.b[i].active = 1;
		pool.b[i].offered = 0;
		pool.b[i].expires = uptime() + (term ? term : DEFAULT_LEASE);
		rc = 0;
	}
	pthread_rwlock_unlock(&pool.lock);
	return rc;
}

void pool_tick(void)
{
	const int64_t now = uptime();
	int i;

	pthread_rwlock_wrlock(&pool.lock);
	for (i = 0; i < POOL; i++) {
		if (!pool.b[i].active || pool.b[i].expires > now)
			continue;
		binding_release(&pool.b[i]);
		pool.expired++;
	}
	pthread_rwlock_unlock(&pool.lock);
}

/* report with calendar times for the operator */
void pool_print(FILE *out)
{
	const int64_t now = uptime();
	const time_t wall = time(NULL);
	char when[32];
	struct tm tm;
	int i;

	pthread_rwlock_rdlock(&pool.lock);
	for (i = 0; i < POOL; i++) {
		time_t end;
		struct in_addr ia = { htonl(pool.base + (uint32_t)i) };

		if (!pool.b[i].active)
			continue;
		end = wall + (time_t)(pool.b[i].expires - now);
		strftime(when, sizeof when, "%F %T", localtime_r(&end, &tm));
		fprintf(out, "%s until %s%s\n", inet_ntoa(ia), when, end - wall < 60 ? " (soon)" : "");
	}
	pthread_rwlock_unlock(&pool.lock);
}
