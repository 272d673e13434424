// RUN: %tocsin %s
// STD: gnu17
/* serial number allocator for a certificate authority: index + serial file
 * under one lock file. All tools of the suite take the same lock. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct castore {
	char dir[512];
	char serial[600];
	char index[600];
	int lockfd;
};

int castore_open(struct castore *ca, const char *dir)
{
	snprintf(ca->dir, sizeof ca->dir, "%s", dir);
	snprintf(ca->serial, sizeof ca->serial, "%s/serial", dir);
	snprintf(ca->index, sizeof ca->index, "%s/index.txt", dir);
	ca->lockfd = -1;
	return access(dir, X_OK);
}

static int store_lock(struct castore *ca)
{
	char name[600];

	snprintf(name, sizeof name, "%s/.lock", ca->dir);
	ca->lockfd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (ca->lockfd < 0)
		return -1;
	while (flock(ca->lockfd, LOCK_EX) < 0) {
		if (errno != EINTR) {
			close(ca->lockfd);
			ca->lockfd = -1;
			return -1;
		}
	}
	return 0;
}

static void store_unlock(struct castore *ca)
{
	flock(ca->lockfd, LOCK_UN);
	close(ca->lockfd);
	ca->lockfd = -1;
}

static int put_serial(const struct castore *ca, uint64_t v)
{
	FILE *fp = fopen(ca->serial, "w");

	if (!fp)
		return -1;
	fprintf(fp, "%" PRIx64 "\n", v);
	return fclose(fp);
}

int castore_next_serial(struct castore *ca, uint64_t *out)
{
	struct stat st;
	uint64_t v = 1;
	FILE *fp;
	int rc = -1;

	if (store_lock(ca) < 0)
		return -1;
	if (stat(ca->serial, &st) == 0) {
		fp = fopen(ca->serial, "r");
		if (!fp)
			goto out;
		if (fscanf(fp, "%" SCNx64, &v) != 1) {
			fclose(fp);
			errno = EINVAL;
			goto out;
		}
		fclose(fp);
	} else if (errno != ENOENT) {
		goto out;
	}
	*out = v;
	rc = put_serial(ca, v + 1);
out:
	store_unlock(ca);
	return rc;
}

int castore_init_index(struct castore *ca)
{
	FILE *fp;
	int rc = 0;

	if (store_lock(ca) < 0)
		return -1;
	if (access(ca->index, F_OK) != 0) {
		fp = fopen(ca->index, "w");
		if (!fp) {
			rc = -1;
		} else {
			fputs("# V\texpires\tserial\tsubject\n", fp);
			rc = fclose(fp);
		}
	}
	store_unlock(ca);
	return rc;
}

int castore_add(struct castore *ca, uint64_t serial, const char *subject, const char *expires)
{
	FILE *fp;
	int rc;

	if (store_lock(ca) < 0)
		return -1;
	fp = fopen(ca->index, "a");
	if (!fp) {
		store_unlock(ca);
		return -1;
	}
	fprintf(fp, "V\t%s\t%" PRIx64 "\t%s\n", expires, serial, subject);
	rc = fclose(fp);
	store_unlock(ca);
	return rc;
}
