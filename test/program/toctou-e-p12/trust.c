// STD: gnu17
#include "trust.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static const char *reason = "";

const char *trust_reason(void)
{
	return reason;
}

bool trust_path(const struct trust_policy *pol, const char *path)
{
	struct stat st;

	if (stat(path, &st) != 0) {
		reason = strerror(errno);
		return false;
	}
	if (!S_ISREG(st.st_mode)) {
		reason = "not a regular file";
		return false;
	}
	if (st.st_uid != pol->owner && st.st_uid != 0) {
		reason = "wrong owner";
		return false;
	}
	if ((st.st_mode & S_IWOTH) || (!pol->allow_group_write && (st.st_mode & S_IWGRP))) {
		reason = "writable by others";
		return false;
	}
	return true;
}
