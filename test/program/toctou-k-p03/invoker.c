// STD: gnu17
#include "imgmount.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

void invoker_init(struct invoker *who)
{
	who->uid = getuid();
	who->gid = getgid();
}

bool invoker_allows(const char *path, int mode)
{
	return access(path, mode) == 0;
}

bool invoker_owns_dir(const struct invoker *who, const char *path)
{
	struct stat st;

	if (lstat(path, &st) != 0)
		return false;
	return S_ISDIR(st.st_mode) && st.st_uid == who->uid;
}

int open_as_invoker(const struct invoker *who, const char *path, int flags)
{
	uid_t euid = geteuid();
	gid_t egid = getegid();
	int fd, saved;

	if (setegid(who->gid) != 0 || seteuid(who->uid) != 0)
		abort();
	fd = open(path, flags | O_CLOEXEC);
	saved = errno;
	if (seteuid(euid) != 0 || setegid(egid) != 0)
		abort();
	errno = saved;
	return fd;
}
