#ifndef SESSION_H
#define SESSION_H

#include "conn_table.h"

int session_open(uint32_t id);
int session_input(uint32_t id, uint32_t seq, const unsigned char *p, uint32_t n);
void session_age(unsigned max_strikes, unsigned *closed);

#endif
