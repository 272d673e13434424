// RUN: %tocsin %s
// STD: gnu17
/* tempmond - sensor polling daemon */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

#define PIDFILE "/var/run/tempmond.pid"

static volatile sig_atomic_t stop_requested;

static void on_term(int sig)
{
	(void)sig;
	stop_requested = 1;
}

static void go_background(void)
{
	pid_t pid = fork();

	if (pid < 0)
		exit(1);
	if (pid > 0)
		_exit(0);
	setsid();
	if (chdir("/") != 0)
		exit(1);
}

static int claim_pidfile(void)
{
	FILE *pf;
	long other = 0;

	pf = fopen(PIDFILE, "r");
	if (pf != NULL) {
		if (fscanf(pf, "%ld", &other) != 1)
			other = -1;
		fclose(pf);
		syslog(LOG_ERR, "%s is there (pid %ld), giving up", PIDFILE, other);
		return -1;
	}

	go_background();

	pf = fopen(PIDFILE, "w"); // EXPECT: file-toctou
	if (pf == NULL) {
		syslog(LOG_ERR, "cannot write %s: %m", PIDFILE);
		return -1;
	}
	fprintf(pf, "%ld\n", (long)getpid());
	if (fclose(pf) == EOF) {
		syslog(LOG_ERR, "short write on pid file");
		return -1;
	}
	return 0;
}

static int poll_sensor(const char *name, double *out)
{
	char line[64];
	FILE *fp = fopen(name, "r");

	if (!fp)
		return -1;
	if (!fgets(line, sizeof line, fp)) {
		fclose(fp);
		return -1;
	}
	fclose(fp);
	*out = strtod(line, NULL) / 1000.0;
	return 0;
}

int main(int argc, char **argv)
{
	const char *sensor = argc > 1 ? argv[1] : "/sys/class/thermal/thermal_zone0/temp";
	struct sigaction sa;
	double t;

	openlog("tempmond", LOG_PID | LOG_PERROR, LOG_DAEMON);
	memset(&sa, 0, sizeof sa);
	sa.sa_handler = on_term;
	sigaction(SIGTERM, &sa, NULL);
	sigaction(SIGINT, &sa, NULL);

	if (claim_pidfile() != 0)
		return EXIT_FAILURE;

	while (!stop_requested) {
		if (poll_sensor(sensor, &t) == 0 && t > 85.0)
			syslog(LOG_CRIT, "temperature %.1f", t);
		sleep(10);
	}
	unlink(PIDFILE);
	return EXIT_SUCCESS;
}
