#include "note.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
    const char *dest;

    if (argc != 3) {
        fprintf(stderr, "usage: %s FILE TEXT\n", argv[0]);
        return 2;
    }
    if (geteuid() != 0) {
        fputs("must be installed set-user-id root\n", stderr);
        return 2;
    }
    dest = argv[1];
    if (!caller_may_write(dest))
        return 1;
    if (note_append(dest, argv[2]) != 0) {
        perror("append");
        return 1;
    }
    if (setuid(getuid()) != 0)
        abort();
    puts("noted");
    return 0;
}
