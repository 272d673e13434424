// STD: gnu17
#include "members.h"
#include <stdio.h>

int main(int argc, char **argv)
{
    apiClient_t api = { "https://kubernetes.default.svc", NULL, 0 };

    if (argc < 4) {
        fprintf(stderr, "usage: %s namespace cluster pod [role]\n", argv[0]);
        return 2;
    }
    if (argc > 4)
        return members_set_role(&api, argv[1], argv[2], argv[3], argv[4]) != 0;
    return members_join(&api, argv[1], argv[2], argv[3]) != 0;
}
