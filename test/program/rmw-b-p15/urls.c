// STD: gnu17
#include "frontier.h"
#include <stdio.h>
#include <string.h>

int url_lookup(const struct frontier *f, const char *text)
{
    for (int i = 0; i < f->count; i++)
        if (strcmp(f->urls[i].text, text) == 0)
            return i;
    return -1;
}

int url_append(struct frontier *f, const char *text, int depth)
{
    if (f->count == MAX_URLS)
        return -1;
    struct url *u = &f->urls[f->count];
    snprintf(u->text, sizeof u->text, "%s", text);
    u->state = URL_NEW;
    u->depth = depth;
    return f->count++;
}
