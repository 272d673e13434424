// RUN: %tocsin %s
// STD: gnu17
/* unbundle: unpack a job bundle into a scratch directory, run over it, clean up */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct scratch {
	char dir[64];
	int fd;
};

static int scratch_open(struct scratch *s)
{
	strcpy(s->dir, "/tmp/unbundle.XXXXXX");
	if (!mkdtemp(s->dir))
		return -1;
	s->fd = open(s->dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (s->fd < 0) {
		rmdir(s->dir);
		return -1;
	}
	return 0;
}

static int member(struct scratch *s, const char *name, const char *text, size_t len)
{
	struct stat st;
	int fd;

	if (!*name || strchr(name, '/') || !strcmp(name, ".."))
		return -1;
	if (fstatat(s->fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0) {
		fprintf(stderr, "member %s twice in bundle\n", name);
		return -1;
	}
	fd = openat(s->fd, name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600); // EXPECT-NOISE: file-toctou
	if (fd < 0)
		return -1;
	if (write(fd, text, len) != (ssize_t)len) {
		close(fd);
		return -1;
	}
	return close(fd);
}

static int unpack(struct scratch *s, FILE *in)
{
	char name[128], *text = NULL;
	size_t len;
	int rc = 0;

	while (rc == 0 && fscanf(in, "%127s %zu", name, &len) == 2) {
		if (fgetc(in) != '\n' || len > (1u << 20))
			return -1;
		text = malloc(len + 1);
		if (!text)
			return -1;
		rc = fread(text, 1, len, in) == len ? member(s, name, text, len) : -1;
		free(text);
	}
	return rc;
}

static void scratch_drop(struct scratch *s)
{
	struct dirent *e;
	struct stat st;
	DIR *d = fdopendir(dup(s->fd));

	if (d) {
		while ((e = readdir(d))) {
			if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))
				continue;
			if (fstatat(s->fd, e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
				continue;
			if (unlinkat(s->fd, e->d_name, S_ISDIR(st.st_mode) ? AT_REMOVEDIR : 0) != 0)
				perror(e->d_name);
		}
		closedir(d);
	}
	close(s->fd);
	rmdir(s->dir);
}

int main(void)
{
	struct scratch s;
	int rc;

	if (scratch_open(&s) != 0) {
		perror("scratch");
		return 1;
	}
	rc = unpack(&s, stdin);
	if (rc != 0)
		fprintf(stderr, "bad bundle: %s\n", strerror(errno));
	scratch_drop(&s);
	return rc ? 1 : 0;
}
