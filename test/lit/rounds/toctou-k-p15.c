// RUN: %tocsin %s
// STD: gnu17
/* sharefsd worker: fetches and stores files below the share; the share is also
 * exported over NFS, so that clients can create links and rename there. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

struct share {
	const char *root;
	int root_fd;
};

struct session {
	const struct share *share;
	int sock;
};

static void pump(int from, int to)
{
	char buf[8192];
	ssize_t n;

	while ((n = read(from, buf, sizeof buf)) > 0)
		if (write(to, buf, (size_t)n) != n)
			break;
}

static int inside(const struct share *sh, const char *path)
{
	size_t n = strlen(sh->root);

	return strncmp(path, sh->root, n) == 0 && path[n] == '/';
}

static int fetch_file(const struct share *sh, const char *rel)
{
	char joined[PATH_MAX], *real;
	int fd = -1;

	snprintf(joined, sizeof joined, "%s/%s", sh->root, rel);
	real = realpath(joined, NULL);
	if (real == NULL)
		return -1;
	if (!inside(sh, real))
		errno = EACCES;
	else
		fd = open(real, O_RDONLY | O_CLOEXEC); // EXPECT: file-toctou
	free(real);
	return fd;
}

static int fetch_preview(const struct share *sh, const char *rel)
{
	struct open_how how = {
		.flags = O_RDONLY | O_CLOEXEC,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
	};

	return (int)syscall(SYS_openat2, sh->root_fd, rel, &how, sizeof how);
}

static int plain_name(const char *name)
{
	return *name != '\0' && *name != '.' && strchr(name, '/') == NULL;
}

/* An upload never replaces a file that is already in the share. */
static int begin_upload(const struct share *sh, const char *name)
{
	if (!plain_name(name))
		return -1;
	if (faccessat(sh->root_fd, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0) {
		errno = EEXIST;
		return -1;
	}
	return openat(sh->root_fd, name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644); // EXPECT: file-toctou
}

static int begin_note(const struct share *sh, const char *name)
{
	char note[NAME_MAX + 1];

	if (!plain_name(name))
		return -1;
	snprintf(note, sizeof note, "%s.note", name);
	if (faccessat(sh->root_fd, note, F_OK, AT_SYMLINK_NOFOLLOW) == 0) {
		errno = EEXIST;
		return -1;
	}
	return openat(sh->root_fd, note, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
}

static void *serve(void *arg)
{
	struct session *s = arg;
	char line[NAME_MAX + 8];
	ssize_t n = recv(s->sock, line, sizeof line - 1, 0);
	int fd = -1;

	if (n > 2) {
		const char *name = line + 2;

		line[n] = '\0';
		line[strcspn(line, "\n")] = '\0';
		switch (line[0]) {
		case 'G': fd = fetch_file(s->share, name); break;
		case 'P': fd = fetch_preview(s->share, name); break;
		case 'U': fd = begin_upload(s->share, name); break;
		case 'N': fd = begin_note(s->share, name); break;
		}
		if (fd == -1)
			dprintf(s->sock, "error %s\n", strerror(errno));
		else if (line[0] == 'U' || line[0] == 'N')
			pump(s->sock, fd);
		else
			pump(fd, s->sock);
	}
	if (fd != -1)
		close(fd);
	close(s->sock);
	free(s);
	return NULL;
}

int main(int argc, char **argv)
{
	struct sockaddr_un sa = { .sun_family = AF_UNIX, .sun_path = "/run/sharefsd/socket" };
	struct share sh;
	int lis = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (argc != 2)
		return EXIT_FAILURE;
	signal(SIGPIPE, SIG_IGN);
	sh.root = argv[1];
	sh.root_fd = open(sh.root, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (sh.root_fd == -1 || bind(lis, (struct sockaddr *)&sa, sizeof sa) == -1 || listen(lis, 16) == -1)
		return EXIT_FAILURE;
	for (;;) {
		int sock = accept(lis, NULL, NULL);
		struct session *s = sock == -1 ? NULL : malloc(sizeof *s);
		pthread_t t;

		if (s == NULL)
			continue;
		*s = (struct session){ &sh, sock };
		if (pthread_create(&t, NULL, serve, s) == 0)
			pthread_detach(t);
		else
			serve(s);
	}
}
