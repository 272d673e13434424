// STD: gnu17
#include "farm.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int remove_tree(const char *path)
{
	struct dirent *de;
	char sub[1024];
	DIR *d = opendir(path);

	if (!d)
		return errno == ENOTDIR ? unlink(path) : -1;
	while ((de = readdir(d)) != NULL) {
		if (!strcmp(de->d_name, ".") || !strcmp(de->d_name, ".."))
			continue;
		snprintf(sub, sizeof sub, "%s/%s", path, de->d_name);
		remove_tree(sub);
	}
	closedir(d);
	return rmdir(path);
}

size_t sweep_artifacts(struct artifact *v, size_t n)
{
	time_t now = time(NULL);
	size_t i, gone = 0;

	for (i = 0; i < n; i++) {
		if (!artifact_outdated(&v[i], now))
			continue;
		lease_lock();
		if (!lease_active(v[i].key) && unlink(v[i].path) == 0) {
			v[i].bytes = 0;
			gone++;
		}
		lease_unlock();
	}
	return gone;
}

size_t sweep_debuginfo(struct artifact *v, size_t n)
{
	time_t now = time(NULL);
	char dbg[300];
	size_t i, gone = 0;

	for (i = 0; i < n; i++) {
		if (!artifact_outdated(&v[i], now))
			continue;
		if (unlink(v[i].path) == 0) { // EXPECT: timestamp-cleanup
			snprintf(dbg, sizeof dbg, "%s.idx", v[i].path);
			fprintf(stderr, "sweep: %s (index %s kept)\n", v[i].key, dbg);
			v[i].bytes = 0;
			gone++;
		}
	}
	return gone;
}

int sweep_sandboxes(const char *root)
{
	char path[512];
	struct dirent *de;
	time_t now = time(NULL);
	int gone = 0;
	DIR *d = opendir(root);

	if (!d)
		return -errno;
	while ((de = readdir(d)) != NULL) {
		if (strncmp(de->d_name, "sbx-", 4) != 0)
			continue;
		snprintf(path, sizeof path, "%s/%s", root, de->d_name);
		if (sandbox_outdated(path, now) && remove_tree(path) == 0) // EXPECT: timestamp-cleanup
			gone++;
	}
	closedir(d);
	return gone;
}
