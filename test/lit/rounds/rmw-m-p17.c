// RUN: %tocsin %s
// STD: gnu17
/* Locale and timezone data, loaded on first use by request threads. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct zone {
	char name[64];
	int offset_min;
};

struct zone_db {
	size_t n;
	struct zone z[];
};

static pthread_once_t collate_once = PTHREAD_ONCE_INIT;
static unsigned char *collate_table;
static int collate_errors;

static pthread_mutex_t zones_lock = PTHREAD_MUTEX_INITIALIZER;
static _Atomic(struct zone_db *) zones;
static unsigned zone_loads;

static __thread char *fmt_buf;
static __thread size_t fmt_len;

static void load_collate(void)
{
	unsigned i;

	collate_table = malloc(256);
	if (collate_table == NULL) {
		collate_errors++;
		return;
	}
	for (i = 0; i < 256; i++)
		collate_table[i] = (unsigned char)(i >= 'a' && i <= 'z' ? i - 32 : i);
}

static struct zone_db *read_zones(const char *path)
{
	FILE *f = fopen(path, "r");
	struct zone_db *db = NULL;
	size_t cap = 0, n = 0;
	struct zone z;

	if (f == NULL)
		return NULL;
	while (fscanf(f, "%63s %d", z.name, &z.offset_min) == 2) {
		if (n == cap) {
			size_t ncap = cap ? cap * 2 : 16;
			struct zone_db *p = realloc(db, sizeof *db + ncap * sizeof z);

			if (p == NULL)
				break;
			db = p;
			cap = ncap;
		}
		db->z[n++] = z;
		db->n = n;
	}
	fclose(f);
	return db;
}

static const struct zone_db *get_zones(void)
{
	struct zone_db *db = atomic_load_explicit(&zones, memory_order_acquire);

	if (db != NULL)
		return db;
	pthread_mutex_lock(&zones_lock);
	db = atomic_load_explicit(&zones, memory_order_relaxed);
	if (db == NULL) {
		db = read_zones("/etc/svc/zones");
		zone_loads++;
		atomic_store_explicit(&zones, db, memory_order_release);
	}
	pthread_mutex_unlock(&zones_lock);
	return db;
}

int collate_cmp(const char *a, const char *b)
{
	pthread_once(&collate_once, load_collate);
	if (collate_table == NULL)
		return strcmp(a, b);
	while (*a && collate_table[(unsigned char)*a] == collate_table[(unsigned char)*b]) {
		a++;
		b++;
	}
	return collate_table[(unsigned char)*a] - collate_table[(unsigned char)*b];
}

static char *format_buffer(size_t want)
{
	if (fmt_len < want) {
		char *p = realloc(fmt_buf, want);

		if (p == NULL)
			return NULL;
		fmt_buf = p;
		fmt_len = want;
	}
	return fmt_buf;
}

static void *request_main(void *arg)
{
	const char *tz = arg;
	const struct zone_db *db = get_zones();
	size_t i;

	for (i = 0; db != NULL && i < db->n; i++) {
		char *buf = format_buffer(128);

		if (buf != NULL && collate_cmp(db->z[i].name, tz) == 0)
			snprintf(buf, fmt_len, "%s%+d", tz, db->z[i].offset_min);
	}
	free(fmt_buf);
	fmt_buf = NULL;
	fmt_len = 0;
	return NULL;
}

int main(void)
{
	pthread_t t[8];
	int i;

	for (i = 0; i < 8; i++)
		if (pthread_create(&t[i], NULL, request_main, "Europe/Zurich"))
			return 1;
	for (i = 0; i < 8; i++)
		pthread_join(t[i], NULL);
	return collate_errors != 0 || zone_loads > 8;
}
