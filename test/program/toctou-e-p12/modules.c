// STD: gnu17
/* Module loader of the login session manager */
#include "modules.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct module *modules_load(struct module_set *set, const char *file)
{
	struct module *m;

	if (!trust_path(&set->policy, file)) {
		fprintf(stderr, "module %s refused: %s\n", file, trust_reason());
		return NULL;
	}
	m = calloc(1, sizeof *m);
	if (!m)
		return NULL;
	m->handle = dlopen(file, RTLD_NOW | RTLD_LOCAL); // EXPECT: file-toctou
	if (!m->handle) {
		fprintf(stderr, "module %s: %s\n", file, dlerror());
		free(m);
		return NULL;
	}
	m->start = (int (*)(void *))dlsym(m->handle, "module_start");
	m->stop = (void (*)(void *))dlsym(m->handle, "module_stop");
	if (!m->start) {
		dlclose(m->handle);
		free(m);
		return NULL;
	}
	m->file = strdup(file);
	m->next = set->first;
	set->first = m;
	return m;
}

int modules_start(struct module_set *set, void *ctx)
{
	struct module *m;
	int failed = 0;

	for (m = set->first; m; m = m->next)
		if (m->start(ctx) != 0) {
			fprintf(stderr, "%s did not start\n", m->file);
			failed++;
		}
	return failed;
}

int modules_run_helper(const struct module_set *set, const char *arg)
{
	pid_t pid;
	int status;

	if (!set->helper || !trust_path(&set->policy, set->helper))
		return -1;
	pid = fork();
	if (pid < 0)
		return -1;
	if (pid == 0) {
		execl(set->helper, set->helper, arg, (char *)NULL); // EXPECT: file-toctou
		_exit(127);
	}
	if (waitpid(pid, &status, 0) < 0)
		return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
