// STD: gnu17
#include "farm.h"
#include <sys/stat.h>

static const time_t artifact_ttl = 14 * 86400;
static const time_t sandbox_ttl = 6 * 3600;

bool artifact_outdated(const struct artifact *a, time_t now)
{
	if (a->bytes == 0)
		return false;
	return now - a->stored > artifact_ttl;
}

bool sandbox_outdated(const char *dir, time_t now)
{
	struct stat st;

	if (stat(dir, &st) != 0)
		return false;
	return difftime(now, st.st_ctime) > (double)sandbox_ttl;
}
