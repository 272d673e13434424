// RUN: %tocsin %s
// STD: gnu17
/* inventory: print metadata and a checksum of the named files */
#include <errno.h>
#include <inttypes.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static unsigned long total_files;
static unsigned long long total_bytes;

static uint32_t adler(uint32_t a, const unsigned char *p, size_t n)
{
	uint32_t s1 = a & 0xffff, s2 = a >> 16;

	while (n--) {
		s1 = (s1 + *p++) % 65521;
		s2 = (s2 + s1) % 65521;
	}
	return s2 << 16 | s1;
}

static void print_meta(const char *name, const struct stat *st)
{
	struct passwd *pw = getpwuid(st->st_uid);
	char when[32];

	strftime(when, sizeof when, "%F %T", localtime(&st->st_mtime));
	printf("%-8s %c %04o %10lld %s %s\n", pw ? pw->pw_name : "?",
	    S_ISDIR(st->st_mode) ? 'd' : S_ISLNK(st->st_mode) ? 'l' : '-',
	    (unsigned)(st->st_mode & 07777), (long long)st->st_size, when, name);
}

static int describe(const char *name)
{
	unsigned char buf[8192];
	struct stat st;
	uint32_t sum = 1;
	size_t n, hint = BUFSIZ;
	FILE *in;

	if (lstat(name, &st) == 0) {
		print_meta(name, &st);
		if (st.st_blksize > 0)
			hint = (size_t)st.st_blksize;
		total_files++;
	} else {
		printf("%-8s ? ???? %10s %s\n", "?", strerror(errno), name);
	}

	in = fopen(name, "rb");
	if (in == NULL) {
		fprintf(stderr, "%s: %s\n", name, strerror(errno));
		return 1;
	}
	setvbuf(in, NULL, _IOFBF, hint);
	while ((n = fread(buf, 1, sizeof buf, in)) > 0) {
		sum = adler(sum, buf, n);
		total_bytes += n;
	}
	n = (size_t)ferror(in);
	fclose(in);
	if (n) {
		fprintf(stderr, "%s: read error\n", name);
		return 1;
	}
	printf("  adler32 %08" PRIx32 "\n", sum);
	return 0;
}

int main(int argc, char **argv)
{
	char line[4096];
	int rc = 0, i;

	if (argc > 1) {
		for (i = 1; i < argc; i++)
			rc |= describe(argv[i]);
	} else {
		while (fgets(line, sizeof line, stdin)) {
			line[strcspn(line, "\n")] = '\0';
			if (line[0])
				rc |= describe(line);
		}
	}
	printf("%lu files, %llu bytes\n", total_files, total_bytes);
	return rc;
}
