// STD: gnu17
/* Compiler driver: runs cpp | cc1 | as through intermediate files. */
#include "scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAXTEMPS 16

static char *temps[MAXTEMPS];
static int ntemps;

static void remember(char *name)
{
	if (ntemps < MAXTEMPS)
		temps[ntemps++] = name;
}

static void cleanup(void)
{
	while (ntemps > 0) {
		unlink(temps[--ntemps]);
		free(temps[ntemps]);
	}
}

static int run(char *const argv[], int outfd)
{
	pid_t pid = fork();
	int st;

	if (pid < 0)
		return -1;
	if (pid == 0) {
		if (outfd >= 0)
			dup2(outfd, STDOUT_FILENO);
		execvp(argv[0], argv);
		_exit(127);
	}
	while (waitpid(pid, &st, 0) < 0)
		if (errno != EINTR)
			return -1;
	return WIFEXITED(st) ? WEXITSTATUS(st) : -1;
}

static char *preprocess(const char *src)
{
	char *out = scratch_name("cpp");
	char *argv[] = { (char *)"cpp", (char *)src, NULL };
	int fd, rc;

	if (!out)
		return NULL;
	fd = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600); // EXPECT: temp-name
	if (fd < 0) {
		perror(out);
		free(out);
		return NULL;
	}
	remember(out);
	rc = run(argv, fd);
	close(fd);
	return rc == 0 ? out : NULL;
}

static char *assemble_input(void)
{
	int tries, fd;

	for (tries = 0; tries < 20; tries++) {
		char *name = scratch_name("asm");

		if (!name)
			return NULL;
		fd = open(name, O_WRONLY | O_CREAT | O_EXCL, 0600);
		if (fd >= 0) {
			close(fd);
			remember(name);
			return name;
		}
		free(name);
		if (errno != EEXIST)
			break;
	}
	return NULL;
}

static int write_listing(const char *src, const char *asmfile)
{
	char name[L_tmpnam];
	FILE *fp;

	if (!listing_name(name, sizeof name))
		return -1;
	fp = fopen(name, "w+"); // EXPECT: temp-name
	if (!fp)
		return -1;
	fprintf(fp, "source %s\nassembly %s\n", src, asmfile);
	printf("listing in %s\n", name);
	return fclose(fp);
}

int main(int argc, char **argv)
{
	char *pre, *as;

	if (argc < 2)
		return 2;
	atexit(cleanup);
	pre = preprocess(argv[1]);
	as = assemble_input();
	if (!pre || !as)
		return 1;
	{
		char *cc1[] = { (char *)"cc1", pre, (char *)"-o", as, NULL };

		if (run(cc1, -1) != 0)
			return 1;
	}
	return write_listing(argv[1], as) == 0 ? 0 : 1;
}
