// RUN: %tocsin %s
// STD: gnu17
/* External merge sort for large key files. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_RUNS   64
#define RUN_LINES  20000

struct run {
	FILE *fp;
	size_t lines;
};

struct sorter {
	const char *tmpdir;
	struct run runs[MAX_RUNS];
	int nruns;
	FILE *index;
};

static int cmp_line(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static FILE *new_run_file(const struct sorter *s)
{
	char *name = tempnam(s->tmpdir, "msrt");
	FILE *fp = NULL;
	int fd;

	if (name == NULL)
		return NULL;
	fd = open(name, O_RDWR | O_CREAT | O_TRUNC, S_IRUSR | S_IWUSR); // EXPECT: temp-name
	if (fd >= 0) {
		unlink(name);		/* anonymous from here on */
		fp = fdopen(fd, "w+");
		if (fp == NULL)
			close(fd);
	}
	free(name);
	return fp;
}

static int open_index(struct sorter *s)
{
	char tmpl[512];

	snprintf(tmpl, sizeof tmpl, "%s/msort-idx.XXXXXX", s->tmpdir);
	if (mktemp(tmpl)[0] == '\0')
		return -1;
	s->index = fopen(tmpl, "w+b"); // EXPECT: temp-name
	if (s->index == NULL)
		return -1;
	unlink(tmpl);
	return 0;
}

static int flush_run(struct sorter *s, char **lines, size_t n)
{
	struct run *r;
	size_t i;

	if (s->nruns == MAX_RUNS) {
		errno = EMFILE;
		return -1;
	}
	qsort(lines, n, sizeof *lines, cmp_line);
	r = &s->runs[s->nruns];
	r->fp = new_run_file(s);
	if (r->fp == NULL)
		return -1;
	r->lines = n;
	for (i = 0; i < n; i++) {
		fputs(lines[i], r->fp);
		free(lines[i]);
	}
	fwrite(&n, sizeof n, 1, s->index);
	rewind(r->fp);
	s->nruns++;
	return ferror(r->fp) ? -1 : 0;
}

int main(void)
{
	static struct sorter s;
	static char *lines[RUN_LINES];
	char *line = NULL;
	size_t cap = 0, n = 0;

	s.tmpdir = getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp";
	if (open_index(&s) != 0) {
		perror("index");
		return 1;
	}
	while (getline(&line, &cap, stdin) != -1) {
		lines[n] = strdup(line);
		if (lines[n] == NULL)
			return 1;
		if (++n == RUN_LINES) {
			if (flush_run(&s, lines, n) != 0) {
				perror("run");
				return 1;
			}
			n = 0;
		}
	}
	if (n && flush_run(&s, lines, n) != 0) {
		perror("run");
		return 1;
	}
	free(line);
	fprintf(stderr, "%d runs\n", s.nruns);
	return 0;
}
