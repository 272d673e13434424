// RUN: %tocsin %s
// STD: gnu17
/* statsd-like collector: configuration is loaded before the listeners start and the
 * totals are reported after they have been joined. */
#include <ctype.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <unistd.h>

#define MAX_LISTEN 16

struct listener {
	int fd;
	pthread_t tid;
	unsigned long packets;
	unsigned long bytes;
	unsigned long dropped;
};

struct rule {
	char prefix[64];
	int factor;
};

static struct listener listeners[MAX_LISTEN];
static int nlisteners;
static struct rule *rules;
static int nrules;
static int cfg_errors;
static atomic_bool quit;
static pthread_mutex_t agg_lock = PTHREAD_MUTEX_INITIALIZER;
static double aggregate;
static unsigned long samples;

static void cfg_rule(const char *prefix, int factor)
{
	struct rule *n = realloc(rules, (size_t)(nrules + 1) * sizeof *n);
	if (!n) {
		cfg_errors++;
		return;
	}
	rules = n;
	snprintf(rules[nrules].prefix, sizeof rules[nrules].prefix, "%s", prefix);
	rules[nrules].factor = factor;
	nrules++;
}

static int cfg_listen(int port)
{
	struct sockaddr_in sa = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	sa.sin_port = htons((unsigned short)port);
	if (fd < 0 || bind(fd, (struct sockaddr *)&sa, sizeof sa) < 0 || nlisteners == MAX_LISTEN) {
		cfg_errors++;
		return -1;
	}
	listeners[nlisteners++].fd = fd;
	return 0;
}

static int load_config(FILE *f)
{
	char line[256], name[64];
	int v;
	while (fgets(line, sizeof line, f)) {
		if (sscanf(line, "rule %63s %d", name, &v) == 2)
			cfg_rule(name, v);
		else if (sscanf(line, "listen %d", &v) == 1)
			cfg_listen(v);
		else if (!isspace((unsigned char)line[0]) && line[0] != '#')
			cfg_errors++;
	}
	return cfg_errors;
}

static void account(const char *buf)
{
	double v = atof(buf);
	for (int i = 0; i < nrules; i++)
		if (strncmp(buf, rules[i].prefix, strlen(rules[i].prefix)) == 0)
			v *= rules[i].factor;
	pthread_mutex_lock(&agg_lock);
	aggregate += v;
	samples++;
	pthread_mutex_unlock(&agg_lock);
}

static void *listen_main(void *arg)
{
	struct listener *l = arg;
	char buf[1500];
	while (!atomic_load(&quit)) {
		ssize_t n = recv(l->fd, buf, sizeof buf - 1, 0);
		if (n <= 0) {
			l->dropped++;
			continue;
		}
		buf[n] = 0;
		l->packets++;
		l->bytes += (unsigned long)n;
		account(buf);
	}
	return NULL;
}

int main(void)
{
	unsigned long packets = 0;
	if (load_config(stdin) || nlisteners == 0)
		return 1;
	for (int i = 0; i < nlisteners; i++)
		if (pthread_create(&listeners[i].tid, NULL, listen_main, &listeners[i]))
			abort();
	sleep(60);
	atomic_store(&quit, true);
	for (int i = 0; i < nlisteners; i++) {
		shutdown(listeners[i].fd, SHUT_RDWR);
		pthread_join(listeners[i].tid, NULL);
		packets += listeners[i].packets;
	}
	if (samples > 0)
		aggregate = aggregate / (double)samples;
	printf("%lu packets, mean %.3f\n", packets, aggregate);
	free(rules);
	return 0;
}
