// RUN: %tocsin %s
// STD: gnu17
/* mqtidy: reply queues are created by clients as /reply.<pid>.<unix time> and
 * read by them until they exit. Crashed clients leave theirs behind. */
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <mqueue.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define MQ_MOUNT "/dev/mqueue"

struct reply_queue {
	char name[NAME_MAX + 2];
	pid_t owner;
	time_t created;
};

struct tidy_opts {
	long max_age;
	int verbose;
	const char *prefix;
};

static int parse_queue(const char *entry, const char *prefix, struct reply_queue *rq)
{
	size_t n = strlen(prefix);
	long pid;
	intmax_t when;
	char tail;

	if (strncmp(entry, prefix, n) != 0)
		return -1;
	if (sscanf(entry + n, ".%ld.%" SCNdMAX "%c", &pid, &when, &tail) != 2)
		return -1;
	if (pid <= 1 || when <= 0)
		return -1;
	rq->owner = (pid_t)pid;
	rq->created = (time_t)when;
	snprintf(rq->name, sizeof(rq->name), "/%s", entry);
	return 0;
}

static int drop_queue(const struct reply_queue *rq, int verbose)
{
	if (mq_unlink(rq->name) < 0) {
		if (errno != ENOENT)
			fprintf(stderr, "mqtidy: %s: %s\n", rq->name, strerror(errno));
		return -1;
	}
	if (verbose)
		printf("dropped %s\n", rq->name);
	return 0;
}

static int tidy_replies(DIR *d, const struct tidy_opts *o)
{
	const time_t now = time(NULL);
	struct reply_queue rq;
	struct dirent *de;
	int n = 0;

	rewinddir(d);
	while ((de = readdir(d))) {
		if (parse_queue(de->d_name, o->prefix, &rq) < 0)
			continue;
		if (rq.owner == getpid())
			continue;
		if (now - rq.created > o->max_age && drop_queue(&rq, o->verbose) == 0) // EXPECT-MISS: timestamp-cleanup
			n++;
	}
	return n;
}

static int tidy_events(DIR *d, const struct tidy_opts *o)
{
	const time_t now = time(NULL);
	struct reply_queue rq;
	struct dirent *de;
	int n = 0;

	rewinddir(d);
	while ((de = readdir(d))) {
		if (parse_queue(de->d_name, "event", &rq) < 0)
			continue;
		if (now - rq.created <= o->max_age)
			continue;
		if (kill(rq.owner, 0) == 0 || errno != ESRCH)
			continue;
		if (drop_queue(&rq, o->verbose) == 0)
			n++;
	}
	return n;
}

int main(int argc, char **argv)
{
	struct tidy_opts o = {.max_age = 4 * 3600, .prefix = "reply"};
	int c, n;
	DIR *d;

	while ((c = getopt(argc, argv, "a:v")) != -1) {
		switch (c) {
		case 'a':
			o.max_age = strtol(optarg, NULL, 10);
			break;
		case 'v':
			o.verbose = 1;
			break;
		default:
			return 2;
		}
	}
	d = opendir(MQ_MOUNT);
	if (!d) {
		perror(MQ_MOUNT);
		return 1;
	}
	n = tidy_replies(d, &o) + tidy_events(d, &o);
	if (o.verbose)
		printf("%d queues\n", n);
	closedir(d);
	return 0;
}
