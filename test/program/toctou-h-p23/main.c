// STD: gnu17
#include "autostart.h"

int main(int argc, char **argv)
{
    Autostart *as = autostart_new();
    int rc = 1;

    if (!as)
        return 1;
    if (argc == 3 && autostart_prepare(as))
        rc = autostart_add(as, argv[1], argv[2]) ? 0 : 1;
    autostart_free(as);
    return rc;
}
