// RUN: %tocsin %s
// STD: gnu17
/* control channel of a job scheduler daemon */
#include <errno.h>
#include <grp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/un.h>
#include <syslog.h>
#include <unistd.h>

struct ctl_config {
	const char	*path;
	const char	*group;
	int		 backlog;
};

static struct ctl_config conf = { "/var/run/jobsched/ctl.sock", "operator", 8 };

static int
control_init(const struct ctl_config *cc)
{
	struct sockaddr_un sun;
	struct group *gr;
	int fd;

	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	if (fd == -1) {
		syslog(LOG_WARNING, "%s: socket: %m", __func__);
		return -1;
	}

	memset(&sun, 0, sizeof sun);
	sun.sun_family = AF_UNIX;
	if (strlen(cc->path) >= sizeof sun.sun_path) {
		errno = ENAMETOOLONG;
		goto fail;
	}
	strcpy(sun.sun_path, cc->path);

	if (unlink(cc->path) == -1 && errno != ENOENT)
		goto fail;
	if (bind(fd, (struct sockaddr *)&sun, sizeof sun) == -1)
		goto fail;

	if (chmod(cc->path, S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP) == -1) // EXPECT: create-then-name
		goto fail;
	gr = getgrnam(cc->group);
	if (gr == NULL) {
		syslog(LOG_NOTICE, "no group %s", cc->group);
	} else if (chown(cc->path, (uid_t)-1, gr->gr_gid) == -1) { // EXPECT: create-then-name
		goto fail;
	}

	if (listen(fd, cc->backlog) == -1)
		goto fail;
	return fd;

fail:
	syslog(LOG_WARNING, "%s: %s: %m", __func__, cc->path);
	close(fd);
	return -1;
}

static void
serve_one(int lfd)
{
	char req[128];
	ssize_t n;
	int c = accept(lfd, NULL, NULL);

	if (c == -1)
		return;
	n = read(c, req, sizeof req - 1);
	if (n > 0) {
		req[n] = '\0';
		dprintf(c, "%s\n", strncmp(req, "ping", 4) == 0 ? "pong" : "what?");
	}
	close(c);
}

int
main(int argc, char **argv)
{
	struct pollfd pfd;

	if (argc > 1)
		conf.path = argv[1];
	openlog("jobsched", LOG_PID, LOG_CRON);
	pfd.fd = control_init(&conf);
	pfd.events = POLLIN;
	if (pfd.fd == -1)
		return 1;
	while (poll(&pfd, 1, -1) >= 0 || errno == EINTR)
		if (pfd.revents & POLLIN)
			serve_one(pfd.fd);
	return 0;
}
