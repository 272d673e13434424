// RUN: %tocsin %s
// STD: gnu17
/*
 * queuemail -- stage an outgoing message and hand it to the transport.
 */
#include <sys/types.h>
#include <sys/stat.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TMPL_BODY	"/tmp/qmbXXXXXX"
#define TMPL_CTL	"/var/tmp/qmcXXXXXX"
#define TMPL_LOG	"/var/tmp/qmlXXXXXX"

struct msg {
	char	bodyname[64];
	char	ctlname[64];
	int	bodyfd;
	FILE	*hdr;
	char	*hdrname;
};

static int
open_body(struct msg *m)
{
	strcpy(m->bodyname, TMPL_BODY);
	if (mktemp(m->bodyname) == NULL || m->bodyname[0] == '\0')
		return -1;
	m->bodyfd = open(m->bodyname, O_RDWR | O_CREAT | O_TRUNC, 0600); // EXPECT: temp-name
	if (m->bodyfd < 0) {
		perror(m->bodyname);
		return -1;
	}
	return 0;
}

static int
open_headers(struct msg *m)
{
	m->hdrname = tempnam(getenv("MAILTMP"), "qmh");
	if (m->hdrname == NULL)
		return -1;
	m->hdr = fopen(m->hdrname, "w+"); // EXPECT: temp-name
	if (m->hdr == NULL) {
		perror(m->hdrname);
		free(m->hdrname);
		m->hdrname = NULL;
		return -1;
	}
	return 0;
}

static int
open_control(struct msg *m)
{
	int fd, tries;

	for (tries = 0; tries < 16; tries++) {
		strcpy(m->ctlname, TMPL_CTL);
		if (mktemp(m->ctlname) == NULL || m->ctlname[0] == '\0')
			return -1;
		fd = open(m->ctlname, O_WRONLY | O_CREAT | O_EXCL, 0600);
		if (fd >= 0)
			return fd;
		if (errno != EEXIST)
			break;
	}
	perror(m->ctlname);
	return -1;
}

static FILE *
open_log(void)
{
	char name[64];
	FILE *fp;
	int fd;

	strcpy(name, TMPL_LOG);
	fd = mkstemp(name);
	if (fd < 0)
		return NULL;
	fchmod(fd, 0640);
	fp = fdopen(fd, "w");
	if (fp == NULL)
		close(fd);
	return fp;
}

int
main(int argc, char **argv)
{
	struct msg m;
	FILE *log;
	int ctl, i;

	memset(&m, 0, sizeof m);
	if (open_body(&m) < 0 || open_headers(&m) < 0)
		return 75;
	if ((ctl = open_control(&m)) < 0)
		return 75;
	log = open_log();
	for (i = 1; i < argc; i++) {
		fprintf(m.hdr, "To: %s\n", argv[i]);
		if (log != NULL)
			fprintf(log, "queued %s\n", argv[i]);
	}
	if (log != NULL)
		fclose(log);
	fclose(m.hdr);
	close(m.bodyfd);
	close(ctl);
	return 0;
}
