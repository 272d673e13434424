// STD: gnu17
#include "thumb.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int expire_one(const char *dir, const char *name, time_t older_than)
{
	char path[512];
	struct stat st;
	int gone = 0;

	if (claim_try(name) != 1)
		return 0;
	snprintf(path, sizeof path, "%s/%s", dir, name);
	if (stat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_mtime < older_than)
		gone = unlink(path) == 0; // EXPECT-NOISE: file-toctou
	claim_drop(name);
	return gone;
}

int thumbs_expire(const char *dir, time_t older_than)
{
	DIR *d = opendir(dir);
	struct dirent *de;
	int n = 0;

	if (!d) {
		perror(dir);
		return -1;
	}
	while ((de = readdir(d)) != NULL) {
		if (de->d_name[0] == '.' || strlen(de->d_name) >= THUMB_NAME_MAX)
			continue;
		n += expire_one(dir, de->d_name, older_than);
	}
	closedir(d);
	return n;
}
