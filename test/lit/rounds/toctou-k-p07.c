// RUN: %tocsin %s
// STD: gnu17
/* Object step of a small build driver: several drivers may work in one output tree. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct unit {
	const char *source;
	const char *stem;
};

struct tree {
	const char *outdir;
	bool verbose;
};

static int ensure_dir(const char *dir)
{
	struct stat st;

	if (mkdir(dir, 0777) == 0)
		return 0;
	if (errno != EEXIST)
		return -1;
	return stat(dir, &st) == 0 && S_ISDIR(st.st_mode) ? 0 : -1;
}

/* The size is a first guess only: the file may be rewritten by an editor while it is read. */
static char *slurp(const char *path, size_t *len)
{
	struct stat st;
	size_t cap = 4096, have = 0;
	char *buf;
	FILE *f;

	if (stat(path, &st) == 0 && st.st_size > 0 && st.st_size < (1 << 26))
		cap = (size_t)st.st_size + 1;
	buf = malloc(cap);
	f = fopen(path, "rb");
	if (buf == NULL || f == NULL)
		goto fail;
	for (;;) {
		size_t n = fread(buf + have, 1, cap - have, f);
		char *bigger;

		have += n;
		if (have < cap)
			break;
		bigger = realloc(buf, cap * 2);
		if (bigger == NULL)
			goto fail;
		buf = bigger;
		cap *= 2;
	}
	if (ferror(f))
		goto fail;
	fclose(f);
	*len = have;
	return buf;
fail:
	if (f)
		fclose(f);
	free(buf);
	return NULL;
}

/* Every driver keeps a journal of its own with the units it saw for the first time. */
static int note_unit(const struct tree *t, const struct unit *u)
{
	char name[PATH_MAX];
	bool first;
	FILE *f;

	snprintf(name, sizeof name, "%s/%s.stamp", t->outdir, u->stem);
	first = access(name, F_OK) != 0;
	snprintf(name, sizeof name, "%s/journal.%ld", t->outdir, (long)getpid());
	if (first) {
		f = fopen(name, "a");
		if (f == NULL || fprintf(f, "new %s\n", u->stem) < 0)
			return -1;
		return fclose(f);
	}
	return 0;
}

static int write_stamp(const struct tree *t, const struct unit *u)
{
	char stamp[PATH_MAX], draft[PATH_MAX];
	unsigned long h = 5381;
	size_t len;
	char *text = slurp(u->source, &len);
	int fd;

	if (text == NULL)
		return -1;
	for (size_t i = 0; i < len; i++)
		h = h * 33 + (unsigned char)text[i];
	free(text);
	snprintf(stamp, sizeof stamp, "%s/%s.stamp", t->outdir, u->stem);
	snprintf(draft, sizeof draft, "%s/%s.stamp.XXXXXX", t->outdir, u->stem);
	fd = mkostemp(draft, O_CLOEXEC);
	if (fd == -1)
		return -1;
	dprintf(fd, "%lx\n", h);
	close(fd);
	return rename(draft, stamp);
}

static int compile_to(const char *source, const char *object)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		execlp("cc", "cc", "-c", source, "-o", object, (char *)NULL);
		_exit(127);
	}
	if (pid == -1 || waitpid(pid, &status, 0) == -1)
		return -1;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
}

static int build_unit(const struct tree *t, const struct unit *u)
{
	char object[PATH_MAX], draft[PATH_MAX];
	struct stat st;
	int fd;

	snprintf(object, sizeof object, "%s/%s.o", t->outdir, u->stem);
	snprintf(draft, sizeof draft, "%s/%s.XXXXXX.o", t->outdir, u->stem);
	if (t->verbose && stat(object, &st) == 0)
		printf("  %s was %lld bytes\n", object, (long long)st.st_size);

	fd = mkostemps(draft, 2, O_CLOEXEC);
	if (fd == -1)
		return -1;
	if (compile_to(u->source, draft) == -1 || fchmod(fd, 0644) == -1 || rename(draft, object) == -1) {
		unlink(draft);
		close(fd);
		return -1;
	}
	close(fd);
	return note_unit(t, u) == 0 ? write_stamp(t, u) : -1;
}

int main(int argc, char **argv)
{
	struct tree t = { .outdir = "out", .verbose = getenv("V") != NULL };

	if (argc < 2 || ensure_dir(t.outdir) == -1)
		return EXIT_FAILURE;
	for (int i = 1; i + 1 < argc; i += 2) {
		struct unit u = { .source = argv[i], .stem = argv[i + 1] };

		if (build_unit(&t, &u) == -1) {
			fprintf(stderr, "build: %s: %s\n", u.source, strerror(errno));
			return EXIT_FAILURE;
		}
	}
	return EXIT_SUCCESS;
}
