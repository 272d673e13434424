// RUN: %tocsin %s
// STD: gnu17
/* Control channel of the print spooler: a command socket, a metrics socket, state dumps. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

struct endpoint {
	const char *path;
	int fd;
};

struct spooler {
	unsigned long jobs_done;
	unsigned long jobs_failed;
};

static int fill_address(struct sockaddr_un *sa, const char *path)
{
	memset(sa, 0, sizeof *sa);
	sa->sun_family = AF_UNIX;
	if (strlen(path) >= sizeof sa->sun_path) {
		errno = ENAMETOOLONG;
		return -1;
	}
	strcpy(sa->sun_path, path);
	return 0;
}

/* Commands can cancel anybody's job: root only. */
static int open_command(struct endpoint *ep)
{
	struct sockaddr_un sa;

	if (fill_address(&sa, ep->path) == -1)
		return -1;
	ep->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (ep->fd == -1)
		return -1;
	if (bind(ep->fd, (struct sockaddr *)&sa, sizeof sa) == -1 || listen(ep->fd, 8) == -1)
		goto fail;
	if (chmod(sa.sun_path, 0600) == -1) // EXPECT: create-then-name
		goto fail;
	return 0;
fail:
	close(ep->fd);
	ep->fd = -1;
	return -1;
}

static int open_metrics(struct endpoint *ep)
{
	struct sockaddr_un sa;
	mode_t before;
	int rc;

	if (fill_address(&sa, ep->path) == -1)
		return -1;
	ep->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (ep->fd == -1)
		return -1;
	before = umask(0117);
	rc = bind(ep->fd, (struct sockaddr *)&sa, sizeof sa);
	umask(before);
	if (rc == -1 || listen(ep->fd, 8) == -1) {
		close(ep->fd);
		ep->fd = -1;
		return -1;
	}
	return 0;
}

static void write_state(int fd, const struct spooler *s)
{
	dprintf(fd, "done %lu\nfailed %lu\n", s->jobs_done, s->jobs_failed);
}

static void dump_for_support(const struct spooler *s, int client)
{
	char name[L_tmpnam];
	int fd;

	if (tmpnam_r(name) == NULL)
		return;
	fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644); // EXPECT: temp-name
	if (fd == -1) {
		dprintf(client, "error %s\n", strerror(errno));
		return;
	}
	write_state(fd, s);
	close(fd);
	dprintf(client, "state in %s\n", name);
}

static void dump_brief(const struct spooler *s, int client)
{
	char name[] = "/tmp/spooler-brief.XXXXXX";
	int fd = mkostemp(name, O_CLOEXEC);

	if (fd == -1) {
		dprintf(client, "error %s\n", strerror(errno));
		return;
	}
	write_state(fd, s);
	fchmod(fd, 0644);
	close(fd);
	dprintf(client, "state in %s\n", name);
}

static void serve(const struct endpoint *ep, const struct spooler *s)
{
	char cmd[64];
	int c = accept4(ep->fd, NULL, NULL, SOCK_CLOEXEC);
	ssize_t n;

	if (c == -1)
		return;
	n = read(c, cmd, sizeof cmd - 1);
	cmd[n > 0 ? n : 0] = '\0';
	if (strncmp(cmd, "dump", 4) == 0)
		dump_for_support(s, c);
	else if (strncmp(cmd, "brief", 5) == 0)
		dump_brief(s, c);
	else
		write_state(c, s);
	close(c);
}

int main(void)
{
	struct endpoint eps[2] = { { "/run/spooler/command", -1 }, { "/run/spooler/metrics", -1 } };
	struct spooler s = { 0, 0 };

	umask(0);
	if (open_command(&eps[0]) == -1 || open_metrics(&eps[1]) == -1) {
		perror("spooler");
		return EXIT_FAILURE;
	}
	for (;;) {
		struct pollfd p[2] = { { eps[0].fd, POLLIN, 0 }, { eps[1].fd, POLLIN, 0 } };

		if (poll(p, 2, 1000) <= 0)
			continue;
		for (int i = 0; i < 2; i++)
			if (p[i].revents & POLLIN)
				serve(&eps[i], &s);
	}
}
