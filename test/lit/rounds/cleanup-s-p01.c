// RUN: %tocsin %s
// STD: gnu17
/* objcache: shared object cache of the build farm. Compile agents on the same
 * host open objects by digest; the janitor process keeps the directory small. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define OBJ_SUFFIX ".o.zst"

struct objcache {
	int dirfd;
	char root[256];
	long max_age;
	unsigned long removed;
};

static int scan_dirfd;
static time_t scan_horizon;

static int has_suffix(const char *s, const char *suffix)
{
	size_t n = strlen(s), m = strlen(suffix);

	return n > m && strcmp(s + n - m, suffix) == 0;
}

static int pick_cold(const struct dirent *de)
{
	struct stat st;

	if (!has_suffix(de->d_name, OBJ_SUFFIX))
		return 0;
	if (fstatat(scan_dirfd, de->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return 0;
	return S_ISREG(st.st_mode) && st.st_mtim.tv_sec < scan_horizon;
}

static int pick_objects(const struct dirent *de)
{
	return has_suffix(de->d_name, OBJ_SUFFIX);
}

/* Agents: the descriptor carries a shared lock until it is closed. */
int objcache_open(struct objcache *oc, const char *digest)
{
	char name[128];
	struct stat st;
	int fd;

	snprintf(name, sizeof(name), "%s" OBJ_SUFFIX, digest);
	fd = openat(oc->dirfd, name, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	if (flock(fd, LOCK_SH) < 0 || fstat(fd, &st) < 0 || st.st_nlink == 0) {
		close(fd);
		errno = ENOENT;
		return -1;
	}
	return fd;
}

int objcache_expire(struct objcache *oc)
{
	struct dirent **list = NULL;
	int i, n;

	scan_dirfd = oc->dirfd;
	scan_horizon = time(NULL) - oc->max_age;
	n = scandir(oc->root, &list, pick_cold, alphasort);
	if (n < 0)
		return -1;
	for (i = 0; i < n; i++) {
		if (unlinkat(oc->dirfd, list[i]->d_name, 0) == 0) // EXPECT-MISS: timestamp-cleanup
			oc->removed++;
		free(list[i]);
	}
	free(list);
	return 0;
}

static void shrink_one(struct objcache *oc, const char *name, time_t horizon)
{
	struct stat st, cur;
	int fd = openat(oc->dirfd, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0)
		return;
	if (flock(fd, LOCK_EX | LOCK_NB) < 0)
		goto out;
	if (fstat(fd, &st) < 0 || st.st_mtim.tv_sec >= horizon)
		goto out;
	if (fstatat(oc->dirfd, name, &cur, AT_SYMLINK_NOFOLLOW) < 0 || cur.st_ino != st.st_ino)
		goto out;
	if (unlinkat(oc->dirfd, name, 0) == 0)
		oc->removed++;
out:
	close(fd);
}

int objcache_shrink(struct objcache *oc, long age)
{
	struct dirent **list = NULL;
	time_t horizon = time(NULL) - age;
	int i, n = scandir(oc->root, &list, pick_objects, NULL);

	if (n < 0)
		return -1;
	for (i = 0; i < n; i++) {
		shrink_one(oc, list[i]->d_name, horizon);
		free(list[i]);
	}
	free(list);
	return 0;
}
