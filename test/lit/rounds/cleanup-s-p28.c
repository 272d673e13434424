// RUN: %tocsin %s
// STD: gnu17
/* Scratch volume of the analysis cluster: nightly walk. Readers of an input file
 * hold an open-file-description read lock on it. */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct walk_state {
	time_t cutoff;
	unsigned long files;
	unsigned long long bytes;
	int dry_run;
};

static struct walk_state walk;

static int ofd_lock(int fd, short type)
{
	struct flock fl = {.l_type = type, .l_whence = SEEK_SET};

	return fcntl(fd, F_OFD_SETLK, &fl);
}

int input_open(const char *path)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return -1;
	if (ofd_lock(fd, F_RDLCK) < 0 || fstat(fd, &st) < 0 || st.st_nlink == 0) {
		close(fd);
		return -1;
	}
	return fd;
}

static void account(const struct stat *st)
{
	walk.files++;
	walk.bytes += (unsigned long long)st->st_blocks * 512;
}

static int visit_scratch(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	time_t touched = st->st_atime > st->st_mtime ? st->st_atime : st->st_mtime;

	if (type != FTW_F || ftw->level == 0)
		return 0;
	if (touched >= walk.cutoff)
		return 0;
	if (!walk.dry_run && remove(path) < 0) { // EXPECT: timestamp-cleanup
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return errno == ENOENT ? 0 : 1;
	}
	account(st);
	return 0;
}

static int visit_inputs(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	struct stat open_st, cur;
	int fd, rc = 0;

	if (type != FTW_F || ftw->level == 0 || st->st_mtime >= walk.cutoff)
		return 0;
	fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return 0;
	if (ofd_lock(fd, F_WRLCK) == 0 && fstat(fd, &open_st) == 0 && lstat(path, &cur) == 0 &&
	    cur.st_dev == open_st.st_dev && cur.st_ino == open_st.st_ino &&
	    open_st.st_mtime < walk.cutoff && !walk.dry_run) {
		rc = unlink(path);
		if (rc == 0)
			account(&open_st);
	}
	close(fd);
	return rc < 0 && errno != ENOENT;
}

int main(int argc, char **argv)
{
	int c, days = 14;

	while ((c = getopt(argc, argv, "d:n")) != -1) {
		if (c == 'd')
			days = atoi(optarg);
		else if (c == 'n')
			walk.dry_run = 1;
		else
			return 2;
	}
	if (argc - optind != 2)
		return 2;
	walk.cutoff = time(NULL) - days * 86400L;
	if (nftw(argv[optind], visit_scratch, 32, FTW_PHYS | FTW_DEPTH) != 0)
		return 1;
	if (nftw(argv[optind + 1], visit_inputs, 32, FTW_PHYS | FTW_DEPTH) != 0)
		return 1;
	printf("%lu files, %llu bytes\n", walk.files, walk.bytes);
	return 0;
}
