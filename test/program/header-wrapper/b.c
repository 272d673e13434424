#include "fresh.h"
int makeB(void) { return fresh("b"); }
