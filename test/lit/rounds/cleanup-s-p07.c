// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: openssl
/* Per-tenant TLS contexts of the terminator. Handshake threads hold a tenant
 * while they build an SSL object from its context. */
#include <openssl/ssl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <time.h>

struct tenant {
	struct tenant *next;
	char sni[128];
	SSL_CTX *ctx;
	int handshakes;
	struct timespec last_used;
};

struct tenant_table {
	pthread_mutex_t mu;
	struct tenant *head;
	long idle_secs;
};

static void stamp(struct tenant *t)
{
	clock_gettime(CLOCK_MONOTONIC, &t->last_used);
}

static long idle_for(const struct tenant *t)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec - t->last_used.tv_sec;
}

static void detach_locked(struct tenant_table *tt, struct tenant *t)
{
	struct tenant **pp = &tt->head;

	while (*pp && *pp != t)
		pp = &(*pp)->next;
	if (*pp)
		*pp = t->next;
}

SSL *tenant_new_ssl(struct tenant_table *tt, const char *sni)
{
	struct tenant *t;
	SSL *ssl = NULL;

	pthread_mutex_lock(&tt->mu);
	for (t = tt->head; t; t = t->next)
		if (strcmp(t->sni, sni) == 0)
			break;
	if (t) {
		t->handshakes++;
		stamp(t);
	}
	pthread_mutex_unlock(&tt->mu);
	if (!t)
		return NULL;

	ssl = SSL_new(t->ctx);
	if (ssl)
		SSL_set_tlsext_host_name(ssl, t->sni);

	pthread_mutex_lock(&tt->mu);
	t->handshakes--;
	stamp(t);
	pthread_mutex_unlock(&tt->mu);
	return ssl;
}

static struct tenant *coldest_locked(struct tenant_table *tt)
{
	struct tenant *t, *best = NULL;

	for (t = tt->head; t; t = t->next) {
		if (t->handshakes > 0)
			continue;
		if (idle_for(t) < tt->idle_secs)
			continue;
		if (!best || t->last_used.tv_sec < best->last_used.tv_sec)
			best = t;
	}
	return best;
}

/* Called from the housekeeping thread only. */
void tenant_evict_coldest(struct tenant_table *tt)
{
	struct tenant *t;

	pthread_mutex_lock(&tt->mu);
	t = coldest_locked(tt);
	pthread_mutex_unlock(&tt->mu);
	if (!t)
		return;

	syslog(LOG_INFO, "unloading context of %s", t->sni);

	pthread_mutex_lock(&tt->mu);
	detach_locked(tt, t);
	pthread_mutex_unlock(&tt->mu);
	SSL_CTX_free(t->ctx);
	free(t); // EXPECT-MISS: timestamp-cleanup
}

void tenant_evict_all_cold(struct tenant_table *tt)
{
	struct tenant *t;

	for (;;) {
		pthread_mutex_lock(&tt->mu);
		t = coldest_locked(tt);
		if (t)
			detach_locked(tt, t);
		pthread_mutex_unlock(&tt->mu);
		if (!t)
			break;
		syslog(LOG_INFO, "unloading context of %s", t->sni);
		SSL_CTX_free(t->ctx);
		free(t);
	}
}
