#ifndef AGENT_MODULES_H
#define AGENT_MODULES_H

struct agent_module {
    void *handle;
    int (*collect)(void);
    char name[64];
};

int modules_load_dir(const char *dir, struct agent_module *out, int max);
void modules_unload(struct agent_module *mods, int n);

#endif
