// STD: gnu17
/* "keyring init": create the user's key database with a fresh salt */
#include "fsutil.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>

static void hex(char *out, const unsigned char *in, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < n; i++) {
		out[2 * i] = digits[in[i] >> 4];
		out[2 * i + 1] = digits[in[i] & 15];
	}
	out[2 * n] = '\0';
}

static int init_keyring(const char *home)
{
	unsigned char salt[16];
	char text[33];
	char *db = join_path(home, "keyring.db");
	FILE *fp;

	if (have_path(db)) {
		fprintf(stderr, "%s: keyring is already set up\n", db);
		free(db);
		return 1;
	}
	if (getrandom(salt, sizeof salt, 0) != (ssize_t)sizeof salt) {
		free(db);
		return 1;
	}
	hex(text, salt, sizeof salt);
	fp = xfopen(db, "w"); // EXPECT: file-toctou
	write_line(fp, "salt", text);
	write_line(fp, "version", "3");
	fclose(fp);
	free(db);
	return 0;
}

static int show_keyring(const char *home)
{
	char *db = join_path(home, "keyring.db");
	char line[256];
	FILE *fp;

	if (!have_path(db)) {
		puts("no keyring yet, run \"keyring init\"");
		free(db);
		return 1;
	}
	fp = xfopen(db, "r");
	while (fgets(line, sizeof line, fp))
		fputs(line, stdout);
	fclose(fp);
	free(db);
	return 0;
}

static int log_use(const char *home, const char *what)
{
	char *path = join_path(home, "history");
	FILE *fp = xfopen(path, "a");

	fprintf(fp, "%s\n", what);
	free(path);
	return fclose(fp);
}

int main(int argc, char **argv)
{
	const char *home = getenv("KEYRING_HOME");

	if (!home || argc < 2) {
		fprintf(stderr, "usage: keyring init|show\n");
		return 2;
	}
	if (mkdir(home, 0700) < 0 && errno != EEXIST) {
		perror(home);
		return 1;
	}
	log_use(home, argv[1]);
	if (strcmp(argv[1], "init") == 0)
		return init_keyring(home);
	return show_keyring(home);
}
