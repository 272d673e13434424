// RUN: %tocsin %s
// STD: gnu17
/* gwquota.c - per tenant credit accounting of the API gateway */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_TENANTS 64
#define GW_THREADS 8

struct tenant {
	char name[48];
	pthread_mutex_t lock;
	long credits;
	long spent;
	unsigned denied;
};

struct request {
	struct tenant *tn;
	const char *path;
	size_t body_len;
};

static struct tenant tenants[MAX_TENANTS];
static int n_tenants;
static FILE *audit;

extern struct request *gw_next_request(void);
extern void gw_reply(struct request *rq, int status);

static long price_of(const struct request *rq)
{
	long p = 1;

	if (!strncmp(rq->path, "/v1/render", 10))
		p += 20;
	p += (long)(rq->body_len / 65536);
	return p;
}

static int audit_append(const char *who, long amount)
{
	if (!audit)
		return 0;
	return fprintf(audit, "%s %ld\n", who, amount) < 0 ? -1 : 0;
}

static void tenant_refill(struct tenant *t, long amount)
{
	pthread_mutex_lock(&t->lock);
	t->credits += amount;
	pthread_mutex_unlock(&t->lock);
}

static void tenant_deny(struct tenant *t)
{
	pthread_mutex_lock(&t->lock);
	t->denied++;
	pthread_mutex_unlock(&t->lock);
}

static int tenant_charge(struct tenant *t, const struct request *rq)
{
	long left, price;

	pthread_mutex_lock(&t->lock);
	left = t->credits;
	pthread_mutex_unlock(&t->lock);

	price = price_of(rq);
	if (left < price) {
		tenant_deny(t);
		return -EDQUOT;
	}
	/* writing the audit line may block on NFS */
	if (audit_append(t->name, price) < 0)
		return -EIO;

	pthread_mutex_lock(&t->lock);
	t->credits = left - price; // EXPECT: lost-update
	t->spent += price;
	pthread_mutex_unlock(&t->lock);
	return 0;
}

static void *gw_worker(void *arg)
{
	struct request *rq;

	(void)arg;
	while ((rq = gw_next_request()) != NULL) {
		int rc = tenant_charge(rq->tn, rq);

		gw_reply(rq, rc == 0 ? 200 : rc == -EDQUOT ? 429 : 500);
	}
	return NULL;
}

static void *refill_timer(void *arg)
{
	int i;

	(void)arg;
	for (;;) {
		sleep(60);
		for (i = 0; i < n_tenants; i++)
			tenant_refill(&tenants[i], 1000);
	}
	return NULL;
}

int gw_start(const char *names[], int count)
{
	pthread_t tid;
	int i;

	for (i = 0; i < count && i < MAX_TENANTS; i++) {
		snprintf(tenants[i].name, sizeof(tenants[i].name), "%s", names[i]);
		pthread_mutex_init(&tenants[i].lock, NULL);
		tenants[i].credits = 1000;
		n_tenants++;
	}
	audit = fopen("/var/log/gw-audit.log", "a");
	for (i = 0; i < GW_THREADS; i++)
		if (pthread_create(&tid, NULL, gw_worker, NULL) != 0)
			return -1;
	return pthread_create(&tid, NULL, refill_timer, NULL) ? -1 : 0;
}
