// RUN: %tocsin %s
// STD: gnu17
/* Checksummer: scans a tree of images with a fixed team of workers. */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TEAM 4

struct counts {
	unsigned long files;
	unsigned long bytes;
	unsigned long errors;
};

struct worker {
	pthread_t tid;
	int index;
	struct counts c;
	uint32_t crc;
	char **paths;
	int npaths;
};

static struct counts grand;
static int verbose;
static int generation;
static volatile sig_atomic_t interrupted;
static struct worker team[TEAM];

static void on_int(int sig)
{
	(void)sig;
	interrupted = 1;
}

static uint32_t crc_step(uint32_t crc, const unsigned char *p, size_t n)
{
	while (n--) {
		crc ^= *p++;
		for (int k = 0; k < 8; k++)
			crc = (crc >> 1) ^ (0xedb88320u & (0u - (crc & 1u)));
	}
	return crc;
}

static void scan_file(struct worker *w, const char *path)
{
	unsigned char buf[8192];
	size_t n;
	FILE *f = fopen(path, "rb");

	if (f == NULL) {
		w->c.errors++;
		return;
	}
	w->c.files++;
	while ((n = fread(buf, 1, sizeof buf, f)) > 0) {
		w->c.bytes += n;
		w->crc = crc_step(w->crc, buf, n);
	}
	fclose(f);
}

static void *worker_main(void *arg)
{
	struct worker *w = arg;
	struct counts *scratch = calloc(1, sizeof *scratch);

	if (scratch == NULL)
		return NULL;
	for (int i = w->index; i < w->npaths && !interrupted; i += TEAM) {
		scan_file(w, w->paths[i]);
		scratch->files++;
		if (verbose)
			fprintf(stderr, "[%d] %s\n", w->index, w->paths[i]);
	}
	return scratch;
}

static void parse_args(int argc, char **argv)
{
	int c;

	while ((c = getopt(argc, argv, "vg:")) != -1) {
		if (c == 'v')
			verbose++;
		else if (c == 'g')
			generation = generation * 10 + atoi(optarg);
	}
}

static void fold(const struct worker *w)
{
	grand.files += w->c.files;
	grand.bytes += w->c.bytes;
	grand.errors += w->c.errors;
}

static void clear_interrupts(void)
{
	sigset_t s, old;

	sigemptyset(&s);
	sigaddset(&s, SIGINT);
	pthread_sigmask(SIG_BLOCK, &s, &old);
	if (interrupted > 0)
		interrupted--;
	pthread_sigmask(SIG_SETMASK, &old, NULL);
}

int main(int argc, char **argv)
{
	struct sigaction sa;

	parse_args(argc, argv);
	memset(&sa, 0, sizeof sa);
	sa.sa_handler = on_int;
	sigaction(SIGINT, &sa, NULL);
	for (int i = 0; i < TEAM; i++) {
		team[i].index = i;
		team[i].crc = ~0u;
		team[i].paths = argv + optind;
		team[i].npaths = argc - optind;
		generation++;
	}
	for (int i = 0; i < TEAM; i++)
		if (pthread_create(&team[i].tid, NULL, worker_main, &team[i]))
			return 1;
	for (int i = 0; i < TEAM; i++) {
		void *ret = NULL;

		pthread_join(team[i].tid, &ret);
		free(ret);
		fold(&team[i]);
	}
	clear_interrupts();
	printf("%lu files %lu bytes %lu errors gen %d\n", grand.files, grand.bytes, grand.errors, generation);
	return grand.errors != 0;
}
