#ifndef MODULES_H
#define MODULES_H
#include "trust.h"

struct module {
	void *handle;
	int (*start)(void *ctx);
	void (*stop)(void *ctx);
	char *file;
	struct module *next;
};

struct module_set {
	struct module *first;
	struct trust_policy policy;
	const char *helper;
};

struct module *modules_load(struct module_set *set, const char *file);
int modules_start(struct module_set *set, void *ctx);
int modules_run_helper(const struct module_set *set, const char *arg);
#endif
