// STD: gnu17
#include "modules.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    struct agent_module mods[16];
    int i, n;

    n = modules_load_dir(argc > 1 ? argv[1] : "/usr/lib/agent/modules", mods, 16);
    if (n < 0) {
        perror("agent");
        return 1;
    }
    for (i = 0; i < n; i++)
        printf("%s: %d\n", mods[i].name, mods[i].collect());
    modules_unload(mods, n);
    return 0;
}
