// RUN: %tocsin %s
// STD: gnu17
/* sensord - collects readings from serial probes and spools them to disk */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#define DEFAULT_PIDFILE "/var/tmp/sensord.pid"

struct settings {
	const char *pidfile;
	const char *spool;
	int foreground;
	int interval;
};

static volatile sig_atomic_t stop_requested;

static void on_term(int sig)
{
	(void)sig;
	stop_requested = 1;
}

static void die(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsyslog(LOG_ERR, fmt, ap);
	va_end(ap);
	exit(EXIT_FAILURE);
}

static int pidfile_present(const char *name)
{
	struct stat st;

	return stat(name, &st) == 0;
}

static pid_t pidfile_owner(const char *name)
{
	FILE *fp = fopen(name, "r");
	long v = 0;

	if (fp == NULL)
		return 0;
	if (fscanf(fp, "%ld", &v) != 1)
		v = 0;
	fclose(fp);
	return (pid_t)v;
}

static void write_pidfile(const struct settings *s)
{
	FILE *fp;

	if (pidfile_present(s->pidfile))
		die("%s is there, another instance has pid %ld", s->pidfile,
		    (long)pidfile_owner(s->pidfile));

	fp = fopen(s->pidfile, "w"); // EXPECT: file-toctou
	if (fp == NULL)
		die("cannot write %s: %s", s->pidfile, strerror(errno));
	fprintf(fp, "%ld\n", (long)getpid());
	if (fclose(fp) != 0)
		die("cannot flush %s: %s", s->pidfile, strerror(errno));
}

static int append_reading(const struct settings *s, int probe, double value)
{
	FILE *fp = fopen(s->spool, "a");

	if (fp == NULL) {
		syslog(LOG_WARNING, "spool %s: %s", s->spool, strerror(errno));
		return -1;
	}
	fprintf(fp, "%d %.3f\n", probe, value);
	return fclose(fp);
}

int main(int argc, char **argv)
{
	struct settings s = { DEFAULT_PIDFILE, "/var/spool/sensord/readings", 0, 10 };
	int c;

	while ((c = getopt(argc, argv, "fp:s:i:")) != -1) {
		switch (c) {
		case 'f': s.foreground = 1; break;
		case 'p': s.pidfile = optarg; break;
		case 's': s.spool = optarg; break;
		case 'i': s.interval = atoi(optarg); break;
		default: return 2;
		}
	}
	openlog("sensord", LOG_PID, LOG_DAEMON);
	if (!s.foreground && daemon(0, 0) < 0)
		die("daemon: %s", strerror(errno));
	write_pidfile(&s);
	signal(SIGTERM, on_term);
	while (!stop_requested) {
		append_reading(&s, 0, 21.5);
		sleep((unsigned)s.interval);
	}
	unlink(s.pidfile);
	return 0;
}
