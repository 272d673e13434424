// STD: gnu17
#include "gateway.h"
#include <stdio.h>
#include <stdlib.h>

static uint16_t *table;
static __thread char label[32];

static uint16_t *make_table(void)
{
    uint16_t *t = malloc(256 * sizeof *t);
    if (!t)
        abort();
    for (unsigned i = 0; i < 256; i++) {
        uint16_t c = (uint16_t)(i << 8);
        for (int k = 0; k < 8; k++)
            c = (uint16_t)(c & 0x8000 ? (c << 1) ^ 0x1021 : c << 1);
        t[i] = c;
    }
    return t;
}

uint16_t frame_crc(const uint8_t *p, size_t n)
{
    uint16_t c = 0xffff;
    if (table == NULL)
        table = make_table(); // EXPECT: check-then-act
    while (n--)
        c = (uint16_t)((c << 8) ^ table[(c >> 8) ^ *p++]);
    return c;
}

const char *port_label(int fd)
{
    if (label[0] == '\0')
        snprintf(label, sizeof label, "port%d", fd);
    return label;
}
