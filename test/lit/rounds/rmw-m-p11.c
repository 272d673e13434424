// RUN: %tocsin %s
// STD: gnu17
/* Floating licence daemon: seats are handed out to client handler threads. */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

#define MAX_FEATURES 16

struct feature {
	char name[32];
	int total;
	_Atomic int in_use;
	_Atomic int peak;
	_Atomic unsigned denied;
	atomic_bool expiring;
};

static struct feature features[MAX_FEATURES];
static int nfeatures;
static mtx_t log_mtx;
static FILE *log_fp;

static void logf_line(const char *what, const char *name, int v)
{
	if (mtx_lock(&log_mtx) != thrd_success)
		return;
	if (log_fp)
		fprintf(log_fp, "%s %s %d\n", what, name, v);
	mtx_unlock(&log_mtx);
}

static struct feature *find_feature(const char *name)
{
	for (int i = 0; i < nfeatures; i++)
		if (strcmp(features[i].name, name) == 0)
			return &features[i];
	return NULL;
}

bool checkout(const char *name)
{
	struct feature *f = find_feature(name);

	if (!f)
		return false;
	int used = f->in_use;
	if (used >= f->total) {
		f->denied++;
		return false;
	}
	f->in_use = used + 1; // EXPECT: split-atomic
	int p = atomic_load(&f->peak);
	while (used + 1 > p && !atomic_compare_exchange_weak(&f->peak, &p, used + 1))
		;
	logf_line("OUT", f->name, used + 1);
	return true;
}

bool checkout_group(const char *name, int want)
{
	struct feature *f = find_feature(name);
	int used;

	if (!f || want <= 0)
		return false;
	used = atomic_load(&f->in_use);
	do {
		if (used + want > f->total)
			return false;
	} while (!atomic_compare_exchange_weak(&f->in_use, &used, used + want));
	return true;
}

void checkin(const char *name)
{
	struct feature *f = find_feature(name);

	if (!f)
		return;
	if (atomic_fetch_sub(&f->in_use, 1) == 1)
		logf_line("IDLE", f->name, 0);
}

static void warn_once(struct feature *f)
{
	if (!atomic_load(&f->expiring)) {
		atomic_store(&f->expiring, true); // EXPECT: split-atomic
		logf_line("EXPIRING", f->name, f->total);
	}
}

static void amnesty(struct feature *f)
{
	f->denied = f->denied / 2; // EXPECT: split-atomic
}

static int client_main(void *arg)
{
	const char *name = arg;

	for (int i = 0; i < 1000; i++) {
		if (checkout(name)) {
			thrd_yield();
			checkin(name);
		} else if (checkout_group(name, 1)) {
			checkin(name);
		} else {
			struct feature *f = find_feature(name);

			if (f && f->denied > 100) {
				warn_once(f);
				amnesty(f); // EXPECT-NOISE: split-atomic
			}
		}
	}
	return 0;
}

int main(void)
{
	thrd_t t[8];

	if (mtx_init(&log_mtx, mtx_plain) != thrd_success)
		return EXIT_FAILURE;
	log_fp = stderr;
	strcpy(features[0].name, "router");
	features[0].total = 5;
	nfeatures = 1;
	for (int i = 0; i < 8; i++)
		if (thrd_create(&t[i], client_main, "router") != thrd_success)
			return EXIT_FAILURE;
	for (int i = 0; i < 8; i++)
		thrd_join(t[i], NULL);
	return EXIT_SUCCESS;
}
