// RUN: %tocsin %s
// STD: gnu17
/* keyagent: serves unlocked keys over a local socket */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BACKLOG 16

struct listener {
	int fd;
	mode_t mode;
	const char *path;
};

static void die(const char *what)
{
	fprintf(stderr, "keyagent: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void clear_stale(const char *path)
{
	struct stat st;

	if (lstat(path, &st) < 0) {
		if (errno == ENOENT)
			return;
		die(path);
	}
	if (!S_ISSOCK(st.st_mode)) {
		fprintf(stderr, "keyagent: %s is in the way\n", path);
		exit(1);
	}
	if (unlink(path) < 0) // EXPECT: file-toctou
		die("unlink");
}

static void listener_open(struct listener *l)
{
	struct sockaddr_un sa;

	memset(&sa, 0, sizeof(sa));
	sa.sun_family = AF_UNIX;
	if (strlen(l->path) >= sizeof(sa.sun_path)) {
		errno = ENAMETOOLONG;
		die(l->path);
	}
	strcpy(sa.sun_path, l->path);

	l->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (l->fd < 0)
		die("socket");

	clear_stale(l->path);
	if (bind(l->fd, (struct sockaddr *)&sa, sizeof(sa)) < 0)
		die("bind");
	if (chmod(l->path, l->mode) < 0) // EXPECT: create-then-name
		die("chmod");
	if (listen(l->fd, BACKLOG) < 0)
		die("listen");
}

static void serve(int client)
{
	char cmd[64];
	ssize_t n = read(client, cmd, sizeof(cmd) - 1);

	if (n > 0) {
		cmd[n] = '\0';
		if (strncmp(cmd, "PING", 4) == 0)
			(void)!write(client, "PONG\n", 5);
		else
			(void)!write(client, "ERR\n", 4);
	}
	close(client);
}

int main(int argc, char **argv)
{
	struct listener l = { .fd = -1, .mode = 0660, .path = "/run/keyagent/agent.sock" };

	if (argc > 1)
		l.path = argv[1];
	if (argc > 2)
		l.mode = (mode_t)strtoul(argv[2], NULL, 8);

	listener_open(&l);
	for (;;) {
		struct pollfd pfd = { .fd = l.fd, .events = POLLIN };
		if (poll(&pfd, 1, -1) < 0) {
			if (errno == EINTR)
				continue;
			die("poll");
		}
		int c = accept(l.fd, NULL, NULL);
		if (c >= 0)
			serve(c);
	}
}
