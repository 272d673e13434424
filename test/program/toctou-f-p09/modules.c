// STD: gnu17
#include "modules.h"
#include "trust.h"

#include <dirent.h>
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

static int has_suffix(const char *s, const char *suffix)
{
    size_t n = strlen(s), m = strlen(suffix);
    return n > m && strcmp(s + n - m, suffix) == 0;
}

int modules_load_dir(const char *dir, struct agent_module *out, int max)
{
    char path[1024];
    struct dirent *de;
    int n = 0;
    DIR *d = opendir(dir);

    if (d == NULL)
        return -1;
    while (n < max && (de = readdir(d)) != NULL) {
        struct agent_module *m = &out[n];
        enum trust_verdict v;

        if (!has_suffix(de->d_name, ".so"))
            continue;
        snprintf(path, sizeof path, "%s/%s", dir, de->d_name);
        v = module_trust(path);
        if (v != TRUST_YES) {
            fprintf(stderr, "agent: %s: %s\n", path, trust_text(v));
            continue;
        }
        m->handle = dlopen(path, RTLD_NOW | RTLD_LOCAL); // EXPECT: file-toctou
        if (m->handle == NULL) {
            fprintf(stderr, "agent: %s\n", dlerror());
            continue;
        }
        *(void **)&m->collect = dlsym(m->handle, "agent_collect");
        if (m->collect == NULL) {
            dlclose(m->handle);
            continue;
        }
        snprintf(m->name, sizeof m->name, "%.60s", de->d_name);
        n++;
    }
    closedir(d);
    return n;
}

void modules_unload(struct agent_module *mods, int n)
{
    while (n-- > 0)
        dlclose(mods[n].handle);
}
