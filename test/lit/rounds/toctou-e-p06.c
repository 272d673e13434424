// RUN: %tocsin %s
// STD: gnu17
/* ctlsock.c - control socket of the print spooler */
#include <errno.h>
#include <grp.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <syslog.h>
#include <unistd.h>

struct ctl {
	int fd;
	struct sockaddr_un addr;
	gid_t group;
};

static int set_path(struct sockaddr_un *sun, const char *path)
{
	size_t n = strlen(path);

	if (n >= sizeof sun->sun_path) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memset(sun, 0, sizeof *sun);
	sun->sun_family = AF_UNIX;
	memcpy(sun->sun_path, path, n + 1);
	return 0;
}

int ctl_listen(struct ctl *c, const char *path, const char *group)
{
	struct group *gr = getgrnam(group);

	c->fd = -1;
	c->group = gr ? gr->gr_gid : (gid_t)-1;
	if (set_path(&c->addr, path) < 0)
		return -1;
	c->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (c->fd < 0)
		return -1;
	if (unlink(path) < 0 && errno != ENOENT)
		goto fail;
	if (bind(c->fd, (struct sockaddr *)&c->addr, sizeof c->addr) < 0) {
		syslog(LOG_ERR, "bind %s: %m", path);
		goto fail;
	}
	if (chmod(path, 0660) < 0) // EXPECT: create-then-name
		goto fail;
	if (chown(path, (uid_t)-1, c->group) < 0) // EXPECT: create-then-name
		goto fail;
	if (listen(c->fd, 16) < 0)
		goto fail;
	return 0;
fail:
	close(c->fd);
	c->fd = -1;
	return -1;
}

/* Second socket: only the spooler itself connects, mode comes from the umask. */
int ctl_listen_private(struct ctl *c, const char *path)
{
	mode_t old;
	int rc;

	if (set_path(&c->addr, path) < 0)
		return -1;
	c->fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (c->fd < 0)
		return -1;
	unlink(path);
	old = umask(0177);
	rc = bind(c->fd, (struct sockaddr *)&c->addr, sizeof c->addr);
	umask(old);
	if (rc < 0) {
		close(c->fd);
		c->fd = -1;
	}
	return rc;
}

int ctl_serve_once(struct ctl *c, int timeout_ms, void (*handle)(int fd, const char *line))
{
	struct pollfd p = { .fd = c->fd, .events = POLLIN };
	char line[512];
	ssize_t n;
	int s;

	if (poll(&p, 1, timeout_ms) <= 0)
		return 0;
	s = accept(c->fd, NULL, NULL);
	if (s < 0)
		return -1;
	n = read(s, line, sizeof line - 1);
	if (n > 0) {
		line[n] = '\0';
		handle(s, line);
	}
	close(s);
	return n > 0;
}
