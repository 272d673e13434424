// STD: gnu17
#include "ringreg.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    int n = rings_reclaim("telem-", argc > 1 ? atol(argv[1]) : 60);

    if (n < 0) {
        perror("ring-reclaim");
        return 1;
    }
    printf("%d rings reclaimed\n", n);
    return 0;
}
